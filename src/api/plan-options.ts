import { Size } from 'aws-cdk-lib';
import { EmrRelease } from './emr-release';
import { EmrArchitecture, GarbageCollector, PlanObjective } from './planner-words';

/**
 * Pins: each fixes one variable of the search. The free search contains everything that a pin can ask for, unless a law of good plans forbids it.
 *
 * @jsii ignore
 */
export interface PlanPins {
  /**
   * `spark.executor.cores`. On EMR Serverless 1, 2, 4, 8, 16 or 32; on a cluster a whole number up to the vcores of a node.
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
   * @default - the largest heap of the worker or of the share of the node at which every stage is feasible
   */
  readonly executorMemory?: Size;

  /**
   * Disk, in whole GiB. On EMR Serverless that of one executor: 20 to 200, or to 2000 shuffle-optimized. On a cluster the EBS of one core node
   * beside its root volume, from 10.
   *
   * @default - what the shuffles of one run need
   */
  readonly disk?: Size;

  /**
   * Garbage collector of the executors.
   *
   * @default - what the release's Java picks for the worker or the node, stated as an assumption
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

/**
 * What a plan aims at, and its limits.
 *
 * @jsii ignore
 */
export interface PlanTargets extends PlanPins {
  /**
   * What the plan makes least.
   *
   * @default PlanObjective.COST
   */
  readonly objective?: PlanObjective;

  /**
   * Quota of concurrent vCPUs of the account. A whole number, from 1. It wins over the workload's own.
   *
   * @default - the workload's
   */
  readonly maxConcurrentVcpus?: number;

  /**
   * Limit on the cost of one run, in US dollars, from 0. It wins over the workload's own.
   *
   * @default - the workload's
   */
  readonly maxUsd?: number;
}

/**
 * How one workload is planned on EMR Serverless.
 *
 * @jsii ignore
 */
export interface WorkloadPlanOptions extends PlanTargets {
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

/**
 * How one workload is planned on nodes of a cluster.
 *
 * @jsii ignore
 */
export interface ClusterWorkloadPlanOptions extends PlanTargets {
  /**
   * Core nodes in all. A whole number, from 1; a multiple of the workload's `concurrentRuns`.
   *
   * @default - the cheapest
   */
  readonly nodes?: number;
}

/** How and for what a workload is planned on EMR on EC2. */
export interface ClusterPlanOptions extends ClusterWorkloadPlanOptions {
  /**
   * Release of EMR.
   *
   * @default EmrRelease.EMR_7_12_0
   */
  readonly release?: EmrRelease;

  /**
   * Architecture of the instances.
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
   * Types that core nodes may have, such as `['r6g.2xlarge', 'r7g.2xlarge']`. SZ4101 for one that is not known, SZ4102 for one that the
   * release or the architecture does not take.
   *
   * @default - every type of the architecture that the release takes
   */
  readonly instanceTypes?: string[];

  /**
   * Families that any node may have, such as `['m7g', 'r7g']`.
   *
   * @default - all
   */
  readonly families?: string[];

  /**
   * Families that no node may have.
   *
   * @default - none
   */
  readonly deniedFamilies?: string[];

  /**
   * Further types that EMR may fill core and task nodes with: the nodes are instance fleets then, else instance groups. Up to 29.
   *
   * The plan's own type has at most a quarter more or less of YARN's memory per vcore than each of them (SZ2008), and executors are cut to fill
   * the least of them. In a cluster the unit of a fleet is one executor of the first plan, YARN is played with each type alone, and a changed list
   * replaces the cluster.
   *
   * @default - none: instance groups of the plan's type
   */
  readonly fleetInstanceTypes?: string[];

  /**
   * Of the nodes at most this share is bought on Spot, as task nodes of the same type: from 0 to below 1, and one core node always stays on demand.
   * What EC2 takes back costs its share of the work again, which a reason of the plan puts a price on; prices of Spot are
   * `instanceTypeCorrections`, else half of those on demand (a provisional law). SZ1004 for a share that is none.
   *
   * @default 0
   */
  readonly spotShare?: number;

  /**
   * Types that the catalog lacks, and figures of it that are better known: prices above all. SZ4103 for a faulty row.
   *
   * @default - the catalog's
   */
  readonly instanceTypeCorrections?: InstanceTypeCorrection[];

  /**
   * Prices that are better known than the table; those of instances are corrections of the catalog.
   *
   * @default - the table's
   */
  readonly prices?: ClusterPrices;
}

/** Prices of a cluster that are better known than the dated table of this library, in US dollars. */
export interface ClusterPrices {
  /**
   * One GiB of a gp3 volume for one month, in US dollars. From 0.
   *
   * @default - the table's
   */
  readonly gp3GiBMonthUsd?: number;
}

/** An instance type that the catalog lacks, or what is to be corrected of one that it has. What is left out is the catalog's. */
export interface InstanceTypeCorrection {
  /** Name, such as `m9g.4xlarge`. */
  readonly instanceType: string;

  /**
   * Architecture. Needed of a type that the catalog lacks.
   *
   * @default - the catalog's
   */
  readonly architecture?: EmrArchitecture;

  /**
   * vCPUs as EMR lists them: the vcores of YARN. A whole number, from 1. Needed of a type that the catalog lacks.
   *
   * @default - the catalog's
   */
  readonly vcores?: number;

  /**
   * Memory as EMR lists it (ListSupportedInstanceTypes), less than EC2's on most newer types, in whole MiB. Needed of a type that the catalog
   * lacks.
   *
   * @default - the catalog's
   */
  readonly memory?: Size;

  /**
   * `yarn.nodemanager.resource.memory-mb`, where it is not what EMR's rule gives, in whole MiB.
   *
   * @default - memory − clamp(memory / 4, 2 GiB, 8 GiB)
   */
  readonly yarnMemory?: Size;

  /**
   * Disks of the instance store. A whole number, from 1.
   *
   * @default - the catalog's
   */
  readonly disks?: number;

  /**
   * The instance store in all, all disks together.
   *
   * @default - the catalog's
   */
  readonly instanceStore?: Size;

  /**
   * Largest throughput to EBS, in Mbit/s. A whole number, from 1.
   *
   * @default - the catalog's; of a new type one gp3 volume's
   */
  readonly ebsMbps?: number;

  /**
   * First releases that take the type, one a line, such as `['emr-6.15.0', 'emr-7.1.0']`.
   *
   * @default - the catalog's; of a new type every release
   */
  readonly since?: string[];

  /**
   * The instance on demand, in US dollars per hour. From 0.
   *
   * @default - the table's; a new type without one is not planned with
   */
  readonly usdPerHour?: number;

  /**
   * EMR's fee on top, in US dollars per hour. From 0.
   *
   * @default - the table's, or a quarter of the price on demand
   */
  readonly emrUsdPerHour?: number;

  /**
   * The instance on Spot, without EMR's fee, in US dollars per hour, from 0: what `spotShare` counts with.
   *
   * @default - half of the price on demand: Spot prices move, and no table has them
   */
  readonly spotUsdPerHour?: number;
}
