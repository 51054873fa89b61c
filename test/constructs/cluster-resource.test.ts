import { Duration, RemovalPolicy, SecretValue, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnSecurityConfiguration } from 'aws-cdk-lib/aws-emr';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { stackOf } from './app-fixture';
import { CLUSTER, clusterOf, clusterPropertiesOf, clusterWarningsOf, etl, PINS } from './cluster-fixture';
import { EmrRelease, InstanceMarket, SizedEmrCluster } from '../../src';
import { parseSubmitParameters } from '../../src/core/planning/submit-parameters';

const TAG = 'for-use-with-amazon-emr-managed-policies';
const TAGGED = { Tags: Match.arrayWith([{ Key: TAG, Value: 'true' }]) };

function templateOf(cluster: SizedEmrCluster): Template {
  return Template.fromStack(cluster.stack);
}

/** Statements of the policies that stand in or at a role. */
function statementsOf(cluster: SizedEmrCluster): any[] {
  const { Resources } = templateOf(cluster).toJSON();
  return Object.values<any>(Resources).flatMap(({ Type, Properties }) => (
    Type === 'AWS::IAM::Policy' ? Properties.PolicyDocument.Statement : (Properties?.Policies ?? []).flatMap((policy: any) => policy.PolicyDocument.Statement)));
}

describe('roles', () => {
  test('the service role has the managed policy, and may pass the job-flow role to EC2 and nothing else', () => {
    const cluster = clusterOf();
    templateOf(cluster).hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonEMRServicePolicy_v2']] }],
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: Match.anyValue() } })] },
    });
    expect(statementsOf(cluster)).toEqual([{
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: cluster.stack.resolve(cluster.jobFlowRole.roleArn),
      Condition: { StringLike: { 'iam:PassedToService': 'ec2.amazonaws.com*' } },
    }]);
    templateOf(cluster).hasResourceProperties(CLUSTER, TAGGED);
  });

  test('of the user are taken, and the job-flow role gets what the props need', () => {
    const stack = stackOf();
    const serviceRole = new Role(stack, 'Service', { assumedBy: new ServicePrincipal('elasticmapreduce.amazonaws.com') });
    const jobFlowRole = new Role(stack, 'Jobs', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const cluster = clusterOf({ serviceRole, jobFlowRole, s3Logs: { bucket: new Bucket(stack, 'Logs'), prefix: '/emr/' } }, stack);
    templateOf(cluster).resourceCountIs('AWS::IAM::Role', 2);
    templateOf(cluster).hasResourceProperties('AWS::IAM::InstanceProfile', { Roles: [stack.resolve(jobFlowRole.roleName)] });
    expect(clusterPropertiesOf(cluster).ServiceRole).toEqual(stack.resolve(serviceRole.roleName));
    expect(statementsOf(cluster).map(({ Action }) => Action)).toEqual(['s3:PutObject']);
    expect(clusterWarningsOf(cluster)).toEqual([]);
  });

  test('let Session Manager in where it was asked for', () => {
    templateOf(clusterOf({ sessionManager: true })).hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSSMManagedInstanceCore']] }],
    });
  });
});

describe('security', () => {
  test('a key encrypts local disks and EBS, and both roles may use it', () => {
    const stack = stackOf();
    const key = new Key(stack, 'Key');
    const cluster = clusterOf({ diskEncryptionKey: key }, stack);
    templateOf(cluster).hasResourceProperties('AWS::EMR::SecurityConfiguration', {
      SecurityConfiguration: {
        EncryptionConfiguration: {
          EnableAtRestEncryption: true,
          EnableInTransitEncryption: false,
          AtRestEncryptionConfiguration: { LocalDiskEncryptionConfiguration: { EncryptionKeyProviderType: 'AwsKms', AwsKmsKey: stack.resolve(key.keyArn), EnableEbsEncryption: true } },
        },
        InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 },
      },
    });
    const users = statementsOf(cluster).filter(({ Action }) => [Action].flat().some((action: string) => action.startsWith('kms:')));
    expect(users).toHaveLength(3);
    expect(users.find(({ Action }) => Action === 'kms:CreateGrant').Condition).toEqual({ Bool: { 'kms:GrantIsForAWSResource': 'true' } });
  });

  test('certificates encrypt in transit, and the nodes may read them', () => {
    const stack = stackOf();
    const bucket = new Bucket(stack, 'Bucket');
    const cluster = clusterOf({ tlsCertificates: { bucket, objectKey: 'certificates/emr.zip' } }, stack);
    templateOf(cluster).hasResourceProperties('AWS::EMR::SecurityConfiguration', {
      SecurityConfiguration: { EncryptionConfiguration: { EnableAtRestEncryption: false, EnableInTransitEncryption: true, InTransitEncryptionConfiguration: { TLSCertificateConfiguration: { CertificateProviderType: 'PEM' } } } },
    });
    expect(statementsOf(cluster).map(({ Action }) => Action)).toContain('s3:GetObject');
  });

  test('a configuration and Kerberos pass through', () => {
    const stack = stackOf();
    const securityConfiguration = new CfnSecurityConfiguration(stack, 'Security', { securityConfiguration: {} });
    const kerberos = { realm: 'EC2.INTERNAL', kdcAdminPassword: SecretValue.secretsManager('kdc') };
    const properties = clusterPropertiesOf(clusterOf({ securityConfiguration, kerberos }, stack));
    expect(properties.SecurityConfiguration).toEqual({ Ref: stack.getLogicalId(securityConfiguration) });
    expect(properties.KerberosAttributes).toEqual({ Realm: 'EC2.INTERNAL', KdcAdminPassword: '{{resolve:secretsmanager:kdc:SecretString:::}}' });
  });
});

