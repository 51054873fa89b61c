import { Size } from 'aws-cdk-lib';
import { EmrRelease } from './emr-release';
import { EmrArchitecture, GarbageCollector, PlanObjective } from './planner-words';

/** Pins: each fixes one variable of the search. The free search contains everything that a pin can ask for, unless a law of good plans forbids it. */
export interface PlanPins {
  /**
   * `spark.executor.cores`: 1, 2, 4, 8, 16 or 32.
   *
   * @default - the cheapest
   */
  readonly executorCores?: number;

  /**
   * `spark.task.cpus`: cores that one task takes. A whole number, from 1 to `executorCores`. More cores give a task more memory.
   *
   * @default - the cheapest
   */
  readonly taskCpus?: number;

  /**
   * A fixed count of executors: dynamic allocation is off. A whole number, from 1.
   *
   * @default - the cheapest, with dynamic allocation where it costs no more
   */
  readonly executors?: number;

  /**
   * Shuffle partitions. A whole number, from 1.
   *
   * @default - the cheapest
   */
  readonly partitions?: number;

  /**
   * `spark.executor.memory`: the heap of one executor, in whole MiB.
   *
   * @default - the largest heap of the worker at which every stage is feasible
   */
  readonly executorMemory?: Size;

  /**
   * Disk of one executor, in whole GiB: 20 to 200, or to 2000 shuffle-optimized.
   *
   * @default - what the shuffles of one run need
   */
  readonly disk?: Size;

  /**
   * Garbage collector of the executors.
   *
   * @default - what the release's Java picks for the worker, stated as an assumption
   */
  readonly collector?: GarbageCollector;
}

/** Prices that are better known than the dated table of this library, in US dollars. */
export interface ServerlessPrices {
  /**
   * One vCPU for one hour, in US dollars. Above 0.
   *
   * @default - the table's
   */
  readonly vcpuHourUsd?: number;

  /**
   * One GB of memory for one hour, in US dollars. Above 0.
   *
   * @default - the table's
   */
  readonly memoryGiBHourUsd?: number;

  /**
   * One GB of standard disk beyond the first 20 for one hour, in US dollars. From 0.
   *
   * @default - the table's
   */
  readonly storageGiBHourUsd?: number;

  /**
   * One GB of shuffle-optimized disk for one hour, in US dollars. From 0.
   *
   * @default - the table's
   */
  readonly shuffleStorageGiBHourUsd?: number;
}

/** How one workload is planned. */
export interface WorkloadPlanOptions extends PlanPins {
  /**
   * What the plan makes least.
   *
   * @default PlanObjective.COST
   */
  readonly objective?: PlanObjective;

  /**
   * Executors kept ready while the application is started, and one driver for each concurrent run. They are billed while idle;
   * the plan prints what an idle hour costs. A whole number, from 1. Not together with `serverlessStorage`.
   *
   * @default - none
   */
  readonly warm?: number;

  /**
   * Shuffle data goes to EMR's serverless storage instead of the workers' disks, free of charge. From emr-7.12.0, for workers of 4 vCPUs and
   * more, not for streaming; up to 200 GiB a job, 1 TiB from emr-7.14.0 and emr-spark-8.1.0. Runs must end within 24 hours.
   *
   * @default false
   */
  readonly serverlessStorage?: boolean;

  /**
   * Quota of concurrent vCPUs of the account. A whole number, from 1. It wins over the workload's own.
   *
   * @default - the workload's
   */
  readonly maxConcurrentVcpus?: number;

  /**
   * Limit on the cost of one run, in US dollars. It wins over the workload's own.
   *
   * @default - the workload's
   */
  readonly maxUsd?: number;
}

/** How and for what a workload is planned on EMR Serverless. */
export interface ServerlessPlanOptions extends WorkloadPlanOptions {
  /**
   * Release of EMR.
   *
   * @default EmrRelease.EMR_7_12_0
   */
  readonly release?: EmrRelease;

  /**
   * Architecture of the workers.
   *
   * @default EmrArchitecture.X86_64
   */
  readonly architecture?: EmrArchitecture;

  /**
   * Region of the prices. A Region whose prices are not in the table is planned with those of us-east-1, and a warning (SZ4004).
   *
   * @default 'us-east-1'
   */
  readonly region?: string;

  /**
   * Prices that are better known than the table.
   *
   * @default - the table's
   */
  readonly prices?: ServerlessPrices;
}
