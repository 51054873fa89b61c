import { LAWS } from '../catalog/laws';
import { diskRange } from '../catalog/workers';
import { MIB_PER_GIB } from '../units';
import { Attempt, isMeasured, Question, secondsOf } from './attempts';
import { diskRequestOf, fleetOf } from './candidate';
import { capacityNeeded } from './capacity';
import { neededDiskGiB } from './disk';
import { bindingStage, seatNeedBytes } from './memory-fit';
import { Machine, PlannedExecutor, Reason } from './plan';
import { isInTime, partitionBounds, partitionLaws } from './space';
import { longestShuffleTask, meanReadySeconds, scanSeconds, shuffleSeconds } from './time';
import { capacityRequest, Written } from './written';
import { formatCount, formatDuration, formatSize, formatUsd } from '../workload/quantities';

type ReasonRule = (written: Written) => Reason;

/** What can be explained on any platform. */
export interface Explained {
  readonly question: Question<Machine>;
  readonly found: Attempt<Machine>;
  readonly executor: Pick<PlannedExecutor, 'neededHeapMiB' | 'neededBy'>;
}


/** One reason for every number of a plan. */
const REASONS: readonly ReasonRule[] = [
  workerReason, needReason, heapReason, overheadReason, diskReason, countReason, initialReason, partitionsReason,
  driverReason, capacityReason, timeReason,
];

/** Why each number of a plan is what it is, and what binds it. */
export function reasonsOf(written: Written): Reason[] {
  return REASONS.map(reason => reason(written));
}

function workerReason({ found: { space, best }, executor }: Written): Reason {
  const { pins, objective } = space.request;
  const pinned = pins.executorCores !== undefined;
  const cpus = executor.taskCpus > 1 ? `; ${executor.taskCpus} cores a task, so that one task gets more memory` : '';
  return {
    quantity: 'executor.worker',
    value: `${executor.worker.vCpu} vCPU, ${executor.worker.memoryGiB} GB`,
    binds: pinned ? 'pin' : objective,
    because: `${objective === 'time' ? 'the fastest' : 'the cheapest'} of all workers${pinned ? ` with ${executor.cores} vCPU` : ''} that hold ${best.shape.slots} tasks at once and are done in time${cpus}`,
  };
}

export function needReason(written: Explained): Reason {
  const { question, found: { space, best }, executor } = written;
  const seat = { shape: best.shape, option: best.option, need: space.need, cacheHolders: best.present };
  const grown = formatSize(seatNeedBytes(seat, best.partitions));
  return {
    quantity: 'executor.neededHeapMiB',
    value: `${executor.neededHeapMiB} MiB`,
    binds: space.need.basis,
    because: `${executor.neededBy}; with room to grow ${grown} a task: ${needSide(written)}`
      + `${isMeasured(question.release) ? '' : '; closed bound'}`,
  };
}

/** What the largest need of a task is about: its largest partition, or above 200 partitions what a map task writes. */
function needSide({ found: { space, best } }: Explained): string {
  const { pageBytes } = best.option.pools;
  const maps = best.partitions > LAWS.bypassMergePartitions.value ? space.need.mapBytes(pageBytes) : 0;
  if (maps > space.need.reduceBytes(best.partitions, pageBytes)) {
    return `the output of one of ${formatCount(space.demand.splits)} map tasks, which above ${LAWS.bypassMergePartitions.value} partitions stands in execution memory`;
  }
  const binding = bindingStage(space.demand, best.partitions, pageBytes);
  return binding ? `a ${binding.stage.operator} of ${formatCount(binding.records)} records in its largest partition`
    : `the largest of ${formatCount(best.partitions)} partitions of ${formatSize(space.demand.narrowBytes.partitions)} in memory, and one page`;
}

function heapReason({ question: { request, filled }, executor }: Written): Reason {
  const containerMiB = executor.worker.memoryGiB * MIB_PER_GIB;
  const compressed = LAWS.compressedPointersHeapGiB.value * MIB_PER_GIB;
  const growth = `feasible for ${filled.growth} times the data, and ${(100 * executor.slackToNextStep).toFixed(1)} % beyond`;
  if (request.pins.executorMemoryMiB !== undefined) return { quantity: 'executor.heapMiB', value: `${executor.heapMiB} MiB`, binds: 'pin', because: growth };
  return {
    quantity: 'executor.heapMiB',
    value: `${executor.heapMiB} MiB`,
    binds: executor.heapMiB === compressed ? 'compressed pointers' : 'worker',
    because: executor.heapMiB === compressed ? `not carried across 31 GiB only to fill the worker; ${growth}`
      : `the largest feasible heap that leaves its overhead in ${containerMiB} MiB; ${growth}`,
  };
}

function overheadReason({ executor }: Written): Reason {
  const python = executor.pysparkMiB > 0 ? `, beside ${executor.pysparkMiB} MiB for Python workers` : '';
  return {
    quantity: 'executor.overheadMiB',
    value: `${executor.overheadMiB} MiB`,
    binds: 'worker is a hard limit',
    because: `10 % of the heap or metaspace, threads, ${executor.slots} fetch buffers and the collector's tables, whichever is more, and the rest of the worker${python}`,
  };
}

