import { MEMORY_FRACTION, Shape, shapeOf, Unit } from './container';
import { NodeType } from './ec2-types';
import { mapStatusBytes } from './memory-fit';
import { Machine } from './plan';
import { Space, taskCpuChoices } from './space';
import { LAWS } from '../catalog/laws';
import { defaultCollector } from '../memory/jvm-heap';
import { RESERVED_BYTES } from '../memory/unified';
import { containerChoicesMiB } from '../packing/executor-size';
import { MIB, MIB_PER_GIB } from '../units';
import { Demand } from '../workload/demand';

/** Executors of one node: how many, the slots of each, and the cores that they take for them. */
export interface NodeCut {
  readonly executors: number;
  readonly slots: number;
  readonly cores: number;
  readonly taskCpus: number;
}

/** A node with several executors. */
export interface NodeUnit extends Unit {
  readonly node: NodeType;
}

/** The node that a shape of this platform stands on. */
export function nodeOf({ unit }: Shape): NodeType {
  return (unit as NodeUnit).node; // every shape of the platform is made by `nodeShapes`
}

const cutsByNode = new Map<string, ReadonlyMap<number, readonly NodeCut[]>>();

/**
 * Every way to share out the vCPUs of a node, by the slots that it makes of them: executors × cores ≤ vCPUs, cores div task CPUs slots.
 * More cores than slots need matter by the page size alone, a power of two: of each number of task CPUs the fewest and the most cores do.
 */
export function cutsOf(vCpus: number, executorCores?: number, taskCpus?: number): ReadonlyMap<number, readonly NodeCut[]> {
  const key = `${vCpus}/${executorCores}/${taskCpus}`;
  const known = cutsByNode.get(key) ?? bySlots(allCuts(vCpus, executorCores, taskCpus));
  cutsByNode.set(key, known);
  return known;
}

function allCuts(vCpus: number, executorCores?: number, pinnedCpus?: number): NodeCut[] {
  const cuts: NodeCut[] = [];
  for (let executors = 1; executors <= vCpus; executors++) {
    const mostCores = Math.floor(vCpus / executors);
    if (executorCores !== undefined && executorCores > mostCores) continue;
    for (const taskCpus of taskCpuChoices(executorCores ?? mostCores, pinnedCpus)) {
      const choices = coreChoices(mostCores, taskCpus, executorCores);
      cuts.push(...choices.map(cores => ({ executors, cores, taskCpus, slots: Math.floor(cores / taskCpus) })));
    }
  }
  return cuts;
}

function coreChoices(mostCores: number, taskCpus: number, pinned?: number): number[] {
  if (pinned !== undefined) return [pinned];
  const choices = [];
  for (let slots = 1; slots * taskCpus <= mostCores; slots++) {
    const most = Math.min(mostCores, slots * taskCpus + taskCpus - 1);
    choices.push(slots * taskCpus);
    if (most > slots * taskCpus) choices.push(most);
  }
  return choices;
}

/** The most slots first. */
function bySlots(cuts: readonly NodeCut[]): ReadonlyMap<number, readonly NodeCut[]> {
  const groups = new Map<number, NodeCut[]>();
  for (const cut of [...cuts].sort((a, b) => b.executors * b.slots - a.executors * a.slots)) {
    const slots = cut.executors * cut.slots;
    const group = groups.get(slots);
    if (group) group.push(cut);
    else groups.set(slots, [cut]);
  }
  return groups;
}

/**
 * The executors of one run that application masters take the place of: none where every node has room for all masters, wherever YARN places them;
 * else exactly for one run, and one each at their worst for several.
 */
export function displacedExecutors({ yarn, masterMiB }: NodeType, executors: number, containerMiB: number, runs: number): number {
  if (executors * containerMiB + runs * masterMiB <= yarn.memoryMiB) return 0;
  if (runs > 1) return Math.ceil(masterMiB / containerMiB);
  return executors - Math.floor((yarn.memoryMiB - masterMiB) / containerMiB);
}

/** Slots of one executor at the most, by the laws of good plans. */
export function lawfulSlots({ hardDisks }: NodeType): number {
  return hardDisks ? LAWS.maximumHdfsSlots.value : LAWS.maximumNodeSlots.value;
}

/** The shapes of one cut of a node: with room for the masters of all runs on every node, or with executors fewer where the masters lie. */
export function nodeShapes(space: Space<Machine>, node: NodeType, cut: NodeCut, leastMiB: number): Shape[] {
  const { executors, slots, cores, taskCpus } = cut;
  if (space.lawful && slots > lawfulSlots(node)) return [];
  return containerChoicesMiB(node.yarn, executors, space.concurrentRuns * node.masterMiB)
    .filter(containerMiB => containerMiB >= leastMiB)
    .map(containerMiB => {
      const unit: NodeUnit = {
        node,
        executors,
        vCpu: node.vCpu,
        memoryGiB: node.type.memoryMiB / MIB_PER_GIB,
        displaced: displacedExecutors(node, executors, containerMiB, space.concurrentRuns),
        mostExecutors: space.request.pins.executors ?? Infinity,
      };
      return { ...shapeOf(cores, containerMiB / MIB_PER_GIB, taskCpus, jvmOf(space, node)), unit };
    });
}

/** YARN does not bound what the JVM sees: the collector is the one for the whole node. */
function jvmOf({ request, release, demand }: Space<Machine>, { type, vCpu }: NodeType) {
  const machine = { javaVersion: release.java, cores: vCpu, memoryBytes: type.memoryMiB * MIB };
  return { collector: request.pins.collector ?? defaultCollector(machine), javaVersion: release.java, offHeapBytes: demand.offHeapBytes };
}