describe('the network', () => {
  test('of this app is tagged: the VPC, the subnets used and the security groups', () => {
    const stack = stackOf();
    const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
    const group = new SecurityGroup(stack, 'Group', { vpc });
    const cluster = clusterOf({ vpc, primarySecurityGroup: group, coreSecurityGroup: group, serviceSecurityGroup: group, additionalSecurityGroups: [group] }, stack);
    const template = templateOf(cluster);
    template.resourcePropertiesCountIs('AWS::EC2::VPC', TAGGED, 1);
    template.resourcePropertiesCountIs('AWS::EC2::Subnet', TAGGED, 2);
    template.resourcePropertiesCountIs('AWS::EC2::SecurityGroup', TAGGED, 1);
    template.resourcePropertiesCountIs('AWS::EC2::InternetGateway', TAGGED, 0);
    expect(clusterWarningsOf(cluster)).toEqual([]);
    const { Instances } = clusterPropertiesOf(cluster);
    const id = stack.resolve(group.securityGroupId);
    expect(Instances).toMatchObject({
      Ec2SubnetId: stack.resolve(vpc.privateSubnets[0].subnetId),
      EmrManagedMasterSecurityGroup: id,
      EmrManagedSlaveSecurityGroup: id,
      ServiceAccessSecurityGroup: id,
      AdditionalMasterSecurityGroups: [id],
      AdditionalSlaveSecurityGroups: [id],
    });
  });

  test('of others warns, for it cannot be tagged here', () => {
    const stack = stackOf();
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });
    expect(clusterWarningsOf(clusterOf({ vpc }, stack))).toEqual(['SZ3213']);
    expect(clusterWarningsOf(clusterOf())).toEqual(['SZ3213']);
  });
});

describe('settings', () => {
  test('of the user stand beside the cluster\'s own, options of the JVM behind the plan\'s', () => {
    const cluster = clusterOf({
      sparkSettings: { 'spark.sql.ansi.enabled': 'true', 'spark.executor.extraJavaOptions': '-verbose:gc' },
      configurations: [
        { classification: 'yarn-site', properties: { 'yarn.log-aggregation-enable': 'true' } },
        { classification: 'hadoop-env', configurations: [{ classification: 'export', properties: { A: 'b' } }] },
      ],
    });
    const [spark, yarn, scheduler, env] = clusterPropertiesOf(cluster).Configurations;
    expect(spark.ConfigurationProperties).toMatchObject({ 'spark.sql.ansi.enabled': 'true', 'spark.yarn.heterogeneousExecutors.enabled': 'false' });
    expect(yarn.ConfigurationProperties).toMatchObject({ 'yarn.log-aggregation-enable': 'true', 'yarn.scheduler.minimum-allocation-mb': '32' });
    expect(scheduler.ConfigurationProperties['yarn.scheduler.capacity.maximum-am-resource-percent']).toBe('1');
    expect(env).toEqual({ Classification: 'hadoop-env', Configurations: [{ Classification: 'export', ConfigurationProperties: { A: 'b' } }] });
    expect(parseSubmitParameters(cluster.sparkSubmitParameters())['spark.executor.extraJavaOptions']).toBe('-XX:+UseG1GC -verbose:gc');
  });
});

