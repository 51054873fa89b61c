import { Patch } from '../../test/checks/rule-case';

/** A mistake that the service refuses, in a template that is right otherwise. */
export interface Planted {
  readonly what: string;
  readonly patch: Patch;
}

const APP = '/App/Properties';
const CLUSTER = '/Cluster/Properties';
const WORKER = `${APP}/InitialCapacity/1/Value/WorkerConfiguration`;
const SCALING = { UnitType: 'Instances', MinimumCapacityUnits: 2, MaximumCapacityUnits: 10 };
const FLEET = { TargetOnDemandCapacity: 1, InstanceTypeConfigs: [{ InstanceType: 'm5.4xlarge' }] };

function further(Key: string) {
  return { Key, Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: '1 vCPU', Memory: '4 GB', Disk: '20 GB' } } };
}

/** 24 of them, of both platforms. */
export const PLANTED: readonly Planted[] = [
  { what: 'memory of a worker between two rows', patch: { [`${WORKER}/Memory`]: '31 GB' } },
  { what: 'vCPUs of a worker that are not offered', patch: { [`${WORKER}/Cpu`]: '3 vCPU', [`${WORKER}/Memory`]: '12 GB' } },
  { what: 'disk of a worker below the least', patch: { [`${WORKER}/Disk`]: '10 GB' } },
  { what: 'disk of a worker above the largest', patch: { [`${WORKER}/Disk`]: '500 GB', [`${APP}/MaximumCapacity/Disk`]: '5000 GB' } },
  { what: 'initial capacity above the maximum', patch: { [`${APP}/InitialCapacity/1/Value/WorkerCount`]: 30 } },
  { what: 'a worker type twice', patch: { [`${APP}/InitialCapacity/-`]: further('Driver') } },
  { what: 'a worker type of another engine', patch: { [`${APP}/InitialCapacity/-`]: further('TezTask') } },
  { what: 'a release that EMR Serverless does not have', patch: { [`${APP}/ReleaseLabel`]: 'emr-6.5.0' } },
  { what: 'a queue timeout out of range', patch: { [`${APP}/SchedulerConfiguration/QueueTimeoutMinutes`]: 1 } },
  { what: 'no concurrent run allowed', patch: { [`${APP}/SchedulerConfiguration/MaxConcurrentRuns`]: 0 } },
  { what: 'an idle timeout of 0 minutes', patch: { [`${APP}/AutoStopConfiguration/IdleTimeoutMinutes`]: 0 } },
  { what: 'an engine that does not exist', patch: { [`${APP}/Type`]: 'Flink' } },
  { what: 'vCPUs in other words', patch: { [`${WORKER}/Cpu`]: '4 cores' } },
  { what: 'a maximum capacity without memory', patch: { [`${APP}/MaximumCapacity/Memory`]: undefined } },
  { what: 'a property that does not exist', patch: { [`${APP}/MaxCapacity`]: { Cpu: '42 vCPU', Memory: '168 GB' } } },
  { what: 'a count of workers in words', patch: { [`${APP}/InitialCapacity/1/Value/WorkerCount`]: 'three' } },
  { what: 'a type of disk that does not exist', patch: { [`${WORKER}/DiskType`]: 'FAST' } },
  { what: 'an empty list of subnets', patch: { [`${APP}/NetworkConfiguration/SubnetIds`]: [] } },
  { what: 'a fleet beside instance groups', patch: { [`${CLUSTER}/Instances/TaskInstanceFleets`]: [FLEET] } },
  { what: 'no primary node', patch: { [`${CLUSTER}/Instances/MasterInstanceGroup`]: undefined } },
  { what: 'managed scaling with a minimum above its maximum', patch: { [`${CLUSTER}/ManagedScalingPolicy`]: { ComputeLimits: { ...SCALING, MinimumCapacityUnits: 20 } } } },
  { what: 'auto-termination after 10 seconds', patch: { [`${CLUSTER}/AutoTerminationPolicy/IdleTimeout`]: 10 } },
  { what: 'a market that does not exist', patch: { [`${CLUSTER}/Instances/CoreInstanceGroup/Market`]: 'FREE' } },
  { what: 'step concurrency out of range', patch: { [`${CLUSTER}/StepConcurrencyLevel`]: 500 } },
];
