import { Bound, Measuring } from './measured';
import { StageAttempt } from '../facts/stage-attempt';
import { StageDemand } from '../sql/executions';
import { PartitionChange, ShuffleRead, togetherRead } from '../sql/shuffle-reads';

/** Stage to how its tasks read the shuffles before it; a stage of no query has no entry: each of its tasks reads a partition. */
export type ShuffleReads = ReadonlyMap<number, ShuffleRead>;

export function shuffleReads(demands: readonly StageDemand[]): ShuffleReads {
  const reads = new Map<number, ShuffleRead>();
  for (const { stageId, read } of demands) {
    const known = reads.get(stageId);
    if (read) reads.set(stageId, known ? togetherRead(known, read) : read);
  }
  return reads;
}

/** Whether each task read one partition of the shuffles before it, and all tasks of the same shuffles. */
export function isOnePartitionEach(read: ShuffleRead | undefined, tasks: number): boolean {
  return read === undefined || read.change === undefined && tasks <= (read.partitions ?? tasks);
}

/** Why what tasks read is not the size of partitions. */
const BECAUSE: Readonly<Record<PartitionChange, string>> = {
  'merged': 'adaptive execution merged partitions, and what its tasks read is theirs together',
  'split': 'adaptive execution split partitions, and what its tasks read is a part of them',
  'merged and split': 'adaptive execution merged partitions and split others',
  'local': 'adaptive execution let each task read what one map task wrote, of all partitions',
};
const SIDE_BY_SIDE = 'its tasks read several shuffles side by side';

/** The count of partitions, where the log has it, and between what their skew lies. */
export function boundSkew(reader: StageAttempt, read: ShuffleRead | undefined, into: Measuring): void {
  const { stageId, tasks } = reader;
  into.value('skewPartitions', read?.partitions, `partitions of the shuffle that stage ${stageId} reads in ${tasks} tasks`);
  const because = read?.change === undefined ? SIDE_BY_SIDE : BECAUSE[read.change];
  into.bound({ field: 'skew', ...skewBounds(reader, read), because: `stage ${stageId}: ${because}` });
}

/** Of the largest partition ÷ the mean one, by the fullest task. */
function skewBounds({ largestReadBytes, readBytes, tasks }: StageAttempt, read: ShuffleRead | undefined): Pick<Bound, 'atLeast' | 'atMost'> {
  if (read?.partitions === undefined) return {};
  const { partitions, change } = read;
  const ratio = largestReadBytes / (readBytes / partitions);
  if (change === 'split') return above(ratio);
  if (change !== 'merged' || tasks > partitions) return {};
  const mostMerged = partitions - tasks + 1; // in one task, where every other has but one
  return { ...above(ratio / mostMerged), atMost: Math.max(1, Math.min(partitions, ratio)) };
}

/** A largest partition is never below the mean one: less says nothing. */
function above(ratio: number): Pick<Bound, 'atLeast'> {
  return ratio > 1 ? { atLeast: ratio } : {};
}

/** Why the skew of a stage of merged partitions is no more than bounded. */
export const MERGED = BECAUSE.merged;
/** Why the largest partition is larger than the largest task. */
export const SPLIT = BECAUSE.split;
