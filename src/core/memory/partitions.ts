/**
 * How many partitions a shuffle wants, from what one task can hold: the rule of thumb of "How-to: Tune Your Apache Spark Jobs (Part 2)",
 * Cloudera, 2015. It takes the mean for the largest partition; the planner's exact rule is in `stage-need.ts`.
 */

/** What Spark's UI shows of a stage that spilled. */
export interface SpillObservation {
  /** "Shuffle Write": compressed bytes. */
  readonly shuffleWriteBytes: number;
  /** "Shuffle Spill (Memory)": what the spilled records took in memory. */
  readonly memorySpilledBytes: number;
  /** "Shuffle Spill (Disk)": what they took on disk. */
  readonly diskSpilledBytes: number;
}

/** in memory = shuffle write · (spill in memory / spill on disk), rounded up; undefined where nothing spilled, which leaves the ratio unknown. */
export function inMemoryShuffleBytes({ shuffleWriteBytes, memorySpilledBytes, diskSpilledBytes }: SpillObservation): number | undefined {
  return diskSpilledBytes > 0 ? Math.ceil(shuffleWriteBytes * (memorySpilledBytes / diskSpilledBytes)) : undefined;
}

/** partitions = ⌈shuffle in memory / memory of one task⌉, at least one. */
export function partitionsFor(inMemoryBytes: number, taskBytes: number): number {
  return Math.max(1, Math.ceil(inMemoryBytes / taskBytes));
}
