import { Measuring, sizeText } from './measured';
import { ShuffleReads, boundSkew, isOnePartitionEach } from './partitions';
import { StageAttempt } from '../facts/stage-attempt';

/** Of every stage the attempt that counts: the one with the most tasks that succeeded, the last of equals. */
export function countedAttempts(attempts: readonly StageAttempt[]): StageAttempt[] {
  const best = new Map<number, StageAttempt>();
  for (const attempt of [...attempts].sort((a, b) => a.attemptId - b.attemptId)) {
    const other = best.get(attempt.stageId);
    if (!other || attempt.tasks >= other.tasks) best.set(attempt.stageId, attempt);
  }
  return [...best.values()];
}

/** Bytes read, shuffled, written and brought back, and time on cores. */
export function measureTraffic(stages: readonly StageAttempt[], reads: ShuffleReads, into: Measuring, readsCache = false): void {
  const sumOf = (valueOf: (stage: StageAttempt) => number) => stages.reduce((total, stage) => total + valueOf(stage), 0);
  const mostOf = (valueOf: (stage: StageAttempt) => number) => stages.reduce((most, stage) => Math.max(most, valueOf(stage)), 0);
  into.value('input', some(sumOf(({ figures }) => figures.sum('inputBytes'))), `Input Metrics.Bytes Read, summed over tasks${readsCache ? '; what they read of a cache counts too' : ''}`);
  into.value('output', some(sumOf(({ figures }) => figures.sum('outputBytes'))), 'Output Metrics.Bytes Written, summed over tasks');
  const shuffled = mostOf(({ figures }) => figures.sum('shuffleWriteBytes'));
  into.value('shuffle', sizeText(shuffled), 'Shuffle Bytes Written of the stage that writes most');
  into.value('shuffleTotal', sizeText(sumOf(({ figures }) => figures.sum('shuffleWriteBytes'))), 'Shuffle Bytes Written, summed over tasks');
  into.value('collect', sizeText(mostOf(({ figures }) => figures.sum('resultBytes'))), 'Result Size of the tasks of one stage, as serialised');
  const busyMs = sumOf(({ figures }) => figures.sum('runTimeMs') + figures.sum('deserializeTimeMs') - figures.sum('fetchWaitTimeMs'));
  if (busyMs > 0) into.value('coreTime', `${Math.max(1, Math.ceil(busyMs / 1000))}s`, 'Executor Run Time and Deserialize Time less Fetch Wait Time, summed over tasks');
  measureSkew(stages, reads, into);
}

function some(bytes: number): string | undefined {
  return bytes > 0 ? sizeText(bytes) : undefined;
}

/** Of the stage that reads most. */
function measureSkew(stages: readonly StageAttempt[], reads: ShuffleReads, into: Measuring): void {
  const reader = stages.reduce<StageAttempt | undefined>((most, one) => one.readBytes > (most?.readBytes ?? 0) ? one : most, undefined);
  if (!reader || reader.tasks < 2) return;
  const read = reads.get(reader.stageId);
  const { tasks, stageId } = reader;
  if (!isOnePartitionEach(read, tasks)) {
    boundSkew(reader, read, into);
    return;
  }
  into.value('skew', Math.min(tasks, reader.largestReadBytes / (reader.readBytes / tasks)), `largest ÷ mean of the bytes that tasks of stage ${stageId} read`);
  into.value('skewPartitions', tasks, `tasks of stage ${stageId}`);
}
