import { attemptOf, question, release, said } from './cases';
import { Attempt, attempt } from '../../../src/core/planning/attempts';
import { ServerlessRequest } from '../../../src/core/planning/plan';
import { Candidate } from '../../../src/core/planning/search';
import { warningsOf } from '../../../src/core/planning/warnings';
import { problem } from '../../../src/core/problems/problem';
import { GIB, MIB } from '../../../src/core/units';
import { Workload } from '../../../src/core/workload/workload';

/** A plan without a deadline, so that none gives way. */
const FOUND: Attempt = { ...attemptOf(), space: { ...attemptOf().space, deadline: undefined } };

/** What is warned of where the plan found is another one in some respect. */
function warned(workload: Partial<Workload> = {}, request: Partial<ServerlessRequest> = {}, best: Partial<Candidate> = {}, found: Partial<Attempt> = {}): string[] {
  return warningsOf(question(workload, request), { ...FOUND, best: { ...FOUND.best, ...best }, ...found }, []).map(said);
}

function withHeap(heapMiB: number): Partial<Candidate> {
  return { option: { ...FOUND.best.option, heapMiB } };
}

test('a plan that states everything and keeps to all laws has no warning', () => {
  expect(warned()).toEqual([]);
});

test('what the catalogs have to say comes first', () => {
  const given = problem('SZ4004', 'region', 'no prices');
  expect(warningsOf(question({ inputFormat: 'gzip' }), FOUND, [given]).map(({ id }) => id)).toEqual(['SZ4004', 'SZ3206']);
});

describe('a deadline', () => {
  test('without coreTime and today is a guess, and said to be', () => {
    expect(warned({ finishWithinSeconds: 3600, coreTimeSeconds: undefined })).toEqual([
      'SZ3201 finishWithin: 1h is held against a core time that is the profile\'s guess; state coreTime or today',
    ]);
  });

  test('with either is not', () => {
    expect(warned({ finishWithinSeconds: 3600 })).toEqual([]);
    expect(warned({ finishWithinSeconds: 3600, coreTimeSeconds: undefined, today: { workers: 10, vCpu: 4, durationSeconds: 3600 } })).toEqual([]);
    expect(warned({ coreTimeSeconds: undefined })).toEqual([]);
  });
});

describe('a quota that is not stated', () => {
  const worker = (count: number, vCpu: number) => ({ count, shape: { ...FOUND.best.shape, vCpu }, driver: { ...FOUND.best.driver, vCpu: 2 } });

  test('is warned of above 16 vCPUs, which a new account has', () => {
    expect(warned({ maxConcurrentVcpus: undefined }, {}, worker(7, 2))).toEqual([]);
    expect(warned({ maxConcurrentVcpus: undefined }, {}, worker(8, 2))[0]).toMatch(/ uses 18 vCPUs/);
    expect(warned({ maxConcurrentVcpus: undefined }, {}, worker(15, 1))).toEqual([
      'SZ3202 maxConcurrentVcpus: the plan uses 17 vCPUs at once; a new account has 16 in a Region: state maxConcurrentVcpus, or ask for more',
    ]);
  });

  test('counts for every concurrent run', () => {
    expect(warned({ maxConcurrentVcpus: undefined, concurrentRuns: 3 }, {}, worker(4, 1))[0]).toMatch(/^SZ3202 .* uses 18 vCPUs/); // 3 · (2 + 4)
  });

  test('is not where it is stated', () => {
    expect(warned({ maxConcurrentVcpus: 1000 }, {}, worker(100, 4))).toEqual([]);
  });
});

describe('an assumed target that gives way', () => {
  test('is said, with how long a run may take', () => {
    // 100 core-hours of one hot key: the longest task alone takes more than the hour assumed
    const asked = question({ hotKeyBytes: 2 * GIB, shuffleBytes: 4 * GIB, shuffleTotalBytes: 4 * GIB, inputBytes: 4 * GIB, coreTimeSeconds: 36_000 });
    const found = attempt(asked)!;
    const [first] = warningsOf(asked, found, []).map(said);
    expect(first).toMatch(/^SZ3203 finishWithin: the assumed target of 1h gives way: up to [2-9]h .*m here; state finishWithin$/);
  });

  test('is said where it was missed altogether', () => {
    expect(warned({}, {}, {}, { targetMissed: true })[0]).toMatch(/^SZ3203 finishWithin: the assumed target of 1h gives way/);
  });

  test('is not said where it was stretched and not used', () => {
    const deadline = { seconds: 3600, yields: true };
    const space = { ...FOUND.space, deadline };
    expect(warned({}, {}, { partitions: 1 }, { space })).not.toEqual([]);
    expect(warned({}, {}, {}, { space })).toEqual([]);
    expect(warned({}, {}, { partitions: 1 }, { space: { ...space, deadline: { ...deadline, yields: false } } })).toEqual([]);
    expect(warned({}, {}, { partitions: 1 })).toEqual([]);
  });
});

