import { Lazy, Size } from 'aws-cdk-lib';
import { thrownBy } from './thrown';
import { ContainerPlatform, ContainerRole, GarbageCollector, SparkMemory, SparkMemoryManager, SparkStage } from '../../src/api';

const MIB = 1024 ** 2;

test('jvmHeap(): a heap of 4g answers 3,817,865,216 bytes under ParallelGC, and all of it under G1', () => {
  // 4 GiB less one survivor space of 455 MiB
  expect(SparkMemory.jvmHeap({ xmx: Size.gibibytes(4), collector: GarbageCollector.PARALLEL, javaVersion: 8 })).toMatchObject({
    xmxBytes: 4_294_967_296, reservedBytes: 4_294_967_296, maxMemoryBytes: 3_817_865_216,
  });
  expect(SparkMemory.jvmHeap({ xmx: Size.gibibytes(4), collector: GarbageCollector.G1 }).maxMemoryBytes).toBe(4_294_967_296);
});

test('unified(): 4096 MiB at fraction 0.75 are 300 reserved, 949 user, 2847 Spark, of which 1423 storage', () => {
  // (4096 - 300) × 0.75 = 2847; 4096 - 300 - 2847 = 949; 2847 × 0.5 = 1423.5
  const memory = SparkMemory.unified({ maxMemory: Size.mebibytes(4096), memoryFraction: 0.75 });
  expect(memory).toEqual({
    reservedBytes: 300 * MIB, userBytes: 949 * MIB, unifiedBytes: 2847 * MIB, storageBytes: 1423.5 * MIB, executionBytes: 1423.5 * MIB,
  });
  expect(memory.reservedBytes + memory.userBytes + memory.unifiedBytes).toBe(4096 * MIB);
});

test('legacy(): 10 GB are 5.4 of storage, 1.6 of shuffle, and 10.8 % of unroll', () => {
  // 10,000 MiB × 0.6 × 0.9 = 5400; × 0.2 × 0.8 = 1600; 5400 × 0.2 = 1080
  const memory = SparkMemory.legacy({ maxMemory: Size.mebibytes(10_000) });
  expect(memory.storageBytes / MIB).toBeCloseTo(5400, 4);
  expect(memory.shuffleBytes / MIB).toBeCloseTo(1600, 4);
  expect(memory.unrollBytes / MIB).toBeCloseTo(1080, 4);
  expect(memory.storageBytes + memory.shuffleBytes + memory.otherBytes).toBe(10_000 * MIB);
});

test('container(): 12g of heap ask for 10 % of overhead beside them, 4g on EMR for 18.75 %', () => {
  expect(SparkMemory.container({ heap: Size.gibibytes(12) }))
    .toEqual({ heapMiB: 12_288, overheadMiB: 1228, offHeapMiB: 0, pysparkMiB: 0, requestedMiB: 13_516 });
  expect(SparkMemory.container({ heap: Size.gibibytes(4), platform: ContainerPlatform.EMR }).overheadMiB).toBe(768);
  expect(SparkMemory.container({ heap: Size.gibibytes(1), role: ContainerRole.DRIVER }).overheadMiB).toBe(384);
  expect(SparkMemory.container({ heap: Size.gibibytes(4), overhead: Size.mebibytes(1000), offHeap: Size.gibibytes(1), pyspark: Size.gibibytes(2) }))
    .toEqual({ heapMiB: 4096, overheadMiB: 1000, offHeapMiB: 1024, pysparkMiB: 2048, requestedMiB: 8168 });
});

test('container(): 7 % until Spark 1.3', () => {
  // ⌊0.07 × 19,456⌋ = 1361
  expect(SparkMemory.container({ heap: Size.gibibytes(19), sparkVersion: '1.3.0' }).overheadMiB).toBe(1361);
});

test('largestHeap() is the inverse of container()', () => {
  // 27g of heap are 27,648 + 2764 = 30,412 ≤ 30,720; one MiB more than 27,928 needs 30,721
  const largest = SparkMemory.largestHeap({ container: Size.gibibytes(30), platform: ContainerPlatform.SERVERLESS });
  expect(largest.requestedMiB).toBeLessThanOrEqual(30_720);
  const more = SparkMemory.container({ heap: Size.mebibytes(largest.heapMiB + 1), platform: ContainerPlatform.SERVERLESS });
  expect(more.requestedMiB).toBeGreaterThan(30_720);
});

