import { attemptOf, DEMAND, question, release, stageOf } from './cases';
import {
  attempt, deadlineOf, highSeconds, isFeasible, isMeasured, leastSeconds, secondsOf, spaceOf, targetYielded,
} from '../../../src/core/planning/attempts';
import { serialSeconds } from '../../../src/core/planning/time';
import { GIB } from '../../../src/core/units';

const NEVER = { seconds: 3600, yields: true };

test('exact rules have been measured from Spark 3.5 on', () => {
  expect(['emr-6.6.0', 'emr-6.15.0', 'emr-7.0.0', 'emr-7.12.0', 'emr-spark-8.1.0'].map(label => isMeasured(release(label)))).toEqual([false, false, true, true, true]);
});

describe('the deadline of a run', () => {
  const deadline = (workload: Parameters<typeof question>[0]) => deadlineOf(question(workload).filled);

  test('never yields where it is stated', () => {
    expect(deadline({ finishWithinSeconds: 900, today: { workers: 1, vCpu: 1, durationSeconds: 60 } })).toEqual({ seconds: 900, yields: false });
  });

  test('is what a run takes today, else an hour, and both yield', () => {
    expect(deadline({ today: { workers: 1, vCpu: 1, durationSeconds: 7200 } })).toEqual({ seconds: 7200, yields: true });
    expect(deadline({})).toEqual(NEVER);
  });
});

describe('what a search looks at', () => {
  test('is the demand with room to grow', () => {
    expect(spaceOf(question({ growth: 2 }), true, NEVER, false).demand.inputBytes).toBe(2 * DEMAND.inputBytes);
  });

  test('has executors from the start where they are warm or a stream\'s', () => {
    expect(spaceOf(question(), true, NEVER, false).pace).toMatchObject({ steady: false, warm: 0 });
    expect(spaceOf(question({}, { warm: 4 }), true, NEVER, false).pace).toMatchObject({ steady: false, warm: 4 });
    expect(spaceOf(question({ profile: 'streaming' }), true, NEVER, false).pace).toMatchObject({ steady: true });
  });

  test('has drivers of 4 vCPU and more with serverless storage', () => {
    expect(spaceOf(question(), true, NEVER, false).platform.cheapestDriver!.vCpu).toBe(1);
    expect(spaceOf(question({}, { serverlessStorage: true }), true, NEVER, false).platform.cheapestDriver!.vCpu).toBe(4);
  });

  test('writes the hot partition to disk where it may spill', () => {
    const spilled = (workload: Parameters<typeof question>[0], may = true) => spaceOf(question(workload), true, NEVER, may).spilledBytes / GIB;
    expect(spilled({ hotKeyBytes: 3 * GIB })).toBe(3);
    expect(spilled({ hotKeyBytes: 3 * GIB }, false)).toBe(0);
    expect(spilled({ skew: 5, skewPartitions: 40 })).toBeCloseTo(6.4, 9); // a tenth of 64 GiB
    expect(spilled({ skew: 5, hotKeyBytes: 0 })).toBeCloseTo(1.28, 9); // 64 · 4 / 200
  });
});

describe('a plan keeps to the laws', () => {
  test('where they leave one', () => {
    const { space, targetMissed, hotSpills } = attemptOf();
    expect({ lawful: space.lawful, targetMissed, hotSpills }).toEqual({ lawful: true, targetMissed: false, hotSpills: false });
  });

  test('and feasibility wins where they leave none', () => {
    // a heap of 1 GiB is outside the law of 2 GiB
    expect(attemptOf({}, { pins: { executorCores: 1, executorMemoryMiB: 1024 } }).best.option.heapMiB).toBe(1024);
    // 16 GiB of one sort in a shuffle of 64 MiB: laws on the shuffle leave 4 partitions, more than fit
    const stages = [stageOf({ operator: 'sort', records: 2e9, rowBytes: 400 })];
    const found = attemptOf({ stages, shuffleBytes: 64 * 2 ** 20, shuffleTotalBytes: 64 * 2 ** 20 });
    expect(found.space.lawful).toBe(false);
    expect(found.best.partitions).toBeGreaterThan(4);
  });
});

