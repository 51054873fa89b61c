import { LAWS } from '../../src/core/catalog/laws';
import { ProfileDefaults } from '../../src/core/catalog/rows';
import { End, Fleet, paceOf, runSeconds } from '../../src/core/planning/time';
import { GIB, MIB } from '../../src/core/units';
import { Demand, Range, fillWorkload } from '../../src/core/workload/demand';
import { Workload } from '../../src/core/workload/workload';

/** What stands ready and how a run was cut: one executor more or less is not asked of the plan here. */
export interface Had {
  readonly executors: number;
  readonly slots: number;
  readonly partitions: number;
}

/**
 * As Spark cuts files at a parallelism: into splits of 128 MiB, or smaller where there would be fewer than that. A plan takes 128 MiB.
 * Source: FilePartition.maxSplitBytes, Spark 3.5.
 */
export function splitAsSpark(demand: Demand, filesBytes: number, parallelism: number): Demand {
  const splitBytes = Math.min(LAWS.splitMiB.value * MIB, Math.max(LAWS.fileOpenCostMiB.value * MIB, filesBytes / parallelism));
  const splits = Math.max(1, Math.ceil(filesBytes / splitBytes));
  return { ...demand, splits, largestSplitBytes: demand.inputBytes / splits };
}

/** Seconds of a run on executors that are there, as a plan says them: its law of time without the start of workers, and without growth. */
export function runTime(demand: Demand, { executors, slots, partitions }: Had): Range {
  const pace = paceOf(demand, true, 0);
  const fleet: Fleet = { count: executors, slots, diskBytesPerSecond: Infinity };
  const at = (end: End) => runSeconds(pace, fleet, partitions, end);
  return { low: at('low'), mid: at('mid'), high: at('high') };
}

/** All that is known is the input: the rest as these defaults have it. */
export function byDefaults(inputBytes: number, defaults: Pick<ProfileDefaults, 'shuffleToInput' | 'shuffleTotalToShuffle' | 'skew' | 'coreSecondsPerInputGiB'>): Demand {
  const shuffleBytes = inputBytes * defaults.shuffleToInput;
  const { low, mid, high } = defaults.coreSecondsPerInputGiB;
  const workload = workloadOf({ inputBytes, shuffleBytes, shuffleTotalBytes: shuffleBytes * defaults.shuffleTotalToShuffle });
  const inputGiB = inputBytes / GIB;
  return { ...fillWorkload(workload).stated, coreSeconds: { low: low * inputGiB, mid: mid * inputGiB, high: high * inputGiB } };
}

/** As observed. */
export function byObservation(observed: Partial<Workload> & { readonly inputBytes: number }): Demand {
  return fillWorkload(workloadOf(observed)).stated;
}

function workloadOf(fields: Partial<Workload> & { readonly inputBytes: number }): Workload {
  return {
    profile: 'batch-etl', language: 'jvm', spill: 'never', cacheBytes: 0, storageLevel: 'MEMORY_AND_DISK', offHeapBytes: 0, concurrentRuns: 1, stages: [], growth: 1, ...fields,
  };
}

/** How predictions fared. */
export interface Verdict {
  readonly runs: number;
  readonly inside: number;
  readonly below: number;
  readonly above: number;
  /** Median of high ÷ low, and of the truth ÷ mid. */
  readonly width: number;
  readonly truthToMid: number;
}

export function verdictOf(pairs: readonly { readonly predicted: Range; readonly seconds: number }[]): Verdict {
  const count = (holds: (predicted: Range, seconds: number) => boolean) => pairs.filter(({ predicted, seconds }) => holds(predicted, seconds)).length;
  return {
    runs: pairs.length,
    inside: count(({ low, high }, seconds) => low <= seconds && seconds <= high),
    below: count(({ low }, seconds) => seconds < low),
    above: count(({ high }, seconds) => seconds > high),
    width: median(pairs.map(({ predicted: { low, high } }) => high / low)),
    truthToMid: median(pairs.map(({ predicted: { mid }, seconds }) => seconds / mid)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
