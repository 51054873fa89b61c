import { bestCaseSeconds, countsWithinLimits, hull, leastUsdAt, leastUsdFrom, valley } from './bounds';
import {
  bestOfCount, bestPartitions, Candidate, complete, countsThatFit, disksOf, Fit, fitsOf, fleetOf, presentAt, ShapeSearch, shapeSearches,
  withLargestHeap,
} from './candidate';
import { driverLoad } from './driver';
import { leastWhere } from './memory-fit';
import { countBounds, isInTime, Space } from './space';
import { End, runSeconds } from './time';
import { LAWS } from '../catalog/laws';

export type { Candidate } from './candidate';

/** What came of a search. */
export interface SearchResult {
  readonly best?: Candidate;
  /** The best of every vCPU and task.cpus, the picked one's apart: what it was preferred to. */
  readonly others: readonly Candidate[];
}

/** The cheapest plan, or the cheapest within 1 % of the fastest. */
export function search(space: Space): SearchResult {
  if (space.request.objective === 'cost') return cheapest(space);
  const least = leastRunSeconds(space, 'mid');
  return least === undefined ? { others: [] } : cheapest({ ...space, mostSeconds: least * (1 + LAWS.costTie.value) });
}

/**
 * The cheapest plan of all shapes, counts, partition counts and disks. What is left out, a lower bound has shown to be dearer or late.
 * First the least cost; then, within the tie, the fewest executors of every shape, since fewer vCPUs win.
 */
function cheapest(space: Space): SearchResult {
  if (!space.drivers.for(driverLoad(space.demand, 1, 1))) return { others: [] };
  const tracks: Track[] = [];
  let least = Infinity;
  for (const one of shapeSearches(space)) {
    const track = trackOf(one, limitOf(least));
    if (!track) continue;
    tracks.push(track);
    least = leastOfTrack(track, Math.min(least, track.likely?.usd ?? Infinity));
  }
  const best = tieOf(tracks, limitOf(least)).sort(byOrder)[0];
  if (!best) return { others: [] };
  const picked = withFewestPartitions(space, best, limitOf(least));
  return { best: withLargestHeap(space, picked), others: bestOfShapes(tracks.flatMap(({ likely }) => likely ?? []), best) };
}

/** Costs up to here are as good as the least. */
function limitOf(least: number): number {
  return least * (1 + LAWS.costTie.value);
}

/** The counts of one shape that can be an answer. */
interface Track {
  readonly one: ShapeSearch;
  readonly counts: readonly [number, number];
  /** The count with the least lower bound; the bound has one valley. */
  readonly middle: number;
  readonly likely?: Candidate;
  /** What fits at every count, where that does not hang on the count. */
  readonly always?: readonly Fit[];
}

/** The track of a shape, or undefined where none of its counts can cost so little, or be in time. */
function trackOf(whole: ShapeSearch, limit: number): Track | undefined {
  if (leastUsdFrom(whole, countBounds(whole.space, whole.shape, whole.bounds[1])[0]) > limit) return undefined;
  const range = rangeOf(whole);
  if (!range) return undefined;
  const { one, counts, always } = range;
  const middle = valley(counts, count => leastUsdAt(one, count));
  if (leastUsdAt(one, middle) > limit) return undefined;
  return { one, counts, middle, always, likely: bestOfCount(one, middle, always ?? fitsOf(one, middle)) };
}

/** The counts of a shape that fit and that no bound shows to be late or too dear, its partition counts narrowed to those that fit. */
function rangeOf(whole: ShapeSearch): Pick<Track, 'one' | 'counts' | 'always'> | undefined {
  const fitting = countsThatFit(whole);
  if (!fitting) return undefined;
  const atMost = fitsOf(whole, fitting[1]); // more executors hold less of the cache each: what fits anywhere fits here
  const one = { ...whole, bounds: hull(atMost) };
  const counts = countsWithinLimits(one, fitting);
  return counts && { one, counts, always: whole.space.demand.cacheBytes > 0 ? undefined : atMost };
}

function bestAt({ one, always }: Track, count: number): Candidate | undefined {
  return bestOfCount(one, count, always ?? fitsOf(one, count));
}

