import { Duration, Size } from 'aws-cdk-lib';
import { parseJson, readText } from './json-file';
import { plainProps } from './plain-props';
import { refuse, valueOf } from './refusal';
import { SparkStage } from './spark-stage';
import { SparkLanguage, SparkStorageLevel, SpillPolicy, WorkloadProfile } from './workload-words';
import { Outcome, Problem } from '../core/problems/problem';
import { readWorkload } from '../core/workload/read';
import { Workload } from '../core/workload/workload';
import { workloadText } from '../core/workload/write';

/** The job as it runs now: an upper bound of what one run takes of cores. */
export interface SparkToday {
  /** Executors. A whole number, from 1. */
  readonly workers: number;

  /** Cores of each executor. A whole number, from 1 to 1000. */
  readonly vcpu: number;

  /** How long one run takes. At least 1 second. */
  readonly duration: Duration;
}

/** Where the figures of a workload were measured. It changes no plan. */
export interface SparkObservation {
  /**
   * The event log.
   *
   * @default - not stated
   */
  readonly log?: string;

  /**
   * Spark's id of the application.
   *
   * @default - not stated
   */
  readonly applicationId?: string;

  /**
   * When it ran, such as `2026-11-20`.
   *
   * @default - not stated
   */
  readonly date?: string;

  /**
   * Version of Spark that it ran on.
   *
   * @default - not stated
   */
  readonly sparkVersion?: string;

  /**
   * Anything else about where the figures come from.
   *
   * @default - not stated
   */
  readonly source?: string;
}

/**
 * What a job must do. Only `input` is required; every field left out is assumed from the profile, and every assumption is printed with the plan.
 *
 * Sizes are bytes of data, not of machines. The same fields stand in `*.workload.json` and in the flags of `sized-emr plan`.
 */
export interface SparkWorkloadProps {
  /** Bytes read per run, as stored. From 1 byte. */
  readonly input: Size;

  /**
   * Name used in reports.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * What the job is for: fills in everything that is left out.
   *
   * @default WorkloadProfile.BATCH_ETL
   */
  readonly profile?: WorkloadProfile;

  /**
   * Language of the job's code. Python puts Python workers beside the heap.
   *
   * @default SparkLanguage.JVM
   */
  readonly language?: SparkLanguage;

  /**
   * Format of the files read, such as `parquet` or `csv.gz`. Formats that do not split (gzip, zip, XML) make one file one task.
   *
   * @default - a format that splits
   */
  readonly inputFormat?: string;

  /**
   * Files read per run. A whole number, from 1.
   *
   * @default - unknown: splits of 128 MiB
   */
  readonly inputFiles?: number;

  /**
   * The largest of the files read: the longest task of a scan where files do not split.
   *
   * @default - the mean of `inputFiles`
   */
  readonly largestInputFile?: Size;

  /**
   * Bytes written per run.
   *
   * @default - from the profile
   */
  readonly output?: Size;

  /**
   * Bytes written by the largest shuffle of a run, compressed, as Spark's UI prints them.
   *
   * @default - a share of `input`, from the profile
   */
  readonly shuffle?: Size;

  /**
   * Bytes written by all shuffles of a run: what the disks must hold. At least `shuffle`.
   *
   * @default - 2 × `shuffle`
   */
  readonly shuffleTotal?: Size;

  /**
   * In-memory bytes ÷ shuffle bytes. From 0.1 to 1000.
   *
   * @default 3.5
   */
  readonly shuffleExpansion?: number;

  /**
   * Largest ÷ mean partition of the largest shuffle. At least 1.
   *
   * @default 1.5
   */
  readonly skew?: number;

  /**
   * Partition count at which `skew` was seen: a hot key's ratio grows with the count. A whole number, from 1.
   *
   * @default 200
   */
  readonly skewPartitions?: number;

  /**
   * Bytes, in memory, that must stand in one partition whatever the partition count: the rows of the most frequent key.
   *
   * @default - from `skew`, the pessimistic reading
   */
  readonly hotKey?: Size;

  /**
   * Whether a sort's hot partition may spill to disk.
   *
   * @default SpillPolicy.NEVER
   */
  readonly spill?: SpillPolicy;

  /**
   * Bytes cached in memory at once, over all executors.
   *
   * @default - nothing is cached
   */
  readonly cache?: Size;

  /**
   * Storage level of the cache. Levels without disk must stay in memory.
   *
   * @default SparkStorageLevel.MEMORY_AND_DISK
   */
  readonly storageLevel?: SparkStorageLevel;

  /**
   * Bytes, in memory, of all tables broadcast at once: each executor holds them whole, the driver three times.
   *
   * @default - 4 tables of Spark's own limit of 10 MiB
   */
  readonly broadcast?: Size;

  /**
   * Heap that the job's own code and its readers and writers hold in one task.
   *
   * @default - from the profile: 256 MiB for batch ETL
   */
  readonly userMemoryPerTask?: Size;

  /**
   * Resident memory of one Python worker.
   *
   * @default - 512 MiB; for machine learning 1 GiB
   */
  readonly pythonMemoryPerTask?: Size;

  /**
   * Python workers that one task keeps at once: stages with Python functions in one pipeline. A whole number, from 0 to 100.
   *
   * @default - 1 for Python, 0 for the JVM
   */
  readonly pythonStages?: number;

  /**
   * Spark's off-heap memory of one executor. Above 0, Tungsten's execution memory moves there altogether.
   *
   * @default - none
   */
  readonly offHeap?: Size;

