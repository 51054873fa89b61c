import { InstanceMarket } from './cluster-options';
import { SizedEmrClusterProps } from './cluster-props';
import { findInstanceType } from '../core/catalog/instance-lookup';
import { InstanceCatalog } from '../core/catalog/instance-types';
import { Release } from '../core/catalog/releases';
import { ClusterNodes, keepsMasterOnCore } from '../core/planning/cluster-instances';
import { Ec2Plan, Ec2Request, nodesOf, NodeVolumes, PlannedCluster } from '../core/planning/ec2-plan';
import { ebsUsdPerGiBHour, nodeType } from '../core/planning/ec2-types';
import { FleetType } from '../core/planning/fleet';
import { containersOf, holds, nodesForJobs, sharedPrimary, sharedPrimaryLoad, spareUnits } from '../core/planning/shared-cluster';
import { Problem, problem } from '../core/problems/problem';
import { ClusterJob } from '../core/simulation/job-containers';
import { sum } from '../core/units';

/** What the nodes of a cluster are sized from. */
export interface SizingSource {
  readonly props: Pick<SizedEmrClusterProps, 'primaryInstanceType' | 'taskNodes' | 'taskMarket' | 'minimumNodes' | 'fleetInstanceTypes'>;
  /** The first one decides the type. */
  readonly plans: readonly Ec2Plan[];
  readonly jobs: readonly ClusterJob[];
  readonly types: readonly FleetType[];
  readonly request: Ec2Request;
  readonly release: Release;
  readonly catalog: InstanceCatalog;
}

/** The nodes for all workloads at the same time, and what they cost. */
export interface SizedNodes extends ClusterNodes {
  readonly primary: PlannedCluster['primary'];
  readonly usdPerHour: number;
}

/** The props with the task nodes of a plan that has some on Spot, unless the props say otherwise. */
export function plannedTaskNodes(props: SizedEmrClusterProps, plan: Ec2Plan | undefined): SizedEmrClusterProps {
  const task = plan?.cluster.task;
  if (!task || props.taskNodes !== undefined || props.taskMarket !== undefined) return props;
  return { ...props, spotShare: undefined, taskNodes: task.count, taskMarket: InstanceMarket.SPOT };
}

/** Nodes that hold the sum of all workloads. */
export function sizedNodes(source: SizingSource): SizedNodes {
  const { props: { taskNodes = 0, taskMarket = InstanceMarket.ON_DEMAND, minimumNodes, fleetInstanceTypes = [] }, plans, types } = source;
  const isFleet = fleetInstanceTypes.length > 0;
  const nodes = nodeCount(source);
  const primary = primaryOf(source, nodes) ?? plans[0].cluster.primary;
  return {
    primary,
    primaryType: primary.instanceType,
    types,
    isFleet,
    coreNodes: nodes - taskNodes,
    taskNodes,
    taskMarket,
    minimumNodes,
    ebs: largestVolumes(plans),
    spareUnits: isFleet ? unitsBeside(source, nodes) : 0,
    usdPerHour: nodesUsdPerHour(plans[0], { nodes, taskNodes, taskMarket }) + primary.usdPerHour,
  };
}

/** The sum of what the plans have, and more where their sizes do not lie together. A pinned count stays. */
export function nodeCount({ props, plans, jobs, types: [own], release }: Omit<SizingSource, 'request' | 'catalog'>): number {
  const { taskNodes = 0 } = props;
  const least = nodesAlone(plans);
  if (plans.length === 1 && plans[0].pins?.nodes !== undefined) return least;
  return nodesForJobs({ type: own, taskNodes, masterOnCore: keepsMasterOnCore(props) }, containersOf(jobs, release), least);
}

function nodesUsdPerHour(plan: Ec2Plan, { nodes, taskNodes, taskMarket }: { nodes: number; taskNodes: number; taskMarket: SizedNodes['taskMarket'] }): number {
  return (nodes - taskNodes) * plan.cluster.core.usdPerHour + taskNodes * taskNodeUsdPerHour(plan, taskMarket);
}

