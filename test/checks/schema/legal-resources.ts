import { JsonObject, LEGAL_APPLICATION, LEGAL_CLUSTER } from '../legal-templates';

const CONFIGURATIONS = [{ Classification: 'yarn-site', ConfigurationProperties: { 'yarn.log-aggregation-enable': 'true' }, Configurations: [{ Classification: 'export', ConfigurationProperties: { A: 'b' } }] }];
const VOLUMES = { EbsOptimized: true, EbsBlockDeviceConfigs: [{ VolumesPerInstance: 2, VolumeSpecification: { SizeInGB: 64, VolumeType: 'gp3', Iops: 3000, Throughput: 125 } }] };
const SPOT = { OnDemandSpecification: { AllocationStrategy: 'lowest-price' }, SpotSpecification: { TimeoutAction: 'TERMINATE_CLUSTER', TimeoutDurationMinutes: 20, AllocationStrategy: 'capacity-optimized' } };
const FLEET = {
  Name: 'task',
  TargetOnDemandCapacity: 1,
  TargetSpotCapacity: 0,
  LaunchSpecifications: SPOT,
  ResizeSpecifications: { SpotResizeSpecification: { TimeoutDurationMinutes: 20 }, OnDemandResizeSpecification: { TimeoutDurationMinutes: 20, AllocationStrategy: 'prioritized' } },
  InstanceTypeConfigs: [{ InstanceType: 'm5.4xlarge', WeightedCapacity: 1, Priority: 0, BidPriceAsPercentageOfOnDemandPrice: 80.5, EbsConfiguration: VOLUMES, Configurations: CONFIGURATIONS }],
};
const SCALING = {
  Constraints: { MinCapacity: 1, MaxCapacity: 3 },
  Rules: [{
    Name: 'out',
    Description: 'more',
    Action: { Market: 'ON_DEMAND', SimpleScalingPolicyConfiguration: { AdjustmentType: 'CHANGE_IN_CAPACITY', ScalingAdjustment: 1, CoolDown: 300 } },
    Trigger: {
      CloudWatchAlarmDefinition: {
        ComparisonOperator: 'LESS_THAN',
        MetricName: 'YARNMemoryAvailablePercentage',
        Period: 300,
        Threshold: 15,
        Statistic: 'AVERAGE',
        Unit: 'PERCENT',
        EvaluationPeriods: 1,
        Namespace: 'AWS/ElasticMapReduce',
        Dimensions: [{ Key: 'JobFlowId', Value: '${emr.clusterId}' }],
      },
    },
  }],
};
const STEP = { Name: 'run', ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar: 'command-runner.jar', MainClass: 'a.B', Args: ['spark-submit', 's3://a/b.py'], StepProperties: [{ Key: 'a', Value: 'b' }] } };
const TAGS = [{ Key: 'team', Value: 'data' }];
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d';
const ROLE = 'arn:aws:iam::123456789012:role/studio';

