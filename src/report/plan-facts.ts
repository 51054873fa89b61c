import { counted, grouped, mib, percent } from './text-style';
import { Plan, Worker } from '../core/planning/plan';
import { formatDuration, formatUsd } from '../core/workload/quantities';

/** The facts of a plan in the words and the order that every report of it shares. */

const PLATFORMS = { serverless: 'EMR Serverless' } as const;

const EACH = { run: 'a run', hour: 'an hour' } as const;

/** `nightly on EMR Serverless, emr-7.12.0, x86_64, us-east-1`. */
export function planTitle({ name = 'A job', platform, release, architecture, region }: Plan): string {
  return `${name} on ${PLATFORMS[platform]}, ${release}, ${architecture}, ${region}`;
}

/** The plan in one sentence. */
export function planHeadline({ executors, executor, runTime, cost, partitions }: Plan): string {
  const count = `${counted(executors.maximum, 'executor')} of ${counted(executor.cores, 'core')}`;
  return `${executors.dynamic ? 'Up to ' : ''}${count}, ${counted(partitions, 'partition')}:`
    + ` ${formatDuration(runTime.seconds)} and ${formatUsd(cost.usd)} ${EACH[cost.per]}.`;
}

/** Executor and driver side by side; the first row is the head. */
export function planWorkers({ executor, driver, executors, concurrentRuns }: Plan): string[][] {
  return [
    ['', 'executor', 'driver'],
    ['count', executorCount(executors), `${concurrentRuns}${concurrentRuns > 1 ? ', one per run' : ''}`],
    ['worker', workerText(executor.worker), workerText(driver.worker)],
    ['cores', slotsText(executor), String(driver.cores)],
    ['heap', mib(executor.heapMiB), mib(driver.heapMiB)],
    ['overhead', mib(executor.overheadMiB), mib(driver.overheadMiB)],
    executor.offHeapMiB ? ['off-heap', mib(executor.offHeapMiB), '-'] : [],
    executor.pysparkMiB ? ['Python', mib(executor.pysparkMiB), '-'] : [],
    ['container', mib(executor.containerMiB), mib(driver.containerMiB)],
  ].filter(row => row.length);
}

function executorCount({ minimum, initial, maximum, dynamic }: Plan['executors']): string {
  return dynamic ? `${minimum} to ${maximum}, ${initial} at the start` : `${maximum}, fixed`;
}

/** `4 vCPU, 16 GB, 20 GB disk`. */
export function workerText({ vCpu, memoryGiB, diskGiB, diskType }: Worker): string {
  return `${vCpu} vCPU, ${memoryGiB} GB, ${diskGiB} GB ${diskType === 'STANDARD' ? 'disk' : 'shuffle-optimized disk'}`;
}

function slotsText({ cores, taskCpus, slots }: Plan['executor']): string {
  return taskCpus === 1 ? `${cores}, a task each` : `${cores}, ${taskCpus} a task: ${counted(slots, 'slot')}`;
}

/** What the plan comes to. */
export function planFigures({ runTime, cost, perTask, executor, waste, partitions, serverless: { maximumCapacity } }: Plan): string[][] {
  return [
    ['time', `${formatDuration(runTime.seconds)}, between ${formatDuration(runTime.lowSeconds)} and ${formatDuration(runTime.highSeconds)};`
      + ` ${counted(runTime.waves, 'wave')} of tasks`],
    ['cost', `${formatUsd(cost.usd)} ${EACH[cost.per]}, between ${formatUsd(cost.lowUsd)} and ${formatUsd(cost.highUsd)}; prices of ${cost.region}, ${cost.pricedAt}`],
    cost.idleUsdPerHour ? ['while idle', `${formatUsd(cost.idleUsdPerHour)} an hour for warm workers`] : [],
    ['partitions', grouped(partitions)],
    ['a task\'s memory', `${mib(perTask.memoryMiB)} granted, ${mib(perTask.demandMiB)} needed; ${BASES[perTask.basis]}`],
    ['least heap', `${mib(executor.neededHeapMiB)}, needed by ${executor.neededBy}; ${percent(executor.slackToNextStep)} more data fits`],
    ['unused', `${percent(waste.memory)} of memory, ${percent(waste.vCpu)} of vCPU time`],
    ['capacity', `${maximumCapacity.cpu}, ${maximumCapacity.memory}, ${maximumCapacity.disk} of disk`],
  ].filter(row => row.length);
}

const BASES: Readonly<Record<Plan['perTask']['basis'], string>> = {
  stages: 'from the stages stated',
  bound: 'a bound from the records stated',
  expansion: 'from shuffle × expansion',
};
