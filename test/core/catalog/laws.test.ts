import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Law, LAWS } from '../../../src/core/catalog/laws';

const SOURCES = join(__dirname, '..', '..', '..', 'src');

describe('LAWS', () => {
  // copied by hand from the rules of a plan
  test.each([
    ['taskOverheadSeconds', LAWS.taskOverheadSeconds, 0.05], ['minimumShuffleBlockKiB', LAWS.minimumShuffleBlockKiB, 32],
    ['minimumMeanPartitionMiB', LAWS.minimumMeanPartitionMiB, 16], ['minimumMeanTaskSeconds', LAWS.minimumMeanTaskSeconds, 1],
    ['minimumOutputFileMiB', LAWS.minimumOutputFileMiB, 64], ['minimumExecutorHeapMiB', LAWS.minimumExecutorHeapMiB, 2048],
    ['compressedPointersHeapGiB', LAWS.compressedPointersHeapGiB, 31], ['bypassKiBPerPartition', LAWS.bypassKiBPerPartition, 112],
    ['physicalFillFraction', LAWS.physicalFillFraction, 0.85], ['physicalFillFractionParallel', LAWS.physicalFillFractionParallel, 0.7],
    ['physicalFillFractionSerial', LAWS.physicalFillFractionSerial, 0.6], ['metaspaceAndCodeMiB', LAWS.metaspaceAndCodeMiB, 256],
    ['driverBaseHeapMiB', LAWS.driverBaseHeapMiB, 1024], ['driverRetainedTasks', LAWS.driverRetainedTasks, 100_000],
    ['diskImbalance', LAWS.diskImbalance, 1.3], ['driverReadySeconds', LAWS.driverReadySeconds, 60],
    ['firstExecutorSeconds', LAWS.firstExecutorSeconds, 30], ['costTie', LAWS.costTie, 0.01], ['skewPartitions', LAWS.skewPartitions, 200],
    ['newAccountVCpus', LAWS.newAccountVCpus, 16], ['assumedTargetSeconds', LAWS.assumedTargetSeconds, 3600],
  ])('%s', (_, law, value) => {
    expect(law.value).toBe(value);
  });

  test.each([
    ['executorsPerSecond', LAWS.executorsPerSecond, 20], ['overheadHeapFraction', LAWS.overheadHeapFraction, 0.1],
    ['serviceExecutorDiskGiB', LAWS.serviceExecutorDiskGiB, 20], ['serviceDriverDiskGiB', LAWS.serviceDriverDiskGiB, 20],
    ['serviceInitialExecutors', LAWS.serviceInitialExecutors, 3],
  ])('%s is read from the service\'s default', (_, law, value) => {
    expect(law.value).toBe(value);
    expect(law.source).toMatch(/jobs-spark\.html$/);
  });

  test('says of every constant its unit, why it is there and where it comes from', () => {
    const mute = Object.entries<Law>(LAWS).filter(([, law]) => !law.unit || law.because.length < 10 || !law.source);
    expect(mute).toEqual([]);
  });

  test('holds no constant that nothing is made from', () => {
    const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !file.endsWith('.generated.ts'));
    const code = sources.map(file => readFileSync(join(SOURCES, file), 'utf8')).join('\n');
    const forLater = ['maximumHdfsSlots']; // for planning on EC2
    expect(Object.keys(LAWS).filter(name => !new RegExp(`LAWS\\.${name}\\b`).test(code) && !forLater.includes(name))).toEqual([]);
  });

  test('marks every constant as provisional that only our own page names', () => {
    const ours = Object.entries<Law>(LAWS).filter(([, law]) => law.source.startsWith('docs/') && !law.provisional);
    expect(ours).toEqual([]);
  });
});