function diskReason({ found: { space, best } }: Written): Reason {
  const { demand, request } = space;
  const needed = neededDiskGiB(diskRequestOf(space, best.shape, best.option, best.present));
  const shuffle = request.serverlessStorage ? 'the shuffle is in serverless storage' : `${formatSize(demand.shuffleTotalBytes)} of shuffle over ${best.present} executors × ${LAWS.diskImbalance.value}`;
  const leastGiB = diskRange(best.disk.diskType, space.release)!.minimumGiB;
  const larger = best.disk.diskGiB > Math.max(needed, leastGiB) ? 'disk throughput' : 'least disk';
  const binds = request.pins.diskGiB !== undefined ? 'pin' : best.disk.diskGiB > needed ? larger : 'shuffle';
  return { quantity: 'executor.diskGiB', value: `${best.disk.diskGiB} GB ${best.disk.diskType}`, binds, because: `${needed} GB needed: ${shuffle}, upload buffers, ${LAWS.diskReserveGiB.value} GB of files` };
}

function countReason(written: Written): Reason {
  const { found: { space, best } } = written;
  const fleet = fleetOf(written.found.best);
  const one = { quantity: 'executors.maximum', value: `${best.count}` };
  if (space.request.pins.executors !== undefined) return { ...one, binds: 'pin', because: 'a fixed count, no dynamic allocation' };
  const vCpus = (count: number) => space.concurrentRuns * (best.driver.vCpu + count * best.shape.vCpu);
  if (vCpus(best.count + 1) > (space.maxConcurrentVcpus ?? Infinity)) return { ...one, binds: 'maxConcurrentVcpus', because: `one more would pass the quota of ${space.maxConcurrentVcpus} vCPUs` };
  if (best.count > 1 && space.deadline && !isInTime(space, { ...fleet, count: best.count - 1 }, best.partitions)) {
    return { ...one, binds: 'deadline', because: 'one fewer would not be done in time at the high end of the core time' };
  }
  return { ...one, binds: 'cost', because: best.count === 1 ? 'one is enough' : 'fewer keep the driver longer or hold less; more wait longer for the longest task' };
}

function initialReason({ question: { filled }, executors }: Written): Reason {
  const one = { quantity: 'executors.initial', value: `${executors.initial}` };
  if (!executors.dynamic) return { ...one, binds: 'pin', because: 'the count is fixed' };
  if (filled.sized.cacheBytes > 0) return { ...one, binds: 'cache', because: 'the cache is filled by those that are there first, and does not move' };
  return executors.initial === executors.maximum && executors.maximum > 3 ? { ...one, binds: 'deadline', because: 'the ramp of dynamic allocation would take the time that is left' }
    : { ...one, binds: 'service default', because: 'dynamic allocation asks for the rest within seconds' };
}

export function partitionsReason({ found: { space, best } }: Explained): Reason {
  const one = { quantity: 'partitions', value: `${best.partitions}` };
  if (space.request.pins.partitions !== undefined) return { ...one, binds: 'pin', because: 'as asked' };
  const law = Object.entries(partitionLaws(space.demand)).find(([, most]) => most === best.partitions);
  if (best.partitions === partitionBounds(space)[1] && law) return { ...one, binds: law[0], because: 'more would break this law of good plans' };
  if (best.partitions === best.partitionBounds[0] && best.partitions > 1) return { ...one, binds: 'memory', because: 'fewer would not fit into what one task gets' };
  return { ...one, binds: 'cost', because: 'the fewest within 1 % of the cheapest: more split the longest task, each costs 50 ms of a slot' };
}

function driverReason({ question: { filled: { sized } }, found: { best }, driver }: Written): Reason {
  return {
    quantity: 'driver.worker',
    value: `${driver.worker.vCpu} vCPU, ${driver.worker.memoryGiB} GB`,
    binds: best.driverLoad.vCpu > 1 ? 'tasks' : 'memory',
    because: `${best.driverLoad.heapMiB} MiB needed: 1 GiB, 3 × ${formatSize(sized.broadcastBytes)} of broadcast, 2 × ${formatSize(sized.collectBytes)} collected × ${sized.expansion}, map statuses, tasks`,
  };
}

function capacityReason(written: Written): Reason {
  const { vCpu, memoryGiB, diskGiB } = capacityNeeded(capacityRequest(written));
  const { concurrentRuns } = written.question.filled.workload;
  return {
    quantity: 'maximumCapacity',
    value: `${vCpu} vCPU, ${memoryGiB} GB, ${diskGiB} GB disk`,
    binds: 'executors',
    because: `${concurrentRuns} run${concurrentRuns > 1 ? 's' : ''} × (1 driver + ${written.executors.maximum} executors), in all three dimensions`,
  };
}

export function timeReason(written: Explained): Reason {
  const { found: { space, best } } = written;
  const fleet = fleetOf(written.found.best);
  const usd = formatUsd(best.usd);
  const longest = longestShuffleTask(space.pace, best.partitions, 'mid');
  return {
    quantity: 'runTime',
    value: formatDuration(secondsOf(space, best, 'mid')),
    binds: longest > shuffleSeconds(space.pace, fleet, best.partitions, 'mid') / 2 ? 'longest task' : 'work',
    because: `${formatDuration(meanReadySeconds(space.pace, fleet.count))} until executors are ready, scan ${formatDuration(scanSeconds(space.pace, fleet, 'mid'))}, `
      + `shuffles ${formatDuration(shuffleSeconds(space.pace, fleet, best.partitions, 'mid'))} (longest task ${formatDuration(longest)}); ${usd} ${space.pace.steady ? 'an hour' : 'a run'}`,
  };
}