  /**
   * Bytes that come back to the driver at once, as `collect` and `toPandas` bring them.
   *
   * @default - 64 MiB; for machine learning 1 GiB
   */
  readonly collect?: Size;

  /**
   * What one run takes of cores, summed over them: the task time that Spark's UI shows. At least 1 second.
   *
   * @default - from `today`, else the profile's core-seconds for each GiB of input, with a wide interval
   */
  readonly coreTime?: Duration;

  /**
   * The job as it runs now, in place of `coreTime`.
   *
   * @default - unknown
   */
  readonly today?: SparkToday;

  /**
   * Deadline of one run, from its submission. It holds for the high end of the interval, and never yields.
   *
   * @default - `today`'s duration, else one hour, a target that yields with a warning
   */
  readonly finishWithin?: Duration;

  /**
   * How many runs at the same time. A whole number, from 1 to 1000.
   *
   * @default 1
   */
  readonly concurrentRuns?: number;

  /**
   * Factor on bytes, records and core time to size for: the room to grow. From 1 to 100.
   *
   * @default - from the profile: 1.2, or 1.5 for interactive and streaming
   */
  readonly growth?: number;

  /**
   * Quota of concurrent vCPUs of the account. A whole number, from 1.
   *
   * @default - unlimited, with a warning above the 16 of a new account
   */
  readonly maxConcurrentVcpus?: number;

  /**
   * Limit on the cost of one run, in US dollars. From 0.
   *
   * @default - none
   */
  readonly maxUsd?: number;

  /**
   * The stages that need execution memory, where known: better than `shuffle` and `shuffleExpansion`.
   *
   * @default - none: the need is estimated from the shuffle
   */
  readonly stages?: SparkStage[];

  /**
   * Where the figures were measured. It changes no plan.
   *
   * @default - not stated
   */
  readonly observed?: SparkObservation;
}

/**
 * What a Spark job must do: what it reads, shuffles, caches, broadcasts and collects, and when it must be done.
 *
 * In code and in a `*.workload.json` file the same fields mean the same, and go through the same checks.
 */
export class SparkWorkload {
  /**
   * A workload from its figures.
   *
   * Throws one error with all problems: SZ1001 to SZ1007, and SZ1009 for a value that is only known at deployment.
   *
   * @param props what the job must do
   */
  public static of(props: SparkWorkloadProps): SparkWorkload {
    const call = 'SparkWorkload.of';
    const { values, problems } = plainProps(sourceOf(props));
    const reading = readWorkload(values);
    if (reading.ok && problems.length === 0) return new SparkWorkload(reading.value, values);
    return refuse(call, inTermsOfProps([...problems, ...notAbout(problems, reading)]));
  }

  /**
   * A workload from the text of a `*.workload.json` document, `sized-emr/workload/1`.
   *
   * Throws one error with all problems: SZ1010 for text that is no JSON, SZ1001 to SZ1007 for its fields.
   *
   * @param text the document
   */
  public static fromJson(text: string): SparkWorkload {
    return SparkWorkload.read('SparkWorkload.fromJson', parseJson(text, 'text'));
  }

  /**
   * A workload from a `*.workload.json` file, `sized-emr/workload/1`, such as `sized-emr observe` writes.
   *
   * Throws one error with all problems: SZ1010 for a file that cannot be read or is no JSON, SZ1001 to SZ1007 for its fields.
   *
   * @param path of the file, from the working directory
   */
  public static fromFile(path: string): SparkWorkload {
    const call = `SparkWorkload.fromFile(${JSON.stringify(path)})`;
    return SparkWorkload.read(call, parseJson(valueOf(call, readText(path)), path));
  }

  private static read(call: string, source: Outcome<unknown>): SparkWorkload {
    const document = valueOf(call, source);
    const workload = valueOf(call, readWorkload(document));
    return new SparkWorkload(workload, document as Record<string, unknown>);
  }

  /**
   * As the planner takes it.
   *
   * @internal
   */
  public readonly _workload: Workload;

  private readonly source: Record<string, unknown>;

  private constructor(workload: Workload, source: Record<string, unknown>) {
    this._workload = workload;
    this.source = source;
  }

  /** Name used in reports, where one was given. */
  public get name(): string | undefined {
    return this._workload.name;
  }

  /** How many runs at the same time. */
  public get concurrentRuns(): number {
    return this._workload.concurrentRuns;
  }

  /** The `*.workload.json` document, as `fromJson` and the command line read it: what was stated, without the assumptions. */
  public toJson(): string {
    return workloadText(this.source);
  }
}

/** Props under the names of the file: stages opened, `today.vcpu` as `today.vCpu`. */
function sourceOf({ stages, today, ...props }: SparkWorkloadProps): object {
  return {
    ...props,
    ...(today && { today: { workers: today.workers, vCpu: today.vcpu, duration: today.duration } }),
    ...(stages && { stages: stages.map(stage => stage._source()) }),
  };
}

/** What reading found, but for values that were left out because they are tokens. */
function notAbout(tokens: readonly Problem[], reading: Outcome<Workload>): Problem[] {
  return reading.ok ? [] : reading.problems.filter(({ path }) => !tokens.some(token => token.path === path));
}

/** Problems in the words of the caller, who wrote `vcpu`. */
function inTermsOfProps(problems: readonly Problem[]): Problem[] {
  return problems.map(one => ({ ...one, path: one.path.replace('today.vCpu', 'today.vcpu') }));
}
