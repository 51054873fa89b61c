import { attemptOf, PRICES, problemsOf, question, stageOf } from './cases';
import { highSeconds, isFeasible } from '../../../src/core/planning/attempts';
import { runUsd } from '../../../src/core/planning/cost';
import { ServerlessRequest } from '../../../src/core/planning/plan';
import { GIB } from '../../../src/core/units';
import { parseSize } from '../../../src/core/workload/quantities';
import { Workload } from '../../../src/core/workload/workload';

/** The number before `would do` or `is feasible`. */
function nearest(problem: string): string {
  return /(?:at most (.+) is feasible|[,;] (\d+)m? (?:vCPUs )?would do)/.exec(problem)!.slice(1).find(Boolean)!;
}

function fits(workload: Partial<Workload>, request: Partial<ServerlessRequest> = {}): boolean {
  return isFeasible(question(workload, request));
}

describe('a field that makes a demand too large', () => {
  const shuffle = { shuffleBytes: 500 * GIB, shuffleTotalBytes: 500 * GIB };

  test('is named with the most of it that is feasible: a hot key', () => {
    const [problem, ...others] = problemsOf({ ...shuffle, hotKeyBytes: 400 * GIB });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^SZ3101 hotKey: got 400 GiB: all of it stands in one task, and no worker gives one task so much; at most \d+ GiB is feasible$/);
    const most = parseSize(nearest(problem))!;
    expect(fits({ ...shuffle, hotKeyBytes: most * 0.99 })).toBe(true);
    expect(fits({ ...shuffle, hotKeyBytes: most * 1.02 })).toBe(false);
  });

  test('is named where it is a ratio, and with it what else would do', () => {
    const problems = problemsOf({ skew: 150, skewPartitions: 200, shuffleBytes: 1000 * GIB, shuffleTotalBytes: 1000 * GIB });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^SZ3101 skew: got 150: read pessimistically, .*; state hotKey; at most \d+\.\d is feasible$/);
    expect(problems[1]).toMatch(/^SZ3101 shuffle: got 1000 GiB: its partitions need more memory than any worker gives one task; at most \d+ GiB is feasible$/);
  });

  test.each<[string, Partial<Workload>, RegExp]>([
    ['stages', { stages: [stageOf({ operator: 'hash-join', largestRecords: 1e10, rowBytes: 100 })] }, /^SZ3101 stages: got 100\.0 % of the records: .*; at most [\d.]+ % of the records is feasible$/],
    ['broadcast', { broadcastBytes: 300 * GIB }, /^SZ3101 broadcast: got 300 GiB: every executor holds it twice while it is read, and the driver three times; at most [\d.]+ GiB is feasible$/],
    ['userMemoryPerTask', { userMemoryPerTaskBytes: 300 * GIB }, /^SZ3101 userMemoryPerTask: got 300 GiB: every slot of an executor holds it; at most 188 GiB is feasible$/],
    ['pythonMemoryPerTask', { language: 'python', pythonMemoryPerTaskBytes: 300 * GIB }, /^SZ3101 pythonMemoryPerTask: got 300 GiB: every slot of an executor holds it beside the heap; at most \d+ GiB is feasible$/],
    ['offHeap', { offHeapBytes: 300 * GIB }, /^SZ3101 offHeap: got 300 GiB: no worker holds it beside a heap; .*; at most \d+ GiB is feasible$/],
    ['collect', { collectBytes: 500 * GIB }, /^SZ3106 collect: got 500 GiB: the driver holds it twice, as rows in memory; at most 110 GiB is feasible$/],
  ])('is named: %s', (_field, workload, message) => {
    expect(problemsOf(workload)).toEqual([expect.stringMatching(message)]);
  });

  test('is the collect that the largest driver holds: (244 GB / 1.1 − 1 GiB) / 2', () => {
    // 249,856 / 1.1 = 227,141 MiB, less 1024 and the tasks, halved: 110.4 GiB
    expect(fits({ collectBytes: 110 * GIB })).toBe(true);
    expect(fits({ collectBytes: 110.5 * GIB })).toBe(false);
  });

  test('is none where several would have to be less', () => {
    expect(problemsOf({ broadcastBytes: 300 * GIB, collectBytes: 500 * GIB })).toEqual([
      'SZ3101 : no worker, count and disk holds this demand, whatever single field is lowered; lower several, or growth',
    ]);
  });

  test('takes all figures of a stage down with it', () => {
    const join = { operator: 'sort-merge-join' as const, rowBytes: 100, otherRowBytes: 100 };
    const huge = { records: 1e12, largestRecords: 1e10, otherRecords: 1e12, otherLargestRecords: 1e10, groupRecords: 1e10 };
    expect(problemsOf({ stages: [stageOf({ ...join, ...huge, alongside: [stageOf({ ...join, ...huge })] })] })[0]).toMatch(/^SZ3101 stages: .*; at most [1-9][\d.]* % of the records is feasible$/);
  });
});

