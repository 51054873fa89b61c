import { Cluster, InstanceFleet } from './cluster';
import { MOST_FLEET_TYPES, Range, isWithin } from '../../core/catalog/cluster-limits';
import { Found, Rule, found } from '../rule';
import { Value } from '../template/value';

/** A fleet without a target never starts an instance. */
export const fleetTargets: Rule<Cluster> = {
  id: 'SZ6219',
  find: cluster => cluster.fleets.filter(fleet => fleet.role !== 'primary' && hasNoTarget(fleet) && !isScaled(fleet, cluster))
    .map(({ value, role }) => found(value, `got neither TargetOnDemandCapacity nor TargetSpotCapacity above 0 for the ${role} fleet; give one of them`)),
};

function hasNoTarget({ value }: InstanceFleet): boolean {
  return value.isObject && ['TargetOnDemandCapacity', 'TargetSpotCapacity'].every(key => value.at(key).isMissing || value.at(key).whole() === 0);
}

/** Managed scaling may start task nodes from nothing. */
function isScaled({ role }: InstanceFleet, { properties }: Cluster): boolean {
  return role === 'task' && properties.at('ManagedScalingPolicy').isStated;
}

/** Five types, thirty with an allocation strategy. */
export const fleetTypes: Rule<Cluster> = {
  id: 'SZ6220',
  find: ({ fleets }) => fleets.flatMap(({ value }) => {
    const types = value.at('InstanceTypeConfigs');
    const strategies = ['OnDemandSpecification', 'SpotSpecification'].map(key => value.at('LaunchSpecifications', key, 'AllocationStrategy'));
    const has = strategies.some(strategy => strategy.isStated);
    const [most, advice] = has ? [MOST_FLEET_TYPES.withStrategy, ''] : [MOST_FLEET_TYPES.without, `, ${MOST_FLEET_TYPES.withStrategy} with an AllocationStrategy`];
    const count = types.knownItems().length;
    return count <= most ? [] : [found(types, `got ${count} types in a fleet; up to ${most} are allowed${advice}`)];
  }),
};

/** What an instance counts towards the target. */
export const fleetWeights: Rule<Cluster> = {
  id: 'SZ6221',
  find: ({ fleets }) => fleets.flatMap(({ value, role }) => value.at('InstanceTypeConfigs').knownItems().flatMap(item => {
    const weight = item.at('WeightedCapacity');
    const units = weight.whole();
    if (units === undefined) return [];
    if (role === 'primary' && units !== 1) return [found(weight, `got ${units} in a primary fleet; 1 is the only weight there`)];
    return units === 0 ? [found(weight, 'got 0; a weight is 1 or more')] : [];
  })),
};

const LAUNCH_MINUTES: Range = { least: 5, most: 1440 };
const RESIZE_MINUTES: Range = { least: 5, most: 10080 };

/** Source: SpotProvisioningSpecification and SpotResizingSpecification of the EMR API (2026-11-20). */
const TIMEOUTS: readonly { readonly keys: readonly string[]; readonly range: Range }[] = [
  { keys: ['LaunchSpecifications', 'SpotSpecification', 'TimeoutDurationMinutes'], range: LAUNCH_MINUTES },
  { keys: ['ResizeSpecifications', 'SpotResizeSpecification', 'TimeoutDurationMinutes'], range: RESIZE_MINUTES },
  { keys: ['ResizeSpecifications', 'OnDemandResizeSpecification', 'TimeoutDurationMinutes'], range: RESIZE_MINUTES },
];

/** How long EMR waits for instances. */
export const fleetTimeouts: Rule<Cluster> = {
  id: 'SZ6222',
  find: ({ fleets }) => fleets.flatMap(({ value }) => TIMEOUTS.flatMap(({ keys, range }) => outside(value.at(...keys), range, 'minutes'))),
};

/** A known number outside a range; what the schemas refuse as negative is theirs. */
export function outside(value: Value, range: Range, unit: string): Found[] {
  const number = value.whole();
  return number === undefined || number < 0 || isWithin(number, range) ? []
    : [found(value, `got ${number}; ${range.least} to ${range.most} ${unit} are allowed`)];
}
