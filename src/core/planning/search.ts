import { LAWS } from '../catalog/laws';
import { HeapOption, heapOptions, Shape } from './container';
import { runUsd, workerUsdPerHour } from './cost';
import { diskOptions, DiskOption, neededDiskGiB } from './disk';
import { driverLoad, DriverLoad, driverWorker } from './driver';
import { holds, leastWhere, partitionsThatFit } from './memory-fit';
import { Worker } from './plan';
import { countBounds, isInTime, partitionBounds, shapes, Space } from './space';
import { driverReadySeconds, fastestPartitions, Fleet, longestShuffleTask, meanReadySeconds, presentExecutors, runSeconds } from './time';

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

function searchShape(space: Space, shape: Shape, bounds: readonly [number, number], finds: Finds): void {
  const options = heapOptions(shape, space.demand, space.lawful, space.request.pins.executorMemoryMiB);
  if (options.length === 0) return;
  const cached = space.demand.cacheBytes > 0;
  const fitsOf = (present: number) => options.flatMap(option => fits(space, shape, option, present, bounds));
  const always = cached ? undefined : fitsOf(1);
  if (always?.length === 0) return;
  const [least, most] = countBounds(space, shape, bounds[1]);
  for (let count = least; count <= most; count++) {
    const lowest = leastPossible(space, shape, count, bounds);
    if (lowest.never > finds.limit) break; // and more executors only cost more
    if (lowest.now > finds.limit) continue;
    const present = presentExecutors(space.pace, { count, slots: shape.slots, diskBytesPerSecond: Infinity });
    const best = bestOfCount(space, shape, count, present, always ?? fitsOf(present));
    if (best) finds.add(best);
  }
}

/** Two intervals of partition counts, since the map side above 200 holds its output in execution memory. */
function fits(space: Space, shape: Shape, option: HeapOption, present: number, [least, most]: readonly [number, number]): Fit[] {
  const bypass = LAWS.bypassMergePartitions.value;
  const seat = { shape, option, need: space.need, cacheHolders: present };
  return ([[least, Math.min(most, bypass)], [Math.max(least, bypass + 1), most]] as const).flatMap(([from, to]) => {
    const bounds = from <= to ? partitionsThatFit(seat, from, to) : undefined;
    return bounds ? [{ option, bounds }] : [];
  });
}

/**
 * Lower bounds on what a count can cost: `now` for this count, `never` for it and all larger ones.
 * Executors are billed for the work and for the longest tasks at least, and a minute each.
 */
function leastPossible(space: Space, shape: Shape, count: number, [, most]: readonly [number, number]): { now: number; never: number } {
  const { pace, prices, demand } = space;
  const serial = pace.scanLargest.mid + longestShuffleTask(pace, most, 'mid');
  const ready = meanReadySeconds(pace, count);
  if (space.request.objective === 'time') {
    return { now: ready + serial + demand.coreSeconds.mid / (count * shape.slots), never: ready + serial };
  }
  const perHour = workerUsdPerHour({ vCpu: shape.vCpu, memoryGiB: shape.memoryGiB, diskGiB: 0, diskType: 'STANDARD' }, prices);
  const busy = demand.coreSeconds.mid / shape.slots + count * serial;
  const seconds = pace.steady ? count * 3600 : Math.max(busy, count * LAWS.billedMinimumSeconds.value);
  const never = perHour * seconds / 3600;
  const driverSeconds = pace.steady ? 3600 : Math.max(60, ready - driverReadySeconds(pace) + busy / count);
  return { never, now: never + workerUsdPerHour(space.drivers[0], prices) * driverSeconds / 3600 };
}

/** The best candidate of one shape and count over its heaps, disks and partition counts. */
function bestOfCount(space: Space, shape: Shape, count: number, present: number, fitting: readonly Fit[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const fit of fitting) {
    for (const disk of disksOf(space, shape, count, present, fit)) {
      const found = bestPartitions(space, { shape, option: fit.option, count, present, disk, partitionBounds: fit.bounds });
      if (found && (!best || price(space, found) < price(space, best))) best = found;
    }
  }
  return best;
}

function disksOf(space: Space, shape: Shape, count: number, present: number, { option }: Fit): DiskOption[] {
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
  if (!first || first.driver === space.drivers[0]) return first;
  const second = smallerDriver(space, draft, first);
  return second && price(space, second) < price(space, first) ? second : first;
}

/** The most partitions below a candidate's that a cheaper driver carries. */
function smallerDriver(space: Space, draft: Draft, candidate: Candidate): Candidate | undefined {
  const [least] = draft.partitionBounds;
  const usd = workerUsdPerHour(candidate.driver, space.prices);
  const cheaper = (below: number) => {
    const driver = driverWorker(driverLoad(space.demand, candidate.partitions - below, draft.count), space.drivers);
    return driver !== undefined && workerUsdPerHour(driver, space.prices) < usd;
  };
  const below = leastWhere(1, candidate.partitions - least, cheaper);
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
  const driver = driverWorker(load, space.drivers);
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
    && disksOf(space, shape, picked.count, present, { option: heap, bounds: picked.partitionBounds }).some(same => same.diskGiB <= disk.diskGiB));
  return option ? { ...picked, option } : picked;
}
