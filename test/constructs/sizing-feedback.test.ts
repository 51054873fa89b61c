import { Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { nightly, stackOf } from './app-fixture';
import { SizingFeedback, SizingFeedbackMetric, SizingFeedbackProps } from '../../src';
import { FOLLOWED_FIGURES } from '../../src/eventlog/demand/feedback';

function feedbackOf(props: Partial<SizingFeedbackProps> = {}, stack = stackOf()): SizingFeedback {
  return new SizingFeedback(stack, 'Feedback', { logs: { bucket: Bucket.fromBucketName(stack, 'Logs', 'logs'), prefix: 'emr/logs' }, ...props });
}

function resources(feedback: SizingFeedback, type: string): any[] {
  return Object.values<any>(Template.fromStack(Stack.of(feedback)).findResources(type)).map(({ Properties }) => Properties);
}

/** As CloudFormation puts it together; references by their logical id. */
function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value['Fn::Join']) return plain(value['Fn::Join'][1]).join(value['Fn::Join'][0]);
  if (value.Ref) return value.Ref === 'AWS::Partition' ? 'aws' : `\${${value.Ref}}`;
  if (value['Fn::GetAtt']) return `\${${value['Fn::GetAtt'].join('.')}}`.replace(/[0-9A-F]{8}/, '');
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

function definition(feedback: SizingFeedback): any {
  return JSON.parse(plain(resources(feedback, 'AWS::StepFunctions::StateMachine')[0].DefinitionString));
}

