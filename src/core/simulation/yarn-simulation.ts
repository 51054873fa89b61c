import { CapacityText } from './capacity';
import { Binds, NodeUse, SIMULATION_SCHEMA } from './simulation';

/** Nodes of a cluster that are filled alike. */
export interface YarnNodeUse extends NodeUse {
  readonly executors: number;
  /** 1 on the node with the application master. */
  readonly masters: number;
  readonly vCores: number;
  /** As asked for: above `vCores` where the memory-only calculator lets executors share cores. */
  readonly usedVCores: number;
  /** What stops one more executor there. */
  readonly binds: 'memory' | 'vcores' | 'none';
}

/** `sized-emr/simulate/1` of a cluster on EC2. */
export interface YarnSimulation {
  readonly schema: typeof SIMULATION_SCHEMA;
  readonly platform: 'ec2';
  /** The application master and at least one executor. */
  readonly starts: boolean;
  readonly executorsAsked: number;
  readonly executorsGranted: number;
  /** On nodes that differ: the least, whichever of them gets the application master. */
  readonly executorsForCertain: number;
  /** Of each size asked for. */
  readonly granted: readonly number[];
  readonly binds: Binds;
  /** In the words of YARN or Spark, where one of them has words for it. */
  readonly message: string | null;
  /** What YARN makes of the application master's request; null: refused. */
  readonly masterMiB: number | null;
  /** What YARN makes of each size; null: refused. */
  readonly containerMiB: readonly (number | null)[];
  readonly perNode: readonly YarnNodeUse[];
  /** How many nodes of the first kind would hold all that is asked for, the others as they are. Null: no number would. */
  readonly nodesForAll: number | null;
  /** What all containers take together. */
  readonly capacityForAll: CapacityText;
  /** What else a person should know. */
  readonly notes: readonly string[];
}
