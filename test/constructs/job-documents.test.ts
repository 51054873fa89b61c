import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { DefinitionBody, IChainable, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { lockFile } from './cluster-fixture';
import { EmrClusterAddStep, EmrServerlessJobRole, EmrServerlessSchedule, EmrServerlessStartJobRun, SizedEmrCreateCluster, SparkFile, SparkJob } from '../../src';

const DOCUMENT = readFileSync(join(__dirname, '..', '..', 'docs', 'jobs.md'), 'utf8');
const ACCOUNT = '111122223333';

/** The policies that docs/jobs.md prints, by the name that stands before them. */
const printed = new Map([...DOCUMENT.matchAll(/<!-- policy: ([\w-]+) -->\n```json\n([\s\S]*?)\n```/g)].map(([, name, json]) => [name, JSON.parse(json)]));

/** As CloudFormation puts it together in this account. */
function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (value['Fn::Join']) return plain(value['Fn::Join'][1]).join(value['Fn::Join'][0]);
  if (value.Ref) return { 'AWS::Partition': 'aws', 'AWS::AccountId': ACCOUNT }[value.Ref as string] ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

function machine(stack: Stack, id: string, chain: IChainable): void {
  new StateMachine(stack, id, { definitionBody: DefinitionBody.fromChainable(chain) });
}

function deployed(): Map<string, unknown> {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const application = CfnApplication.fromApplicationArn(stack, 'App', `arn:aws:emr-serverless:eu-west-1:${ACCOUNT}:/applications/00f1abcd2efg3h4i`);
  const job = new SparkJob(stack, 'Code', { entryPoint: SparkFile.fromUri('s3://code/nightly.py') });
  new EmrServerlessJobRole(stack, 'Role', {
    application,
    jobs: [job],
    reads: [{ bucket: Bucket.fromBucketName(stack, 'Raw', 'raw') }],
    writes: [{ bucket: Bucket.fromBucketName(stack, 'Lake', 'lake'), prefix: 'sales' }],
    writeDatabases: ['sales'],
    logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/emr/nightly')],
  });
  const executionRole = Role.fromRoleArn(stack, 'Execution', `arn:aws:iam::${ACCOUNT}:role/nightly-job`);
  const run = new EmrServerlessStartJobRun(stack, 'Run', { application, job, executionRole });
  machine(stack, 'Machine', run);
  new EmrServerlessSchedule(stack, 'Nightly', { application, job, executionRole, schedule: ScheduleExpression.cron({ hour: '2', minute: '0' }) });
  const cluster = CfnCluster.fromClusterId(stack, 'Cluster', 'j-2AXXXXXXGAPLF');
  machine(stack, 'Steps', new EmrClusterAddStep(stack, 'Step', { cluster, job }));
  const [serviceRole, jobFlowRole] = ['emr-service', 'emr-nodes'].map(name => Role.fromRoleArn(stack, name, `arn:aws:iam::${ACCOUNT}:role/${name}`));
  machine(stack, 'Transient', new SizedEmrCreateCluster(stack, 'Made', { plan: lockFile, jobs: [{ job }], serviceRole, jobFlowRole }));
  const resources = Object.entries<any>(app.synth().getStackByName('Stack').template.Resources);
  const of = (prefix: string, type: string) => resources.find(([id, { Type }]) => id.startsWith(prefix) && Type === type)![1].Properties;
  const role = of('Role', 'AWS::IAM::Role');
  return new Map([
    ['trust', plain(role.AssumeRolePolicyDocument)],
    ['job', plain(role.Policies[0].PolicyDocument)],
    ['machine', plain(of('Machine', 'AWS::IAM::Policy').PolicyDocument)],
    ['schedule-trust', plain(of('NightlyRole', 'AWS::IAM::Role').AssumeRolePolicyDocument)],
    ['schedule', plain(of('NightlyRole', 'AWS::IAM::Policy').PolicyDocument)],
    ['step', plain(of('Steps', 'AWS::IAM::Policy').PolicyDocument)],
    ['create-cluster', plain(of('Transient', 'AWS::IAM::Policy').PolicyDocument)],
  ]);
}

test('the policies in docs/jobs.md are those of the constructs, word for word', () => {
  const expected = deployed();
  if (process.env.PRINT_POLICIES) for (const [name, policy] of expected) process.stdout.write(`<!-- policy: ${name} -->\n\`\`\`json\n${JSON.stringify(policy, undefined, 2)}\n\`\`\`\n`);
  expect([...printed.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, policy] of expected) expect({ name, policy: printed.get(name) }).toEqual({ name, policy });
});
