import { Shape } from './container';
import { TaskNeed } from './memory-fit';
import { Machine, PlanRequest, Worker } from './plan';
import { Platform } from './platform';
import { Fleet, Pace, runSeconds, serialSeconds } from './time';
import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { KIB, MIB } from '../units';
import { Demand } from '../workload/demand';

/** When a run has to be done. */
export interface Deadline {
  readonly seconds: number;
  /** An assumed target gives way to half of itself beyond the longest tasks, a stated one never. */
  readonly yields: boolean;
}

/** Everything that one search looks at. */
export interface Space<M extends Machine = Worker> {
  readonly request: PlanRequest;
  readonly release: Release;
  readonly platform: Platform<M>;
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
export function partitionBounds({ request: { pins }, demand, lawful }: Space<Machine>): readonly [number, number] {
  if (pins.partitions !== undefined) return [pins.partitions, pins.partitions];
  const laws = partitionLaws(demand);
  const blocks = Math.max(laws.minimumShuffleBlockKiB, Math.floor(demand.shuffleBytes / (LAWS.splitMiB.value * MIB)));
  const most = Math.max(1, Math.min(MOST_PARTITIONS, blocks, laws.minimumMeanPartitionMiB, laws.minimumMeanTaskSeconds));
  return [1, lawful ? most : Math.min(MOST_PARTITIONS, Math.max(most * LAWLESS_FACTOR, LAWS.bypassMergePartitions.value))];
}

/** Powers of two up to the cores: how many of them one task may take. */
export function taskCpuChoices(cores: number, pinned?: number): number[] {
  if (pinned !== undefined) return pinned <= cores ? [pinned] : [];
  const choices = [];
  for (let cpus = 1; cpus <= cores; cpus *= 2) choices.push(cpus);
  return choices;
}

/** Every shape of the search, the most promising first. */
export function shapes<M extends Machine>(space: Space<M>): Shape[] {
  return space.platform.groups(space).flatMap(row => [...row].flatMap(group => group.shapes()));
}

/** Counts of a shape: from what the deadline needs at the least, to what the quota and the tasks can use at the most. */
export function countBounds<M extends Machine>(space: Space<M>, shape: Shape, mostPartitions: number): readonly [number, number] {
  return space.platform.countBounds(space, shape, mostPartitions);
}

/** The most that a deadline leaves beside the longest tasks of so many partitions, at the high end of the core time. */
export function parallelSecondsAllowed({ deadline, pace }: Space<Machine>, partitions: number): number {
  if (!deadline) return Infinity;
  const left = deadline.seconds - serialSeconds(pace, partitions, 'high');
  return deadline.yields ? Math.max(left, deadline.seconds / 2) : left;
}

/** Seconds that a run may take at the high end of its core time. */
export function limitSeconds({ deadline, pace }: Space<Machine>, partitions: number): number {
  if (!deadline) return Infinity;
  return deadline.yields ? Math.max(deadline.seconds, serialSeconds(pace, partitions, 'high') + deadline.seconds / 2) : deadline.seconds;
}

/** Whether a run is done in time at the high end. */
export function isInTime(space: Space<Machine>, fleet: Fleet, partitions: number): boolean {
  return runSeconds(space.pace, fleet, partitions, 'high') <= limitSeconds(space, partitions)
    && (space.mostSeconds === undefined || runSeconds(space.pace, fleet, partitions, 'mid') <= space.mostSeconds);
}
