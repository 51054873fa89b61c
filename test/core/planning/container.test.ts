import { DEMAND, g1Shape } from './cases';
import { workerSizes } from '../../../src/core/catalog/workers';
import { defaultCollector } from '../../../src/core/memory/jvm-heap';
import { taskBytes } from '../../../src/core/memory/ledger';
import { HeapOption, heapOptions, largestHeapMiB, nativeOverheadMiB, pysparkMiB, Shape, shapeOf } from '../../../src/core/planning/container';
import { GIB, MIB } from '../../../src/core/units';

function heaps(shape: Shape, lawful = true, demand = DEMAND): number[] {
  return heapOptions(shape, demand, lawful).map(({ heapMiB }) => heapMiB);
}

function whole({ heapMiB, overheadMiB, offHeapMiB, pysparkMiB: python }: HeapOption): number {
  return heapMiB + overheadMiB + offHeapMiB + python;
}

describe('slots', () => {
  test('are cores div spark.task.cpus', () => {
    expect(g1Shape(8, 32).slots).toBe(8);
    expect(g1Shape(8, 32, 3).slots).toBe(2);
  });

  test('of one core each get 4.0 to 4.3 GiB of execution memory at the most, whatever the worker', () => {
    const mostGiB = workerSizes().map(({ vCpu, memoryGiB }) => {
      const collector = defaultCollector({ javaVersion: 17, cores: vCpu, memoryBytes: memoryGiB * GIB });
      const shape = shapeOf(vCpu, memoryGiB, 1, { collector, javaVersion: 17, offHeapBytes: 0 });
      return Math.max(...heapOptions(shape, DEMAND, true).map(({ pools }) => taskBytes(pools, shape.jvm, { mustStayBytes: 0, evictableBytes: 0 }) / GIB));
    });
    expect(Math.max(...mostGiB)).toBeGreaterThan(4);
    expect(Math.max(...mostGiB)).toBeLessThan(4.3);
  });

  test('of more cores each get more, so that a larger hot key is still feasible', () => {
    const share = (shape: Shape) => taskBytes(heapOptions(shape, DEMAND, true)[0].pools, shape.jvm, { mustStayBytes: 0, evictableBytes: 0 });
    expect(share(g1Shape(4, 30, 2)) / share(g1Shape(4, 30))).toBeCloseTo(2, 1);
  });
});

describe('native memory beside a heap', () => {
  test('is 256 MiB for classes and code, 64 for threads and S3, 48 a slot and 4 % of the heap', () => {
    expect(nativeOverheadMiB(2048, 1)).toBe(450); // 320 + 48 + 81.92
    expect(nativeOverheadMiB(2048, 8)).toBe(786); // 320 + 384 + 81.92
  });

  test('is a tenth of the heap where that is more', () => {
    expect(nativeOverheadMiB(30_000, 4)).toBe(3000);
    expect(nativeOverheadMiB(30_001, 4)).toBe(3001);
  });
});

test('the largest heap is the one that just leaves its native memory in the room that there is', () => {
  for (const slots of [1, 4, 32]) {
    for (let room = 2500; room < 260_000; room += 1237) {
      const heapMiB = largestHeapMiB(room, slots);
      expect(heapMiB + nativeOverheadMiB(heapMiB, slots)).toBeLessThanOrEqual(room);
      expect(heapMiB + 1 + nativeOverheadMiB(heapMiB + 1, slots)).toBeGreaterThan(room);
    }
  }
});

test('the largest heap of a room that native memory fills is none', () => {
  expect(largestHeapMiB(300, 1)).toBeLessThanOrEqual(0);
});

