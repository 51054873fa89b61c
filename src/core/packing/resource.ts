import { yarnGrantMiB } from '../memory/yarn-grant';

/** Memory and vcores: of a node, of what is left of it, of a container. */
export interface Resource {
  readonly memoryMiB: number;
  readonly vCores: number;
}

/**
 * `yarn.scheduler.capacity.resource-calculator`: the default one places by memory alone, the dominant one by memory and vcores.
 * EMR leaves the default.
 */
export type ResourceCalculator = 'default' | 'dominant';

/** YARN's settings for containers. */
export interface AllocationRules {
  /** `yarn.scheduler.minimum-allocation-mb`: the least container, and the step to which larger ones are rounded up. */
  readonly minimumAllocationMiB: number;
  /** `yarn.scheduler.maximum-allocation-mb`. Left out: the largest node. */
  readonly maximumAllocationMiB?: number;
  readonly calculator: ResourceCalculator;
}

/** What YARN makes of a request: the container, or the resource of which it asks too much. */
export type Grant =
  | { readonly refused: undefined; readonly container: Resource }
  | { readonly refused: 'memory-mb' | 'vcores' };

/**
 * The largest container that a request may ask for: min(configured, largest node), each dimension on its own, so that no single node need have it.
 * Source: ClusterNodeTracker.getMaxAllowedAllocation, Hadoop 3.4.2.
 */
export function largestAllocation(nodes: readonly Resource[], { maximumAllocationMiB = Infinity }: AllocationRules): Resource {
  return {
    memoryMiB: Math.min(maximumAllocationMiB, Math.max(0, ...nodes.map(node => node.memoryMiB))),
    vCores: Math.max(0, ...nodes.map(node => node.vCores)),
  };
}

/**
 * A request is refused by what it asks for raw, by the memory-only calculator as well where it has more vcores than any node; then it is rounded.
 * Source: SchedulerUtils.validateResourceRequest and CapacityScheduler.normalizeResourceRequests, Hadoop 3.4.2.
 */
export function grantOf(request: Resource, largest: Resource, { minimumAllocationMiB }: AllocationRules): Grant {
  if (request.memoryMiB > largest.memoryMiB) return { refused: 'memory-mb' };
  if (request.vCores > largest.vCores) return { refused: 'vcores' };
  const memoryMiB = yarnGrantMiB(request.memoryMiB, { minimumMiB: minimumAllocationMiB, maximumMiB: largest.memoryMiB });
  return { refused: undefined, container: { memoryMiB, vCores: request.vCores } };
}

/** How many containers of one size a room holds: ⌊memory / container⌋, of the dominant calculator also ⌊vcores / container⌋. */
export function containersIn(room: Resource, container: Resource, calculator: ResourceCalculator): number {
  const byMemory = Math.floor(room.memoryMiB / container.memoryMiB);
  return calculator === 'default' ? byMemory : Math.min(byMemory, Math.floor(room.vCores / container.vCores));
}

/** What stops the next container. */
export function shortage(room: Resource, container: Resource, calculator: ResourceCalculator): 'memory' | 'vcores' | 'none' {
  if (room.memoryMiB < container.memoryMiB) return 'memory';
  return calculator === 'dominant' && room.vCores < container.vCores ? 'vcores' : 'none';
}

/** a − count · b. */
export function less(a: Resource, b: Resource, count = 1): Resource {
  return { memoryMiB: a.memoryMiB - count * b.memoryMiB, vCores: a.vCores - count * b.vCores };
}
