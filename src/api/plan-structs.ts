import { CostPeriod, GarbageCollector, MemoryBasis, WorkerDiskType } from './planner-words';

/** A worker of EMR Serverless. What the service calls GB is GiB. */
export interface PlannedWorker {
  /** 1, 2, 4, 8, 16 or 32. */
  readonly vcpu: number;
  /** Memory, in GiB. */
  readonly memoryGiB: number;
  /** Disk, in GiB. */
  readonly diskGiB: number;
  /** Type of the disk. */
  readonly diskType: WorkerDiskType;
}

/** One executor, part by part: `containerMiB` = `heapMiB` + `overheadMiB` + `offHeapMiB` + `pysparkMiB`. */
export interface PlannedExecutor {
  /** `spark.executor.cores`: on EMR Serverless one to one the vCPUs of the worker. */
  readonly cores: number;
  /** `spark.task.cpus`: cores that one task takes. */
  readonly taskCpus: number;
  /** Tasks at the same time: `cores` div `taskCpus`. */
  readonly slots: number;
  /** `spark.executor.memory`, in MiB. */
  readonly heapMiB: number;
  /** Native memory beside the heap, in MiB. */
  readonly overheadMiB: number;
  /** `spark.memory.offHeap.size`, in MiB. */
  readonly offHeapMiB: number;
  /** Memory of all Python workers, in MiB. */
  readonly pysparkMiB: number;
  /** Sum of the four parts, in MiB. */
  readonly containerMiB: number;
  /** Garbage collector that the plan states. */
  readonly collector: GarbageCollector;
  /** Least heap, in MiB, at which Spark's ledger alone holds every stage: no growth, no headroom, nothing assumed. */
  readonly neededHeapMiB: number;
  /** What `neededHeapMiB` is needed by. */
  readonly neededBy: string;
  /** How much more data, as a fraction, the emitted heap still holds. */
  readonly slackFraction: number;
  /**
   * The worker of EMR Serverless that holds the container.
   *
   * @default - none: the plan is for a cluster, whose nodes hold several
   */
  readonly worker?: PlannedWorker;
}

/** The driver. */
export interface PlannedDriver {
  /** Cores of the driver: `spark.driver.cores` on EMR Serverless. */
  readonly cores: number;
  /** `spark.driver.memory`, in MiB. */
  readonly heapMiB: number;
  /** Native memory beside the heap, in MiB. */
  readonly overheadMiB: number;
  /** Sum of heap and overhead, in MiB. */
  readonly containerMiB: number;
  /**
   * The worker of EMR Serverless that holds the container.
   *
   * @default - none: the plan is for a cluster, whose nodes hold several
   */
  readonly worker?: PlannedWorker;
}

/** How many executors run. */
export interface PlannedExecutorCounts {
  /** `spark.dynamicAllocation.minExecutors`. */
  readonly minimum: number;
  /** `spark.dynamicAllocation.initialExecutors`: what the job starts with. */
  readonly initial: number;
  /** `spark.dynamicAllocation.maxExecutors`: what the capacity grants. */
  readonly maximum: number;
  /** Whether dynamic allocation is on. Off, all three counts are the same. */
  readonly dynamic: boolean;
}

/** Execution memory of one task. */
export interface PlannedTaskMemory {
  /** What one task is sure to get, in MiB. */
  readonly memoryMiB: number;
  /** What the largest task needs, in MiB. */
  readonly demandMiB: number;
  /** What the need was judged on. */
  readonly basis: MemoryBasis;
}

/** The application's limits, in the strings of CloudFormation. They cost nothing. */
export interface PlannedCapacity {
  /** Such as `16 vCPU`. */
  readonly cpu: string;
  /** Such as `64 GB`; the service's GB is GiB. */
  readonly memory: string;
  /** Such as `80 GB`; the service's GB is GiB. */
  readonly disk: string;
}

/** Workers of one kind that are kept ready while the application is started. They are billed while idle. */
export interface PlannedWarmWorkers {
  /** `Driver` or `Executor`. */
  readonly key: string;
  /** How many. */
  readonly workerCount: number;
  /** Such as `4 vCPU`. */
  readonly cpu: string;
  /** Such as `30 GB`. */
  readonly memory: string;
  /** Such as `20 GB`. */
  readonly disk: string;
  /** Type of the disk. */
  readonly diskType: WorkerDiskType;
}

/** How long one run takes, from its submission. */
export interface PlannedRunTime {
  /** What is expected, in seconds. */
  readonly seconds: number;
  /** Low end of the interval, in seconds. */
  readonly lowSeconds: number;
  /** High end of the interval, in seconds: the deadline holds for it. */
  readonly highSeconds: number;
  /** How often every slot is filled in the largest stage. */
  readonly waves: number;
}

