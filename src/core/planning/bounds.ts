import { BareShape, Fit, ShapeSearch } from './candidate';
import { executorsOf } from './container';
import { leastWhere, mostWhere } from './memory-fit';
import { Machine } from './plan';
import { countBounds, MOST_EXECUTORS, parallelSecondsAllowed } from './space';
import { End, fastestPartitions, meanReadySeconds, runSeconds } from './time';

/** The whole number between two at which a function that falls and then rises has its least. */
export function valley([from, to]: readonly [number, number], value: (count: number) => number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (value(middle) <= value(middle + 1)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** From the fewest to the most partitions of all heaps. */
export function hull(fitting: readonly Fit[]): readonly [number, number] {
  return [Math.min(...fitting.map(({ bounds }) => bounds[0])), Math.max(...fitting.map(({ bounds }) => bounds[1]))];
}

/** Lower bound on the run time with a count: any partition count, and the fastest disk there is. */
export function bestCaseSeconds({ space: { pace }, shape, bounds, fastestDiskBytesPerSecond }: BareShape<Machine>, count: number, end: End): number {
  const fleet = { count: executorsOf(shape, count), slots: shape.slots, diskBytesPerSecond: fastestDiskBytesPerSecond };
  return runSeconds(pace, fleet, fastestPartitions(pace, fleet, bounds, end), end);
}

/** Lower bound on the run time of a shape, whatever the count. */
export function bestCaseSecondsOfShape(bare: BareShape<Machine>, end: End): number {
  const [least, most] = countBounds(bare.space, bare.shape, bare.bounds[1]);
  if (least > most) return Infinity;
  const counts = [least, Math.min(most, MOST_EXECUTORS)] as const;
  return bestCaseSeconds(bare, fastestCount(bare, counts, end), end);
}

/** The count with the least bound on the run time: it has one valley, and only falls where all executors come at once. */
export function fastestCount(bare: BareShape<Machine>, counts: readonly [number, number], end: End): number {
  if (bare.space.pace.ready.executorsPerSecond === Infinity) return counts[1];
  return valley(counts, count => bestCaseSeconds(bare, count, end));
}

/** A bound with one valley, and the most that it may be. */
interface Limit {
  readonly bound: (count: number) => number;
  readonly most: number;
}

/** Every limit on time and cost, as lower bounds of a count. */
function limitsOf(one: ShapeSearch<Machine>): Limit[] {
  const { pace, deadline, demand, mostSeconds = Infinity, maxUsd = Infinity } = one.space;
  const parallel = (count: number) => {
    const executors = executorsOf(one.shape, count);
    return meanReadySeconds(pace, executors) + demand.coreSeconds.high / (executors * one.shape.slots);
  };
  return [
    { bound: parallel, most: parallelSecondsAllowed(one.space, one.bounds[1]) },
    { bound: (count: number) => bestCaseSeconds(one, count, 'high'), most: deadline && !deadline.yields ? deadline.seconds : Infinity },
    { bound: (count: number) => bestCaseSeconds(one, count, 'mid'), most: mostSeconds },
    { bound: (count: number) => one.space.platform.leastUsdAt(one, count, 'high'), most: maxUsd },
  ].filter(({ most }) => most < Infinity);
}

/** Of the counts those that no lower bound shows to be late or too dear, or undefined. */
export function countsWithinLimits(one: ShapeSearch<Machine>, counts: readonly [number, number]): readonly [number, number] | undefined {
  return limitsOf(one).reduce<readonly [number, number] | undefined>((left, limit) => left && countsWithin(left, limit), counts);
}

function countsWithin(counts: readonly [number, number], { bound, most }: Limit): readonly [number, number] | undefined {
  const middle = valley(counts, bound);
  if (bound(middle) > most) return undefined;
  const first = leastWhere(counts[0], middle, count => bound(count) <= most) ?? middle;
  return [first, mostWhere(middle, counts[1], count => bound(count) <= most)];
}
