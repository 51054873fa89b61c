import { missing, SharedNodes, simulateJobs } from './cluster-jobs';
import { ClusterJob, jobContainers } from './job-containers';
import { childOf, itemsOf, keysOf, TemplateNode, textOf, wholeOf } from './template-node';
import { YarnSimulation } from './yarn-simulation';
import { findInstanceType, InstanceScope } from '../catalog/instance-lookup';
import { InstanceCatalog } from '../catalog/instance-types';
import { compareNumbers, parseReleaseLabel } from '../catalog/release-label';
import { findRelease, Release } from '../catalog/releases';
import { yarnSettings } from '../catalog/yarn-memory';
import { allocationRules } from '../packing/pack';
import { NodeGroup } from '../packing/placement';
import { ResourceCalculator } from '../packing/resource';
import { fails, ok, Outcome, Problem } from '../problems/problem';
import { ceilDiv } from '../units';

/** Nodes that the template may end up with, and what YARN grants on them. */
export interface ClusterPlay {
  /** `4 × r7g.4xlarge and 2 × r7g.4xlarge (task)`. */
  readonly nodes: string;
  readonly simulation: YarnSimulation;
}

/** What a template does not say. */
export interface ClusterTemplateOptions {
  /** All that run at the same time. Their settings win over the cluster's. */
  readonly jobs: readonly ClusterJob[];
  readonly catalog?: InstanceCatalog;
}

export type Configurations = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Nodes of one type. */
export interface Nodes {
  readonly type: string;
  readonly count: number;
  readonly path: string;
}

const CALCULATOR = 'yarn.scheduler.capacity.resource-calculator';

/**
 * Plays jobs on an AWS::EMR::Cluster, read back from its properties. A fleet may be filled with any of its types: it is played with each of them
 * alone, as many as its target asks for.
 */
export function simulateClusterTemplate(properties: unknown, { jobs, catalog }: ClusterTemplateOptions): Outcome<ClusterPlay[]> {
  const problems: Problem[] = [];
  const node: TemplateNode = { value: properties, path: '' };
  const label = childOf(node, 'ReleaseLabel');
  const release = findRelease(textOf(label, problems) ?? '', label.path);
  const configurations = configurationsOf(childOf(node, 'Configurations'), problems);
  const variants = variantsOf(childOf(node, 'Instances'), problems);
  if (problems.length || !release.ok) return fails(release.ok ? problems : [...problems, ...release.problems]);
  return playedOn(variants, jobs, { configurations, release: release.value, catalog });
}

/** The play with the most containers waiting. */
export function worstPlay(plays: readonly ClusterPlay[]): ClusterPlay {
  return plays.reduce((worst, one) => missing(one.simulation) > missing(worst.simulation) ? one : worst);
}

/** What else decides what YARN grants. */
export interface Surroundings {
  readonly configurations: Configurations;
  readonly release: Release;
  readonly catalog?: InstanceCatalog;
}

function playedOn(variants: readonly Variant[], jobs: readonly ClusterJob[], around: Surroundings): Outcome<ClusterPlay[]> {
  const asked = jobs.map(job => jobContainers({ ...job, settings: { ...around.configurations['spark-defaults'], ...job.settings } }, around.release));
  const nodes = variants.map(variant => sharedNodes(variant, around));
  const problems = [...asked, ...nodes].flatMap(one => one.ok ? [] : one.problems);
  if (problems.length) return fails(problems);
  const containers = asked.flatMap(one => one.ok ? [one.value] : []);
  return ok(nodes.flatMap((one, index) => one.ok ? [{ nodes: variantText(variants[index]), simulation: simulateJobs(one.value, containers) }] : []));
}

/** What stands in `Configurations` of a cluster, by classification; a later one wins. */
function configurationsOf(list: TemplateNode, problems: Problem[]): Configurations {
  const all: Record<string, Record<string, string>> = {};
  for (const item of itemsOf(list, problems)) {
    const classification = textOf(childOf(item, 'Classification'), problems) ?? '';
    const properties = childOf(item, 'ConfigurationProperties');
    for (const key of keysOf(properties)) {
      const { value } = childOf(properties, key); // what is only known at deployment is no size
      if (typeof value === 'string') (all[classification] ??= {})[key] = value;
    }
  }
  return all;
}

/** Nodes that a cluster may end up with. */
export interface Variant {
  readonly core: Nodes;
  readonly task: readonly Nodes[];
}

