import { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import { IBucketRef } from 'aws-cdk-lib/aws-s3';

/** A stream of log lines of a worker. */
export enum WorkerLogType {
  /** What the process prints. */
  STDOUT = 'STDOUT',
  /** What the process and Spark's own logging print to standard error. */
  STDERR = 'STDERR',
}

/** Logs to CloudWatch. The job's role must be allowed to write there. */
export interface CloudWatchLogsOptions {
  /**
   * Log group. Nothing is created.
   *
   * @default - the service's own group, /aws/emr-serverless
   */
  readonly logGroup?: ILogGroupRef;

  /**
   * Prefix of the log streams' names, up to 512 characters without `:` and `*`.
   *
   * @default - none
   */
  readonly logStreamPrefix?: string;

  /**
   * Streams of the drivers.
   *
   * @default - where neither this nor `executorLogs` is given, the service's own: both streams of the driver
   */
  readonly driverLogs?: WorkerLogType[];

  /**
   * Streams of the executors.
   *
   * @default - none
   */
  readonly executorLogs?: WorkerLogType[];

  /**
   * Key that the log events are encrypted with.
   *
   * @default - the encryption of the log group
   */
  readonly encryptionKey?: IKeyRef;
}

/** Logs to S3. The job's role must be allowed to write there. */
export interface S3LogsOptions {
  /** Bucket of the logs. */
  readonly bucket: IBucketRef;

  /**
   * Prefix of the objects' keys, such as `emr/logs`.
   *
   * @default - the root of the bucket
   */
  readonly prefix?: string;

  /**
   * Key that the logs are encrypted with.
   *
   * @default - the encryption of the bucket
   */
  readonly encryptionKey?: IKeyRef;
}

/** Logs in storage of the service, which its Spark UI is drawn from. */
export interface ManagedLogsOptions {
  /**
   * Whether the service keeps logs. Off, its Spark UI is not to be had.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Key that the logs are encrypted with.
   *
   * @default - a key of the service
   */
  readonly encryptionKey?: IKeyRef;
}

/** An open table format that a release brings along. */
export enum TableFormat {
  /** Apache Iceberg, from emr-6.6.0: its library and its SQL extensions. Catalogs are stated in `sparkSettings`. */
  ICEBERG = 'iceberg',
  /** Delta Lake, from emr-6.9.0: its libraries, its SQL extensions and its session catalog. */
  DELTA = 'delta',
  /** Apache Hudi, from emr-6.6.0: its library, its SQL extensions and the Kryo serializer that it wants. */
  HUDI = 'hudi',
}
