import { bestCaseSeconds } from './bounds';
import { BareShape, Candidate, diskRequestOf, ShapeSearch } from './candidate';
import { executorsOf, Shape } from './container';
import { SECONDS_PER_HOUR } from './cost';
import { diskBytes } from './disk';
import { DriverLoad } from './driver';
import { NodeDisk, nodeDisks } from './ec2-disks';
import { Ec2Pins, Node, NodeDiskType } from './ec2-plan';
import { PrimaryChoice, primaryLoad } from './ec2-primary';
import { cutsOf, leastCacheNodes, leastContainerMiB, leastNeeds, mostNodeSlots, nodeOf, nodeShapes } from './ec2-shapes';
import { NodeType, undominated } from './ec2-types';
import { Crew, DiskSeat, Platform, ShapeGroup } from './platform';
import { parallelSecondsAllowed, partitionBounds, Space } from './space';
import { End, fastestPartitions, meanReadySeconds, ReadyTimes, runSeconds, serialSeconds } from './time';
import { LAWS } from '../catalog/laws';
import { GIB, MIB_PER_GIB } from '../units';

/** Of a cluster that is started for the run: all executors come at once. */
export const CLUSTER_READY: ReadyTimes = {
  driverSeconds: LAWS.clusterStartSeconds.value + LAWS.clusterDriverSeconds.value,
  firstExecutorSeconds: LAWS.clusterExecutorsSeconds.value,
  executorsPerSecond: Infinity,
};

/** EMR on EC2: core nodes with several executors each, and a primary node with the drivers of all runs. A count is one of core nodes for each run. */
export class Ec2Platform implements Platform<Node> {
  public readonly ready = CLUSTER_READY;
  public readonly sharesDriver = true;
  public readonly cheapestDriver: Node | undefined;
  private readonly primaries: PrimaryChoice;
  private readonly undominated: readonly NodeType[];

  /** `primaries` may be other types than those of core nodes; of the nodes `spotShare` at the most are on Spot instances. */
  public constructor(
    public readonly types: readonly NodeType[],
    primaries: readonly NodeType[],
    public readonly ebsUsdPerGiBHour: number,
    public readonly spotShare = 0,
  ) {
    this.primaries = new PrimaryChoice(primaries);
    this.undominated = undominated(types);
    const least = { heapMiB: LAWS.driverBaseHeapMiB.value, overheadMiB: LAWS.minimumOverheadMiB.value, vCpu: 1 };
    this.cheapestDriver = this.primaries.for(primaryLoad(least, 1, 1));
  }

  /** A row for each type, by a lower bound on its cost: the groups of a row by the slots of one node, the most first. */
  public groups(space: Space<Node>): Iterable<ShapeGroup>[] {
    const { pins } = space.request;
    const bounds = partitionBounds(space);
    const most = bounds[1];
    const needs = leastNeeds(space, bounds);
    const leastContainer = rememberedBySlots(slots => leastContainerMiB(needs, slots));
    const { instanceTypes } = pins as Ec2Pins;
    return this.candidatesFor(instanceTypes)
      .filter(({ vCpu }) => this.quotaCount(space, vCpu) >= 1)
      .map(node => ({ node, slots: mostNodeSlots(needs, node) }))
      .filter(({ slots }) => slots > 0)
      .map(({ node, slots }) => ({ node, slots, leastUsd: this.leastUsdOf(space, { node, slots }, most) }))
      .sort((a, b) => a.leastUsd - b.leastUsd || (a.node.type.instanceType < b.node.type.instanceType ? -1 : 1))
      .map(({ node, slots }) => this.row(space, { node, slots }, leastContainer, most));
  }

  private candidatesFor(names: readonly string[] | undefined): readonly NodeType[] {
    return names === undefined ? this.undominated : undominated(this.types.filter(({ type }) => names.includes(type.instanceType)));
  }

  private* row(
    space: Space<Node>, { node, slots: mostSlots }: SlottedNode, leastContainer: (slots: number) => number, mostPartitions: number,
  ): Generator<ShapeGroup> {
    const { executorCores, taskCpus } = space.request.pins;
    for (const [slots, cuts] of cutsOf(node.vCpu, executorCores, taskCpus)) {
      if (slots > mostSlots) continue;
      yield {
        leastUsd: this.leastUsdOf(space, { node, slots }, mostPartitions),
        leastSeconds: end => leastSecondsOf(space, { node, slots }, this.mostNodes(space, node), end),
        shapes: () => cuts.flatMap(cut => nodeShapes(space, node, cut, leastContainer(cut.slots))),
      };
    }
  }

  /** Nodes with so many slots are billed for the work, for starting, and for the longest tasks, as many as hold the cache; the cheapest primary node beside them. */
  private leastUsdOf(space: Space<Node>, { node, slots }: SlottedNode, mostPartitions: number): number {
    const { pace, demand, concurrentRuns } = space;
    const primaryUsd = (this.cheapestDriver?.usdPerHour ?? 0) / concurrentRuns;
    const nodes = Math.max(1, leastSlots(space, mostPartitions) / slots, leastCacheNodes(demand, node));
    const usdPerHour = this.leastUsdPerHour(node);
    if (pace.steady) return nodes * usdPerHour + primaryUsd;
    const each = startSeconds() + serialSeconds(pace, mostPartitions, 'mid');
    return (usdPerHour * (nodes * each + demand.coreSeconds.mid / slots) + primaryUsd * each) / SECONDS_PER_HOUR;
  }

