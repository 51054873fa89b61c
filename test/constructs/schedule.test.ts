import { CfnParameter, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ContextAttribute, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { appOf, hourly } from './app-fixture';
import { findings, textOf } from './state-machine';
import { EmrServerlessJobRole, EmrServerlessSchedule, EmrServerlessScheduleProps, SparkFile, SparkJob } from '../../src';

const schedule = ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_PARIS });

function scheduled(props: Partial<EmrServerlessScheduleProps> = {}, application = appOf()) {
  const { stack } = application;
  const job = new SparkJob(stack, 'Code', { entryPoint: SparkFile.fromUri('s3://code/nightly.py') });
  const executionRole = new EmrServerlessJobRole(stack, 'Execution');
  new EmrServerlessSchedule(stack, 'Nightly', { application, job, executionRole, schedule, ...props });
  const template: any = Template.fromStack(stack).toJSON();
  const of = (type: string, id = /./) => (Object.entries<any>(template.Resources).find(([name, { Type }]) => Type === type && id.test(name)) ?? [])[1]?.Properties;
  const made = of('AWS::Scheduler::Schedule');
  return { application, template, made, input: JSON.parse(textOf(made.Target.Input)), policy: of('AWS::IAM::Policy', /^Nightly/), role: of('AWS::IAM::Role', /^Nightly/) };
}

test('EventBridge Scheduler starts the job with the sizes of its workload', () => {
  const { application, made, input, template } = scheduled();
  expect(made).toMatchObject({ ScheduleExpression: 'cron(0 2 * * ? *)', ScheduleExpressionTimezone: 'Europe/Paris', FlexibleTimeWindow: { Mode: 'OFF' }, State: 'ENABLED' });
  expect(textOf(made.Target.Arn)).toBe('arn:aws:scheduler:::aws-sdk:emrserverless:startJobRun');
  expect(input).toEqual({
    ClientToken: '<aws.scheduler.execution-id>',
    ApplicationId: expect.stringMatching(/^<App\w+(\.ApplicationId)?>$/),
    ExecutionRoleArn: expect.stringMatching(/^<Execution\w+\.Arn>$/),
    JobDriver: { SparkSubmit: { EntryPoint: 's3://code/nightly.py', SparkSubmitParameters: application.sparkSubmitParameters() } },
  });
  expect(findings(template)).toEqual([]);
});

test('its role may start runs of this application with this role, for schedules of this account', () => {
  const { policy, role, application } = scheduled();
  const arn = application.stack.resolve(application.applicationArn);
  expect(policy.PolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: 'emr-serverless:StartJobRun', Resource: arn },
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: expect.anything(), Condition: { StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } } },
  ]);
  const [statement] = role.AssumeRolePolicyDocument.Statement;
  expect([statement.Principal, Object.keys(statement.Condition.StringEquals)]).toEqual([{ Service: 'scheduler.amazonaws.com' }, ['aws:SourceAccount', 'aws:SourceArn']]);
});

test('everything that is stated stands in the schedule', () => {
  const application = appOf();
  const workload = application.addWorkload('Hourly', hourly);
  const { made, input, policy } = scheduled({
    workload,
    entryPointArguments: ['--time', ContextAttribute.scheduledTime],
    executionTimeout: Duration.hours(2),
    jobTags: { team: 'data' },
    scheduleName: 'hourly',
    enabled: false,
    retryAttempts: 2,
    maxEventAge: Duration.hours(1),
    deadLetterQueue: new Queue(application.stack, 'Lost'),
  }, application);
  expect(made).toMatchObject({ Name: 'hourly', State: 'DISABLED', Target: { RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 }, DeadLetterConfig: { Arn: expect.anything() } } });
  expect(input.JobDriver.SparkSubmit).toMatchObject({ EntryPointArguments: ['--time', '<aws.scheduler.scheduled-time>'], SparkSubmitParameters: workload.sparkSubmitParameters() });
  expect([input.ExecutionTimeoutMinutes, input.Tags]).toEqual([120, { team: 'data' }]);
  expect(policy.PolicyDocument.Statement.map(({ Action }: any) => Action)).toContain('emr-serverless:TagResource');
});

