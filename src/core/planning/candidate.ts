import { HeapOption, heapOptions, Shape } from './container';
import { runUsd } from './cost';
import { DiskOption, diskOptions, DiskRequest, fastestDisk, neededDiskGiB } from './disk';
import { driverLoad, DriverLoad } from './driver';
import { holds, leastWhere, partitionsThatFit } from './memory-fit';
import { Worker } from './plan';
import { countBounds, isInTime, MOST_EXECUTORS, partitionBounds, shapes, Space } from './space';
import { End, fastestPartitions, Fleet, presentExecutors, runSeconds } from './time';
import { LAWS } from '../catalog/laws';
import { WORKER_ROWS } from '../catalog/workers';

/** One feasible plan, not yet written out. */
export interface Candidate {
  readonly shape: Shape;
  readonly option: HeapOption;
  readonly count: number;
  readonly present: number;
  readonly partitions: number;
  /** The partition counts at which this shape and heap hold with the least share of a cache: beyond the own one, they are to be verified. */
  readonly partitionBounds: readonly [number, number];
  readonly disk: DiskOption;
  readonly worker: Worker;
  readonly driver: Worker;
  readonly driverLoad: DriverLoad;
  readonly seconds: number;
  readonly usd: number;
}

/** A way to cut the worker, and the partition counts at which it holds. */
export interface Fit {
  readonly option: HeapOption;
  readonly bounds: readonly [number, number];
}

/** A shape before anything is computed for it. */
export interface BareShape {
  readonly space: Space;
  readonly shape: Shape;
  readonly bounds: readonly [number, number];
  readonly fastestDiskBytesPerSecond: number;
}

/** What does not change while the count of one shape does. */
export interface ShapeSearch extends BareShape {
  readonly options: readonly HeapOption[];
  /** The largest storage region of all options. */
  readonly storageRegionBytes: number;
}

export function bareShapes(space: Space): BareShape[] {
  const { request: { serverlessStorage }, diskTypes } = space;
  const bounds = partitionBounds(space);
  const fastest = new Map(WORKER_ROWS.map(({ vCpu }) => [vCpu, serverlessStorage ? Infinity : fastestDisk(diskTypes, vCpu)]));
  return shapes(space).map(shape => ({
    space,
    shape,
    bounds,
    fastestDiskBytesPerSecond: fastest.get(shape.vCpu)!,
  }));
}

/** With the ways to cut its memory, or undefined where there is none. */
export function withOptions(bare: BareShape): ShapeSearch | undefined {
  const { space: { demand, lawful, request: { pins } }, shape } = bare;
  const options = heapOptions(shape, demand, lawful, pins.executorMemoryMiB);
  if (options.length === 0) return undefined;
  return { ...bare, options, storageRegionBytes: Math.max(...options.map(({ pools }) => pools.storageRegionBytes)) };
}

/** From the fewest executors that hold the cache and the shuffle between them to the most that quota and tasks leave, or undefined. */
export function countsThatFit(one: ShapeSearch): readonly [number, number] | undefined {
  const [least, most] = countBounds(one.space, one.shape, one.bounds[1]);
  const fitsAt = (count: number) => {
    const present = presentAt(one, count);
    return one.options.some(option => disksOf(one, option, present).length > 0 && fits(one, option, present).length > 0);
  };
  if (least > most) return undefined;
  const first = fitsAt(least) ? least : leastWhere(least, Math.min(most, MOST_EXECUTORS), fitsAt);
  return first === undefined ? undefined : [first, Math.min(most, MOST_EXECUTORS)];
}

/** What fits at a count. Without a cache it fits at every count, and a heap whose partition counts a preferred one has too is left out: they cost the same. */
export function fitsOf(one: ShapeSearch, count: number): Fit[] {
  const fitting = one.options.flatMap(option => fits(one, option, presentAt(one, count)));
  return one.space.demand.cacheBytes > 0 ? fitting
    : fitting.filter(({ bounds }, index) => !fitting.slice(0, index).some(preferred => contains(preferred.bounds, bounds)));
}

function contains(outer: readonly [number, number], inner: readonly [number, number]): boolean {
  return outer[0] <= inner[0] && outer[1] >= inner[1];
}