  public countBounds(space: Space<Node>, shape: Shape, mostPartitions: number): readonly [number, number] {
    const { request, demand, concurrentRuns } = space;
    const { nodes, executors } = request.pins as Ec2Pins;
    const { unit, slots } = shape;
    const forExecutors = (count: number) => Math.ceil((count + unit.displaced) / unit.executors);
    const quota = this.quotaCount(space, unit.vCpu);
    const fewest = forExecutors(executors ?? 1);
    if (nodes !== undefined) return [Math.max(fewest, nodes / concurrentRuns), Math.min(quota, nodes / concurrentRuns)];
    if (executors !== undefined) return [fewest, Math.min(quota, fewest)];
    const least = Math.ceil(Math.max(leastSlots(space, mostPartitions) / (slots * unit.executors), leastCacheNodes(demand, nodeOf(shape))));
    const most = forExecutors(Math.ceil(Math.max(demand.splits, mostPartitions) / slots));
    return [Math.max(fewest, least), Math.min(quota, Math.max(fewest, most, least))];
  }

  /** Core nodes beside the smallest primary node that the quota leaves each run. */
  private quotaCount({ maxConcurrentVcpus, concurrentRuns }: Space<Node>, vCpu: number): number {
    if (maxConcurrentVcpus === undefined) return Infinity;
    return Math.floor((maxConcurrentVcpus - (this.cheapestDriver?.vCpu ?? 0)) / concurrentRuns / vCpu);
  }

  /** Core nodes of a type for each run at the most. */
  private mostNodes(space: Space<Node>, { vCpu }: NodeType): number {
    const { nodes = Infinity } = space.request.pins as Ec2Pins;
    return Math.min(nodes / space.concurrentRuns, this.quotaCount(space, vCpu));
  }

  public fastestDisk(_space: Space<Node>, shape: Shape): number {
    const { storeBytesPerSecond, ebsBytesPerSecond } = nodeOf(shape);
    return (storeBytesPerSecond + ebsBytesPerSecond) / shape.unit.executors;
  }

  public disks(space: Space<Node>, { shape, option, present }: DiskSeat): NodeDisk[] {
    const executor = diskRequestOf(space, shape, option, present);
    return nodeDisks({ executor, executors: shape.unit.executors, node: nodeOf(shape), pinnedGiB: space.request.pins.diskGiB });
  }

  public leastUsdFrom({ space: { pace, demand, concurrentRuns }, shape, bounds: [, most] }: BareShape<Node>, count: number): number {
    const usdPerHour = this.leastUsdPerHour(nodeOf(shape));
    const primaryUsd = (this.cheapestDriver?.usdPerHour ?? 0) / concurrentRuns;
    if (pace.steady) return count * usdPerHour + primaryUsd;
    const each = startSeconds() + serialSeconds(pace, most, 'mid');
    return (usdPerHour * (demand.coreSeconds.mid / (shape.slots * shape.unit.executors) + count * each) + primaryUsd * each) / SECONDS_PER_HOUR;
  }

  public leastUsdAt(one: ShapeSearch<Node>, count: number, end: End): number {
    const { space: { pace, concurrentRuns }, shape } = one;
    const nodeUsdPerHour = this.leastUsdPerHour(nodeOf(shape)) + this.leastEbsUsdPerHour(one, count);
    const hourly = count * nodeUsdPerHour + (this.cheapestDriver?.usdPerHour ?? 0) / concurrentRuns;
    return pace.steady ? hourly : hourly * leastBilledSeconds(bestCaseSeconds(one, count, end)) / SECONDS_PER_HOUR;
  }

  /** All executors there when the shuffle is written, and the heap with the largest storage region. */
  private leastEbsUsdPerHour({ space: { demand, spilledBytes }, shape, storageRegionBytes }: ShapeSearch<Node>, count: number): number {
    const shares = { demand, shape, storageRegionBytes, present: executorsOf(shape, count), serverlessStorage: false, spilledBytes };
    const neededGiB = shape.unit.executors * diskBytes(shares) / GIB + LAWS.diskReserveGiB.value - nodeOf(shape).storeGiB;
    return Math.max(0, neededGiB / LAWS.nodeDiskFill.value) * this.ebsUsdPerGiBHour;
  }

  public driverFor({ concurrentRuns }: Space<Node>, load: DriverLoad, count: number): Node | undefined {
    return this.primaries.for(primaryLoad(load, concurrentRuns, concurrentRuns * count));
  }

  /** Of a node on the mean, where as many as may be are on Spot instances. */
  private leastUsdPerHour({ usdPerHour, spotUsdPerHour }: NodeType): number {
    return usdPerHour - this.spotShare * Math.max(0, usdPerHour - spotUsdPerHour);
  }