/** A legal resource of every type, with as many properties as go together by the schemas; how they go together with one another is not their matter. */
export const LEGAL_RESOURCES: Readonly<Record<string, JsonObject>> = {
  'AWS::EMRServerless::Application': {
    ...LEGAL_APPLICATION.Properties as JsonObject,
    Name: 'nightly',
    IdentityCenterConfiguration: { IdentityCenterInstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef' },
    InteractiveConfiguration: { LivyEndpointEnabled: false, StudioEnabled: true, SessionEnabled: false },
    MonitoringConfiguration: {
      S3MonitoringConfiguration: { LogUri: 's3://logs/', EncryptionKeyArn: KEY },
      ManagedPersistenceMonitoringConfiguration: { Enabled: true, EncryptionKeyArn: KEY },
      CloudWatchLoggingConfiguration: { Enabled: true, LogGroupName: '/emr', LogStreamNamePrefix: 'a', LogTypeMap: [{ Key: 'SPARK_DRIVER', Value: ['STDOUT', 'STDERR'] }] },
      PrometheusMonitoringConfiguration: { RemoteWriteUrl: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write' },
    },
    WorkerTypeSpecifications: { Driver: { ImageConfiguration: { ImageUri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/spark/own:1.0' } } },
    Tags: TAGS,
  },
  'AWS::EMR::Cluster': {
    ...LEGAL_CLUSTER.Properties as JsonObject,
    AdditionalInfo: '{}',
    BootstrapActions: [{ Name: 'own', ScriptBootstrapAction: { Path: 's3://a/b.sh', Args: ['a'] } }],
    EbsRootVolumeSize: 30,
    EbsRootVolumeIops: 3000,
    EbsRootVolumeThroughput: 125,
    KerberosAttributes: { KdcAdminPassword: 'secret', Realm: 'EC2.INTERNAL' },
    ManagedScalingPolicy: { ScalingStrategy: 'ADVANCED', UtilizationPerformanceIndex: 50, ComputeLimits: { UnitType: 'Instances', MinimumCapacityUnits: 2, MaximumCapacityUnits: 9, MaximumCoreCapacityUnits: 3 } },
    PlacementGroupConfigs: [{ InstanceRole: 'MASTER', PlacementStrategy: 'SPREAD' }],
    ScaleDownBehavior: 'TERMINATE_AT_TASK_COMPLETION',
    StepConcurrencyLevel: 4,
    Steps: [STEP],
    Tags: TAGS,
    Configurations: CONFIGURATIONS,
    Instances: {
      Ec2SubnetIds: ['subnet-0a1b2c3d'],
      KeepJobFlowAliveWhenNoSteps: true,
      TerminationProtected: false,
      Placement: { AvailabilityZone: 'eu-west-1a' },
      MasterInstanceGroup: { InstanceCount: 1, InstanceType: 'm5.xlarge', Market: 'ON_DEMAND' },
      CoreInstanceGroup: { InstanceCount: 4, InstanceType: 'm5.4xlarge', Market: 'SPOT', BidPrice: '1.0', AutoScalingPolicy: SCALING, EbsConfiguration: VOLUMES, Configurations: CONFIGURATIONS },
      TaskInstanceFleets: [FLEET],
    },
  },
  'AWS::EMR::InstanceGroupConfig': { JobFlowId: 'j-1', InstanceCount: 1, InstanceRole: 'TASK', InstanceType: 'm5.4xlarge', AutoScalingPolicy: SCALING, EbsConfiguration: VOLUMES, Configurations: CONFIGURATIONS },
  'AWS::EMR::InstanceFleetConfig': { ClusterId: 'j-1', InstanceFleetType: 'TASK', ...FLEET },
  'AWS::EMR::SecurityConfiguration': { Name: 'own', SecurityConfiguration: { EncryptionConfiguration: { EnableInTransitEncryption: false } } },
  'AWS::EMR::Step': { JobFlowId: 'j-1', ...STEP },
  'AWS::EMR::Studio': {
    AuthMode: 'IAM',
    DefaultS3Location: 's3://studio/',
    Description: 'own',
    EncryptionKeyArn: KEY,
    EngineSecurityGroupId: 'sg-0a1b2c3d',
    Name: 'studio',
    ServiceRole: ROLE,
    UserRole: ROLE,
    SubnetIds: ['subnet-0a1b2c3d', 'subnet-0123456789abcdef0'],
    VpcId: 'vpc-0a1b2c3d',
    WorkspaceSecurityGroupId: 'sg-0a1b2c3e',
    Tags: TAGS,
    IdpAuthUrl: 'https://idp.example.com/a?b=c',
    TrustedIdentityPropagationEnabled: true,
    IdcUserAssignment: 'REQUIRED',
    IdcInstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
    IdpRelayStateParameterName: 'RelayState',
  },
  'AWS::EMR::WALWorkspace': { WALWorkspaceName: 'wal1', Tags: TAGS },
};
