import { BareShape, Fit, ShapeSearch } from './candidate';
import { executorLeastSeconds, SECONDS_PER_HOUR, workerUsdPerHour } from './cost';
import { diskBytes } from './disk';
import { leastWhere, mostWhere } from './memory-fit';
import { countBounds, MOST_EXECUTORS } from './space';
import { driverReadySeconds, End, fastestPartitions, meanReadySeconds, runSeconds, serialSeconds } from './time';
import { LAWS } from '../catalog/laws';
import { FREE_DISK_GIB } from '../catalog/workers';
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
export function bestCaseSeconds({ space: { pace }, shape, bounds, fastestDiskBytesPerSecond }: BareShape, count: number, end: End): number {
  const fleet = { count, slots: shape.slots, diskBytesPerSecond: fastestDiskBytesPerSecond };
  return runSeconds(pace, fleet, fastestPartitions(pace, fleet, bounds, end), end);
}

/** Lower bound on the run time of a shape, whatever the count. */
export function bestCaseSecondsOfShape(bare: BareShape, end: End): number {
  const [least, most] = countBounds(bare.space, bare.shape, bare.bounds[1]);
  if (least > most) return Infinity;
  return bestCaseSeconds(bare, valley([least, Math.min(most, MOST_EXECUTORS)], count => bestCaseSeconds(bare, count, end)), end);
}

/**
 * Lower bound on the cost of a count and all larger ones: executors are billed for the work and for the longest tasks at least,
 * and a minute each.
 */
export function leastUsdFrom({ space: { pace, prices, demand }, shape, bounds: [, most] }: BareShape, count: number): number {
  const busy = demand.coreSeconds.mid / shape.slots + count * serialSeconds(pace, most, 'mid');
  const perHour = shape.vCpu * prices.vCpuHourUsd + shape.memoryGiB * prices.memoryGiBHourUsd;
  return perHour * (pace.steady ? count : Math.max(busy, count * LAWS.billedMinimumSeconds.value) / SECONDS_PER_HOUR);
}

/**
 * Lower bound on the cost of one count: its best run time, the smallest driver, the least disk of the cheaper type.
 */
export function leastUsdAt(one: ShapeSearch, count: number, end: End = 'mid'): number {
  const { space: { pace, prices, drivers }, shape } = one;
  const driverUsd = workerUsdPerHour(drivers.cheapest, prices);
  const executorUsd = shape.vCpu * prices.vCpuHourUsd + shape.memoryGiB * prices.memoryGiBHourUsd + leastDiskUsdPerHour(one, count);
  if (pace.steady) return driverUsd + count * executorUsd;
  const seconds = bestCaseSeconds(one, count, end);
  return (driverUsd * Math.max(LAWS.billedMinimumSeconds.value, seconds - driverReadySeconds(pace))
    + executorUsd * executorLeastSeconds(pace, count, seconds)) / SECONDS_PER_HOUR;
}

/** All executors there from the start, and the heap with the largest storage region. */
function leastDiskUsdPerHour(one: ShapeSearch, count: number): number {
  const { space: { prices, request, demand, spilledBytes }, shape, storageRegionBytes } = one;
  if (request.serverlessStorage) return 0;
  const shares = { demand, shape, storageRegionBytes, present: count, serverlessStorage: false, spilledBytes };
  const paidGiB = Math.max(0, diskBytes(shares) / GIB + LAWS.diskReserveGiB.value - FREE_DISK_GIB);
  return paidGiB * Math.min(prices.storageGiBHourUsd, prices.shuffleStorageGiBHourUsd);
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
