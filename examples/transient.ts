import { App, Duration, Size, Stack, TimeZone } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { EmrArchitecture, EmrRelease, SizedEmrCreateCluster, SparkFile, SparkJob, SparkWorkload } from '../src';

/** A cluster that stands for two jobs a night and costs nothing between them. */
export const app = new App();
const stack = new Stack(app, 'Transient', { env: { account: '123456789012', region: 'us-east-1' } });
const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-0123456789abcdef0'] });

const cluster = new SizedEmrCreateCluster(stack, 'Nightly', {
  release: EmrRelease.EMR_7_12_0,
  architecture: EmrArchitecture.ARM64,
  vpc,
  s3Logs: { bucket: Bucket.fromBucketName(stack, 'Logs', 'emr-logs') },
  sessionManager: true,
  workload: SparkWorkload.of({ name: 'nightly', input: Size.gibibytes(500), shuffle: Size.gibibytes(180), coreTime: Duration.hours(16), finishWithin: Duration.minutes(45) }),
  jobs: ['load', 'report'].map(name => ({ job: new SparkJob(stack, name, { entryPoint: SparkFile.fromUri(`s3://code/${name}.py`) }) })),
  escalate: true,
});
Bucket.fromBucketName(stack, 'Lake', 'lake').grantReadWrite(cluster);

const stateMachine = new StateMachine(stack, 'Machine', {
  definitionBody: DefinitionBody.fromChainable(cluster),
  tracingEnabled: true,
  logs: { destination: new LogGroup(stack, 'Log', { logGroupName: '/aws/vendedlogs/states/nightly', retention: RetentionDays.ONE_MONTH }), level: LogLevel.ALL },
});
new Schedule(stack, 'AtTwo', {
  schedule: ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }),
  target: new StepFunctionsStartExecution(stateMachine, {}),
});
