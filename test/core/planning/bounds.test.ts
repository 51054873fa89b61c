import { question, stageOf } from './cases';
import { deadlineOf, spaceOf } from '../../../src/core/planning/attempts';
import { bestCaseSeconds, bestCaseSecondsOfShape, countsWithinLimits, hull, valley } from '../../../src/core/planning/bounds';
import { bareShapes, bestOfCount, countsThatFit, fitsOf, ShapeSearch, withOptions } from '../../../src/core/planning/candidate';
import { heapOptions } from '../../../src/core/planning/container';
import { ServerlessRequest } from '../../../src/core/planning/plan';
import { Space } from '../../../src/core/planning/space';
import { runSeconds } from '../../../src/core/planning/time';
import { GIB, MIB } from '../../../src/core/units';
import { Workload } from '../../../src/core/workload/workload';

const STAGES = [stageOf({ operator: 'sort', records: 1e9, rowBytes: 88 })];

/** Demands whose bounds differ in kind: disks that bind, a ramp, hot keys, cache, streams, warm executors. */
const CASES: readonly [string, Partial<Workload>, Partial<ServerlessRequest>][] = [
  ['an ordinary run', {}, {}],
  ['a short run, most of it ramp', { inputBytes: GIB, shuffleBytes: GIB, shuffleTotalBytes: GIB, coreTimeSeconds: 600 }, {}],
  ['a run whose disks bind', { shuffleBytes: 1024 * GIB, shuffleTotalBytes: 1024 * GIB }, {}],
  ['a hot key', { hotKeyBytes: 2 * GIB }, {}],
  ['stages and a broadcast', { stages: STAGES, broadcastBytes: 500 * MIB }, {}],
  ['a cache', { cacheBytes: 200 * GIB, storageLevel: 'MEMORY_ONLY' }, {}],
  ['warm executors', { inputBytes: GIB, shuffleBytes: GIB, shuffleTotalBytes: GIB, coreTimeSeconds: 600 }, { warm: 3 }],
  ['a stream', { profile: 'streaming', finishWithinSeconds: 3600 }, {}],
  ['serverless storage', {}, { serverlessStorage: true }],
];

function spaceFor(workload: Partial<Workload>, request: Partial<ServerlessRequest>): Space {
  const asked = question(workload, request);
  return spaceOf(asked, true, deadlineOf(asked.filled), false) as Space;
}

/** A few shapes of a search, each with its ways to cut the memory. */
function shapesOf(space: Space): ShapeSearch[] {
  const wanted = ['1/4/1', '4/16/1', '4/30/4', '16/64/2', '32/244/1'];
  return [...bareShapes(space, () => 'look')].filter(({ shape }) => wanted.includes(`${shape.vCpu}/${shape.memoryGiB}/${shape.taskCpus}`)).flatMap(bare => withOptions(bare) ?? []);
}

