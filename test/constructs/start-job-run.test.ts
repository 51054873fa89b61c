import { Duration, Stack } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IntegrationPattern, JsonPath, QueryLanguage } from 'aws-cdk-lib/aws-stepfunctions';
import fc from 'fast-check';
import { appOf, hourly, stackOf } from './app-fixture';
import { findings, machineOf } from './state-machine';
import { EmrServerlessStartJobRun, EmrServerlessStartJobRunProps, SizedEmrServerlessApp, SparkFile, SparkJob, SparkJobProps, TableFormat, WorkerLogType } from '../../src';
import { JobRunOptions } from '../../src/constructs/job-run-props';

const SCRIPT: SparkJobProps = { entryPoint: SparkFile.fromUri('s3://code/nightly.py'), entryPointArguments: ['--date', 'today'] };

interface Scene {
  readonly stack: Stack;
  readonly app: SizedEmrServerlessApp;
  readonly options: JobRunOptions;
}

function scene(job: SparkJobProps = SCRIPT, app = appOf()): Scene {
  const stack = Stack.of(app);
  const executionRole = new Role(stack, 'Execution', { assumedBy: new ServicePrincipal('emr-serverless.amazonaws.com') });
  return { stack, app, options: { application: app, job: new SparkJob(stack, 'Code', job), executionRole } };
}

/** The state and the statements of a machine with one task. */
function deployed({ stack, options }: Scene, props: Partial<EmrServerlessStartJobRunProps> = {}, queryLanguage?: QueryLanguage) {
  const task = new EmrServerlessStartJobRun(stack, 'Run', { ...options, ...props });
  const { states, ...machine } = machineOf(stack, task, queryLanguage);
  return { ...machine, state: states.Run };
}

test('a task waits, with the sizes of the first workload and the code of the job', () => {
  const { app, ...rest } = scene();
  const { state, template } = deployed({ app, ...rest });
  expect(state).toEqual({
    Type: 'Task',
    End: true,
    Resource: 'arn:aws:states:::emr-serverless:startJobRun.sync',
    Parameters: {
      ApplicationId: expect.stringMatching(/^<App.*ApplicationId>$|^<App\w+>$/),
      ExecutionRoleArn: expect.stringMatching(/^<Execution\w+\.Arn>$/),
      JobDriver: { SparkSubmit: { EntryPoint: 's3://code/nightly.py', EntryPointArguments: ['--date', 'today'], SparkSubmitParameters: app.sparkSubmitParameters() } },
    },
  });
  expect(findings(template)).toEqual([]);
});

test('the role of the machine is allowed what AWS documents, and nothing more', () => {
  const here = scene();
  const { statements } = deployed(here);
  const application = here.stack.resolve(here.app.applicationArn);
  const runs = here.stack.resolve(`${here.app.applicationArn}/jobruns/*`);
  const rule = here.stack.resolve(here.stack.formatArn({ service: 'events', resource: 'rule', resourceName: 'StepFunctionsGetEventsForEMRServerlessJobRule' }));
  const start = [
    { Effect: 'Allow', Action: 'emr-serverless:StartJobRun', Resource: application },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: here.stack.resolve(here.options.executionRole.roleRef.roleArn),
      Condition: { StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } },
    },
  ];
  const wait = [
    { Effect: 'Allow', Action: ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'], Resource: runs },
    { Effect: 'Allow', Action: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], Resource: rule },
  ];
  expect(statements).toEqual([...start, ...wait]);
  expect(deployed(scene(), { integrationPattern: IntegrationPattern.REQUEST_RESPONSE }).statements).toHaveLength(2);
  expect(deployed(scene(), { jobTags: { team: 'data' } }).statements).toContainEqual({ Effect: 'Allow', Action: 'emr-serverless:TagResource', Resource: runs });
});

test('a task that does not wait has the other resource', () => {
  expect(deployed(scene(), { integrationPattern: IntegrationPattern.REQUEST_RESPONSE }).state.Resource).toBe('arn:aws:states:::emr-serverless:startJobRun');
});

