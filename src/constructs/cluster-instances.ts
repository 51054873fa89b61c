import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { InstanceMarket } from './cluster-options';
import { NodeVolumes } from '../core/planning/ec2-plan';
import { FleetType } from '../core/planning/fleet';
import { FleetUnits, withSpare } from '../core/planning/shared-cluster';

/** The nodes of a cluster, whatever they are emitted as. */
export interface ClusterNodes {
  readonly primaryType: string;
  /** The plan's type, and those that a fleet may have beside it. */
  readonly types: readonly FleetType[];
  readonly isFleet: boolean;
  /** In nodes of the plan's type. */
  readonly coreNodes: number;
  readonly taskNodes: number;
  readonly taskMarket: InstanceMarket;
  /** Of managed scaling. */
  readonly minimumNodes?: number;
  /** Disks of the plan's type where several workloads share it. */
  readonly ebs: NodeVolumes | null;
  /** Units of a fleet beyond those of the nodes, so that each type alone holds everything. */
  readonly spareUnits: number;
}

type Instances = Pick<CfnCluster.JobFlowInstancesConfigProperty,
  'masterInstanceGroup' | 'coreInstanceGroup' | 'taskInstanceGroups' | 'masterInstanceFleet' | 'coreInstanceFleet' | 'taskInstanceFleets'>;

/** Instance groups, or fleets of the same nodes. */
export function instancesOf(nodes: ClusterNodes): Instances {
  return nodes.isFleet ? fleetsOf(nodes) : groupsOf(nodes);
}

function groupsOf({ primaryType, types: [own], coreNodes, taskNodes, taskMarket, ebs }: ClusterNodes): Instances {
  const ebsConfiguration = ebsOf(ebs);
  return {
    masterInstanceGroup: { instanceCount: 1, instanceType: primaryType, market: InstanceMarket.ON_DEMAND },
    coreInstanceGroup: { instanceCount: coreNodes, instanceType: own.instanceType, market: InstanceMarket.ON_DEMAND, ebsConfiguration },
    taskInstanceGroups: taskNodes > 0
      ? [{ name: 'Task', instanceCount: taskNodes, instanceType: own.instanceType, market: taskMarket, ebsConfiguration }] : undefined,
  };
}

/** gp3 as the plan has it; the service's own where the instance store will do. */
function ebsOf(ebs: NodeVolumes | null): CfnCluster.EbsConfigurationProperty | undefined {
  return ebs ? {
    ebsBlockDeviceConfigs: [{ volumeSpecification: { volumeType: ebs.type, sizeInGb: ebs.sizeGiB }, volumesPerInstance: ebs.volumes }],
  } : undefined;
}

/** After so many minutes without Spot capacity EMR takes instances on demand. */
const SPOT_TIMEOUT_MINUTES = 15;

function fleetsOf(nodes: ClusterNodes): Instances {
  const { primaryType, taskNodes, taskMarket } = nodes;
  const { core, task } = fleetUnits(nodes);
  return {
    masterInstanceFleet: {
      targetOnDemandCapacity: 1,
      targetSpotCapacity: 0,
      instanceTypeConfigs: [{ instanceType: primaryType, weightedCapacity: 1 }],
    },
    coreInstanceFleet: fleetOf(nodes, core, InstanceMarket.ON_DEMAND),
    taskInstanceFleets: taskNodes > 0 ? [{ name: 'Task', ...fleetOf(nodes, task, taskMarket) }] : undefined,
  };
}

/** Targets in executors of the first plan. */
function fleetUnits({ types: [own], coreNodes, taskNodes, spareUnits }: ClusterNodes): FleetUnits {
  return withSpare({ core: coreNodes * own.weight, task: taskNodes * own.weight }, spareUnits);
}

function fleetOf({ types, ebs }: ClusterNodes, units: number, market: InstanceMarket): CfnCluster.InstanceFleetConfigProperty {
  const isSpot = market === InstanceMarket.SPOT;
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

/** Limits of managed scaling: never above the nodes declared, in nodes or in units of the fleets. */
export function scalingOf(nodes: ClusterNodes): CfnCluster.ManagedScalingPolicyProperty | undefined {
  const { minimumNodes, coreNodes, taskNodes, taskMarket, isFleet, types: [own] } = nodes;
  if (minimumNodes === undefined) return undefined;
  const { core, task } = isFleet ? fleetUnits(nodes) : { core: coreNodes, task: taskNodes };
  return {
    computeLimits: {
      unitType: isFleet ? 'InstanceFleetUnits' : 'Instances',
      minimumCapacityUnits: isFleet ? minimumNodes * own.weight : minimumNodes,
      maximumCapacityUnits: core + task,
      maximumOnDemandCapacityUnits: taskMarket === InstanceMarket.SPOT ? core : core + task,
      maximumCoreCapacityUnits: core,
    },
  };
}
