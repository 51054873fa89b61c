import { Cluster } from './cluster';
import { outside } from './fleets';
import { ClusterFeature, clusterFeatureSince } from '../../core/catalog/cluster-features';
import { idleTimeoutRange, UNSEEN_BY_AUTO_TERMINATION } from '../../core/catalog/cluster-limits';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** Properties that came with a release. */
const FEATURES: readonly { readonly feature: ClusterFeature; readonly property: string; readonly asks?: (value: Value) => boolean }[] = [
  { feature: 'managedScaling', property: 'ManagedScalingPolicy' },
  { feature: 'autoTermination', property: 'AutoTerminationPolicy' },
  { feature: 'logEncryption', property: 'LogEncryptionKmsKeyId' },
  { feature: 'rootVolumePerformance', property: 'EbsRootVolumeIops' },
  { feature: 'rootVolumePerformance', property: 'EbsRootVolumeThroughput' },
  { feature: 'stepConcurrency', property: 'StepConcurrencyLevel', asks: value => (value.whole() ?? 1) > 1 },
];

/** What a release does not have yet. */
export const featureOnRelease: Rule<Cluster> = {
  id: 'SZ6209',
  find: ({ properties, release }) => release ? FEATURES.flatMap(({ feature, property, asks = isThere }) => {
    const value = properties.at(property);
    const since = clusterFeatureSince(release, feature);
    return since && asks(value) ? [found(value, `got ${property} on ${release.label}, which does not have it; use ${since} or later, or leave it out`)] : [];
  }) : [],
};

function isThere(value: Value): boolean {
  return value.isStated && !value.isUnknown;
}

/** Limits that lie the wrong way round. */
export const scalingLimits: Rule<Cluster> = {
  id: 'SZ6213',
  find: ({ properties }) => {
    const limits = properties.at('ManagedScalingPolicy', 'ComputeLimits');
    return ['MinimumCapacityUnits', 'MaximumOnDemandCapacityUnits', 'MaximumCoreCapacityUnits'].flatMap(key => above(limits, key, 'MaximumCapacityUnits'));
  },
};

function above(node: Value, key: string, mostKey: string): Found[] {
  const [value, most] = [node.at(key).whole(), node.at(mostKey).whole()];
  return value === undefined || most === undefined || value <= most ? [] : [found(node.at(key), `got ${key} ${value} above ${mostKey} ${most}; use ${most} or less`)];
}

const GROUP_UNITS = ['Instances', 'VCPU'];
const FLEET_UNITS = ['InstanceFleetUnits'];

/** Groups are counted in instances or vCPUs, fleets in their own units. */
export const scalingUnit: Rule<Cluster> = {
  id: 'SZ6214',
  find: ({ properties, groups, fleets }) => {
    const at = properties.at('ManagedScalingPolicy', 'ComputeLimits', 'UnitType');
    const unit = at.text();
    const certain = (members: Cluster['groups']) => members.some(({ isCertain }) => isCertain);
    if (unit === undefined || certain(groups) === certain(fleets)) return [];
    const [right, wrong, of] = certain(groups) ? [GROUP_UNITS, FLEET_UNITS, 'groups'] : [FLEET_UNITS, GROUP_UNITS, 'fleets'];
    return wrong.includes(unit) ? [found(at, `got ${unit} for instance ${of}; use ${right.join(' or ')}`)] : [];
  },
};

/** EMR scales by itself, or by the rules of a group. */
export const oneScaling: Rule<Cluster> = {
  id: 'SZ6215',
  find: ({ properties, groups }) => !isThere(properties.at('ManagedScalingPolicy')) ? []
    : groups.filter(({ value }) => isThere(value.at('AutoScalingPolicy')))
      .map(({ value }) => found(value.at('AutoScalingPolicy'), 'got AutoScalingPolicy beside ManagedScalingPolicy of the cluster; leave out one of the two')),
};

/** Rules of a group: limits the right way round, and not for primary nodes. */
export const groupScaling: Rule<Cluster> = {
  id: 'SZ6216',
  find: ({ groups }) => groups.flatMap(({ value, role }) => {
    const policy = value.at('AutoScalingPolicy');
    if (role === 'primary') return isThere(policy) ? [found(policy, 'got AutoScalingPolicy for primary nodes, which are never scaled; leave it out')] : [];
    return above(policy.at('Constraints'), 'MinCapacity', 'MaxCapacity');
  }),
};

/** How long a cluster may be idle. */
export const idleTimeout: Rule<Cluster> = {
  id: 'SZ6217',
  find: ({ properties }) => outside(properties.at('AutoTerminationPolicy', 'IdleTimeout'), idleTimeoutRange(), 'seconds'),
};

/** Applications that look idle while they work. */
export const seenByAutoTermination: Rule<Cluster> = {
  id: 'SZ6218',
  find: cluster => isThere(cluster.properties.at('AutoTerminationPolicy')) ? cluster.properties.at('Applications').knownItems()
    .filter(item => UNSEEN_BY_AUTO_TERMINATION.includes(item.at('Name').text()?.toLowerCase() ?? ''))
    .map(item => found(item, `got ${item.at('Name').text()} with AutoTerminationPolicy, which does not see that it works; leave out one of the two`)) : [],
};
