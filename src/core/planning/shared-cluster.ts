import { Ec2Plan, Ec2Request, PlannedCluster } from './ec2-plan';
import { daemonsMiB, plannedPrimary, PrimaryChoice, PrimaryLoad } from './ec2-primary';
import { scopeOf } from './ec2-requests';
import { CLUSTER_YARN_SITE } from './ec2-settings';
import { ebsUsdPerGiBHour, nodeType } from './ec2-types';
import { FleetType } from './fleet';
import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { NodeGroup } from '../packing/placement';
import { AllocationRules } from '../packing/resource';
import { missing, simulateJobs } from '../simulation/cluster-jobs';
import { ClusterJob, jobContainers, JobContainers } from '../simulation/job-containers';
import { ceilDiv, sum } from '../units';

/** A type that several jobs share. */
type SharedType = Pick<FleetType, 'instanceType' | 'yarn'>;

/** Nodes of one type, and how many of them are task nodes. */
export interface SharedShape {
  readonly type: SharedType;
  readonly taskNodes: number;
  /** Node labels on, and application masters kept on core nodes. */
  readonly masterOnCore: boolean;
}

/** What every cluster of this library has YARN do. */
const RULES: AllocationRules = {
  minimumAllocationMiB: Number(CLUSTER_YARN_SITE['yarn.scheduler.minimum-allocation-mb']),
  maximumAllocationMiB: Number(CLUSTER_YARN_SITE['yarn.scheduler.maximum-allocation-mb']),
  calculator: 'default',
};

/** Jobs as containers. Settings that cannot be read are none of a plan's. */
export function containersOf(jobs: readonly ClusterJob[], release: Release): JobContainers[] {
  return jobs.map(job => {
    const read = jobContainers(job, release);
    if (!read.ok) throw new Error(`the settings of ${job.id} are none of a plan: ${read.problems[0].message}`);
    return read.value;
  });
}

/** Nodes of a type: core and task. */
interface NodeCounts {
  readonly core: number;
  readonly task: number;
}

function grantsAll(type: SharedType, { core, task }: NodeCounts, jobs: readonly JobContainers[], masterOnCore: boolean): boolean {
  const { instanceType, yarn: { memoryMiB, vCores } } = type;
  const nodes = (count: number, label?: 'CORE'): NodeGroup => ({ type: instanceType, memoryMiB, vCores, count, label });
  const groups = [nodes(core, masterOnCore ? 'CORE' : undefined), ...task > 0 ? [nodes(task)] : []];
  return missing(simulateJobs({ groups, rules: RULES, masterOnCore }, jobs)) === 0;
}

/**
 * Nodes, from `least` on, that grant all jobs at the same time everything. YARN spreads the executors of one job over all nodes, where larger ones
 * of another then find no room, so that sizes which do not lie together take more nodes than each job alone. One for each container always does.
 */
export function nodesForJobs({ type, taskNodes, masterOnCore }: SharedShape, jobs: readonly JobContainers[], least: number): number {
  const grants = (count: number) => grantsAll(type, { core: count - taskNodes, task: taskNodes }, jobs, masterOnCore);
  const most = least + sum(jobs.map(({ concurrentRuns, executors }) => concurrentRuns * (executors + 1)));
  const found = nodeSteps(least, most).find(grants) ?? least;
  let count = found;
  while (count > least && grants(count - 1)) count--;
  return count;
}

/** One by one up to twice as many, then by halves. */
function nodeSteps(least: number, most: number): number[] {
  const steps: number[] = [];
  for (let count = least; count < most; count += count < 2 * least ? 1 : Math.ceil(count / 2)) steps.push(count);
  return [...steps, most];
}

/** Units of a fleet: its targets. */
export interface FleetUnits {
  readonly core: number;
  readonly task: number;
}

/**
 * Units that a fleet needs beyond its nodes, so that each of its types alone grants all jobs everything. Of a mixture of types every node holds
 * as many executors as it weighs, and every master takes the place of one at the most.
 */
export function spareUnits(types: readonly FleetType[], units: FleetUnits, jobs: readonly JobContainers[], masterOnCore: boolean): number {
  const total = units.core + units.task;
  for (let spare = mixtureSpare(types, total, jobs); spare <= total + jobs.length; spare++) {
    const { core, task } = withSpare(units, spare);
    const counts = ({ weight }: FleetType): NodeCounts => ({ core: ceilDiv(core, weight), task: ceilDiv(task, weight) });
    if (types.every(type => grantsAll(type, counts(type), jobs, masterOnCore))) return spare;
  }
  return 0;
}

/** What is spare goes to task nodes where there are any. */
export function withSpare({ core, task }: FleetUnits, spare: number): FleetUnits {
  return task > 0 ? { core, task: task + spare } : { core: core + spare, task };
}

/** Of a single job: as many units as executors and masters, where some type has no room for a master beside its executors. */
function mixtureSpare(types: readonly FleetType[], total: number, jobs: readonly JobContainers[]): number {
  const [{ executor, executors, master, concurrentRuns }] = jobs;
  const isTight = types.some(({ yarn, weight }) => yarn.memoryMiB - weight * executor.memoryMiB < concurrentRuns * master.memoryMiB);
  return jobs.length > 1 || !isTight ? 0 : Math.max(0, concurrentRuns * (executors + 1) - total);
}

/** What the primary node of several plans holds: daemons, and the drivers of all runs. */
export function sharedPrimaryLoad(plans: readonly Ec2Plan[], nodes: number): PrimaryLoad {
  const least = nodes > LAWS.smallClusterNodes.value ? LAWS.largePrimaryVCores.value : LAWS.primaryVCores.value;
  return {
    memoryMiB: daemonsMiB(nodes) + sum(plans.map(({ concurrentRuns, driver }) => concurrentRuns * driver.containerMiB)),
    vCores: Math.max(least, 2 + sum(plans.map(({ concurrentRuns, driver }) => concurrentRuns * driver.cores))),
  };
}

/** The first plan's primary node where it holds all drivers, else the cheapest that does; undefined where none does. */
export function sharedPrimary(plans: readonly Ec2Plan[], nodes: number, request: Ec2Request): PlannedCluster['primary'] | undefined {
  const load = sharedPrimaryLoad(plans, nodes);
  const { primary } = plans[0].cluster;
  if (holds(primary, load)) return primary;
  const scope = scopeOf({}, { ...request, pins: {} });
  if (!scope.ok) return undefined;
  const types = scope.value.primaries.flatMap(type => nodeType(type, scope.value.release, ebsUsdPerGiBHour(request)) ?? []);
  const node = new PrimaryChoice(types).for(load);
  return node && plannedPrimary(node);
}

/** Whether a node holds what a primary node has to. */
export function holds({ vCores, memoryMiB }: Pick<PlannedCluster['primary'], 'vCores' | 'memoryMiB'>, load: PrimaryLoad): boolean {
  return vCores >= load.vCores && memoryMiB >= load.memoryMiB;
}