describe('a heap outside a law', () => {
  test('is one below 2 GiB', () => {
    expect(warned({}, {}, withHeap(2048))).toEqual([]);
    expect(warned({}, {}, withHeap(2047))).toEqual(['SZ3204 executorMemory: a heap of 2047 MiB is below 2 GiB, of which Spark reserves 300 MiB']);
  });

  test('is one between 31 and 48 GiB, which loses compressed pointers', () => {
    expect(warned({}, {}, withHeap(31_744))).toEqual([]);
    expect(warned({}, {}, withHeap(49_152))).toEqual([]);
    for (const heapMiB of [31_745, 49_151]) {
      expect(warned({}, {}, withHeap(heapMiB))).toEqual([`SZ3204 executorMemory: a heap of ${heapMiB} MiB loses compressed pointers and holds no more than one of 31 GiB`]);
    }
  });
});

describe('partitions outside a law', () => {
  // 64 GiB: blocks of 32 KiB from 800 maps allow 2621, partitions of 16 MiB 4096, tasks of a second 36,000 · 64 / 164 = 14,048
  test('are those with smaller blocks, then smaller partitions, then shorter tasks', () => {
    expect(warned({}, {}, { partitions: 2621 })).toEqual([]);
    const blocks = 'the mean shuffle block is below 32 KiB; at most 2621 keep to it';
    const means = 'the mean partition is below 16 MiB compressed; at most 4096 keep to it';
    const tasks = 'the mean task is shorter than 1s; at most 14048 keep to it';
    expect(warned({}, {}, { partitions: 2622 })).toEqual([`SZ3204 partitions: with 2622 partitions ${blocks}`]);
    expect(warned({}, {}, { partitions: 14_049 })).toEqual([blocks, means, tasks].map(law => `SZ3204 partitions: with 14049 partitions ${law}`));
  });

  test('are never one', () => {
    expect(warned({ shuffleBytes: 0, shuffleTotalBytes: 0 }, {}, { partitions: 1 })).toEqual([]);
    expect(warned({ shuffleBytes: 0, shuffleTotalBytes: 0 }, {}, { partitions: 2 })[0]).toMatch(/at most 1 keep to it$/);
  });
});

describe('files of the output', () => {
  test('are warned of below 64 MiB on the mean, one for each partition', () => {
    expect(warned({ outputBytes: 1000 * 64 * MIB }, {}, { partitions: 1000 })).toEqual([]);
    expect(warned({ outputBytes: 1000 * 64 * MIB }, {}, { partitions: 1001 })).toEqual([
      'SZ3205 output: 1001 tasks would write files of 63.9 MiB on the mean; coalesce to 1000 before writing',
    ]);
    expect(warned({ outputBytes: MIB }, {}, { partitions: 2 })).toEqual(['SZ3205 output: 2 tasks would write files of 512 KiB on the mean; coalesce to 1 before writing']);
  });

  test('are one for each split where nothing is shuffled', () => {
    expect(warned({ shuffleBytes: 0, shuffleTotalBytes: 0, outputBytes: 800 * 64 * MIB }, {}, { partitions: 1 })).toEqual([]);
    expect(warned({ shuffleBytes: 0, shuffleTotalBytes: 0, outputBytes: 8 * 64 * MIB }, {}, { partitions: 1 })).toEqual([
      'SZ3205 output: 800 tasks would write files of 655 KiB on the mean; coalesce to 8 before writing', // 512 MiB / 800
    ]);
  });

  test('are nobody\'s concern where none are written, or how much is not known', () => {
    expect(warned({ outputBytes: 0 })).toEqual([]);
    expect(warned({ outputBytes: undefined })).toEqual([]);
  });
});

test('an input that does not split is warned of, with its longest task', () => {
  expect(warned({ inputFormat: 'csv.gz', inputFiles: 50 })).toEqual(['SZ3206 inputFormat: csv.gz does not split: 50 scan tasks, the longest reads 2 GiB']);
});

test('warm workers are warned of, with what they cost while idle', () => {
  // 3 · (2 · 0.052624 + 4 · 0.0057785) + 2 · (0.052624 + 2 · 0.0057785) = 0.385086 + 0.128362
  expect(FOUND.best.worker).toMatchObject({ vCpu: 2, memoryGiB: 4, diskGiB: 20 });
  expect(warned({ concurrentRuns: 2 }, { warm: 3 })).toEqual([
    'SZ3209 warm: 3 executors and 2 drivers kept ready cost $0.513 an hour while the application is started and idle',
  ]);
});

test('a need that is only known as a bound is warned of', () => {
  const space = { ...FOUND.space, need: { ...FOUND.space.need, basis: 'bound' as const } };
  expect(warned({}, { release: 'emr-6.15.0' }, {}, { space })).toEqual([
    `SZ3210 stages: the exact rule was measured from Spark 3.5 on, emr-6.15.0 has ${release('emr-6.15.0').spark}: the closed bound counts where it is larger`,
  ]);
});

describe('a hot partition that spills by choice', () => {
  test('is warned of with both prices', () => {
    expect(warned({}, {}, { usd: 1.25 }, { hotSpills: true, withoutSpillUsd: 2.5 })).toEqual([
      'SZ3212 spill: the hot partition spills in this plan, for $1.25 a run; without spilling it costs $2.50',
    ]);
  });

  test('is warned of where nothing is feasible without', () => {
    expect(warned({}, {}, { usd: 1.25 }, { hotSpills: true })).toEqual(['SZ3212 spill: the hot partition spills in this plan, for $1.25 a run; nothing is feasible without']);
  });
});
