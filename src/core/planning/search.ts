import { LAWS } from '../catalog/laws';
import { HeapOption, heapOptions, Shape } from './container';
import { runUsd, SECONDS_PER_HOUR, workerUsdPerHour } from './cost';
import { diskOptions, DiskOption, neededDiskGiB } from './disk';
import { driverLoad, DriverLoad } from './driver';
import { holds, leastWhere, partitionsThatFit } from './memory-fit';
import { Worker } from './plan';
import { countBounds, isInTime, partitionBounds, shapes, Space } from './space';
import { driverReadySeconds, fastestPartitions, Fleet, meanReadySeconds, presentExecutors, runSeconds, serialSeconds } from './time';

/** No quota is larger. */
const MOST_EXECUTORS = 1_000_000;

/** One feasible plan, not yet written out. */
export interface Candidate {
  readonly shape: Shape;
  readonly option: HeapOption;
  readonly count: number;
  readonly present: number;
  readonly partitions: number;
  /** The partition counts at which this shape and heap hold. */
  readonly partitionBounds: readonly [number, number];
  readonly disk: DiskOption;
  readonly worker: Worker;
  readonly driver: Worker;
  readonly driverLoad: DriverLoad;
  readonly seconds: number;
  readonly usd: number;
}

/** What came of a search. */
export interface SearchResult {
  readonly best?: Candidate;
  /** The best of every vCPU and task.cpus, the picked one's apart: what it was preferred to. */
  readonly others: readonly Candidate[];
}

/** What a search makes small: US dollars, or seconds. */
function price(space: Space, candidate: Candidate): number {
  return space.request.objective === 'time' ? candidate.seconds : candidate.usd;
}

/** What has been found so far. */
class Finds {
  public least = Infinity;
  private readonly near: Candidate[] = [];
  private readonly bestOfShape = new Map<string, Candidate>();

  constructor(private readonly space: Space) {}

  /** The most that a candidate may cost to be of interest. */
  public get limit(): number {
    return this.least * (1 + LAWS.costTie.value);
  }

  public add(candidate: Candidate): void {
    const own = price(this.space, candidate);
    const key = `${candidate.shape.vCpu}/${candidate.shape.taskCpus}`;
    const known = this.bestOfShape.get(key);
    if (!known || own < price(this.space, known)) this.bestOfShape.set(key, candidate);
    if (own > this.limit) return;
    this.near.push(candidate);
    this.least = Math.min(this.least, own);
  }

  /** Candidates within the tie, and the best of every shape. */
  public result(): { tie: Candidate[]; shapes: Candidate[] } {
    return { tie: this.near.filter(candidate => price(this.space, candidate) <= this.limit), shapes: [...this.bestOfShape.values()] };
  }
}

/** Looks at every shape, count, partition count and disk that can be the answer; what it leaves out, it has shown to be dearer. */
export function search(space: Space): SearchResult {
  const finds = new Finds(space);
  if (!space.drivers.for(driverLoad(space.demand, 1, 1))) return { others: [] };
  const bounds = partitionBounds(space);
  for (const shape of shapes(space)) searchShape(space, shape, bounds, finds);
  const { tie, shapes: ofShapes } = finds.result();
  const best = tie.sort(byOrder(space))[0];
  if (!best) return { others: [] };
  const picked = withFewestPartitions(space, best, finds.limit);
  return { best: withLargestHeap(space, picked), others: ofShapes.filter(({ shape }) => shape.vCpu !== best.shape.vCpu || shape.taskCpus !== best.shape.taskCpus) };
}

/** Within the tie: fewer vCPUs, then less memory, then fewer partitions; what is left is ordered by cost and cores, so that the answer is one. */
function byOrder(space: Space): (a: Candidate, b: Candidate) => number {
  const rank = ({ shape, driver, count, usd, partitions }: Candidate) => [
    space.request.objective === 'time' ? usd : 0,
    count * shape.vCpu + driver.vCpu, count * shape.memoryGiB + driver.memoryGiB, partitions, usd, shape.vCpu, shape.taskCpus,
  ];
  return (a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : left[at] - right[at];
  };
}

