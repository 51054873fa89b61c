import {
  executionBytes, ExecutorJvm, isFeasible, leastHeapMiB, leastStartingHeapMiB, pageRegions, poolsOf, Pools, storageThatCounts, taskBytes,
} from '../../../src/core/memory/ledger';
import { GIB, KIB, MIB } from '../../../src/core/units';

const NOTHING_STORED = { mustStayBytes: 0, evictableBytes: 0 };
const JVM: ExecutorJvm = { cores: 4, slots: 4, collector: 'parallel', javaVersion: 17, memoryFraction: 0.6, storageFraction: 0.5, offHeapBytes: 0 };

describe('poolsOf', () => {
  // 4g under ParallelGC: Runtime.maxMemory 3,817,865,216; (− 300 MiB) · 0.6 = 2,101,975,449.6; half of it 1,050,987,724.5;
  // the other half / 4 cores / 16 = 15.7 MiB
  test('divides a heap as Spark does', () => {
    expect(poolsOf(4096, JVM)).toEqual({ maxMemoryBytes: 3_817_865_216, poolBytes: 2_101_975_449, storageRegionBytes: 1_050_987_724, pageBytes: 16 * MIB });
  });

  test('leaves 16 B of a page under G1 on the heap', () => {
    expect(poolsOf(4096, { ...JVM, collector: 'g1' }).pageBytes).toBe(32 * MIB - 16); // 1,194,118,349 B / 4 / 16 = 17.8 MiB
    expect(poolsOf(4096, { ...JVM, collector: 'g1', offHeapBytes: GIB }).pageBytes).toBe(8 * MIB); // (1 GiB − 512 MiB) / 4 / 16, no header
  });

  test('sizes pages by cores, not by slots', () => {
    expect(poolsOf(4096, { ...JVM, slots: 1 }).pageBytes).toBe(16 * MIB);
    expect(poolsOf(4096, { ...JVM, cores: 8 }).pageBytes).toBe(8 * MIB);
    expect(poolsOf(4096, { ...JVM, cores: 8, offHeapBytes: GIB }).pageBytes).toBe(4 * MIB);
  });

  test('sizes off-heap pages by what storage does not keep of the off-heap memory, rounded down', () => {
    const jvm = { ...JVM, cores: 1, storageFraction: 0.75 };
    expect(poolsOf(4096, { ...jvm, offHeapBytes: 64 * MIB }).pageBytes).toBe(MIB); // a quarter is 16 MiB, a sixteenth of it 1 MiB
    expect(poolsOf(4096, { ...jvm, offHeapBytes: 64 * MIB + 64 }).pageBytes).toBe(2 * MIB); // 16 MiB + 16 B: one byte more a page
  });
});

const POOLS: Pools = { maxMemoryBytes: 3 * GIB, poolBytes: GIB, storageRegionBytes: 512 * MIB, pageBytes: 16 * MIB };

describe('storageThatCounts', () => {
  test('is 128 KiB of task binaries where nothing is stored', () => {
    expect(storageThatCounts(POOLS, NOTHING_STORED)).toBe(128 * KIB);
  });

  test('counts in full what must stay, and what may go up to the storage region', () => {
    expect(storageThatCounts(POOLS, { mustStayBytes: 700 * MIB, evictableBytes: 100 * MIB })).toBe(800 * MIB + 128 * KIB);
    expect(storageThatCounts(POOLS, { mustStayBytes: 0, evictableBytes: 900 * MIB })).toBe(512 * MIB + 128 * KIB);
  });
});

