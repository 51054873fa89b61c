import { PlatformComparison } from './comparison';
import { Architecture, Assumption, Escalation, Machine, Objective, Pins, Plan, PlannedDriver, PlannedExecutor, PlanRequest } from './plan';
import { InstanceTypeCorrection } from '../catalog/instance-corrections';

export type NodeDiskType = 'GP3' | 'INSTANCE_STORE';

/** An instance of the cluster with its disks. */
export interface Node extends Machine {
  readonly instanceType: string;
  readonly diskType: NodeDiskType;
  /** Of EBS beside the root volume. */
  readonly ebsGiB: number;
  /** Instance, EMR's fee, all EBS volumes. */
  readonly usdPerHour: number;
  /** The same of a Spot instance. */
  readonly spotUsdPerHour: number;
}

/** Pins of a cluster. */
export interface Ec2Pins extends Pins {
  /** The types that core nodes may have. */
  readonly instanceTypes?: readonly string[];
  /** Core and task nodes in all. */
  readonly nodes?: number;
}

/** Prices that a caller knows better; those of instances are corrections of the catalog. */
export interface Ec2PriceOverrides {
  readonly gp3UsdPerGiBMonth?: number;
}

/** What is asked of the planner for a cluster besides the workload. */
export interface Ec2Request extends Omit<PlanRequest, 'warm' | 'serverlessStorage'> {
  readonly pins: Ec2Pins;
  /** Families that any node may have. Left out: all. */
  readonly families?: readonly string[];
  readonly deniedFamilies?: readonly string[];
  /** Types that EMR may put in place of the plan's own: executors fill each of them. */
  readonly fleet?: readonly string[];
  /** Types beyond the catalog, and corrections of it: prices above all. */
  readonly instanceTypes?: readonly InstanceTypeCorrection[];
  readonly prices?: Ec2PriceOverrides;
  /** Of the nodes of the executors at most this share, from 0 to below 1, are task nodes on Spot instances. 0: all are core nodes on demand. */
  readonly spotShare?: number;
}

/** A plan for either platform. */
export type AnyPlan = (Plan | Ec2Plan) & { readonly comparison?: PlatformComparison };

/** EBS volumes of one node, all alike. */
export interface NodeVolumes {
  readonly type: 'gp3';
  readonly volumes: number;
  readonly sizeGiB: number;
}

/** Nodes of one kind, and what lies on them. */
export interface CoreNodes {
  readonly instanceType: string;
  readonly count: number;
  readonly executorsPerNode: number;
  /** Of YARN, on one node. */
  readonly yarnMemoryMiB: number;
  readonly vCores: number;
  /** Of YARN's memory, on all of them and on the task nodes together. */
  readonly idleMiB: number;
  /** Beside the root volume. Null: none, the instance store will do. */
  readonly ebs: NodeVolumes | null;
  /** Instance, EMR's fee and volumes, of one node. */
  readonly usdPerHour: number;
}

/** Nodes on Spot instances: the same type, disks and executors as core nodes. */
export interface TaskNodes {
  readonly instanceType: string;
  readonly count: number;
  readonly market: 'SPOT';
  /** Instance, EMR's fee and volumes, of one node. */
  readonly usdPerHour: number;
}

/** The instances of a plan. */
export interface PlannedCluster {
  readonly deployMode: 'client';
  readonly primary: { readonly instanceType: string; readonly vCores: number; readonly memoryMiB: number; readonly usdPerHour: number };
  readonly core: CoreNodes;
  /** Null: none. */
  readonly task: TaskNodes | null;
  readonly applicationMaster: { readonly memoryMiB: number; readonly vCores: number };
  /** While it runs, busy or not. */
  readonly usdPerHour: number;
  /** What the cluster itself has to say to Spark; sizes travel with each job. */
  readonly sparkDefaults: Readonly<Record<string, string>>;
}

/** Core and task nodes. */
export function nodesOf({ core, task }: Pick<PlannedCluster, 'core' | 'task'>): number {
  return core.count + (task?.count ?? 0);
}

/** `sized-emr/plan/1` of a cluster on EC2. */
export interface Ec2Plan extends Omit<Plan, 'platform' | 'executor' | 'driver' | 'serverless' | 'escalation' | 'pins'> {
  readonly platform: 'ec2';
  readonly architecture: Architecture;
  readonly objective: Objective;
  readonly executor: Omit<PlannedExecutor, 'worker' | 'diskType'> & { readonly diskType: NodeDiskType };
  readonly driver: Omit<PlannedDriver, 'worker' | 'diskType'>;
  readonly cluster: PlannedCluster;
  readonly escalation?: Omit<Escalation, 'executor'> & { readonly executor: Omit<Escalation['executor'], 'worker'> };
  readonly assumptions: readonly Assumption[];
  readonly pins?: Ec2Pins;
  /** Types of the plan that the catalog lacks or has other figures of, as they were stated: the plan is checked with them. */
  readonly instanceTypes?: readonly InstanceTypeCorrection[];
}