/** Of one task node: on Spot at the plan's price of Spot, where it has one. */
export function taskNodeUsdPerHour({ cluster: { core, task } }: Ec2Plan, taskMarket: SizedNodes['taskMarket']): number {
  return task && taskMarket === 'SPOT' ? task.usdPerHour : core.usdPerHour;
}

/** What the workloads need, were each on nodes of its own. */
export function nodesAlone(plans: readonly Ec2Plan[]): number {
  return sum(plans.map(({ cluster }) => nodesOf(cluster)));
}

function unitsBeside({ props, jobs, types, release }: SizingSource, nodes: number): number {
  const { taskNodes = 0 } = props;
  const units = { core: (nodes - taskNodes) * types[0].weight, task: taskNodes * types[0].weight };
  return spareUnits(types, units, containersOf(jobs, release), keepsMasterOnCore(props));
}

/** A node full of any one workload's executors has room for what they write. */
function largestVolumes(plans: readonly Ec2Plan[]): NodeVolumes | null {
  const total = (ebs: NodeVolumes | null) => ebs ? ebs.volumes * ebs.sizeGiB : 0;
  return plans.map(({ cluster }) => cluster.core.ebs).reduce((most, ebs) => total(ebs) > total(most) ? ebs : most);
}

function primaryOf({ props, plans, request, ...scope }: SizingSource, nodes: number): PlannedCluster['primary'] | undefined {
  const { primaryInstanceType: name } = props;
  return name === undefined ? sharedPrimary(plans, nodes, request) : namedPrimary(name, { request, ...scope });
}

function namedPrimary(name: string, { request, catalog, release }: Pick<SizingSource, 'request' | 'catalog' | 'release'>): PlannedCluster['primary'] | undefined {
  const found = findInstanceType(name, { catalog, release });
  if (!found.ok) return undefined;
  const { memoryMiB, vCores } = found.value;
  return { instanceType: name, memoryMiB, vCores, usdPerHour: nodeType(found.value, release, ebsUsdPerGiBHour(request))?.usdPerHour ?? 0 };
}

/** SZ2007 where the primary node does not hold the drivers of all runs. */
export function primaryProblems(plans: readonly Ec2Plan[], { primary, coreNodes, taskNodes }: SizedNodes): Problem[] {
  const load = sharedPrimaryLoad(plans, coreNodes + taskNodes);
  return holds(primary, load) ? [] : [problem('SZ2007', 'primaryInstanceType',
    `got ${primary.instanceType} of ${primary.memoryMiB} MiB and ${primary.vCores} vCPU; daemons and the drivers of all runs take ${load.memoryMiB} MiB and ${load.vCores} vCPU`)];
}

/** What stands in the way of a further plan on the nodes of a cluster. */
export function joinProblems(plan: Ec2Plan, types: readonly FleetType[], minimumNodes: number | undefined): Problem[] {
  const { cluster: { core }, executor, executors } = plan;
  const [own] = types;
  const other = core.instanceType === own.instanceType ? []
    : [problem('SZ1007', 'plan', `got a plan for ${core.instanceType}, the cluster has ${own.instanceType}; plan the workload with instanceTypes ['${own.instanceType}']`)];
  const small = types.slice(1).filter(({ yarn }) => executor.containerMiB > yarn.memoryMiB || executor.cores > yarn.vCores)
    .map(({ instanceType, yarn }) => problem('SZ2008', 'fleetInstanceTypes', `${instanceType} has ${yarn.memoryMiB} MiB and ${yarn.vCores} vcores of YARN, an executor of this workload takes ${executor.containerMiB} MiB and ${executor.cores}; pin smaller executors`));
  const fixed = minimumNodes === undefined || executors.dynamic ? []
    : [problem('SZ1007', 'executors', 'got a fixed count of executors in a cluster with managed scaling, which would always keep all nodes; leave it out')];
  return [...other, ...small, ...fixed];
}