export function presentAt({ space, shape }: ShapeSearch, count: number): number {
  return presentExecutors(space.pace, { count, slots: shape.slots, diskBytesPerSecond: Infinity });
}

/** Two intervals of partition counts, since the map side above 200 holds its output in execution memory. */
function fits({ space, shape, bounds: [least, most] }: ShapeSearch, option: HeapOption, present: number): Fit[] {
  const bypass = LAWS.bypassMergePartitions.value;
  const seat = { shape, option, need: space.need, cacheHolders: present };
  return ([[least, Math.min(most, bypass)], [Math.max(least, bypass + 1), most]] as const).flatMap(([from, to]) => {
    const bounds = from <= to ? partitionsThatFit(seat, from, to) : undefined;
    return bounds ? [{ option, bounds }] : [];
  });
}

/** The best candidate of one shape and count over its heaps, disks and partition counts. */
export function bestOfCount(one: ShapeSearch, count: number, widest: readonly Fit[]): Candidate | undefined {
  return candidatesOf(one, count, widest, 'mid').reduce<Candidate | undefined>((best, found) => best && best.usd <= found.usd ? best : found, undefined);
}

/**
 * Of every heap and disk the best partition count. `widest` is what fits with the most executors, so it may be too wide for this count: what
 * was found is held against the memory, and only where that fails the narrower bounds are computed. A heap is left out where a preferred
 * one was free to choose from the same partition counts.
 */
export function candidatesOf(one: ShapeSearch, count: number, widest: readonly Fit[], end: End): Candidate[] {
  const seat = { count, present: presentAt(one, count) };
  const free: Fit[] = [];
  return widest.flatMap(fit => {
    if (free.some(({ bounds }) => contains(bounds, fit.bounds))) return [];
    const found = candidatesOfFit(one, seat, fit, end);
    if (found.every(candidate => holdsWith(one.space, candidate))) {
      free.push(fit);
      return found;
    }
    return fits({ ...one, bounds: fit.bounds }, fit.option, seat.present).flatMap(narrower => candidatesOfFit(one, seat, narrower, end));
  });
}

/** Whether a candidate's share of the cache leaves its tasks what they need; without a cache it was found so. */
export function holdsWith({ need, demand }: Space, { shape, option, present, partitions }: Candidate): boolean {
  return demand.cacheBytes === 0 || holds({ shape, option, need, cacheHolders: present }, partitions);
}

/** Of every disk the best partition count, until a faster disk would only cost more. */
function candidatesOfFit(one: ShapeSearch, { count, present }: Pick<Candidate, 'count' | 'present'>, { option, bounds }: Fit, end: End): Candidate[] {
  const { space, shape } = one;
  const found: Candidate[] = [];
  for (const disk of disksOf(one, option, present)) {
    const best = bestPartitions(space, { shape, option, count, present, disk, partitionBounds: bounds }, end);
    if (best) found.push(best);
    if (best && !isDiskBound(space, best)) break;
  }
  return found;
}

/** Whether a stage waits for the disks. */
function isDiskBound({ pace }: Space, { count, shape, disk, partitions }: Candidate): boolean {
  const fleet = { count, slots: shape.slots, diskBytesPerSecond: disk.bytesPerSecond };
  return runSeconds(pace, fleet, partitions, 'high') > runSeconds(pace, { ...fleet, diskBytesPerSecond: Infinity }, partitions, 'high')
    || runSeconds(pace, fleet, partitions, 'mid') > runSeconds(pace, { ...fleet, diskBytesPerSecond: Infinity }, partitions, 'mid');
}

function disksOf({ space, shape }: Pick<ShapeSearch, 'space' | 'shape'>, option: HeapOption, present: number): DiskOption[] {
  const { diskTypes, request: { serverlessStorage, pins } } = space;
  const neededGiB = neededDiskGiB(diskRequestOf(space, shape, option, present));
  return diskOptions({ neededGiB, vCpu: shape.vCpu, types: diskTypes, serverlessStorage, pinnedGiB: pins.diskGiB });
}

/** What decides the disk of one executor of so many. */
export function diskRequestOf({ demand, request, spilledBytes }: Space, shape: Shape, { pools }: HeapOption, present: number): DiskRequest {
  return { demand, shape, storageRegionBytes: pools.storageRegionBytes, present, serverlessStorage: request.serverlessStorage, spilledBytes };
}

