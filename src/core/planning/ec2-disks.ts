import { diskBytes, DiskRequest, DiskOption } from './disk';
import { Node, NodeDiskType, NodeVolumes } from './ec2-plan';
import { NodeType } from './ec2-types';
import { LAWS } from '../catalog/laws';
import { ceilDiv, clamp, GIB, MIB } from '../units';

/** Disks of a node. */
export interface NodeDisk extends DiskOption<NodeDiskType> {
  /** EBS beside the root volume. */
  readonly ebsGiB: number;
}

/** What decides the disks of one node. */
export interface NodeDiskRequest {
  readonly executor: DiskRequest;
  readonly executors: number;
  readonly node: NodeType;
  /** Of EBS, pinned. */
  readonly pinnedGiB?: number;
}

/** GiB that a run writes to one node: what each executor writes, and what else lies there once; rounded up. */
export function neededNodeGiB({ executor, executors }: Pick<NodeDiskRequest, 'executor' | 'executors'>): number {
  return ceilDiv(executors * diskBytes(executor), GIB) + LAWS.diskReserveGiB.value;
}

/** EBS that holds so much without YARN calling the node unhealthy: needed / 0.9, rounded up, a least volume at least. */
function ebsGiBFor(neededGiB: number): number {
  return Math.max(LAWS.gp3LeastGiB.value, ceilDiv(neededGiB, LAWS.nodeDiskFill.value));
}

/** The instance store where it holds what is needed, else gp3 for what it does not hold. Throughput of gp3 costs nothing up to what the volumes have. */
export function nodeDisks(request: NodeDiskRequest): NodeDisk[] {
  const { executors, node, pinnedGiB } = request;
  const beyondStore = neededNodeGiB(request) - node.storeGiB;
  const leastGiB = beyondStore > 0 ? ebsGiBFor(beyondStore) : 0;
  const ebsGiB = pinnedGiB ?? leastGiB;
  if (ebsGiB < leastGiB || ebsGiB > LAWS.nodeMostVolumes.value * LAWS.gp3MostGiB.value) return [];
  const bytesPerSecond = (node.storeBytesPerSecond + (ebsGiB > 0 ? node.ebsBytesPerSecond : 0)) / executors;
  return [{ diskGiB: node.storeGiB + ebsGiB, diskType: ebsGiB > 0 ? 'GP3' : 'INSTANCE_STORE', ebsGiB, bytesPerSecond }];
}

/** The fewest volumes that hold so much and carry what is asked of them. */
export function volumesOf({ ebsGiB }: Pick<Node, 'ebsGiB'>, bytesPerSecond: number): NodeVolumes | null {
  if (ebsGiB === 0) return null;
  const bySpeed = Math.ceil(bytesPerSecond / (LAWS.gp3MiBps.value * MIB));
  const bySize = ceilDiv(ebsGiB, LAWS.gp3MostGiB.value);
  const most = Math.max(bySize, Math.min(LAWS.nodeMostVolumes.value, Math.floor(ebsGiB / LAWS.gp3LeastGiB.value)));
  const volumes = clamp(Math.max(bySpeed, bySize), 1, most);
  return { type: 'gp3', volumes, sizeGiB: ceilDiv(ebsGiB, volumes) };
}
