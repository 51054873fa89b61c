import { Duration } from 'aws-cdk-lib';
import { SizedClusterOptions } from './cluster-props';
import { ClusterJobOptions } from './cluster-step-props';

/**
 * A cluster that Step Functions makes for some jobs and ends after them. What its options say of replacement is about a cluster of a stack: here the
 * next run has the change.
 */
export interface SizedEmrCreateClusterProps extends SizedClusterOptions {
  /** Jobs that run one after the other, each with the sizes of the workload. The nodes are allowed to read their code. */
  readonly jobs: ClusterJobOptions[];

  /**
   * A job that fails for want of memory runs again with the larger executors of the plan's `escalation`, where it has them.
   *
   * @default false
   */
  readonly escalate?: boolean;

  /**
   * The cluster terminates itself after so much idle time: whole seconds, from a minute to 7 days. It is what ends a cluster whose execution was
   * stopped, which Step Functions does not do. From emr-5.30.0 and emr-6.1.0.
   *
   * @default Duration.hours(1), EMR's own; on an older release none
   */
  readonly idleTimeout?: Duration;
}
