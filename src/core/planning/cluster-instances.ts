import { Ec2Plan, NodeVolumes } from './ec2-plan';
import { FleetType } from './fleet';
import { FleetUnits, withSpare } from './shared-cluster';

/** How instances are bought, in EMR's words. */
export type Market = 'ON_DEMAND' | 'SPOT';

/** The nodes of a cluster, whatever they are emitted as. */
export interface ClusterNodes {
  readonly primaryType: string;
  /** The plan's type, and those that a fleet may have beside it. */
  readonly types: readonly FleetType[];
  readonly isFleet: boolean;
  /** In nodes of the plan's type. */
  readonly coreNodes: number;
  readonly taskNodes: number;
  readonly taskMarket: Market;
  /** Of managed scaling. */
  readonly minimumNodes?: number;
  /** Disks of the plan's type where several workloads share it. */
  readonly ebs: NodeVolumes | null;
  /** Units of a fleet beyond those of the nodes, so that each type alone holds everything. */
  readonly spareUnits: number;
}

interface EbsConfiguration {
  readonly ebsBlockDeviceConfigs: {
    readonly volumeSpecification: { readonly volumeType: string; readonly sizeInGb: number };
    readonly volumesPerInstance: number;
  }[];
}

interface InstanceGroup {
  readonly name?: string;
  readonly instanceCount: number;
  readonly instanceType: string;
  readonly market: Market;
  readonly ebsConfiguration?: EbsConfiguration;
}

interface InstanceFleet {
  readonly name?: string;
  readonly targetOnDemandCapacity: number;
  readonly targetSpotCapacity: number;
  readonly instanceTypeConfigs: { readonly instanceType: string; readonly weightedCapacity: number; readonly ebsConfiguration?: EbsConfiguration }[];
  readonly launchSpecifications?: {
    readonly spotSpecification?: { readonly allocationStrategy: string; readonly timeoutDurationMinutes: number; readonly timeoutAction: string };
    readonly onDemandSpecification?: { readonly allocationStrategy: string };
  };
}

/** The nodes as AWS::EMR::Cluster has them, in the names of CDK. */
export interface ClusterInstances {
  readonly masterInstanceGroup?: InstanceGroup;
  readonly coreInstanceGroup?: InstanceGroup;
  readonly taskInstanceGroups?: InstanceGroup[];
  readonly masterInstanceFleet?: InstanceFleet;
  readonly coreInstanceFleet?: InstanceFleet;
  readonly taskInstanceFleets?: InstanceFleet[];
}

/** Whether node labels keep application masters on core nodes: only Spot takes task nodes away. */
export function keepsMasterOnCore({ taskNodes = 0, taskMarket }: { readonly taskNodes?: number; readonly taskMarket?: Market }): boolean {
  return taskNodes > 0 && taskMarket === 'SPOT';
}

/** Instance groups, or fleets of the same nodes. */
export function instancesOf(nodes: ClusterNodes): ClusterInstances {
  return nodes.isFleet ? fleetsOf(nodes) : groupsOf(nodes);
}

/** What instance groups follow from. */
interface GroupedNodes extends Pick<ClusterNodes, 'primaryType' | 'coreNodes' | 'taskNodes' | 'taskMarket' | 'ebs'> {
  readonly types: readonly Pick<FleetType, 'instanceType'>[];
}

/** The instance groups of a plan by itself. */
export function groupsOfPlan({ cluster: { primary, core, task } }: Ec2Plan): ClusterInstances {
  const { instanceType, count, ebs } = core;
  return groupsOf({ primaryType: primary.instanceType, types: [{ instanceType }], coreNodes: count, taskNodes: task?.count ?? 0, taskMarket: task?.market ?? 'ON_DEMAND', ebs });
}

