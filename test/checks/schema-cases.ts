import { Json } from './legal-templates';
import { RuleCase } from './rule-case';

const APP = '/App/Properties';
const CLUSTER = '/Cluster/Properties';
const GROUP = `${CLUSTER}/Instances/CoreInstanceGroup`;

/** Beside the resources of the legal template. */
function one(type: string, properties: Json): Json {
  return { Type: type, Properties: properties };
}

const STUDIO = {
  AuthMode: 'IAM',
  DefaultS3Location: 's3://studio/',
  EngineSecurityGroupId: 'sg-0a1b2c3d',
  Name: 'studio',
  ServiceRole: 'arn:aws:iam::123456789012:role/studio',
  SubnetIds: ['subnet-0a1b2c3d', 'subnet-0123456789abcdef0'],
  VpcId: 'vpc-0a1b2c3d',
  WorkspaceSecurityGroupId: 'sg-0a1b2c3e',
};
const STEP = { ActionOnFailure: 'CONTINUE', HadoopJarStep: { Jar: 'command-runner.jar' }, JobFlowId: { Ref: 'Cluster' }, Name: 'run' };
/** A policy of which none of the figures is known. */
/** Automatic scaling needs a role. */
const SCALED = { '/Cluster/Properties/AutoScalingRole': 'EMR_AutoScaling_DefaultRole' };
const AUTO_SCALING = {
  Constraints: { MinCapacity: 4, MaxCapacity: '8' },
  Rules: [{ Name: 'out', Action: { SimpleScalingPolicyConfiguration: { ScalingAdjustment: 1 } }, Trigger: { CloudWatchAlarmDefinition: { ComparisonOperator: 'LESS_THAN', MetricName: 'YARN', Period: 300, Threshold: '15.5' } } }],
};

