import { Cluster } from './cluster';
import { typedMembers } from './instance-types';
import { once } from './once';
import { SparkRun, sparkRuns } from './steps';
import { Release } from '../../core/catalog/releases';
import { largestAllocation } from '../../core/packing/resource';
import { SharedNodes } from '../../core/simulation/cluster-jobs';
import { Configurations, Nodes, Variant, sharedNodes, variantText } from '../../core/simulation/cluster-template';
import { CONTAINER_KEYS, JobParts, jobParts } from '../../core/simulation/job-containers';
import { ceilDiv } from '../../core/units';
import { Setting, Settings, classificationsOf, knownTexts, settingText } from '../settings';
import { Value } from '../template/value';

/** Nodes that a cluster may end up with, as YARN sees them. */
export interface SizedNodes extends SharedNodes {
  /** `4 × m5.4xlarge and 2 × m5.4xlarge (task)`. */
  readonly text: string;
}

/** A run of Spark and the nodes that it runs on, all of it known. */
export interface SizedRun extends SparkRun {
  readonly release: Release;
  readonly parts: JobParts;
  /** One where the nodes are groups; of fleets one for each type that could fill them. */
  readonly variants: readonly SizedNodes[];
  /** How many nodes there are is known, and stays so. */
  readonly isFixedSize: boolean;
  /** `StepConcurrencyLevel`: each of them has an application master of its own. */
  readonly concurrentSteps: number;
}

/** Every run whose containers and nodes are known before deployment. */
export const sizedRuns = once((cluster: Cluster): readonly SizedRun[] => {
  const { release } = cluster;
  const nodes = release && nodesOf(cluster, release);
  if (!nodes) return [];
  return sparkRuns(cluster).flatMap(run => {
    const settings = plainSettings(run.settings);
    const parts = settings && jobParts({ id: '', settings }, release);
    return parts?.ok ? [{ ...run, ...nodes, release, parts: parts.value }] : [];
  });
});

/** What sizes are read from. Undefined where some of it is only known at deployment. */
function plainSettings(settings: Settings): Record<string, string> | undefined {
  return knownTexts(withKeys(settings, key => CONTAINER_KEYS.includes(key)));
}

function withKeys(settings: Settings, isWanted: (key: string) => boolean): Settings {
  return { ...settings, all: new Map([...settings.all].filter(([key]) => isWanted(key))) };
}

/** Where a size stands, or undefined where it is not stated. */
export function statedAt(run: SparkRun, ...keys: readonly string[]): Setting | undefined {
  return keys.map(key => run.settings.all.get(key)).find(setting => setting !== undefined);
}

/** Nodes are named in a few ways that sizes are not read from: then nothing is said about them. */
function nodesOf(cluster: Cluster, release: Release): Pick<SizedRun, 'variants' | 'isFixedSize' | 'concurrentSteps'> | undefined {
  const configurations = configurationsOf(cluster);
  if (!configurations || !areTypesKnown(cluster) || [hasOwnSizes, memoryIsShared, isMaximized].some(holds => holds(cluster))) return undefined;
  const read = variantsOf(cluster);
  const variants = read.map(variant => ({ variant, nodes: sharedNodes(variant, { configurations, release, catalog: cluster.instanceTypes() }) }));
  if (read.length === 0 || variants.some(({ nodes }) => !nodes.ok)) return undefined;
  return {
    variants: variants.flatMap(({ variant, nodes }) => nodes.ok ? [{ ...nodes.value, text: variantText(variant) }] : []),
    isFixedSize: hasFixedSize(cluster),
    concurrentSteps: cluster.properties.at('StepConcurrencyLevel').whole() ?? 1,
  };
}

function areTypesKnown(cluster: Cluster): boolean {
  const types = typedMembers(cluster).filter(({ role }) => role !== 'primary').map(({ type }) => type.text());
  return types.length > 0 && types.every(name => cluster.instanceTypes().has(name ?? '')) && [...cluster.groups, ...cluster.fleets].every(({ isCertain }) => isCertain);
}

const NODE_CLASSIFICATIONS = ['yarn-site', 'capacity-scheduler'];
/** Those among their keys that sizes are read from. */
const NODE_KEYS = /^yarn\.(nodemanager\.resource|scheduler|node-labels|resourcemanager\.scheduler)\./;

