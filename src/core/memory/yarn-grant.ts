import { Container, ContainerRole } from './container';
import { ASSUMED_SPARK_VERSION, sparkAtLeast } from './spark-version';

/** How YARN rounds what it grants. */
export interface YarnRounding {
  /** `yarn.scheduler.minimum-allocation-mb`. */
  readonly minimumMiB: number;
  /** The step: the FairScheduler's increment, or the minimum. 0 with the dominant calculator: no rounding. Left out: the minimum. */
  readonly stepMiB?: number;
  /** `yarn.scheduler.maximum-allocation-mb`. Left out: no cap. */
  readonly maximumMiB?: number;
}

/** `yarn.scheduler.minimum-allocation-mb` of Hadoop (yarn-default.xml, Hadoop 3). */
export const YARN_MINIMUM_ALLOCATION_MIB = 1024;

/**
 * granted = min(⌈max(requested, minimum) / step⌉ · step, maximum). The cap comes last: a grant can be no multiple of the step.
 * Source: DefaultResourceCalculator.normalize and DominantResourceCalculator.normalize, Hadoop 3.
 */
export function yarnGrantMiB(requestedMiB: number, rounding: YarnRounding): number {
  const { minimumMiB, stepMiB = minimumMiB, maximumMiB = Infinity } = rounding;
  const least = Math.max(requestedMiB, minimumMiB);
  return Math.min(stepMiB === 0 ? least : Math.ceil(least / stepMiB) * stepMiB, maximumMiB);
}

/**
 * What Spark's client says of a container above the cluster's largest, before YARN has rounded it; undefined where it is not above.
 * Source: yarn.Client.verifyClusterResources, Spark 1.x, 2.0, 2.4 and 3.5.
 */
export function aboveMaximumMessage(
  container: Container, role: ContainerRole, maximumMiB: number, sparkVersion = ASSUMED_SPARK_VERSION,
): string | undefined {
  if (container.requestedMiB <= maximumMiB) return undefined;
  const above = `is above the max threshold (${maximumMiB} MB) of this cluster!`;
  const advice = sparkAtLeast(sparkVersion, '2.0')
    ? " Please check the values of 'yarn.scheduler.maximum-allocation-mb' and/or 'yarn.nodemanager.resource.memory-mb'." : '';
  return `Required ${requiredMemory(container, role, sparkVersion)} ${above}${advice}`;
}

/** The parts in the words of the version; the bracket after offHeap stands so in Spark 3. */
function requiredMemory({ heapMiB, overheadMiB, offHeapMiB, pysparkMiB }: Container, role: ContainerRole, sparkVersion: string): string {
  if (role !== 'executor') return `AM memory (${heapMiB}+${overheadMiB} MB)`;
  if (sparkAtLeast(sparkVersion, '3.0')) {
    return `executor memory (${heapMiB} MB), offHeap memory (${offHeapMiB}) MB, overhead (${overheadMiB} MB), and PySpark memory (${pysparkMiB} MB)`;
  }
  if (sparkAtLeast(sparkVersion, '2.4')) return `executor memory (${heapMiB}), overhead (${overheadMiB} MB), and PySpark memory (${pysparkMiB} MB)`;
  return `executor memory (${heapMiB}+${overheadMiB} MB)`;
}
