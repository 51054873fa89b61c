import { Size } from 'aws-cdk-lib';
import { GarbageCollector, MemoryExplainProps, SparkMemory } from '../../src/api';

/**
 * "Executor memory, region by region": 4g, spark.memory.fraction 0.75, spark.memory.storageFraction 0.5.
 * The article counts with the nominal heap of 4096 MB. That is exact under G1, which hides no part of the heap from Spark.
 */
const ARTICLE: MemoryExplainProps = { executorMemory: Size.gibibytes(4), memoryFraction: 0.75, storageFraction: 0.5, sparkVersion: '3.5.6', javaVersion: 17 };
const MIB = 1024 * 1024;

function regionsMiB(props: MemoryExplainProps): Record<string, number> {
  const { unified } = SparkMemory.explain(props);
  return Object.fromEntries(Object.entries(unified!).map(([region, bytes]) => [region.replace('Bytes', ''), bytes / MIB]));
}

describe('4g, region by region', () => {
  // Published: reserved 300, user 949, Spark 2847, storage 1423, execution 1423. (4096 - 300) · 0.75 = 2847; half of it is 1423.5
  test('under G1 the published figures are exact, the halves being 1423.5', () => {
    expect(regionsMiB({ ...ARTICLE, collector: GarbageCollector.G1 }))
      .toEqual({ reserved: 300, user: 949, unified: 2847, storage: 1423.5, execution: 1423.5 });
  });

  // Runtime.maxMemory is 3641 MiB: one survivor space of 455 MiB is never counted
  test('under ParallelGC Spark sees 3641 MiB of the 4096, so everything but the reserve is an eighth smaller', () => {
    expect(regionsMiB({ ...ARTICLE, collector: GarbageCollector.PARALLEL }))
      .toEqual({ reserved: 300, user: 835.25, unified: 2505.75, storage: 1252.875, execution: 1252.875 });
  });

  // 0.75 was the default of Spark 1.6 only; with the 0.6 of today: (4096 - 300) · 0.6 = 2277.6
  test('with the fraction of Spark 2.0 and later it is 2277.6 MiB for Spark and 1518.4 for the user', () => {
    const { user, unified } = regionsMiB({ ...ARTICLE, memoryFraction: undefined, collector: GarbageCollector.G1 });
    expect(unified).toBeCloseTo(2277.6, 5);
    expect(user).toBeCloseTo(1518.4, 5);
  });

  // 0.75 is what Spark 1.6 takes by itself
  test('with the fraction of Spark 1.6 it is the article\'s', () => {
    expect(regionsMiB({ ...ARTICLE, memoryFraction: undefined, sparkVersion: '1.6.3', collector: GarbageCollector.G1 }).unified).toBe(2847);
  });
});

describe('Python beside the heap', () => {
  // The article: spark.executor.pyspark.memory limits Python in an executor, and unset it lives inside the overhead
  test('is a part of the container of its own where it is set, else nothing', () => {
    expect(SparkMemory.explain({ ...ARTICLE, executorCores: 4, pyspark: Size.gibibytes(2) }).container)
      .toEqual({ heapMiB: 4096, overheadMiB: 409, offHeapMiB: 0, pysparkMiB: 2048, requestedMiB: 6553 });
    expect(SparkMemory.explain(ARTICLE).container).toMatchObject({ pysparkMiB: 0, requestedMiB: 4505 });
  });

  // Exactly: of each worker process, the setting divided by the cores of the executor
  test('is limited per worker process, at the setting divided by the cores', () => {
    expect(SparkMemory.explain({ ...ARTICLE, executorCores: 4, pyspark: Size.gibibytes(2) }).notes).toContain(
      'Each Python worker is limited to 512 MiB of address space: spark.executor.pyspark.memory divided by the cores of the executor.',
    );
  });
});
