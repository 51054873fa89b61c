import { Ec2Plan } from './ec2-plan';
import { allocationSettings, executorSettings, maxResultSize, shuffleSettings, SettingsSource, sparkMemory } from './settings';
import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { SAFE_STEP_MIB } from '../catalog/yarn-memory';

/** What the settings of a job on a cluster are made from. */
export interface Ec2SettingsSource extends Pick<SettingsSource, 'executors' | 'partitions' | 'demand'> {
  readonly executor: Ec2Plan['executor'];
  readonly driver: Ec2Plan['driver'];
  readonly release: Release;
}

/** From this Spark on YARN's client adds off-heap memory to a container by itself (SPARK-28577). */
const OFF_HEAP_COUNTED_SINCE = 3;
/** spark.yarn.am.memory, Spark's default; the rest of the container is its overhead. */
const MASTER_HEAP_MIB = 512;

/** What Spark's client adds to heap and overhead by itself, MiB. */
export function countedOffHeapMiB({ offHeapMiB }: Pick<Ec2Plan['executor'], 'offHeapMiB'>, { sparkLine }: Release): number {
  return sparkLine.major >= OFF_HEAP_COUNTED_SINCE ? offHeapMiB : 0;
}

/** Every key that a plan for a cluster sizes, the same set in every plan. They travel with the job: in the cluster's Configuration they would replace it. */
export function ec2SparkDefaults({ executor, driver, executors, partitions, demand, release }: Ec2SettingsSource): Record<string, string> {
  const besideMiB = executor.containerMiB - executor.heapMiB - countedOffHeapMiB(executor, release);
  return {
    'spark.submit.deployMode': 'client',
    'spark.driver.memory': sparkMemory(driver.heapMiB),
    'spark.driver.maxResultSize': maxResultSize(demand),
    'spark.yarn.am.memory': sparkMemory(MASTER_HEAP_MIB),
    'spark.yarn.am.memoryOverhead': sparkMemory(LAWS.applicationMasterMiB.value - MASTER_HEAP_MIB),
    'spark.yarn.am.cores': '1',
    ...executorSettings(executor, besideMiB),
    ...allocationSettings(executors),
    'spark.shuffle.service.enabled': 'true',
    ...shuffleSettings(demand, partitions),
  };
}

/** What the cluster's own Configuration says to Spark: EMR would else resize executors to what a node has left. */
export const CLUSTER_SPARK_DEFAULTS: Readonly<Record<string, string>> = { 'spark.yarn.heterogeneousExecutors.enabled': 'false' };

/**
 * What the cluster's Configuration says to YARN, whatever its jobs. The least container is the step that plans keep to on any release; the
 * largest is left to the largest node, at which YARN itself ends a request. Without the check of virtual memory a healthy JVM is not killed for
 * the address space that it reserves.
 */
export const CLUSTER_YARN_SITE = {
  'yarn.scheduler.minimum-allocation-mb': `${SAFE_STEP_MIB}`,
  'yarn.scheduler.maximum-allocation-mb': '33554432',
  'yarn.scheduler.maximum-allocation-vcores': '1024',
  'yarn.nodemanager.vmem-check-enabled': 'false',
} as const;

/**
 * Executors are placed by memory, as plans are simulated; masters of all runs may run at once: by default they get a tenth of the memory, and
 * runs beyond it wait. Source: capacity-default of Hadoop 3.4, yarn.scheduler.capacity.maximum-am-resource-percent.
 */
export const CLUSTER_CAPACITY_SCHEDULER = {
  'yarn.scheduler.capacity.resource-calculator': 'org.apache.hadoop.yarn.util.resource.DefaultResourceCalculator',
  'yarn.scheduler.capacity.maximum-am-resource-percent': '1',
} as const;

/** Keeps application masters off task nodes. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-instances-guidelines.html (2026-11-20). */
export const MASTER_ON_CORE_YARN_SITE = {
  'yarn.node-labels.enabled': 'true',
  'yarn.node-labels.am.default-node-label-expression': 'CORE',
} as const;
