import { attemptOf, question, stageOf } from './cases';
import { attempt, Attempt, deadlineOf, secondsOf, spaceOf } from '../../../src/core/planning/attempts';
import { Candidate, complete, holdsWith } from '../../../src/core/planning/candidate';
import { heapOptions } from '../../../src/core/planning/container';
import { holds } from '../../../src/core/planning/memory-fit';
import { isAnythingFeasible, leastRunSeconds, search } from '../../../src/core/planning/search';
import { isInTime, Space } from '../../../src/core/planning/space';
import { GIB } from '../../../src/core/units';

const FOUND = attemptOf();
const SORT = stageOf({ operator: 'sort', records: 1e9, rowBytes: 88 });

function vCpus({ count, shape, driver }: Candidate): number {
  return count * shape.vCpu + driver.vCpu;
}

function fleet({ count, shape, disk }: Candidate) {
  return { count, slots: shape.slots, diskBytesPerSecond: disk.bytesPerSecond };
}

function cheapestOf({ best, others }: Attempt): number {
  return Math.min(best.usd, ...others.map(({ usd }) => usd));
}

describe('within 1 % of the cheapest', () => {
  test('fewer vCPUs win', () => {
    const limit = 1.01 * cheapestOf(FOUND);
    expect(FOUND.best.usd).toBeLessThanOrEqual(limit);
    for (const other of FOUND.others.filter(({ usd }) => usd <= limit)) expect(vCpus(other)).toBeGreaterThanOrEqual(vCpus(FOUND.best));
  });

  test('fewer partitions win: one fewer would cost more, or not fit', () => {
    const { space, best } = FOUND;
    const fewer = complete(space, best, best.partitions - 1)!;
    expect(fewer.usd).toBeGreaterThan(1.01 * cheapestOf(FOUND));
    const tight = attemptOf({ stages: [SORT], coreTimeSeconds: 3600 }, { pins: { executorCores: 4 } });
    const { shape, option, present, partitions, partitionBounds } = tight.best;
    expect(partitions).toBeGreaterThanOrEqual(partitionBounds[0]);
    expect(holds({ shape, option, need: tight.space.need, cacheHolders: present }, partitions)).toBe(true);
  });

  test('others are told of once for each vCPU and cores a task, the picked kind apart', () => {
    const kinds = FOUND.others.map(({ shape }) => `${shape.vCpu}/${shape.taskCpus}`);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds).not.toContain(`${FOUND.best.shape.vCpu}/${FOUND.best.shape.taskCpus}`);
  });
});

describe('what is found', () => {
  const cases: [string, Attempt][] = [
    ['an ordinary run', FOUND],
    ['stages', attemptOf({ stages: [SORT], broadcastBytes: GIB })],
    ['a cache', attemptOf({ cacheBytes: 300 * GIB, storageLevel: 'MEMORY_ONLY' })],
    ['a hot key and a deadline', attemptOf({ hotKeyBytes: 2 * GIB, finishWithinSeconds: 1500 })],
    ['time as the objective', attemptOf({}, { objective: 'time' })],
    ['serverless storage', attemptOf({}, { serverlessStorage: true })],
    ['a stream', attemptOf({ profile: 'streaming', finishWithinSeconds: 1800 })],
  ];

  test.each(cases)('of %s holds and is in time', (_name, { space, best }) => {
    const seat = { shape: best.shape, option: best.option, need: space.need, cacheHolders: best.present };
    expect(holds(seat, best.partitions)).toBe(true);
    expect(holdsWith(space, best)).toBe(true);
    expect(isInTime(space, fleet(best), best.partitions)).toBe(true);
    expect(best.seconds).toBe(secondsOf(space, best, 'mid'));
    expect(space.concurrentRuns * vCpus(best)).toBeLessThanOrEqual(400);
  });

  test.each(cases)('of %s has the largest heap that holds: what does not cost more is not left to waste', (_name, { space, best }) => {
    const larger = heapOptions(best.shape, space.demand, true).filter(({ heapMiB }) => heapMiB > best.option.heapMiB);
    for (const option of larger) {
      const preferred = option.heapMiB <= 31_744; // beyond, pointers double: only where nothing else holds
      if (preferred) expect(holds({ shape: best.shape, option, need: space.need, cacheHolders: best.present }, best.partitions)).toBe(false);
    }
    expect(larger.length).toBeLessThan(20);
  });
});

describe('the objective time', () => {
  const FAST = attemptOf({}, { objective: 'time' });

  test('takes a plan within 1 % of the fastest', () => {
    expect(FAST.best.seconds).toBeLessThanOrEqual(1.01 * leastRunSeconds(FAST.space, 'mid')!);
    expect(FAST.best.seconds).toBeLessThan(FOUND.best.seconds);
    expect(FAST.best.usd).toBeGreaterThanOrEqual(cheapestOf(FOUND) * 0.99);
  });

  test('finds nothing where nothing is feasible', () => {
    const hot = { hotKeyBytes: 400 * GIB, shuffleBytes: 500 * GIB, shuffleTotalBytes: 500 * GIB };
    expect(attempt(question(hot, { objective: 'time' }))).toBeUndefined();
  });
});

describe('where no driver holds what comes back', () => {
  const asked = question({ collectBytes: 500 * GIB });
  const space = spaceOf(asked, true, deadlineOf(asked.filled), false) as Space;

  test('there is no plan at all', () => {
    expect(search(space)).toEqual({ others: [] });
    expect(leastRunSeconds(space, 'high')).toBeUndefined();
    expect(isAnythingFeasible(space)).toBe(false);
  });
});

describe('whether anything is feasible', () => {
  const feasible = (workload: Parameters<typeof question>[0], request: Parameters<typeof question>[1] = {}) => {
    const asked = question(workload, request);
    return isAnythingFeasible(spaceOf(asked, false, undefined, false) as Space);
  };

  test('agrees with whether a plan is found', () => {
    expect(feasible({})).toBe(true);
    expect(feasible({ maxConcurrentVcpus: 1 })).toBe(false);
    expect(feasible({}, { pins: { executorMemoryMiB: 60_000, executorCores: 4 } })).toBe(false);
    expect(feasible({ cacheBytes: 1024 * GIB, storageLevel: 'MEMORY_ONLY', maxConcurrentVcpus: 20 })).toBe(false);
    expect(feasible({ cacheBytes: 20 * GIB, storageLevel: 'MEMORY_ONLY', maxConcurrentVcpus: 20 })).toBe(true);
  });
});
