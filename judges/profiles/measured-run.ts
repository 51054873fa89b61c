import type { Profile } from '../../src/core/workload/workload';

/** One application on the real Spark: a row of data/measured-profiles.jsonc. Bytes, seconds and rows are whole numbers or rounded to hundredths; null is what the log does not tell. */
export interface MeasuredRun {
  readonly kind: keyof typeof PROFILE_OF;
  readonly name: string;
  /** Of TPC. */
  readonly scale: number;
  readonly measured: string;
  /** Whether its executor had run others before. */
  readonly isWarm: boolean;
  readonly language: 'jvm' | 'python';
  /** Read by tasks; what they read of a cache is not in it. */
  readonly inputBytes: number;
  /** Of all files that scans found, whatever they read of them. */
  readonly filesBytes: number;
  readonly outputBytes: number;
  /** Of the stage that writes most, and of all. */
  readonly shuffleBytes: number;
  readonly shuffleTotalBytes: number;
  /** Of the largest shuffle of a query: in-memory ÷ written bytes, rows, bytes of a row. */
  readonly expansion: number | null;
  readonly rows: number | null;
  readonly rowBytes: number | null;
  /** Of the stage that reads most: largest ÷ mean, at so many tasks, and of how many bytes a task. No skew where it reads a shuffle as it was written. */
  readonly skew: number | null;
  readonly skewTasks: number | null;
  readonly meanReadBytes: number | null;
  /** Whether that stage reads ranges; null where no plan says. */
  readonly isRange: boolean | null;
  /** As `observe` has it: tasks' run time and deserialising, less waiting for blocks. Other work on the machine is in it. */
  readonly coreSeconds: number;
  /** Of the threads of tasks and of Python workers, from their own clocks: other work is not in it. */
  readonly cpuSeconds: number;
  /** Of tasks' run time. */
  readonly gcShare: number;
  readonly tasks: number;
  readonly stages: number;
  readonly spilledBytes: number;
  readonly peakTaskBytes: number;
  readonly cacheBytes: number;
  readonly broadcastBytes: number;
  readonly collectBytes: number;
  /** The largest that one Python worker was (VmHWM); null where there was none. */
  readonly pythonWorkerMiB: number | null;
  /** From the first line of the job to its last, with whatever else the machine did. */
  readonly wallSeconds: number;
}

/** One that did not run to its end. */
export interface FailedRun extends Pick<MeasuredRun, 'kind' | 'name' | 'scale' | 'measured' | 'isWarm' | 'wallSeconds'> {
  /** What it ended with. */
  readonly failed: string;
}

/** Kinds of runs, and whose defaults they tell of. */
export const PROFILE_OF = {
  tpch: 'sql-analytics', tpcds: 'sql-analytics', etl: 'batch-etl', python: 'batch-etl', ml: 'machine-learning', interactive: 'interactive', streaming: 'streaming',
} as const satisfies Record<string, Profile>;

/** How and with what they were measured. */
export interface Provenance {
  readonly spark: string;
  readonly java: string;
  readonly generators: string;
  readonly machine: string;
  readonly settings: Readonly<Record<string, string>>;
  /** How many queries or jobs of each kind there are to run. */
  readonly jobs: Readonly<Record<MeasuredRun['kind'], number>>;
}
