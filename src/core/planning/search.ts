import { HeapOption, heapOptions, Shape } from './container';
import { runUsd, SECONDS_PER_HOUR, workerUsdPerHour } from './cost';
import { diskOptions, DiskOption, fastestDisk, neededDiskGiB } from './disk';
import { driverLoad, DriverLoad } from './driver';
import { holds, leastWhere, mostWhere, partitionsThatFit } from './memory-fit';
import { Worker } from './plan';
import { countBounds, isInTime, partitionBounds, shapes, Space } from './space';
import { driverReadySeconds, End, fastestPartitions, Fleet, meanReadySeconds, presentExecutors, runSeconds, serialSeconds } from './time';
import { LAWS } from '../catalog/laws';

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

/** What has been found so far. */
class Finds {
  public least = Infinity;
  private readonly near: Candidate[] = [];
  private readonly bestOfShape = new Map<string, Candidate>();

  /** The most that a candidate may cost to be of interest. */
  public get limit(): number {
    return this.least * (1 + LAWS.costTie.value);
  }

  public add(candidate: Candidate): void {
    const key = `${candidate.shape.vCpu}/${candidate.shape.taskCpus}`;
    const known = this.bestOfShape.get(key);
    if (!known || candidate.usd < known.usd) this.bestOfShape.set(key, candidate);
    if (candidate.usd > this.limit) return;
    this.near.push(candidate);
    this.least = Math.min(this.least, candidate.usd);
  }

  /** Candidates within the tie, and the best of every shape. */
  public result(): { tie: Candidate[]; shapes: Candidate[] } {
    return { tie: this.near.filter(({ usd }) => usd <= this.limit), shapes: [...this.bestOfShape.values()] };
  }
}

/** The cheapest plan, or the cheapest within 1 % of the fastest. */
export function search(space: Space): SearchResult {
  if (space.request.objective === 'cost') return cheapest(space);
  const least = leastRunSeconds(space, 'mid');
  return least === undefined ? { others: [] } : cheapest({ ...space, mostSeconds: least * (1 + LAWS.costTie.value) });
}

/** Looks at every shape, count, partition count and disk that can be the answer; what it leaves out, it has shown to be dearer or late. */
function cheapest(space: Space): SearchResult {
  if (!space.drivers.for(driverLoad(space.demand, 1, 1))) return { others: [] };
  const finds = new Finds();
  for (const one of shapeSearches(space)) searchShape(one, finds);
  const { tie, shapes: ofShapes } = finds.result();
  const best = tie.sort(byOrder)[0];
  if (!best) return { others: [] };
  const picked = withFewestPartitions(space, best, finds.limit);
  const isOther = ({ shape }: Candidate) => shape.vCpu !== best.shape.vCpu || shape.taskCpus !== best.shape.taskCpus;
  return { best: withLargestHeap(space, picked), others: ofShapes.filter(isOther) };
}

/** The shortest run time of any plan at one end of the core time, or undefined where nothing is feasible. */
export function leastRunSeconds(space: Space, end: End): number | undefined {
  if (!space.drivers.for(driverLoad(space.demand, 1, 1))) return undefined;
  let least = Infinity;
  for (const one of shapeSearches(space)) least = Math.min(least, leastSecondsOfShape(one, end, least));
  return Number.isFinite(least) ? least : undefined;
}

/** Outwards from the count with the best lower bound, for as long as the bound promises less than what is known: the bound has one valley. */
function leastSecondsOfShape(one: ShapeSearch, end: End, known: number): number {
  const counts = countsThatFit(one);
  if (!counts) return known;
  const always = one.space.demand.cacheBytes > 0 ? undefined : fitsOf(one, counts[0]);
  const narrowed = always ? { ...one, bounds: hull(always) } : one;
  const bound = (count: number) => bestCaseSeconds(narrowed, count, end);
  const middle = valley(counts, bound);
  let least = known;
  for (const step of [1, -1]) {
    for (let count = step > 0 ? middle : middle - 1; count >= counts[0] && count <= counts[1] && bound(count) < least; count += step) {
      least = Math.min(least, leastSecondsOfCount(one, count, always ?? fitsOf(one, count), end));
    }
  }
  return least;
}

