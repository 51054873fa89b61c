import { join } from 'node:path';
import { App, Duration, Environment, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ContextAttribute, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { EmrRelease, EmrServerlessJobRole, EmrServerlessSchedule, SizedEmrServerlessApp, SparkFile, SparkJob, SparkWorkload } from '../src';

/** What a version of the stack says of its job. */
export interface SalesOptions {
  readonly env?: Environment;
  /** Read a night. */
  readonly inputGiB: number;
}

/**
 * A PySpark job that runs every night at two: its application, sized from what the job reads; its code, uploaded; its role; and its schedule.
 * `npm run judge:deploy` deploys it with the real CDK command line against a stand-in of AWS, reads it back, updates it and destroys it.
 */
export function salesStack(scope: App, { env, inputGiB }: SalesOptions): { stack: Stack; application: SizedEmrServerlessApp } {
  const stack = new Stack(scope, 'Sales', { env });
  const lake = 'sales-lake';
  const application = new SizedEmrServerlessApp(stack, 'App', {
    applicationName: 'sales',
    release: EmrRelease.EMR_7_12_0,
    workload: SparkWorkload.of({ name: 'sales', input: Size.gibibytes(inputGiB), coreTime: Duration.hours(6), finishWithin: Duration.minutes(45), maxConcurrentVcpus: 200 }),
  });
  const job = new SparkJob(stack, 'Code', { entryPoint: SparkFile.fromAsset(join(__dirname, 'sales.py')), entryPointArguments: [`s3://${lake}`, ContextAttribute.scheduledTime] });
  const bucket = Bucket.fromBucketName(stack, 'Lake', lake);
  const executionRole = new EmrServerlessJobRole(stack, 'Role', { application, jobs: [job], reads: [{ bucket, prefix: 'raw' }], writes: [{ bucket, prefix: 'sales' }] });
  new EmrServerlessSchedule(stack, 'Nightly', {
    application,
    job,
    executionRole,
    schedule: ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }),
    scheduleName: 'sales',
    retryAttempts: 3,
  });
  return { stack, application };
}

export const app = new App();
salesStack(app, { inputGiB: 100 });