  public machine(shape: Shape, { diskGiB, diskType, ebsGiB }: NodeDisk): Node {
    const { type, vCpu, usdPerHour, spotUsdPerHour } = nodeOf(shape);
    return {
      instanceType: type.instanceType,
      vCpu,
      memoryGiB: type.memoryMiB / MIB_PER_GIB,
      diskGiB,
      diskType: diskType as NodeDiskType,
      ebsGiB,
      usdPerHour: usdPerHour + ebsGiB * this.ebsUsdPerGiBHour,
      spotUsdPerHour: spotUsdPerHour + ebsGiB * this.ebsUsdPerGiBHour,
    };
  }

  public usd({ pace, concurrentRuns }: Space<Node>, crew: Crew<Node>, seconds: number): number {
    const hourly = clusterUsdPerHour(crew, concurrentRuns, this.spotShare);
    return pace.steady ? hourly : hourly * billedSeconds(seconds) / SECONDS_PER_HOUR;
  }

  /** Fewer vCPUs, then less memory, then full nodes, executors of a good size, fewer partitions; what is left is ordered by cost and cuts. */
  public order({ shape, driver, count, usd, partitions }: Candidate<Node>): number[] {
    const idle = 1 - usedShare(shape, count) > 1 - LAWS.fullNodesShare.value ? 1 : 0;
    return [
      count * shape.unit.vCpu + driver.vCpu, count * shape.unit.memoryGiB + driver.memoryGiB,
      idle, Math.abs(shape.slots - LAWS.preferredSlots.value), partitions, usd, shape.vCpu, shape.taskCpus,
    ];
  }

  public kind({ worker: { instanceType } }: Candidate<Node>): string {
    return instanceType;
  }
}

/** USD an hour of what one run uses: its share of the core nodes, of the task nodes, and of the primary node. */
export function clusterUsdPerHour({ driver, executor, count }: Crew<Node>, runs: number, spotShare = 0): number {
  const onSpot = spotNodes(runs * count, spotShare) / runs;
  return (count - onSpot) * executor.usdPerHour + onSpot * executor.spotUsdPerHour + driver.usdPerHour / runs;
}

/** Of all nodes those on Spot instances: as many as the share allows, and one core node always stays. */
export function spotNodes(nodes: number, share: number): number {
  return Math.min(nodes - 1, Math.floor(nodes * share));
}

/** Seconds billed for every instance: from when it runs to the end, a minute at least, rounded up. */
export function billedSeconds(seconds: number): number {
  return Math.ceil(leastBilledSeconds(seconds));
}

function leastBilledSeconds(seconds: number): number {
  return Math.max(LAWS.billedMinimumSeconds.value, seconds - LAWS.clusterUnbilledSeconds.value);
}

/** Billed seconds until the executors are there. */
function startSeconds(): number {
  return CLUSTER_READY.driverSeconds + CLUSTER_READY.firstExecutorSeconds - LAWS.clusterUnbilledSeconds.value;
}

/** Of YARN's memory on all core nodes of a run the share that executors and the application master take. */
export function usedShare(shape: Shape, count: number): number {
  const { yarn, masterMiB } = nodeOf(shape);
  return (executorsOf(shape, count) * shape.memoryGiB * MIB_PER_GIB + masterMiB) / (count * yarn.memoryMiB);
}

/** Slots without which the work alone takes longer than what the deadline, or what else bounds the time, leaves beside the start and the longest tasks. */
function leastSlots(space: Space<Node>, mostPartitions: number): number {
  const { pace, demand: { coreSeconds }, mostSeconds = Infinity } = space;
  const starting = meanReadySeconds(pace, 1);
  const needed = (work: number, seconds: number) => seconds > starting ? work / (seconds - starting) : Infinity;
  return Math.max(
    needed(coreSeconds.high, parallelSecondsAllowed(space, mostPartitions)),
    needed(coreSeconds.mid, mostSeconds - serialSeconds(pace, mostPartitions, 'mid')));
}

function rememberedBySlots(rule: (slots: number) => number): (slots: number) => number {
  const known = new Map<number, number>();
  return slots => {
    const value = known.get(slots) ?? rule(slots);
    known.set(slots, value);
    return value;
  };
}

/** A type, and the slots of one node of it. */
interface SlottedNode {
  readonly node: NodeType;
  readonly slots: number;
}

/** Lower bound on the time of nodes that are alike: as many of them as have slots for all tasks, and two for parts of them, or as many as there may be. */
function leastSecondsOf(space: Space<Node>, { node, slots }: SlottedNode, mostNodes: number, end: End): number {
  const { pace, demand } = space;
  const bounds = partitionBounds(space);
  const count = Math.min(mostNodes, Math.max(demand.splits, bounds[1]) / slots + 2);
  if (count < 1) return Infinity;
  const fleet = { count, slots, diskBytesPerSecond: node.storeBytesPerSecond + node.ebsBytesPerSecond };
  return runSeconds(pace, fleet, fastestPartitions(pace, fleet, bounds, end), end);
}
