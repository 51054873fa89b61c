import { Arn, ArnFormat, Aws, Duration, Size, SizeRoundingBehavior, Stack, Token } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { keyPrefix } from './cluster-roles';
import { feedbackDefinition } from './feedback-definition';
import { SizingFeedbackAlarmsProps, SizingFeedbackProps } from './feedback-props';
import { functionOf, FunctionParts, policyOf } from './function-code';
import { S3Location } from './job-role-props';
import { durationProblems, isWrongText, MINUTES } from './statements';
import { tokenProblem } from '../api/plain-props';
import { Problem, problem } from '../core/problems/problem';

const EVERY_MINUTES = [5, 1440] as const;
/** The most is Lambda's: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (2026-11-29); with less than this the reader has no room. */
const MEMORY_MIB = [512, 10240] as const;
const NAME = /^[\x20-\x7e]{1,255}$/;
const PLAIN_PREFIX = /^[^*?$]*$/;
const EVERY = Duration.hours(1);
/** Memory of the function, unless it is stated. */
export const READER_MEMORY = Size.mebibytes(1024);
/** A child of a distributed map that is an express workflow lasts 5 minutes. Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html (2026-11-29). */
const CALL = Duration.seconds(285);

/** Everything that is wrong with what is asked for. */
export function feedbackProblems(feedbackName: string, { logs, every, memory }: SizingFeedbackProps): Problem[] {
  return [
    ...durationProblems('every', every, EVERY_MINUTES, MINUTES),
    ...memory ? memoryProblems(memory) : [],
    ...isWrongText(feedbackName, NAME) ? [problem('SZ1004', 'feedbackName', `got ${JSON.stringify(feedbackName)}; 1 to 255 printable characters of ASCII are allowed`)] : [],
    ...isWrongText(logs.prefix, PLAIN_PREFIX) ? [problem('SZ1004', 'logs.prefix', `got ${JSON.stringify(logs.prefix)}; a folder without *, ? and $ is expected: in a policy they would allow others too`)] : [],
  ];
}

/** Everything that is wrong with alarms. */
export function alarmProblems({ mostIdleFraction }: SizingFeedbackAlarmsProps): Problem[] {
  if (mostIdleFraction === undefined) return [];
  if (Token.isUnresolved(mostIdleFraction)) return [tokenProblem('mostIdleFraction')];
  return mostIdleFraction >= 0 && mostIdleFraction <= 1 ? [] : [problem('SZ1004', 'mostIdleFraction', `got ${mostIdleFraction}; 0 to 1 are allowed`)];
}

function memoryProblems(memory: Size): Problem[] {
  if (memory.isUnresolved()) return [tokenProblem('memory')];
  const mebibytes = memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  const [least, most] = MEMORY_MIB;
  return Number.isInteger(mebibytes) && mebibytes >= least && mebibytes <= most ? [] : [problem('SZ1004', 'memory', `got ${mebibytes} MiB; whole MiB from ${least} to ${most} are allowed`)];
}

/** The function that reads, with the objects below `logs` and nothing else. */
export function readerOf(scope: Construct, { logs, memory = READER_MEMORY }: SizingFeedbackProps): FunctionParts {
  const reader = functionOf(scope, 'Reader', { code: 'feedback', description: `Reads event logs for ${scope.node.path}`, memoryMiB: memory.toMebibytes(), timeout: CALL });
  policyOf(reader, [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${logs.bucket.bucketRef.bucketArn}/${keyPrefix(logs.prefix)}*`] }),
    listStatement(logs),
    ...logs.encryptionKey ? [new PolicyStatement({ actions: ['kms:Decrypt'], resources: [logs.encryptionKey.keyRef.keyArn] })] : [],
  ], scope);
  return reader;
}

function listStatement({ bucket, prefix }: S3Location): PolicyStatement {
  const folder = keyPrefix(prefix);
  return new PolicyStatement({
    actions: ['s3:ListBucket'], resources: [bucket.bucketRef.bucketArn], ...folder ? { conditions: { StringLike: { 's3:prefix': `${folder}*` } } } : {},
  });
}

/** The state machine, which lists what is in `logs`, and its own children. */
export function machineOf(scope: Construct, reader: FunctionParts, feedbackName: string, { logs, workload }: SizingFeedbackProps): StateMachine {
  const stack = Stack.of(scope);
  const role = new Role(scope, 'MachineRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  const definition = feedbackDefinition({
    partition: Aws.PARTITION,
    bucketName: logs.bucket.bucketRef.bucketName,
    functionArn: reader.function.functionArn,
    feedbackName,
    intent: workload && JSON.parse(workload.toJson()) as unknown,
  });
  const machine = new StateMachine(scope, 'Machine', { definitionBody: DefinitionBody.fromString(stack.toJsonString(definition)), role: role.withoutPolicyUpdates() });
  const children = Arn.format({ service: 'states', resource: 'execution', resourceName: `${machine.stateMachineName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME }, stack);
  new Policy(scope, 'MachinePolicy', {
    roles: [role],
    statements: [
      listStatement(logs),
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [reader.function.functionArn] }),
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
      new PolicyStatement({ actions: ['states:DescribeExecution', 'states:StopExecution'], resources: [children] }),
    ],
  });
  return machine;
}

/** A schedule that says when it is: what changed in the period before is read. */
export function scheduleOf(scope: Construct, machine: StateMachine, { logs, every = EVERY }: SizingFeedbackProps): void {
  const minutes = every.toMinutes();
  const role = new Role(scope, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }) });
  const policy = new Policy(scope, 'SchedulePolicy', { roles: [role], statements: [new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] })] });
  const schedule = new CfnSchedule(scope, 'Schedule', {
    description: `New event logs for ${scope.node.path}`,
    scheduleExpression: `rate(${minutes} minutes)`,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: machine.stateMachineArn,
      roleArn: role.roleArn,
      input: Stack.of(scope).toJsonString({ prefix: keyPrefix(logs.prefix), scheduledTime: '<aws.scheduler.scheduled-time>', periodMinutes: minutes }),
    },
  });
  schedule.node.addDependency(policy);
}

/** A name that CloudWatch takes. */
export function nameOf(scope: Construct, { feedbackName }: SizingFeedbackProps): string {
  return feedbackName ?? (Token.isUnresolved(scope.node.path) ? scope.node.id : scope.node.path.slice(-255));
}
