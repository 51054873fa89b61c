import { CapacityText, DimensionName } from './capacity';
import type { Timeline } from './timeline';

export const SIMULATION_SCHEMA = 'sized-emr/simulate/1';

/** What stops the next executor: a dimension of the capacity, the container itself, or nothing. */
export interface Binds {
  readonly dimension: DimensionName | 'vcores' | 'container' | 'none';
  readonly detail: string;
}

/** What one run gets. */
export interface RunGrant {
  /** Its driver and at least one executor run. */
  readonly starts: boolean;
  /** Held back by the scheduler until an earlier run ends. */
  readonly queued: boolean;
  readonly executorsAsked: number;
  readonly executorsGranted: number;
}

/** Workers or nodes that are alike. */
export interface NodeUse {
  readonly type: string;
  readonly count: number;
  /** On each of them. */
  readonly containers: number;
  readonly usedMiB: number;
  readonly idleMiB: number;
}

/** `sized-emr/simulate/1`: will it start, and with how many executors. Counts are sums over all runs that start together. */
export interface Simulation {
  readonly schema: typeof SIMULATION_SCHEMA;
  readonly platform: 'serverless';
  /** Every driver and at least one executor each. */
  readonly starts: boolean;
  readonly executorsAsked: number;
  readonly executorsGranted: number;
  /** Of `executorsMaximum`, how many would be granted in the end. Null: without limit. */
  readonly executorsAtMaximum: number | null;
  /** What the runs may ask for in the end. Null: without limit. */
  readonly executorsMaximum: number | null;
  /** Executors granted, run by run. */
  readonly granted: readonly number[];
  readonly runs: readonly RunGrant[];
  readonly binds: Binds;
  readonly bindsAtMaximum: Binds;
  /** In the words of the service or of Spark, where one of them has words for it. */
  readonly message: string | null;
  /** The same for the next executor beyond `executorsAtMaximum`. */
  readonly messageAtMaximum: string | null;
  readonly perNode: readonly NodeUse[];
  /** The maximum capacity that refuses none of `executorsAsked`. */
  readonly capacityForAll: CapacityText;
  /** What is held over time. Null: no run starts. */
  readonly timeline: Timeline | null;
  /** What else a person should know. */
  readonly notes: readonly string[];
}