function variantsOf(instances: TemplateNode, problems: Problem[]): Variant[] {
  const fleet = childOf(instances, 'CoreInstanceFleet');
  if (fleet.value === undefined) {
    const task = itemsOf(childOf(instances, 'TaskInstanceGroups'), problems);
    return [{ core: groupNodes(childOf(instances, 'CoreInstanceGroup'), problems), task: task.map(item => groupNodes(item, problems)) }];
  }
  const core = fleetNodes(fleet, problems);
  const task = itemsOf(childOf(instances, 'TaskInstanceFleets'), problems).map(item => fleetNodes(item, problems));
  return core.map((nodes, index) => ({ core: nodes, task: task.map(types => types[Math.min(index, types.length - 1)]) }));
}

function groupNodes(group: TemplateNode, problems: Problem[]): Nodes {
  const type = childOf(group, 'InstanceType');
  return { type: textOf(type, problems) ?? '', count: wholeOf(childOf(group, 'InstanceCount'), problems) ?? 0, path: type.path };
}

/** Of each type alone as many as reach the target, both markets together. */
function fleetNodes(fleet: TemplateNode, problems: Problem[]): Nodes[] {
  const target = (name: string) => wholeOf(childOf(fleet, name), problems) ?? 0;
  const units = target('TargetOnDemandCapacity') + target('TargetSpotCapacity');
  return itemsOf(childOf(fleet, 'InstanceTypeConfigs'), problems).map(item => {
    const type = childOf(item, 'InstanceType');
    return { type: textOf(type, problems) ?? '', count: ceilDiv(units, wholeOf(childOf(item, 'WeightedCapacity'), problems) ?? 1), path: type.path };
  });
}

/** What YARN has on nodes: of their types, and of the cluster's own `yarn-site` and `capacity-scheduler`. */
export function sharedNodes({ core, task }: Variant, { configurations, release, catalog }: Surroundings): Outcome<SharedNodes> {
  const yarnSite = configurations['yarn-site'] ?? {};
  const masterOnCore = keepsMasterOnCore(yarnSite, release);
  const scope: InstanceScope = { release, catalog };
  const types = [core, ...task].map(({ type, path }) => findInstanceType(type, scope, path));
  const problems = types.flatMap(one => one.ok ? [] : one.problems);
  if (problems.length) return fails(problems);
  const found = types.flatMap(one => one.ok ? [yarnSettings(one.value, release)] : []);
  const rules = allocationRules(found, calculatorOf(configurations['capacity-scheduler'] ?? {}));
  return ok({
    groups: [core, ...task].map(({ type, count }, index): NodeGroup => ({
      type,
      count,
      memoryMiB: numberOf(yarnSite, 'yarn.nodemanager.resource.memory-mb') ?? found[index].memoryMiB,
      vCores: numberOf(yarnSite, 'yarn.nodemanager.resource.cpu-vcores') ?? found[index].vCores,
      ...masterOnCore && index === 0 ? { label: 'CORE' } : {},
    })),
    rules: {
      ...rules,
      minimumAllocationMiB: numberOf(yarnSite, 'yarn.scheduler.minimum-allocation-mb') ?? rules.minimumAllocationMiB,
      maximumAllocationMiB: numberOf(yarnSite, 'yarn.scheduler.maximum-allocation-mb') ?? rules.maximumAllocationMiB,
    },
    masterOnCore,
  });
}

/** On by default from emr-5.19.0 in the 5.x line alone. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-instances-guidelines.html (2026-11-20). */
const LABELS_SINCE = parseReleaseLabel('emr-5.19.0')!;

function keepsMasterOnCore(yarnSite: Readonly<Record<string, string>>, { version }: Release): boolean {
  const byDefault = version.line === 'emr' && version.major === LABELS_SINCE.major && compareNumbers(version, LABELS_SINCE) >= 0;
  const enabled = yarnSite['yarn.node-labels.enabled'] ?? `${byDefault}`;
  const expression = yarnSite['yarn.node-labels.am.default-node-label-expression'] ?? (byDefault ? 'CORE' : '');
  return enabled === 'true' && expression === 'CORE';
}

function calculatorOf(scheduler: Readonly<Record<string, string>>): ResourceCalculator {
  return scheduler[CALCULATOR]?.endsWith('.DominantResourceCalculator') ? 'dominant' : 'default';
}

function numberOf(settings: Readonly<Record<string, string>>, key: string): number | undefined {
  return /^\d{1,9}$/.test(settings[key] ?? '') ? Number(settings[key]) : undefined;
}

/** `4 × m5.4xlarge and 2 × m5.4xlarge (task)`. */
export function variantText({ core, task }: Variant): string {
  return [core, ...task].map(({ count, type }, index) => `${count} × ${type}${index > 0 ? ' (task)' : ''}`).join(' and ');
}