describe('an assumed target', () => {
  test('is kept where that is possible', () => {
    const found = attemptOf();
    expect(highSeconds(found.space, found.best)).toBeLessThanOrEqual(3600);
    expect(targetYielded(found)).toBe(false);
  });

  test('gives half of itself to the longest tasks where they take more', () => {
    const found = attemptOf({ hotKeyBytes: 1.9 * GIB, coreTimeSeconds: 36_000, shuffleBytes: 8 * GIB, shuffleTotalBytes: 8 * GIB, inputBytes: 8 * GIB });
    const longest = serialSeconds(found.space.pace, found.best.partitions, 'high');
    expect(longest).toBeGreaterThan(1800);
    expect(highSeconds(found.space, found.best)).toBeLessThanOrEqual(Math.max(3600, longest + 1800));
    expect(found.targetMissed).toBe(false);
  });
});

describe('spilling by choice', () => {
  const skewed = { hotKeyBytes: 40 * GIB, coreTimeSeconds: 36_000, finishWithinSeconds: 100_000 };

  test('is not looked at where it was not allowed', () => {
    expect(attemptOf({ ...skewed, hotKeyBytes: 2 * GIB }).hotSpills).toBe(false);
  });

  test('makes a plan where nothing else does', () => {
    expect(attempt(question({ ...skewed, hotKeyBytes: 400 * GIB, shuffleBytes: 500 * GIB, shuffleTotalBytes: 500 * GIB }))).toBeUndefined();
    const found = attemptOf({ ...skewed, hotKeyBytes: 400 * GIB, shuffleBytes: 500 * GIB, shuffleTotalBytes: 500 * GIB, spill: 'allowed' });
    expect(found).toMatchObject({ hotSpills: true });
    expect(found.withoutSpillUsd).toBeUndefined();
  });

  test('is taken where it is cheaper by more than 1 %, with the price without', () => {
    const [never, allowed] = [attemptOf(skewed), attemptOf({ ...skewed, spill: 'allowed' })];
    expect(allowed.hotSpills).toBe(true);
    expect(allowed.withoutSpillUsd).toBe(never.best.usd);
    expect(allowed.best.usd).toBeLessThan(0.99 * never.best.usd);
  });

  test('is not taken where it saves nothing', () => {
    expect(attemptOf({ spill: 'allowed' })).toMatchObject({ hotSpills: false });
  });
});

describe('whether there is an answer at all', () => {
  test('is asked without laws and without an assumed target', () => {
    expect(isFeasible(question())).toBe(true);
    expect(isFeasible(question({ hotKeyBytes: 400 * GIB, shuffleBytes: 500 * GIB, shuffleTotalBytes: 500 * GIB }))).toBe(false);
    expect(isFeasible(question({ hotKeyBytes: 400 * GIB, shuffleBytes: 500 * GIB, shuffleTotalBytes: 500 * GIB, spill: 'allowed' }))).toBe(true);
    expect(isFeasible(question({ finishWithinSeconds: 60 }))).toBe(false);
    expect(isFeasible(question({ today: { workers: 1, vCpu: 1, durationSeconds: 60 } }))).toBe(true);
  });
});

test('the least run time is that of the high end, with laws and without; no deadline below both has a plan', () => {
  const [lawful, lawless] = [true, false].map(laws => leastSeconds(question(), laws, false)!);
  expect(lawless).toBeLessThan(lawful);
  expect(attemptOf({ finishWithinSeconds: lawful }).space.lawful).toBe(true);
  expect(attemptOf({ finishWithinSeconds: lawful - 0.01 }).space.lawful).toBe(false);
  expect(attempt(question({ finishWithinSeconds: lawless }))).toBeDefined();
  expect(attempt(question({ finishWithinSeconds: 0.999 * lawless }))).toBeUndefined();
});

test('a run takes longer at each end of the core time', () => {
  const { space, best } = attemptOf();
  const [low, mid, high] = (['low', 'mid', 'high'] as const).map(end => secondsOf(space, best, end));
  expect([mid, high]).toEqual([best.seconds, highSeconds(space, best)]);
  expect(low).toBeLessThan(mid);
  expect(mid).toBeLessThan(high);
});
