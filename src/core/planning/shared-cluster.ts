import { Ec2Plan, Ec2Request } from './ec2-plan';
import { daemonsMiB, PrimaryChoice, PrimaryLoad } from './ec2-primary';
import { scopeOf } from './ec2-requests';
import { CLUSTER_YARN_SITE } from './ec2-settings';
import { NodeType, nodeType } from './ec2-types';
import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { NodeGroup } from '../packing/placement';
import { AllocationRules } from '../packing/resource';
import { ok, Outcome } from '../problems/problem';
import { ClusterJob, jobContainers, JobContainers, missing, simulateJobs } from '../simulation/cluster-jobs';
import { sum } from '../units';

/** Nodes of one type as YARN sees them, and how many of them are task nodes. */
export interface SharedShape {
  readonly yarn: { readonly type: string; readonly memoryMiB: number; readonly vCores: number };
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

/** Nodes that grant all jobs at the same time everything, from `least` on. Beyond twice as many and a few it is left to the proof at synth to refuse them. */
export function nodesForJobs(shape: SharedShape, jobs: readonly JobContainers[], least: number): number {
  const most = 2 * least + jobs.length;
  for (let count = least; count <= most; count++) {
    if (missing(simulateJobs({ groups: groupsOf(shape, count), rules: RULES, masterOnCore: shape.masterOnCore }, jobs)) === 0) return count;
  }
  return least;
}

function groupsOf({ yarn, taskNodes, masterOnCore }: SharedShape, count: number): NodeGroup[] {
  const core = { ...yarn, count: count - taskNodes, ...masterOnCore ? { label: 'CORE' as const } : {} };
  return taskNodes > 0 ? [core, { ...yarn, count: taskNodes }] : [core];
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
export function sharedPrimary(plans: readonly Ec2Plan[], nodes: number, request: Ec2Request): Outcome<string | undefined> {
  const load = sharedPrimaryLoad(plans, nodes);
  const { instanceType, vCores, memoryMiB } = plans[0].cluster.primary;
  if (vCores >= load.vCores && memoryMiB >= load.memoryMiB) return ok(instanceType);
  const types = primaryTypes(request);
  return types.ok ? ok(new PrimaryChoice(types.value).for(load)?.instanceType) : types;
}

/** Types for the primary node: their volumes cost the same, so no price of EBS decides. */
export function primaryTypes(request: Ec2Request): Outcome<NodeType[]> {
  const scope = scopeOf({}, { ...request, pins: {} });
  return scope.ok ? ok(scope.value.primaries.flatMap(type => nodeType(type, scope.value.release, 0) ?? [])) : scope;
}
