import { bestCaseSeconds, bestCaseSecondsOfShape, countsWithinLimits, fastestCount, hull, valley } from './bounds';
import {
  BareShape, bareShapes, bestOfCount, Candidate, candidatesOf, complete, countsThatFit, Fit, fitsOf, fleetOf, holdsWith, partitionIntervals,
  shapesOf, ShapeSearch, withLargestHeap, withOptions,
} from './candidate';
import { driverLoad } from './driver';
import { leastWhere } from './memory-fit';
import { Machine, Worker } from './plan';
import { ShapeGroup, Verdict } from './platform';
import { countBounds, isInTime, partitionBounds, Space } from './space';
import { End, runSeconds } from './time';
import { LAWS } from '../catalog/laws';

export type { Candidate } from './candidate';

/** What came of a search. */
export interface SearchResult<M extends Machine = Worker> {
  readonly best?: Candidate<M>;
  /** The best of every other kind: what the picked one was preferred to. */
  readonly others: readonly Candidate<M>[];
}

/** The cheapest plan, or the cheapest within 1 % of the fastest. */
export function search<M extends Machine>(space: Space<M>): SearchResult<M> {
  if (space.request.objective === 'cost') return cheapest(space);
  const least = leastRunSeconds(space, 'mid');
  return least === undefined ? { others: [] } : cheapest({ ...space, mostSeconds: least * (1 + LAWS.costTie.value) });
}

/**
 * The cheapest plan of all shapes, counts, partition counts and disks. What is left out, a lower bound has shown to be dearer or late.
 * First the least cost; then, within the tie, the fewest executors of every shape, since fewer vCPUs win.
 */
function cheapest<M extends Machine>(space: Space<M>): SearchResult<M> {
  if (!hasDriver(space)) return { others: [] };
  const tracks: Track<M>[] = [];
  let least = Infinity;
  for (const one of bareShapes(space, group => verdictOn(space, group, limitOf(least)))) {
    const track = trackOf(one, limitOf(least));
    if (!track) continue;
    tracks.push(track);
    least = leastOfTrack(track, Math.min(least, track.likely?.usd ?? Infinity));
  }
  const best = inOrder(space, tieOf(tracks, limitOf(least)))[0];
  if (!best) return { others: [] };
  const picked = withFewestPartitions(space, best, limitOf(least));
  return { best: withLargestHeap(space, picked), others: bestOfKinds(space, tracks.flatMap(({ likely }) => likely ?? []), best) };
}

/** What lower bounds make of a whole group: too dear, late, or neither. */
function verdictOn<M extends Machine>(space: Space<M>, group: ShapeGroup, limit = Infinity): Verdict {
  const { deadline, mostSeconds = Infinity, maxUsd = Infinity } = space;
  if (group.leastUsd > Math.min(limit, maxUsd)) return 'stop';
  const late = (mostSeconds !== Infinity && group.leastSeconds('mid') > mostSeconds)
    || (deadline && !deadline.yields && group.leastSeconds('high') > deadline.seconds);
  return late ? 'skip' : 'look';
}

/** Whether anything carries the least driver that there can be. */
function hasDriver<M extends Machine>(space: Space<M>): boolean {
  return space.platform.driverFor(space, driverLoad(space.demand, 1, 1), 1) !== undefined;
}

/** Costs up to here are as good as the least. */
function limitOf(least: number): number {
  return least * (1 + LAWS.costTie.value);
}

/** The counts of one shape that can be an answer. */
interface Track<M extends Machine> {
  readonly one: ShapeSearch<M>;
  readonly counts: readonly [number, number];
  /** The count with the least lower bound; the bound has one valley. */
  readonly middle: number;
  readonly likely?: Candidate<M>;
  /** What fits with the most executors. */
  readonly widest: readonly Fit[];
}

