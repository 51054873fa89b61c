import { YarnSimulationRequest } from './yarn';
import { CLIENT_MASTER_MEMORY_MIB, EMR_DRIVER_MEMORY_MIB, MASTER_CORES } from '../catalog/emr-on-ec2-defaults';
import { InstanceType } from '../catalog/instance-types';
import { Release } from '../catalog/releases';
import { yarnSettings } from '../catalog/yarn-memory';
import { Container, ContainerRole, containerOf } from '../memory/container';
import { aboveMaximumMessage } from '../memory/yarn-grant';
import { allocationRules, nodeGroup } from '../packing/pack';
import { NodeGroup } from '../packing/placement';
import { AllocationRules, ResourceCalculator, largestAllocation } from '../packing/resource';

/** In client mode the driver runs on the primary node, outside of YARN; in cluster mode it is the application master. */
export type DeployMode = 'client' | 'cluster';

/** What a job asks for. What is left out is EMR's default. */
export interface SparkSizes {
  readonly deployMode: DeployMode;
  readonly driverMemoryMiB?: number;
  readonly driverOverheadMiB?: number;
  readonly driverCores?: number;
  readonly executors: number;
  readonly executorCores: number;
  readonly executorMemoryMiB: number;
  /** Left out: EMR's share of the heap. */
  readonly executorOverheadMiB?: number;
}

/** Nodes of one type. */
export interface TypedNodes {
  readonly type: InstanceType;
  readonly count: number;
}

/** A cluster of EMR; its primary node runs no containers. */
export interface TypedCluster {
  readonly release: Release;
  readonly core: TypedNodes;
  readonly task?: TypedNodes;
  /** Node labels on, and the application master kept on core nodes. */
  readonly masterOnCore: boolean;
  readonly calculator: ResourceCalculator;
  /** Where the cluster's yarn-site says otherwise than EMR's. */
  readonly minimumAllocationMiB?: number;
  readonly maximumAllocationMiB?: number;
}

/** A typed cluster and a job of Spark as YARN sees them. */
export function sparkOnYarn(cluster: TypedCluster, sizes: SparkSizes): YarnSimulationRequest {
  const groups = groupsOf(cluster);
  const rules = rulesOf(cluster);
  const executor = executorContainer(sizes, cluster.release);
  const master = masterContainer(sizes, cluster.release);
  const masterCores = sizes.deployMode === 'cluster' ? sizes.driverCores ?? MASTER_CORES : MASTER_CORES;
  return {
    groups,
    master: { memoryMiB: master.requestedMiB, vCores: masterCores, ...cluster.masterOnCore ? { label: 'CORE' as const } : {} },
    containers: [{ count: sizes.executors, memoryMiB: executor.requestedMiB, vCores: sizes.executorCores }],
    rules,
    clientRefuses: clientRefusal({ executor, [masterRole(sizes)]: master }, largestAllocation(groups, rules).memoryMiB, cluster.release),
    notes: notesOf(sizes, executor),
  };
}

/** The container of an executor. */
export function executorContainer({ executorMemoryMiB, executorOverheadMiB }: SparkSizes, { spark }: Release): Container {
  return containerOf(executorMemoryMiB, { platform: 'emr', role: 'executor', sparkVersion: spark, overheadMiB: executorOverheadMiB });
}

/** The container of the application master: in cluster mode the driver's. */
export function masterContainer(sizes: SparkSizes, { spark }: Release): Container {
  const role = masterRole(sizes);
  const heapMiB = role === 'driver' ? sizes.driverMemoryMiB ?? EMR_DRIVER_MEMORY_MIB : CLIENT_MASTER_MEMORY_MIB;
  return containerOf(heapMiB, { platform: 'emr', role, sparkVersion: spark, overheadMiB: role === 'driver' ? sizes.driverOverheadMiB : undefined });
}

function masterRole({ deployMode }: SparkSizes): 'driver' | 'am' {
  return deployMode === 'cluster' ? 'driver' : 'am';
}

function groupsOf({ release, core, task, masterOnCore }: TypedCluster): NodeGroup[] {
  const cores: NodeGroup = { ...nodeGroup(core.type, release, core.count), ...masterOnCore ? { label: 'CORE' } : {} };
  return task ? [cores, nodeGroup(task.type, release, task.count)] : [cores];
}

function rulesOf({ release, core, task, calculator, minimumAllocationMiB, maximumAllocationMiB }: TypedCluster): AllocationRules {
  const rules = allocationRules([core, ...task ? [task] : []].map(({ type }) => yarnSettings(type, release)), calculator);
  return {
    calculator,
    minimumAllocationMiB: minimumAllocationMiB ?? rules.minimumAllocationMiB,
    maximumAllocationMiB: maximumAllocationMiB ?? rules.maximumAllocationMiB,
  };
}

/** Spark's client looks at memory before it asks for anything, the executor first. Source: yarn.Client.verifyClusterResources. */
function clientRefusal(containers: Partial<Record<ContainerRole, Container>>, maximumMiB: number, { spark }: Release): string | undefined {
  return (['executor', 'driver', 'am'] as const)
    .map(role => containers[role] && aboveMaximumMessage(containers[role], role, maximumMiB, spark))
    .find(message => message !== undefined);
}

function notesOf({ deployMode, executorOverheadMiB }: SparkSizes, executor: Container): string[] {
  const stated = executorOverheadMiB === undefined ? `no overhead is stated: EMR takes ${executor.overheadMiB} MiB beside a heap of ${executor.heapMiB}` : '';
  const driver = deployMode === 'client' ? 'client mode: the driver runs on the primary node, and only a small application master in YARN'
    : 'cluster mode: the driver is the application master, and takes its place on a worker node';
  return [driver, stated, 'while spark.yarn.heterogeneousExecutors.enabled is not false, EMR may start executors of other sizes'].filter(Boolean);
}