test('everything that is stated stands in the request, in the form of Step Functions', () => {
  const here = scene();
  const bucket = Bucket.fromBucketName(here.stack, 'Logs', 'logs');
  const logGroup = LogGroup.fromLogGroupName(here.stack, 'Group', '/emr/jobs');
  const { state, template } = deployed(here, {
    jobName: 'nightly',
    executionTimeout: Duration.hours(3),
    maxAttempts: 2,
    jobTags: { team: 'data' },
    s3Logs: { bucket, prefix: '/emr/' },
    cloudWatchLogs: { logGroup, driverLogs: [WorkerLogType.STDERR] },
    managedLogs: { enabled: false },
  });
  const { ApplicationId, ExecutionRoleArn, JobDriver, ...rest } = state.Parameters;
  expect(rest).toEqual({
    Name: 'nightly',
    ExecutionTimeoutMinutes: 180,
    RetryPolicy: { MaxAttempts: 2 },
    Tags: { team: 'data' },
    ConfigurationOverrides: {
      MonitoringConfiguration: {
        S3MonitoringConfiguration: { LogUri: 's3://logs/emr/' },
        CloudWatchLoggingConfiguration: { Enabled: true, LogGroupName: '/emr/jobs', LogTypes: { SPARK_DRIVER: ['STDERR'] } },
        ManagedPersistenceMonitoringConfiguration: { Enabled: false },
      },
    },
  });
  expect(findings(template)).toEqual([]);
});

test('expressions of JSONPath among the arguments make one expression of the list', () => {
  const here = scene({ ...SCRIPT, entryPointArguments: ['--date', JsonPath.stringAt('$.date')] });
  const { state, template } = deployed(here);
  const { SparkSubmit } = state.Parameters.JobDriver;
  expect(SparkSubmit['EntryPointArguments.$']).toBe("States.Array('--date', $.date)");
  expect(SparkSubmit.EntryPointArguments).toBeUndefined();
  expect(findings(template)).toEqual([]);
});

test('expressions of JSONata stand where they are written, also where the machine sets the language', () => {
  const entryPointArguments = ['--date', '{% $states.input.date %}'];
  const here = scene();
  const task = EmrServerlessStartJobRun.jsonata(here.stack, 'Run', { ...here.options, entryPointArguments, jobTags: { run: '{% $states.input.run %}' } });
  const state: any = task.toStateJson();
  expect(state.QueryLanguage).toBe('JSONata');
  expect(state.Arguments.JobDriver.SparkSubmit.EntryPointArguments).toEqual(entryPointArguments);
  expect(state.Parameters).toBeUndefined();
  expect(deployed(scene(), { entryPointArguments }, QueryLanguage.JSONATA).state.Arguments.JobDriver.SparkSubmit.EntryPointArguments).toEqual(entryPointArguments);
});

test('jsonPath makes the same task as the constructor', () => {
  const states = [scene(), scene()].map(({ stack, options }, index) => stack.resolve(
    (index ? new EmrServerlessStartJobRun(stack, 'Run', options) : EmrServerlessStartJobRun.jsonPath(stack, 'Run', options)).toStateJson(),
  ));
  expect(states[0]).toEqual(states[1]);
});

test('a further workload brings its own sizes', () => {
  const here = scene();
  const workload = here.app.addWorkload('Hourly', hourly);
  const { state } = deployed(here, { workload });
  expect(state.Parameters.JobDriver.SparkSubmit.SparkSubmitParameters).toBe(workload.sparkSubmitParameters());
});

test('an application of somebody else runs the job with its own settings', () => {
  const here = scene({ ...SCRIPT, sparkSettings: { 'spark.sql.shuffle.partitions': '7' } });
  const application = CfnApplication.fromApplicationId(here.stack, 'Other', '00f1abcd2efg3h4i');
  const { state } = deployed(here, { application });
  expect(state.Parameters.ApplicationId).toBe('00f1abcd2efg3h4i');
  expect(state.Parameters.JobDriver.SparkSubmit.SparkSubmitParameters).toBe('--conf spark.sql.shuffle.partitions=7');
});