/** The least cost of a shape, if it is below what is known: outwards from the middle for as long as the bound promises less. */
function leastOfTrack(track: Track, known: number): number {
  const { one, counts, middle } = track;
  let least = known;
  for (const step of [1, -1]) {
    for (let count = middle + step; count >= counts[0] && count <= counts[1] && leastUsdAt(one, count) < least; count += step) {
      least = Math.min(least, bestAt(track, count)?.usd ?? Infinity);
    }
  }
  return least;
}

/** Of each shape the fewest executors that cost no more than the limit. */
function tieOf(tracks: readonly Track[], limit: number): Candidate[] {
  let fewestVcpus = Infinity;
  return tracks.flatMap(track => {
    const found = fewestOfTrack(track, limit, fewestVcpus);
    if (!found) return [];
    fewestVcpus = Math.min(fewestVcpus, found.count * found.shape.vCpu + found.driver.vCpu);
    return [found];
  });
}

function fewestOfTrack(track: Track, limit: number, fewestVcpus: number): Candidate | undefined {
  const { one, counts, middle } = track;
  const first = leastWhere(counts[0], middle, count => leastUsdAt(one, count) <= limit) ?? Infinity;
  for (let count = first; count <= counts[1] && leastUsdAt(one, count) <= limit && count * one.shape.vCpu < fewestVcpus; count++) {
    const found = bestAt(track, count);
    if (found && found.usd <= limit) return found;
  }
  return undefined;
}

/** The best of every other vCPU and task.cpus, as far as the likely counts tell: what the picked one was preferred to. */
function bestOfShapes(candidates: readonly Candidate[], picked: Candidate): Candidate[] {
  const bests = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { vCpu, taskCpus } = candidate.shape;
    const known = bests.get(`${vCpu}/${taskCpus}`);
    if (!known || candidate.usd < known.usd) bests.set(`${vCpu}/${taskCpus}`, candidate);
  }
  bests.delete(`${picked.shape.vCpu}/${picked.shape.taskCpus}`);
  return [...bests.values()];
}

/** Whether there is any plan: the likely, the most and the fewest executors of every shape are tried. */
export function isAnythingFeasible(space: Space): boolean {
  if (!space.drivers.for(driverLoad(space.demand, 1, 1))) return false;
  return shapeSearches(space).some(whole => {
    const range = rangeOf(whole);
    if (!range) return false;
    const { one, counts } = range;
    const likely = valley(counts, count => leastUsdAt(one, count));
    return [likely, counts[1], counts[0]].some(count => bestOfCount(one, count, range.always ?? fitsOf(one, count)) !== undefined);
  });
}

/** The shortest run time of any plan at one end of the core time, or undefined where nothing is feasible. */
export function leastRunSeconds(space: Space, end: End): number | undefined {
  if (!space.drivers.for(driverLoad(space.demand, 1, 1))) return undefined;
  let least = Infinity;
  for (const one of shapeSearches(space)) least = Math.min(least, leastSecondsOfShape(one, end, least));
  return Number.isFinite(least) ? least : undefined;
}

/** Outwards from the count with the best lower bound, for as long as the bound promises less than what is known: the bound has one valley. */
function leastSecondsOfShape(whole: ShapeSearch, end: End, known: number): number {
  const range = rangeOf(whole);
  if (!range) return known;
  const { one, counts, always } = range;
  const bound = (count: number) => bestCaseSeconds(one, count, end);
  const middle = valley(counts, bound);
  let least = known;
  for (const step of [1, -1]) {
    for (let count = step > 0 ? middle : middle - 1; count >= counts[0] && count <= counts[1] && bound(count) < least; count += step) {
      least = Math.min(least, leastSecondsOfCount(one, count, always ?? fitsOf(one, count), end));
    }
  }
  return least;
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

/** Within the tie: fewer vCPUs, then less memory, then fewer partitions; what is left is ordered by cost and cores, so that the answer is one. */
function byOrder(a: Candidate, b: Candidate): number {
  const [left, right] = [orderOf(a), orderOf(b)];
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : left[at] - right[at];
}

function orderOf({ shape, driver, count, usd, partitions }: Candidate): number[] {
  return [count * shape.vCpu + driver.vCpu, count * shape.memoryGiB + driver.memoryGiB, partitions, usd, shape.vCpu, shape.taskCpus];
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
