import { LAWS } from '../catalog/laws';
import { largestPartition } from '../memory/stage-need';
import { clamp } from '../units';
import { Demand, Range } from '../workload/demand';

/** Which end of the core time. */
export type End = keyof Range;

/** Seconds until a run has its driver and executors. */
export interface ReadyTimes {
  /** From submission to a ready driver. */
  readonly driverSeconds: number;
  /** From a ready driver to its first executor. */
  readonly firstExecutorSeconds: number;
  /** Infinite where all of them come at once. */
  readonly executorsPerSecond: number;
}

/** Of EMR Serverless, where nothing is pre-initialised. */
export const SERVERLESS_READY: ReadyTimes = {
  driverSeconds: LAWS.driverReadySeconds.value,
  firstExecutorSeconds: LAWS.firstExecutorSeconds.value,
  executorsPerSecond: LAWS.executorsPerSecond.value,
};

/** How a run's core time falls to its two kinds of tasks: scans have their splits, shuffles the plan's partitions. */
export interface Pace {
  readonly demand: Demand;
  /** One unbroken row of micro-batches: executors stand ready. */
  readonly steady: boolean;
  /** Executors ready from the start. */
  readonly warm: number;
  readonly ready: ReadyTimes;
  readonly scanWork: Range;
  readonly shuffleWork: Range;
  /** Seconds of the longest scan task. */
  readonly scanLargest: Range;
  /** Of the largest shuffle, what stands in one partition whatever their count. */
  readonly hotShare: number;
  readonly hasShuffle: boolean;
}

/** How many executors at which speed. */
export interface Fleet {
  readonly count: number;
  readonly slots: number;
  /** Bytes that the disk of one executor moves in a second; infinite for serverless storage. */
  readonly diskBytesPerSecond: number;
}

/** Splits core time over scan and shuffle by their bytes. */
export function paceOf(demand: Demand, steady: boolean, warm: number, ready: ReadyTimes = SERVERLESS_READY): Pace {
  const shuffleShare = demand.shuffleTotalBytes / (demand.inputBytes + demand.shuffleTotalBytes);
  const largestSplit = Math.min(1, demand.largestSplitBytes / demand.inputBytes);
  return {
    demand,
    steady,
    warm,
    ready,
    scanWork: scaled(demand.coreSeconds, 1 - shuffleShare),
    shuffleWork: scaled(demand.coreSeconds, shuffleShare),
    scanLargest: scaled(demand.coreSeconds, (1 - shuffleShare) * largestSplit),
    hotShare: hotShareOf(demand),
    hasShuffle: demand.shuffleTotalBytes > 0,
  };
}

function hotShareOf({ skew, shuffleInMemoryBytes }: Demand): number {
  if (skew.hotBytes === undefined) return skew.hotShare;
  return shuffleInMemoryBytes > 0 ? Math.min(1, skew.hotBytes / shuffleInMemoryBytes) : 0;
}

function scaled({ low, mid, high }: Range, factor: number): Range {
  return { low: low * factor, mid: mid * factor, high: high * factor };
}

/** Seconds from submission until the driver runs. */
export function driverReadySeconds({ steady, warm, ready }: Pace): number {
  return steady || warm > 0 ? 0 : ready.driverSeconds;
}

/** Seconds from submission until executor 1, 2 … n runs, on the mean: driver, then first + i/rate; pre-initialised ones are there. */
export function meanReadySeconds(pace: Pace, count: number): number {
  if (pace.steady) return 0;
  const cold = Math.max(0, count - pace.warm);
  const first = driverReadySeconds(pace) + pace.ready.firstExecutorSeconds;
  return cold * (first + (cold + 1) / 2 / pace.ready.executorsPerSecond) / count;
}

/** Seconds of the scan: T ≤ work / slots + largest task, or what the disks take to write the shuffle. */
export function scanSeconds(pace: Pace, fleet: Fleet, end: End): number {
  const overhead = LAWS.taskOverheadSeconds.value;
  const computing = (pace.scanWork[end] + overhead * pace.demand.splits) / (fleet.count * fleet.slots) + pace.scanLargest[end] + overhead;
  return Math.max(computing, diskSeconds(pace, fleet));
}