test('each schedule has a role of its own', () => {
  const application = appOf();
  const { stack } = application;
  for (const id of ['First', 'Second']) {
    const job = new SparkJob(stack, `Code${id}`, { entryPoint: SparkFile.fromUri('s3://code/job.py') });
    new EmrServerlessSchedule(stack, id, { application, job, executionRole: new EmrServerlessJobRole(stack, `Role${id}`), schedule });
  }
  const made = Object.values<any>(Template.fromStack(stack).findResources('AWS::Scheduler::Schedule')).map(({ Properties }) => textOf(Properties.Target.RoleArn));
  expect(new Set(made).size).toBe(2);
});

test('what no run may be is refused, all at once', () => {
  expect(() => scheduled({ maxAttempts: 0, jobName: '', streaming: true, workload: appOf().workload })).toThrow(/new EmrServerlessSchedule at Stack\/Nightly[\s\S]*SZ1007 maxAttempts[\s\S]*SZ1007 workload[\s\S]*SZ1004 Name/);
});

const parameter = new CfnParameter(new Stack(), 'Number', { type: 'Number' });

test.each<[string, Partial<EmrServerlessScheduleProps>]>([
  ...['', 'nonsense', 'cron(0 2 * *)', 'rate(0 minutes)', 'rate(5 weeks)', 'at(2026-11-29)'].map((text): [string, Partial<EmrServerlessScheduleProps>] =>
    [`SZ1004 schedule: got ${JSON.stringify(text)}; cron(`, { schedule: ScheduleExpression.expression(text) }]),
  ...[-1, 186, 1.5, NaN].map((count): [string, Partial<EmrServerlessScheduleProps>] => [`SZ1004 retryAttempts: got ${count}; a whole number from 0 to 185`, { retryAttempts: count }]),
  ['SZ1009 retryAttempts', { retryAttempts: parameter.valueAsNumber }],
  ['SZ1009 maxEventAge', { maxEventAge: Duration.minutes(parameter.valueAsNumber) }],
  ['SZ1004 maxEventAge: got 5 seconds', { maxEventAge: Duration.seconds(5) }],
  ['SZ1004 maxEventAge: got 172800 seconds', { maxEventAge: Duration.days(2) }],
  ['SZ1004 maxEventAge: got 90.5 seconds', { maxEventAge: Duration.millis(90_500) }],
  ['SZ1004 scheduleName: got ""', { scheduleName: '' }],
  ['SZ1004 scheduleName: got "a b"', { scheduleName: 'a b' }],
  ['SZ1004 scheduleName', { scheduleName: 'x'.repeat(65) }],
  ['SZ1004 description: got 513 characters', { description: 'x'.repeat(513) }],
])('%s', (words, props) => {
  expect(() => scheduled(props)).toThrow(words);
});

test('what is wrong with a schedule and with its job is refused at once', () => {
  expect(() => scheduled({ retryAttempts: 999, scheduleName: 'a b', maxAttempts: 2, streaming: true })).toThrow(/SZ1004 scheduleName[\s\S]*SZ1004 retryAttempts[\s\S]*SZ1007 maxAttempts/);
});

test.each([
  ScheduleExpression.rate(Duration.minutes(1)), ScheduleExpression.rate(Duration.days(2)), ScheduleExpression.at(new Date(0)), ScheduleExpression.cron({ weekDay: 'MON-FRI', hour: '2/4' }),
])('%j is a schedule', expression => {
  expect(() => scheduled({ schedule: expression, retryAttempts: 0, maxEventAge: Duration.days(1), scheduleName: 'a.b_c-1' })).not.toThrow();
});
