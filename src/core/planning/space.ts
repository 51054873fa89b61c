import { Shape, shapeOf } from './container';
import { DiskTypeRange } from './disk';
import { DriverChoice } from './driver';
import { TaskNeed } from './memory-fit';
import { ServerlessRequest } from './plan';
import { Fleet, Pace, runSeconds, serialSeconds } from './time';
import { LAWS } from '../catalog/laws';
import { ServerlessPrices } from '../catalog/prices';
import { Release } from '../catalog/releases';
import { workerSizes } from '../catalog/workers';
import { defaultCollector } from '../memory/jvm-heap';
import { GIB, KIB, MIB } from '../units';
import { Demand } from '../workload/demand';

/** When a run has to be done. */
export interface Deadline {
  readonly seconds: number;
  /** An assumed target gives way to half of itself beyond the longest tasks, a stated one never. */
  readonly yields: boolean;
}

/** Everything that one search looks at. */
export interface Space {
  readonly request: ServerlessRequest;
  readonly release: Release;
  readonly diskTypes: readonly DiskTypeRange[];
  readonly prices: ServerlessPrices;
  readonly demand: Demand;
  readonly need: TaskNeed;
  readonly pace: Pace;
  /** Whether the laws of good plans narrow the search. */
  readonly lawful: boolean;
  readonly deadline?: Deadline;
  readonly concurrentRuns: number;
  readonly maxConcurrentVcpus?: number;
  readonly maxUsd?: number;
  /** The most that a run may take at the likely core time: what is left of the search once the fastest plan is known. */
  readonly mostSeconds?: number;
  readonly drivers: DriverChoice;
  /** Bytes that the hot partition of an executor may spill. */
  readonly spilledBytes: number;
}

export type PartitionLaw = 'minimumShuffleBlockKiB' | 'minimumMeanPartitionMiB' | 'minimumMeanTaskSeconds';

/** No quota is larger. */
export const MOST_EXECUTORS = 1_000_000;
/** No plan has more partitions than this, law or not. */
const MOST_PARTITIONS = 1_000_000;
/** Without laws so many times more partitions than with them. */
const LAWLESS_FACTOR = 16;

/** Laws on partitions: mean block ≥ 32 KiB, mean partition ≥ 16 MiB compressed, mean task ≥ 1 s. Law → the most partitions that it allows. */
export function partitionLaws(demand: Demand): Record<PartitionLaw, number> {
  return {
    minimumShuffleBlockKiB: Math.floor(demand.shuffleBytes / (LAWS.minimumShuffleBlockKiB.value * KIB * demand.splits)),
    minimumMeanPartitionMiB: Math.floor(demand.shuffleBytes / (LAWS.minimumMeanPartitionMiB.value * MIB)),
    minimumMeanTaskSeconds: Math.floor(shuffleSecondsOf(demand) / LAWS.minimumMeanTaskSeconds.value),
  };
}

function shuffleSecondsOf(demand: Demand): number {
  return demand.coreSeconds.mid * demand.shuffleTotalBytes / (demand.inputBytes + demand.shuffleTotalBytes);
}

/**
 * The partition counts that the search looks at: the pinned one, else from one to what the laws allow. The law of blocks never asks for
 * partitions larger than a split: over terabytes it would want workers of a size that costs many times what small blocks do.
 */
export function partitionBounds({ request: { pins }, demand, lawful }: Space): readonly [number, number] {
  if (pins.partitions !== undefined) return [pins.partitions, pins.partitions];
  const laws = partitionLaws(demand);
  const blocks = Math.max(laws.minimumShuffleBlockKiB, Math.floor(demand.shuffleBytes / (LAWS.splitMiB.value * MIB)));
  const most = Math.max(1, Math.min(MOST_PARTITIONS, blocks, laws.minimumMeanPartitionMiB, laws.minimumMeanTaskSeconds));
  return [1, lawful ? most : Math.min(MOST_PARTITIONS, Math.max(most * LAWLESS_FACTOR, LAWS.bypassMergePartitions.value))];
}

/** Powers of two up to the cores: how many of them one task may take. */
function taskCpuChoices(vCpu: number, pinned?: number): number[] {
  if (pinned !== undefined) return pinned <= vCpu ? [pinned] : [];
  const choices = [];
  for (let cpus = 1; cpus <= vCpu; cpus *= 2) choices.push(cpus);
  return choices;
}

/** The shapes of the search, the most promising first: those that are cheapest for a task, or that bring most tasks. */
export function shapes(space: Space): Shape[] {
  const { request: { pins, serverlessStorage }, release, demand } = space;
  const leastVcpu = serverlessStorage ? LAWS.serverlessStorageMinimumVCpu.value : 1;
  return workerSizes()
    .filter(({ vCpu }) => vCpu >= leastVcpu && (pins.executorCores === undefined || vCpu === pins.executorCores))
    .flatMap(({ vCpu, memoryGiB }) => {
      const collector = pins.collector ?? defaultCollector({ javaVersion: release.java, cores: vCpu, memoryBytes: memoryGiB * GIB });
      const jvm = { collector, javaVersion: release.java, offHeapBytes: demand.offHeapBytes };
      return taskCpuChoices(vCpu, pins.taskCpus).map(taskCpus => shapeOf(vCpu, memoryGiB, taskCpus, jvm));
    })
    .map(shape => ({ shape, promise: promiseOf(space, shape) }))
    .sort((a, b) => a.promise - b.promise || a.shape.vCpu - b.shape.vCpu || a.shape.taskCpus - b.shape.taskCpus)
    .map(({ shape }) => shape);
}

function promiseOf({ request, prices }: Space, shape: Shape): number {
  if (request.objective === 'time') return -shape.slots;
  return (shape.vCpu * prices.vCpuHourUsd + shape.memoryGiB * prices.memoryGiBHourUsd) / shape.slots;
}

/** Executor counts of a shape: from what the deadline needs at the least, to what the quota and the tasks can use at the most. */
export function countBounds(space: Space, shape: Shape, mostPartitions: number): readonly [number, number] {
  const { request: { pins }, demand, deadline } = space;
  if (pins.executors !== undefined) return [pins.executors, Math.min(pins.executors, quotaCount(space, shape))];
  const tasks = Math.max(demand.splits, mostPartitions);
  const least = deadline ? Math.ceil(demand.coreSeconds.high / (deadline.seconds * shape.slots)) : 1;
  const most = Math.max(Math.ceil(tasks / shape.slots), space.request.warm ?? 0);
  return [Math.max(1, least), Math.min(quotaCount(space, shape), Math.max(1, most, least))];
}

/** Executors beside the smallest driver that the account's quota allows each of the concurrent runs. */
function quotaCount({ maxConcurrentVcpus, concurrentRuns }: Space, shape: Shape): number {
  if (maxConcurrentVcpus === undefined) return Infinity;
  return Math.floor((maxConcurrentVcpus / concurrentRuns - 1) / shape.vCpu);
}

/** Seconds that a run may take at the high end of its core time. */
export function limitSeconds({ deadline, pace }: Space, partitions: number): number {
  if (!deadline) return Infinity;
  return deadline.yields ? Math.max(deadline.seconds, serialSeconds(pace, partitions, 'high') + deadline.seconds / 2) : deadline.seconds;
}

/** Whether a run is done in time at the high end. */
export function isInTime(space: Space, fleet: Fleet, partitions: number): boolean {
  return runSeconds(space.pace, fleet, partitions, 'high') <= limitSeconds(space, partitions)
    && (space.mostSeconds === undefined || runSeconds(space.pace, fleet, partitions, 'mid') <= space.mostSeconds);
}
