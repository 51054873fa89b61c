import { Pools } from '../memory/ledger';

/** How a configuration fares under a workload, from the best to the worst. */
export const VERDICTS = ['clean', 'evicts', 'spills', 'dies'] as const;
export type Verdict = typeof VERDICTS[number];

/** What happens in a story, one kind of event each. */
export type EventKind =
  /** A block is stored. */
  | 'stores'
  /** A block finds no room: it goes `to` disk, or nowhere. */
  | 'refuses'
  /** Tasks ask for `askedBytes` and get `grantedBytes`. */
  | 'takes'
  /** Tasks wait until they have their 1/2N. */
  | 'waits'
  /** Stored blocks go `to` disk, or are lost, to make room for a task. */
  | 'evicts'
  /** A consumer of a task writes `bytes` of memory to disk. */
  | 'spills'
  /** A task fails with Spark's message. */
  | 'fails'
  /** A task has all its records in, and gives back what it holds. */
  | 'ends';

/** Something that happens to one task or, in the same round, to several alike. */
export interface StoryEvent {
  /** In a round every task that does not wait makes one step with its memory. */
  readonly round: number;
  /** Rounds in a row in which nothing but this happens. */
  readonly times: number;
  /** Number of the stage, from 1; null before the first. */
  readonly stage: number | null;
  /** Numbers of the tasks, from 1; empty before the first stage. */
  readonly tasks: readonly number[];
  readonly kind: EventKind;
  /** The consumer, or what is stored. */
  readonly who?: string;
  /** What memory is taken for: a page, an array. */
  readonly what?: string;
  readonly askedBytes?: number;
  /** Each time, of each task. */
  readonly grantedBytes?: number;
  /** Each time, of each task: stored, refused, evicted or spilled. */
  readonly bytes?: number;
  readonly to?: 'disk' | 'nowhere';
  /** In Spark's words. */
  readonly message?: string;
  /** What the last of the tasks holds after it. */
  readonly heldBytes?: number;
}

/** One stage: all slots run a task as large as its largest. */
export interface StoryStage {
  readonly stage: number;
  /** Its operators. */
  readonly name: string;
  /** Which side of a shuffle: reduce tasks read, map tasks write. */
  readonly side: 'read' | 'write';
  /** Records of the largest task of the first operator; null where only bytes are known. */
  readonly records: number | null;
  /** What one task needs by the closed rule. */
  readonly needBytes: number;
  readonly verdict: Verdict;
  readonly spilledBytes: number;
  readonly evictedBytes: number;
  readonly failedTasks: number;
}

/** What stands in storage when the first task starts. */
export interface StoredAtStart {
  readonly taskBinariesBytes: number;
  readonly broadcastBytes: number;
  readonly cacheBytes: number;
}

/** The executor of a story. */
export interface StoryPools extends Pools {
  readonly slots: number;
  readonly offHeapBytes: number;
  /** What one task is sure to get beside what is stored. */
  readonly taskBytes: number;
}

/** What happens to one executor under a workload, as a sequence. */
export interface Story {
  readonly verdict: Verdict;
  /**
   * "Memory Bytes Spilled" of the tasks played, one on every slot. Later waves spill theirs; an aggregate may spill more, since keys that come
   * again after a spill are written again.
   */
  readonly spilledBytes: number;
  /** Blocks that left memory, or did not find room in it. */
  readonly evictedBytes: number;
  /** Of these, what is in no storage any more and is computed again. */
  readonly lostBytes: number;
  readonly failedTasks: number;
  /** The least heap at which nothing spills, fails or is lost; null where none is enough. */
  readonly neededHeapMiB: number | null;
  /** Whether the story is told to its end; else what spills is what has spilled so far. */
  readonly complete: boolean;
  readonly executor: StoryPools;
  readonly stored: StoredAtStart;
  readonly stages: readonly StoryStage[];
  readonly events: readonly StoryEvent[];
}