/** Statements of all policies, each as action, resource and condition. */
function statements(feedback: SizingFeedback): any[] {
  const inline = resources(feedback, 'AWS::IAM::Role').flatMap(({ Policies = [] }) => Policies.flatMap((one: any) => one.PolicyDocument.Statement));
  return plain([...inline, ...resources(feedback, 'AWS::IAM::Policy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement)]);
}

test('the map lists the prefix of its input, and reads it in batches of a function', () => {
  const { Logs } = definition(feedbackOf({ feedbackName: 'nightly' })).States;
  expect(Logs.ItemReader).toEqual({ Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { 'Bucket': 'logs', 'Prefix.$': '$.prefix' } });
  expect(Logs.ItemProcessor).toMatchObject({ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'Read' });
  expect(Logs.ItemProcessor.States.Read.Parameters).toEqual({ FunctionName: '${FeedbackReaderFunction.Arn}', Payload: { 'feedback': 'nightly', 'bucket': 'logs', 'batch.$': '$' } });
});

test('what was stated goes with each batch, as its file has it', () => {
  const { intent } = definition(feedbackOf({ workload: nightly })).States.Logs.ItemProcessor.States.Read.Parameters.Payload;
  expect(intent).toEqual(JSON.parse(nightly.toJson()));
});

test('the schedule says when it is, and how far to look back', () => {
  const [schedule] = resources(feedbackOf({ every: Duration.minutes(30) }), 'AWS::Scheduler::Schedule');
  expect(schedule).toMatchObject({ ScheduleExpression: 'rate(30 minutes)', FlexibleTimeWindow: { Mode: 'OFF' } });
  expect(JSON.parse(schedule.Target.Input)).toEqual({ prefix: 'emr/logs/', scheduledTime: '<aws.scheduler.scheduled-time>', periodMinutes: 30 });
});

test('everything that it may do, and nothing else', () => {
  const key = 'arn:aws:kms:us-east-1:111122223333:key/1';
  const stack = stackOf();
  const feedback = feedbackOf({ logs: { bucket: Bucket.fromBucketName(stack, 'Other', 'logs'), prefix: 'emr/logs', encryptionKey: Key.fromKeyArn(stack, 'Key', key) } }, stack);
  const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::logs', Condition: { StringLike: { 's3:prefix': 'emr/logs/*' } } };
  expect(statements(feedback)).toEqual([
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '${FeedbackReaderLogs.Arn}' },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/emr/logs/*' },
    list,
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key },
    list,
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '${FeedbackReaderFunction.Arn}' },
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: expect.stringMatching(/^\$\{FeedbackMachine\w+\}$/) },
    { Effect: 'Allow', Action: ['states:DescribeExecution', 'states:StopExecution'], Resource: expect.stringMatching(/:execution:\$\{FeedbackMachine\w*\.Name\}:\*$/) },
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: expect.stringMatching(/^\$\{FeedbackMachine\w+\}$/) },
  ]);
  expect(resources(feedback, 'AWS::IAM::Role').every(({ ManagedPolicyArns }) => ManagedPolicyArns === undefined)).toBe(true);
});

test('the function is on arm64, without a network', () => {
  const [made] = resources(feedbackOf({ memory: Size.mebibytes(2048) }), 'AWS::Lambda::Function');
  expect(made).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs22.x', MemorySize: 2048, Timeout: 285 });
  expect(made.VpcConfig).toBeUndefined();
});

test('a metric has a name for each figure that is followed, and for what became of a log', () => {
  expect(Object.values<string>(SizingFeedbackMetric).sort()).toEqual(['Runs', 'UnreadLogs', 'UnfinishedLogs', ...FOLLOWED_FIGURES.map(({ name }) => name)].sort());
  expect(feedbackOf({ feedbackName: 'nightly' }).metric(SizingFeedbackMetric.RUNS)).toMatchObject({ namespace: 'SizedEmr/Feedback', metricName: 'Runs', dimensions: { Feedback: 'nightly' } });
});

test('without a name it is known by its path', () => {
  expect(feedbackOf().feedbackName).toBe('Stack/Feedback');
});

test('alarms are asked for, and one on bounds only where some are stated', () => {
  expect(resources(feedbackOf(), 'AWS::CloudWatch::Alarm')).toEqual([]);
  const metricsOf = (props: Partial<SizingFeedbackProps>) => {
    const feedback = feedbackOf(props);
    feedback.addAlarms({ actions: [new SnsAction(new Topic(feedback, 'Topic'))] });
    return resources(feedback, 'AWS::CloudWatch::Alarm').map(alarm => [alarm.MetricName, alarm.Threshold, alarm.AlarmActions.length]);
  };
  expect(metricsOf({})).toEqual([['MemoryBytesSpilled', 0, 1], ['IdleSlotShare', 50, 1], ['UnreadLogs', 0, 1], ['Errors', 0, 1]]);
  expect(metricsOf({ workload: nightly }).map(([name]) => name)).toContain('BrokenBounds');
});

test.each<[string, Partial<SizingFeedbackProps>]>([
  ['SZ1004 every', { every: Duration.minutes(4) }],
  ['SZ1004 every', { every: Duration.days(2) }],
  ['SZ1004 memory', { memory: Size.mebibytes(128) }],
  ['SZ1004 memory', { memory: Size.kibibytes(1024 * 1024 + 1) }],
  ['SZ1004 feedbackName', { feedbackName: 'täglich' }],
  ['SZ1004 logs.prefix: got "a*"', { logs: { bucket: bucket(), prefix: 'a*' } }],
  ['SZ1004 logs.prefix: got "${aws:username}"', { logs: { bucket: bucket(), prefix: '${aws:username}' } }],
])('%s: what cannot be is refused', (problem, props) => {
  expect(() => feedbackOf(props)).toThrow(problem);
});

test.each([-0.1, 1.1, 50])('an alarm at %p of the time is refused', mostIdleFraction => {
  expect(() => feedbackOf().addAlarms({ mostIdleFraction })).toThrow('SZ1004 mostIdleFraction');
});

test('a path that CloudWatch does not take as a name is refused, and a name helps', () => {
  const make = (feedbackName?: string) => new SizingFeedback(stackOf(), 'Täglich', { logs: { bucket: bucket() }, feedbackName });
  expect(() => make()).toThrow('SZ1004 feedbackName: got "Stack/Täglich"');
  expect(make('daily').feedbackName).toBe('daily');
});

test('alarms are made once', () => {
  const feedback = feedbackOf();
  feedback.addAlarms();
  expect(() => feedback.addAlarms({ mostIdleFraction: 2 })).toThrow(/SZ1004 mostIdleFraction[\s\S]*SZ1007 addAlarms: the alarms are there already/);
});

test('a percentage is written as people write it', () => {
  const feedback = feedbackOf();
  feedback.addAlarms({ mostIdleFraction: 0.07 });
  expect(resources(feedback, 'AWS::CloudWatch::Alarm').map(({ Threshold, AlarmDescription }) => [Threshold, AlarmDescription])).toContainEqual([7, 'Stack/Feedback: slots were idle for more than 7 % of the time']);
});

function bucket(): IBucket {
  return Bucket.fromBucketName(stackOf(), 'Named', 'logs');
}
