import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Lazy, Size, Token } from 'aws-cdk-lib';
import { thrownBy } from './thrown';
import {
  SparkLanguage, SparkPlan, SparkStage, SparkStorageLevel, SparkWorkload, SparkWorkloadProps, SpillPolicy, StageKeys, WorkloadProfile,
} from '../../src/api';
import { LANGUAGES, PROFILES, SPILL_CHOICES, STORAGE_LEVELS } from '../../src/core/workload/workload';

const EVERYTHING: Required<SparkWorkloadProps> = {
  name: 'nightly',
  profile: WorkloadProfile.SQL_ANALYTICS,
  language: SparkLanguage.PYTHON,
  input: Size.gibibytes(500),
  inputFormat: 'parquet',
  inputFiles: 4000,
  largestInputFile: Size.gibibytes(2),
  output: Size.gibibytes(50),
  shuffle: Size.gibibytes(100),
  shuffleTotal: Size.gibibytes(250),
  shuffleExpansion: 3,
  skew: 2,
  skewPartitions: 400,
  hotKey: Size.mebibytes(700),
  spill: SpillPolicy.ALLOWED,
  cache: Size.gibibytes(10),
  storageLevel: SparkStorageLevel.MEMORY_ONLY,
  broadcast: Size.mebibytes(100),
  userMemoryPerTask: Size.mebibytes(128),
  pythonMemoryPerTask: Size.mebibytes(600),
  pythonStages: 2,
  offHeap: Size.gibibytes(0),
  collect: Size.mebibytes(10),
  coreTime: Duration.hours(200),
  today: { workers: 10, vcpu: 4, duration: Duration.hours(2) },
  finishWithin: Duration.minutes(45),
  concurrentRuns: 2,
  growth: 1.5,
  maxConcurrentVcpus: 400,
  maxUsd: 20.5,
  stages: [
    SparkStage.sort({
      records: 1e9,
      rowBytes: 64,
      keys: StageKeys.OTHER,
      alongside: [SparkStage.aggregate({ records: 1e6, keyBytes: 16, valueBytes: 24 })],
    }),
    SparkStage.sortMergeJoin({ largestRecords: 1e6, rowBytes: 64, otherRecords: 1e6, otherRowBytes: 40 }),
    SparkStage.partialAggregate({ records: 1e6, keyBytes: 16, valueBytes: 24 }),
    SparkStage.objectAggregate({ records: 1e6, keyBytes: 16, rowBytes: 40 }),
    SparkStage.hashJoin({ records: 1e6, rowBytes: 40 }),
    SparkStage.window({ records: 1e8, rowBytes: 48, groupRecords: 100, partitions: 100, skew: 3 }),
  ],
  observed: { applicationId: 'application_1', sparkVersion: '3.5.6' },
};

/** The same in a file. */
const FILE = {
  schema: 'sized-emr/workload/1',
  name: 'nightly',
  profile: 'sql-analytics',
  language: 'python',
  input: '500GiB',
  inputFormat: 'parquet',
  inputFiles: 4000,
  largestInputFile: '2GiB',
  output: '50 GiB',
  shuffle: '100GiB',
  shuffleTotal: '250GiB',
  shuffleExpansion: 3,
  skew: 2,
  skewPartitions: 400,
  hotKey: '700MiB',
  spill: 'allowed',
  cache: '10GiB',
  storageLevel: 'MEMORY_ONLY',
  broadcast: '100MiB',
  userMemoryPerTask: '128MiB',
  pythonMemoryPerTask: '600MiB',
  pythonStages: 2,
  offHeap: '0B',
  collect: '10MiB',
  coreTime: '200h',
  today: { workers: 10, vCpu: 4, duration: '2h' },
  finishWithin: '45m',
  concurrentRuns: 2,
  growth: 1.5,
  maxConcurrentVcpus: 400,
  maxUsd: 20.5,
  stages: [
    {
      operator: 'sort',
      records: 1e9,
      rowBytes: 64,
      keys: 'other',
      alongside: [{ operator: 'aggregate', records: 1e6, keyBytes: 16, valueBytes: 24 }],
    },
    { operator: 'sort-merge-join', largestRecords: 1e6, rowBytes: 64, otherRecords: 1e6, otherRowBytes: 40 },
    { operator: 'partial-aggregate', records: 1e6, keyBytes: 16, valueBytes: 24 },
    { operator: 'object-aggregate', records: 1e6, keyBytes: 16, rowBytes: 40 },
    { operator: 'hash-join', records: 1e6, rowBytes: 40 },
    { operator: 'window', records: 1e8, rowBytes: 48, groupRecords: 100, partitions: 100, skew: 3 },
  ],
  observed: { applicationId: 'application_1', sparkVersion: '3.5.6' },
};

test('a workload in code and the same one in a file are the same', () => {
  expect(SparkWorkload.of(EVERYTHING)._workload).toEqual(SparkWorkload.fromJson(JSON.stringify(FILE))._workload);
});

test('toJson() is a file that reads back as the same workload', () => {
  const workload = SparkWorkload.of(EVERYTHING);
  expect(JSON.parse(workload.toJson()).schema).toBe('sized-emr/workload/1');
  expect(SparkWorkload.fromJson(workload.toJson())._workload).toEqual(workload._workload);
  expect(workload.name).toBe('nightly');
  expect(workload.concurrentRuns).toBe(2);
});

