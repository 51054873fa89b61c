import { GIB, KIB, MIB } from '../../../src/core/units';
import { readStage, readWorkload } from '../../../src/core/workload/read';
import { Stage } from '../../../src/core/workload/stage';
import { Workload } from '../../../src/core/workload/workload';

type Source = Record<string, unknown>;

function workloadOf(source: Source): Workload {
  const outcome = readWorkload(source);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return outcome.value;
}

function problemsOf(source: unknown): string[] {
  const outcome = readWorkload(source);
  return outcome.ok ? [] : outcome.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`);
}

function stageProblems(stage: unknown): string[] {
  return problemsOf({ input: '1GiB', stages: [stage] });
}

describe('readWorkload', () => {
  test('asks for nothing but the input, and fills in what does not depend on the profile', () => {
    expect(workloadOf({ input: '500GiB' })).toEqual({
      inputBytes: 500 * GIB, profile: 'batch-etl', language: 'jvm', spill: 'never', cacheBytes: 0, storageLevel: 'MEMORY_AND_DISK', offHeapBytes: 0, concurrentRuns: 1, stages: [],
    });
  });

  test('reads every field in the core\'s units', () => {
    expect(workloadOf({
      schema: 'sized-emr/workload/1',
      name: 'nightly',
      profile: 'sql-analytics',
      language: 'python',
      input: '500GiB',
      inputFormat: 'parquet',
      inputFiles: 4000,
      largestInputFile: '256 MiB',
      output: '20GB',
      shuffle: '180GiB',
      shuffleTotal: '300GiB',
      shuffleExpansion: 3.1,
      skew: 2,
      skewPartitions: 400,
      hotKey: '2GiB',
      spill: 'allowed',
      cache: '10GiB',
      storageLevel: 'MEMORY_ONLY',
      broadcast: '100MiB',
      userMemoryPerTask: '300MiB',
      pythonMemoryPerTask: '700MiB',
      pythonStages: 2,
      offHeap: '1GiB',
      collect: '10MiB',
      coreTime: '200h',
      today: { workers: 10, vCpu: 4, duration: '2h' },
      finishWithin: '1h30m',
      concurrentRuns: 2,
      growth: 1.3,
      maxConcurrentVcpus: 400,
      maxUsd: 12.5,
      stages: [{ operator: 'sort', records: 5, rowBytes: 64 }],
      observed: { log: 'x.zstd', anything: [1] },
    })).toEqual({
      name: 'nightly',
      profile: 'sql-analytics',
      language: 'python',
      inputBytes: 500 * GIB,
      inputFormat: 'parquet',
      inputFiles: 4000,
      largestInputFileBytes: 256 * MIB,
      outputBytes: 20e9,
      shuffleBytes: 180 * GIB,
      shuffleTotalBytes: 300 * GIB,
      shuffleExpansion: 3.1,
      skew: 2,
      skewPartitions: 400,
      hotKeyBytes: 2 * GIB,
      spill: 'allowed',
      cacheBytes: 10 * GIB,
      storageLevel: 'MEMORY_ONLY',
      broadcastBytes: 100 * MIB,
      userMemoryPerTaskBytes: 300 * MIB,
      pythonMemoryPerTaskBytes: 700 * MIB,
      pythonStages: 2,
      offHeapBytes: GIB,
      collectBytes: 10 * MIB,
      coreTimeSeconds: 720_000,
      today: { workers: 10, vCpu: 4, durationSeconds: 7200 },
      finishWithinSeconds: 5400,
      concurrentRuns: 2,
      growth: 1.3,
      maxConcurrentVcpus: 400,
      maxUsd: 12.5,
      stages: [{ operator: 'sort', keys: 'fixed', records: 5, rowBytes: 64, alongside: [] }],
      observed: { log: 'x.zstd', anything: [1] },
    });
  });

  test('takes null for a field that is left out, and text for a number, as flags have it', () => {
    expect(workloadOf({ input: '1GiB', skew: null, today: null, stages: null, profile: null, cache: null })).toEqual(workloadOf({ input: '1GiB' }));
    expect(workloadOf({ input: '1GiB', skew: '1.5', concurrentRuns: ' 3 ', inputFiles: '1e3' })).toMatchObject({ skew: 1.5, concurrentRuns: 3, inputFiles: 1000 });
  });

  test('keeps the ends of every range', () => {
    expect(workloadOf({ input: '1B', skew: 1, growth: 100, pythonStages: 0, maxUsd: 0, cache: '0B' })).toMatchObject({ inputBytes: 1, skew: 1, growth: 100, pythonStages: 0, maxUsd: 0 });
    expect(workloadOf({ input: '1048576TiB', coreTime: '1s', concurrentRuns: 1000 })).toMatchObject({ inputBytes: 2 ** 60, coreTimeSeconds: 1, concurrentRuns: 1000 });
  });
});

describe('readWorkload fails', () => {
  test.each([null, undefined, 7, 'input', [], [{ input: '1GiB' }]])('on %j, which is no object', (source) => {
    expect(problemsOf(source)).toEqual(['SZ1010 : a workload is a JSON object, such as { "input": "500GiB" }']);
  });

  test('on another schema, whose fields it cannot judge', () => {
    expect(problemsOf({ schema: 'sized-emr/workload/2', inpt: 1 })).toEqual(['SZ1010 schema: got "sized-emr/workload/2"; this version reads "sized-emr/workload/1"']);
    expect(problemsOf({ schema: null, input: '1GiB' })).toEqual(['SZ1010 schema: got null; this version reads "sized-emr/workload/1"']);
  });

  test('without an input', () => {
    const message = 'SZ1001 input: left out; bytes read per run, as stored, such as 500GiB';
    expect(problemsOf({})).toEqual([message]);
    expect(problemsOf({ input: null })).toEqual([message]);
  });

  test.each<[string, Source, string]>([
    ['a size without a unit', { cache: 500 }, 'SZ1002 cache: got 500; a number and a unit are expected, such as 500GiB'],
    ['a size below zero', { cache: '-1GiB' }, 'SZ1002 cache: got "-1GiB"; a number and a unit are expected, such as 500GiB'],
    ['a size of nothing where there must be something', { input: '0B' }, 'SZ1004 input: got "0B"; 1 B to 1048576 TiB is allowed'],
    ['a size beyond all files', { cache: '1048577TiB' }, 'SZ1004 cache: got "1048577TiB"; 0 B to 1048576 TiB is allowed'],
    ['a duration without a unit', { coreTime: 90 }, 'SZ1003 coreTime: got 90; 45m, 1h30m or 90s is expected'],
    ['a duration in the wrong order', { coreTime: '30m1h' }, 'SZ1003 coreTime: got "30m1h"; 45m, 1h30m or 90s is expected'],
    ['a duration of nothing', { finishWithin: '0s' }, 'SZ1004 finishWithin: got "0s"; 1s to 2777777h 46m is allowed'],
    ['a count that is not whole', { inputFiles: 1.5 }, 'SZ1004 inputFiles: got 1.5; a whole number is expected'],
    ['a count below zero', { inputFiles: -1 }, 'SZ1004 inputFiles: got -1; 1 to 1000000000000000 is allowed'],
    ['a count that doubles do not hold', { inputFiles: 2 ** 53 }, 'SZ1004 inputFiles: got 9007199254740992; a whole number is expected'],
    ['too many runs', { concurrentRuns: 1001 }, 'SZ1004 concurrentRuns: got 1001; 1 to 1000 is allowed'],
    ['text for a count', { inputFiles: 'many' }, 'SZ1004 inputFiles: got "many"; a whole number is expected'],
    ['nothing for a count', { inputFiles: ' ' }, 'SZ1004 inputFiles: got " "; a whole number is expected'],
    ['a truth for a number', { skew: true }, 'SZ1004 skew: got true; a number is expected'],
    ['no number', { skew: NaN }, 'SZ1004 skew: got null; a number is expected'],
    ['no number as text', { skew: 'NaN' }, 'SZ1004 skew: got "NaN"; a number is expected'],
    ['a number without an end', { maxUsd: Infinity }, 'SZ1004 maxUsd: got null; a number is expected'],
    ['a number out of range', { growth: 0.9 }, 'SZ1004 growth: got 0.9; 1 to 100 is allowed'],
    ['another word', { language: 'rust' }, 'SZ1005 language: got "rust"; one of jvm, python is expected'],
    ['a misspelt word', { profile: 'batch_etl' }, 'SZ1005 profile: got "batch_etl"; one of batch-etl, sql-analytics, machine-learning, interactive, streaming is expected; did you mean batch-etl?'],
    ['a list for a word', { spill: ['never'] }, 'SZ1005 spill: got ["never"]; one of never, allowed is expected; did you mean never?'],
    ['a number for text', { name: 7 }, 'SZ1005 name: got 7; text is expected'],
    ['text for an object', { today: '10x4' }, 'SZ1010 today: got "10x4"; { "workers": 10, "vCpu": 4, "duration": "2h" } is expected'],
    ['a list for an object', { observed: [] }, 'SZ1010 observed: got []; an object is expected'],
    ['an object for a list', { stages: {} }, 'SZ1010 stages: got {}; a list of stages is expected'],
    ['a misspelt field', { shufle: '1GiB' }, 'SZ1006 shufle: no such field; did you mean shuffle?'],
    ['a field in another case', { finishwithin: '1h' }, 'SZ1006 finishwithin: no such field; did you mean finishWithin?'],
    ['a field that nothing is like', { executors: 3 }, 'SZ1006 executors: no such field'],
    ['a field of the language it is written in', JSON.parse('{"__proto__": 1}') as Source, 'SZ1006 __proto__: no such field'],
  ])('on %s', (_what, source, message) => {
    expect(problemsOf({ input: '1GiB', ...source })).toEqual([message]);
  });

  test('on a number where a size or a duration needs its unit, and on text that is no number', () => {
    expect(problemsOf({ input: 5, coreTime: 60 }).map(text => text.slice(0, 6))).toEqual(['SZ1002', 'SZ1003']);
    expect(problemsOf({ input: '1GiB', skew: [2], concurrentRuns: true }).map(text => text.slice(0, 6))).toEqual(['SZ1004', 'SZ1004']);
  });

  test('showing a long value by its beginning', () => {
    expect(problemsOf({ input: 'x'.repeat(1000) })).toEqual([`SZ1002 input: got "${'x'.repeat(79)}; a number and a unit are expected, such as 500GiB`]);
    expect(problemsOf({ input: '1GiB', skew: () => 1 })).toEqual(['SZ1004 skew: got () => 1; a number is expected']);
  });

  test('on what is missing or wrong of the job of today', () => {
    expect(problemsOf({ input: '1GiB', today: { worker: 3, vCpu: 0, duration: 'long' } })).toEqual([
      'SZ1006 today.worker: no such field; did you mean workers?',
      'SZ1001 today.workers: left out; executors of the job as it runs now, such as 4',
      'SZ1004 today.vCpu: got 0; 1 to 1000 is allowed',
      'SZ1003 today.duration: got "long"; 45m, 1h30m or 90s is expected',
    ]);
    expect(problemsOf({ input: '1GiB', today: {} })).toEqual([
      'SZ1001 today.workers: left out; executors of the job as it runs now, such as 4',
      'SZ1001 today.vCpu: left out; cores of each of them, such as 4',
      'SZ1001 today.duration: left out; of one run, such as 45m',
    ]);
  });

  test('with everything that is wrong at once: names, forms, ranges, stages and contradictions', () => {
    expect(problemsOf({
      inpt: '1GiB',
      input: '1GB1',
      shuffle: '2GiB',
      shuffleTotal: '1GiB',
      skew: 0,
      storageLevel: 'MEMORY',
      cache: '1GiB',
      stages: [{ operator: 'sort', recrods: 5 }, { operator: 'window', records: 5, largestRecords: 6, rowBytes: 8, alongside: [{}] }, 7],
    })).toEqual([
      'SZ1006 inpt: no such field; did you mean input?',
      'SZ1002 input: got "1GB1"; a number and a unit are expected, such as 500GiB',
      'SZ1004 skew: got 0; 1 to 1000000000 is allowed',
      expect.stringMatching(/^SZ1005 storageLevel: got "MEMORY"/),
      'SZ1006 stages[0].recrods: no such field; did you mean records?',
      'SZ1001 stages[0].records: left out; sort needs records or largestRecords',
      'SZ1001 stages[0].rowBytes: left out; sort needs rowBytes',
      'SZ1007 stages[1].largestRecords: got 6, more than all records (5)',
      expect.stringMatching(/^SZ1001 stages\[1\]\.alongside\[0\]\.operator: left out/),
      'SZ1010 stages[2]: got 7; a stage is an object with an operator',
      expect.stringMatching(/^SZ1007 shuffleTotal: got 1 GiB/),
    ]);
  });
});

