import { Subject } from '../rule';
import { Classification, Settings, classificationsOf, settingsNamed } from '../settings';
import { TemplateResource } from '../template/read-template';
import { Value } from '../template/value';

export const CLUSTER_TYPE = 'AWS::EMR::Cluster';

export type NodeRole = 'primary' | 'core' | 'task';

/** An instance group of a cluster, in its own properties or as a resource beside it. */
export interface InstanceGroup {
  readonly role: NodeRole;
  readonly value: Value;
}

/** An instance fleet likewise. */
export type InstanceFleet = InstanceGroup;

/** A cluster of EMR on EC2 with what is attached to it in the same template. */
export interface Cluster extends Subject {
  readonly instances: Value;
  readonly groups: readonly InstanceGroup[];
  readonly fleets: readonly InstanceFleet[];
  readonly classifications: readonly Classification[];
  /** Of a classification of the whole cluster: `spark-defaults`, `yarn-site` and so on. */
  readonly settingsOf: (classification: string) => Settings;
  /** Steps in the cluster's own properties, and those that are resources. */
  readonly steps: readonly Value[];
}

/** Resources beside a cluster that refer to it, with the key that does. */
const ATTACHED = {
  'AWS::EMR::InstanceGroupConfig': 'JobFlowId',
  'AWS::EMR::InstanceFleetConfig': 'ClusterId',
  'AWS::EMR::Step': 'JobFlowId',
} as const;

/** Reads a cluster; `valueOf` gives the properties of other resources of the template. */
export function readCluster(subject: Subject, valueOf: (resource: TemplateResource) => Value): Cluster {
  const instances = subject.properties.at('Instances');
  const list = subject.properties.at('Configurations');
  const classifications = classificationsOf(list, 'ConfigurationProperties');
  const attached = (type: keyof typeof ATTACHED) => [...subject.template.resources.values()].filter(one => one.type === type).map(valueOf)
    .filter(value => value.at(ATTACHED[type]).from() === subject.resource.logicalId);
  return {
    ...subject,
    instances,
    groups: [
      ...membersOf(instances, { MasterInstanceGroup: 'primary', CoreInstanceGroup: 'core', TaskInstanceGroups: 'task' }),
      ...attached('AWS::EMR::InstanceGroupConfig').map((value): InstanceGroup => ({ role: roleOf(value.at('InstanceRole')), value })),
    ],
    fleets: [
      ...membersOf(instances, { MasterInstanceFleet: 'primary', CoreInstanceFleet: 'core', TaskInstanceFleets: 'task' }),
      ...attached('AWS::EMR::InstanceFleetConfig').map((value): InstanceFleet => ({ role: roleOf(value.at('InstanceFleetType')), value })),
    ],
    classifications,
    settingsOf: name => settingsNamed(name, classifications, list),
    steps: [...subject.properties.at('Steps').knownItems(), ...attached('AWS::EMR::Step')],
  };
}

/** What stands under the keys of `Instances`: one of each, or a list of task nodes. */
function membersOf(instances: Value, keys: Readonly<Record<string, NodeRole>>): InstanceGroup[] {
  return Object.entries(keys).flatMap(([key, role]) => {
    const value = instances.at(key);
    const all = value.isList ? value.knownItems() : value.isStated ? [value] : [];
    return all.map(one => ({ role, value: one }));
  });
}

/** Resources beside a cluster are task nodes unless they say otherwise. */
function roleOf(role: Value): NodeRole {
  const roles: Readonly<Record<string, NodeRole>> = { MASTER: 'primary', CORE: 'core' };
  return roles[role.text()?.toUpperCase() ?? ''] ?? 'task';
}
