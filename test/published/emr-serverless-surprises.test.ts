import { Size } from 'aws-cdk-lib';
import { ContainerPlatform, GarbageCollector, MemoryExplainProps, SparkMemory } from '../../src/api';
import { simulateServerless } from '../../src/core/simulation/serverless';

/**
 * "Spark memory on EMR Serverless: three surprises". A notebook asks for a driver of 1 core and 10 executors of 2 cores, 4g each.
 */
const EXECUTOR: MemoryExplainProps = {
  executorMemory: Size.gibibytes(4), executorCores: 2, platform: ContainerPlatform.SERVERLESS, sparkVersion: '3.5.6', javaVersion: 17,
};

describe('first surprise: the UI shows 2 GB of storage memory for a heap of 4 GB', () => {
  // The writer's guess: (4 GB - 300 MB) · 0.6 = 2.22, rounded. The heap that Spark sees is smaller than -Xmx, and nothing is rounded to whole GB.
  test('ParallelGC: 3817865216 bytes less 300 MiB, times 0.6, are 2004.6 MiB, which the UI prints as 2 GiB', () => {
    const { jvm, unified, uiStorageMemory, logCapacity } = SparkMemory.explain({ ...EXECUTOR, collector: GarbageCollector.PARALLEL });
    expect(jvm.maxMemoryBytes).toBe(3_817_865_216);
    expect(unified).toMatchObject({ reservedBytes: 314_572_800, unifiedBytes: 2_101_975_449 });
    expect([uiStorageMemory, logCapacity]).toEqual(['2 GiB', '2004.6 MiB']);
  });

  test.each([
    [GarbageCollector.PARALLEL, 2_101_975_449, '2 GiB'], // what Java 8 picks on 2 cores: what the writer saw
    [GarbageCollector.SERIAL, 2_302_358_323, '2.1 GiB'], // what a JVM of 1 core picks: the notebook's driver
    [GarbageCollector.G1, 2_388_236_697, '2.2 GiB'], // what Java 17 picks on 2 cores
  ] as const)('under %s it would be %d bytes, printed as %s', (collector, unifiedBytes, uiStorageMemory) => {
    expect(SparkMemory.explain({ ...EXECUTOR, collector })).toMatchObject({ unified: { unifiedBytes }, uiStorageMemory });
  });

  test.each([[1, 17, 'serial'], [1, 8, 'serial'], [2, 8, 'parallel'], [2, 17, 'g1']] as const)('with %d core(s) Java %d picks %s', (executorCores, javaVersion, collector) => {
    expect(SparkMemory.explain({ ...EXECUTOR, executorCores, javaVersion }).collector).toBe(collector);
  });

  test('what the UI shows is all that storage and execution share: storage is sure of half of it', () => {
    const { unified } = SparkMemory.explain({ ...EXECUTOR, collector: GarbageCollector.PARALLEL });
    expect(unified).toMatchObject({ storageBytes: 1_050_987_724, executionBytes: 1_050_987_725 });
  });
});

describe('second surprise: 10 executors asked for, 5 run', () => {
  const session = {
    maximumCapacity: { diskGiB: 150 },
    driver: { vCpu: 1, memoryGiB: 5, diskGiB: 20 },
    executor: { vCpu: 2, memoryGiB: 5, diskGiB: 20 },
    allocation: { dynamic: true, initial: 3, minimum: 0, maximum: Infinity, instances: 10 },
  };

  test('4096 MiB and 409 of overhead take a worker of 5 GB, with 20 GB of disk', () => {
    expect(SparkMemory.explain(EXECUTOR)).toMatchObject({ container: { requestedMiB: 4505 }, grantedMiB: 5120 });
  });

  // ⌊150 / 20⌋ = 7 workers, of which the driver is one. The published 5 is one less: the run came from a notebook, and that its session
  // holds a worker of its own is a guess that no page of AWS confirms.
  test('150 GB of disk are 7 workers, the driver and 6 executors; disk binds, in the service\'s words', () => {
    expect(simulateServerless(session)).toMatchObject({
      executorsAsked: 10,
      executorsGranted: 6,
      binds: { dimension: 'disk' },
      message: 'ApplicationMaxCapacityExceededException: Worker could not be allocated as the application has exceeded maximumCapacity settings: [disk: 150 GB]',
    });
  });

  test('all ten need 220 GB of disk, and get them there', () => {
    expect(simulateServerless(session).capacityForAll).toEqual({ cpu: '21 vCPU', memory: '55 GB', disk: '220 GB' });
    expect(simulateServerless({ ...session, maximumCapacity: { diskGiB: 220 } }).executorsGranted).toBe(10);
    expect(simulateServerless({ ...session, maximumCapacity: { diskGiB: 219 } }).executorsGranted).toBe(9);
  });
});

describe('third surprise: 1 executor asked for, 3 run', () => {
  const worker = { vCpu: 2, memoryGiB: 5, diskGiB: 20 };
  const allocation = { dynamic: true, initial: 3, minimum: 0, maximum: Infinity, instances: 1 };

  test('dynamic allocation is on, and starts max(minExecutors, initialExecutors, instances) = max(0, 3, 1)', () => {
    expect(simulateServerless({ driver: worker, executor: worker, allocation })).toMatchObject({ executorsAsked: 3, executorsGranted: 3 });
  });

  test('initialExecutors 1, or no dynamic allocation, starts 1', () => {
    expect(simulateServerless({ driver: worker, executor: worker, allocation: { ...allocation, initial: 1 } }).executorsGranted).toBe(1);
    expect(simulateServerless({ driver: worker, executor: worker, allocation: { ...allocation, dynamic: false } }).executorsGranted).toBe(1);
  });
});
