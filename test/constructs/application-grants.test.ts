import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { appOf } from './app-fixture';
import { EmrServerlessApplicationGrants, EmrServerlessApplicationMetrics } from '../../src';

const ARN = 'arn:aws:emr-serverless:eu-west-1:123456789012:/applications/00f1';
const EXECUTION = 'arn:aws:iam::123456789012:role/execution';
const PASS = { Effect: 'Allow', Action: 'iam:PassRole', Resource: EXECUTION, Condition: { StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } } };

function application(stack: Stack) {
  return CfnApplication.fromApplicationArn(stack, 'App', ARN);
}

function statements(grant: (grants: EmrServerlessApplicationGrants, role: Role, execution: any) => Grant): any[] {
  const stack = new Stack(undefined, 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  const role = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  grant(EmrServerlessApplicationGrants.fromApplication(application(stack)), role, Role.fromRoleArn(stack, 'Execution', EXECUTION)).assertSuccess();
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policy.Properties.PolicyDocument.Statement;
}

test('who starts jobs passes one role, to EMR Serverless', () => {
  expect(statements((grants, role, execution) => grants.startJobs(role, execution))).toEqual([{ Effect: 'Allow', Action: 'emr-serverless:StartJobRun', Resource: ARN }, PASS]);
});

test('who cancels, cancels runs of this application', () => {
  expect(statements((grants, role) => grants.cancelJobs(role))).toEqual([{ Effect: 'Allow', Action: 'emr-serverless:CancelJobRun', Resource: `${ARN}/jobruns/*` }]);
});

test('who reads, reads the application and its runs', () => {
  expect(statements((grants, role) => grants.read(role))).toEqual([
    { Effect: 'Allow', Action: ['emr-serverless:GetApplication', 'emr-serverless:ListJobRuns'], Resource: ARN },
    { Effect: 'Allow', Action: 'emr-serverless:GetJobRun', Resource: `${ARN}/jobruns/*` },
  ]);
});

test('the Spark UI is a permission of its own', () => {
  expect(statements((grants, role) => grants.dashboard(role))).toEqual([{ Effect: 'Allow', Action: 'emr-serverless:GetDashboardForJobRun', Resource: `${ARN}/jobruns/*` }]);
});

test('who opens sessions of Livy passes one role', () => {
  expect(statements((grants, role, execution) => grants.livy(role, execution))).toEqual([{ Effect: 'Allow', Action: 'emr-serverless:AccessLivyEndpoints', Resource: ARN }, PASS]);
});

test('a sized application has grants and metrics of itself', () => {
  const app = appOf({ applicationName: 'nightly' });
  const role = new Role(app.stack, 'Caller', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  app.grants.cancelJobs(role);
  const [policy] = Object.values(Template.fromStack(app.stack).findResources('AWS::IAM::Policy'));
  expect(policy.Properties.PolicyDocument.Statement[0].Resource).toEqual(app.stack.resolve(`${app.applicationArn}/jobruns/*`));
  expect(app.metrics.runningJobs().dimensions).toEqual({ ApplicationId: app.applicationId, ApplicationName: 'nightly' });
});

/** As AWS's page lists them (app-job-metrics.html). */
const PUBLISHED = [
  'MaxCPUAllowed', 'MaxMemoryAllowed', 'MaxStorageAllowed', 'CPUAllocated', 'IdleWorkerCount', 'MemoryAllocated', 'PendingCreationWorkerCount',
  'RunningWorkerCount', 'StorageAllocated', 'TotalWorkerCount', 'SubmittedJobs', 'PendingJobs', 'ScheduledJobs', 'RunningJobs', 'SuccessJobs', 'FailedJobs',
  'CancellingJobs', 'CancelledJobs',
];
/** Of the workers of one run. */
const PUBLISHED_OF_RUNS = [
  'WorkerCpuAllocated', 'WorkerCpuUsed', 'WorkerMemoryAllocated', 'WorkerMemoryUsed', 'WorkerEphemeralStorageAllocated', 'WorkerEphemeralStorageUsed',
  'WorkerStorageReadBytes', 'WorkerStorageWriteBytes',
];

function allMetrics(metrics: EmrServerlessApplicationMetrics): Metric[] {
  const names = Object.getOwnPropertyNames(EmrServerlessApplicationMetrics.prototype).filter(name => !['constructor', 'metric', 'workerMetric', 'jobMetric'].includes(name));
  return names.map(name => (metrics as any)[name](name.startsWith('worker') ? OF_A_RUN : undefined));
}

const OF_A_RUN = { jobRunId: '00fh', workerType: 'SPARK_EXECUTORS', capacityAllocationType: 'OnDemandCapacity' };

test('every metric that AWS publishes of an application is there, every minute, with its dimensions', () => {
  const all = allMetrics(EmrServerlessApplicationMetrics.fromApplication(application(new Stack())));
  expect(all.map(({ metricName }) => metricName).sort()).toEqual([...PUBLISHED, ...PUBLISHED_OF_RUNS].sort());
  for (const { metricName, namespace, period, statistic, dimensions } of all) {
    const ofRuns = { JobId: '00fh', JobName: '[Unspecified]', WorkerType: 'SPARK_EXECUTORS', CapacityAllocationType: 'OnDemandCapacity' };
    expect({ namespace, minutes: period.toMinutes(), statistic, dimensions }).toEqual({
      namespace: 'AWS/EMRServerless', minutes: 1, statistic: 'Average', dimensions: { ApplicationId: '00f1', ApplicationName: '[Unspecified]', ...PUBLISHED_OF_RUNS.includes(metricName) ? ofRuns : {} },
    });
  }
});

test('workers are counted by kind, which takes both words', () => {
  const metrics = EmrServerlessApplicationMetrics.fromApplication(application(new Stack()), { applicationName: 'etl' });
  const warm = metrics.idleWorkerCount({ workerType: 'SPARK_DRIVER', capacityAllocationType: 'PreInitCapacity', statistic: 'Maximum' });
  expect(warm.dimensions).toEqual({ ApplicationId: '00f1', ApplicationName: 'etl', WorkerType: 'SPARK_DRIVER', CapacityAllocationType: 'PreInitCapacity' });
  expect(warm.statistic).toBe('Maximum');
  expect(() => metrics.idleWorkerCount({ workerType: 'SPARK_DRIVER' })).toThrow('SZ1007 capacityAllocationType');
  expect(() => metrics.idleWorkerCount({ capacityAllocationType: 'PreInitCapacity' })).toThrow('SZ1007 workerType');
});
