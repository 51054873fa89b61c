// The app that is deployed: a PySpark job on EMR Serverless, its role and its state machine; and a cluster with a step. CHANGED=1 is the next
// version. Writes what the plans promise to EXPECTED, for the read-back.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const cdk = require('aws-cdk-lib');
const s3 = require('aws-cdk-lib/aws-s3');
const { Schedule, ScheduleExpression } = require('aws-cdk-lib/aws-scheduler');
const { StepFunctionsStartExecution } = require('aws-cdk-lib/aws-scheduler-targets');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const sized = require('../..');
require('tsx/cjs'); // the examples are TypeScript
const { salesStack } = require('../../examples/scheduled');

const changed = process.env.CHANGED === '1';
const app = new cdk.App();
const env = { account: '123456789012', region: 'us-east-1' };
const code = { entryPoint: sized.SparkFile.fromAsset(join(__dirname, 'job.py')), entryPointArguments: ['--date', 'today'] };

function jobs() {
  const stack = new cdk.Stack(app, 'Jobs', { env });
  const bucket = new s3.Bucket(stack, 'Data', { removalPolicy: cdk.RemovalPolicy.DESTROY });
  const application = new sized.SizedEmrServerlessApp(stack, 'App', {
    workload: sized.SparkWorkload.of({
      name: 'nightly', input: cdk.Size.gibibytes(200), coreTime: cdk.Duration.hours(20), finishWithin: cdk.Duration.minutes(45), maxConcurrentVcpus: 400,
      broadcast: changed ? cdk.Size.gibibytes(4) : undefined,
    }),
    applicationName: 'nightly',
    warm: 1,
    idleTimeout: cdk.Duration.minutes(changed ? 30 : 20),
    queueTimeout: cdk.Duration.hours(1),
    tags: { team: 'data' },
  });
  const job = new sized.SparkJob(stack, 'Code', code);
  const executionRole = new sized.EmrServerlessJobRole(stack, 'Role', { application, jobs: [job], writes: [{ bucket, prefix: 'sales' }] });
  const run = new sized.EmrServerlessStartJobRun(stack, 'Run', { application, job, executionRole, jobName: 'nightly', executionTimeout: cdk.Duration.hours(3), maxAttempts: 2 });
  const machine = new sfn.StateMachine(stack, 'Machine', { stateMachineName: 'nightly', definitionBody: sfn.DefinitionBody.fromChainable(run) });
  new Schedule(stack, 'AtTwo', { scheduleName: 'nightly', schedule: ScheduleExpression.cron({ hour: '2', minute: '0' }), target: new StepFunctionsStartExecution(machine, {}) });
  const plan = JSON.parse(application.plan.toJson());
  return { plan, idleTimeoutMinutes: changed ? 30 : 20, submitParameters: application.sparkSubmitParameters() };
}

function cluster() {
  const stack = new cdk.Stack(app, 'Cluster', { env });
  const sizedCluster = new sized.SizedEmrCluster(stack, 'Cluster', {
    workload: sized.SparkWorkload.of({ name: 'etl', input: cdk.Size.gibibytes(100), coreTime: cdk.Duration.hours(10), finishWithin: cdk.Duration.hours(1) }),
    idleTimeout: cdk.Duration.minutes(changed ? 90 : 60),
  });
  const args = new sized.SparkJob(stack, 'Code', { ...code, entryPoint: sized.SparkFile.fromUri('s3://code/job.py') }).sparkSubmitArguments(sizedCluster.workload);
  sizedCluster.addStep({ name: 'Nightly', args });
  return { plan: JSON.parse(sizedCluster.plan.toJson()), args, idleSeconds: changed ? 5400 : 3600 };
}

/** An application that is stopped for its updates. FAIL is what goes wrong: the application itself, or what comes after it. */
function updates() {
  const stack = new cdk.Stack(app, 'Updates', { env });
  const minutes = Number(process.env.MINUTES ?? 20);
  const application = new sized.SizedEmrServerlessApp(stack, 'App', {
    workload: sized.SparkWorkload.of({ input: cdk.Size.gibibytes(10), coreTime: cdk.Duration.hours(1) }),
    applicationName: 'updated',
    idleTimeout: cdk.Duration.minutes(minutes),
    stopForUpdate: true,
    stopOnDelete: true,
  });
  if (process.env.FAIL === 'application') {
    cdk.Tags.of(application).add('long', 'x'.repeat(300));
    cdk.Validations.of(application).acknowledge({ id: 'cdk-sized-emr::SZ6507', reason: 'the service shall refuse it' });
  }
  new cdk.CfnResource(stack, 'Later', {
    type: 'AWS::Scheduler::Schedule',
    properties: {
      Name: 'later',
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: process.env.FAIL === 'later' ? 'NEVER' : 'OFF' },
      Target: { Arn: application.applicationArn, RoleArn: 'arn:aws:iam::123456789012:role/later' },
      Description: `${minutes}`,
    },
  }).node.addDependency(application);
}

/** Event logs that become metrics. */
function feedback() {
  const stack = new cdk.Stack(app, 'Feedback', { env });
  const bucket = new s3.Bucket(stack, 'Logs', { bucketName: 'event-logs', removalPolicy: cdk.RemovalPolicy.DESTROY });
  const workload = sized.SparkWorkload.of({ input: cdk.Size.gibibytes(1), shuffle: cdk.Size.mebibytes(1), coreTime: cdk.Duration.minutes(10) });
  new sized.SizingFeedback(stack, 'Feedback', { logs: { bucket, prefix: 'emr/logs' }, workload, feedbackName: 'nightly' }).addAlarms();
}

/** The example, as it is documented: a scheduled PySpark job; the next version reads more. */
function sales() {
  const { application } = salesStack(app, { env, inputGiB: changed ? 400 : 100 });
  return { plan: JSON.parse(application.plan.toJson()), submitParameters: application.sparkSubmitParameters() };
}

/** A state machine that makes its cluster: what it asks for is sent to the stand-in by the read-back. */
function transient() {
  const stack = new cdk.Stack(app, 'Transient', { env });
  const job = new sized.SparkJob(stack, 'Code', { ...code, entryPoint: sized.SparkFile.fromUri('s3://code/job.py') });
  const made = new sized.SizedEmrCreateCluster(stack, 'Nightly', {
    workload: sized.SparkWorkload.of({ name: 'etl', input: cdk.Size.gibibytes(100), coreTime: cdk.Duration.hours(10), finishWithin: cdk.Duration.hours(1) }),
    jobs: [{ job }],
    idleTimeout: cdk.Duration.minutes(changed ? 90 : 60),
    escalate: true,
  });
  new sfn.StateMachine(stack, 'Machine', { stateMachineName: 'transient', definitionBody: sfn.DefinitionBody.fromChainable(made) });
  return { plan: JSON.parse(made.plan.toJson()), idleSeconds: changed ? 5400 : 3600 };
}

updates();
feedback();
writeFileSync(process.env.EXPECTED, JSON.stringify({ jobs: jobs(), cluster: cluster(), sales: sales(), transient: transient() }));
