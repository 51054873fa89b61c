import { Cluster, InstanceGroup, NodeRole } from './cluster';
import { clusterFeatureSince } from '../../core/catalog/cluster-features';
import { MOST_TASK_GROUPS } from '../../core/catalog/cluster-limits';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** A cluster has groups or fleets. */
export const groupsOrFleets: Rule<Cluster> = {
  id: 'SZ6201',
  find: ({ groups, fleets }) => {
    const [group, fleet] = [groups, fleets].map(members => members.find(({ isCertain }) => isCertain));
    return group && fleet
      ? [found(fleet.value, `got an instance fleet beside the instance group at ${group.value.path}; use groups or fleets for all nodes`)] : [];
  },
};

/** Every cluster has a primary node. */
export const primaryThere: Rule<Cluster> = {
  id: 'SZ6202',
  find: ({ instances, groups, fleets }) => instances.isObject && ![...groups, ...fleets].some(({ role, isCertain }) => role === 'primary' || !isCertain)
    ? [found(instances, 'got neither MasterInstanceGroup nor MasterInstanceFleet; give one of the two')] : [],
};

/** How many of a kind a cluster has at the most. */
const MOST: Readonly<Record<'group' | 'fleet', Readonly<Record<NodeRole, number>>>> = {
  group: { primary: 1, core: 1, task: MOST_TASK_GROUPS },
  fleet: { primary: 1, core: 1, task: 1 },
};

/** One primary, one core, and so many of task nodes. */
export const membersOfAKind: Rule<Cluster> = {
  id: 'SZ6203',
  find: ({ groups, fleets }) => [...tooMany('group', groups), ...tooMany('fleet', fleets)],
};

function tooMany(kind: 'group' | 'fleet', members: readonly InstanceGroup[]): Found[] {
  return Object.entries(MOST[kind]).flatMap(([role, most]) => {
    const own = members.filter(one => one.role === role && one.isCertain);
    return own.length <= most ? [] : [found(own[most].value, `got ${own.length} ${role} ${kind}s; a cluster has at most ${most}`)];
  });
}

const PRIMARY_NODES = { one: 1, forHighAvailability: 3 } as const;

/** One primary node, or three on releases that have high availability, bought on demand. */
export const primaryNodes: Rule<Cluster> = {
  id: 'SZ6204',
  find: cluster => [
    ...cluster.groups.filter(({ role }) => role === 'primary').flatMap(({ value }) => groupNodes(cluster, value)),
    ...cluster.fleets.filter(({ role }) => role === 'primary').flatMap(({ value }) => fleetNodes(cluster, value)),
  ],
};

function groupNodes({ release }: Cluster, group: Value): Found[] {
  const count = group.at('InstanceCount');
  const nodes = count.whole();
  if (nodes === undefined || nodes === PRIMARY_NODES.one) return [];
  if (nodes !== PRIMARY_NODES.forHighAvailability) return [found(count, `got ${nodes} primary nodes; use 1, or 3 for high availability`)];
  const since = release && clusterFeatureSince(release, 'threePrimaryNodes');
  if (since) return [found(count, `got 3 primary nodes on ${release.label}; use ${since} or later, or 1`)];
  return group.at('Market').text() === 'SPOT' ? [found(group.at('Market'), 'got SPOT for 3 primary nodes; high availability takes ON_DEMAND')] : [];
}

function fleetNodes({ release }: Cluster, fleet: Value): Found[] {
  const [onDemand, spot] = ['TargetOnDemandCapacity', 'TargetSpotCapacity'].map(key => fleet.at(key));
  const [a, b] = [onDemand, spot].map(target => target.isMissing ? 0 : target.whole());
  if (a === undefined || b === undefined) return [];
  const [nodes, at] = [a + b, a > 0 ? onDemand : spot];
  if (nodes === PRIMARY_NODES.one) return [];
  const targets = `got TargetOnDemandCapacity ${a} and TargetSpotCapacity ${b} of a primary fleet`;
  if (nodes !== PRIMARY_NODES.forHighAvailability) return [found(nodes === 0 ? fleet : at, `${targets}; one of them is 1, or the first is 3 for high availability`)];
  if (b > 0) return [found(spot, `${targets}; 3 primary nodes are bought on demand: use TargetOnDemandCapacity 3`)];
  const since = release && clusterFeatureSince(release, 'threePrimaryNodesInFleet');
  return since ? [found(onDemand, `${targets} on ${release.label}; use ${since} or later, or 1`)] : [];
}