/** A way to cut the worker, and the partition counts at which it holds. */
interface Fit {
  readonly option: HeapOption;
  readonly bounds: readonly [number, number];
}

/** What does not change while the count of one shape does. */
interface ShapeSearch {
  readonly space: Space;
  readonly shape: Shape;
  readonly bounds: readonly [number, number];
  readonly options: readonly HeapOption[];
}

function searchShape(space: Space, shape: Shape, bounds: readonly [number, number], finds: Finds): void {
  const options = heapOptions(shape, space.demand, space.lawful, space.request.pins.executorMemoryMiB);
  const one: ShapeSearch = { space, shape, bounds, options };
  const [least, most] = countBounds(space, shape, bounds[1]);
  if (options.length === 0 || least > most || leastPossible(one, least).never > finds.limit) return;
  const first = firstCountThatFits(one, least, most);
  if (first !== undefined) searchCounts(one, [first, most], finds);
}

/** The fewest executors that hold the cache and the shuffle between them. */
function firstCountThatFits(one: ShapeSearch, least: number, most: number): number | undefined {
  const { space, shape, options } = one;
  const fitsAt = (count: number) => {
    const present = presentAt(one, count);
    return options.some(option => disksOf(space, shape, count, present, option).length > 0 && fits(one, option, present).length > 0);
  };
  return fitsAt(least) ? least : leastWhere(least, Math.min(most, MOST_EXECUTORS), fitsAt);
}

function searchCounts(one: ShapeSearch, [least, most]: readonly [number, number], finds: Finds): void {
  const fitsOf = (count: number) => undominated(one.options.flatMap(option => fits(one, option, presentAt(one, count))));
  const always = one.space.demand.cacheBytes > 0 ? undefined : fitsOf(least);
  for (let count = least; count <= most; count++) {
    const lowest = leastPossible(one, count);
    // and more executors only cost more, and arrive later
    if (lowest.never > finds.limit || isNeverInTime(one, count) || leastUsd(one, count).never > (one.space.maxUsd ?? Infinity)) return;
    if (lowest.now > finds.limit || isLate(one, count)) continue;
    const best = bestOfCount(one, count, always ?? fitsOf(count));
    if (best) finds.add(best);
  }
}

/** Without the heaps whose partition counts a preferred heap has too: they cost the same. */
function undominated(fitting: readonly Fit[]): Fit[] {
  return fitting.filter(({ bounds: [least, most] }, index) =>
    !fitting.slice(0, index).some(({ bounds }) => bounds[0] <= least && bounds[1] >= most));
}

