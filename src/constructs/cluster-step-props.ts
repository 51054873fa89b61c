import { IClusterRef } from 'aws-cdk-lib/aws-emr';
import { TaskStateBaseProps, TaskStateJsonataBaseProps, TaskStateJsonPathBaseProps } from 'aws-cdk-lib/aws-stepfunctions';
import { SizedClusterWorkload } from './sized-cluster-workload';
import { SparkJob } from './spark-job';

/**
 * How a job runs on a cluster as a step.
 *
 * @jsii ignore
 */
export interface ClusterJobOptions {
  /** Code that runs. The nodes must be allowed to read it: `job.grantRead(cluster)`. */
  readonly job: SparkJob;

  /**
   * Arguments of the entry point in place of the job's own. They may hold expressions: `JsonPath.stringAt('$.date')` in a task of JSONPath,
   * `{% $states.input.date %}` in one of JSONata.
   *
   * @default - those of the job
   */
  readonly entryPointArguments?: string[];

  /**
   * Name of the step, up to 256 characters.
   *
   * @default - the id of the job
   */
  readonly stepName?: string;
}

/**
 * A step of a cluster: what runs, where, and at what size.
 *
 * @jsii ignore
 */
export interface ClusterStepTaskOptions extends ClusterJobOptions {
  /** Cluster that runs the step. */
  readonly cluster: IClusterRef;

  /**
   * Workload whose sizes the job runs with, of the same cluster.
   *
   * @default - the first workload of a `SizedEmrCluster`; for any other cluster none: the job has the sizes of its own settings
   */
  readonly workload?: SizedClusterWorkload;

  /**
   * Runs with the sizes of the plan's `escalation`, for an attempt after an out-of-memory exit: larger executors on the same nodes, fewer of them.
   * `EmrClusterEscalatingStep` makes both attempts.
   *
   * @default false
   */
  readonly escalated?: boolean;

  /**
   * What the cluster does where the step fails: `CONTINUE`, `CANCEL_AND_WAIT` or `TERMINATE_CLUSTER`. Only `CONTINUE` works where several steps run
   * at the same time.
   *
   * @default 'CONTINUE'
   */
  readonly actionOnFailure?: string;
}

/** A task that adds a step, in JSONPath. */
export interface EmrClusterAddStepJsonPathProps extends TaskStateJsonPathBaseProps, ClusterStepTaskOptions {}

/** A task that adds a step, in JSONata. */
export interface EmrClusterAddStepJsonataProps extends TaskStateJsonataBaseProps, ClusterStepTaskOptions {}

/** A task that adds a step. */
export interface EmrClusterAddStepProps extends TaskStateBaseProps, ClusterStepTaskOptions {}
