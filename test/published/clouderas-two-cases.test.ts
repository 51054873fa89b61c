import { InstanceTypeCorrection } from '../../src/core/catalog/instance-corrections';
import { YarnSettings } from '../../src/core/catalog/yarn-memory';
import { containerOf, largestHeapMiB } from '../../src/core/memory/container';
import { yarnGrantMiB } from '../../src/core/memory/yarn-grant';
import { largestContainerMiB, largestExecutor } from '../../src/core/packing/executor-size';
import { executorRoom } from '../../src/core/packing/pack';
import { planEc2 } from '../../src/core/planning/ec2';
import { Ec2Pins, Ec2Plan } from '../../src/core/planning/ec2-plan';
import { simulateClusterPlan } from '../../src/core/simulation/cluster-plan';
import { simulateYarn } from '../../src/core/simulation/yarn';
import { YarnSimulation } from '../../src/core/simulation/yarn-simulation';
import { readWorkload } from '../../src/core/workload/read';

/**
 * Cloudera, "How-to: Tune Your Apache Spark Jobs (Part 2)", 2015: two clusters, and how many executors of which size they take.
 * First with the article's constants: Spark 1.3 (overhead 7 % of the heap, at least 384 MB), YARN in steps of 1 GB that counts cores, 1 GB and 1 core
 * of each node for the system, an application master of 1 GB and 1 core. Then as EMR runs them today: Spark 3.5, which YARN places by memory alone.
 */
const GIB = 1024;
const SPARK_1_3 = { platform: 'yarn', role: 'executor', sparkVersion: '1.3.1' } as const;
const MASTER = { memoryMiB: 1024, vCores: 1 };

/** What the article leaves YARN of a node. */
function nodeManager(memoryGB: number, cores: number): YarnSettings {
  return { memoryMiB: (memoryGB - 1) * GIB, vCores: cores - 1, minimumAllocationMiB: GIB, maximumAllocationMiB: (memoryGB - 1) * GIB };
}

/** So many executors of a heap and five cores, asked of YARN as Spark 1.3 does. */
function asked(nodes: number, yarn: YarnSettings, executors: { count: number; heapGB: number; cores?: number }): YarnSimulation {
  const { memoryMiB, vCores, minimumAllocationMiB } = yarn;
  const { count, heapGB, cores = 5 } = executors;
  return simulateYarn({
    groups: [{ type: 'node', count: nodes, memoryMiB, vCores }],
    master: MASTER,
    containers: [{ count, memoryMiB: containerOf(heapGB * GIB, SPARK_1_3).requestedMiB, vCores: cores }],
    rules: { minimumAllocationMiB, calculator: 'dominant' },
  });
}

/** The largest heap of so many executors on one node, in GiB. */
function heapGiB(yarn: YarnSettings, executors: number): number {
  return largestExecutor({ yarn, executors }, SPARK_1_3)!.heapMiB / GIB;
}

/** The planner on the article's nodes, which no catalog has: a row of the user's. */
function planned(nodes: number, { memoryMiB, vCores }: YarnSettings, pins: Ec2Pins): Ec2Plan | string[] {
  const node: InstanceTypeCorrection = {
    instanceType: 'cloudera.node', architecture: 'x86_64', vCores, memoryMiB: memoryMiB + GIB, yarnMemoryMiB: memoryMiB, usdPerHour: 1, emrUsdPerHour: 0, ebsMbps: 10_000,
  };
  const workload = readWorkload({ input: '200GiB', shuffle: '100GiB', coreTime: '20h', finishWithin: '4h' });
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const outcome = planEc2(workload.value, {
    release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', pins: { instanceTypes: [node.instanceType], nodes, ...pins }, instanceTypes: [node],
  });
  return outcome.ok ? outcome.value : outcome.problems.map(({ id, path }) => `${id} ${path}`);
}

/** Of a plan: executors × cores × heap, and whether YARN grants them. */
function executorsOf(plan: Ec2Plan | string[]) {
  const { executors, executor, cluster } = plan as Ec2Plan;
  const { executorsGranted } = simulateClusterPlan(plan as Ec2Plan);
  const { cores, heapMiB, containerMiB } = executor;
  return { count: executors.maximum, granted: executorsGranted, cores, heapMiB, containerMiB, perNode: cluster.core.executorsPerNode };
}

