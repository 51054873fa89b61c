import { Size } from 'aws-cdk-lib';
import { GarbageCollector, SparkMemory, SparkMemoryManager } from '../../src/api';
import { BlockStore } from '../../src/core/memory/block-store';
import { evictableForUnrollBytes } from '../../src/core/memory/static';
import { GIB, MIB } from '../../src/core/units';

/** "Legacy and unified memory managers": the two ways in which Spark has divided a heap. */

const TEN_GIB = Size.gibibytes(10);

describe('the legacy manager, an executor of 10 GB', () => {
  // Published, with the nominal heap: safety leaves 9 GB; storage 10 · 0.9 · 0.6 = 5.4; shuffle 10 · 0.8 · 0.2 = 1.6; unroll 10.8 % = 1.08
  test('of a nominal 10 GB the published figures hold, to the byte', () => {
    const { storageBytes, shuffleBytes, unrollBytes } = SparkMemory.legacy({ maxMemory: TEN_GIB });
    expect(storageBytes).toBe(Math.trunc(5.4 * GIB));
    expect(shuffleBytes).toBe(Math.trunc(1.6 * GIB));
    expect(unrollBytes).toBe(Math.trunc(1.08 * GIB));
  });

  // The JVM of that time is ParallelGC with -Xms = -Xmx, so Spark sees 23/24 of the heap: 10290200576 bytes = 9.58 GiB
  test('of a real one Spark sees 9.58 GiB: storage 5.18, shuffle 1.53, unroll 1.04', () => {
    const { jvm, legacy } = SparkMemory.explain({ executorMemory: TEN_GIB, sparkVersion: '1.5.2', javaVersion: 8 });
    expect(jvm.maxMemoryBytes).toBe(10_290_200_576);
    expect(legacy).toMatchObject({ storageBytes: 5_556_708_311, shuffleBytes: 1_646_432_092, unrollBytes: 1_111_341_662 });
  });

  test('a block that unrolls may evict up to the unroll region, less what unrolls and what is free', () => {
    expect(evictableForUnrollBytes(100, 30, 20)).toBe(50);
  });

  test('is the only one up to 1.5, can be switched to from 1.6 to 2.4, and is gone since', () => {
    const explain = (sparkVersion: string, manager?: SparkMemoryManager) => SparkMemory.explain({ executorMemory: TEN_GIB, sparkVersion, manager });
    expect([explain('1.5.2'), explain('1.6.0'), explain('2.4.8', SparkMemoryManager.STATIC)].map(({ manager }) => manager)).toEqual(['static', 'unified', 'static']);
    expect(() => explain('3.0.0', SparkMemoryManager.STATIC)).toThrow('SZ1013');
  });
});

describe('the unified manager', () => {
  test('reserves 300 MB whatever the heap, and shares the rest by the fraction: 0.75 in 1.6, 0.6 since 2.0', () => {
    for (const [sparkVersion, fraction] of [['1.6.3', 0.75], ['2.0.0', 0.6], ['4.0.0', 0.6]] as const) {
      const { reservedBytes, unifiedBytes, userBytes, storageBytes } = SparkMemory.unified({ maxMemory: TEN_GIB, sparkVersion });
      expect(reservedBytes).toBe(300 * MIB);
      expect(unifiedBytes).toBe(Math.trunc((10 * GIB - 300 * MIB) * fraction));
      expect(userBytes).toBe(10 * GIB - 300 * MIB - unifiedBytes);
      expect(storageBytes).toBe(Math.trunc(unifiedBytes / 2));
    }
  });

  // Published: a heap below 1.5 times the reserve is an error. Exactly: what the JVM shows of it, 505m under ParallelGC
  test('refuses a heap below 450 MiB, which is 450m only under G1', () => {
    const start = (heapMiB: number, collector: GarbageCollector) => () => SparkMemory.explain({ executorMemory: Size.mebibytes(heapMiB), collector });
    expect(start(449, GarbageCollector.G1)).toThrow('SZ2004');
    expect(start(450, GarbageCollector.G1)).not.toThrow();
    expect(start(504, GarbageCollector.PARALLEL)).toThrow('SZ2004');
    expect(start(505, GarbageCollector.PARALLEL)).not.toThrow();
  });
});

describe('borrowing', () => {
  const started = () => new BlockStore({ maxBytes: 1000, storageRegionBytes: 500 });

  test('execution takes what storage does not use', () => {
    const { pool } = started();
    expect(pool.acquireExecution(1, 1000).grantedBytes).toBe(1000);
  });

  test('execution evicts what storage has borrowed, down to its initial size, the oldest blocks first', () => {
    const store = started();
    for (const id of ['a', 'b', 'c', 'd']) store.put({ id, bytes: 200 });
    expect(store.pool.storageSizeBytes).toBe(800);
    expect(store.pool.acquireExecution(1, 1000).grantedBytes).toBe(600); // 300 beyond the region go as two blocks of 200
    expect(store.ids).toEqual(['c', 'd']);
  });

  test('storage takes only free execution space, and never evicts execution', () => {
    const { pool } = started();
    pool.acquireExecution(1, 600);
    expect(pool.acquireStorage(400)).toBe(true);
    expect(pool.acquireStorage(1)).toBe(false);
    expect(pool.executionBytes).toBe(600);
  });

  test('cached data up to the initial size is safe, unless execution had already grown past its half', () => {
    const safe = started();
    safe.put({ id: 'a', bytes: 500 });
    expect(safe.pool.acquireExecution(1, 1000).grantedBytes).toBe(500);
    expect(safe.ids).toEqual(['a']);
    const late = started();
    late.pool.acquireExecution(1, 800);
    expect(late.put({ id: 'a', bytes: 500 })).toBe(false);
  });

  test('unrolling a block evicts the least recently used ones; what has no disk level is lost', () => {
    const store = new BlockStore({ maxBytes: 4 * MIB, storageRegionBytes: 2 * MIB });
    store.put({ id: 'memory only', bytes: 2 * MIB });
    store.put({ id: 'memory and disk', bytes: 2 * MIB, useDisk: true });
    expect(store.unroll({ id: 'new', estimatedBytes: [], finalBytes: 3 * MIB }).stored).toBe(true);
    expect(store.dropped.map(({ id, to }) => [id, to])).toEqual([['memory only', 'nowhere'], ['memory and disk', 'disk']]);
  });
});