/** From the fewest to the most partitions of all heaps. */
function hull(fitting: readonly Fit[]): readonly [number, number] {
  return [Math.min(...fitting.map(({ bounds }) => bounds[0])), Math.max(...fitting.map(({ bounds }) => bounds[1]))];
}

/** The shortest run time of one shape and count, whatever its disk costs. */
function leastSecondsOfCount(one: ShapeSearch, count: number, fitting: readonly Fit[], end: End): number {
  const present = presentAt(one, count);
  return fitting.reduce((least, { option, bounds }) => disksOf(one, option, count, present).reduce((known, disk) => {
    const draft = { shape: one.shape, option, count, present, disk, partitionBounds: bounds };
    const found = bestPartitions(one.space, draft, end);
    return found ? Math.min(known, runSeconds(one.space.pace, fleetOf(draft), found.partitions, end)) : known;
  }, least), Infinity);
}

/** The whole number between two at which a function that falls and then rises has its least. */
function valley([from, to]: readonly [number, number], value: (count: number) => number): number {
  let [low, high] = [from, Math.min(to, MOST_EXECUTORS)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (value(middle) <= value(middle + 1)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Lower bound on the run time with a count: any partition count, and the fastest disk there is. */
function bestCaseSeconds({ space: { pace, release, request }, shape, bounds }: ShapeSearch, count: number, end: End): number {
  const diskBytesPerSecond = request.serverlessStorage ? Infinity : fastestDisk(release, shape.vCpu);
  const fleet = { count, slots: shape.slots, diskBytesPerSecond };
  return runSeconds(pace, fleet, fastestPartitions(pace, fleet, bounds, end), end);
}

/** Within the tie: fewer vCPUs, then less memory, then fewer partitions; what is left is ordered by cost and cores, so that the answer is one. */
function byOrder(a: Candidate, b: Candidate): number {
  const [left, right] = [orderOf(a), orderOf(b)];
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : left[at] - right[at];
}

function orderOf({ shape, driver, count, usd, partitions }: Candidate): number[] {
  return [count * shape.vCpu + driver.vCpu, count * shape.memoryGiB + driver.memoryGiB, partitions, usd, shape.vCpu, shape.taskCpus];
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

function shapeSearches(space: Space): ShapeSearch[] {
  const bounds = partitionBounds(space);
  return shapes(space).map(shape => ({
    space, shape, bounds, options: heapOptions(shape, space.demand, space.lawful, space.request.pins.executorMemoryMiB),
  })).filter(({ options }) => options.length > 0);
}

function searchShape(one: ShapeSearch, finds: Finds): void {
  const [first, last] = countBounds(one.space, one.shape, one.bounds[1]);
  if (first > last || leastUsd(one, first).never > finds.limit) return;
  const counts = countsInTime(one);
  if (counts) searchCounts(one, counts, finds);
}

function searchCounts(one: ShapeSearch, [least, most]: readonly [number, number], finds: Finds): void {
  const always = one.space.demand.cacheBytes > 0 ? undefined : fitsOf(one, least);
  for (let count = least; count <= most; count++) {
    const lowest = leastUsd(one, count);
    if (lowest.never > finds.limit || isHopeless(one, count)) return;
    if (lowest.now > finds.limit || isLate(one, count)) continue;
    const best = bestOfCount(one, count, always ?? fitsOf(one, count));
    if (best) finds.add(best);
  }
}

/** From the fewest executors that hold the cache and the shuffle between them to the most that quota and tasks leave, or undefined. */
function countsThatFit(one: ShapeSearch): readonly [number, number] | undefined {
  const [least, most] = countBounds(one.space, one.shape, one.bounds[1]);
  const fitsAt = (count: number) => {
    const present = presentAt(one, count);
    return one.options.some(option => disksOf(one, option, count, present).length > 0 && fits(one, option, present).length > 0);
  };
  if (least > most) return undefined;
  const first = fitsAt(least) ? least : leastWhere(least, Math.min(most, MOST_EXECUTORS), fitsAt);
  return first === undefined ? undefined : [first, most];
}

/** Of the counts that fit, those whose lower bound keeps to the time of the fastest plan, where that is what is asked for. */
function countsInTime(one: ShapeSearch): readonly [number, number] | undefined {
  const counts = countsThatFit(one);
  const { mostSeconds } = one.space;
  if (!counts || mostSeconds === undefined) return counts;
  const bound = (count: number) => bestCaseSeconds(one, count, 'mid');
  const middle = valley(counts, bound);
  if (bound(middle) > mostSeconds) return undefined;
  const first = leastWhere(counts[0], middle, count => bound(count) <= mostSeconds) ?? middle;
  return [first, mostWhere(middle, Math.min(counts[1], MOST_EXECUTORS), count => bound(count) <= mostSeconds)];
}

function fitsOf(one: ShapeSearch, count: number): Fit[] {
  return undominated(one.options.flatMap(option => fits(one, option, presentAt(one, count))));
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

/**
 * Lower bounds on the cost of a count: `now`, and `never` for it and all larger ones. Executors are billed for the work and for the
 * longest tasks at least, and a minute each; the smallest driver as long as they run.
 */
function leastUsd({ space: { pace, prices, demand, drivers }, shape, bounds: [, most] }: ShapeSearch, count: number): { now: number; never: number } {
  const busy = demand.coreSeconds.mid / shape.slots + count * serialSeconds(pace, most, 'mid');
  const least = LAWS.billedMinimumSeconds.value;
  const perHour = shape.vCpu * prices.vCpuHourUsd + shape.memoryGiB * prices.memoryGiBHourUsd;
  const never = perHour * (pace.steady ? count : Math.max(busy, count * least) / SECONDS_PER_HOUR);
  const alone = pace.steady ? SECONDS_PER_HOUR : Math.max(least, meanReadySeconds(pace, count) - driverReadySeconds(pace) + busy / count);
  return { never, now: never + workerUsdPerHour(drivers.cheapest, prices) * alone / SECONDS_PER_HOUR };
}

/** Whether this count and all larger ones come too late or cost too much: more executors arrive later, and never cost less. */
function isHopeless(one: ShapeSearch, count: number): boolean {
  return isNeverInTime(one, count) || leastUsd(one, count).never > (one.space.maxUsd ?? Infinity);
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
    for (const disk of disksOf(one, option, count, present)) {
      const found = bestPartitions(space, { shape, option, count, present, disk, partitionBounds: bounds }, 'mid');
      if (found && (!best || found.usd < best.usd)) best = found;
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

function disksOf({ space, shape }: Pick<ShapeSearch, 'space' | 'shape'>, option: HeapOption, count: number, present: number): DiskOption[] {
  const { demand, release, request: { serverlessStorage, pins }, spilledBytes } = space;
  const neededGiB = neededDiskGiB({ demand, shape, option, count, present, serverlessStorage, spilledBytes });
  return diskOptions({ neededGiB, vCpu: shape.vCpu, release, serverlessStorage, pinnedGiB: pins.diskGiB });
}

/** A candidate before its partition count is chosen. */
type Draft = Pick<Candidate, 'shape' | 'option' | 'count' | 'present' | 'disk' | 'partitionBounds'>;

function fleetOf({ shape, count, disk }: Draft): Fleet {
  return { count, slots: shape.slots, diskBytesPerSecond: disk.bytesPerSecond };
}

/** The fastest partition count that is in time, and one with a smaller driver where that is cheaper. */
function bestPartitions(space: Space, draft: Draft, end: End): Candidate | undefined {
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
    && disksOf({ space, shape }, heap, picked.count, present).some(same => same.diskGiB <= disk.diskGiB));
  return option ? { ...picked, option } : picked;
}