describe('case A: 6 nodes of 16 cores and 64 GB', () => {
  const A = nodeManager(64, 16);

  // Published: three executors a node, 63 / 3 = 21, 21 · 0.07 = 1.47, 21 - 1.47 ≈ 19. The 7 % are of the heap: 20098 MiB, 19.6 GiB, and 19 in whole GB
  test('three executors a node have 21 GB each, in which 19 GB of heap have room', () => {
    expect(largestContainerMiB({ yarn: A, executors: 3 })).toBe(21 * GIB);
    expect(heapGiB(A, 3)).toBeCloseTo(19.63, 2);
    expect(yarnGrantMiB(containerOf(19 * GIB, SPARK_1_3).requestedMiB, { minimumMiB: GIB })).toBe(21 * GIB);
  });

  // Published: 17 executors, 5 cores, 19 GB
  test('17 executors of 5 cores and 19 GB start, one fewer than there are places: the application master has that one', () => {
    const simulation = asked(6, A, { count: 18, heapGB: 19 });
    expect(simulation).toMatchObject({ starts: true, executorsAsked: 18, executorsGranted: 17, executorsForCertain: 17 });
    expect(simulation.perNode.map(({ count, masters, executors, usedMiB }) => [count, masters, executors, usedMiB / GIB])).toEqual([[1, 1, 2, 43], [5, 0, 3, 63]]);
  });

  // Published as wrong: 6 executors of 15 cores and 63 GB, because nothing is left for overhead and the master, and 15 cores write HDFS badly
  test('6 executors of 15 cores and 63 GB are refused: with their overhead they are 68 GB', () => {
    expect(asked(6, A, { count: 6, heapGB: 63, cores: 15 })).toMatchObject({ starts: false, binds: { dimension: 'container' }, message: expect.stringContaining('Invalid resource request') });
    expect(planned(6, A, { executorCores: 15, executorMemoryMiB: 63 * GIB })).toContain('SZ3107 executorMemory');
  });

  // 58 + 7 % = 62.06, in steps of 1 GB 63
  test('and 58 GB, the most that fits a node, run on five of the six', () => {
    expect(Math.floor(heapGiB(A, 1))).toBe(58);
    expect(asked(6, A, { count: 6, heapGB: 58, cores: 15 }).executorsGranted).toBe(5);
  });

  test('the planner gives the published answer where 19 GB are pinned: the master takes one of 18 places', () => {
    expect(executorsOf(planned(6, A, { executorCores: 5, executorMemoryMiB: 19 * GIB })))
      .toEqual({ count: 17, granted: 17, cores: 5, heapMiB: 19 * GIB, containerMiB: 21 * GIB, perNode: 3 });
  });

  // EMR's YARN does not count cores, so the master needs memory only: (64512 - 896) / 3 = 21205, in steps of 32 MiB 21184, less 10 % 19258
  test('left to itself it keeps the 18th: 1 % of heap less leaves 896 MiB for the master on every node', () => {
    expect(executorsOf(planned(6, A, {}))).toEqual({ count: 18, granted: 18, cores: 5, heapMiB: 19_258, containerMiB: 21_184, perNode: 3 });
  });
});

describe('case B: 3 nodes of 32 cores and 250 GB', () => {
  const B = nodeManager(250, 32);

  // 31 / 5 = 6 a node; 18 · 5 + 1 = 91 of 93 cores: here the master has room beside all of them
  test('18 executors of 5 cores start beside the application master', () => {
    const executor = { memoryMiB: 13 * GIB, vCores: 5 };
    expect(executorRoom({ groups: [{ type: 'node', count: 3, memoryMiB: B.memoryMiB, vCores: B.vCores }], master: MASTER, calculator: 'dominant' }, executor)).toBe(18);
  });

  // Published: 249 / 18 = 13, less ⌈13 · 0.07⌉ = 1: 12 GB. 249 GB are one node's, and 18 the executors of all three
  test('the published 12 GB are the answer to another question: 18 executors on one node', () => {
    expect(largestContainerMiB({ yarn: B, executors: 18 })).toBe(13 * GIB);
    expect(Math.floor(heapGiB(B, 18))).toBe(12);
  });

  test('with them all 18 start, and two thirds of the memory stand idle', () => {
    const { executorsGranted, perNode } = asked(3, B, { count: 18, heapGB: 12 });
    expect(executorsGranted).toBe(18);
    expect(perNode.reduce((sum, { count, idleMiB }) => sum + count * idleMiB, 0) / (3 * B.memoryMiB)).toBeCloseTo(0.685, 3); // 3 · 249 - 18 · 13 - 1 = 512 of 747 GB
  });

  // 249 / 6 = 41.5, in steps of 1 GB 41; 41 / 1.07 = 38.3
  test('right are 38 GB: six a node, 41 GB each, and all 18 still start', () => {
    expect(largestContainerMiB({ yarn: B, executors: 6 })).toBe(41 * GIB);
    expect(Math.floor(heapGiB(B, 6))).toBe(38);
    expect(asked(3, B, { count: 18, heapGB: 38 }).executorsGranted).toBe(18);
    expect(asked(3, B, { count: 18, heapGB: 39 }).executorsGranted).toBe(15);
  });

  // steps of 32 MiB, room for a master of 1 GB on every node: (254976 - 1024) / 6 = 42325, down to 42304
  test('in steps of 32 MiB 38.6 GiB', () => {
    const containerMiB = largestContainerMiB({ yarn: { ...B, minimumAllocationMiB: 32 }, executors: 6, reservedMiB: MASTER.memoryMiB });
    expect(containerMiB).toBe(42_304);
    expect(largestHeapMiB(containerMiB, SPARK_1_3)).toBe(39_537); // 39537 + ⌊0.07 · 39537⌋ = 42304
  });

  // with 10 % of overhead, as since Spark 1.4, 38 GB take 41.8 of the 41.3 that are there: 42336 MiB beside a master of 896
  test('the planner takes 37 GB at six a node, 38 only at five, and warns of both: above 31 GiB pointers are twice as wide', () => {
    const [at37, at38] = [37, 38].map(heapGB => planned(3, B, { executorCores: 5, executorMemoryMiB: heapGB * GIB }) as Ec2Plan);
    expect(executorsOf(at37)).toMatchObject({ count: 18, granted: 18, perNode: 6, containerMiB: 42_336 });
    expect(executorsOf(at38)).toMatchObject({ count: 15, granted: 15, perNode: 5 });
    for (const { warnings } of [at37, at38]) expect(warnings).toContainEqual({ id: 'SZ3204', message: expect.stringContaining('compressed pointers') });
  });

  test('left to itself, with five cores, it gives 31 GiB of heap to 18 executors and the rest of their containers to native memory', () => {
    expect(executorsOf(planned(3, B, { executorCores: 5 }))).toEqual({ count: 18, granted: 18, cores: 5, heapMiB: 31 * GIB, containerMiB: 42_336, perNode: 6 });
  });
});
