import { cloudera, ClouderaCluster, clouderaContainerMiB, FORMULAS, withEmrOverhead } from '../../judges/yarn/formulas';
import { knownInstanceTypes } from '../../src/core/catalog/instance-types';
import { findRelease } from '../../src/core/catalog/releases';
import { containerOf, largestHeapMiB } from '../../src/core/memory/container';
import { largestContainerMiB } from '../../src/core/packing/executor-size';
import { executorRoom, nodeGroup } from '../../src/core/packing/pack';
import { place, PlacementRequest } from '../../src/core/packing/placement';
import { simulateYarn } from '../../src/core/simulation/yarn';

const GIB = 1024;
/** Spark 1.3: an application master of 512 MB and 384 in a step of 1 GB, which Cloudera counts as 1024 MB and 1 core. */
const SPARK_1_3 = { platform: 'yarn', role: 'executor', sparkVersion: '1.3.1' } as const;
const MASTER = { memoryMiB: 1024, vCores: 1 };

/** Nodes that leave the system 1 GB and 1 core; YARN in steps of 1 GB, and as Cloudera reads it with cores counted. */
function cluster({ nodes, vCores, memoryGB }: ClouderaCluster, heapGB: number, cores = 5): Omit<PlacementRequest, 'asks'> & { executor: { memoryMiB: number; vCores: number } } {
  return {
    groups: [{ type: 'node', count: nodes, memoryMiB: (memoryGB - 1) * GIB, vCores: vCores - 1 }],
    master: MASTER,
    calculator: 'dominant',
    executor: { memoryMiB: clouderaContainerMiB(heapGB), vCores: cores },
  };
}

/** How many executors of a heap start. */
function started(one: ClouderaCluster, heapGB: number, cores?: number): number {
  const { executor, ...request } = cluster(one, heapGB, cores);
  return place({ ...request, asks: [{ ...executor, count: 1000 }] }).granted[0];
}

/** Cloudera, "How-to: Tune Your Apache Spark Jobs (Part 2)", 2015. */
describe('Cloudera\'s case A: 6 nodes of 16 cores and 64 GB', () => {
  const A: ClouderaCluster = { nodes: 6, vCores: 16, memoryGB: 64 };

  test('is 17 executors of 5 cores and 19 GB by its own rule', () => {
    expect(cloudera(A)).toEqual({ perNode: 3, executors: 17, cores: 5, heapGB: 19, nodeMiB: 63 * GIB });
  });

  test('and the packing places exactly those 17: three a node but on the one with the application master', () => {
    expect(started(A, 19)).toBe(17);
    const { executor, ...request } = cluster(A, 19);
    const { nodes } = place({ ...request, asks: [{ ...executor, count: 1000 }] });
    expect(nodes.map(({ count, masters, containers }) => [count, masters, containers[0]])).toEqual([[1, 1, 2], [5, 0, 3]]);
    expect(executorRoom(request, executor)).toBe(17);
  });

  // 63 · 1024 = 64512 MiB in one executor: nothing is left for the master; with its overhead it is more than the node has
  test('6 executors of 15 cores and 63 GB, which the article calls wrong, are not granted at all', () => {
    expect(clouderaContainerMiB(63)).toBe(68 * GIB);
    expect(started(A, 63, 15)).toBe(0);
    expect(started(A, 58, 15)).toBe(5); // 58 + 7 % = 63 GB fits, the node with the master loses it: its core is left out
  });

  // a place for the master on every node: (64512 - 1024) / 3 = 21162.7, down to 20 GB
  test('all 18 places have an executor where the master finds room of its own, at 18 GB by memory alone', () => {
    const { executor, ...request } = cluster(A, 18);
    expect(clouderaContainerMiB(18)).toBe(20 * GIB);
    expect(executorRoom({ ...request, calculator: 'default' }, executor)).toBe(18);
    expect(executorRoom(request, executor)).toBe(17); // 15 cores are full with three, and the master takes one
  });
});

