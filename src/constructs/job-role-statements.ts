import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ILogGroupRef } from 'aws-cdk-lib/aws-logs';
import { keyPrefix } from './cluster-roles';
import { EmrServerlessJobRoleProps, S3Location } from './job-role-props';

/** Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/getting-started.html (2026-11-29); a writer also gives up uploads in parts. */
const READ_OBJECTS = ['s3:GetObject'];
const WRITE_OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];

/** The calls of Glue's client in Spark. Source: the same page, without databases, which a job does not make. */
const READ_TABLES = ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition', 'glue:GetUserDefinedFunctions'];
const WRITE_TABLES = [
  'glue:CreateTable', 'glue:UpdateTable', 'glue:DeleteTable', 'glue:CreatePartition', 'glue:BatchCreatePartition', 'glue:UpdatePartition',
  'glue:DeletePartition', 'glue:BatchDeletePartition',
];
/** Spark asks whether these are there when a session begins. */
const ALWAYS_ASKED = ['default', 'global_temp'];

/** Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/logging.html (2026-11-29). */
const WRITE_LOGS = ['logs:PutLogEvents', 'logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams'];

/** What a job is allowed: a statement for each thing that the props name, and none where they name nothing. */
export function jobStatements(stack: Stack, props: EmrServerlessJobRoleProps): PolicyStatement[] {
  const { jobs = [], reads = [], writes = [], s3Logs, logGroups = [] } = props;
  const code = [...new Set(jobs.flatMap(job => job._objectArns))];
  return [
    ...allow(['s3:GetObject'], code),
    ...allow(['s3:ListBucket'], [...new Set([...reads, ...writes].map(({ bucket }) => bucket.bucketRef.bucketArn))]),
    ...allow(READ_OBJECTS, reads.flatMap(objectsOf)),
    ...allow(WRITE_OBJECTS, writes.flatMap(objectsOf)),
    ...allow(['s3:PutObject'], s3Logs ? [`${s3Logs.bucket.bucketRef.bucketArn}/${keyPrefix(s3Logs.prefix)}*`] : []),
    ...allow(['kms:Decrypt'], keysOf(reads)),
    ...allow(['kms:Decrypt', 'kms:GenerateDataKey'], keysOf(s3Logs ? [...writes, s3Logs] : writes)),
    ...glueStatements(stack, props),
    ...logStatements(stack, logGroups),
  ];
}

function allow(actions: string[], resources: string[]): PolicyStatement[] {
  return resources.length ? [new PolicyStatement({ actions, resources })] : [];
}

/** The objects of a folder, and the empty object beside it that EMR's file system marks a folder with. */
function objectsOf({ bucket, prefix }: S3Location): string[] {
  const { bucketArn } = bucket.bucketRef;
  const folder = keyPrefix(prefix);
  return [`${bucketArn}/${folder}*`, ...folder ? [`${bucketArn}/${folder.slice(0, -1)}_$folder$`] : []];
}

function keysOf(locations: readonly Pick<S3Location, 'encryptionKey'>[]): string[] {
  return [...new Set(locations.flatMap(({ encryptionKey }) => encryptionKey?.keyRef.keyArn ?? []))];
}

function glueStatements(stack: Stack, { readDatabases = [], writeDatabases = [] }: EmrServerlessJobRoleProps): PolicyStatement[] {
  const arn = (resource: string, resourceName?: string) => stack.formatArn({ service: 'glue', resource, resourceName });
  const tables = (databases: readonly string[]) => databases.flatMap(name => [arn('database', name), arn('table', `${name}/*`)]);
  const all = [...new Set([...readDatabases, ...writeDatabases])];
  if (!all.length) return [];
  const asked = ALWAYS_ASKED.filter(name => !all.includes(name)).map(name => arn('database', name));
  return [
    ...allow(READ_TABLES, [arn('catalog'), ...tables(all), ...all.map(name => arn('userDefinedFunction', `${name}/*`))]),
    ...allow(['glue:GetDatabase'], asked),
    ...allow(WRITE_TABLES, writeDatabases.length ? [arn('catalog'), ...tables([...new Set(writeDatabases)])] : []),
  ];
}

/** The service looks for the group before it writes there, which IAM allows for all groups or none. */
function logStatements(stack: Stack, logGroups: readonly ILogGroupRef[]): PolicyStatement[] {
  const arn = (resource: string, resourceName?: string) => stack.formatArn({ service: 'logs', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const groups = logGroups.map(({ logGroupRef }) => arn('log-group', `${logGroupRef.logGroupName}:*`));
  return [...allow(WRITE_LOGS, groups), ...allow(['logs:DescribeLogGroups'], groups.length ? [arn('*')] : [])];
}