describe('readStage', () => {
  test('reads every field, and its alongside', () => {
    const widths = { rowBytes: 1, keyBytes: 2, valueBytes: 3, otherRowBytes: 4 };
    const numbers = { records: 9, largestRecords: 8, skew: 1.5, ...widths, otherRecords: 7, otherLargestRecords: 6, groupRecords: 5, partitions: 2 };
    const alongside = [{ operator: 'aggregate', largestRecords: 0, keyBytes: 0, valueBytes: 0 }];
    expect(readStage({ operator: 'sort-merge-join', keys: 'other', ...numbers, alongside }, 'stage')).toEqual({
      value: { operator: 'sort-merge-join', keys: 'other', ...numbers, alongside: [{ ...alongside[0], keys: 'fixed', alongside: [] }] },
    });
    expect(readStage({ operator: 'sort', records: 1, rowBytes: 1, alongside: null }, 'stage')).toEqual({
      value: { operator: 'sort', keys: 'fixed', records: 1, rowBytes: 1, alongside: [] },
    });
  });

  test.each<[string, Partial<Stage>, string[]]>([
    ['a sort', { operator: 'sort' }, ['records: left out; sort needs records or largestRecords', 'rowBytes: left out; sort needs rowBytes']],
    ['a window', { operator: 'window', records: 1 }, ['rowBytes: left out; window needs rowBytes']],
    ['a sort-merge join', { operator: 'sort-merge-join', largestRecords: 1, rowBytes: 1 }, [
      'otherRecords: left out; sort-merge-join needs otherRecords or otherLargestRecords', 'otherRowBytes: left out; sort-merge-join needs otherRowBytes',
    ]],
    ['an aggregate', { operator: 'aggregate', records: 1, rowBytes: 1 }, ['keyBytes: left out; aggregate needs keyBytes', 'valueBytes: left out; aggregate needs valueBytes']],
    ['a partial aggregate', { operator: 'partial-aggregate', records: 1, valueBytes: 1 }, ['keyBytes: left out; partial-aggregate needs keyBytes']],
    ['an object aggregate', { operator: 'object-aggregate', records: 1, valueBytes: 1 }, [
      'keyBytes: left out; object-aggregate needs keyBytes', 'rowBytes: left out; object-aggregate needs rowBytes',
    ]],
    ['a hash join on one bigint', { operator: 'hash-join', keyBytes: 8, valueBytes: 8 }, [
      'records: left out; hash-join needs records or largestRecords', 'rowBytes: left out; hash-join needs rowBytes',
    ]],
    ['a hash join on other keys', { operator: 'hash-join', keys: 'other', records: 1, rowBytes: 8 }, [
      'keyBytes: left out; hash-join with keys other needs keyBytes', 'valueBytes: left out; hash-join with keys other needs valueBytes',
    ]],
  ])('fails on what %s must be told', (_name, stage, messages) => {
    expect(stageProblems(stage)).toEqual(messages.map(message => `SZ1001 stages[0].${message}`));
  });

  test.each<[string, Source]>([
    ['a sort', { operator: 'sort', records: 0, rowBytes: 1 }],
    ['a sort on other keys', { operator: 'sort', keys: 'other', records: 0, rowBytes: 1 }],
    ['a sort-merge join with all records', { operator: 'sort-merge-join', records: 1, rowBytes: 1, otherRecords: 1, otherRowBytes: 1 }],
    ['a partial aggregate by its largest partition', { operator: 'partial-aggregate', largestRecords: 1, keyBytes: 8, valueBytes: 8 }],
    ['a window by its largest partition', { operator: 'window', largestRecords: 1, rowBytes: 8 }],
    ['a sort-merge join', { operator: 'sort-merge-join', largestRecords: 1, rowBytes: 1, otherLargestRecords: 1, otherRowBytes: 1 }],
    ['an aggregate', { operator: 'aggregate', largestRecords: 1, keyBytes: 0, valueBytes: 0 }],
    ['a partial aggregate', { operator: 'partial-aggregate', records: 1, keyBytes: 8, valueBytes: 8 }],
    ['an object aggregate', { operator: 'object-aggregate', records: 1, keyBytes: 8, rowBytes: 8 }],
    ['a hash join on one bigint', { operator: 'hash-join', records: 1, rowBytes: 8 }],
    ['a hash join on other keys', { operator: 'hash-join', keys: 'other', records: 1, keyBytes: 8, valueBytes: 8 }],
    ['a window', { operator: 'window', records: 1, rowBytes: 8 }],
  ])('is content with what %s needs', (_name, stage) => {
    expect(stageProblems(stage)).toEqual([]);
  });

  test('fails on a missing or unknown operator, and says which there are', () => {
    const words = 'one of sort, sort-merge-join, aggregate, partial-aggregate, object-aggregate, hash-join, window';
    expect(stageProblems({ records: 1 })).toEqual([`SZ1001 stages[0].operator: left out; ${words}`]);
    expect(stageProblems({ operator: null })).toEqual([`SZ1001 stages[0].operator: left out; ${words}`]);
    expect(stageProblems({ operator: 'sorts', records: 1 })).toEqual([`SZ1005 stages[0].operator: got "sorts"; ${words} is expected; did you mean sort?`]);
    expect(stageProblems({ operator: 'constructor' })).toEqual([`SZ1005 stages[0].operator: got "constructor"; ${words} is expected`]);
  });

  test('fails on a value of the wrong form, which is not left out', () => {
    expect(stageProblems({ operator: 'sort', records: -1, rowBytes: '8x' })).toEqual([
      'SZ1004 stages[0].records: got -1; 0 to 1000000000000000 is allowed', 'SZ1004 stages[0].rowBytes: got "8x"; a whole number is expected',
    ]);
  });

  test('fails on an alongside that is no list', () => {
    expect(stageProblems({ operator: 'sort', records: 1, rowBytes: KIB, alongside: { operator: 'sort' } })).toEqual([
      'SZ1010 stages[0].alongside: got {"operator":"sort"}; a list of stages is expected',
    ]);
  });
});
