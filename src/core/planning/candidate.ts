import { executorsOf, HeapOption, heapOptions, Shape } from './container';
import { DiskOption, DiskRequest } from './disk';
import { driverLoad, DriverLoad } from './driver';
import { fewestPartitionsThatFit, holds, leastWhere, partitionsThatFit } from './memory-fit';
import { Machine, Worker } from './plan';
import { ShapeGroup, Verdict } from './platform';
import { countBounds, isInTime, MOST_EXECUTORS, partitionBounds, Space } from './space';
import { End, fastestPartitions, Fleet, presentExecutors, runSeconds } from './time';
import { LAWS } from '../catalog/laws';

/** One feasible plan, not yet written out. */
export interface Candidate<M extends Machine = Worker> {
  readonly shape: Shape;
  readonly option: HeapOption;
  /** Workers, or nodes. */
  readonly count: number;
  /** Executors that are there when the cache and the shuffle are written. */
  readonly present: number;
  readonly partitions: number;
  /** The partition counts at which this shape and heap hold with the least share of a cache: beyond the own one, they are to be verified. */
  readonly partitionBounds: readonly [number, number];
  readonly disk: DiskOption<M['diskType']>;
  readonly worker: M;
  readonly driver: M;
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
export interface BareShape<M extends Machine = Worker> {
  readonly space: Space<M>;
  readonly shape: Shape;
  readonly bounds: readonly [number, number];
  readonly fastestDiskBytesPerSecond: number;
}

/** What does not change while the count of one shape does. */
export interface ShapeSearch<M extends Machine = Worker> extends BareShape<M> {
  readonly options: readonly HeapOption[];
  /** The largest storage region of all options. */
  readonly storageRegionBytes: number;
}

/** Every shape of the groups that are worth a look when it is their turn. */
export function* bareShapes<M extends Machine>(space: Space<M>, verdict: (group: ShapeGroup) => Verdict): Generator<BareShape<M>> {
  for (const row of space.platform.groups(space)) {
    for (const group of row) {
      const said = verdict(group);
      if (said === 'stop') break;
      if (said === 'look') yield* shapesOf(space, group);
    }
  }
}

/** The shapes of one group. */
export function shapesOf<M extends Machine>(space: Space<M>, group: ShapeGroup): BareShape<M>[] {
  const bounds = partitionBounds(space);
  return group.shapes().map(shape => ({ space, shape, bounds, fastestDiskBytesPerSecond: space.platform.fastestDisk(space, shape) }));
}

/** With the ways to cut its memory, or undefined where there is none. */
export function withOptions<M extends Machine>(bare: BareShape<M>): ShapeSearch<M> | undefined {
  const { space: { demand, lawful, request: { pins } }, shape } = bare;
  const options = heapOptions(shape, demand, lawful, pins.executorMemoryMiB);
  if (options.length === 0) return undefined;
  return { ...bare, options, storageRegionBytes: Math.max(...options.map(({ pools }) => pools.storageRegionBytes)) };
}

/** From the fewest workers or nodes that hold the cache and the shuffle between them to the most that quota and tasks leave, or undefined. */
export function countsThatFit<M extends Machine>(one: ShapeSearch<M>): readonly [number, number] | undefined {
  const [least, most] = countBounds(one.space, one.shape, one.bounds[1]);
  const fitsAt = (count: number) => {
    const present = presentAt(one, count);
    return one.options.some(option => disksOf(one, option, present).length > 0 && fitsSomewhere(one, option, present));
  };
  if (least > most) return undefined;
  const first = fitsAt(least) ? least : leastWhere(least, Math.min(most, MOST_EXECUTORS), fitsAt);
  return first === undefined ? undefined : [first, Math.min(most, MOST_EXECUTORS)];
}

/** What fits at a count. Without a cache it fits at every count, and a heap whose partition counts a preferred one has too is left out: they cost the same. */
export function fitsOf(one: ShapeSearch<Machine>, count: number): Fit[] {
  const fitting = one.options.flatMap(option => fits(one, option, presentAt(one, count)));
  return one.space.demand.cacheBytes > 0 ? fitting
    : fitting.filter(({ bounds }, index) => !fitting.slice(0, index).some(preferred => contains(preferred.bounds, bounds)));
}

function contains(outer: readonly [number, number], inner: readonly [number, number]): boolean {
  return outer[0] <= inner[0] && outer[1] >= inner[1];
}

/** Executors that are there in time, of so many workers or nodes. */
export function presentAt({ space, shape }: ShapeSearch<Machine>, count: number): number {
  return presentExecutors(space.pace, { count: executorsOf(shape, count), slots: shape.slots, diskBytesPerSecond: Infinity });
}

/** Where a need jumps: above 200 partitions the map side holds its output in execution memory, above 2000 a map status takes an eighth. */
const JUMPS = [LAWS.bypassMergePartitions.value, LAWS.exactMapStatusPartitions.value];

/** The partition counts between two bounds, in intervals without a jump. */
function withoutJumps([least, most]: readonly [number, number]): (readonly [number, number])[] {
  return [0, ...JUMPS]
    .map((jump, index) => [Math.max(least, jump + 1), Math.min(most, JUMPS[index] ?? most)] as const)
    .filter(([from, to]) => from <= to);
}

/** What a number of executors is tried with. */
type Trial = Pick<BareShape<Machine>, 'space' | 'shape' | 'bounds'>;

/** Of each interval of partition counts without a jump those that fit. */
function fits({ space, shape, bounds }: Trial, option: HeapOption, present: number): Fit[] {
  const seat = { shape, option, need: space.need, cacheHolders: present };
  return withoutJumps(bounds).flatMap(([from, to]) => {
    const fitting = partitionsThatFit(seat, from, to);
    return fitting ? [{ option, bounds: fitting }] : [];
  });
}

function fitsSomewhere({ space, shape, bounds }: Trial, option: HeapOption, present: number): boolean {
  const seat = { shape, option, need: space.need, cacheHolders: present };
  return withoutJumps(bounds).some(([from, to]) => fewestPartitionsThatFit(seat, from, to) !== undefined);
}

/** The partition counts at which a candidate's shape and heap hold, the fewest first. */
export function partitionIntervals({ space, bounds }: Omit<Trial, 'shape'>, { shape, option, present }: Candidate<Machine>): (readonly [number, number])[] {
  return fits({ space, shape, bounds }, option, present).map(fit => fit.bounds);
}

/** The best candidate of one shape and count over its heaps, disks and partition counts. */
export function bestOfCount<M extends Machine>(one: ShapeSearch<M>, count: number, widest: readonly Fit[]): Candidate<M> | undefined {
  return candidatesOf(one, count, widest, CHEAPEST)
    .reduce<Candidate<M> | undefined>((best, found) => best && best.usd <= found.usd ? best : found, undefined);
}

/**
 * Of every heap and disk the best partition count. `widest` is what fits with the most executors, so it may be too wide for this count: what
 * was found is held against the memory, and only where that fails the narrower bounds are computed. A heap is left out where a preferred
 * one was free to choose from the same partition counts.
 */
export function candidatesOf<M extends Machine>(one: ShapeSearch<M>, count: number, widest: readonly Fit[], aim: Aim): Candidate<M>[] {
  const seat = { count, present: presentAt(one, count) };
  const free: Fit[] = [];
  return widest.flatMap(fit => {
    if (free.some(({ bounds }) => contains(bounds, fit.bounds))) return [];
    const found = candidatesOfFit(one, seat, fit, aim);
    if (found.every(candidate => holdsWith(one.space, candidate))) {
      free.push(fit);
      return found;
    }
    return fits({ ...one, bounds: fit.bounds }, fit.option, seat.present).flatMap(narrower => candidatesOfFit(one, seat, narrower, aim));
  });
}

/** Whether a candidate's share of the cache leaves its tasks what they need; without a cache it was found so. */
export function holdsWith({ need, demand }: Space<Machine>, { shape, option, present, partitions }: Candidate<Machine>): boolean {
  return demand.cacheBytes === 0 || holds({ shape, option, need, cacheHolders: present }, partitions);
}

/** Of every disk the best partition count, until a faster disk would only cost more. */
function candidatesOfFit<M extends Machine>(
  one: ShapeSearch<M>, { count, present }: Pick<Candidate, 'count' | 'present'>, { option, bounds }: Fit, aim: Aim,
): Candidate<M>[] {
  const { space, shape } = one;
  const found: Candidate<M>[] = [];
  for (const disk of disksOf(one, option, present)) {
    const best = bestPartitions(space, { shape, option, count, present, disk, partitionBounds: bounds }, aim);
    if (best) found.push(best);
    if (best && !isDiskBound(space, best)) break;
  }
  return found;
}

/** Whether a stage waits for the disks. */
function isDiskBound({ pace }: Space<Machine>, candidate: Candidate<Machine>): boolean {
  const { partitions } = candidate;
  const fleet = fleetOf(candidate);
  return runSeconds(pace, fleet, partitions, 'high') > runSeconds(pace, { ...fleet, diskBytesPerSecond: Infinity }, partitions, 'high')
    || runSeconds(pace, fleet, partitions, 'mid') > runSeconds(pace, { ...fleet, diskBytesPerSecond: Infinity }, partitions, 'mid');
}

function disksOf<M extends Machine>(
  { space, shape }: Pick<ShapeSearch<M>, 'space' | 'shape'>, option: HeapOption, present: number,
): readonly DiskOption<M['diskType']>[] {
  return space.platform.disks(space, { shape, option, present });
}

/** What decides the disk of one executor of so many. */
export function diskRequestOf({ demand, request, spilledBytes }: Space<Machine>, shape: Shape, { pools }: HeapOption, present: number): DiskRequest {
  return { demand, shape, storageRegionBytes: pools.storageRegionBytes, present, serverlessStorage: request.serverlessStorage, spilledBytes };
}

/** A candidate before its partition count is chosen. */
type Draft<M extends Machine = Worker> = Pick<Candidate<M>, 'shape' | 'option' | 'count' | 'present' | 'disk' | 'partitionBounds'>;

/** The executors of a candidate. */
export function fleetOf({ shape, count, disk }: Pick<Candidate<Machine>, 'shape' | 'count' | 'disk'>): Fleet {
  return { count: executorsOf(shape, count), slots: shape.slots, diskBytesPerSecond: disk.bytesPerSecond };
}

/** What a partition count is chosen for: the least cost, or the least time at one end of the core time. */
export interface Aim {
  readonly end: End;
  readonly by: 'usd' | 'seconds';
}

const CHEAPEST: Aim = { end: 'mid', by: 'usd' };

/** The fastest partition count that is in time, and of the cheapest one with a smaller driver where that costs less. */
function bestPartitions<M extends Machine>(space: Space<M>, draft: Draft<M>, { end, by }: Aim): Candidate<M> | undefined {
  const partitions = choosePartitions(space, fleetOf(draft), draft.partitionBounds, end);
  const first = partitions === undefined ? undefined : complete(space, draft, partitions);
  if (!first || first.driver === space.platform.cheapestDriver) return first;
  const second = smallerDriver(space, draft, first);
  return second && by === 'usd' && second.usd < first.usd ? second : first;
}

/** The most partitions below a candidate's that a cheaper driver carries: its need grows with them, so the first to ask for less decides. */
function smallerDriver<M extends Machine>(space: Space<M>, draft: Draft<M>, candidate: Candidate<M>): Candidate<M> | undefined {
  const [least] = draft.partitionBounds;
  const executors = executorsOf(draft.shape, draft.count);
  const isSmaller = (below: number) => (
    space.platform.driverFor(space, driverLoad(space.demand, candidate.partitions - below, executors), draft.count) !== candidate.driver
  );
  const below = leastWhere(1, candidate.partitions - least, isSmaller);
  const partitions = below === undefined ? undefined : candidate.partitions - below;
  return partitions !== undefined && isInTime(space, fleetOf(draft), partitions) ? complete(space, draft, partitions) : undefined;
}

/** The partition count with the least likely run time; where that is late at the high end, the nearest one that is not. */
function choosePartitions(space: Space<Machine>, fleet: Fleet, bounds: readonly [number, number], end: End): number | undefined {
  const likely = fastestPartitions(space.pace, fleet, bounds, end);
  if (isInTime(space, fleet, likely)) return likely;
  const high = fastestPartitions(space.pace, fleet, bounds, 'high');
  if (!isInTime(space, fleet, high)) return undefined;
  const toward = Math.sign(likely - high);
  const steps = leastWhere(0, Math.abs(likely - high), step => isInTime(space, fleet, likely - toward * step));
  return likely - toward * (steps ?? Math.abs(likely - high));
}

/** vCPUs that all concurrent runs use at once. */
export function vCpusOf({ concurrentRuns, platform }: Space<Machine>, { shape, count, driver }: Pick<Candidate<Machine>, 'shape' | 'count' | 'driver'>): number {
  return concurrentRuns * count * shape.unit.vCpu + (platform.sharesDriver ? 1 : concurrentRuns) * driver.vCpu;
}

/** A candidate with everything computed, or undefined where no driver holds, or a limit is passed. */
export function complete<M extends Machine>(space: Space<M>, draft: Draft<M>, partitions: number): Candidate<M> | undefined {
  const { shape, count, disk } = draft;
  const fleet = fleetOf(draft);
  const load = driverLoad(space.demand, partitions, fleet.count);
  const driver = space.platform.driverFor(space, load, count);
  if (!driver || vCpusOf(space, { shape, count, driver }) > (space.maxConcurrentVcpus ?? Infinity)) return undefined;
  const worker = space.platform.machine(shape, disk);
  const seconds = runSeconds(space.pace, fleet, partitions, 'mid');
  const crew = { driver, executor: worker, count };
  const usd = space.platform.usd(space, crew, seconds);
  if (space.maxUsd !== undefined && space.platform.usd(space, crew, runSeconds(space.pace, fleet, partitions, 'high')) > space.maxUsd) return undefined;
  const { option, present, partitionBounds: bounds } = draft; // named one by one: a spread takes most of a search's time
  return { shape, option, count, present, partitions, partitionBounds: bounds, disk, worker, driver, driverLoad: load, seconds, usd };
}

/** The same plan with the largest heap that holds at its partition count: what does not cost more is not left to waste. */
export function withLargestHeap<M extends Machine>(space: Space<M>, picked: Candidate<M>): Candidate<M> {
  const { shape, present, partitions, disk } = picked;
  const option = heapOptions(shape, space.demand, space.lawful, space.request.pins.executorMemoryMiB).find(heap =>
    holds({ shape, option: heap, need: space.need, cacheHolders: present }, partitions)
    && disksOf({ space, shape }, heap, present).some(same => same.diskGiB <= disk.diskGiB));
  return option ? { ...picked, option } : picked;
}