describe('a limit that stands in the way', () => {
  test('is a deadline below start-up, with the time that would do', () => {
    const [problem, ...others] = problemsOf({ finishWithinSeconds: 60 });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^SZ3102 finishWithin: got 1m; the fastest plan takes up to \dm \(start-up, the longest tasks, and the work over the executors allowed\)$/);
    expect(fits({ finishWithinSeconds: 60 * Number(/up to (\d)m/.exec(problem)![1]) })).toBe(true);
  });

  test('is a quota, with the vCPUs that would do', () => {
    expect(problemsOf({ maxConcurrentVcpus: 1 })).toEqual(['SZ3103 maxConcurrentVcpus: got 1; 2 vCPUs would do']);
    expect(problemsOf({ maxConcurrentVcpus: 5, concurrentRuns: 3 })).toEqual(['SZ3103 maxConcurrentVcpus: got 5; 6 vCPUs would do for 3 runs at once']);
  });

  test('is a price, with what the cheapest plan costs at the high end', () => {
    const { space, best } = attemptOf();
    const high = runUsd(space.pace, { driver: best.driver, executor: best.worker, count: best.count }, highSeconds(space, best), PRICES);
    expect(problemsOf({ maxUsd: 0.01 })).toEqual([`SZ3104 maxUsd: got $0.0100; the cheapest plan costs up to $${(Math.ceil(high * 100) / 100).toPrecision(3)} a run`]);
    expect(problemsOf({ maxUsd: 0.01 }, { objective: 'time' })[0]).toMatch(/^SZ3104/);
  });

  test('is each of several that alone would do', () => {
    const problems = problemsOf({ maxConcurrentVcpus: 5, finishWithinSeconds: 3600 });
    expect(problems.map(text => text.slice(0, 6))).toEqual(['SZ3102', 'SZ3103']);
    expect(fits({ maxConcurrentVcpus: Number(nearest(problems[1])), finishWithinSeconds: 3600 })).toBe(true);
    expect(fits({ maxConcurrentVcpus: Number(nearest(problems[1])) - 1, finishWithinSeconds: 3600 })).toBe(false);
  });

  test('is every one that is stated, where only together they would do', () => {
    const problems = problemsOf({ maxConcurrentVcpus: 1, finishWithinSeconds: 60 });
    expect(problems.map(text => text.slice(0, 6))).toEqual(['SZ3102', 'SZ3103']);
  });

  test('comes before what could be lowered: a quota for a cache that must stay in memory', () => {
    const [problem, ...others] = problemsOf({ cacheBytes: 1024 * GIB, storageLevel: 'MEMORY_ONLY', maxConcurrentVcpus: 20 });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^SZ3103 maxConcurrentVcpus: got 20; \d+ vCPUs would do$/);
  });
});

describe('a pin that leaves no plan', () => {
  test('is named with a value that would do: 3 GB of broadcast on 1 vCPU', () => {
    const broadcast = { broadcastBytes: 3 * GIB };
    const [pin, field, ...others] = problemsOf(broadcast, { pins: { executorCores: 1 } });
    expect(others).toEqual([]);
    expect(pin).toBe('SZ3107 executorCores: got 1; nothing is feasible with it, 2 would do');
    expect(fits(broadcast, { pins: { executorCores: 2 } })).toBe(true);
    expect(field).toMatch(/^SZ3101 broadcast: got 3 GiB: every executor holds it twice while it is read, .*; at most 2(\.\d+)? GiB is feasible with what is pinned$/);
  });

  test('is named with the nearest value that would do', () => {
    const [problem] = problemsOf({ broadcastBytes: GIB }, { pins: { executorMemoryMiB: 2500 } });
    const least = Number(nearest(problem));
    expect(fits({ broadcastBytes: GIB }, { pins: { executorMemoryMiB: least } })).toBe(true);
    expect(fits({ broadcastBytes: GIB }, { pins: { executorMemoryMiB: least - 1 } })).toBe(false);
  });

  test('is each one without which there is a plan, in the units of the API', () => {
    expect(problemsOf({}, { pins: { executorMemoryMiB: 60_000, executorCores: 4 } })).toEqual([
      expect.stringMatching(/^SZ3107 executorMemory: got 60000m; nothing is feasible with it, \d+m would do$/),
      expect.stringMatching(/^SZ3107 executorCores: got 4; nothing is feasible with it, \d+ would do$/),
    ]);
    expect(problemsOf({}, { pins: { diskGiB: 20, executors: 1, taskCpus: undefined } })).toEqual([
      expect.stringMatching(/^SZ3107 disk: got 20 GB; nothing is feasible with it, \d+ GB would do$/),
      expect.stringMatching(/^SZ3107 executors: got 1; nothing is feasible with it, \d+ would do$/),
      expect.stringMatching(/^SZ3105 shuffleTotal: got 64 GiB: .*; at most 12\.\d GiB is feasible with what is pinned$/),
    ]);
  });

  test('is every one, where only together they would do', () => {
    const pins = { executorMemoryMiB: 600, partitions: 1, executorCores: 8 };
    const problems = problemsOf({ broadcastBytes: GIB }, { pins });
    expect(problems.map(text => text.split(':')[0])).toEqual(['SZ3107 executorMemory', 'SZ3107 partitions', 'SZ3107 executorCores']);
  });
});
