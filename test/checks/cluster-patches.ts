import { Json, JsonObject } from './legal-templates';
import { Patch } from './rule-case';

export const CLUSTER = '/Cluster/Properties';
export const INSTANCES = `${CLUSTER}/Instances`;
export const CORE = `${INSTANCES}/CoreInstanceGroup`;
export const SPARK = `${CLUSTER}/Configurations/0/ConfigurationProperties`;
export const UNKNOWN: Json = { Ref: 'AWS::StackName' };

/** The legal cluster with fleets in place of its groups: the same nodes. */
export const FLEETS: Patch = {
  [`${INSTANCES}/MasterInstanceGroup`]: undefined,
  [CORE]: undefined,
  [`${INSTANCES}/MasterInstanceFleet`]: fleet('m5.xlarge', 1),
  [`${INSTANCES}/CoreInstanceFleet`]: fleet('m5.4xlarge', 4),
};

export function fleet(type: string, target: number): JsonObject {
  return { TargetOnDemandCapacity: target, InstanceTypeConfigs: [{ InstanceType: type, WeightedCapacity: 1 }] };
}

/** A setting of the cluster's `spark-defaults`, a pointer. */
export function spark(key: string): string {
  return `${SPARK}/${key}`;
}

/** A classification behind the legal cluster's own. */
export function classification(name: string, settings: JsonObject): Patch {
  return { [`${CLUSTER}/Configurations/-`]: { Classification: name, ConfigurationProperties: settings } };
}

/** A resource that belongs to the legal cluster. */
export function attached(type: string, properties: JsonObject, key = 'JobFlowId'): JsonObject {
  return { Type: type, Properties: { [key]: { Ref: 'Cluster' }, ...properties } };
}

/** A step of the cluster's own that runs spark-submit. */
export function submit(...words: Json[]): JsonObject {
  return { Name: 'run', ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar: 'command-runner.jar', Args: ['spark-submit', ...words, 's3://code/job.py'] } };
}