test('jars of a job do not drive out those of a table format', () => {
  const here = scene({ ...SCRIPT, jars: [SparkFile.fromUri('s3://code/udf.jar')] }, appOf({ tableFormats: [TableFormat.ICEBERG] }));
  const { state } = deployed(here);
  expect(state.Parameters.JobDriver.SparkSubmit.SparkSubmitParameters).toContain('--conf spark.jars=/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar,s3://code/udf.jar');
});

test.each<[string, Partial<EmrServerlessStartJobRunProps>, string]>([
  ['half a minute', { executionTimeout: Duration.seconds(30) }, 'SZ1004 executionTimeout'],
  ['a timeout above the most', { executionTimeout: Duration.minutes(1_000_001) }, 'SZ1004 executionTimeout'],
  ['no attempt', { maxAttempts: 0 }, 'SZ1004 RetryPolicy.MaxAttempts'],
  ['a name that is too long', { jobName: 'x'.repeat(257) }, 'SZ1004 Name'],
  ['an empty name', { jobName: '' }, 'SZ1004 Name'],
  ['too many arguments', { entryPointArguments: Array.from({ length: 1025 }, () => 'x') }, 'SZ1004 JobDriver.SparkSubmit.EntryPointArguments'],
  ['a tag with a mark that tags do not have', { jobTags: { team: 'a;b' } }, 'SZ1004 Tags.team'],
  ['attempts of a stream', { streaming: true, maxAttempts: 2 }, 'SZ1007 maxAttempts'],
  ['failures of a batch', { maxFailedAttemptsPerHour: 2 }, 'SZ1007 maxFailedAttemptsPerHour'],
  ['a token that EMR Serverless cannot return', { integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN }, 'SZ1007 integrationPattern'],
])('%s is refused', (_, props, line) => {
  const here = scene();
  expect(() => new EmrServerlessStartJobRun(here.stack, 'Run', { ...here.options, ...props })).toThrow(line);
});

test('all problems are named at once', () => {
  const here = scene({ ...SCRIPT, sparkSettings: { 'spark.executor.memory': '1g', 'spark.memory.fraction': '0.9' } });
  expect(() => new EmrServerlessStartJobRun(here.stack, 'Run', { ...here.options, maxAttempts: 0, jobName: '' })).toThrow(/4 problems|5 problems/);
});

test('a workload of another application is refused', () => {
  const here = scene();
  const other = appOf({}, stackOf());
  expect(() => new EmrServerlessStartJobRun(here.stack, 'Run', { ...here.options, workload: other.workload })).toThrow('SZ1007 workload');
});

test('the rules read the task: what only the release forbids is found', () => {
  const { template } = deployed(scene(), { executionTimeout: Duration.days(30) });
  expect(findings(template)).toEqual([expect.stringMatching(/^SZ6123 .*ExecutionTimeoutMinutes: got 43200 minutes/)]);
});

test('quotes among arguments stay what they are beside an expression', () => {
  const { state } = deployed(scene({ ...SCRIPT, entryPointArguments: ["it's", JsonPath.stringAt('$.date')] }));
  expect(state.Parameters.JobDriver.SparkSubmit['EntryPointArguments.$']).toBe("States.Array('it\\'s', $.date)");
});

const options = fc.record({
  jobName: fc.option(fc.stringMatching(/^[a-z][a-z ]{0,40}$/), { nil: undefined }),
  executionTimeout: fc.option(fc.integer({ min: 1, max: 1440 }).map(Duration.minutes), { nil: undefined }),
  maxAttempts: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  entryPointArguments: fc.option(fc.array(fc.oneof(fc.string(), fc.constant(JsonPath.stringAt('$.x'))), { maxLength: 5 }), { nil: undefined }),
  jobTags: fc.option(fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[a-z0-9 ]{0,9}$/)), { nil: undefined }),
});

test('no task that is taken has a finding', () => {
  fc.assert(fc.property(options, props => {
    const { template, state } = deployed(scene(), props);
    expect(findings(template)).toEqual([]);
    expect(state.Parameters.JobDriver.SparkSubmit.EntryPoint).toBe('s3://code/nightly.py');
  }), { numRuns: 25 });
});
