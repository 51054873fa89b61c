import { bestCaseSeconds, bestCaseSecondsOfShape, countsWithinLimits, hull, leastUsdAt, leastUsdFrom, valley } from './bounds';
import {
  BareShape, bareShapes, bestOfCount, Candidate, candidatesOf, complete, countsThatFit, Fit, fitsOf, fleetOf, holdsWith, ShapeSearch, withLargestHeap,
  withOptions,
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
  for (const one of bareShapes(space)) {
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
  /** What fits with the most executors. */
  readonly widest: readonly Fit[];
}

/** The track of a shape, or undefined where none of its counts can cost so little, or be in time. */
function trackOf(bare: BareShape, limit: number): Track | undefined {
  const { space, shape, bounds } = bare;
  if (leastUsdFrom(bare, countBounds(space, shape, bounds[1])[0]) > limit) return undefined;
  if (space.mostSeconds !== undefined && bestCaseSecondsOfShape(bare, 'mid') > space.mostSeconds) return undefined;
  const range = rangeOf(bare);
  if (!range) return undefined;
  const { one, counts, widest } = range;
  const middle = valley(counts, count => leastUsdAt(one, count));
  if (leastUsdAt(one, middle) > limit) return undefined;
  return { one, counts, middle, widest, likely: bestOfCount(one, middle, widest) };
}

/** The counts of a shape that fit and that no bound shows to be late or too dear, its partition counts narrowed to those that fit. */
function rangeOf(bare: BareShape): Pick<Track, 'one' | 'counts' | 'widest'> | undefined {
  const whole = withOptions(bare);
  const fitting = whole && countsThatFit(whole);
  if (!fitting) return undefined;
  const widest = fitsOf(whole, fitting[1]); // more executors hold less of the cache each: what fits anywhere fits here
  const one = { ...whole, bounds: hull(widest) };
  const counts = countsWithinLimits(one, fitting);
  return counts && { one, counts, widest };
}

/** The least cost of a shape, if it is below what is known: outwards from the middle for as long as the bound promises less. */
function leastOfTrack(track: Track, known: number): number {
  const { one, counts, middle, widest } = track;
  let least = known;
  for (const step of [1, -1]) {
    for (let count = middle + step; count >= counts[0] && count <= counts[1] && leastUsdAt(one, count) < least; count += step) {
      least = Math.min(least, bestOfCount(one, count, widest)?.usd ?? Infinity);
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
  const { one, counts, middle, widest } = track;
  const first = leastWhere(counts[0], middle, count => leastUsdAt(one, count) <= limit) ?? Infinity;
  for (let count = first; count <= counts[1] && leastUsdAt(one, count) <= limit && count * one.shape.vCpu < fewestVcpus; count++) {
    const found = bestOfCount(one, count, widest);
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
  return bareShapes(space).some(bare => {
    const range = rangeOf(bare);
    if (!range) return false;
    const { one, counts, widest } = range;
    const likely = valley(counts, count => leastUsdAt(one, count));
    return [likely, counts[1], counts[0]].some(count => bestOfCount(one, count, widest) !== undefined);
  });
}

/** The shortest run time of any plan at one end of the core time, or undefined where nothing is feasible. */
export function leastRunSeconds(space: Space, end: End): number | undefined {
  if (!space.drivers.for(driverLoad(space.demand, 1, 1))) return undefined;
  let least = Infinity;
  for (const bare of bareShapes(space)) least = Math.min(least, leastSecondsOfShape(bare, end, least));
  return Number.isFinite(least) ? least : undefined;
}

/** Outwards from the count with the best lower bound, for as long as the bound promises less than what is known: the bound has one valley. */
function leastSecondsOfShape(bare: BareShape, end: End, known: number): number {
  const range = bestCaseSecondsOfShape(bare, end) < known ? rangeOf(bare) : undefined;
  if (!range) return known;
  const { one, counts, widest } = range;
  const bound = (count: number) => bestCaseSeconds(one, count, end);
  const middle = valley(counts, bound);
  let least = known;
  for (const step of [1, -1]) {
    for (let count = step > 0 ? middle : middle - 1; count >= counts[0] && count <= counts[1] && bound(count) < least; count += step) {
      least = Math.min(least, leastSecondsOfCount(one, count, widest, end));
    }
  }
  return least;
}

/** The shortest run time of one shape and count, whatever its disk costs. */
function leastSecondsOfCount(one: ShapeSearch, count: number, widest: readonly Fit[], end: End): number {
  return candidatesOf(one, count, widest, end)
    .reduce((least, found) => Math.min(least, runSeconds(one.space.pace, fleetOf(found), found.partitions, end)), Infinity);
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
    return candidate !== undefined && candidate.usd <= limit && holdsWith(space, candidate);
  };
  const partitions = leastWhere(best.partitionBounds[0], best.partitions, inTie) ?? best.partitions;
  return complete(space, best, partitions) ?? best;
}