test('what passes through stands in the resource', () => {
  const stack = stackOf();
  const key = new Key(stack, 'Key');
  const cluster = clusterOf({
    s3Logs: { bucket: new Bucket(stack, 'Logs'), prefix: 'emr/logs', encryptionKey: key },
    steps: [{ name: 'Load', args: ['a', 'b'], mainClass: 'Main' }],
    bootstrapActions: [{ name: 'Agent', path: 's3://bucket/agent.sh', args: ['--x'] }],
    applications: ['Spark', 'Hive'],
    osReleaseLabel: '2023.5.20240722.0',
    rootVolume: Size.gibibytes(40),
    idleTimeout: Duration.hours(2),
    terminationProtection: true,
    tags: { team: 'data' },
    removalPolicy: RemovalPolicy.RETAIN,
  }, stack);
  const properties = clusterPropertiesOf(cluster);
  expect(properties).toMatchObject({
    LogEncryptionKmsKeyId: stack.resolve(key.keyArn),
    LogUri: { 'Fn::Join': ['', ['s3://', expect.anything(), '/emr/logs/']] },
    Steps: [{ Name: 'Load', ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar: 'command-runner.jar', Args: ['a', 'b'], MainClass: 'Main' } }],
    BootstrapActions: [{ Name: 'Agent', ScriptBootstrapAction: { Path: 's3://bucket/agent.sh', Args: ['--x'] } }],
    Applications: [{ Name: 'Spark' }, { Name: 'Hive' }],
    OSReleaseLabel: '2023.5.20240722.0',
    EbsRootVolumeSize: 40,
    AutoTerminationPolicy: { IdleTimeout: 7200 },
    Instances: { TerminationProtected: true, KeepJobFlowAliveWhenNoSteps: true },
    Tags: [{ Key: TAG, Value: 'true' }, { Key: 'team', Value: 'data' }],
  });
  templateOf(cluster).hasResource(CLUSTER, { DeletionPolicy: 'Retain' });
  expect(clusterPropertiesOf(clusterOf({ customAmiId: 'ami-1' })).CustomAmiId).toBe('ami-1');
  expect(clusterPropertiesOf(clusterOf({ terminateAfterSteps: true, steps: [{ name: 'Load' }] })).Instances.KeepJobFlowAliveWhenNoSteps).toBe(false);
});

test('a release without concurrent steps is told none', () => {
  expect(clusterPropertiesOf(clusterOf({ workload: etl, ...PINS, release: EmrRelease.of('emr-5.27.0') }))).not.toHaveProperty('StepConcurrencyLevel');
});

describe('task nodes and managed scaling', () => {
  test('task nodes are taken from the plan\'s nodes', () => {
    const { Instances, Configurations } = clusterPropertiesOf(clusterOf({ taskNodes: 2 }));
    expect(Instances.CoreInstanceGroup.InstanceCount).toBe(1);
    expect(Instances.TaskInstanceGroups).toEqual([expect.objectContaining({ InstanceCount: 2, InstanceType: 'r5.2xlarge', Market: 'ON_DEMAND' })]);
    expect(Configurations[1].ConfigurationProperties).not.toHaveProperty(['yarn.node-labels.enabled']);
  });

  test('on Spot they never get an application master', () => {
    const { Instances, Configurations, ManagedScalingPolicy } = clusterPropertiesOf(clusterOf({ taskNodes: 1, taskMarket: InstanceMarket.SPOT, minimumNodes: 1 }));
    expect(Instances.CoreInstanceGroup).toMatchObject({ Market: 'ON_DEMAND', InstanceCount: 2 });
    expect(Instances.TaskInstanceGroups[0].Market).toBe('SPOT');
    expect(Configurations[1].ConfigurationProperties).toMatchObject({ 'yarn.node-labels.enabled': 'true', 'yarn.node-labels.am.default-node-label-expression': 'CORE' });
    expect(ManagedScalingPolicy.ComputeLimits).toEqual({
      UnitType: 'Instances', MinimumCapacityUnits: 1, MaximumCapacityUnits: 3, MaximumOnDemandCapacityUnits: 2, MaximumCoreCapacityUnits: 2,
    });
  });

  test('masters that do not fit on core nodes are refused', () => {
    const cluster = clusterOf({ taskNodes: 1, taskMarket: InstanceMarket.SPOT });
    (cluster.node.defaultChild as any).addPropertyOverride('Instances.CoreInstanceGroup.InstanceCount', 0);
    expect(() => templateOf(cluster)).toThrow(/SZ2006 nodes: on 0 × r5\.2xlarge and 1 × r5\.2xlarge \(task\)/);
  });
});

