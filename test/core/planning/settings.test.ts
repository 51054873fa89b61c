import { DEMAND, stageOf } from './cases';
import { PlannedDriver, PlannedExecutor } from '../../../src/core/planning/plan';
import { SettingsSource, sparkDefaults, sparkMemory } from '../../../src/core/planning/settings';
import { GIB, MIB } from '../../../src/core/units';
import { Demand } from '../../../src/core/workload/demand';

const driver: PlannedDriver = {
  cores: 2, heapMiB: 3072, overheadMiB: 1024, containerMiB: 4096, diskGiB: 20, diskType: 'STANDARD', worker: { vCpu: 2, memoryGiB: 4, diskGiB: 20, diskType: 'STANDARD' },
};
const executor: PlannedExecutor = {
  cores: 4,
  taskCpus: 2,
  slots: 2,
  heapMiB: 14_335,
  overheadMiB: 1449,
  offHeapMiB: 100,
  pysparkMiB: 500,
  containerMiB: 16_384,
  diskGiB: 60,
  diskType: 'SHUFFLE_OPTIMIZED',
  collector: 'g1',
  neededHeapMiB: 450,
  neededBy: '',
  slackToNextStep: 0,
  worker: { vCpu: 4, memoryGiB: 16, diskGiB: 60, diskType: 'SHUFFLE_OPTIMIZED' },
};
const SOURCE: SettingsSource = {
  driver, executor, executors: { minimum: 1, initial: 3, maximum: 12, dynamic: true }, partitions: 512, demand: DEMAND, serverlessStorage: false,
};

function settings(values: Partial<SettingsSource> = {}): Record<string, string> {
  return sparkDefaults({ ...SOURCE, ...values });
}

function ofDemand(values: Partial<Demand>, partitions = 512): Record<string, string> {
  return settings({ demand: { ...DEMAND, ...values }, partitions });
}

test('every plan states one full set of keys, so that nothing of another job leaks into it', () => {
  expect(settings()).toEqual({
    'spark.driver.cores': '2',
    'spark.driver.memory': '3g',
    'spark.driver.memoryOverhead': '1g',
    'spark.driver.maxResultSize': '1g',
    'spark.emr-serverless.driver.disk': '20G',
    'spark.emr-serverless.driver.disk.type': 'standard',
    'spark.executor.cores': '4',
    'spark.task.cpus': '2',
    'spark.executor.memory': '14335m',
    'spark.executor.memoryOverhead': '2049m', // 1449 native + 100 off-heap + 500 of Python
    'spark.executor.extraJavaOptions': '-XX:+UseG1GC',
    'spark.memory.fraction': '0.6',
    'spark.memory.storageFraction': '0.5',
    'spark.memory.offHeap.enabled': 'true',
    'spark.memory.offHeap.size': '104857600',
    'spark.emr-serverless.executor.disk': '60G',
    'spark.emr-serverless.executor.disk.type': 'shuffle_optimized',
    'spark.dynamicAllocation.enabled': 'true',
    'spark.dynamicAllocation.initialExecutors': '3',
    'spark.dynamicAllocation.minExecutors': '1',
    'spark.dynamicAllocation.maxExecutors': '12',
    'spark.executor.instances': '3',
    'spark.sql.shuffle.partitions': '512',
    'spark.default.parallelism': '512',
    'spark.sql.adaptive.advisoryPartitionSizeInBytes': '134217728', // 64 GiB / 512
    'spark.sql.files.maxPartitionBytes': '134217728',
    'spark.sql.sortMergeJoinExec.buffer.in.memory.threshold': '2147483632',
    'spark.aws.serverlessStorage.enabled': 'false',
  });
});

test('the set is the same without off-heap memory, with a fixed count and with serverless storage', () => {
  const other = settings({ executor: { ...executor, offHeapMiB: 0 }, executors: { minimum: 4, initial: 4, maximum: 4, dynamic: false }, serverlessStorage: true });
  expect(Object.keys(other)).toEqual(Object.keys(settings()));
  expect(other).toMatchObject({
    'spark.memory.offHeap.enabled': 'false',
    'spark.memory.offHeap.size': '0',
    'spark.dynamicAllocation.enabled': 'false',
    'spark.executor.instances': '4',
    'spark.aws.serverlessStorage.enabled': 'true',
  });
});

test.each([
  ['g1', '-XX:+UseG1GC'], ['parallel', '-XX:+UseParallelGC'], ['serial', '-XX:+UseSerialGC'], ['zgc', '-XX:+UseZGC'],
  ['shenandoah', '-XX:+UseShenandoahGC'], ['cms', '-XX:+UseConcMarkSweepGC'],
] as const)('the collector %s is stated as %s', (collector, flag) => {
  expect(settings({ executor: { ...executor, collector } })['spark.executor.extraJavaOptions']).toBe(flag);
});

describe('maxResultSize', () => {
  test('is 1.25 × collect, rounded up to whole GiB', () => {
    expect(ofDemand({ collectBytes: 4 * GIB })['spark.driver.maxResultSize']).toBe('5g');
    expect(ofDemand({ collectBytes: 4 * GIB + 1 })['spark.driver.maxResultSize']).toBe('6g');
  });

  test('is never below Spark\'s 1g', () => {
    expect(ofDemand({ collectBytes: 100 * MIB })['spark.driver.maxResultSize']).toBe('1g');
  });
});

describe('adaptive execution', () => {
  const key = 'spark.sql.adaptive.advisoryPartitionSizeInBytes';

  test('merges partitions up to the planned mean of what is written, and no further', () => {
    expect(ofDemand({ shuffleBytes: 1000 * MIB, shuffleInMemoryBytes: 9000 * MIB }, 3)[key]).toBe('349525334'); // 1,048,576,000 / 3 rounded up
  });

  test('merges up to 1 MiB at the least', () => {
    expect(ofDemand({ shuffleBytes: 0 }, 1)[key]).toBe('1048576');
  });
});

describe('the rows of one key that a sort-merge join keeps in memory', () => {
  const key = 'spark.sql.sortMergeJoinExec.buffer.in.memory.threshold';
  const join = stageOf({ operator: 'sort-merge-join', records: 1e6, rowBytes: 88, otherRecords: 1e6, otherRowBytes: 88 });
  const hotKey = { ratio: 1, hotShare: 0, hotBytes: 880 * MIB };

  test('are as many as the plan counts as user memory, where a hot key is stated', () => {
    expect(ofDemand({ stages: [join], skew: hotKey })[key]).toBe('10485760');
    expect(ofDemand({ stages: [{ ...join, groupRecords: 5000 }, { ...join, groupRecords: 7000 }] })[key]).toBe('7000');
  });

  test('are 4096 at the least', () => {
    expect(ofDemand({ stages: [{ ...join, groupRecords: 10 }] })[key]).toBe('4096');
  });

  test('are Spark\'s default without a hot key, without a join, and where rows have no width', () => {
    expect(ofDemand({ stages: [join] })[key]).toBe('2147483632');
    expect(ofDemand({ stages: [{ ...join, operator: 'sort' }], skew: hotKey })[key]).toBe('2147483632');
    expect(ofDemand({ stages: [{ ...join, rowBytes: 0 }], skew: hotKey })[key]).toBe('2147483632');
  });
});

test('memory is written in whole gibibytes where it is whole, else in mebibytes', () => {
  expect([14_336, 14_335, 0, 1024].map(sparkMemory)).toEqual(['14g', '14335m', '0m', '1g']);
});
