import { Duration } from 'aws-cdk-lib';
import { IApplicationRef } from 'aws-cdk-lib/aws-emrserverless';
import { IRoleRef } from 'aws-cdk-lib/aws-iam';
import { TaskStateBaseProps, TaskStateJsonataBaseProps, TaskStateJsonPathBaseProps } from 'aws-cdk-lib/aws-stepfunctions';
import { CloudWatchLogsOptions, ManagedLogsOptions, S3LogsOptions } from './app-options';
import { SizedServerlessWorkload } from './sized-serverless-workload';
import { SparkJob } from './spark-job';

/**
 * A run of a job: what runs, where, as whom, and until when.
 *
 * @jsii ignore
 */
export interface JobRunOptions {
  /** Application that the job runs in. */
  readonly application: IApplicationRef;

  /** Code that runs. */
  readonly job: SparkJob;

  /** Role that the job has: the state machine is allowed to pass this one, and no other. `EmrServerlessJobRole` makes one. */
  readonly executionRole: IRoleRef;

  /**
   * Workload whose sizes the job runs with, of the same application.
   *
   * @default - the first workload of a `SizedEmrServerlessApp`; for any other application none: the job has the sizes of its own settings
   */
  readonly workload?: SizedServerlessWorkload;

  /**
   * Runs with the sizes of the plan's `escalation`, for an attempt after an out-of-memory exit: larger executors, as many of them. The maximum
   * capacity of a `SizedEmrServerlessApp` then holds these. `EmrServerlessEscalatingJobRun` makes both attempts.
   *
   * @default false
   */
  readonly escalated?: boolean;

  /**
   * Arguments of the entry point in place of the job's own. They may hold expressions: `JsonPath.stringAt('$.date')` in a task of JSONPath,
   * `{% $states.input.date %}` in one of JSONata.
   *
   * @default - those of the job
   */
  readonly entryPointArguments?: string[];

  /**
   * Name of the run, 1 to 256 characters. Its metrics carry it.
   *
   * @default - none
   */
  readonly jobName?: string;

  /**
   * How long a run may take before the service cancels it: whole minutes, 0 to 1000000, 0 for no end. From emr-7.11.0 a batch run ends within
   * 7 days, and one with serverless storage always within 24 hours.
   *
   * @default - the service's: 12 hours
   */
  readonly executionTimeout?: Duration;

  /**
   * How often the service tries a batch run before it fails, at least 1. From emr-7.1.0.
   *
   * @default - the service's: once
   */
  readonly maxAttempts?: number;

  /**
   * A streaming job: it runs until it is cancelled or fails too often. From emr-7.1.0.
   *
   * @default false
   */
  readonly streaming?: boolean;

  /**
   * How often a streaming run may fail in an hour before it fails for good, at least 1.
   *
   * @default - the service's
   */
  readonly maxFailedAttemptsPerHour?: number;

  /**
   * Tags of the run, up to 200. With them, the state machine may tag runs of this application.
   *
   * @default - none
   */
  readonly jobTags?: { [key: string]: string };

  /**
   * Logs to CloudWatch, with their encryption key. The execution role must be allowed to write there.
   *
   * @default - what the application states
   */
  readonly cloudWatchLogs?: CloudWatchLogsOptions;

  /**
   * Logs to S3, with their encryption key. The execution role must be allowed to write there.
   *
   * @default - what the application states
   */
  readonly s3Logs?: S3LogsOptions;

  /**
   * Logs that the service keeps for its Spark UI, with their encryption key.
   *
   * @default - what the application states
   */
  readonly managedLogs?: ManagedLogsOptions;
}

/** A task that starts a run, in JSONPath. */
export interface EmrServerlessStartJobRunJsonPathProps extends TaskStateJsonPathBaseProps, JobRunOptions {}

/** A task that starts a run, in JSONata. */
export interface EmrServerlessStartJobRunJsonataProps extends TaskStateJsonataBaseProps, JobRunOptions {}

/** A task that starts a run. */
export interface EmrServerlessStartJobRunProps extends TaskStateBaseProps, JobRunOptions {}
