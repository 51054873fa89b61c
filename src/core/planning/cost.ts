import { Worker } from './plan';
import { Pace, driverReadySeconds } from './time';
import { LAWS } from '../catalog/laws';
import { ServerlessPrices } from '../catalog/prices';
import { FREE_DISK_GIB } from '../catalog/workers';

export const SECONDS_PER_HOUR = 3600;

/** USD per hour of one worker: vCPU, GB, and the disk beyond what is free; shuffle-optimized disks are paid from the first GB. */
export function workerUsdPerHour(worker: Worker, prices: ServerlessPrices): number {
  return worker.vCpu * prices.vCpuHourUsd + worker.memoryGiB * prices.memoryGiBHourUsd + diskUsdPerHour(worker, prices);
}

function diskUsdPerHour({ diskGiB, diskType }: Worker, prices: ServerlessPrices): number {
  return diskType === 'SHUFFLE_OPTIMIZED' ? diskGiB * prices.shuffleStorageGiBHourUsd
    : Math.max(0, diskGiB - FREE_DISK_GIB) * prices.storageGiBHourUsd;
}

/** Seconds billed for a driver: from its readiness to the end, 60 s at least, rounded up. */
export function driverBilledSeconds(pace: Pace, runSeconds: number): number {
  return Math.max(LAWS.billedMinimumSeconds.value, Math.ceil(runSeconds - driverReadySeconds(pace)));
}

/**
 * Seconds billed for all executors together: Σ max(60, ⌈T − ready_i⌉), in closed form.
 * With Y = ⌈20·(T − first)⌉ executor i, cold from i = 1, is billed ⌈(Y − i)/20⌉ seconds.
 */
export function executorBilledSeconds(pace: Pace, count: number, runSeconds: number): number {
  const least = LAWS.billedMinimumSeconds.value;
  const ready = pace.steady ? count : Math.min(count, pace.warm);
  const warmSeconds = ready * Math.max(least, Math.ceil(runSeconds));
  const cold = count - ready;
  const rate = pace.ready.executorsPerSecond;
  const first = driverReadySeconds(pace) + pace.ready.firstExecutorSeconds;
  const ticks = Math.ceil(rate * (runSeconds - first));
  // executors from this one on are billed the minimum: ⌈(ticks − i)/rate⌉ ≤ least
  const clampedFrom = Math.max(1, ticks - rate * least);
  const unclamped = Math.max(0, Math.min(cold, clampedFrom - 1));
  return warmSeconds + ceilSum(ticks - 1, rate) - ceilSum(ticks - 1 - unclamped, rate) + (cold - unclamped) * least;
}

/** Below `executorBilledSeconds` by the rounding alone, so that it has no ripples: Σ max(60, T − ready_i). */
export function executorLeastSeconds(pace: Pace, count: number, runSeconds: number): number {
  const least = LAWS.billedMinimumSeconds.value;
  const rate = pace.ready.executorsPerSecond;
  const ready = pace.steady ? count : Math.min(count, pace.warm);
  const cold = count - ready;
  const left = runSeconds - driverReadySeconds(pace) - pace.ready.firstExecutorSeconds;
  const unclamped = Math.max(0, Math.min(cold, Math.floor(rate * (left - least))));
  return ready * Math.max(least, runSeconds) + unclamped * left - unclamped * (unclamped + 1) / 2 / rate + (cold - unclamped) * least;
}

/** Σ ⌈j / rate⌉ for j = 1 … n. */
function ceilSum(n: number, rate: number): number {
  const whole = Math.floor(n / rate);
  return rate * whole * (whole + 1) / 2 + (n - whole * rate) * (whole + 1);
}

/** What a run is made of. */
export interface Fleets {
  readonly driver: Worker;
  readonly executor: Worker;
  readonly count: number;
}

/** USD of one run; of one hour where runs follow each other without a break. */
export function runUsd(pace: Pace, { driver, executor, count }: Fleets, runSeconds: number, prices: ServerlessPrices): number {
  const driverUsd = workerUsdPerHour(driver, prices);
  const executorUsd = workerUsdPerHour(executor, prices);
  if (pace.steady) return driverUsd + count * executorUsd;
  return (driverUsd * driverBilledSeconds(pace, runSeconds) + executorUsd * executorBilledSeconds(pace, count, runSeconds)) / SECONDS_PER_HOUR;
}
