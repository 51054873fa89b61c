import { Size } from 'aws-cdk-lib';
import { ContainerRole, GarbageCollector, MemoryExplainProps, SparkMemory } from '../../src/api';
import { BlockStore } from '../../src/core/memory/block-store';
import { explainExecutor } from '../../src/core/memory/explain';
import { taskShare } from '../../src/core/memory/page';
import { GIB, MIB } from '../../src/core/units';

/** "Spark under the hood", part 2: what a container is made of. */
const EXECUTOR: MemoryExplainProps = {
  executorMemory: Size.gibibytes(12), executorCores: 4, sparkVersion: '3.5.6', javaVersion: 17, collector: GarbageCollector.G1,
};

describe('an executor\'s container', () => {
  test('is heap + overhead (10 %) + off-heap + PySpark', () => {
    expect(SparkMemory.explain({ ...EXECUTOR, offHeap: Size.gibibytes(2), pyspark: Size.gibibytes(1) }).container)
      .toEqual({ heapMiB: 12288, overheadMiB: 1228, offHeapMiB: 2048, pysparkMiB: 1024, requestedMiB: 16588 });
  });

  // The article prints 348 MB: a misprint of 384
  test('has an overhead of at least 384 MiB', () => {
    expect(SparkMemory.container({ heap: Size.gibibytes(2) }).overheadMiB).toBe(384);
  });
});

describe('a driver\'s container', () => {
  // The article says "the driver uses heap only": so it is for Spark's pools; the process has its overhead all the same
  test('is heap + overhead, of 4g 4505 MiB', () => {
    const beside = { offHeap: Size.gibibytes(1), pyspark: Size.gibibytes(1) };
    expect(SparkMemory.container({ heap: Size.gibibytes(4), role: ContainerRole.DRIVER, ...beside }))
      .toMatchObject({ overheadMiB: 409, requestedMiB: 4505 });
  });
});

describe('12 GB and 4 cores on a cluster whose nodes have 8 GB and 4 cores', () => {
  test('can never be met: Spark refuses before YARN is asked', () => {
    expect(explainExecutor({ executorMemory: '12g', executorCores: 4, sparkVersion: '3.5.6', yarn: { minimumMiB: 1024, maximumMiB: 8192 } })).toEqual({
      ok: false,
      problems: [{
        id: 'SZ2003',
        path: 'executorMemory',
        message: 'Required executor memory (12288 MB), offHeap memory (0) MB, overhead (1228 MB), and PySpark memory (0 MB) is above the max threshold (8192 MB)'
          + " of this cluster! Please check the values of 'yarn.scheduler.maximum-allocation-mb' and/or 'yarn.nodemanager.resource.memory-mb'.",
      }],
    });
  });
});

describe('the worked case: 12 GB and 4 cores', () => {
  const { unified, taskMinimumBytes, taskMaximumBytes } = SparkMemory.explain(EXECUTOR);
  const { unifiedBytes, storageBytes } = unified!;

  // Nominal and under G1 exact: (12288 - 300) · 0.6 = 7192.8 MiB for Spark, half of it 3596.4, and 4795.2 for the user
  test('is 300 MiB reserved, 4795.2 for the user, 7192.8 for Spark, half of it each for storage and execution', () => {
    const mib = Object.fromEntries(Object.entries(unified!).map(([region, bytes]) => [region, Number((bytes / MIB).toFixed(1))]));
    expect(mib).toEqual({ reservedBytes: 300, userBytes: 4795.2, unifiedBytes: 7192.8, storageBytes: 3596.4, executionBytes: 3596.4 });
  });

  // The article: between 1/8 and 1/4 of the execution pool, 449.5 to 899.1 MiB
  test('gives each of 4 slots between an eighth and a quarter: of the execution half where storage is full', () => {
    const { minimumBytes, maximumBytes } = taskShare({ poolBytes: unifiedBytes, storageBytes, slots: 4 });
    expect([minimumBytes / MIB, maximumBytes / MIB].map(size => size.toFixed(1))).toEqual(['449.5', '899.1']);
  });

  // Execution grows over what storage does not use, so without a cache it is twice as much
  test('and of all that both share where nothing is cached: 899.1 to 1798.2 MiB', () => {
    expect([taskMinimumBytes / MIB, taskMaximumBytes / MIB].map(size => size.toFixed(1))).toEqual(['899.1', '1798.2']);
  });

  // A slot that is idle takes no share: N counts the tasks that hold memory
  test('and all of it to a task that runs alone', () => {
    const { pool } = new BlockStore({ maxBytes: unifiedBytes, storageRegionBytes: storageBytes });
    expect(pool.acquireExecution(1, unifiedBytes).grantedBytes).toBe(unifiedBytes);
  });
});

describe('when memory runs out', () => {
  // The article: cached data goes to disk. Exactly: at levels that have disk; MEMORY_ONLY blocks are lost and computed again
  test('execution takes back what storage borrowed; blocks go to disk only at levels with disk', () => {
    const store = new BlockStore({ maxBytes: 1000, storageRegionBytes: 500 });
    store.put({ id: 'MEMORY_ONLY', bytes: 300 });
    store.put({ id: 'MEMORY_AND_DISK', bytes: 300, useDisk: true });
    store.put({ id: 'newest', bytes: 300 });
    store.pool.acquireExecution(1, 500);
    expect(store.dropped.map(({ id, to }) => [id, to])).toEqual([['MEMORY_ONLY', 'nowhere'], ['MEMORY_AND_DISK', 'disk']]);
  });

  test('with nothing left to evict a task gets nothing, and has to spill', () => {
    const { pool } = new BlockStore({ maxBytes: 1000, storageRegionBytes: 500 });
    pool.acquireExecution(1, 1000);
    expect(pool.acquireExecution(1, 1).grantedBytes).toBe(0);
  });
});

describe('off-heap memory', () => {
  // The article: it widens both pools. Exactly: all of Tungsten's execution moves there, and the pool on the heap is no reserve for it
  test('takes all of Tungsten: the share of a task is of the off-heap pool alone', () => {
    const { unified, taskMinimumBytes, taskMaximumBytes } = SparkMemory.explain({ ...EXECUTOR, offHeap: Size.gibibytes(4) });
    expect([taskMinimumBytes, taskMaximumBytes]).toEqual([GIB / 2, GIB]);
    expect(unified).toEqual(SparkMemory.explain(EXECUTOR).unified);
  });

  test('has a storage pool of its own', () => {
    expect(SparkMemory.explain({ ...EXECUTOR, offHeap: Size.gibibytes(4) }).offHeap)
      .toEqual({ totalBytes: 4 * GIB, storageBytes: 2 * GIB, executionBytes: 2 * GIB });
  });
});