test('fromFile() reads a file', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'workload-')), 'nightly.workload.json');
  writeFileSync(path, JSON.stringify(FILE));
  expect(SparkWorkload.fromFile(path)._workload.inputBytes).toBe(500 * 1024 ** 3);
});

test('only the input must be stated', () => {
  const { concurrentRuns, profile } = SparkWorkload.of({ input: Size.gibibytes(1) })._workload;
  expect({ concurrentRuns, profile }).toEqual({ concurrentRuns: 1, profile: 'batch-etl' });
});

test('a size that is no whole byte is rounded up', () => {
  // 0.0001 GiB = 107374.1824 B
  expect(SparkWorkload.of({ input: Size.gibibytes(0.0001) })._workload.inputBytes).toBe(107_375);
});

test('a duration may be a part of a minute', () => {
  expect(SparkWorkload.of({ input: Size.gibibytes(1), finishWithin: Duration.millis(90_500) })._workload.finishWithinSeconds).toBe(90.5);
});

test('the words of the API are the words of the files', () => {
  expect(Object.values(WorkloadProfile)).toEqual(PROFILES);
  expect(Object.values(SparkLanguage)).toEqual(LANGUAGES);
  expect(Object.values(SpillPolicy)).toEqual(SPILL_CHOICES);
  expect(Object.values(SparkStorageLevel)).toEqual(Object.keys(STORAGE_LEVELS));
});

describe('fails with all problems at once', () => {
  test('the first line says what was called, each further line begins with its id', () => {
    expect(thrownBy(() => SparkWorkload.of({
      input: Size.gibibytes(1),
      skew: 0.5,
      concurrentRuns: 0,
      today: { workers: 1, vcpu: 0, duration: Duration.hours(1) },
      stages: [SparkStage.sort({ rowBytes: 64 })],
    }))).toEqual([
      'SZ1004, SZ1001 SparkWorkload.of: 4 problems',
      'SZ1004 skew: got 0.5; 1 to 1000000000 is allowed',
      'SZ1004 today.vcpu: got 0; 1 to 1000 is allowed',
      'SZ1004 concurrentRuns: got 0; 1 to 1000 is allowed',
      'SZ1001 stages[0].records: left out; sort needs records or largestRecords',
    ]);
  });

  test('contradictions too', () => {
    expect(thrownBy(() => SparkWorkload.of({ input: Size.gibibytes(1), shuffle: Size.gibibytes(2), shuffleTotal: Size.gibibytes(1) })))
      .toEqual(['SZ1007 SparkWorkload.of: 1 problem', expect.stringMatching(/^SZ1007 shuffleTotal: got 1 GiB/)]);
  });

  test('a file that is not there, no JSON, or of another schema', () => {
    expect(thrownBy(() => SparkWorkload.fromFile('/nowhere.workload.json'))).toEqual([
      'SZ1010 SparkWorkload.fromFile("/nowhere.workload.json"): 1 problem', 'SZ1010 /nowhere.workload.json: cannot be read: ENOENT',
    ]);
    expect(thrownBy(() => SparkWorkload.fromJson('{'))[1]).toMatch(/^SZ1010 text: is not JSON/);
    expect(thrownBy(() => SparkWorkload.fromJson('{"schema":"sized-emr/workload/2"}'))[1]).toMatch(/^SZ1010 schema: got "sized-emr\/workload\/2"/);
  });
});

describe('fails on a value that is only known at deployment, by its name', () => {
  const token = { produce: () => 1 };
  test.each<[string, Partial<SparkWorkloadProps>]>([
    ['input', { input: Size.gibibytes(Lazy.number(token)) }],
    ['finishWithin', { finishWithin: Duration.minutes(Lazy.number(token)) }],
    ['skew', { skew: Lazy.number(token) }],
    ['name', { name: Lazy.string({ produce: () => 'x' }) }],
    ['today.workers', { today: { workers: Lazy.number(token), vcpu: 4, duration: Duration.hours(1) } }],
    ['stages[0].records', { stages: [SparkStage.sort({ records: Lazy.number(token), rowBytes: 8 })] }],
    ['stages[0].alongside[0].rowBytes', { stages: [SparkStage.sort({ records: 1, rowBytes: 8, alongside: [SparkStage.sort({ records: 1, rowBytes: Token.asNumber(token) })] })] }],
  ])('%s', (path, props) => {
    const [first, ...others] = thrownBy(() => SparkWorkload.of({ input: Size.gibibytes(1), ...props }));
    expect(first).toContain('SZ1009');
    expect(others).toContain(`SZ1009 ${path}: got a value that is only known at deployment; sizes are planned at synth, so give the value itself`);
  });

  test('and says what else is wrong, once', () => {
    expect(thrownBy(() => SparkWorkload.of({ input: Size.gibibytes(Lazy.number(token)), skew: 0 }))).toEqual([
      'SZ1009, SZ1004 SparkWorkload.of: 2 problems', expect.stringMatching(/^SZ1009 input/), expect.stringMatching(/^SZ1004 skew/),
    ]);
  });

  test('the plan\'s options as well', () => {
    const workload = SparkWorkload.of({ input: Size.gibibytes(1) });
    const options = { executors: Lazy.number(token), executorMemory: Size.mebibytes(Lazy.number(token)) };
    expect(thrownBy(() => SparkPlan.forServerless(workload, options))).toEqual([
      'SZ1009 SparkPlan.forServerless("workload"): 2 problems', expect.stringMatching(/^SZ1009 executors/), expect.stringMatching(/^SZ1009 executorMemory/),
    ]);
  });
});