function presentAt({ space, shape }: ShapeSearch, count: number): number {
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

/** Lower bounds on what a search makes small: `now` for this count, `never` for it and all larger ones. */
function leastPossible(one: ShapeSearch, count: number): { now: number; never: number } {
  if (one.space.request.objective === 'cost') return leastUsd(one, count);
  const { space: { pace, demand }, shape, bounds: [, most] } = one;
  const never = meanReadySeconds(pace, count) + serialSeconds(pace, most, 'mid');
  return { now: never + demand.coreSeconds.mid / (count * shape.slots), never };
}

/** Executors are billed for the work and for the longest tasks at least, and a minute each; the smallest driver as long as they run. */
function leastUsd({ space: { pace, prices, demand, drivers }, shape, bounds: [, most] }: ShapeSearch, count: number): { now: number; never: number } {
  const busy = demand.coreSeconds.mid / shape.slots + count * serialSeconds(pace, most, 'mid');
  const least = LAWS.billedMinimumSeconds.value;
  const perHour = shape.vCpu * prices.vCpuHourUsd + shape.memoryGiB * prices.memoryGiBHourUsd;
  const never = perHour * (pace.steady ? count : Math.max(busy, count * least) / SECONDS_PER_HOUR);
  const alone = pace.steady ? SECONDS_PER_HOUR : Math.max(least, meanReadySeconds(pace, count) - driverReadySeconds(pace) + busy / count);
  return { never, now: never + workerUsdPerHour(drivers.cheapest, prices) * alone / SECONDS_PER_HOUR };
}

/** Whether not even the arrival of so many executors and the longest tasks leave time: then neither do more. */
function isNeverInTime(one: ShapeSearch, count: number): boolean {
  return meanReadySeconds(one.space.pace, count) > parallelSecondsAllowed(one);
}

/** Whether the work alone, spread over all slots, takes too long. */
function isLate(one: ShapeSearch, count: number): boolean {
  const work = one.space.demand.coreSeconds.high / (count * one.shape.slots);
  return meanReadySeconds(one.space.pace, count) + work > parallelSecondsAllowed(one);
}

/** The most that a deadline leaves beside the longest tasks, whatever the partition count. */
function parallelSecondsAllowed({ space: { deadline, pace }, bounds: [, most] }: ShapeSearch): number {
  if (!deadline) return Infinity;
  const left = deadline.seconds - serialSeconds(pace, most, 'high');
  return deadline.yields ? Math.max(left, deadline.seconds / 2) : left;
}

/** The best candidate of one shape and count over its heaps, disks and partition counts. */
function bestOfCount(one: ShapeSearch, count: number, fitting: readonly Fit[]): Candidate | undefined {
  const { space, shape } = one;
  const present = presentAt(one, count);
  let best: Candidate | undefined;
  for (const { option, bounds } of fitting) {
    for (const disk of disksOf(space, shape, count, present, option)) {
      const found = bestPartitions(space, { shape, option, count, present, disk, partitionBounds: bounds });
      if (found && (!best || price(space, found) < price(space, best))) best = found;
      if (found && !isDiskBound(space, found)) break; // a faster disk only costs more
    }
  }
  return best;
}

/** Whether a stage waits for the disks. */
function isDiskBound({ pace }: Space, { count, shape, disk, partitions }: Candidate): boolean {
  const fleet = { count, slots: shape.slots, diskBytesPerSecond: disk.bytesPerSecond };
  return runSeconds(pace, fleet, partitions, 'high') > runSeconds(pace, { ...fleet, diskBytesPerSecond: Infinity }, partitions, 'high')
    || runSeconds(pace, fleet, partitions, 'mid') > runSeconds(pace, { ...fleet, diskBytesPerSecond: Infinity }, partitions, 'mid');
}

function disksOf(space: Space, shape: Shape, count: number, present: number, option: HeapOption): DiskOption[] {
  const { demand, release, request: { serverlessStorage, pins }, spilledBytes } = space;
  const needed = neededDiskGiB({ demand, shape, option, count, present, serverlessStorage, spilledBytes });
  return diskOptions(needed, shape.vCpu, release, serverlessStorage, pins.diskGiB);
}

/** A candidate before its partition count is chosen. */
type Draft = Pick<Candidate, 'shape' | 'option' | 'count' | 'present' | 'disk' | 'partitionBounds'>;

function fleetOf({ shape, count, disk }: Draft): Fleet {
  return { count, slots: shape.slots, diskBytesPerSecond: disk.bytesPerSecond };
}

/** The fastest partition count that is in time, and one with a smaller driver where that is cheaper. */
function bestPartitions(space: Space, draft: Draft): Candidate | undefined {
  const partitions = choosePartitions(space, fleetOf(draft), draft.partitionBounds);
  const first = partitions === undefined ? undefined : complete(space, draft, partitions);
  if (!first || first.driver === space.drivers.cheapest || space.request.objective === 'time') return first;
  const second = smallerDriver(space, draft, first);
  return second && second.usd < first.usd ? second : first;
}

/** The most partitions below a candidate's that a cheaper driver carries. Its need grows with partitions, so the first count that asks for less decides. */
function smallerDriver(space: Space, draft: Draft, candidate: Candidate): Candidate | undefined {
  const [least] = draft.partitionBounds;
  const isSmaller = (below: number) => space.drivers.for(driverLoad(space.demand, candidate.partitions - below, draft.count)) !== candidate.driver;
  const below = leastWhere(1, candidate.partitions - least, isSmaller);
  const partitions = below === undefined ? undefined : candidate.partitions - below;
  return partitions !== undefined && isInTime(space, fleetOf(draft), partitions) ? complete(space, draft, partitions) : undefined;
}

/** The partition count with the least likely run time; where that is late at the high end, the nearest one that is not. */
function choosePartitions(space: Space, fleet: Fleet, bounds: readonly [number, number]): number | undefined {
  const likely = fastestPartitions(space.pace, fleet, bounds, 'mid');
  if (isInTime(space, fleet, likely)) return likely;
  const high = fastestPartitions(space.pace, fleet, bounds, 'high');
  if (!isInTime(space, fleet, high)) return undefined;
  const toward = Math.sign(likely - high);
  const steps = leastWhere(0, Math.abs(likely - high), step => isInTime(space, fleet, likely - toward * step));
  return likely - toward * (steps ?? Math.abs(likely - high));
}

/** A candidate with everything computed, or undefined where no driver holds, or a limit is passed. */
function complete(space: Space, draft: Draft, partitions: number): Candidate | undefined {
  const { shape, count, disk } = draft;
  const load = driverLoad(space.demand, partitions, count);
  const driver = space.drivers.for(load);
  if (!driver || space.concurrentRuns * (driver.vCpu + count * shape.vCpu) > (space.maxConcurrentVcpus ?? Infinity)) return undefined;
  const worker: Worker = { vCpu: shape.vCpu, memoryGiB: shape.memoryGiB, diskGiB: disk.diskGiB, diskType: disk.diskType };
  const seconds = runSeconds(space.pace, fleetOf(draft), partitions, 'mid');
  const fleets = { driver, executor: worker, count };
  const usd = runUsd(space.pace, fleets, seconds, space.prices);
  if (space.maxUsd !== undefined && highUsd(space, draft, partitions, fleets) > space.maxUsd) return undefined;
  return { ...draft, partitions, worker, driver, driverLoad: load, seconds, usd };
}

function highUsd(space: Space, draft: Draft, partitions: number, fleets: { driver: Worker; executor: Worker; count: number }): number {
  return runUsd(space.pace, fleets, runSeconds(space.pace, fleetOf(draft), partitions, 'high'), space.prices);
}

/** The same plan with as few partitions as the tie allows. */
function withFewestPartitions(space: Space, best: Candidate, limit: number): Candidate {
  if (space.request.objective === 'time') return best;
  const inTie = (partitions: number) => {
    const candidate = isInTime(space, fleetOf(best), partitions) ? complete(space, best, partitions) : undefined;
    return candidate !== undefined && candidate.usd <= limit;
  };
  const partitions = leastWhere(best.partitionBounds[0], best.partitions, inTie) ?? best.partitions;
  return complete(space, best, partitions) ?? best;
}

/** The same plan with the largest heap that holds at its partition count: what does not cost more is not left to waste. */
function withLargestHeap(space: Space, picked: Candidate): Candidate {
  const { shape, present, partitions, disk } = picked;
  const option = heapOptions(shape, space.demand, space.lawful, space.request.pins.executorMemoryMiB).find(heap =>
    holds({ shape, option: heap, need: space.need, cacheHolders: present }, partitions)
    && disksOf(space, shape, picked.count, present, heap).some(same => same.diskGiB <= disk.diskGiB));
  return option ? { ...picked, option } : picked;
}