/** Tungsten's pages. */
const PAGES_MIB = [1, 2, 4, 8, 16, 32, 64];
/** Heaps end on regions of at most so much, so a JVM may have that much more than -Xmx. */
const HEAP_ALIGNMENT_MIB = 32;

/** What tasks take at the least, whatever the cut: lower bounds, so that cuts that cannot hold are left out unseen. All in MiB. */
export interface LeastNeeds {
  /** Over all partition counts, in intervals. */
  readonly intervals: readonly LeastOfInterval[];
  readonly user: number;
  readonly python: number;
  readonly broadcast: number;
  /** 0: execution is on the heap. */
  readonly offHeap: number;
  /** The least heap that is looked at. */
  readonly heap: number;
}

/** Lower bounds over an interval of partition counts: what a task takes of execution memory at its end, the map statuses at its begin. */
interface LeastOfInterval {
  readonly task: number;
  readonly mapStatuses: number;
}

/** Each interval ends where the partitions are so many times those of its begin. */
const INTERVAL_RATIO = 1.2;

export function leastNeeds(space: Space<Machine>, bounds: readonly [number, number]): LeastNeeds {
  const { demand, need, lawful } = space;
  const task = (partitions: number) => Math.min(...PAGES_MIB.map(page => need.reduceBytes(partitions, page * MIB))) / MIB;
  return {
    intervals: intervalsOf(bounds).map(([from, to]) => ({ task: task(to), mapStatuses: mapStatusBytes(demand.splits, from) / MIB })),
    user: demand.userBytesPerTask / MIB,
    python: demand.pythonBytesPerSlot / MIB,
    broadcast: LAWS.broadcastReadCopies.value * demand.broadcastBytes / MIB,
    offHeap: demand.offHeapBytes / MIB,
    heap: lawful ? LAWS.minimumExecutorHeapMiB.value : LAWS.neededHeapFloorMiB.value,
  };
}

/** Intervals that cover the partition counts; none holds the one at which map statuses shrink and the next. */
function intervalsOf([least, most]: readonly [number, number]): [number, number][] {
  const exact = LAWS.exactMapStatusPartitions.value;
  const intervals: [number, number][] = [];
  for (let from = least; from <= most;) {
    const to = Math.min(most, Math.ceil(from * INTERVAL_RATIO), from <= exact ? exact : Infinity);
    intervals.push([from, to]);
    from = to + 1;
  }
  return intervals;
}

/**
 * The least container of so many slots: heap × 1.1 + Python + off-heap, the heap at least slots × task / 0.6 + 300 by the ledger,
 * (slots × (task + user) + broadcasts + map statuses) / 0.85 by the physical check. Infinite where off-heap memory does not hold the tasks.
 */
export function leastContainerMiB(needs: LeastNeeds, slots: number): number {
  const { intervals, python, offHeap, heap } = needs;
  const busy = Math.min(...intervals.map(interval => leastHeapMiB(needs, interval, slots))) - HEAP_ALIGNMENT_MIB;
  return Math.max(heap, busy) * (1 + LAWS.overheadHeapFraction.value) + slots * python + offHeap;
}

function leastHeapMiB({ user, broadcast, offHeap }: LeastNeeds, { task, mapStatuses }: LeastOfInterval, slots: number): number {
  if (offHeap > 0 && slots * task > offHeap) return Infinity;
  const onHeap = offHeap > 0 ? 0 : slots * task;
  const ledger = onHeap / MEMORY_FRACTION + RESERVED_BYTES / MIB;
  return Math.max(ledger, (onHeap + slots * user + broadcast + mapStatuses) / LAWS.physicalFillFraction.value);
}

/**
 * Nodes without which a cache that must stay does not fit, however they are cut: all of their memory in heaps with the least overhead, and
 * all unified memory for the cache.
 */
export function leastCacheNodes({ cacheBytes, cacheFallsToDisk, offHeapBytes }: Demand, { yarn, vCpu }: NodeType): number {
  if (cacheFallsToDisk || offHeapBytes > 0) return 0;
  const heapMiB = yarn.memoryMiB / (1 + LAWS.overheadHeapFraction.value) + vCpu * HEAP_ALIGNMENT_MIB;
  return cacheBytes / (MEMORY_FRACTION * heapMiB * MIB);
}

/** The most slots that so much of YARN's memory holds, however they are cut: what each takes beside all that an executor takes once. */
export function mostNodeSlots(needs: LeastNeeds, node: NodeType): number {
  return Math.min(node.vCpu, Math.max(...needs.intervals.map(interval => mostSlotsOfInterval(needs, interval, node))));
}

function mostSlotsOfInterval({ user, python, offHeap }: LeastNeeds, { task, mapStatuses }: LeastOfInterval, { yarn }: NodeType): number {
  const onHeap = offHeap > 0 ? 0 : task;
  const perHeap = 1 + LAWS.overheadHeapFraction.value;
  const heap = Math.max(onHeap / MEMORY_FRACTION, (onHeap + user) / LAWS.physicalFillFraction.value) - HEAP_ALIGNMENT_MIB;
  const each = Math.max(0, heap) * perHeap + python + (offHeap > 0 ? task : 0);
  const left = yarn.memoryMiB - (mapStatuses / LAWS.physicalFillFraction.value - HEAP_ALIGNMENT_MIB) * perHeap;
  return each > 0 ? Math.floor(left / each) : left > 0 ? Infinity : 0;
}
