import { DriverLoad } from './driver';
import { Node, PlannedCluster } from './ec2-plan';
import { NodeType } from './ec2-types';
import { LAWS } from '../catalog/laws';
import { MIB_PER_GIB } from '../units';

/** What a primary node has to hold. */
export interface PrimaryLoad {
  readonly memoryMiB: number;
  readonly vCores: number;
}

/** Memory of the daemons on the primary node of a cluster. */
export function daemonsMiB(nodes: number): number {
  return nodes > LAWS.smallClusterNodes.value ? LAWS.largePrimaryDaemonsMiB.value : LAWS.primaryDaemonsMiB.value;
}

/** daemons + runs × driver; 4 vCPU, 8 above 50 nodes, and two beside the drivers. */
export function primaryLoad({ heapMiB, overheadMiB, vCpu }: DriverLoad, runs: number, nodes: number): PrimaryLoad {
  const least = nodes > LAWS.smallClusterNodes.value ? LAWS.largePrimaryVCores.value : LAWS.primaryVCores.value;
  return { memoryMiB: daemonsMiB(nodes) + runs * (heapMiB + overheadMiB), vCores: Math.max(least, runs * vCpu + 2) };
}

/** The primary nodes worth a thought, the cheapest first: none before it has as much of everything. */
export class PrimaryChoice {
  private readonly nodes: readonly Node[];

  public constructor(types: readonly NodeType[]) {
    const kept: Node[] = [];
    for (const node of types.map(primaryNode).sort((a, b) => a.usdPerHour - b.usdPerHour || (a.instanceType < b.instanceType ? -1 : 1))) {
      if (!kept.some(cheaper => cheaper.vCpu >= node.vCpu && cheaper.memoryGiB >= node.memoryGiB)) kept.push(node);
    }
    this.nodes = kept;
  }

  /** The cheapest that holds a load, or undefined. */
  public for({ memoryMiB, vCores }: PrimaryLoad): Node | undefined {
    return this.nodes.find(node => node.vCpu >= vCores && node.memoryGiB * MIB_PER_GIB >= memoryMiB);
  }
}

function primaryNode({ type, vCpu, usdPerHour, spotUsdPerHour }: NodeType): Node {
  return {
    instanceType: type.instanceType,
    vCpu,
    memoryGiB: type.memoryMiB / MIB_PER_GIB,
    diskGiB: LAWS.rootVolumeGiB.value,
    diskType: 'GP3',
    ebsGiB: 0,
    usdPerHour,
    spotUsdPerHour,
  };
}

/** As the plan's document has it. */
export function plannedPrimary({ instanceType, vCpu, memoryGiB, usdPerHour }: Node): PlannedCluster['primary'] {
  return { instanceType, vCores: vCpu, memoryMiB: memoryGiB * MIB_PER_GIB, usdPerHour: Math.round(usdPerHour * 1e6) / 1e6 };
}