describe('the ways to cut a worker', () => {
  test('begin with the largest heap that fits; the rest is overhead', () => {
    const [first] = heapOptions(g1Shape(4, 16), DEMAND, true);
    expect(first).toMatchObject({ heapMiB: 14_894, overheadMiB: 1490, offHeapMiB: 0, pysparkMiB: 0 }); // 16,384 / 1.1 = 14,894.5
  });

  test('go on with the largest heap of every smaller page, since feasibility has gaps where the page doubles', () => {
    const shape = g1Shape(4, 16);
    const options = heapOptions(shape, DEMAND, true);
    const pages = options.map(({ pools }) => pools.pageBytes);
    expect(pages).toEqual([64 * MIB - 16, 32 * MIB - 16, 16 * MIB - 16]);
    const next = heapOptions(shape, DEMAND, true, options[1].heapMiB + 1);
    expect(next[0].pools.pageBytes).toBe(pages[0]);
  });

  test('always add up to the worker', () => {
    const demand = { ...DEMAND, offHeapBytes: 1.5 * GIB, pythonBytesPerSlot: 100.1 * MIB };
    const options = heapOptions(g1Shape(4, 16, 1, 1.5 * GIB), demand, true);
    expect(options.length).toBeGreaterThan(0);
    for (const option of options) expect(whole(option)).toBe(16_384);
    expect(options[0]).toMatchObject({ offHeapMiB: 1536, pysparkMiB: 401 }); // 4 · 100.1 MiB
    expect(options[0].heapMiB).toBe(Math.floor((16_384 - 1536 - 401) / 1.1));
  });

  test('have no heap below 2 GiB, unless the law is left out: then from what Spark starts with', () => {
    expect(heaps(g1Shape(1, 2))).toEqual([]); // 2048 − 368 − 4 %: 1615
    expect(heaps(g1Shape(1, 2), false)[0]).toBe(1615);
    expect(Math.min(...heaps(g1Shape(1, 3)))).toBeGreaterThanOrEqual(2048);
    expect(Math.min(...heaps(g1Shape(4, 8), false))).toBeGreaterThanOrEqual(450);
    expect(Math.min(...heaps(g1Shape(4, 8), false))).toBeLessThan(2048);
  });

  test('are not carried across 31 GiB of heap, where pointers double, before 48 GiB', () => {
    expect(heaps(g1Shape(8, 40))[0]).toBe(31_744); // 40,960 / 1.1 = 37,236
    expect(heaps(g1Shape(8, 60)).slice(0, 2)).toEqual([31_744, expect.any(Number)]);
    expect(heaps(g1Shape(8, 60))).toContain(55_854); // 61,440 / 1.1: from 48 GiB on, after those that keep small pointers
    expect(heaps(g1Shape(8, 40), false)).toContain(37_236);
    expect(heaps(g1Shape(8, 40), false)[0]).toBe(31_744);
  });

  test('are each one heap, from the least that Spark or the law allows to the largest that fits', () => {
    for (const lawful of [true, false]) {
      for (const { vCpu, memoryGiB } of workerSizes()) {
        const all = heaps(g1Shape(vCpu, memoryGiB), lawful);
        expect(new Set(all).size).toBe(all.length);
        expect(all.every(heapMiB => heapMiB >= (lawful ? 2048 : 450) && heapMiB + nativeOverheadMiB(heapMiB, vCpu) <= memoryGiB * 1024)).toBe(true);
      }
    }
  });

  test('are the pinned heap alone, where it fits and Spark starts with it', () => {
    const pinned = (heapMiB: number) => heapOptions(g1Shape(4, 16), DEMAND, true, heapMiB).map(option => [option.heapMiB, option.overheadMiB]);
    expect(pinned(1000)).toEqual([[1000, 15_384]]);
    expect(pinned(14_894)).toEqual([[14_894, 1490]]);
    expect(pinned(14_895)).toEqual([]);
    expect(pinned(450)).toEqual([[450, 15_934]]);
    expect(pinned(449)).toEqual([]);
  });

  test('are none where Python leaves no room', () => {
    expect(heaps(g1Shape(4, 8), true, { ...DEMAND, pythonBytesPerSlot: 2 * GIB })).toEqual([]);
  });
});

test('Python takes its part for every slot, rounded up', () => {
  expect(pysparkMiB({ ...DEMAND, pythonBytesPerSlot: 100.1 * MIB }, 4)).toBe(401);
  expect(pysparkMiB(DEMAND, 4)).toBe(0);
});