/** The track of a shape, or undefined where none of its counts can cost so little, or be in time. */
function trackOf<M extends Machine>(bare: BareShape<M>, limit: number): Track<M> | undefined {
  const { space, shape, bounds } = bare;
  if (space.platform.leastUsdFrom(bare, countBounds(space, shape, bounds[1])[0]) > limit) return undefined;
  if (space.mostSeconds !== undefined && bestCaseSecondsOfShape(bare, 'mid') > space.mostSeconds) return undefined;
  const range = rangeOf(bare);
  if (!range) return undefined;
  const { one, counts, widest } = range;
  const middle = valley(counts, count => leastUsdAt(one, count));
  if (leastUsdAt(one, middle) > limit) return undefined;
  return { one, counts, middle, widest, likely: bestOfCount(one, middle, widest) };
}

function leastUsdAt<M extends Machine>(one: ShapeSearch<M>, count: number): number {
  return one.space.platform.leastUsdAt(one, count, 'mid');
}

/** The counts of a shape that fit and that no bound shows to be late or too dear, its partition counts narrowed to those that fit. */
function rangeOf<M extends Machine>(bare: BareShape<M>): Pick<Track<M>, 'one' | 'counts' | 'widest'> | undefined {
  const [least, most] = countBounds(bare.space, bare.shape, bare.bounds[1]);
  if (least > most) return undefined;
  const whole = withOptions(bare);
  const fitting = whole && countsThatFit(whole);
  if (!fitting) return undefined;
  const widest = fitsOf(whole, fitting[1]); // more executors hold less of the cache each: what fits anywhere fits here
  const one = { ...whole, bounds: hull(widest) };
  const counts = countsWithinLimits(one, fitting);
  return counts && { one, counts, widest };
}

/** The least cost of a shape, if it is below what is known: outwards from the middle for as long as the bound promises less. */
function leastOfTrack<M extends Machine>(track: Track<M>, known: number): number {
  const { one, counts, middle, widest } = track;
  let least = known;
  for (const step of [1, -1]) {
    for (let count = middle + step; count >= counts[0] && count <= counts[1] && leastUsdAt(one, count) < least; count += step) {
      least = Math.min(least, bestOfCount(one, count, widest)?.usd ?? Infinity);
    }
  }
  return least;
}

/** Of each shape the fewest workers or nodes that cost no more than the limit. */
function tieOf<M extends Machine>(tracks: readonly Track<M>[], limit: number): Candidate<M>[] {
  let fewestVcpus = Infinity;
  return tracks.flatMap(track => {
    const found = fewestOfTrack(track, limit, fewestVcpus);
    if (!found) return [];
    fewestVcpus = Math.min(fewestVcpus, found.count * found.shape.unit.vCpu + found.driver.vCpu);
    return [found];
  });
}

function fewestOfTrack<M extends Machine>(track: Track<M>, limit: number, fewestVcpus: number): Candidate<M> | undefined {
  const { one, counts, middle, widest } = track;
  const first = leastWhere(counts[0], middle, count => leastUsdAt(one, count) <= limit) ?? Infinity;
  for (let count = first; count <= counts[1] && leastUsdAt(one, count) <= limit && count * one.shape.unit.vCpu < fewestVcpus; count++) {
    const found = bestOfCount(one, count, widest);
    if (found && found.usd <= limit) return found;
  }
  return undefined;
}

/** The best of every other kind, as far as the likely counts tell: what the picked one was preferred to. */
function bestOfKinds<M extends Machine>({ platform }: Space<M>, candidates: readonly Candidate<M>[], picked: Candidate<M>): Candidate<M>[] {
  const bests = new Map<string, Candidate<M>>();
  for (const candidate of candidates) {
    const kind = platform.kind(candidate);
    const known = bests.get(kind);
    if (!known || candidate.usd < known.usd) bests.set(kind, candidate);
  }
  bests.delete(platform.kind(picked));
  return [...bests.values()];
}