describe.each(CASES)('of %s', (_name, workload, request) => {
  const space = spaceFor(workload, request);
  const tried = shapesOf(space).flatMap(one => {
    const counts = countsThatFit(one);
    if (!counts) return [];
    const from = Array.from({ length: 12 }, (_, index) => counts[0] + index ** 2).filter(count => count <= counts[1]);
    return from.map(count => ({ one, count, found: bestOfCount(one, count, fitsOf(one, count)) }));
  });

  test('no candidate is cheaper than the bound of its count, nor than that of any smaller count', () => {
    expect(tried.some(({ found }) => found !== undefined)).toBe(true);
    for (const { one, count, found } of tried) {
      if (!found) continue;
      expect(space.platform.leastUsdAt(one, count, 'mid')).toBeLessThanOrEqual(found.usd + 1e-12);
      for (const fewer of [1, Math.ceil(count / 2), count]) expect(space.platform.leastUsdFrom(one, fewer)).toBeLessThanOrEqual(found.usd + 1e-12);
    }
  });

  test('no candidate is faster than the bound of its count, nor than that of its shape', () => {
    for (const { one, count, found } of tried) {
      if (!found) continue;
      const fleet = { count, slots: found.shape.slots, diskBytesPerSecond: found.disk.bytesPerSecond };
      for (const end of ['mid', 'high'] as const) {
        const seconds = runSeconds(space.pace, fleet, found.partitions, end);
        expect(bestCaseSeconds(one, count, end)).toBeLessThanOrEqual(seconds + 1e-9);
        expect(bestCaseSecondsOfShape(one, end)).toBeLessThanOrEqual(seconds + 1e-9);
      }
    }
  });

  test('no count that limits rule out has a candidate within them', () => {
    const costs = tried.flatMap(({ found }) => found ? [found.usd] : []).sort((a, b) => a - b);
    const maxUsd = costs[Math.floor(costs.length / 2)];
    const tight = { ...space, maxUsd, deadline: { seconds: 1800, yields: false } };
    for (const { one, count } of tried) {
      const limited = { ...one, space: tight };
      const left = countsWithinLimits(limited, [count, count]);
      const found = bestOfCount(limited, count, fitsOf(limited, count));
      if (found) expect([count, left]).toEqual([count, [count, count]]);
    }
  });
});

describe('the valley of what falls and then rises', () => {
  test.each([1, 2, 7, 20, 21])('is where it is least, at %d of 1 to 20 or at the end', least => {
    expect(valley([1, 20], value => Math.abs(value - least))).toBe(Math.min(20, least));
  });

  test('is the first of a level ground', () => {
    expect(valley([3, 9], value => Math.max(0, 5 - value))).toBe(5);
    expect(valley([3, 3], () => 1)).toBe(3);
  });
});

test('the hull reaches from the fewest to the most partitions of all heaps', () => {
  const [option] = heapOptions(shapesOf(spaceFor({}, {}))[0].shape, spaceFor({}, {}).demand, true);
  expect(hull([{ option, bounds: [5, 10] }, { option, bounds: [3, 4] }, { option, bounds: [12, 40] }])).toEqual([3, 40]);
});

describe('limits', () => {
  const one = (values: Partial<Space>) => shapesOf({ ...spaceFor({}, {}), ...values }).find(({ shape }) => shape.vCpu === 4 && shape.slots === 4)!;

  test('leave all counts where there is none', () => {
    expect(countsWithinLimits(one({ deadline: undefined }), [1, 99])).toEqual([1, 99]);
  });

  test('leave the counts that are in time: neither too few, nor so many that they wait for each other', () => {
    const [first, last] = countsWithinLimits(one({ deadline: { seconds: 900, yields: false } }), [1, 100_000])!;
    const seconds = (count: number) => bestCaseSeconds(one({}), count, 'high');
    expect([seconds(first) <= 900, seconds(first - 1) <= 900, seconds(last) <= 900, seconds(last + 1) <= 900]).toEqual([true, false, true, false]);
  });

  test('leave none where the fastest count is late, or the cheapest too dear', () => {
    expect(countsWithinLimits(one({ deadline: { seconds: 100, yields: false } }), [1, 100_000])).toBeUndefined();
    expect(countsWithinLimits(one({ deadline: undefined, maxUsd: 0.01 }), [1, 1000])).toBeUndefined();
    expect(countsWithinLimits(one({ deadline: undefined, mostSeconds: 100 }), [1, 1000])).toBeUndefined();
  });

  test('of an assumed target leave what half of it allows beside the longest tasks', () => {
    // 43,200 core-seconds over 4 slots each within 1800 s and the ramp of 90 s
    const [first] = countsWithinLimits(one({ deadline: { seconds: 3600, yields: true } }), [1, 200])!;
    expect(first).toBeLessThanOrEqual(Math.ceil(43_200 / 4 / 1710));
    expect(countsWithinLimits(one({ deadline: { seconds: 3600, yields: true } }), [1, 2])).toBeUndefined();
  });
});