describe('executionBytes', () => {
  test('is what storage leaves of the pool, below 0 where it leaves nothing', () => {
    expect(executionBytes(POOLS, JVM, NOTHING_STORED)).toBe(GIB - 128 * KIB);
    expect(executionBytes(POOLS, JVM, { mustStayBytes: GIB, evictableBytes: 0 })).toBe(-128 * KIB);
  });

  test('is the smaller of both pools beside an operator that stays on the heap', () => {
    const pools = poolsOf(4096, JVM);
    const stored = { mustStayBytes: 0, evictableBytes: 0 };
    const onHeap = executionBytes(pools, JVM, stored);
    const shared = (offHeapBytes: number) => executionBytes(pools, { ...JVM, offHeapBytes }, { ...stored, besideOnHeapOperators: true });
    expect([shared(GIB), shared(64 * GIB), shared(0)]).toEqual([GIB, onHeap, onHeap]);
    expect(executionBytes(pools, { ...JVM, offHeapBytes: 64 * GIB }, stored)).toBe(64 * GIB);
  });

  test('is all of the off-heap memory, if the heap holds what is stored there', () => {
    const jvm = { ...JVM, offHeapBytes: 2 * GIB };
    expect(executionBytes(POOLS, jvm, NOTHING_STORED)).toBe(2 * GIB);
    expect(executionBytes(POOLS, jvm, { mustStayBytes: GIB - 128 * KIB, evictableBytes: 0 })).toBe(2 * GIB);
    expect(executionBytes(POOLS, jvm, { mustStayBytes: GIB - 128 * KIB + 1, evictableBytes: 0 })).toBe(-1);
  });
});

describe('taskBytes and isFeasible', () => {
  const pools = { ...POOLS, poolBytes: 4 * MIB + 128 * KIB + 3 };

  test('a task is sure of its Nth of execution memory, rounded down', () => {
    expect(taskBytes(pools, JVM, NOTHING_STORED)).toBe(MIB);
  });

  test('the ledger holds up to the last byte', () => {
    expect(isFeasible(pools, JVM, NOTHING_STORED, MIB)).toBe(true);
    expect(isFeasible(pools, JVM, NOTHING_STORED, MIB + 1)).toBe(false);
    expect(isFeasible({ ...pools, poolBytes: 4 * MIB + 128 * KIB }, JVM, NOTHING_STORED, MIB)).toBe(true);
    expect(isFeasible({ ...pools, poolBytes: 4 * MIB + 128 * KIB - 1 }, JVM, NOTHING_STORED, MIB)).toBe(false);
  });

  test('fewer slots than cores leave more for each', () => {
    expect(isFeasible(pools, { ...JVM, slots: 2 }, NOTHING_STORED, 2 * MIB)).toBe(true);
    expect(isFeasible(pools, { ...JVM, slots: 3 }, NOTHING_STORED, 2 * MIB)).toBe(false);
  });
});

describe('leastStartingHeapMiB', () => {
  test.each([['g1', 450], ['parallel', 505], ['serial', 465]] as const)('under %s is %d', (collector, heapMiB) => {
    expect(leastStartingHeapMiB({ collector, javaVersion: 17 })).toBe(heapMiB);
  });
});

describe('pageRegions', () => {
  test('follow each other without a gap, each with one page, from the least heap to 32 TiB', () => {
    const jvm: ExecutorJvm = { ...JVM, collector: 'g1' };
    const regions = pageRegions(jvm);
    expect(regions.map(({ pageBytes }) => pageBytes)).toEqual([1, 2, 4, 8, 16, 32, 64].map(mib => mib * MIB - 16));
    expect(regions[0].leastHeapMiB).toBe(450);
    expect(regions[6].mostHeapMiB).toBe(32 * 1024 * 1024);
    for (const [index, { pageBytes, leastHeapMiB: fewestMiB, mostHeapMiB }] of regions.entries()) {
      expect([fewestMiB, mostHeapMiB].map(heapMiB => poolsOf(heapMiB, jvm).pageBytes)).toEqual([pageBytes, pageBytes]);
      if (index > 0) expect(fewestMiB).toBe(regions[index - 1].mostHeapMiB + 1);
    }
  });

  // E / 4 / 16 ≤ 1 MiB: E ≤ 64 MiB, M ≤ 128 MiB, maxMemory ≤ 300 MiB + 128 MiB / 0.6 = 513.3 MiB; HotSpot rounds to 2 MiB
  test('under G1 on 4 cores leave pages of 1 MiB above 512 MiB', () => {
    expect(pageRegions({ ...JVM, collector: 'g1' })[0].mostHeapMiB).toBe(512);
  });

  test('are one where Tungsten works off the heap', () => {
    expect(pageRegions({ ...JVM, offHeapBytes: GIB })).toEqual([{ pageBytes: 8 * MIB, leastHeapMiB: 505, mostHeapMiB: 32 * 1024 * 1024 }]);
  });
});

