import { Size } from 'aws-cdk-lib';
import { SparkMemory } from '../../src/api';
import { containerOf } from '../../src/core/memory/container';
import { taskShare } from '../../src/core/memory/page';
import { inMemoryShuffleBytes, partitionsFor } from '../../src/core/memory/partitions';
import { yarnGrantMiB } from '../../src/core/memory/yarn-grant';
import { GIB, MIB } from '../../src/core/units';

/** Cloudera, "How-to: Tune Your Apache Spark Jobs (Part 2)", 2015: Spark 1.3 on YARN. */
const SPARK_1_3 = { sparkVersion: '1.3.1' };
const NINETEEN_GIB = Size.gibibytes(19);

/** What YARN grants an executor with a heap of so many GiB, in whole GiB: rounded up to steps of 1024 MB. */
function grantedGiB(heapGiB: number, sparkVersion: string): number {
  return SparkMemory.explain({ executorMemory: Size.gibibytes(heapGiB), sparkVersion }).grantedMiB / 1024;
}

describe('overhead', () => {
  test('is max(384 MB, 7 % of the heap) in Spark 1.3', () => {
    const overheadMiB = (heapMiB: number) => SparkMemory.container({ heap: Size.mebibytes(heapMiB), ...SPARK_1_3 }).overheadMiB;
    expect(overheadMiB(5485)).toBe(384); // 383.95 is below
    expect(overheadMiB(5500)).toBe(385);
    expect(overheadMiB(21 * 1024)).toBe(1505); // the article's 21 · 0.07 = 1.47 GB
  });

  test('is 10 % since 1.4: 19 GB still take 21, but 38 GB take 42 instead of 41', () => {
    expect([grantedGiB(19, '1.3.1'), grantedGiB(38, '1.3.1')]).toEqual([21, 41]);
    expect([grantedGiB(19, '3.5.6'), grantedGiB(38, '3.5.6')]).toEqual([21, 42]);
  });

  test('the application master takes 1 GB of its own in client mode: 512 MB and 384 rounded up', () => {
    expect(yarnGrantMiB(containerOf(512, { platform: 'yarn', role: 'am', ...SPARK_1_3 }).requestedMiB, { minimumMiB: 1024 })).toBe(1024);
  });
});

describe('case A: 6 nodes of 16 cores and 64 GB, 17 executors of 19 GB', () => {
  // The article takes 7 % of the container: 21 - 1.47 = 19.53, so 19. Overhead is of the heap: 20098 + ⌊0.07 · 20098⌋ = 21504, 19.6 GiB
  test('a third of 63 GB holds a heap of 20098 MiB, in whole GB 19', () => {
    expect(SparkMemory.largestHeap({ container: Size.gibibytes(21), ...SPARK_1_3 }))
      .toMatchObject({ heapMiB: 20_098, overheadMiB: 1406, requestedMiB: 21_504 });
  });

  test('three of them fill a node of 63 GB to the last MiB', () => {
    expect(3 * grantedGiB(19, '1.3.1')).toBe(63);
    expect(3 * grantedGiB(20, '1.3.1')).toBe(66);
  });
});

describe('case B: 3 nodes of 32 cores and 250 GB, 18 executors', () => {
  // ⌊249 / 18⌋ = 13, less ⌈13 · 0.07⌉ = 1: the article shares ONE node's 249 GB among the executors of all three
  test('the published 12 GB come from dividing one node among all executors', () => {
    const share = Math.floor(249 / 18);
    expect(share - Math.ceil(share * 0.07)).toBe(12);
  });

  // 18 executors on 3 nodes are 6 a node: 249 / 6 = 41.5 GB each
  test('6 executors a node can have 38 GB each, more than three times as much', () => {
    const { heapMiB } = SparkMemory.largestHeap({ container: Size.mebibytes((249 * 1024) / 6), ...SPARK_1_3 });
    expect(Math.floor(heapMiB / 1024)).toBe(38);
    expect(6 * grantedGiB(38, '1.3.1')).toBe(246);
    expect(6 * grantedGiB(39, '1.3.1')).toBe(252); // more than a node has
  });
});

describe('memory of a task', () => {
  // executor memory · spark.shuffle.memoryFraction (0.2) · spark.shuffle.safetyFraction (0.8) / cores: 19 GB · 0.16 / 5 = 0.608 GB
  test('of case A is nominally 19 GB · 0.2 · 0.8 / 5 cores = 622.6 MiB', () => {
    const { shuffleBytes } = SparkMemory.legacy({ maxMemory: NINETEEN_GIB });
    expect((taskShare({ poolBytes: shuffleBytes, slots: 5 }).maximumBytes / MIB).toFixed(1)).toBe('622.6');
  });

  // Spark sees 23/24 of a heap whose initial size is its largest: 19551223808 bytes · 0.16 / 5
  test('of case A is really 596.7 MiB', () => {
    const explained = SparkMemory.explain({ executorMemory: NINETEEN_GIB, executorCores: 5, javaVersion: 8, ...SPARK_1_3 });
    expect(explained.taskMaximumBytes).toBe(625_639_161);
  });

  // The article calls it the memory of a task; it is the most that a task can get: as little as half of it is granted while others run
  test('is the most that one of five tasks gets; the least is half', () => {
    const { shuffleBytes } = SparkMemory.legacy({ maxMemory: NINETEEN_GIB });
    const { minimumBytes, maximumBytes } = taskShare({ poolBytes: shuffleBytes, slots: 5 });
    expect(minimumBytes).toBe(Math.floor(maximumBytes / 2));
  });
});

describe('parallelism', () => {
  // 100 GiB of shuffle write, of which 10 GiB spilled to disk were 40 GiB in memory: 400 GiB in memory, at 622.6 MiB a task
  test('in memory a shuffle is its write times (spill in memory / spill on disk); partitions are that by the memory of a task, rounded up', () => {
    const inMemoryBytes = inMemoryShuffleBytes({ shuffleWriteBytes: 100 * GIB, memorySpilledBytes: 40 * GIB, diskSpilledBytes: 10 * GIB });
    expect(inMemoryBytes).toBe(400 * GIB);
    const { maximumBytes } = taskShare({ poolBytes: SparkMemory.legacy({ maxMemory: NINETEEN_GIB }).shuffleBytes, slots: 5 });
    expect(partitionsFor(inMemoryBytes!, maximumBytes)).toBe(658); // 409600 / 622.592 = 657.9
  });

  // What a task is sure of is half, so the count that needs no luck is twice as high
  test('to be sure that no task spills takes twice as many', () => {
    const { minimumBytes } = taskShare({ poolBytes: SparkMemory.legacy({ maxMemory: NINETEEN_GIB }).shuffleBytes, slots: 5 });
    expect(partitionsFor(400 * GIB, minimumBytes)).toBe(1316);
  });
});
