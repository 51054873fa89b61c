import { Subject } from '../rule';
import { Classification, NO_SETTINGS, Settings, classificationsOf, settingsNamed } from '../settings';
import { TemplateResource } from '../template/read-template';
import { UNKNOWN, Value } from '../template/value';

export const CLUSTER_TYPE = 'AWS::EMR::Cluster';

export type NodeRole = 'primary' | 'core' | 'task';

/** An instance group of a cluster, in its own properties or as a resource beside it. */
export interface InstanceGroup {
  readonly role: NodeRole;
  readonly value: Value;
  /** Not so where only the deployment knows whether it is there, or as what. */
  readonly isCertain: boolean;
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
  readonly steps: readonly ClusterStep[];
}

/** A step of a cluster. */
export interface ClusterStep {
  readonly value: Value;
  /** Submitted to a cluster that runs, as a resource of its own. */
  readonly isResource: boolean;
}

/** What a cluster is read with. */
export interface ClusterSource {
  /** The properties of any resource of the template. */
  readonly valueOf: (resource: TemplateResource) => Value;
  /** Whether a resource is made: undefined where that is only known at deployment. */
  readonly isMade: (resource: TemplateResource) => boolean | undefined;
}

/** Resources beside a cluster that refer to it, with the key that does. */
const ATTACHED = {
  'AWS::EMR::InstanceGroupConfig': 'JobFlowId',
  'AWS::EMR::InstanceFleetConfig': 'ClusterId',
  'AWS::EMR::Step': 'JobFlowId',
} as const;

/** Types of resources that belong to a cluster, which may be one of another stack. */
export function isPartOfCluster(type: string): type is keyof typeof ATTACHED {
  return Object.prototype.hasOwnProperty.call(ATTACHED, type);
}

/** The logical id of the cluster that a resource belongs to, where it is in the same template. */
export function clusterIdOf({ template, resource, properties }: Subject): string | undefined {
  const id = isPartOfCluster(resource.type) ? properties.at(ATTACHED[resource.type]).from() : undefined;
  return id !== undefined && template.resources.get(id)?.type === CLUSTER_TYPE ? id : undefined;
}

/** Reads a cluster. */
export function readCluster(subject: Subject, { valueOf, isMade }: ClusterSource): Cluster {
  const instances = subject.properties.at('Instances');
  const list = subject.properties.at('Configurations');
  const classifications = classificationsOf(list, 'ConfigurationProperties');
  const attached = (type: keyof typeof ATTACHED) => [...subject.template.resources.values()]
    .filter(one => one.type === type && isMade(one) !== false && valueOf(one).at(ATTACHED[type]).from() === subject.resource.logicalId)
    .map(one => ({ value: valueOf(one), isCertain: isMade(one) === true }));
  return {
    ...subject,
    instances,
    groups: [
      ...membersOf(instances, { MasterInstanceGroup: 'primary', CoreInstanceGroup: 'core', TaskInstanceGroups: 'task' }),
      ...attached('AWS::EMR::InstanceGroupConfig').map(one => attachedMember(one, 'InstanceRole')),
    ],
    fleets: [
      ...membersOf(instances, { MasterInstanceFleet: 'primary', CoreInstanceFleet: 'core', TaskInstanceFleets: 'task' }),
      ...attached('AWS::EMR::InstanceFleetConfig').map(one => attachedMember(one, 'InstanceFleetType')),
    ],
    classifications,
    settingsOf: name => settingsNamed(name, classifications, list),
    steps: [
      ...subject.properties.at('Steps').knownItems().map(value => ({ value, isResource: false })),
      ...attached('AWS::EMR::Step').map(({ value }) => ({ value, isResource: true })),
    ],
  };
}

/** A group, fleet or step of a cluster that is not in the template: nothing is known of the cluster itself. */
export function readPart(subject: Subject): Cluster {
  const unknown = subject.properties.replacedBy({ value: UNKNOWN, path: '' });
  const member = (key: string) => [attachedMember({ value: subject.properties, isCertain: true }, key)];
  return {
    ...subject,
    properties: unknown,
    instances: unknown,
    groups: subject.resource.type === 'AWS::EMR::InstanceGroupConfig' ? member('InstanceRole') : [],
    fleets: subject.resource.type === 'AWS::EMR::InstanceFleetConfig' ? member('InstanceFleetType') : [],
    classifications: [],
    settingsOf: () => ({ ...NO_SETTINGS, isPartial: true }),
    steps: subject.resource.type === 'AWS::EMR::Step' ? [{ value: subject.properties, isResource: true }] : [],
  };
}

/** What stands under the keys of `Instances`: one of each, or a list of task nodes. */
function membersOf(instances: Value, keys: Readonly<Record<string, NodeRole>>): InstanceGroup[] {
  return Object.entries(keys).flatMap(([key, role]) => {
    const value = instances.at(key);
    if (value.isMissing || instances.isUnknown) return [];
    const all = value.isList ? value.knownItems() : [value];
    return all.map(one => ({ role, value: one, isCertain: !one.isUnknown }));
  });
}

/** Resources beside a cluster are task nodes unless they say otherwise. */
function attachedMember({ value, isCertain }: Pick<InstanceGroup, 'value' | 'isCertain'>, key: string): InstanceGroup {
  const roles: Readonly<Record<string, NodeRole>> = { MASTER: 'primary', CORE: 'core' };
  const role = value.at(key).text()?.toUpperCase();
  return { role: roles[role ?? ''] ?? 'task', value, isCertain: isCertain && role !== undefined };
}
