import { ServerlessPriceOverrides } from '../catalog/prices';
import { Collector } from '../memory/jvm-heap';
import type { CapacityText } from '../simulation/capacity';

export const PLAN_SCHEMA = 'sized-emr/plan/1';
/** Version of the memory model and the planner's rules: changes when a plan may change. */
export const SIZING_MODEL = '1';

export type DiskTypeName = 'STANDARD' | 'SHUFFLE_OPTIMIZED';
export type Architecture = 'x86_64' | 'arm64';
export type Objective = 'cost' | 'time';

/** What executors or a driver stand on: a worker of EMR Serverless, an instance of EC2. */
export interface Machine {
  readonly vCpu: number;
  readonly memoryGiB: number;
  readonly diskGiB: number;
  readonly diskType: string;
}

/** A worker of EMR Serverless. GB of the service are GiB. */
export interface Worker {
  readonly vCpu: number;
  readonly memoryGiB: number;
  readonly diskGiB: number;
  readonly diskType: DiskTypeName;
}

/** The parts of a container never overlap: containerMiB = heapMiB + overheadMiB + offHeapMiB + pysparkMiB. */
export interface PlannedExecutor {
  readonly cores: number;
  readonly taskCpus: number;
  readonly slots: number;
  readonly heapMiB: number;
  readonly overheadMiB: number;
  readonly offHeapMiB: number;
  readonly pysparkMiB: number;
  readonly containerMiB: number;
  readonly diskGiB: number;
  readonly diskType: DiskTypeName;
  readonly collector: Collector;
  /** Least -Xmx at which every stage is feasible by Spark's ledger alone, without growth, headroom or anything assumed. */
  readonly neededHeapMiB: number;
  readonly neededBy: string;
  /** How much more data, as a fraction, the emitted heap still holds. */
  readonly slackToNextStep: number;
  readonly worker: Worker;
}

export interface PlannedDriver {
  readonly cores: number;
  readonly heapMiB: number;
  readonly overheadMiB: number;
  readonly containerMiB: number;
  readonly diskGiB: number;
  readonly diskType: DiskTypeName;
  readonly worker: Worker;
}

export interface Reason {
  readonly quantity: string;
  readonly value: string;
  readonly binds: string;
  readonly because: string;
}

export interface Assumption {
  readonly field: string;
  readonly value: string;
  readonly because: string;
}

export interface RunnerUp {
  readonly summary: string;
  readonly usd: number;
  /** Left out: a lock file of before it was written. */
  readonly seconds?: number;
  readonly lostBecause: string;
}

export interface InitialCapacity {
  readonly key: 'Driver' | 'Executor';
  readonly workerCount: number;
  readonly cpu: string;
  readonly memory: string;
  readonly disk: string;
  readonly diskType: DiskTypeName;
}

/** `"16 vCPU"`, `"64 GB"`, `"80 GB"`: the strings of the template. */
export type MaximumCapacity = CapacityText;

export interface ServerlessValues {
  readonly initialCapacity: readonly InitialCapacity[];
  readonly maximumCapacity: MaximumCapacity;
}

/** A second, larger plan for the attempt after an out-of-memory exit. */
export interface Escalation {
  readonly executor: Pick<PlannedExecutor, 'cores' | 'taskCpus' | 'heapMiB' | 'overheadMiB' | 'containerMiB' | 'worker'>;
  readonly sparkDefaults: Readonly<Record<string, string>>;
  readonly because: string;
}

/** `sized-emr/plan/1`, the document and the lock file. */
export interface Plan {
  readonly schema: typeof PLAN_SCHEMA;
  readonly sizingModel: string;
  readonly platform: 'serverless';
  readonly name?: string;
  readonly release: string;
  readonly architecture: Architecture;
  readonly region: string;
  readonly objective: Objective;
  readonly concurrentRuns: number;
  readonly executor: PlannedExecutor;
  readonly driver: PlannedDriver;
  readonly executors: { readonly minimum: number; readonly initial: number; readonly maximum: number; readonly dynamic: boolean };
  readonly partitions: number;
  readonly perTask: { readonly memoryMiB: number; readonly demandMiB: number; readonly basis: 'stages' | 'bound' | 'expansion' };
  readonly sparkDefaults: Readonly<Record<string, string>>;
  readonly serverless: ServerlessValues;
  readonly runTime: { readonly seconds: number; readonly lowSeconds: number; readonly highSeconds: number; readonly waves: number };
  readonly cost: {
    readonly usd: number;
    readonly lowUsd: number;
    readonly highUsd: number;
    readonly idleUsdPerHour: number;
    readonly per: 'run' | 'hour';
    readonly pricedAt: string;
    readonly region: string;
  };
  readonly reasons: readonly Reason[];
  readonly assumptions: readonly Assumption[];
  readonly waste: { readonly memory: number; readonly vCpu: number };
  readonly runnersUp: readonly RunnerUp[];
  readonly escalation?: Escalation;
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
  /** What was pinned, so that a fresh plan is compared with the same pins. Left out: nothing. */
  readonly pins?: Pins;
}

/** Overrides of single prices, in USD per hour. */
export type PriceOverrides = ServerlessPriceOverrides;

/** Each fixes one variable of the search. */
export interface Pins {
  readonly executorCores?: number;
  readonly taskCpus?: number;
  /** A fixed count: no dynamic allocation. */
  readonly executors?: number;
  readonly partitions?: number;
  readonly executorMemoryMiB?: number;
  readonly diskGiB?: number;
  readonly collector?: Collector;
}

/** What a search looks at of a request, whatever the platform. */
export interface PlanRequest {
  readonly release: string;
  readonly architecture: Architecture;
  readonly region: string;
  readonly objective: Objective;
  /** Executors kept ready while the application is started; a driver per concurrent run comes with them. */
  readonly warm?: number;
  readonly serverlessStorage: boolean;
  readonly pins: Pins;
}

/** What is asked of the planner besides the workload. */
export interface ServerlessRequest extends PlanRequest {
  readonly prices?: PriceOverrides;
}
