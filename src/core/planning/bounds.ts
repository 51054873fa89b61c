import { Fit, ShapeSearch } from './candidate';
import { SECONDS_PER_HOUR, workerUsdPerHour } from './cost';
import { leastWhere, mostWhere } from './memory-fit';
import { Worker } from './plan';
import { driverReadySeconds, End, fastestPartitions, meanReadySeconds, runSeconds, serialSeconds } from './time';
import { LAWS } from '../catalog/laws';
import { GIB } from '../units';

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
export function bestCaseSeconds({ space: { pace }, shape, bounds, fastestDiskBytesPerSecond }: ShapeSearch, count: number, end: End): number {
  const fleet = { count, slots: shape.slots, diskBytesPerSecond: fastestDiskBytesPerSecond };
  return runSeconds(pace, fleet, fastestPartitions(pace, fleet, bounds, end), end);
}

/**
 * Lower bound on the cost of a count and all larger ones: executors are billed for the work and for the longest tasks at least,
 * and a minute each.
 */
export function leastUsdFrom({ space: { pace, prices, demand }, shape, bounds: [, most] }: ShapeSearch, count: number): number {
  const busy = demand.coreSeconds.mid / shape.slots + count * serialSeconds(pace, most, 'mid');
  const perHour = shape.vCpu * prices.vCpuHourUsd + shape.memoryGiB * prices.memoryGiBHourUsd;
  return perHour * (pace.steady ? count : Math.max(busy, count * LAWS.billedMinimumSeconds.value) / SECONDS_PER_HOUR);
}

/**
 * Lower bound on the cost of one count: its best run time, the smallest driver, its share of the shuffle on the cheapest disk; seconds
 * are not rounded up, so that the bound has no ripples.
 */
export function leastUsdAt(one: ShapeSearch, count: number, end: End = 'mid'): number {
  const { space: { pace, prices, drivers, request, demand }, shape } = one;
  const shuffleGiB = request.serverlessStorage ? 0 : demand.shuffleTotalBytes * LAWS.diskImbalance.value / count / GIB;
  const executor: Worker = { vCpu: shape.vCpu, memoryGiB: shape.memoryGiB, diskGiB: shuffleGiB, diskType: 'STANDARD' };
  const [driverUsd, executorUsd] = [workerUsdPerHour(drivers.cheapest, prices), workerUsdPerHour(executor, prices)];
  if (pace.steady) return driverUsd + count * executorUsd;
  const seconds = bestCaseSeconds(one, count, end);
  const least = LAWS.billedMinimumSeconds.value;
  return (driverUsd * Math.max(least, seconds - driverReadySeconds(pace))
    + executorUsd * count * Math.max(least, seconds - meanReadySeconds(pace, count))) / SECONDS_PER_HOUR;
}

/** The most that a deadline leaves beside the longest tasks, whatever the partition count. */
function parallelSecondsAllowed({ space: { deadline, pace }, bounds: [, most] }: ShapeSearch): number {
  if (!deadline) return Infinity;
  const left = deadline.seconds - serialSeconds(pace, most, 'high');
  return deadline.yields ? Math.max(left, deadline.seconds / 2) : left;
}

/** A bound with one valley, and the most that it may be. */
interface Limit {
  readonly bound: (count: number) => number;
  readonly most: number;
}

/** Every limit on time and cost, as lower bounds of a count. */
function limitsOf(one: ShapeSearch): Limit[] {
  const { pace, deadline, demand, mostSeconds = Infinity, maxUsd = Infinity } = one.space;
  const parallel = (count: number) => meanReadySeconds(pace, count) + demand.coreSeconds.high / (count * one.shape.slots);
  return [
    { bound: parallel, most: parallelSecondsAllowed(one) },
    { bound: (count: number) => bestCaseSeconds(one, count, 'high'), most: deadline && !deadline.yields ? deadline.seconds : Infinity },
    { bound: (count: number) => bestCaseSeconds(one, count, 'mid'), most: mostSeconds },
    { bound: (count: number) => leastUsdAt(one, count, 'high'), most: maxUsd },
  ].filter(({ most }) => most < Infinity);
}

/** Of the counts those that no lower bound shows to be late or too dear, or undefined. */
export function countsWithinLimits(one: ShapeSearch, counts: readonly [number, number]): readonly [number, number] | undefined {
  return limitsOf(one).reduce<readonly [number, number] | undefined>((left, limit) => left && countsWithin(left, limit), counts);
}

function countsWithin(counts: readonly [number, number], { bound, most }: Limit): readonly [number, number] | undefined {
  const middle = valley(counts, bound);
  if (bound(middle) > most) return undefined;
  const first = leastWhere(counts[0], middle, count => bound(count) <= most) ?? middle;
  return [first, mostWhere(middle, counts[1], count => bound(count) <= most)];
}
