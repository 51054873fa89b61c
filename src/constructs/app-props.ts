import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { CloudWatchLogsOptions, ManagedLogsOptions, S3LogsOptions, TableFormat } from './app-options';
import { CostGuard } from './cost-guard-options';
import { ServerlessImage } from './serverless-image';
import { ServerlessPlanOptions, WorkloadPlanOptions } from '../api/plan-options';
import { SparkPlan } from '../api/spark-plan';
import { SparkWorkload } from '../api/spark-workload';

/** How a further workload of an application is planned. */
export interface AddWorkloadOptions extends WorkloadPlanOptions {
  /**
   * How often the workload runs in a month, for the cost guard: above 0, 4.3 for a weekly one.
   *
   * @default - `runsPerMonth` of the cost guard
   */
  readonly runsPerMonth?: number;

  /**
   * A pinned plan, emitted exactly as it is. The workload then only serves to warn (SZ3207) where a fresh plan would differ.
   *
   * @default - the workload is planned
   */
  readonly plan?: SparkPlan;

  /**
   * Whether the sizes stand in the runtime configuration of the application, which at most one workload may claim, or only in
   * `sparkSubmitParameters()`. See the prop of the same name of the application.
   *
   * @default false
   */
  readonly sizesInApplication?: boolean;
}

/** How a further pinned plan of an application is placed. */
export interface AddPlanOptions {
  /**
   * How often the workload runs in a month, for the cost guard: above 0, 4.3 for a weekly one.
   *
   * @default - `runsPerMonth` of the cost guard
   */
  readonly runsPerMonth?: number;

  /**
   * Whether the sizes stand in the runtime configuration of the application, which at most one workload may claim, or only in
   * `sparkSubmitParameters()`. See the prop of the same name of the application.
   *
   * @default false
   */
  readonly sizesInApplication?: boolean;
}

/**
 * An application, its network, its logs and its first workload. Pins, limits and prices are those of the plan.
 *
 * All is off by default: one resource, which costs nothing while no job runs.
 */
export interface SizedEmrServerlessAppProps extends ServerlessPlanOptions {
  /**
   * What the job must do. One of `workload` and `plan` is required.
   *
   * @default - `plan` is given
   */
  readonly workload?: SparkWorkload;

  /**
   * A pinned plan, emitted exactly as it is. With `workload` beside it, a warning (SZ3207) says where a fresh plan would differ.
   *
   * @default - `workload` is planned
   */
  readonly plan?: SparkPlan;

  /**
   * Whether the sizes of this workload stand in the runtime configuration of the application, or only in `sparkSubmitParameters()`.
   *
   * In the application, a job that is submitted without parameters has them too. But CloudFormation cannot update an application that is
   * STARTED: a deployment that changes a size fails until the application has stopped, or with `stopForUpdate` stops it. Only in the submit parameters, a changed size takes
   * effect with the next run, and the deployment changes the application only where `maximumCapacity` moves.
   *
   * @default true
   */
  readonly sizesInApplication?: boolean;

  /**
   * What runs and months may cost: synthesis fails where the plans may cost more. Warm workers are counted for the time that they are idle: until the
   * application stops after each run, or with `autoStop` false whenever nothing runs.
   *
   * @default - no limits
   */
  readonly costGuard?: CostGuard;

  /**
   * A report of each workload's plan in the cloud assembly, beside the template, which stays as it is: `NAME.sizing.html`, a page with pictures, and
   * `NAME.sizing.md`, for pull requests. The name is made from the path of the workload.
   *
   * @default false
   */
  readonly reportFiles?: boolean;

  /**
   * Name of the application: 1 to 64 letters, digits and ._/#-. Changing it replaces the application.
   *
   * @default - none
   */
  readonly applicationName?: string;

  /**
   * Network that the workers stand in. Each worker takes an IP address of its subnet. No part of it is created.
   *
   * @default - the service's own network, which reaches S3 and the AWS APIs of the Region
   */
  readonly vpc?: IVpc;

  /**
   * Subnets of the workers, 1 to 16. Workers have no public address: choose subnets with egress, or with endpoints.
   *
   * @default - CDK's own choice: private subnets with egress, else isolated ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Security groups of the workers, 1 to 5. The service refuses a network without one.
   *
   * @default - with `vpc`, a new one that lets everything out and nothing in
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * Logs to CloudWatch, with their encryption key.
   *
   * @default - none
   */
  readonly cloudWatchLogs?: CloudWatchLogsOptions;

  /**
   * Logs to S3, with their encryption key.
   *
   * @default - none
   */
  readonly s3Logs?: S3LogsOptions;

  /**
   * Logs that the service keeps for its Spark UI, with their encryption key.
   *
   * @default - the service's default: they are kept, with a key of the service
   */
  readonly managedLogs?: ManagedLogsOptions;