/** Whether there is any plan: the likely, the most and the fewest workers or nodes of every shape are tried. */
export function isAnythingFeasible<M extends Machine>(space: Space<M>): boolean {
  if (!hasDriver(space)) return false;
  for (const bare of bareShapes(space, group => verdictOn(space, group))) if (isShapeFeasible(bare)) return true;
  return false;
}

function isShapeFeasible<M extends Machine>(bare: BareShape<M>): boolean {
  const range = rangeOf(bare);
  if (!range) return false;
  const { one, counts, widest } = range;
  const likely = valley(counts, count => leastUsdAt(one, count));
  return [likely, counts[1], counts[0]].some(count => bestOfCount(one, count, widest) !== undefined);
}

/** The shortest run time of any plan at one end of the core time, or undefined where nothing is feasible. */
export function leastRunSeconds<M extends Machine>(space: Space<M>, end: End): number | undefined {
  if (!hasDriver(space)) return undefined;
  let least = Infinity;
  for (const { group, bound } of fastestFirst(space, end)) {
    if (bound >= least) break;
    for (const bare of shapesOf(space, group)) least = Math.min(least, leastSecondsOfShape(bare, end, least));
  }
  return Number.isFinite(least) ? least : undefined;
}

/** The groups that no bound shows to be too dear or late, by their bounds on the run time. */
function fastestFirst<M extends Machine>(space: Space<M>, end: End): { group: ShapeGroup; bound: number }[] {
  return space.platform.groups(space)
    .flatMap(row => [...row].filter(group => verdictOn(space, group) === 'look'))
    .map(group => ({ group, bound: group.leastSeconds(end) }))
    .sort((a, b) => a.bound - b.bound);
}

/** Outwards from the count with the best lower bound, for as long as the bound promises less than what is known: the bound has one valley. */
function leastSecondsOfShape<M extends Machine>(bare: BareShape<M>, end: End, known: number): number {
  const range = bestCaseSecondsOfShape(bare, end) < known ? rangeOf(bare) : undefined;
  if (!range) return known;
  const { one, counts, widest } = range;
  const bound = (count: number) => bestCaseSeconds(one, count, end);
  const middle = fastestCount(one, counts, end);
  let least = known;
  for (const step of [1, -1]) {
    for (let count = step > 0 ? middle : middle - 1; count >= counts[0] && count <= counts[1] && bound(count) < least; count += step) {
      least = Math.min(least, leastSecondsOfCount(one, count, widest, end));
    }
  }
  return least;
}

/** The shortest run time of one shape and count, whatever its disk costs. */
function leastSecondsOfCount<M extends Machine>(one: ShapeSearch<M>, count: number, widest: readonly Fit[], end: End): number {
  return candidatesOf(one, count, widest, { end, by: 'seconds' })
    .reduce((least, found) => Math.min(least, runSeconds(one.space.pace, fleetOf(found), found.partitions, end)), Infinity);
}

/** Candidates within the tie by what their platform weighs. */
function inOrder<M extends Machine>({ platform }: Space<M>, tie: readonly Candidate<M>[]): Candidate<M>[] {
  const weighed = tie.map(candidate => ({ candidate, order: platform.order(candidate) }));
  return weighed.sort((a, b) => compared(a.order, b.order)).map(({ candidate }) => candidate);
}

function compared(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? 0 : left[at] - right[at];
}

/** The same plan with as few partitions as the tie allows. */
function withFewestPartitions<M extends Machine>(space: Space<M>, best: Candidate<M>, limit: number): Candidate<M> {
  const inTie = (partitions: number) => {
    const candidate = isInTime(space, fleetOf(best), partitions) ? complete(space, best, partitions) : undefined;
    return candidate !== undefined && candidate.usd <= limit && holdsWith(space, candidate);
  };
  for (const bounds of partitionIntervals({ space, bounds: partitionBounds(space) }, best)) {
    const partitions = leastWhere(bounds[0], Math.min(bounds[1], best.partitions), inTie);
    if (partitions !== undefined) return complete(space, { ...best, partitionBounds: bounds }, partitions)!;
  }
  return best;
}
