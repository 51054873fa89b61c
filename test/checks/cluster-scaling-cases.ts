import { CLUSTER, CORE, FLEETS, INSTANCES, UNKNOWN } from './cluster-patches';
import { JsonObject } from './legal-templates';
import { RuleCase } from './rule-case';

const LIMITS = `${CLUSTER}/ManagedScalingPolicy/ComputeLimits`;
const RELEASE = `${CLUSTER}/ReleaseLabel`;
const limits = (more: JsonObject = {}) => ({ UnitType: 'Instances', MinimumCapacityUnits: 2, MaximumCapacityUnits: 10, ...more });
const policy = (MinCapacity: number, MaxCapacity: number) => ({ Constraints: { MinCapacity, MaxCapacity }, Rules: [] });
const ROLE = { [`${CLUSTER}/AutoScalingRole`]: 'EMR_AutoScaling_DefaultRole' };

export const CLUSTER_SCALING_CASES: readonly RuleCase[] = [
  {
    id: 'SZ6209',
    what: 'managed scaling on emr-6.0.0',
    fires: { [LIMITS]: limits(), [RELEASE]: 'emr-6.0.0', [`${CLUSTER}/AutoTerminationPolicy`]: undefined },
    at: `${CLUSTER}/ManagedScalingPolicy`,
    says: /got ManagedScalingPolicy on emr-6\.0\.0.*use emr-6\.1\.0/,
    close: { [LIMITS]: limits(), [RELEASE]: 'emr-5.30.0' },
  },
  {
    id: 'SZ6209',
    what: 'auto-termination before it was there',
    fires: { [RELEASE]: 'emr-5.29.0' },
    at: `${CLUSTER}/AutoTerminationPolicy`,
    says: /got AutoTerminationPolicy on emr-5\.29\.0.*use emr-5\.30\.0/,
    close: { [RELEASE]: UNKNOWN },
  },
  {
    id: 'SZ6209',
    what: 'IOPS of the root volume before emr-6.15.0',
    fires: { [RELEASE]: 'emr-6.14.0', [`${CLUSTER}/EbsRootVolumeIops`]: 3000 },
    at: `${CLUSTER}/EbsRootVolumeIops`,
    says: /emr-6\.15\.0/,
    close: { [RELEASE]: 'emr-6.15.0', [`${CLUSTER}/EbsRootVolumeIops`]: 3000 },
  },
  {
    id: 'SZ6209',
    what: 'steps at the same time before emr-5.28.0',
    fires: { [RELEASE]: 'emr-5.27.0', [`${CLUSTER}/AutoTerminationPolicy`]: undefined, [`${CLUSTER}/StepConcurrencyLevel`]: 2 },
    at: `${CLUSTER}/StepConcurrencyLevel`,
    says: /emr-5\.28\.0/,
    close: { [RELEASE]: 'emr-5.27.0', [`${CLUSTER}/AutoTerminationPolicy`]: undefined, [`${CLUSTER}/StepConcurrencyLevel`]: 1 },
  },
  {
    id: 'SZ6213',
    what: 'a minimum above the maximum',
    fires: { [LIMITS]: limits({ MinimumCapacityUnits: 11 }) },
    at: `${LIMITS}/MinimumCapacityUnits`,
    says: /got MinimumCapacityUnits 11 above MaximumCapacityUnits 10; use 10 or less/,
    close: { [LIMITS]: limits({ MinimumCapacityUnits: 10 }) },
  },
  {
    id: 'SZ6213',
    what: 'more core nodes than nodes',
    fires: { [LIMITS]: limits({ MaximumCoreCapacityUnits: 12 }) },
    at: `${LIMITS}/MaximumCoreCapacityUnits`,
    says: /got MaximumCoreCapacityUnits 12 above MaximumCapacityUnits 10/,
    close: { [LIMITS]: limits({ MaximumCoreCapacityUnits: 12, MaximumCapacityUnits: UNKNOWN }) },
  },
  {
    id: 'SZ6213',
    what: 'more on demand than there are',
    fires: { [LIMITS]: limits({ MaximumOnDemandCapacityUnits: 11 }) },
    at: `${LIMITS}/MaximumOnDemandCapacityUnits`,
    says: /MaximumOnDemandCapacityUnits 11/,
    close: { [LIMITS]: limits({ MaximumOnDemandCapacityUnits: 0 }) },
  },
  {
    id: 'SZ6214',
    what: 'units of fleets for groups',
    fires: { [LIMITS]: limits({ UnitType: 'InstanceFleetUnits' }) },
    at: `${LIMITS}/UnitType`,
    says: /got InstanceFleetUnits for instance groups; use Instances or VCPU/,
    close: { [LIMITS]: limits({ UnitType: 'VCPU' }) },
  },
  {
    id: 'SZ6214',
    what: 'units of groups for fleets',
    fires: { ...FLEETS, [LIMITS]: limits() },
    at: `${LIMITS}/UnitType`,
    says: /got Instances for instance fleets; use InstanceFleetUnits/,
    close: { ...FLEETS, [LIMITS]: limits({ UnitType: 'InstanceFleetUnits' }) },
  },
  {
    id: 'SZ6215',
    what: 'both ways to scale',
    fires: { ...ROLE, [LIMITS]: limits(), [`${CORE}/AutoScalingPolicy`]: policy(1, 10) },
    at: `${CORE}/AutoScalingPolicy`,
    says: /beside ManagedScalingPolicy/,
    close: { ...ROLE, [`${CLUSTER}/ManagedScalingPolicy`]: { 'Fn::If': ['Unheard', limits(), { Ref: 'AWS::NoValue' }] }, [`${CORE}/AutoScalingPolicy`]: policy(1, 10) },
  },
  {
    id: 'SZ6216',
    what: 'a least above the most',
    fires: { ...ROLE, [`${CORE}/AutoScalingPolicy`]: policy(5, 4) },
    at: `${CORE}/AutoScalingPolicy/Constraints/MinCapacity`,
    says: /got MinCapacity 5 above MaxCapacity 4/,
    close: { ...ROLE, [`${CORE}/AutoScalingPolicy`]: policy(4, 4) },
  },
  {
    id: 'SZ6216',
    what: 'primary nodes that are scaled',
    fires: { ...ROLE, [`${INSTANCES}/MasterInstanceGroup/AutoScalingPolicy`]: policy(1, 3) },
    at: `${INSTANCES}/MasterInstanceGroup/AutoScalingPolicy`,
    says: /primary nodes, which are never scaled/,
    close: { ...ROLE, [`${CORE}/AutoScalingPolicy`]: policy(1, 3) },
  },
  {
    id: 'SZ6217',
    what: 'an idle timeout of less than a minute',
    fires: { [`${CLUSTER}/AutoTerminationPolicy/IdleTimeout`]: 30 },
    at: `${CLUSTER}/AutoTerminationPolicy/IdleTimeout`,
    says: /got 30; 60 to 604800 seconds/,
    close: { [`${CLUSTER}/AutoTerminationPolicy/IdleTimeout`]: 60 },
  },
  {
    id: 'SZ6217',
    what: 'an idle timeout above a week',
    fires: { [`${CLUSTER}/AutoTerminationPolicy/IdleTimeout`]: '604801' },
    at: `${CLUSTER}/AutoTerminationPolicy/IdleTimeout`,
    says: /got 604801; 60 to 604800 seconds/,
    close: { [`${CLUSTER}/AutoTerminationPolicy/IdleTimeout`]: '604800' },
  },
  {
    id: 'SZ6218',
    what: 'auto-termination with Trino',
    fires: { [`${CLUSTER}/Applications/-`]: { Name: 'Trino' } },
    at: `${CLUSTER}/Applications/1`,
    says: /got Trino with AutoTerminationPolicy/,
    close: { [`${CLUSTER}/Applications/-`]: { Name: 'Trino' }, [`${CLUSTER}/AutoTerminationPolicy`]: undefined },
  },
];
