import { Duration, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Port, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { TYPE, appOf, nightly, pinned, propertiesOf, stackOf } from './app-fixture';
import { EmrArchitecture, ServerlessImage, SizedEmrServerlessAppProps, WorkerLogType } from '../../src';
import { thrownBy } from '../api/thrown';

const URL = 'https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write';
const ARN = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

test.each<[string, Partial<SizedEmrServerlessAppProps>, object]>([
  ['architecture', { workload: nightly, architecture: EmrArchitecture.ARM64 }, { Architecture: 'ARM64' }],
  ['applicationName', { applicationName: 'nightly/etl#1' }, { Name: 'nightly/etl#1' }],
  ['prometheusRemoteWriteUrl', { prometheusRemoteWriteUrl: URL }, { MonitoringConfiguration: { PrometheusMonitoringConfiguration: { RemoteWriteUrl: URL } } }],
  ['studio', { studio: true }, { InteractiveConfiguration: { StudioEnabled: true } }],
  ['livyEndpoint', { livyEndpoint: true }, { InteractiveConfiguration: { LivyEndpointEnabled: true } }],
  ['identityCenterInstanceArn', { identityCenterInstanceArn: ARN }, { IdentityCenterConfiguration: { IdentityCenterInstanceArn: ARN } }],
  ['queueTimeout', { queueTimeout: Duration.hours(1) }, { SchedulerConfiguration: { MaxConcurrentRuns: 2, QueueTimeoutMinutes: 60 } }],
  ['autoStart', { autoStart: false }, { AutoStartConfiguration: { Enabled: false } }],
  ['autoStop', { autoStop: false }, { AutoStopConfiguration: { Enabled: false } }],
  ['idleTimeout', { idleTimeout: Duration.minutes(5) }, { AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 5 } }],
  ['managedLogs', { managedLogs: { enabled: false } }, { MonitoringConfiguration: { ManagedPersistenceMonitoringConfiguration: { Enabled: false } } }],
  ['managedLogs as they are', { managedLogs: {} }, { MonitoringConfiguration: { ManagedPersistenceMonitoringConfiguration: { Enabled: true } } }],
  ['cloudWatchLogs', { cloudWatchLogs: {} }, { MonitoringConfiguration: { CloudWatchLoggingConfiguration: { Enabled: true } } }],
  ['tags', { tags: { team: 'data' } }, { Tags: [{ Key: 'team', Value: 'data' }] }],
  ['image', { image: ServerlessImage.fromUri('123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:1') }, { ImageConfiguration: { ImageUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:1' } }],
])('%s becomes its property, and no other', (_, props, expected) => {
  const without = propertiesOf(appOf(props.workload ? { workload: nightly } : {}));
  expect(propertiesOf(appOf(props))).toEqual({ ...without, ...expected });
});

test('sessions become their property from emr-7.13.0', () => {
  const app = appOf({ plan: pinned({ release: 'emr-7.13.0' }), sessions: true });
  expect(propertiesOf(app).InteractiveConfiguration).toEqual({ SessionEnabled: true });
});

test('tags of the scope reach the application', () => {
  const app = appOf({ tags: { team: 'data' } });
  Tags.of(app.stack).add('cost', '1');
  expect(propertiesOf(app).Tags).toEqual([{ Key: 'cost', Value: '1' }, { Key: 'team', Value: 'data' }]);
});

test('the removal policy is that of the resource', () => {
  Template.fromStack(appOf({ removalPolicy: RemovalPolicy.RETAIN }).stack).hasResource(TYPE, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  const [resource] = Object.values(Template.fromStack(appOf().stack).findResources(TYPE));
  expect(resource).not.toHaveProperty('DeletionPolicy');
});

describe('logs', () => {
  test('each destination has its own key', () => {
    const stack = stackOf();
    const keys = ['One', 'Two', 'Three'].map(id => new Key(stack, id));
    const logGroup = new LogGroup(stack, 'Logs');
    const bucket = new Bucket(stack, 'Bucket');
    const app = appOf({
      cloudWatchLogs: { logGroup, logStreamPrefix: 'nightly', driverLogs: [WorkerLogType.STDERR], executorLogs: [WorkerLogType.STDERR, WorkerLogType.STDOUT], encryptionKey: keys[0] },
      s3Logs: { bucket, prefix: '/emr/logs', encryptionKey: keys[1] },
      managedLogs: { encryptionKey: keys[2] },
    }, stack);
    const [one, two, three] = keys.map(key => stack.resolve(key.keyArn));
    expect(propertiesOf(app).MonitoringConfiguration).toEqual({
      CloudWatchLoggingConfiguration: {
        Enabled: true,
        LogGroupName: stack.resolve(logGroup.logGroupName),
        LogStreamNamePrefix: 'nightly',
        LogTypeMap: [{ Key: 'SPARK_DRIVER', Value: ['STDERR'] }, { Key: 'SPARK_EXECUTOR', Value: ['STDERR', 'STDOUT'] }],
        EncryptionKeyArn: one,
      },
      S3MonitoringConfiguration: { LogUri: { 'Fn::Join': ['', ['s3://', stack.resolve(bucket.bucketName), '/emr/logs']] }, EncryptionKeyArn: two },
      ManagedPersistenceMonitoringConfiguration: { Enabled: true, EncryptionKeyArn: three },
    });
  });

  test('may go to the raw resources of another library', () => {
    const stack = stackOf();
    const logGroup = new CfnLogGroup(stack, 'Logs');
    const encryptionKey = new CfnKey(stack, 'Key', { keyPolicy: {} });
    const { CloudWatchLoggingConfiguration } = propertiesOf(appOf({ cloudWatchLogs: { logGroup, encryptionKey } }, stack)).MonitoringConfiguration;
    expect(CloudWatchLoggingConfiguration).toEqual({ Enabled: true, LogGroupName: { Ref: 'Logs' }, EncryptionKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } });
  });

  test('go to the root of the bucket where no prefix is given', () => {
    const stack = stackOf();
    const bucket = Bucket.fromBucketName(stack, 'Bucket', 'logs');
    expect(propertiesOf(appOf({ s3Logs: { bucket } }, stack)).MonitoringConfiguration).toEqual({ S3MonitoringConfiguration: { LogUri: 's3://logs/' } });
  });
});

describe('the network', () => {
  test('is the service\'s own unless a VPC is given', () => {
    expect(propertiesOf(appOf())).not.toHaveProperty('NetworkConfiguration');
  });

  test('is private subnets with egress by default, and a security group that lets nothing in: the service needs both', () => {
    const stack = stackOf();
    const vpc = new Vpc(stack, 'Vpc');
    const app = appOf({ vpc }, stack);
    const [group] = app.connections.securityGroups;
    expect(propertiesOf(app).NetworkConfiguration).toEqual({
      SubnetIds: stack.resolve(vpc.privateSubnets.map(subnet => subnet.subnetId)), SecurityGroupIds: [stack.resolve(group.securityGroupId)],
    });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup'));
    expect(Properties).not.toHaveProperty('SecurityGroupIngress');
  });

  test('has the subnets and security groups given, whose rules `connections` manages', () => {
    const stack = stackOf();
    const vpc = new Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'a', subnetType: SubnetType.PRIVATE_ISOLATED }] });
    const securityGroup = new SecurityGroup(stack, 'Group', { vpc });
    const app = appOf({ vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED }, securityGroups: [securityGroup] }, stack);
    const database = new SecurityGroup(stack, 'Database', { vpc });
    app.connections.allowTo(database, Port.tcp(5432));
    expect(propertiesOf(app).NetworkConfiguration).toEqual({
      SubnetIds: stack.resolve(vpc.isolatedSubnets.map(subnet => subnet.subnetId)), SecurityGroupIds: [stack.resolve(securityGroup.securityGroupId)],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 5432, SourceSecurityGroupId: stack.resolve(securityGroup.securityGroupId) });
  });

  test('fails on connections without a network', () => {
    expect(thrownBy(() => appOf().connections)[1]).toMatch(/^SZ1001 vpc: left out/);
  });
});