describe('leastHeapMiB', () => {
  const g1: ExecutorJvm = { ...JVM, collector: 'g1' };

  test('is the least that Spark starts with where nothing is needed', () => {
    expect(leastHeapMiB(g1, NOTHING_STORED, () => 0)).toBe(450);
    expect(leastHeapMiB(JVM, NOTHING_STORED, () => 0)).toBe(505);
  });

  // 4 · 100 MiB + 128 KiB = 400.125 MiB; / 0.6 + 300 = 966.875 MiB; HotSpot rounds 967 up to 968
  test('is the least heap whose pool holds every slot', () => {
    expect(leastHeapMiB(g1, NOTHING_STORED, () => 100 * MIB)).toBe(967);
  });

  test('counts stored blocks', () => {
    // 400.125 + 100 MiB: 500.125 / 0.6 + 300 = 1133.5
    expect(leastHeapMiB(g1, { mustStayBytes: 100 * MIB, evictableBytes: 0 }, () => 100 * MIB)).toBe(1133);
    // A terabyte that may go counts half the pool: 400.125 · 2 / 0.6 + 300 = 1633.75
    expect(leastHeapMiB(g1, { mustStayBytes: 0, evictableBytes: 2 ** 40 }, () => 100 * MIB)).toBe(1633);
  });

  test('lies below a gap where a larger page takes more than the larger heap gives', () => {
    const needBytes = (pageBytes: number) => 20 * (pageBytes + 16);
    const feasible = (heapMiB: number) => isFeasible(poolsOf(heapMiB, g1), g1, NOTHING_STORED, needBytes(poolsOf(heapMiB, g1).pageBytes));
    const heapMiB = leastHeapMiB(g1, NOTHING_STORED, needBytes)!;
    expect(heapMiB).toBe(450); // 89.9 MiB for 80 pages of 1 MiB
    // 127.1 MiB at 512, and 128.3 MiB for 80 pages of 2 MiB at 513; 160.125 / 0.6 + 300 = 566.9
    expect([heapMiB, 512, 513, 566, 567].map(feasible)).toEqual([true, true, false, false, true]);
  });

  test('is undefined where no heap is enough, and where none leaves anything for tasks', () => {
    expect(leastHeapMiB(g1, NOTHING_STORED, () => 2 ** 50)).toBeUndefined();
    expect(leastHeapMiB({ ...g1, memoryFraction: 0 }, NOTHING_STORED, () => 1)).toBeUndefined();
  });

  test('is found up to 32 TiB', () => {
    const mostBytes = executionBytes(poolsOf(32 * 1024 * 1024, g1), g1, NOTHING_STORED);
    const heapMiB = leastHeapMiB({ ...g1, slots: 1 }, NOTHING_STORED, () => mostBytes)!;
    expect(heapMiB).toBeGreaterThan(32 * 1024 * 1024 - 32);
    expect(heapMiB).toBeLessThanOrEqual(32 * 1024 * 1024);
    expect(leastHeapMiB({ ...g1, slots: 1 }, NOTHING_STORED, () => mostBytes + 1)).toBeUndefined();
  });

  test('with off-heap memory depends on the heap only for what is stored', () => {
    const jvm = { ...g1, offHeapBytes: GIB };
    expect(leastHeapMiB(jvm, NOTHING_STORED, () => 256 * MIB)).toBe(450);
    expect(leastHeapMiB(jvm, NOTHING_STORED, () => 256 * MIB + 1)).toBeUndefined();
    expect(leastHeapMiB(jvm, { mustStayBytes: 400 * MIB, evictableBytes: 0 }, () => 256 * MIB)).toBe(967);
  });
});