describe('explain()', () => {
  test.each([
    [GarbageCollector.PARALLEL, 8, '2 GiB'],
    [GarbageCollector.G1, 17, '2.2 GiB'],
    [GarbageCollector.SERIAL, 17, '2.1 GiB'],
  ])('an executor of 4g under %s on Java %i shows %j in Spark\'s UI', (collector, javaVersion, shown) => {
    const platform = ContainerPlatform.SERVERLESS;
    const explanation = SparkMemory.explain({ executorMemory: Size.gibibytes(4), executorCores: 2, collector, javaVersion, platform });
    expect(explanation.uiStorageMemory).toBe(shown);
    expect(explanation).toMatchObject({ manager: SparkMemoryManager.UNIFIED, collector, javaVersion, grantedMiB: 5120 });
    expect(explanation.legacy).toBeUndefined();
  });

  test('shows the static manager\'s regions for an old Spark', () => {
    const explanation = SparkMemory.explain({ executorMemory: Size.gibibytes(10), sparkVersion: '1.5.2' });
    expect(explanation.manager).toBe('static');
    expect(explanation.unified).toBeUndefined();
    expect(explanation.legacy!.shuffleBytes).toBeGreaterThan(0);
  });

  test('counts the slots of task CPUs, the overhead\'s factor and off-heap memory', () => {
    const explanation = SparkMemory.explain({
      executorMemory: Size.gibibytes(12), executorCores: 8, taskCpus: 2, overheadFactor: 0.25, offHeap: Size.gibibytes(2), pyspark: Size.gibibytes(1),
    });
    expect(explanation.container).toEqual({ heapMiB: 12_288, overheadMiB: 3072, offHeapMiB: 2048, pysparkMiB: 1024, requestedMiB: 18_432 });
    expect(explanation.offHeap).toEqual({ totalBytes: 2048 * MIB, storageBytes: 1024 * MIB, executionBytes: 1024 * MIB });
    // 2 GiB over 4 slots: 512 MiB, of which 256 are sure
    expect([explanation.taskMinimumBytes / MIB, explanation.taskMaximumBytes / MIB]).toEqual([256, 512]);
  });
});

test('stage(): a sort holds its rows in pages and its pointers in an array that doubles', () => {
  // 1e6 rows of 64 + 4 B in 1 MiB pages: ⌊1,048,576 / 68⌋ = 15,420 a page, 65 pages; 32 B of radix pointers: 32,000,000 → 32 MiB
  const sort = SparkStage.sort({ largestRecords: 1e6, rowBytes: 64 });
  const { endBytes, peakBytes, taskBytes, largestRecords } = SparkMemory.stage(sort, { pageSize: Size.mebibytes(1) });
  expect(largestRecords).toBe(1e6);
  expect(endBytes).toBe((65 + 32) * MIB);
  expect(peakBytes).toBeGreaterThanOrEqual(endBytes);
  expect(taskBytes).toBe(peakBytes);
});

test('stage() spreads records over partitions, the largest by its skew', () => {
  const stage = SparkStage.sort({ records: 1e6, rowBytes: 64 });
  expect(SparkMemory.stage(stage, { partitions: 100 }).largestRecords).toBe(10_000);
  expect(SparkMemory.stage(stage, { partitions: 100, skew: 3 }).largestRecords).toBe(30_000);
  expect(SparkMemory.stage(stage).largestRecords).toBe(5000);
});

describe('fails with all problems at once', () => {
  test('on values out of range', () => {
    expect(thrownBy(() => SparkMemory.explain({ executorMemory: Size.kibibytes(1500), executorCores: 0, memoryFraction: 2, sparkVersion: 'three' }))).toEqual([
      'SZ1004 SparkMemory.explain: 4 problems',
      'SZ1004 executorMemory: got 1536000 bytes; whole MiB are expected, as Spark keeps them',
      'SZ1004 executorCores: got 0; a whole number from 1 to 1024 is expected',
      'SZ1004 memoryFraction: got 2; a number from 0 to 1 is expected',
      'SZ1004 sparkVersion: got three; a version such as 3.5.6 is expected',
    ]);
  });

  test('on tokens', () => {
    const size = Size.mebibytes(Lazy.number({ produce: () => 1 }));
    expect(thrownBy(() => SparkMemory.container({ heap: size, overhead: size })).length).toBe(3);
  });

  test('on a heap that Spark refuses', () => {
    expect(thrownBy(() => SparkMemory.unified({ maxMemory: Size.mebibytes(449) }))[1]).toMatch(/^SZ2004 maxMemory/);
    expect(SparkMemory.unified({ maxMemory: Size.mebibytes(450) }).unifiedBytes).toBe(90 * MIB);
  });

  test('on a stage that lacks something', () => {
    expect(thrownBy(() => SparkMemory.stage(SparkStage.hashJoin({ records: 1 })))[1]).toMatch(/^SZ1001 stage\.rowBytes/);
  });
});