function configurationsOf(cluster: Cluster): Configurations | undefined {
  const texts = NODE_CLASSIFICATIONS.map(name => [name, knownTexts(withKeys(cluster.settingsOf(name), key => NODE_KEYS.test(key)))] as const);
  const known = texts.flatMap(([name, settings]) => settings ? [[name, settings] as const] : []);
  const usual = known.every(([, settings]) => settings['yarn.resourcemanager.scheduler.class'] === undefined);
  return known.length === texts.length && usual ? Object.fromEntries(known) : undefined;
}

/** Groups and types may have configurations of their own. */
function hasOwnSizes(cluster: Cluster): boolean {
  return typedMembers(cluster).some(({ value }) => {
    const list = value.at('Configurations');
    const names = classificationsOf(list, 'ConfigurationProperties').map(({ name }) => name);
    return list.isUnknown || names.some(name => name === undefined || [...NODE_CLASSIFICATIONS, 'spark-defaults', 'spark'].includes(name));
  });
}

/** HBase takes half of YARN's memory. Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-hadoop-task-config.html (2026-11-20). */
function memoryIsShared({ properties }: Cluster): boolean {
  const applications = properties.at('Applications').items();
  return !applications || applications.some(item => item.at('Name').isUnknown || item.at('Name').text()?.toLowerCase() === 'hbase');
}

/** EMR sizes executors itself. */
export function isMaximized(cluster: Cluster): boolean {
  const settings = cluster.settingsOf('spark');
  return settings.isPartial || settingText(settings, 'maximizeResourceAllocation')?.toLowerCase() === 'true';
}

/** A fleet may be filled with any of its types: each of them alone is looked at. */
function variantsOf({ groups, fleets }: Cluster): Variant[] {
  const of = (members: Cluster['groups'], role: string) => members.filter(one => one.role === role).map(({ value }) => value);
  if (fleets.length === 0) {
    const [core] = of(groups, 'core');
    return core ? [{ core: groupNodes(core), task: of(groups, 'task').map(groupNodes) }] : [];
  }
  const [core] = of(fleets, 'core').map(fleetNodes);
  const task = of(fleets, 'task').map(fleetNodes).filter(types => types.length > 0);
  return (core ?? []).map((nodes, index) => ({ core: nodes, task: task.map(types => types[Math.min(index, types.length - 1)]) }));
}

function groupNodes(group: Value): Nodes {
  const type = group.at('InstanceType');
  return { type: type.text() ?? '', count: group.at('InstanceCount').whole() ?? 1, path: type.path };
}

function fleetNodes(fleet: Value): Nodes[] {
  const units = targetsOf(fleet).reduce<number>((sum, target) => sum + (target ?? 0), 0);
  return fleet.at('InstanceTypeConfigs').knownItems().map(item => {
    const type = item.at('InstanceType');
    return { type: type.text() ?? '', count: Math.max(1, ceilDiv(units, item.at('WeightedCapacity').whole() || 1)), path: type.path };
  });
}

function targetsOf(fleet: Value): (number | undefined)[] {
  return ['TargetOnDemandCapacity', 'TargetSpotCapacity'].map(key => fleet.at(key).isMissing ? 0 : fleet.at(key).whole());
}

function hasFixedSize({ properties, groups, fleets }: Cluster): boolean {
  const workers = (members: Cluster['groups']) => members.filter(({ role }) => role !== 'primary');
  const counts = [...workers(groups).map(({ value }) => value.at('InstanceCount').whole()), ...workers(fleets).flatMap(({ value }) => targetsOf(value))];
  return counts.every(count => count !== undefined) && properties.at('ManagedScalingPolicy').isMissing
    && groups.every(({ value }) => value.at('AutoScalingPolicy').isMissing);
}

/** The largest container that any of the nodes grants. */
export function largestGrant({ variants }: SizedRun) {
  const largest = variants.map(({ groups, rules }) => largestAllocation(groups, rules));
  return { memoryMiB: Math.max(...largest.map(one => one.memoryMiB)), vCores: Math.max(...largest.map(one => one.vCores)) };
}
