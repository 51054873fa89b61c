import { SAFE_STEP_MIB, YarnSettings } from '../catalog/yarn-memory';
import { Container, ContainerSettings, containerOf, largestHeapMiB } from '../memory/container';
import { roundDown } from '../units';

/** Some executors on one node. */
export interface NodeShare {
  readonly yarn: YarnSettings;
  /** On each node. */
  readonly executors: number;
  /** What else the node must hold: the application master where every node shall have room for it. Left out: nothing. */
  readonly reservedMiB?: number;
}

/**
 * The largest container of which so many lie on one node: ⌊(memory − reserved) / executors⌋, down to a multiple of the step, and no larger than YARN grants.
 * Such containers are granted as they are asked for on every release.
 */
export function largestContainerMiB({ yarn, executors, reservedMiB = 0 }: NodeShare): number {
  const share = Math.floor((yarn.memoryMiB - reservedMiB) / executors);
  return Math.max(0, roundDown(Math.min(share, yarn.maximumAllocationMiB), stepMiB(yarn)));
}

/**
 * The executor that fills the largest container: whatever overhead, off-heap and Python memory leave is heap.
 * Undefined where they leave none. `settings.overheadMiB` should be set: it is what EMR's own share of 0.1875 would take otherwise.
 */
export function largestExecutor(share: NodeShare, settings: ContainerSettings): Container | undefined {
  const heapMiB = largestHeapMiB(largestContainerMiB(share), settings);
  return heapMiB > 0 ? containerOf(heapMiB, settings) : undefined;
}

/** Containers of multiples of this are not rounded, whatever the release: the safe step, or the type's own where it is larger (powers of two both). */
export function stepMiB({ minimumAllocationMiB }: YarnSettings): number {
  return Math.max(SAFE_STEP_MIB, minimumAllocationMiB);
}

/**
 * The two sizes worth trying with so many executors a node: with room for the application master on every node, or for one executor
 * fewer on its node. The second is the larger container and wins on many nodes.
 */
export function containerChoicesMiB(yarn: YarnSettings, executors: number, masterMiB: number): readonly number[] {
  const sizes = [masterMiB, 0].map(reservedMiB => largestContainerMiB({ yarn, executors, reservedMiB }));
  return [...new Set(sizes)].filter(size => size > 0);
}
