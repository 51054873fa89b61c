import { Size } from 'aws-cdk-lib';
import { GarbageCollector, MemoryExplainProps, SparkMemory, SparkMemoryManager } from '../../src/api';
import { BlockStore } from '../../src/core/memory/block-store';
import { explainExecutor } from '../../src/core/memory/explain';
import { evictableForUnrollBytes } from '../../src/core/memory/static';
import { workloadStory } from '../../src/core/simulation/workload-story';
import { GIB, MIB } from '../../src/core/units';
import { readWorkload } from '../../src/core/workload/read';

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

describe('the moving boundary, with tasks that want memory', () => {
  const HEAP: MemoryExplainProps = { executorMemory: Size.mebibytes(1024), executorCores: 2, sparkVersion: '3.5.6', javaVersion: 17, collector: GarbageCollector.G1 };
  const { unified } = SparkMemory.explain(HEAP);
  // (1024 - 300) · 0.6 = 434.4 MiB, half of it 217.2
  const pools = { maxBytes: unified!.unifiedBytes, storageRegionBytes: unified!.storageBytes };
  const blocks = (store: BlockStore, count: number) => {
    for (let index = 0; index < count; index++) store.put({ id: `rdd_1_${index}`, rddId: 1, bytes: 50 * MIB });
  };

  test('of a 1 GB heap lies at half of 434.4 MiB', () => {
    expect([pools.maxBytes / MIB, pools.storageRegionBytes / MIB].map(mib => mib.toFixed(1))).toEqual(['434.4', '217.2']);
  });

  // 4 blocks of 50 MiB are 200 MiB, below 217.2: two tasks that want everything get (434.4 - 200) / 2 each, and nothing goes
  test('keeps cached data up to the initial storage size, whatever tasks ask for', () => {
    const store = new BlockStore(pools);
    blocks(store, 4);
    const granted = [1, 2].map(task => store.pool.acquireExecution(task, 50 * MIB)).map(({ grantedBytes }) => grantedBytes!);
    const more = [1, 2].map(task => store.pool.acquireExecution(task, GIB)).map(({ grantedBytes }) => grantedBytes!);
    expect(granted[0] + more[0]).toBe(Math.floor((pools.maxBytes - 200 * MIB) / 2));
    expect(store.dropped).toEqual([]);
    expect(store.ids).toHaveLength(4);
  });

  // 8 blocks are 400 MiB; 34.4 are free. A task that asks 184.4 takes those and lets 3 blocks go, the oldest
  test('moves back over what storage had borrowed, by whole blocks, the least recently used first', () => {
    const store = new BlockStore(pools);
    blocks(store, 8);
    store.get('rdd_1_0');
    expect(store.pool.acquireExecution(1, 184 * MIB).grantedBytes).toBe(184 * MIB);
    expect(store.dropped.map(({ id }) => id)).toEqual(['rdd_1_1', 'rdd_1_2', 'rdd_1_3']);
    expect(store.ids[store.ids.length - 1]).toBe('rdd_1_0');
  });

  // A task holds 300 MiB; 134.4 are left: 2 blocks fit, the third is refused and the task keeps all
  test('never moves over execution: what does not fit beside it is not cached', () => {
    const store = new BlockStore(pools);
    store.pool.acquireExecution(1, 300 * MIB);
    blocks(store, 3);
    expect(store.ids).toEqual(['rdd_1_0', 'rdd_1_1']);
    expect(store.pool.taskBytes(1)).toBe(300 * MIB);
  });

  // 8 blocks of an older RDD; a block of another one unrolls: 1 MiB, then 1.5 times 60 MiB. The oldest go, none of its own
  test('lets a block that unrolls evict older ones of other RDDs, in order of their last use', () => {
    const store = new BlockStore(pools);
    blocks(store, 8);
    expect(store.unroll({ id: 'rdd_2_0', rddId: 2, task: 1, estimatedBytes: [60 * MIB], finalBytes: 80 * MIB })).toEqual({ stored: true, unrollBytes: 0 });
    expect(store.dropped.map(({ id }) => id)).toEqual(['rdd_1_0', 'rdd_1_1']); // 90 MiB of unroll memory, 34.4 free: 55.6 lack
    expect(store.pool.storedBytes).toBe(6 * 50 * MIB + 80 * MIB);
  });

  // A task is sure of 217.1 MiB. A map of 1,000,000 keys of 32 + 16 B is 45.8 MiB and 32 of slots, 4,000,000 are 183 and 128
  test('the execution side holds map-side aggregates, which spill when it is full', () => {
    const stage = { operator: 'partial-aggregate', keyBytes: 16, valueBytes: 16 };
    const told = (largestRecords: number) => {
      const workload = readWorkload({ input: '1GiB', stages: [{ ...stage, largestRecords }] });
      if (!workload.ok) throw new Error('not a workload');
      const request = { executorMemory: '1g', executorCores: 2, sparkVersion: '3.5.6', javaVersion: 17, collector: 'g1' } as const;
      const explained = explainExecutor(request);
      if (!explained.ok) throw new Error('not an executor');
      const story = workloadStory(request, explained.value, workload.value, {});
      if (!story.ok) throw new Error('not a story');
      return story.value;
    };
    expect(told(1_000_000)).toMatchObject({ verdict: 'clean', spilledBytes: 0 });
    expect(told(4_000_000)).toMatchObject({ verdict: 'spills', failedTasks: 0 });
  });
});