/** What one run costs, at the prices named. */
export interface PlannedCost {
  /** What is expected, in US dollars. */
  readonly usd: number;
  /** Low end of the interval, in US dollars. */
  readonly lowUsd: number;
  /** High end of the interval, in US dollars. */
  readonly highUsd: number;
  /** What the warm workers cost while the application is started and idle, or the cluster while it stands, in US dollars per hour. */
  readonly idleUsdPerHour: number;
  /** What the cost is the cost of. */
  readonly period: CostPeriod;
  /** Date of the prices. */
  readonly pricedAt: string;
  /** Region of the prices. */
  readonly region: string;
}

/** Why a number is what it is. */
export interface PlanReason {
  /** The quantity, such as `executor.heapMiB`. */
  readonly quantity: string;
  /** Its value. */
  readonly value: string;
  /** The constraint that binds it. */
  readonly binds: string;
  /** The sum that leads there. */
  readonly because: string;
}

/** A value that was not stated. */
export interface PlanAssumption {
  /** The field of the workload. */
  readonly field: string;
  /** The value assumed. */
  readonly value: string;
  /** Where it comes from. */
  readonly because: string;
}

/** Another plan that was almost chosen. */
export interface PlanRunnerUp {
  /** Its shape. */
  readonly summary: string;
  /** What one run of it costs, in US dollars. */
  readonly usd: number;
  /**
   * How long one run of it takes, in seconds.
   *
   * @default - not known: a lock file of before it was written
   */
  readonly seconds?: number;
  /** Why it lost. */
  readonly lostBecause: string;
}

/** A judgement call. */
export interface PlanWarning {
  /** Stable id, a row of RULES.md, such as `SZ3202`. */
  readonly id: string;
  /** What, where, the figure, and what to do. */
  readonly message: string;
}

/** What the plan pays for and does not use. */
export interface PlanWaste {
  /** Memory of the workers or nodes that no container uses, as a fraction. */
  readonly memoryFraction: number;
  /** vCPU time that no task uses, as a fraction. */
  readonly vcpuFraction: number;
}

/** A larger plan for the attempt after an out-of-memory exit, for the retry of an orchestrator. */
export interface PlanEscalation {
  /** Spark settings of the next attempt, a full set. */
  readonly sparkDefaults: { [key: string]: string };
  /** Heap of its executors, in MiB. */
  readonly heapMiB: number;
  /**
   * The worker of its executors on EMR Serverless.
   *
   * @default - none: the plan is for a cluster, and the nodes stay the same
   */
  readonly worker?: PlannedWorker;
  /** What it is good for. */
  readonly because: string;
}

/** The primary node of a cluster: daemons, and in client mode the drivers of all runs. */
export interface PlannedPrimaryNode {
  /** Such as `m7g.xlarge`. */
  readonly instanceType: string;
  /** vCPUs as EMR lists them. */
  readonly vcores: number;
  /** Memory as EMR lists it, in MiB. */
  readonly memoryMiB: number;
  /** Instance, EMR's fee and root volume, in US dollars per hour. */
  readonly usdPerHour: number;
}

/** The core nodes of a cluster, all alike. */
export interface PlannedCoreNodes {
  /** Such as `r7g.4xlarge`. */
  readonly instanceType: string;
  /** How many, for all runs. */
  readonly count: number;
  /** Executors on each node; one of them may have one fewer beside the application master. */
  readonly executorsPerNode: number;
  /** `yarn.nodemanager.resource.memory-mb` of one node, in MiB. */
  readonly yarnMemoryMiB: number;
  /** Vcores of one node. */
  readonly vcores: number;
  /** YARN's memory that no container uses, of all nodes together, in MiB. */
  readonly idleMiB: number;
  /** gp3 volumes of one node beside its root volume. 0 where the instance store will do. */
  readonly volumes: number;
  /** Size of one volume, in GiB. 0 without volumes. */
  readonly volumeSizeGiB: number;
  /** Instance, EMR's fee and volumes of one node, in US dollars per hour. */
  readonly usdPerHour: number;
}

/** The instances of a plan for EMR on EC2. */
export interface PlannedCluster {
  /** The primary node. */
  readonly primary: PlannedPrimaryNode;
  /** The core nodes. */
  readonly core: PlannedCoreNodes;
  /** The container of an application master, in MiB: in client mode small, on a core node. */
  readonly applicationMasterMiB: number;
  /** All instances while they run, busy or not, in US dollars per hour. */
  readonly usdPerHour: number;
}