describe('Cloudera\'s case B: 3 nodes of 32 cores and 250 GB', () => {
  const B: ClouderaCluster = { nodes: 3, vCores: 32, memoryGB: 250 };

  // 31 / 5 = 6 a node, and 18 · 5 + 1 = 91 of 93 cores: all 18 run beside the master
  test('is 18 executors of 5 cores: 91 of 93 cores are taken', () => {
    expect(cloudera(B).perNode * B.nodes).toBe(18);
    expect(started(B, 12)).toBe(18);
  });

  // ⌊249 / 18⌋ = 13, less ⌈13 · 0.07⌉ = 1: one node's memory divided by all nodes' executors
  test('has 12 GB published, which leaves two thirds of the memory idle', () => {
    const share = Math.floor(249 / 18);
    expect(share - Math.ceil(share * 0.07)).toBe(12);
    const simulation = simulateYarn({
      groups: [{ type: 'node', count: 3, memoryMiB: 249 * GIB, vCores: 31 }],
      master: MASTER,
      containers: [{ count: 18, memoryMiB: containerOf(12 * GIB, SPARK_1_3).requestedMiB, vCores: 5 }],
      rules: { minimumAllocationMiB: GIB, calculator: 'dominant' },
    });
    expect(simulation.executorsGranted).toBe(18);
    expect(simulation.perNode.map(({ count, containers, idleMiB }) => [count, containers, idleMiB / GIB])).toEqual([[1, 7, 170], [2, 6, 171]]); // 249 - 6 · 13, - 1
  });

  // 249 / 6 = 41.5, in steps of 41 GB; 41 / 1.07 = 38.3
  test('38 GB are right: still 18 executors, with the application master beside them', () => {
    expect(cloudera(B).heapGB).toBe(38);
    expect(started(B, 38)).toBe(18);
    expect(started(B, 39)).toBe(15);
  });

  // steps of 1 MiB: (249 · 1024 - 1024) / 6 = 42325.3, a multiple of 32 is 42304
  test('in steps of 32 MiB they are 38.6 GiB', () => {
    const yarn = { memoryMiB: 249 * GIB, vCores: 31, minimumAllocationMiB: 32, maximumAllocationMiB: 249 * GIB };
    const containerMiB = largestContainerMiB({ yarn, executors: 6, reservedMiB: 1024 });
    expect(containerMiB).toBe(42_304);
    expect(largestHeapMiB(containerMiB, SPARK_1_3)).toBe(39_537); // 39537 + ⌊0.07 · 39537⌋ = 42304
  });
});

describe('the five-core rule of the AWS Big Data blog', () => {
  const found = findRelease('emr-7.12.0');
  const release = found.ok ? found.value : undefined!;
  const node = { vCores: 48, ec2MiB: 393_216, yarnMiB: 385_024 };

  // ⌊47 / 5⌋ = 9, ⌊383 / 9⌋ = 42, ⌊37.8⌋ + ⌈4.2⌉
  test('promises nine executors of 37 + 5 GB on r5.12xlarge', () => {
    expect(FORMULAS[0].promise(node)).toEqual({ executors: 9, cores: 5, containerMiB: 42 * GIB });
  });

  test('of which YARN places eight, so 152 of 170 on 19 nodes', () => {
    const asks = [{ count: 170, memoryMiB: 42 * GIB, vCores: 5 }];
    const request: PlacementRequest = { groups: [nodeGroup(knownInstanceTypes().get('r5.12xlarge')!, release, 19)], master: { memoryMiB: 896, vCores: 1 }, asks, calculator: 'default' };
    expect(place(request).granted).toEqual([152]);
  });

  test('has no answer for four cores, and none of the others counts a negative share', () => {
    const small = { vCores: 4, ec2MiB: 16_384, yarnMiB: 12_288 };
    expect(FORMULAS.map(({ promise }) => promise(small)?.executors)).toEqual([undefined, undefined, undefined, 1]);
    expect(FORMULAS.map(({ promise }) => promise({ vCores: 2, ec2MiB: 3840, yarnMiB: 1792 }))).toEqual([undefined, undefined, undefined, undefined]);
  });

  // 16 GiB · 1.1875 = 19456; three would take 58368 of 54272
  test('without a stated overhead EMR takes 18.75 %: two executors of 16 GB on a 64 GiB node, where three were expected', () => {
    expect(withEmrOverhead(16 * GIB)).toBe(19_456);
    expect(withEmrOverhead(1024)).toBe(1408);
    const request = { groups: [nodeGroup(knownInstanceTypes().get('m7i.4xlarge')!, release, 10)], master: { memoryMiB: 896, vCores: 1 }, calculator: 'default' as const };
    expect(executorRoom(request, { memoryMiB: 19_456, vCores: 5 })).toBe(20);
    expect(executorRoom(request, { memoryMiB: 16 * GIB + 1408, vCores: 5 })).toBe(30);
  });
});