/** A candidate before its partition count is chosen. */
type Draft = Pick<Candidate, 'shape' | 'option' | 'count' | 'present' | 'disk' | 'partitionBounds'>;

export function fleetOf({ shape, count, disk }: Draft): Fleet {
  return { count, slots: shape.slots, diskBytesPerSecond: disk.bytesPerSecond };
}

/** The fastest partition count that is in time, and one with a smaller driver where that is cheaper. */
export function bestPartitions(space: Space, draft: Draft, end: End): Candidate | undefined {
  const partitions = choosePartitions(space, fleetOf(draft), draft.partitionBounds, end);
  const first = partitions === undefined ? undefined : complete(space, draft, partitions);
  if (!first || first.driver === space.drivers.cheapest) return first;
  const second = smallerDriver(space, draft, first);
  return second && second.usd < first.usd ? second : first;
}

/** The most partitions below a candidate's that a cheaper driver carries: its need grows with them, so the first to ask for less decides. */
function smallerDriver(space: Space, draft: Draft, candidate: Candidate): Candidate | undefined {
  const [least] = draft.partitionBounds;
  const isSmaller = (below: number) => space.drivers.for(driverLoad(space.demand, candidate.partitions - below, draft.count)) !== candidate.driver;
  const below = leastWhere(1, candidate.partitions - least, isSmaller);
  const partitions = below === undefined ? undefined : candidate.partitions - below;
  return partitions !== undefined && isInTime(space, fleetOf(draft), partitions) ? complete(space, draft, partitions) : undefined;
}

/** The partition count with the least likely run time; where that is late at the high end, the nearest one that is not. */
function choosePartitions(space: Space, fleet: Fleet, bounds: readonly [number, number], end: End): number | undefined {
  const likely = fastestPartitions(space.pace, fleet, bounds, end);
  if (isInTime(space, fleet, likely)) return likely;
  const high = fastestPartitions(space.pace, fleet, bounds, 'high');
  if (!isInTime(space, fleet, high)) return undefined;
  const toward = Math.sign(likely - high);
  const steps = leastWhere(0, Math.abs(likely - high), step => isInTime(space, fleet, likely - toward * step));
  return likely - toward * (steps ?? Math.abs(likely - high));
}

/** A candidate with everything computed, or undefined where no driver holds, or a limit is passed. */
export function complete(space: Space, draft: Draft, partitions: number): Candidate | undefined {
  const { shape, count, disk } = draft;
  const load = driverLoad(space.demand, partitions, count);
  const driver = space.drivers.for(load);
  if (!driver || space.concurrentRuns * (driver.vCpu + count * shape.vCpu) > (space.maxConcurrentVcpus ?? Infinity)) return undefined;
  const worker: Worker = { vCpu: shape.vCpu, memoryGiB: shape.memoryGiB, diskGiB: disk.diskGiB, diskType: disk.diskType };
  const seconds = runSeconds(space.pace, fleetOf(draft), partitions, 'mid');
  const fleets = { driver, executor: worker, count };
  const usd = runUsd(space.pace, fleets, seconds, space.prices);
  if (space.maxUsd !== undefined && highUsd(space, draft, partitions, fleets) > space.maxUsd) return undefined;
  const { option, present, partitionBounds: bounds } = draft; // named one by one: a spread takes most of a search's time
  return { shape, option, count, present, partitions, partitionBounds: bounds, disk, worker, driver, driverLoad: load, seconds, usd };
}

function highUsd(space: Space, draft: Draft, partitions: number, fleets: { driver: Worker; executor: Worker; count: number }): number {
  return runUsd(space.pace, fleets, runSeconds(space.pace, fleetOf(draft), partitions, 'high'), space.prices);
}

/** The same plan with the largest heap that holds at its partition count: what does not cost more is not left to waste. */
export function withLargestHeap(space: Space, picked: Candidate): Candidate {
  const { shape, present, partitions, disk } = picked;
  const option = heapOptions(shape, space.demand, space.lawful, space.request.pins.executorMemoryMiB).find(heap =>
    holds({ shape, option: heap, need: space.need, cacheHolders: present }, partitions)
    && disksOf({ space, shape }, heap, present).some(same => same.diskGiB <= disk.diskGiB));
  return option ? { ...picked, option } : picked;
}
