import { FilledNodes, NodeGroup, Placement, PlacementRequest, canHost, placementsByHost } from './placement';
import { AllocationRules, Resource, ResourceCalculator, containersIn, less, shortage } from './resource';
import { InstanceType } from '../catalog/instance-types';
import { HasVersion } from '../catalog/release-label';
import { YarnSettings, yarnSettings } from '../catalog/yarn-memory';
import { sum } from '../units';

/** What lies on nodes that are filled alike. used + idle = memory, and master + executors = used, to the MiB. */
export interface PackedNodes {
  readonly type: string;
  readonly count: number;
  /** On each of them: executors, and the application master on one. */
  readonly containers: number;
  readonly executors: number;
  readonly masters: number;
  readonly memoryMiB: number;
  readonly usedMiB: number;
  readonly masterMiB: number;
  readonly executorMiB: number;
  readonly idleMiB: number;
  readonly vCores: number;
  /** As asked for: above `vCores` where the memory-only calculator lets executors share cores. */
  readonly usedVCores: number;
  /** What stops one more executor of the last size asked for. */
  readonly binds: 'memory' | 'vcores' | 'none';
}

/** Nodes of an instance type as YARN sees them. */
export function nodeGroup(type: InstanceType, release: HasVersion, count: number): NodeGroup {
  const { memoryMiB, vCores } = yarnSettings(type, release);
  return { type: type.instanceType, count, memoryMiB, vCores };
}

/** The rules of a cluster: the largest step and the largest container among its nodes. */
export function allocationRules(nodes: readonly YarnSettings[], calculator: ResourceCalculator = 'default'): AllocationRules {
  return {
    minimumAllocationMiB: Math.max(...nodes.map(node => node.minimumAllocationMiB)),
    maximumAllocationMiB: Math.max(...nodes.map(node => node.maximumAllocationMiB)),
    calculator,
  };
}

/** A placement node by node. */
export function packedNodes({ nodes }: Placement, { master, asks, calculator }: PlacementRequest): PackedNodes[] {
  return nodes.map(filled => {
    const { group, count, masters, containers, free } = filled;
    const masterMiB = masters * master.memoryMiB;
    const executorMiB = sum(containers.map((number, index) => number * asks[index].memoryMiB));
    return {
      type: group.type,
      count,
      containers: masters + sum(containers),
      executors: sum(containers),
      masters,
      memoryMiB: group.memoryMiB,
      usedMiB: masterMiB + executorMiB,
      masterMiB,
      executorMiB,
      idleMiB: free.memoryMiB,
      vCores: group.vCores,
      usedVCores: usedVCores(filled),
      binds: asks.length ? shortage(free, asks[asks.length - 1], calculator) : 'none',
    };
  });
}

function usedVCores({ group, free }: FilledNodes): number {
  return group.vCores - free.vCores;
}

/** Executors that start for certain, whichever node gets the master: the least over all that can. 0 where none can. */
export function executorsForCertain(request: PlacementRequest): number {
  const placements = placementsByHost(request);
  return placements.length ? Math.min(...placements.map(({ granted }) => sum(granted))) : 0;
}

/**
 * How many executors of one size the nodes hold beside the master at its worst place:
 * Σ count · fit(node) − max over hosts of (fit(node) − fit(node − master)). 0 where no node holds the master.
 * The closed form of {@link executorsForCertain} for an ask without end.
 */
export function executorRoom({ groups, master, calculator }: Omit<PlacementRequest, 'asks'>, executor: Resource): number {
  const hosts = groups.filter(group => group.count > 0 && canHost(group, group, master, calculator));
  if (hosts.length === 0) return 0;
  const fit = (room: Resource) => containersIn(room, executor, calculator);
  const lost = Math.max(...hosts.map(group => fit(group) - fit(less(group, master))));
  return sum(groups.map(group => group.count * fit(group))) - lost;
}
