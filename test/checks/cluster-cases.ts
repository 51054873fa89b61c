import { RuleCase } from './rule-case';

const INSTANCES = '/Cluster/Properties/Instances';

export const CLUSTER_CASES: readonly RuleCase[] = [
  {
    id: 'SZ6201',
    what: 'a task fleet beside groups',
    fires: { [`${INSTANCES}/TaskInstanceFleets`]: [{ TargetOnDemandCapacity: 1, InstanceTypeConfigs: [{ InstanceType: 'm5.4xlarge' }] }] },
    at: `${INSTANCES}/TaskInstanceFleets/0`,
    says: /CoreInstanceGroup|MasterInstanceGroup/,
    close: { [`${INSTANCES}/TaskInstanceGroups`]: [{ InstanceCount: 1, InstanceType: 'm5.4xlarge' }] },
  },
];