/** Seconds of the shuffles' reading side, likewise. */
export function shuffleSeconds(pace: Pace, fleet: Fleet, partitions: number, end: End): number {
  if (!pace.hasShuffle) return 0;
  const overhead = LAWS.taskOverheadSeconds.value;
  const computing = (pace.shuffleWork[end] + overhead * partitions) / (fleet.count * fleet.slots) + longestShuffleTask(pace, partitions, end);
  return Math.max(computing, diskSeconds(pace, fleet));
}

/** Seconds of the task with the largest partition. */
export function longestShuffleTask(pace: Pace, partitions: number, end: End): number {
  if (!pace.hasShuffle) return 0;
  return pace.shuffleWork[end] * largestPartition(1, pace.hotShare, pace.demand.skew.ratio, partitions) + LAWS.taskOverheadSeconds.value;
}

function diskSeconds(pace: Pace, { count, diskBytesPerSecond }: Fleet): number {
  return pace.demand.shuffleTotalBytes / (count * diskBytesPerSecond);
}

/** Seconds from submission to the end of the run. List scheduling on executors that arrive one by one: mean arrival + Σ stages. */
export function runSeconds(pace: Pace, fleet: Fleet, partitions: number, end: End): number {
  return meanReadySeconds(pace, fleet.count) + scanSeconds(pace, fleet, end) + shuffleSeconds(pace, fleet, partitions, end);
}

/** Seconds that no number of executors shortens: the longest task of either stage. */
export function serialSeconds(pace: Pace, partitions: number, end: End): number {
  return pace.scanLargest[end] + LAWS.taskOverheadSeconds.value + longestShuffleTask(pace, partitions, end);
}

/**
 * Executors that are there while the first stage writes: those that are ready before it ends, at the short end of the core time.
 * Of n executors c are cold, number k of them ready at first + k/rate; the scan ends at the mean arrival, c/n · (first + (c+1)/2/rate), + its seconds.
 */
export function presentExecutors(pace: Pace, fleet: Fleet): number {
  if (pace.steady) return fleet.count;
  const first = driverReadySeconds(pace) + pace.ready.firstExecutorSeconds;
  const ends = meanReadySeconds(pace, fleet.count) + scanSeconds(pace, { ...fleet, diskBytesPerSecond: Infinity }, 'low');
  const cold = Math.floor(pace.ready.executorsPerSecond * (ends - first));
  return Math.max(1, pace.warm + clamp(cold, 0, fleet.count - pace.warm));
}

/** What the search varies: the partition count with the least run time between two bounds; the fewest of equals. */
export function fastestPartitions(pace: Pace, fleet: Fleet, [least, most]: readonly [number, number], end: End): number {
  if (least === most || !pace.hasShuffle) return least;
  let best = least;
  let bestSeconds = shuffleSeconds(pace, fleet, least, end);
  const compare = (partitions: number) => {
    const held = Math.min(Math.max(partitions, least), most);
    if (held === best) return;
    const seconds = shuffleSeconds(pace, fleet, held, end);
    if (seconds < bestSeconds || (seconds === bestSeconds && held < best)) [best, bestSeconds] = [held, seconds];
  };
  compare(most);
  for (const turn of turningPoints(pace, fleet, end)) {
    compare(Math.floor(turn));
    compare(Math.ceil(turn));
  }
  return best;
}

/**
 * Where overhead·P/slots + work·largest(P) can have its least: the roots √(work·share·slots / overhead) of both branches of the largest
 * partition, and where the branches cross.
 */
function turningPoints(pace: Pace, fleet: Fleet, end: End): number[] {
  const { hotShare, demand: { skew } } = pace;
  const perOverhead = pace.shuffleWork[end] * fleet.count * fleet.slots / LAWS.taskOverheadSeconds.value;
  const even = 1 - hotShare;
  const crossing = hotShare > 0 ? even * (skew.ratio - 1) / hotShare : Infinity;
  return [Math.sqrt(perOverhead * even * skew.ratio), Math.sqrt(perOverhead * even), crossing];
}
