import { Deviation } from './demand/against';
import { GrowthRow, RunRow } from './demand/several';
import { LogWarning } from './facts/log-warnings';

export const OBSERVATION_SCHEMA = 'sized-emr/observation/1';

/** What a log says of a run. What it does not hold is null, never 0. */
export interface RunFacts {
  readonly application: {
    readonly id: string | null;
    readonly name: string | null;
    readonly sparkVersion: string | null;
    readonly javaVersion: string | null;
    /** ISO 8601, UTC. */
    readonly startedAt: string | null;
    readonly endedAt: string | null;
    /** Whether start and end are there, no part is missing and no stream was cut. */
    readonly complete: boolean;
  };
  readonly executors: {
    readonly added: number;
    readonly maximumAtOnce: number;
    /** Of the resource profile that ran most. */
    readonly cores: number | null;
    readonly slotsAtOnce: number;
    /** As declared. */
    readonly memoryMiB: number | null;
    /** Execution and storage memory on the heap, as Spark wrote it. */
    readonly unifiedBytes: number | null;
  };
  readonly totals: {
    readonly jobs: number;
    readonly stages: number;
    readonly stageAttempts: number;
    readonly tasks: number;
    readonly failedTasks: number;
    readonly runTimeMs: number;
    readonly gcTimeMs: number;
    readonly inputBytes: number;
    readonly outputBytes: number;
    readonly shuffleReadBytes: number;
    readonly shuffleWriteBytes: number;
    readonly memoryBytesSpilled: number;
    readonly diskBytesSpilled: number;
  };
  /** Largest of one task, or of the executor while it ran. */
  readonly peaks: {
    readonly taskExecutionBytes: number | null;
    readonly onHeapExecutionBytes: number | null;
    readonly jvmHeapBytes: number | null;
    readonly pythonBytes: number | null;
  };
  readonly largestShuffle: LargestShuffle | null;
}

/** Of the stage attempt that reads most; `writeBytes` of the one that writes most. */
export interface LargestShuffle {
  readonly stageId: number;
  readonly writeBytes: number;
  readonly tasks: number | null;
  readonly largestTaskReadBytes: number | null;
  readonly skew: number | null;
}

/** Execution memory of a stage. */
export interface StageMemory {
  readonly stageId: number;
  readonly tasks: number;
  readonly tasksThatSpilled: number;
  /** Most that one task held at once. */
  readonly taskHeldBytes: number | null;
  /** Most that one task spilled, as it was in memory. */
  readonly taskSpilledBytes: number;
  /** Of all tasks. */
  readonly memoryBytesSpilled: number;
  readonly diskBytesSpilled: number;
}

/** Execution memory, demand beside pool. */
export interface RunMemory {
  /** What one task is sure to get while all slots of its executor are taken and nothing is cached. */
  readonly taskShareBytes: number | null;
  /** The stages whose tasks took most, by their ids. */
  readonly stages: readonly StageMemory[];
}

/** Something to do about what a run wasted or lacked. */
export interface Advice {
  readonly id: string;
  readonly message: string;
  /** The figures that it rests on. */
  readonly evidence: Readonly<Record<string, number | string>>;
}

/** `sized-emr observe`, `sized-emr/observation/1`. */
export interface Observation extends RunFacts {
  readonly schema: typeof OBSERVATION_SCHEMA;
  readonly memory: RunMemory;
  /** `sized-emr/workload/1`, without what the log only bounds. */
  readonly workload: Readonly<Record<string, unknown>>;
  readonly advice: readonly Advice[];
  readonly warnings: readonly LogWarning[];
}

/** The same of one log or of several, and beside a workload. */
export interface ObservationDocument extends Observation {
  /** Of several logs: each run, in the order given; the facts are those of the one with the largest input. */
  readonly runs?: readonly RunRow[];
  /** Of several logs: how figures go with the input. */
  readonly growth?: readonly GrowthRow[];
  /** With `--against`: every field that was stated and observed. */
  readonly against?: readonly Deviation[];
}
