import { LAWS } from '../catalog/laws';
import { ExecutorJvm, leastStartingHeapMiB, PageRegion, pageRegions, Pools, poolsOf } from '../memory/ledger';
import { defaultMemoryFraction, STORAGE_FRACTION } from '../memory/unified';
import { ceilMiB, MIB_PER_GIB } from '../units';
import { Demand } from '../workload/demand';

export { STORAGE_FRACTION } from '../memory/unified';

/** Spark's own, since 2.0: the planner never moves it, nor the storage fraction. */
export const MEMORY_FRACTION = defaultMemoryFraction('2.0');

/** What is billed at a time: a worker with its executor, or a node with several. */
export interface Unit {
  readonly vCpu: number;
  readonly memoryGiB: number;
  /** Executors on each. */
  readonly executors: number;
  /** Executors that the application master takes the place of, of all together. */
  readonly displaced: number;
  /** Executors of all together at the most: a pinned count. */
  readonly mostExecutors: number;
}

/** One executor's container and how many tasks share it. */
export interface Shape {
  /** Cores of the executor. */
  readonly vCpu: number;
  /** Of the container. */
  readonly memoryGiB: number;
  readonly taskCpus: number;
  readonly slots: number;
  readonly jvm: ExecutorJvm;
  readonly unit: Unit;
}

/** One way to cut a worker's memory. The parts add up to the worker. */
export interface HeapOption {
  readonly heapMiB: number;
  readonly overheadMiB: number;
  readonly offHeapMiB: number;
  readonly pysparkMiB: number;
  readonly pools: Pools;
}

/** A shape of the search: a worker of its own. */
export function shapeOf(vCpu: number, memoryGiB: number, taskCpus: number, jvm: Pick<ExecutorJvm, 'collector' | 'javaVersion' | 'offHeapBytes'>): Shape {
  const slots = Math.floor(vCpu / taskCpus);
  return {
    unit: { vCpu, memoryGiB, executors: 1, displaced: 0, mostExecutors: Infinity },
    vCpu,
    memoryGiB,
    taskCpus,
    slots,
    jvm: { ...jvm, cores: vCpu, slots, memoryFraction: MEMORY_FRACTION, storageFraction: STORAGE_FRACTION },
  };
}

/** Executors that so many workers or nodes hold. */
export function executorsOf({ unit }: Shape, count: number): number {
  return Math.min(count * unit.executors - unit.displaced, unit.mostExecutors);
}

/** Native memory beside a heap: max(10 % of heap, metaspace + threads and S3 client + fetch buffers a slot + 4 % of heap), rounded up. */
export function nativeOverheadMiB(heapMiB: number, slots: number): number {
  const share = LAWS.overheadHeapFraction.value * heapMiB;
  const parts = fixedNativeMiB(slots) + LAWS.collectorHeapFraction.value * heapMiB;
  return Math.ceil(Math.max(share, parts));
}

function fixedNativeMiB(slots: number): number {
  return LAWS.metaspaceAndCodeMiB.value + LAWS.threadsAndClientMiB.value + slots * LAWS.fetchMiBPerSlot.value;
}

/** Python workers beside a heap, rounded up. */
export function pysparkMiB(demand: Demand, slots: number): number {
  return ceilMiB(slots * demand.pythonBytesPerSlot);
}

/** The largest heap with heap + overhead ≤ room (all MiB): the inverse of `nativeOverheadMiB`, rounded down. */
export function largestHeapMiB(room: number, slots: number): number {
  const fixed = fixedNativeMiB(slots);
  let heapMiB = Math.floor(Math.min(room / (1 + LAWS.overheadHeapFraction.value), (room - fixed) / (1 + LAWS.collectorHeapFraction.value))) + 1;
  while (heapMiB > 0 && heapMiB + nativeOverheadMiB(heapMiB, slots) > room) heapMiB--;
  return heapMiB;
}

/** Memory of a worker that is neither Python's nor off-heap. */
function roomMiB(shape: Shape, demand: Demand): number {
  return shape.memoryGiB * MIB_PER_GIB - pysparkMiB(demand, shape.slots) - ceilMiB(demand.offHeapBytes);
}

function optionAt(heapMiB: number, shape: Shape, demand: Demand): HeapOption {
  return {
    heapMiB,
    overheadMiB: roomMiB(shape, demand) - heapMiB,
    offHeapMiB: ceilMiB(demand.offHeapBytes),
    pysparkMiB: pysparkMiB(demand, shape.slots),
    pools: poolsOf(heapMiB, shape.jvm),
  };
}

const regionsByJvm = new Map<string, readonly PageRegion[]>();

/** The page regions of a JVM, computed once each. */
function regionsOf(jvm: ExecutorJvm): readonly PageRegion[] {
  const key = `${jvm.cores}/${jvm.collector}/${jvm.javaVersion}/${jvm.offHeapBytes}`;
  const known = regionsByJvm.get(key) ?? pageRegions(jvm);
  regionsByJvm.set(key, known);
  return known;
}

/** The heaps worth a try between two bounds: the top of each page region, the largest first, since within a region more heap is never worse. */
function regionTops(leastMiB: number, mostMiB: number, jvm: ExecutorJvm): number[] {
  return regionsOf(jvm).filter(region => Math.max(region.leastHeapMiB, leastMiB) <= Math.min(region.mostHeapMiB, mostMiB))
    .map(region => Math.min(region.mostHeapMiB, mostMiB)).reverse();
}

/**
 * The ways to cut a worker, the preferred first: the largest heap that fits, never carried across 31 GiB only to fill the worker; then
 * the tops of smaller page regions, where a task needs less. `lawful` leaves out heaps below 2 GiB and those that lose compressed pointers.
 */
export function heapOptions(shape: Shape, demand: Demand, lawful: boolean, pinnedHeapMiB?: number): HeapOption[] {
  const largest = largestHeapMiB(roomMiB(shape, demand), shape.slots);
  const least = leastStartingHeapMiB(shape.jvm);
  if (pinnedHeapMiB !== undefined) return pinnedHeapMiB <= largest && pinnedHeapMiB >= least ? [optionAt(pinnedHeapMiB, shape, demand)] : [];
  const floor = lawful ? Math.max(least, LAWS.minimumExecutorHeapMiB.value) : least;
  const compressed = LAWS.compressedPointersHeapGiB.value * MIB_PER_GIB;
  const wideFrom = lawful ? LAWS.widePointersToHeapGiB.value * MIB_PER_GIB : compressed + 1;
  const heaps = [...regionTops(floor, Math.min(largest, compressed), shape.jvm), ...regionTops(wideFrom, largest, shape.jvm)];
  return heaps.map(heapMiB => optionAt(heapMiB, shape, demand));
}