describe('a custom image', () => {
  test('of a repository is in the account and Region of the repository', () => {
    const stack = stackOf();
    const repository = Repository.fromRepositoryAttributes(stack, 'Repository', {
      repositoryName: 'spark', repositoryArn: 'arn:aws:ecr:eu-west-1:123456789012:repository/spark',
    });
    const uri = (image: ServerlessImage) => stack.resolve(image.imageUri);
    const host = ['', ['123456789012.dkr.ecr.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] as const;
    expect(uri(ServerlessImage.fromEcrRepository(repository, '7'))).toEqual({ 'Fn::Join': ['', [...host[1], '/spark:7']] });
    expect(uri(ServerlessImage.fromEcrRepository(repository))).toEqual({ 'Fn::Join': ['', [...host[1], '/spark:latest']] });
    expect(uri(ServerlessImage.fromEcrRepository(repository, 'sha256:abc'))).toEqual({ 'Fn::Join': ['', [...host[1], '/spark@sha256:abc']] });
  });

  test('of a repository of the same stack refers to it', () => {
    const stack = stackOf();
    const image = ServerlessImage.fromEcrRepository(new Repository(stack, 'Repository'), '1');
    expect(JSON.stringify(propertiesOf(appOf({ image }, stack)).ImageConfiguration)).toContain('Fn::GetAtt');
  });
});
