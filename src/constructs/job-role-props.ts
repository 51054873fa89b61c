import { IApplicationRef } from 'aws-cdk-lib/aws-emrserverless';
import { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { S3LogsOptions } from './app-options';
import { SparkJob } from './spark-job';

/** A part of a bucket. */
export interface S3Location {
  /** Bucket of the data. */
  readonly bucket: IBucketRef;

  /**
   * Folder of the data, such as `sales/2026`. It ends at a slash: `sales` is not `sales-old`.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * Key that the data is encrypted with.
   *
   * @default - one that needs no permission
   */
  readonly encryptionKey?: IKeyRef;
}

/** What a job may touch. All is off by default. */
export interface EmrServerlessJobRoleProps {
  /**
   * Name of the role: 1 to 64 letters, digits and _+=,.@-. Changing it replaces the role.
   *
   * @default - CloudFormation's own
   */
  readonly roleName?: string;

  /**
   * Application whose jobs may have the role.
   *
   * @default - any application of this account and Region
   */
  readonly application?: IApplicationRef;

  /**
   * Jobs whose code is read.
   *
   * @default - none
   */
  readonly jobs?: SparkJob[];

  /**
   * Data that is read. The keys of the whole bucket can be listed: S3 answers "not found" only to who may list the bucket.
   *
   * @default - none
   */
  readonly reads?: S3Location[];

  /**
   * Data that is read, written and deleted.
   *
   * @default - none
   */
  readonly writes?: S3Location[];

  /**
   * Databases of the Glue Data Catalog, by name, whose tables are read.
   *
   * @default - none
   */
  readonly readDatabases?: string[];

  /**
   * Databases of the Glue Data Catalog, by name, whose tables are read, made, changed and deleted.
   *
   * @default - none
   */
  readonly writeDatabases?: string[];

  /**
   * Log groups that the service writes logs of the job to, of this account and Region.
   *
   * @default - none
   */
  readonly logGroups?: ILogGroupRef[];

  /**
   * Where the service writes logs of the job to in S3.
   *
   * @default - nowhere
   */
  readonly s3Logs?: S3LogsOptions;
}