export const SCHEMA_CASES: readonly RuleCase[] = [
  {
    id: 'SZ6501',
    what: 'a property of another name',
    fires: { [`${APP}/MaximumCapacity/Memoy`]: '16 GB' },
    at: `${APP}/MaximumCapacity/Memoy`,
    says: /"Memoy".*did you mean Memory\?/,
    close: { [`${APP}/MaximumCapacity/Memoy`]: { Ref: 'AWS::NoValue' } },
  },
  {
    id: 'SZ6501',
    what: 'a name in camel case, as the API has it',
    fires: { [`${CLUSTER}/visibleToAllUsers`]: true },
    at: `${CLUSTER}/visibleToAllUsers`,
    says: /did you mean VisibleToAllUsers\?/,
    close: { [`${CLUSTER}/VisibleToAllUsers`]: 'true' },
  },
  {
    id: 'SZ6501',
    what: 'a name of Object.prototype deep inside',
    fires: { '/Step': one('AWS::EMR::Step', { ...STEP, HadoopJarStep: { Jar: 'a.jar', constructor: {} } }) },
    at: '/Step/Properties/HadoopJarStep/constructor',
    says: /no property here; Args, Jar, MainClass, StepProperties are/,
    close: { '/Step': one('AWS::EMR::Step', { ...STEP, HadoopJarStep: { 'Jar': 'a.jar', 'Fn::Transform': { Name: 'Macro', Parameters: {} } } }) },
  },
  {
    id: 'SZ6502',
    what: 'no properties at all',
    fires: { '/Store': { Type: 'AWS::EMR::SecurityConfiguration' } },
    at: '/Store',
    says: /SecurityConfiguration is left out; an object or text is expected/,
    close: { '/Store': one('AWS::EMR::WALWorkspace', {}) },
  },
  {
    id: 'SZ6502',
    what: 'a part of a capacity taken away by a condition',
    fires: { [`${APP}/MaximumCapacity`]: { Cpu: '42 vCPU', Memory: { Ref: 'AWS::NoValue' } } },
    at: `${APP}/MaximumCapacity`,
    says: /Memory is left out; text is expected/,
    close: { [`${APP}/MaximumCapacity`]: { 'Fn::If': ['Unknown', { Ref: 'AWS::NoValue' }, { Ref: 'AWS::NoValue' }] } },
  },
  {
    id: 'SZ6503',
    what: 'a list of one written as its item',
    fires: { [`${CLUSTER}/Applications`]: { Name: 'Spark' } },
    at: `${CLUSTER}/Applications`,
    says: /got an object with "Name"; a list is expected/,
    close: { [`${CLUSTER}/Applications`]: [{ Name: 'Spark' }] },
  },
  {
    id: 'SZ6503',
    what: 'a fraction of a node',
    fires: { ...SCALED, [`${GROUP}/AutoScalingPolicy`]: { ...AUTO_SCALING, Constraints: { MinCapacity: 4, MaxCapacity: '8.5' } } },
    at: `${GROUP}/AutoScalingPolicy/Constraints/MaxCapacity`,
    says: /got "8.5"; a whole number is expected/,
    close: { ...SCALED, [`${GROUP}/AutoScalingPolicy`]: AUTO_SCALING },
  },
  {
    id: 'SZ6503',
    what: 'yes for true',
    fires: { [`${APP}/AutoStartConfiguration/Enabled`]: 'yes' },
    at: `${APP}/AutoStartConfiguration/Enabled`,
    says: /got "yes"; true or false is expected/,
    close: { [`${APP}/AutoStartConfiguration/Enabled`]: 'True' },
  },
  {
    id: 'SZ6503',
    what: 'null',
    fires: { [`${CLUSTER}/LogUri`]: null },
    at: `${CLUSTER}/LogUri`,
    says: /got null; text is expected/,
    close: { [`${CLUSTER}/LogUri`]: 's3://logs/2026/' },
  },
  {
    id: 'SZ6503',
    what: 'an object as a setting',
    fires: { [`${CLUSTER}/Configurations/-`]: { Classification: 'hive-site', ConfigurationProperties: { 'hive.x': { a: '1' } } } },
    at: `${CLUSTER}/Configurations/1/ConfigurationProperties/hive.x`,
    says: /got an object with "a"; text is expected/,
    close: { [`${CLUSTER}/Configurations/-`]: { Classification: 'hive-site', ConfigurationProperties: { 'hive.x': 1, 'hive.y': false } } },
  },
  {
    id: 'SZ6504',
    what: 'a market in the wrong case',
    fires: { [`${GROUP}/Market`]: 'on_demand' },
    at: `${GROUP}/Market`,
    says: /got "on_demand"; use ON_DEMAND, SPOT; did you mean ON_DEMAND\?/,
    close: { [`${GROUP}/Market`]: '{{resolve:ssm:market}}' },
  },
  {
    id: 'SZ6505',
    what: 'a disk without its unit',
    fires: { [`${APP}/MaximumCapacity/Disk`]: 220 },
    at: `${APP}/MaximumCapacity/Disk`,
    says: /got "220"/,
    close: { [`${APP}/MaximumCapacity/Memory`]: 168 },
  },
  {
    id: 'SZ6505',
    what: 'a key that no setting may have',
    fires: { [`${APP}/RuntimeConfiguration/-`]: { Classification: 'spark-hive-site', Properties: { '1a': 'b' } } },
    at: `${APP}/RuntimeConfiguration/1/Properties/1a`,
    says: /got the key "1a"/,
    close: { [`${APP}/RuntimeConfiguration/-`]: { Classification: 'spark-hive-site', Properties: { a1: 'b' } } },
  },
  {
    id: 'SZ6505',
    what: 'subnets of a studio, by either form of their ids',
    fires: { '/Studio': one('AWS::EMR::Studio', { ...STUDIO, SubnetIds: ['subnet-0a1b2c3'] }) },
    at: '/Studio/Properties/SubnetIds/0',
    says: /got "subnet-0a1b2c3"/,
    close: { '/Studio': one('AWS::EMR::Studio', { ...STUDIO, Tags: [{ Key: 'team', Value: '' }] }) },
  },
  {
    id: 'SZ6506',
    what: 'an index beyond its scale',
    fires: { [`${CLUSTER}/ManagedScalingPolicy`]: { ScalingStrategy: 'ADVANCED', UtilizationPerformanceIndex: '101' } },
    at: `${CLUSTER}/ManagedScalingPolicy/UtilizationPerformanceIndex`,
    says: /got 101; 1 to 100 is allowed/,
    close: { [`${CLUSTER}/ManagedScalingPolicy`]: { ScalingStrategy: 'ADVANCED', UtilizationPerformanceIndex: '100' } },
  },
  {
    id: 'SZ6506',
    what: 'an alarm below zero',
    fires: { ...SCALED, [`${GROUP}/AutoScalingPolicy`]: { ...AUTO_SCALING, Rules: [{ ...AUTO_SCALING.Rules[0], Trigger: { CloudWatchAlarmDefinition: { ComparisonOperator: 'LESS_THAN', MetricName: 'YARN', Period: 300, Threshold: -0.5 } } }] } },
    at: `${GROUP}/AutoScalingPolicy/Rules/0/Trigger/CloudWatchAlarmDefinition/Threshold`,
    says: /got -0.5; at least 0 is allowed/,
    close: { ...SCALED, [`${GROUP}/AutoScalingPolicy`]: AUTO_SCALING },
  },
  {
    id: 'SZ6507',
    what: 'an empty setting',
    fires: { [`${APP}/RuntimeConfiguration/0/Properties/spark.app.id`]: '' },
    at: `${APP}/RuntimeConfiguration/0/Properties/spark.app.id`,
    says: /0 characters long; 1 to 1024 characters are allowed/,
    close: { [`${APP}/RuntimeConfiguration/0/Properties/spark.app.id`]: 'é'.repeat(1024) },
  },
  {
    id: 'SZ6508',
    what: 'no subnet in the list',
    fires: { [`${APP}/NetworkConfiguration/SubnetIds`]: [] },
    at: `${APP}/NetworkConfiguration/SubnetIds`,
    says: /got 0 items; 1 to 16 are allowed/,
    close: { [`${APP}/NetworkConfiguration/SubnetIds`]: [{ 'Fn::If': ['Unknown', 'subnet-1', { Ref: 'AWS::NoValue' }] }] },
  },
  {
    id: 'SZ6508',
    what: 'more settings than a classification takes',
    fires: { [`${APP}/RuntimeConfiguration/-`]: { Classification: 'spark-hive-site', Properties: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`a${index}`, 'b'])) } },
    at: `${APP}/RuntimeConfiguration/1/Properties`,
    says: /got 101 keys; at most 100 are allowed/,
    close: { [`${APP}/RuntimeConfiguration/-`]: { Classification: 'spark-hive-site', Properties: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`a${index}`, 'b'])) } },
  },
  {
    id: 'SZ6509',
    what: 'a security group twice',
    fires: { [`${APP}/NetworkConfiguration/SecurityGroupIds`]: ['sg-0a1b2c3d', 'sg-1', { 'Fn::Sub': 'sg-0a1b2c3d' }] },
    at: `${APP}/NetworkConfiguration/SecurityGroupIds/2`,
    says: /"sg-0a1b2c3d" stands in this list twice/,
    close: { [`${APP}/NetworkConfiguration/SecurityGroupIds`]: [{ Ref: 'GroupA' }, { Ref: 'GroupA' }] },
  },
  {
    id: 'SZ6509',
    what: 'a tag twice, and arguments that repeat a flag',
    fires: { '/Store': one('AWS::EMR::WALWorkspace', { Tags: [{ Key: 'a', Value: 'b' }, { Key: 'a', Value: 'b' }] }) },
    at: '/Store/Properties/Tags/1',
    says: /twice/,
    close: { '/Step': one('AWS::EMR::Step', { ...STEP, HadoopJarStep: { Jar: 'command-runner.jar', Args: ['spark-submit', '--conf', 'a=1', '--conf', 'b=2', 's3://a/b.py'] } }) },
  },
  {
    id: 'SZ6510',
    what: 'an id that the service gives',
    fires: { [`${APP}/ApplicationId`]: '00f1' },
    at: `${APP}/ApplicationId`,
    says: /ApplicationId is set; the service sets it/,
    close: { [`${APP}/Name`]: '00f1' },
  },
  {
    id: 'SZ6511',
    what: 'a group of instances by its name in the API',
    fires: { '/Group': one('AWS::EMR::InstanceGroupConfigs', {}) },
    at: '/Group/Type',
    says: /did you mean AWS::EMR::InstanceGroupConfig\?/,
    close: { '/Group': one('AWS::EMR::NewThing', {}) },
  },
];