describe('a fleet', () => {
  const types = ['r6i.2xlarge', 'r5.4xlarge', 'r5d.2xlarge'];

  test('states every type with its weight in executors, and both targets', () => {
    const cluster = clusterOf({ workload: etl, ...PINS, nodes: 3, fleetInstanceTypes: types, taskNodes: 1, taskMarket: InstanceMarket.SPOT, minimumNodes: 2 });
    const { Instances, ManagedScalingPolicy } = clusterPropertiesOf(cluster);
    const perNode = cluster.plan.cluster!.core.executorsPerNode;
    expect(Instances).not.toHaveProperty('CoreInstanceGroup');
    expect(Instances.MasterInstanceFleet).toMatchObject({ TargetOnDemandCapacity: 1, TargetSpotCapacity: 0 });
    expect(Instances.CoreInstanceFleet).toMatchObject({ TargetOnDemandCapacity: 2 * perNode, TargetSpotCapacity: 0 });
    expect(Instances.TaskInstanceFleets).toEqual([expect.objectContaining({ TargetOnDemandCapacity: 0, TargetSpotCapacity: expect.any(Number) })]);
    const weights = Object.fromEntries(Instances.CoreInstanceFleet.InstanceTypeConfigs.map((type: any) => [type.InstanceType, type.WeightedCapacity]));
    expect(weights).toEqual({ 'r5.2xlarge': perNode, 'r6i.2xlarge': perNode, 'r5.4xlarge': 2 * perNode, 'r5d.2xlarge': perNode });
    const targets = 2 * perNode + Instances.TaskInstanceFleets[0].TargetSpotCapacity;
    expect(ManagedScalingPolicy.ComputeLimits).toEqual({
      UnitType: 'InstanceFleetUnits',
      MinimumCapacityUnits: 2 * perNode,
      MaximumCapacityUnits: targets,
      MaximumOnDemandCapacityUnits: 2 * perNode,
      MaximumCoreCapacityUnits: 2 * perNode,
    });
  });

  test('stands in one of several subnets', () => {
    const stack = stackOf();
    const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
    const { Instances } = clusterPropertiesOf(clusterOf({ vpc, fleetInstanceTypes: ['r5.4xlarge'] }, stack));
    expect(Instances.Ec2SubnetIds).toHaveLength(2);
    expect(Instances).not.toHaveProperty('Ec2SubnetId');
  });

  test('has volumes of its own for each type, none where the instance store will do', () => {
    const { CoreInstanceFleet } = clusterPropertiesOf(clusterOf({ fleetInstanceTypes: ['r5.4xlarge', 'r5d.4xlarge'] })).Instances;
    const [own, larger, store] = CoreInstanceFleet.InstanceTypeConfigs;
    const total = ({ EbsConfiguration: { EbsBlockDeviceConfigs: [only] } }: any) => only.VolumesPerInstance * only.VolumeSpecification.SizeInGB;
    expect(total(larger)).toBe(total(own) * larger.WeightedCapacity / own.WeightedCapacity);
    expect(store).not.toHaveProperty('EbsConfiguration');
  });

  test('refuses types whose memory per core differs too far, with the figures, and types that hold no executor', () => {
    expect(() => clusterOf({ workload: etl, ...PINS, fleetInstanceTypes: ['m5.2xlarge', 'c5.4xlarge'] })).toThrow(
      /SZ2008 fleetInstanceTypes: got m5\.2xlarge, whose YARN has 3072 MiB a vcore; r5\.2xlarge has 7168: types of a fleet differ by at most 25 %, use one from 5376 to 8960/);
    expect(() => clusterOf({ fleetInstanceTypes: ['m5.2xlarge'] })).toThrow(/SZ2008 fleetInstanceTypes: got m5\.2xlarge/);
    expect(() => clusterOf({ fleetInstanceTypes: ['c5.xlarge'] })).toThrow(/SZ2008 fleetInstanceTypes: got c5\.xlarge, on which YARN has .* an executor of the plan takes/);
    expect(() => clusterOf({ fleetInstanceTypes: ['r5.3xlarge', 'r6g.2xlarge'] })).toThrow(/SZ4101 [^]*SZ4102/);
  });

  test('takes further workloads, whose executors every type holds', () => {
    const cluster = clusterOf({ fleetInstanceTypes: types });
    const before = clusterPropertiesOf(cluster).Instances.CoreInstanceFleet.TargetOnDemandCapacity;
    const other = clusterOf({ fleetInstanceTypes: types });
    other.addWorkload('More', etl);
    expect(clusterPropertiesOf(other).Instances.CoreInstanceFleet.TargetOnDemandCapacity).toBeGreaterThan(before);
  });
});