function groupsOf({ primaryType, types: [own], coreNodes, taskNodes, taskMarket, ebs }: GroupedNodes): ClusterInstances {
  const ebsConfiguration = ebsOf(ebs);
  return {
    masterInstanceGroup: { instanceCount: 1, instanceType: primaryType, market: 'ON_DEMAND' },
    coreInstanceGroup: { instanceCount: coreNodes, instanceType: own.instanceType, market: 'ON_DEMAND', ebsConfiguration },
    taskInstanceGroups: taskNodes > 0
      ? [{ name: 'Task', instanceCount: taskNodes, instanceType: own.instanceType, market: taskMarket, ebsConfiguration }] : undefined,
  };
}

/** gp3 as the plan has it; the service's own where the instance store will do. */
function ebsOf(ebs: NodeVolumes | null): EbsConfiguration | undefined {
  return ebs ? {
    ebsBlockDeviceConfigs: [{ volumeSpecification: { volumeType: ebs.type, sizeInGb: ebs.sizeGiB }, volumesPerInstance: ebs.volumes }],
  } : undefined;
}

/** After so many minutes without Spot capacity EMR takes instances on demand. */
const SPOT_TIMEOUT_MINUTES = 15;

function fleetsOf(nodes: ClusterNodes): ClusterInstances {
  const { primaryType, taskNodes, taskMarket } = nodes;
  const { core, task } = fleetUnits(nodes);
  return {
    masterInstanceFleet: {
      targetOnDemandCapacity: 1,
      targetSpotCapacity: 0,
      instanceTypeConfigs: [{ instanceType: primaryType, weightedCapacity: 1 }],
    },
    coreInstanceFleet: fleetOf(nodes, core, 'ON_DEMAND'),
    taskInstanceFleets: taskNodes > 0 ? [{ name: 'Task', ...fleetOf(nodes, task, taskMarket) }] : undefined,
  };
}

/** Targets in executors of the first plan. */
function fleetUnits({ types: [own], coreNodes, taskNodes, spareUnits }: ClusterNodes): FleetUnits {
  return withSpare({ core: coreNodes * own.weight, task: taskNodes * own.weight }, spareUnits);
}

function fleetOf({ types, ebs }: ClusterNodes, units: number, market: Market): InstanceFleet {
  const isSpot = market === 'SPOT';
  return {
    targetOnDemandCapacity: isSpot ? 0 : units,
    targetSpotCapacity: isSpot ? units : 0,
    instanceTypeConfigs: types.map((type, index) => (
      { instanceType: type.instanceType, weightedCapacity: type.weight, ebsConfiguration: ebsOf(index === 0 ? ebs : type.ebs) }
    )),
    launchSpecifications: isSpot
      ? { spotSpecification: { allocationStrategy: 'capacity-optimized', timeoutDurationMinutes: SPOT_TIMEOUT_MINUTES, timeoutAction: 'SWITCH_TO_ON_DEMAND' } }
      : { onDemandSpecification: { allocationStrategy: 'lowest-price' } },
  };
}

interface ComputeLimits {
  readonly unitType: 'InstanceFleetUnits' | 'Instances';
  readonly minimumCapacityUnits: number;
  readonly maximumCapacityUnits: number;
  readonly maximumOnDemandCapacityUnits: number;
  readonly maximumCoreCapacityUnits: number;
}

/** Limits of managed scaling: never above the nodes declared, in nodes or in units of the fleets. */
export function scalingOf(nodes: ClusterNodes): { readonly computeLimits: ComputeLimits } | undefined {
  const { minimumNodes, coreNodes, taskNodes, taskMarket, isFleet, types: [own] } = nodes;
  if (minimumNodes === undefined) return undefined;
  const { core, task } = isFleet ? fleetUnits(nodes) : { core: coreNodes, task: taskNodes };
  return {
    computeLimits: {
      unitType: isFleet ? 'InstanceFleetUnits' : 'Instances',
      minimumCapacityUnits: isFleet ? minimumNodes * own.weight : minimumNodes,
      maximumCapacityUnits: core + task,
      maximumOnDemandCapacityUnits: taskMarket === 'SPOT' ? core : core + task,
      maximumCoreCapacityUnits: core,
    },
  };
}
