import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import fc from 'fast-check';
import { appOf } from './app-fixture';
import { EmrServerlessJobRole, EmrServerlessJobRoleProps, SparkFile, SparkJob } from '../../src';

const ENV = { account: '123456789012', region: 'eu-west-1' };

/** A scene in which everything has a plain name. */
function scene() {
  const stack = new Stack(undefined, 'Stack', { env: ENV });
  return {
    stack,
    raw: Bucket.fromBucketName(stack, 'Raw', 'raw'),
    lake: Bucket.fromBucketName(stack, 'Lake', 'lake'),
    key: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/k'),
    group: LogGroup.fromLogGroupName(stack, 'Group', '/emr/jobs'),
    job: new SparkJob(stack, 'Code', { entryPoint: SparkFile.fromUri('s3://code/nightly.py') }),
  };
}

type Scene = ReturnType<typeof scene>;

function roleOf(props: EmrServerlessJobRoleProps, { stack }: Scene): any {
  new EmrServerlessJobRole(stack, 'Role', props);
  const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  return JSON.parse(JSON.stringify(role.Properties).replace(/\{"Fn::Join":\["",\[([^[]*?)\]\]\}/g, (_, parts) => `"${JSON.parse(`[${parts}]`).map((part: any) => part.Ref ? 'aws' : part).join('')}"`));
}

function statementsOf(props: EmrServerlessJobRoleProps, here: Scene): any[] {
  return roleOf(props, here).Policies?.[0].PolicyDocument.Statement ?? [];
}

const OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];
const GLUE = 'arn:aws:glue:eu-west-1:123456789012';

test('a role without anything may do nothing, and only EMR Serverless takes it', () => {
  const { Policies, AssumeRolePolicyDocument } = roleOf({}, scene());
  expect(Policies).toBeUndefined();
  expect(AssumeRolePolicyDocument.Statement).toEqual([{
    Effect: 'Allow',
    Principal: { Service: 'emr-serverless.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnLike: { 'aws:SourceArn': 'arn:aws:emr-serverless:eu-west-1:123456789012:/applications/*' },
    },
  }]);
});

test('an application that is named is the only one', () => {
  const here = scene();
  const application = appOf({}, here.stack);
  expect(roleOf({ application }, here).AssumeRolePolicyDocument.Statement[0].Condition.ArnLike['aws:SourceArn'])
    .toEqual(here.stack.resolve(application.applicationArn));
});

test('everything that is named, word for word', () => {
  const here = scene();
  const { raw, lake, key, group, job } = here;
  expect(statementsOf({
    jobs: [job],
    reads: [{ bucket: raw, encryptionKey: key }],
    writes: [{ bucket: lake, prefix: '/sales', encryptionKey: key }],
    readDatabases: ['raw'],
    writeDatabases: ['sales'],
    logGroups: [group],
    s3Logs: { bucket: lake, prefix: 'logs/' },
  }, here)).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::code/nightly.py' },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: ['arn:aws:s3:::raw', 'arn:aws:s3:::lake'] },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::raw/*' },
    { Effect: 'Allow', Action: OBJECTS, Resource: ['arn:aws:s3:::lake/sales/*', 'arn:aws:s3:::lake/sales_$folder$'] },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::lake/logs/*' },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:123456789012:key/k' },
    { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: 'arn:aws:kms:eu-west-1:123456789012:key/k' },
    {
      Effect: 'Allow',
      Action: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition', 'glue:GetUserDefinedFunctions'],
      Resource: [
        `${GLUE}:catalog`, `${GLUE}:database/raw`, `${GLUE}:table/raw/*`, `${GLUE}:database/sales`, `${GLUE}:table/sales/*`,
        `${GLUE}:userDefinedFunction/raw/*`, `${GLUE}:userDefinedFunction/sales/*`,
      ],
    },
    { Effect: 'Allow', Action: 'glue:GetDatabase', Resource: [`${GLUE}:database/default`, `${GLUE}:database/global_temp`] },
    {
      Effect: 'Allow',
      Action: [
        'glue:CreateTable', 'glue:UpdateTable', 'glue:DeleteTable', 'glue:CreatePartition', 'glue:BatchCreatePartition', 'glue:UpdatePartition',
        'glue:DeletePartition', 'glue:BatchDeletePartition',
      ],
      Resource: [`${GLUE}:catalog`, `${GLUE}:database/sales`, `${GLUE}:table/sales/*`],
    },
    { Effect: 'Allow', Action: ['logs:PutLogEvents', 'logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams'], Resource: 'arn:aws:logs:eu-west-1:123456789012:log-group:/emr/jobs:*' },
    { Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: 'arn:aws:logs:eu-west-1:123456789012:*' },
  ]);
});

const some = <T>(values: T[]) => fc.subarray(values);
const name = fc.stringMatching(/^[a-z]{1,9}$/);

test('no action and no resource is a bare star, and nothing is written that was only to be read', () => {
  fc.assert(fc.property(some(['raw', 'lake']), some(['raw', 'lake']), fc.option(name, { nil: undefined }), fc.array(name), (reads, writes, prefix, readDatabases) => {
    const here = scene();
    const at = (bucket: string) => ({ bucket: bucket === 'raw' ? here.raw : here.lake, prefix });
    const statements = statementsOf({ reads: reads.map(at), writes: writes.map(at), readDatabases, logGroups: [here.group] }, here);
    const allowed = statements.flatMap(({ Action, Resource }) => [Action].flat().flatMap((action: string) => [Resource].flat().map((resource: string) => `${action} ${resource}`)));
    expect(allowed.filter(line => /(^| )\*| \*$|:\* /.test(line) || /^s3:\S+ arn:aws:s3:::\*/.test(line))).toEqual([]);
    const written = allowed.filter(line => /^s3:(Put|Delete)|^glue:(?!Get|BatchGet)/.test(line)).map(line => /:::(\w+)\//.exec(line)?.[1]);
    expect(written.filter(bucket => !writes.includes(bucket as string))).toEqual([]);
  }), { numRuns: 30 });
});