  /**
   * Remote write URL of a workspace of Amazon Managed Service for Prometheus that gets Spark's metrics. From emr-7.1.0.
   *
   * @default - none
   */
  readonly prometheusRemoteWriteUrl?: string;

  /**
   * EMR Studio may attach notebooks. From emr-6.14.0. Their sessions are not in `maximumCapacity`: each takes what its own settings ask for.
   *
   * @default false
   */
  readonly studio?: boolean;

  /**
   * An Apache Livy endpoint. From emr-6.14.0. Its sessions are not in `maximumCapacity`: each takes what its own settings ask for.
   *
   * @default false
   */
  readonly livyEndpoint?: boolean;

  /**
   * Spark Connect sessions. From emr-7.13.0. They are not in `maximumCapacity`: each takes what its own settings ask for.
   *
   * @default false
   */
  readonly sessions?: boolean;

  /**
   * ARN of the IAM Identity Center instance whose identities interactive users have. From emr-7.8.0.
   *
   * @default - none
   */
  readonly identityCenterInstanceArn?: string;

  /**
   * Fine-grained access control by Lake Formation. From emr-7.2.0.
   *
   * Every run gets a system driver and up to as many system executors as its own. They are counted in `maximumCapacity`, which doubles, and
   * not in the cost of the plan. It does not go together with `image`, with a fixed count of executors, or with streaming.
   *
   * @default false
   */
  readonly lakeFormation?: boolean;

  /**
   * The Glue Data Catalog is the metastore of Hive tables: sets `spark.hadoop.hive.metastore.client.factory.class`.
   *
   * @default false
   */
  readonly glueCatalog?: boolean;

  /**
   * Open table formats: sets `spark.jars`, `spark.sql.extensions` and what each format asks for. Memory for their writers is part of
   * `userMemoryPerTask` of a workload. Not for emr-spark-8.x, where the place of the libraries is not established.
   *
   * @default - none
   */
  readonly tableFormats?: TableFormat[];

  /**
   * How long a run waits in the queue for its turn: whole minutes, 15 to 720. From emr-7.0.0.
   *
   * How many run at a time follows from the workloads: the sum of their `concurrentRuns`.
   *
   * @default - the service's: 360 minutes
   */
  readonly queueTimeout?: Duration;

  /**
   * The application starts with the first job that is submitted.
   *
   * @default - the service's: true
   */
  readonly autoStart?: boolean;

  /**
   * The application stops when it has been idle for `idleTimeout`. Off, warm workers cost money until somebody stops the application.
   *
   * @default - the service's: true
   */
  readonly autoStop?: boolean;

  /**
   * How long the application is idle before it stops: whole minutes, 1 to 10080.
   *
   * @default - the service's: 15 minutes
   */
  readonly idleTimeout?: Duration;

  /**
   * Custom image of drivers and executors.
   *
   * @default - the image of the release
   */
  readonly image?: ServerlessImage;

  /**
   * Further Spark settings of the application, merged with what the props set: `spark.jars` and `spark.sql.extensions` are joined, options of
   * the JVM stand behind the plan's own, any other key is yours. Values of 1 to 1024 characters.
   *
   * A setting that a plan states, or that breaks what it was proven for, is refused (SZ1012) with what to use instead.
   *
   * @default - none
   */
  readonly sparkSettings?: { [key: string]: string };

  /**
   * Tags of the application. CloudFormation cannot change them while the application is STARTED.
   *
   * @default - none but those of the scope
   */
  readonly tags?: { [key: string]: string };

  /**
   * A deployment that changes the application stops it first, where it is started and no run is under way, and has it started again when the
   * deployment has ended, in a rollback too. No run is ever cancelled: while one is under way, the deployment fails, or waits for `waitForRuns`.
   *
   * Deploy it once by itself: it holds from the next deployment on. It adds a function of Lambda that may do exactly that, and nothing while no
   * deployment is on. Not together with `studio`, `livyEndpoint` and `sessions`, whose open sessions it would not see.
   *
   * @default false
   */
  readonly stopForUpdate?: boolean;

  /**
   * The application is stopped before it is deleted, where it is started and no run is under way. The deletion fails while one is under way for
   * longer than `waitForRuns`. Not together with `studio`, `livyEndpoint` and `sessions`.
   *
   * @default false
   */
  readonly stopOnDelete?: boolean;

  /**
   * How long `stopForUpdate` and `stopOnDelete` wait for runs that are under way: whole seconds, up to 10 minutes.
   *
   * @default Duration.seconds(0)
   */
  readonly waitForRuns?: Duration;

  /**
   * What becomes of the application when it leaves the stack. An application that is STARTED cannot be deleted: see `stopOnDelete`.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}
