import { Json } from './legal-templates';
import { Patch, RuleCase } from './rule-case';

const APP = '/App/Properties';
const MAXIMUM = `${APP}/MaximumCapacity`;
const WORKER = `${APP}/InitialCapacity/1/Value/WorkerConfiguration`;
const DRIVER = `${APP}/InitialCapacity/0/Value/WorkerConfiguration`;
const COUNT = `${APP}/InitialCapacity/1/Value/WorkerCount`;
const SETTINGS = `${APP}/RuntimeConfiguration/0/Properties`;
const LABEL = `${APP}/ReleaseLabel`;
const MONITORING = `${APP}/MonitoringConfiguration`;

const NO_JOB: Patch = { '/Machine': undefined };
const NO_POOL: Patch = { [`${APP}/InitialCapacity`]: undefined };
const NO_LIMIT: Patch = { [MAXIMUM]: undefined };
const ALONE: Patch = { ...NO_JOB, ...NO_POOL, ...NO_LIMIT };
const NO_SCHEDULER: Patch = { [`${APP}/SchedulerConfiguration`]: undefined };
/** Jobs of the service's own sizes. */
const UNSIZED: Patch = { ...NO_JOB, [`${APP}/RuntimeConfiguration`]: undefined };

const set = (settings: Readonly<Record<string, Json | undefined>>): Patch => Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${SETTINGS}/${key}`, value]));
const at = (key: string) => `${SETTINGS}/${key}`;
const capacity = (Cpu: string, Memory: string, Disk?: string): Json => ({ Cpu, Memory, ...Disk === undefined ? {} : { Disk } });
const image = { ImageConfiguration: { ImageUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:1' } };

const INITIAL = 'spark.dynamicAllocation.initialExecutors';
const MOST = 'spark.dynamicAllocation.maxExecutors';
const DYNAMIC = 'spark.dynamicAllocation.enabled';
const HEAP = 'spark.executor.memory';
const OVERHEAD = 'spark.executor.memoryOverhead';
const STORAGE = 'spark.aws.serverlessStorage.enabled';

const WORKERS: readonly RuleCase[] = [
  {
    id: 'SZ6001',
    what: 'memory between two rows',
    fires: { [`${WORKER}/Memory`]: '31 GB' },
    at: WORKER,
    says: /got 4 vCPU, 31 GB.*use 4 vCPU, 30 GB/,
    close: { [`${WORKER}/Memory`]: { Ref: 'AWS::StackName' } },
  },
  {
    id: 'SZ6001',
    what: 'vCPU that no worker has, and a memory that is not known',
    fires: { [`${WORKER}/Cpu`]: '3 vCPU', [`${WORKER}/Memory`]: { Ref: 'AWS::StackName' } },
    at: `${WORKER}/Cpu`,
    says: /got 3 vCPU; a worker has 1, 2, 4, 8, 16, 32 vCPU/,
    close: { [`${WORKER}/Cpu`]: { Ref: 'AWS::StackName' } },
  },
  {
    id: 'SZ6001',
    what: 'memory between two steps of 8 vCPU, behind a parameter',
    fires: { ...NO_LIMIT, [`${WORKER}/Cpu`]: '8', [`${WORKER}/Memory`]: { 'Fn::Sub': '${Size} GB' }, '/../Parameters/Size': { Type: 'Number', Default: 22 } },
    at: WORKER,
    says: /got 8 vCPU, 22 GB.*use 8 vCPU, 20 GB or 8 vCPU, 24 GB/,
    close: { [`${WORKER}/Memory`]: { 'Fn::Sub': '${Size} GB' }, '/../Parameters/Size': { Type: 'Number', Default: 16 } },
    also: ['SZ6018'],
  },
  { id: 'SZ6002', what: 'a disk below the least', fires: { [`${WORKER}/Disk`]: '19 GB' }, at: `${WORKER}/Disk`, says: /got 19 GB; .*20 to 200 GB/, close: { ...NO_LIMIT, [`${WORKER}/Disk`]: '200 GB' } },
  {
    id: 'SZ6002',
    what: 'a standard disk above the most',
    fires: { ...NO_LIMIT, [`${WORKER}/Disk`]: '500 GB' },
    at: `${WORKER}/Disk`,
    says: /got 500 GB; .*20 to 200 GB \(STANDARD\); use SHUFFLE_OPTIMIZED/,
    close: { ...NO_LIMIT, [`${WORKER}/Disk`]: '500 GB', [`${WORKER}/DiskType`]: 'Shuffle_Optimized' },
  },
  {
    id: 'SZ6002',
    what: 'a disk above the most of any type',
    fires: { ...NO_LIMIT, [`${WORKER}/Disk`]: '2001 GB', [`${WORKER}/DiskType`]: { Ref: 'AWS::StackName' } },
    at: `${WORKER}/Disk`,
    says: /20 to 2000 GB \(SHUFFLE_OPTIMIZED\)/,
    close: { ...NO_LIMIT, [`${WORKER}/Disk`]: '2000 GB', [`${WORKER}/DiskType`]: { Ref: 'AWS::StackName' } },
  },
  { id: 'SZ6007', what: 'a key that is misspelt', fires: { [`${APP}/InitialCapacity/1/Key`]: 'Executer' }, at: `${APP}/InitialCapacity/1/Key`, says: /did you mean Executor/, close: { [`${APP}/InitialCapacity/1/Key`]: 'EXECUTOR' } },
  {
    id: 'SZ6007',
    what: 'a driver of Spark in an application of Hive',
    fires: { ...UNSIZED, [`${APP}/Type`]: 'Hive', [`${APP}/InitialCapacity/1/Key`]: 'TEZ_TASK' },
    at: `${APP}/InitialCapacity/0/Key`,
    says: /got Driver; workers of an application of hive are HiveDriver and TezTask/,
    close: { ...UNSIZED, [`${APP}/Type`]: 'HIVE', [`${APP}/InitialCapacity/1/Key`]: 'TEZ_TASK', [`${APP}/InitialCapacity/0/Key`]: 'HiveDriver' },
  },
  {
    id: 'SZ6007',
    what: 'an image for a task of Hive',
    fires: { [`${APP}/WorkerTypeSpecifications`]: { Driver: image, Executor: image, TezTask: image } },
    at: `${APP}/WorkerTypeSpecifications/TezTask`,
    says: /got TezTask/,
    close: { [`${APP}/WorkerTypeSpecifications`]: { DRIVER: image, EXECUTOR: image } },
  },
  {
    id: 'SZ6008',
    what: 'executors twice',
    fires: { [`${APP}/InitialCapacity/-`]: { Key: 'EXECUTOR', Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: '4 vCPU', Memory: '16 GB' } } } },
    at: `${APP}/InitialCapacity/2/Key`,
    says: /got EXECUTOR again, which stands at .*\/InitialCapacity\/1\/Key/,
    close: { [`${APP}/InitialCapacity/-`]: { 'Fn::If': ['Large', { Key: 'EXECUTOR', Value: {} }, { Ref: 'AWS::NoValue' }] }, '/../Conditions/Large': { 'Fn::Equals': ['a', 'b'] } },
  },
  {
    id: 'SZ6009',
    what: 'an image for drivers only',
    fires: { [`${APP}/WorkerTypeSpecifications`]: { Driver: image } },
    at: `${APP}/WorkerTypeSpecifications`,
    says: /got Driver; Executor is missing/,
    close: { [`${APP}/WorkerTypeSpecifications`]: {} },
  },
];

const PROPERTIES: readonly RuleCase[] = [
  { id: 'SZ6003', what: 'a scheduler before 7.0', fires: { [LABEL]: 'emr-6.15.0' }, at: `${APP}/SchedulerConfiguration`, says: /use emr-7.0.0 or later/, close: { [LABEL]: 'emr-6.15.0', ...NO_SCHEDULER } },
  {
    id: 'SZ6003',
    what: 'a shuffle-optimized disk before 7.1',
    fires: { [LABEL]: 'emr-7.0.0', [`${WORKER}/DiskType`]: 'SHUFFLE_OPTIMIZED' },
    at: `${WORKER}/DiskType`,
    says: /emr-7.0.0 does not have shuffle-optimized.*use emr-7.1.0/,
    close: { [LABEL]: 'emr-7.0.0', [`${WORKER}/DiskType`]: 'STANDARD' },
  },
  {
    id: 'SZ6003',
    what: 'sessions before 7.13',
    fires: { [`${APP}/InteractiveConfiguration`]: { SessionEnabled: true, StudioEnabled: true } },
    at: `${APP}/InteractiveConfiguration/SessionEnabled`,
    says: /use emr-7.13.0/,
    close: { [`${APP}/InteractiveConfiguration`]: { SessionEnabled: false, StudioEnabled: true, LivyEndpointEnabled: true } },
  },
  {
    id: 'SZ6003',
    what: 'a Livy endpoint before 6.14',
    fires: { ...NO_SCHEDULER, [LABEL]: 'emr-6.13.0', [`${APP}/InteractiveConfiguration`]: { LivyEndpointEnabled: 'true' } },
    at: `${APP}/InteractiveConfiguration/LivyEndpointEnabled`,
    says: /use emr-6.14.0/,
    close: { ...NO_SCHEDULER, [LABEL]: 'emr-6.14.0', [`${APP}/InteractiveConfiguration`]: { LivyEndpointEnabled: 'true' } },
  },
  {
    id: 'SZ6003',
    what: 'a studio before 6.14',
    fires: { ...NO_SCHEDULER, [LABEL]: 'emr-6.9.0', [`${APP}/InteractiveConfiguration`]: { StudioEnabled: true } },
    at: `${APP}/InteractiveConfiguration/StudioEnabled`,
    says: /emr-6.9.0/,
    close: { ...NO_SCHEDULER, [LABEL]: 'emr-6.9.0', [`${APP}/InteractiveConfiguration`]: { StudioEnabled: { Ref: 'AWS::StackName' } } },
  },
  {
    id: 'SZ6003',
    what: 'Identity Center before 7.8',
    fires: { [LABEL]: 'emr-7.7.0', [`${APP}/IdentityCenterConfiguration`]: { IdentityCenterInstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef' } },
    at: `${APP}/IdentityCenterConfiguration/IdentityCenterInstanceArn`,
    says: /use emr-7.8.0/,
    close: { [LABEL]: 'emr-7.8.0', [`${APP}/IdentityCenterConfiguration`]: { IdentityCenterInstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef' } },
  },
  {
    id: 'SZ6003',
    what: 'Prometheus before 7.1',
    fires: { [LABEL]: 'emr-7.0.0', [`${MONITORING}/PrometheusMonitoringConfiguration`]: { RemoteWriteUrl: { Ref: 'AWS::StackName' } } },
    at: `${MONITORING}/PrometheusMonitoringConfiguration`,
    says: /Prometheus; use emr-7.1.0/,
    close: { [LABEL]: 'emr-7.0.0', [`${MONITORING}/PrometheusMonitoringConfiguration`]: { Ref: 'AWS::NoValue' } },
  },
  {
    id: 'SZ6003',
    what: 'a log4j2 classification before 6.8',
    fires: { ...NO_SCHEDULER, [LABEL]: 'emr-6.7.0', [`${APP}/RuntimeConfiguration/-`]: { Classification: 'spark-driver-log4j2', Properties: { 'rootLogger.level': 'error' } } },
    at: `${APP}/RuntimeConfiguration/1/Classification`,
    says: /log4j2.*use emr-6.8.0/,
    close: { ...NO_SCHEDULER, [LABEL]: 'emr-6.8.0', [`${APP}/RuntimeConfiguration/-`]: { Classification: 'spark-driver-log4j2', Properties: { 'rootLogger.level': 'error' } } },
  },
  { id: 'SZ6004', what: 'text that is no label', fires: { [LABEL]: '7.12' }, at: LABEL, says: /got 7.12; use .*emr-7.12.0/, close: { [LABEL]: 'emr-7.12.0-latest' } },
  { id: 'SZ6004', what: 'a patch that EMR Serverless does not have', fires: { ...NO_SCHEDULER, [LABEL]: 'emr-6.9.1' }, at: LABEL, says: /got emr-6.9.1, which EMR Serverless does not have/, close: { ...NO_SCHEDULER, [LABEL]: 'emr-6.9.0' } },
  { id: 'SZ6004', what: 'a release before the first', fires: { ...NO_SCHEDULER, [LABEL]: 'emr-5.36.0' }, at: LABEL, says: /emr-6.6.0/, close: { ...NO_SCHEDULER, [LABEL]: 'emr-6.6.0' } },
  { id: 'SZ6004', what: 'a release between two that never was', fires: { ...NO_SCHEDULER, [LABEL]: 'emr-6.16.0' }, at: LABEL, says: /got emr-6.16.0, which is not among .*use emr-6.15.0 or emr-7.0.0/, close: { [LABEL]: { Ref: 'AWS::StackName' } } },
  { id: 'SZ6005', what: 'a release that may come', fires: { [LABEL]: 'emr-7.99.0' }, at: LABEL, says: /got emr-7.99.0: .*newest known before it/, close: { [LABEL]: 'emr-7.14.0' } },
  { id: 'SZ6005', what: 'a patch that may have come', fires: { [LABEL]: 'emr-7.11.7' }, at: LABEL, says: /emr-7.11.0/, close: { [LABEL]: 'emr-7.11.0' } },
  { id: 'SZ6005', what: 'the label of another line', fires: { [LABEL]: 'emr-8.0.0' }, at: LABEL, says: /did you mean emr-spark-8.0.0/, close: { [LABEL]: 'emr-spark-8.1.0' } },
  { id: 'SZ6006', what: 'an engine that is not there', fires: { [`${APP}/Type`]: 'Sparc' }, at: `${APP}/Type`, says: /got Sparc; Spark or Hive is expected; did you mean Spark/, close: { [`${APP}/Type`]: 'SPARK' } },
  { id: 'SZ6006', what: 'the name of a property of every object', fires: { [`${APP}/Type`]: 'constructor' }, at: `${APP}/Type`, says: /got constructor/, close: { [`${APP}/Type`]: { Ref: 'AWS::StackName' } } },
  {
    id: 'SZ6010',
    what: 'Lake Formation with an image',
    fires: { ...NO_LIMIT, ...set({ 'spark.emr-serverless.lakeformation.enabled': 'true' }), [`${APP}/ImageConfiguration`]: image.ImageConfiguration },
    at: `${APP}/ImageConfiguration/ImageUri`,
    says: /custom image/,
    close: { ...NO_LIMIT, ...set({ 'spark.emr-serverless.lakeformation.enabled': 'true' }) },
  },
  { id: 'SZ6021', what: 'subnets alone', fires: { [`${APP}/NetworkConfiguration/SecurityGroupIds`]: undefined }, at: `${APP}/NetworkConfiguration`, says: /got SubnetIds without SecurityGroupIds/, close: { [`${APP}/NetworkConfiguration`]: {} } },
  { id: 'SZ6021', what: 'security groups alone', fires: { [`${APP}/NetworkConfiguration/SubnetIds`]: { Ref: 'AWS::NoValue' } }, at: `${APP}/NetworkConfiguration`, says: /got SecurityGroupIds without/, close: { [`${APP}/NetworkConfiguration/SubnetIds`]: { Ref: 'Subnets' } } },
  { id: 'SZ6022', what: 'a log group and no Enabled', fires: { [MONITORING]: { CloudWatchLoggingConfiguration: { LogGroupName: '/emr' } } }, at: `${MONITORING}/CloudWatchLoggingConfiguration`, says: /got LogGroupName without Enabled/, close: { [MONITORING]: { CloudWatchLoggingConfiguration: { Enabled: false, LogGroupName: '/emr' } } } },
  {
    id: 'SZ6023',
    what: 'a type of logs that is misspelt',
    fires: { [MONITORING]: { CloudWatchLoggingConfiguration: { Enabled: true, LogTypeMap: [{ Key: 'SPARK_DRIVER', Value: ['STDOUT', 'STDER'] }] } } },
    at: `${MONITORING}/CloudWatchLoggingConfiguration/LogTypeMap/0/Value/1`,
    says: /got STDER; .*did you mean STDERR/,
    close: { [MONITORING]: { CloudWatchLoggingConfiguration: { Enabled: true, LogTypeMap: [{ Key: 'SPARK_DRIVER', Value: ['stdout', 'STDERR'] }] } } },
  },
  {
    id: 'SZ6024',
    what: 'a path without a bucket',
    fires: { [MONITORING]: { S3MonitoringConfiguration: { LogUri: 'logs/emr' } } },
    at: `${MONITORING}/S3MonitoringConfiguration/LogUri`,
    says: /got logs\/emr; s3:\/\/BUCKET/,
    close: { [MONITORING]: { S3MonitoringConfiguration: { LogUri: { 'Fn::Sub': 's3://${Bucket}/emr' } } } },
  },
  {
    id: 'SZ6025',
    what: 'managed logs off and nothing else',
    fires: { [MONITORING]: { ManagedPersistenceMonitoringConfiguration: { Enabled: false } } },
    at: `${MONITORING}/ManagedPersistenceMonitoringConfiguration/Enabled`,
    says: /no logs in S3 or CloudWatch/,
    close: { [MONITORING]: { ManagedPersistenceMonitoringConfiguration: { Enabled: false }, S3MonitoringConfiguration: { LogUri: 's3://logs' } } },
  },
  {
    id: 'SZ6025',
    what: 'managed logs off, and CloudWatch too',
    fires: { [MONITORING]: { ManagedPersistenceMonitoringConfiguration: { Enabled: false }, CloudWatchLoggingConfiguration: { Enabled: false } } },
    at: `${MONITORING}/ManagedPersistenceMonitoringConfiguration/Enabled`,
    says: /got false/,
    close: { [MONITORING]: { ManagedPersistenceMonitoringConfiguration: { Enabled: false }, CloudWatchLoggingConfiguration: { Enabled: { Ref: 'AWS::StackName' } } } },
  },
];

const CAPACITY: readonly RuleCase[] = [
  { id: 'SZ6011', what: 'a pool above the vCPU', fires: { [COUNT]: 11 }, at: MAXIMUM, says: /take 46 vCPU, 184 GB, 240 GB.*cpu has 42 vCPU and needs 46 vCPU.*disk has 220 GB/, close: { [COUNT]: 10 } },
  { id: 'SZ6011', what: 'a pool above the disk alone, by the default disk', fires: { [`${MAXIMUM}/Disk`]: '79 GB', [`${WORKER}/Disk`]: undefined }, at: MAXIMUM, says: /in which disk has 79 GB and needs 80 GB$/, close: { [`${MAXIMUM}/Disk`]: undefined, [`${WORKER}/Disk`]: undefined } },
  {
    id: 'SZ6011',
    what: 'a pool of Hive',
    fires: { ...UNSIZED, [`${APP}/Type`]: 'Hive', [`${APP}/InitialCapacity`]: [{ Key: 'TezTask', Value: { WorkerCount: '12', WorkerConfiguration: { Cpu: '4', Memory: '8' } } }] },
    at: MAXIMUM,
    says: /needs 48 vCPU/,
    close: { ...UNSIZED, [`${APP}/Type`]: 'Hive', [`${APP}/InitialCapacity`]: [{ Key: 'TezTask', Value: { WorkerCount: { Ref: 'AWS::StackName' }, WorkerConfiguration: { Cpu: '4', Memory: '8' } } }] },
  },
  {
    id: 'SZ6012',
    what: 'less than two of the smallest workers',
    fires: { ...NO_POOL, [MAXIMUM]: capacity('1 vCPU', '168 GB') },
    at: MAXIMUM,
    says: /take 2 vCPU, 4 GB, 40 GB of disk; cpu has 1 vCPU and needs 2 vCPU/,
    close: { ...UNSIZED, ...NO_POOL, [`${APP}/Type`]: 'Hive', [MAXIMUM]: capacity('1 vCPU', '168 GB') },
  },
  {
    id: 'SZ6013',
    what: 'no room for an executor beside the driver: vCPU',
    fires: { ...NO_JOB, ...NO_POOL, [MAXIMUM]: capacity('5 vCPU', '168 GB') },
    at: MAXIMUM,
    says: /a driver of 2 vCPU, 7 GB, 20 GB of disk and executors of 4 vCPU, 16 GB.*exceeded maximumCapacity settings: \[cpu: 5 vCPU\].*use a MaximumCapacity of 6 vCPU, 23 GB, 40 GB/,
    close: { ...NO_JOB, ...NO_POOL, [MAXIMUM]: capacity('6 vCPU', '168 GB'), ...set({ [INITIAL]: '1', [MOST]: '1' }) },
  },
  {
    id: 'SZ6013',
    what: 'no room for an executor beside the driver: disk alone, the rest not known',
    fires: { ...NO_JOB, ...NO_POOL, [MAXIMUM]: { Cpu: { Ref: 'AWS::StackName' }, Memory: { Ref: 'AWS::StackName' }, Disk: '50 GB' }, ...set({ 'spark.emr-serverless.executor.disk': '31G' }) },
    at: MAXIMUM,
    says: /\[disk: 50 GB\]/,
    close: { ...NO_JOB, ...NO_POOL, [MAXIMUM]: { Cpu: { Ref: 'AWS::StackName' }, Memory: { Ref: 'AWS::StackName' }, Disk: { Ref: 'AWS::StackName' } } },
  },
  {
    id: 'SZ6013',
    what: 'a driver that finds no room itself',
    fires: { ...NO_JOB, ...NO_POOL, [MAXIMUM]: capacity('4 vCPU', '6 GB') },
    at: MAXIMUM,
    says: /"Job failed as application has exceeded maximumCapacity settings"/,
    close: { ...NO_JOB, ...NO_POOL, [MAXIMUM]: capacity('4 vCPU', '6 GB'), ...set({ 'spark.driver.memory': { Ref: 'AWS::StackName' } }) },
  },
  {
    id: 'SZ6014',
    what: 'one worker of the default size',
    fires: { ...UNSIZED, ...NO_POOL, [MAXIMUM]: capacity('4 vCPU', '16 GB') },
    at: MAXIMUM,
    says: /\[cpu: 4 vCPU, memory: 16 GB\].*use a MaximumCapacity of 8 vCPU, 32 GB, 40 GB/,
    close: { ...UNSIZED, ...NO_POOL, [MAXIMUM]: capacity('8 vCPU', '32 GB') },
  },
  {
    id: 'SZ6015',
    what: 'more runs than have a driver and an executor',
    fires: { [`${APP}/SchedulerConfiguration/MaxConcurrentRuns`]: 8 },
    at: `${APP}/SchedulerConfiguration/MaxConcurrentRuns`,
    says: /got 8, and MaximumCapacity holds a driver and an executor of 5 runs only.*use 5, or a MaximumCapacity of 48 vCPU, 185 GB, 320 GB/,
    close: { [`${APP}/SchedulerConfiguration/MaxConcurrentRuns`]: 5 },
  },
  {
    id: 'SZ6015',
    what: 'more runs than the smallest workers allow',
    fires: { ...UNSIZED, ...NO_POOL, [`${APP}/SchedulerConfiguration/MaxConcurrentRuns`]: 22 },
    at: `${APP}/SchedulerConfiguration/MaxConcurrentRuns`,
    says: /take 44 vCPU, 88 GB, 880 GB.*cpu has 42 vCPU and needs 44 vCPU, disk has 220 GB.*use 5 or fewer/,
    close: { ...UNSIZED, ...NO_POOL, [`${APP}/SchedulerConfiguration/MaxConcurrentRuns`]: 5 },
  },
  { id: 'SZ6016', what: 'one executor too many', fires: { ...NO_JOB, ...set({ [MOST]: '11' }) }, at: at(MOST), says: /may ask for 11 executors, and MaximumCapacity grants 10: .*use 10, or raise/, close: set({ [MOST]: '10' }) },
  { id: 'SZ6016', what: 'more executors at the start', fires: { ...NO_JOB, ...set({ [MOST]: undefined, [INITIAL]: '12' }) }, at: at(INITIAL), says: /^at its start .*ask for 12 executors.*grants 10/, close: { ...NO_JOB, ...set({ [MOST]: undefined, [INITIAL]: '10' }) } },
  {
    id: 'SZ6016',
    what: 'a fixed count',
    fires: { ...NO_JOB, ...set({ [MOST]: undefined, [INITIAL]: undefined, [DYNAMIC]: 'false', 'spark.executor.instances': '11' }) },
    at: at('spark.executor.instances'),
    says: /ask for 11 executors.*grants 10/,
    close: { ...NO_JOB, ...set({ [MOST]: '99', [INITIAL]: undefined, [DYNAMIC]: 'false', 'spark.executor.instances': '10' }) },
  },
];

const POOL: readonly RuleCase[] = [
  { id: 'SZ6017', what: 'a driver that is larger by its overhead', fires: { [`${DRIVER}/Memory`]: '6 GB' }, at: DRIVER, says: /the driver of the application's settings asks for 2 vCPU and 7168 MiB.*has 2 vCPU, 6 GB.*use 2 vCPU, 7 GB/, close: { [`${DRIVER}/Memory`]: '7 GB' }, also: ['SZ6016'] },
  { id: 'SZ6017', what: 'an executor with more cores', fires: { ...NO_JOB, [`${WORKER}/Cpu`]: '2 vCPU' }, at: WORKER, says: /asks for 4 vCPU.*has 2 vCPU, 16 GB/, close: { ...NO_JOB, [`${WORKER}/Cpu`]: { Ref: 'AWS::StackName' } }, also: ['SZ6016'] },
  { id: 'SZ6018', what: 'twice the worker', fires: { ...NO_LIMIT, [`${WORKER}/Cpu`]: '8 vCPU', [`${WORKER}/Memory`]: '32 GB' }, at: WORKER, says: /got 8 vCPU, 32 GB, and the executor asks for 4 vCPU.*use 4 vCPU, 16 GB/, close: { ...NO_LIMIT, [`${WORKER}/Memory`]: '20 GB' } },
  {
    id: 'SZ6019',
    what: 'a pool',
    fires: { ...NO_LIMIT, ...set({ [STORAGE]: 'true', 'spark.driver.cores': '4' }) },
    at: at(STORAGE),
    says: /never use the pre-initialised workers at .*InitialCapacity\/0/,
    close: { ...NO_LIMIT, ...NO_POOL, ...set({ [STORAGE]: 'true', 'spark.driver.cores': '4' }) },
  },
  { id: 'SZ6020', what: 'a pool', fires: { [`${APP}/AutoStopConfiguration`]: { Enabled: false } }, at: `${APP}/AutoStopConfiguration/Enabled`, says: /got false with 2 kinds of pre-initialised workers/, close: { ...NO_POOL, [`${APP}/AutoStopConfiguration`]: { Enabled: false } } },
  {
    id: 'SZ6026',
    what: 'a driver of half the default size',
    fires: UNSIZED,
    at: DRIVER,
    says: /the driver of a job that states no sizes asks for 4 vCPU and 15769 MiB.*has 2 vCPU, 8 GB/,
    close: { ...UNSIZED, [DRIVER]: { Cpu: '4 vCPU', Memory: '16 GB' } },
  },
];

const MEMORY: readonly RuleCase[] = [
  { id: 'SZ6101', what: 'heap and stated overhead', fires: set({ [HEAP]: '29g' }), at: at(HEAP), says: /heap of 29696 MiB and 2048 MiB of overhead, 31744 MiB.*4 vCPU has 30 GB: use spark.executor.memory of at most 28g.*or spark.executor.cores 8/, close: { ...ALONE, ...set({ [HEAP]: '28g' }) } },
  { id: 'SZ6101', what: 'heap and a tenth', fires: set({ 'spark.driver.memory': '15g', 'spark.driver.memoryOverhead': undefined }), at: at('spark.driver.memory'), says: /1536 MiB of overhead, 16896 MiB/, close: { ...ALONE, ...set({ 'spark.driver.memory': '14g', 'spark.driver.memoryOverhead': undefined }) } },
  {
    id: 'SZ6101',
    what: 'heap and a larger share',
    fires: { ...NO_JOB, ...set({ [HEAP]: '26g', [OVERHEAD]: undefined, 'spark.emr-serverless.memoryOverheadFactor': '0.2' }) },
    at: at(HEAP),
    says: /5324 MiB of overhead/,
    close: { ...ALONE, ...set({ [HEAP]: '25g', [OVERHEAD]: undefined, 'spark.emr-serverless.memoryOverheadFactor': '0.2' }) },
  },
  { id: 'SZ6101', what: 'an overhead above every worker', fires: set({ 'spark.driver.memoryOverhead': '17g' }), at: at('spark.driver.memory'), says: /lower spark.driver.memoryOverhead/, close: { ...ALONE, ...set({ 'spark.driver.memoryOverhead': '10g' }) } },
  { id: 'SZ6101', what: 'between two tiers of 32 vCPU', fires: { ...NO_JOB, ...set({ 'spark.executor.cores': '32', [HEAP]: '100g', [OVERHEAD]: undefined }) }, at: at(HEAP), says: /have 60, 120, 244 GB, .*within 8 GB/, close: { ...ALONE, ...set({ 'spark.executor.cores': '32', [HEAP]: '104g', [OVERHEAD]: undefined }) } },
  {
    id: 'SZ6102',
    what: 'Python beside a full container',
    fires: { ...ALONE, ...set({ [HEAP]: '26g', [OVERHEAD]: undefined, 'spark.executor.pyspark.memory': '4g' }) },
    at: at('spark.executor.pyspark.memory'),
    says: /got 4096 MiB of Python.*26624 MiB and 2662 MiB of overhead, 33382 MiB together, on a worker of 4 vCPU, 30 GB/,
    close: { ...ALONE, ...set({ [HEAP]: '26g', [OVERHEAD]: undefined, 'spark.executor.pyspark.memory': '1g' }) },
  },
  {
    id: 'SZ6102',
    what: 'off-heap memory above the stated overhead',
    fires: { ...NO_JOB, ...set({ 'spark.memory.offHeap.enabled': 'true', 'spark.memory.offHeap.size': '4g' }) },
    at: at('spark.memory.offHeap.size'),
    says: /18432 MiB together, on a worker of 4 vCPU, 16 GB/,
    close: { ...NO_JOB, ...set({ 'spark.memory.offHeap.enabled': 'true', 'spark.memory.offHeap.size': '2g' }) },
  },
  { id: 'SZ6103', what: 'a disk below the least', fires: set({ 'spark.emr-serverless.executor.disk': '10G' }), at: at('spark.emr-serverless.executor.disk'), says: /got 10G; .*20 to 200 GB/, close: { ...NO_LIMIT, ...set({ 'spark.emr-serverless.executor.disk': '200G' }) } },
  {
    id: 'SZ6103',
    what: 'a standard disk above the most',
    fires: set({ 'spark.emr-serverless.driver.disk': '300g' }),
    at: at('spark.emr-serverless.driver.disk'),
    says: /use SHUFFLE_OPTIMIZED/,
    close: { ...NO_LIMIT, ...set({ 'spark.emr-serverless.driver.disk': '300g', 'spark.emr-serverless.driver.disk.type': 'shuffle_optimized' }) },
  },
  { id: 'SZ6103', what: 'a type that is not there', fires: set({ 'spark.emr-serverless.driver.disk.type': 'shuffle_optimised' }), at: at('spark.emr-serverless.driver.disk.type'), says: /did you mean shuffle_optimized/, close: set({ 'spark.emr-serverless.driver.disk.type': 'Standard' }) },
  { id: 'SZ6104', what: 'three cores', fires: set({ 'spark.executor.cores': '3' }), at: at('spark.executor.cores'), says: /got 3; a worker has 1, 2, 4, 8, 16, 32 vCPU: use 4/, close: { ...ALONE, ...set({ 'spark.executor.cores': '8' }) } },
  { id: 'SZ6104', what: 'more cores than any worker', fires: set({ 'spark.driver.cores': '64' }), at: at('spark.driver.cores'), says: /use 32/, close: set({ 'spark.driver.cores': { Ref: 'AWS::StackName' } }) },
  { id: 'SZ6107', what: 'a fraction', fires: set({ [HEAP]: '4.5g' }), at: at(HEAP), says: /got '4.5g': .*Fractional values are not supported.*write 4608m/, close: set({ [HEAP]: '4608m' }) },
  { id: 'SZ6107', what: 'a blank', fires: set({ 'spark.driver.maxResultSize': '2 g' }), at: at('spark.driver.maxResultSize'), says: /write 2g/, close: set({ 'spark.driver.maxResultSize': '2gb' }) },
  { id: 'SZ6107', what: 'a suffix that is none', fires: set({ 'spark.sql.autoBroadcastJoinThreshold': '10MiB' }), at: at('spark.sql.autoBroadcastJoinThreshold'), says: /Invalid suffix: "mib"/, close: set({ 'spark.sql.autoBroadcastJoinThreshold': '-1' }) },
  { id: 'SZ6108', what: 'a heap without a unit', fires: set({ [HEAP]: '14336' }), at: at(HEAP), says: /sized for 14336 MiB.*Executor memory 14336 must be at least 471859200.*write 14336m/, close: set({ [HEAP]: '14336m' }) },
  { id: 'SZ6108', what: 'off-heap memory in bytes', fires: set({ 'spark.memory.offHeap.enabled': 'true', 'spark.memory.offHeap.size': '2048' }), at: at('spark.memory.offHeap.size'), says: /which is 2048 bytes.*write 2048m/, close: set({ 'spark.memory.offHeap.enabled': 'false', 'spark.memory.offHeap.size': '2048' }) },
  { id: 'SZ6108', what: 'off-heap memory without a size', fires: set({ 'spark.memory.offHeap.enabled': 'true' }), at: at('spark.memory.offHeap.enabled'), says: /got no size/, close: set({ 'spark.memory.offHeap.enabled': 'true', 'spark.memory.offHeap.size': '1073741824' }) },
  { id: 'SZ6109', what: 'a driver without a unit', fires: set({ 'spark.driver.memory': '6144' }), at: at('spark.driver.memory'), says: /got 6144, without a unit.*write 6144m/, close: set({ 'spark.driver.memory': '6144m' }) },
  { id: 'SZ6109', what: 'an overhead of two MiB', fires: set({ [OVERHEAD]: '2' }), at: at(OVERHEAD), says: /less than the 384 MiB.*write 2g/, close: set({ [OVERHEAD]: '2048' }) },
  { id: 'SZ6109', what: 'results in bytes', fires: set({ 'spark.driver.maxResultSize': '1024' }), at: at('spark.driver.maxResultSize'), says: /bytes are read.*write 1024m/, close: set({ 'spark.driver.maxResultSize': '0' }) },
  { id: 'SZ6110', what: 'an executor', fires: set({ [HEAP]: '449m' }), at: at(HEAP), says: /got 449m: "Executor memory 470810624 must be at least 471859200.*use 450m/, close: set({ [HEAP]: '450m' }) },
  { id: 'SZ6110', what: 'a driver', fires: set({ 'spark.driver.memory': '400m' }), at: at('spark.driver.memory'), says: /got 400m: "System memory/, close: set({ 'spark.driver.memory': '450m' }) },
];

const COUNTS_AND_VALUES: readonly RuleCase[] = [
  { id: 'SZ6105', what: 'a maximum below the initial count', fires: set({ [MOST]: '2' }), at: at(MOST), says: /got spark.dynamicAllocation.maxExecutors 2, .*initialExecutors 3: "Maximum value of .*initialExecutors: 3 must be between.*lower the others to 2, or use .*maxExecutors 3/, close: set({ [MOST]: '3' }) },
  { id: 'SZ6105', what: 'a maximum below the service\'s initial count', fires: set({ [MOST]: '2', [INITIAL]: undefined }), at: at(MOST), says: /initialExecutors 3 by default/, close: set({ [MOST]: '2', [INITIAL]: '2' }) },
  { id: 'SZ6105', what: 'a minimum above the maximum', fires: set({ 'spark.dynamicAllocation.minExecutors': '11' }), at: at(MOST), says: /minExecutors \(11\) must be less than or equal to/, close: set({ 'spark.dynamicAllocation.minExecutors': '10' }) },
  { id: 'SZ6105', what: 'instances above the maximum', fires: set({ 'spark.executor.instances': '11' }), at: at(MOST), says: /initial executor number 11 must between/, close: set({ [DYNAMIC]: 'true', 'spark.executor.instances': '10' }) },
  { id: 'SZ6105', what: 'a maximum of none', fires: set({ [MOST]: '0' }), at: at(MOST), says: /cannot be 0!"; use .*maxExecutors 3 or more/, close: { ...NO_JOB, ...set({ [MOST]: '0', [DYNAMIC]: 'false' }) } },
  { id: 'SZ6106', what: 'dynamic allocation by default', fires: set({ [MOST]: undefined, 'spark.executor.instances': '5' }), at: at('spark.executor.instances'), says: /got 5: dynamic allocation is on by default.*initialExecutors \(3\)/, close: set({ [MOST]: undefined, [DYNAMIC]: 'true', 'spark.executor.instances': '5' }) },
  { id: 'SZ6111', what: 'a master', fires: set({ 'spark.master': 'yarn' }), at: at('spark.master'), says: /got spark.master "yarn": EMR Serverless sets it itself/, close: set({ 'spark.app.name': 'yarn' }) },
  { id: 'SZ6111', what: 'a class path', fires: set({ 'spark.executor.extraClassPath': '/x' }), at: at('spark.executor.extraClassPath'), says: /use spark.jars/, close: set({ 'spark.executor.extraLibraryPath': '/x' }) },
  { id: 'SZ6111', what: 'a shuffle service', fires: set({ 'spark.shuffle.service.enabled': 'true' }), at: at('spark.shuffle.service.enabled'), says: /no external shuffle service/, close: set({ 'spark.shuffle.service.enabled': 'false' }) },
  { id: 'SZ6111', what: 'a heap in options', fires: set({ 'spark.driver.extraJavaOptions': '-Da=b -Xmx8g' }), at: at('spark.driver.extraJavaOptions'), says: /got -Xmx8g: .*use spark.driver.memory$/, close: set({ 'spark.driver.extraJavaOptions': '-Xms4g -XX:MaxMetaspaceSize=1g' }) },
  { id: 'SZ6112', what: 'half a core', fires: set({ 'spark.executor.cores': '4.5' }), at: at('spark.executor.cores'), says: /"spark.executor.cores should be int, but was 4.5"; use a whole number/, close: set({ 'spark.executor.cores': ' 4 ' }) },
  { id: 'SZ6112', what: 'the default as it is printed', fires: set({ [MOST]: 'infinity' }), at: at(MOST), says: /should be int, but was infinity/, close: set({ [MOST]: { Ref: 'AWS::StackName' } }) },
  { id: 'SZ6112', what: 'a word for true', fires: set({ [DYNAMIC]: 'yes' }), at: at(DYNAMIC), says: /should be boolean, but was yes/, close: set({ [DYNAMIC]: 'TRUE' }) },
  { id: 'SZ6112', what: 'a share above all', fires: set({ 'spark.memory.fraction': '60' }), at: at('spark.memory.fraction'), says: /should be between 0 and 1 \(was '60'\)/, close: set({ 'spark.memory.fraction': '1' }) },
  { id: 'SZ6112', what: 'a share of all', fires: set({ 'spark.memory.storageFraction': '1.0' }), at: at('spark.memory.storageFraction'), says: /Storage fraction must be in \[0,1\)/, close: set({ 'spark.memory.storageFraction': '0' }) },
  { id: 'SZ6112', what: 'no number', fires: set({ 'spark.memory.fraction': '60%' }), at: at('spark.memory.fraction'), says: /should be double, but was 60%/, close: set({ 'spark.memory.fraction': '.6' }) },
  { id: 'SZ6112', what: 'a ratio of nothing', fires: set({ 'spark.dynamicAllocation.executorAllocationRatio': '0' }), at: at('spark.dynamicAllocation.executorAllocationRatio'), says: /must be > 0 and <= 1.0/, close: set({ 'spark.dynamicAllocation.executorAllocationRatio': '1' }) },
  { id: 'SZ6113', what: 'a share of the old manager', fires: set({ 'spark.storage.memoryFraction': '0.5' }), at: at('spark.storage.memoryFraction'), says: /no more since 3.0/, close: set({ 'spark.memory.storageFraction': '0.5' }) },
  { id: 'SZ6113', what: 'the old manager', fires: set({ 'spark.memory.useLegacyMode': 'true' }), at: at('spark.memory.useLegacyMode'), says: /leave it out/, close: set({ 'spark.memory.fraction': '0.5' }) },
  { id: 'SZ6113', what: 'a size of the service that there is not', fires: set({ 'spark.emr-serverless.executor.memory': '8g' }), at: at('spark.emr-serverless.executor.memory'), says: /without emr-serverless/, close: set({ 'spark.emr-serverless.allocation.batch.size': '20' }) },
  { id: 'SZ6118', what: 'more CPUs than cores', fires: set({ 'spark.task.cpus': '5' }), at: at('spark.task.cpus'), says: /cores per executor \(=4\) has to be >= .* = 5\."; use 4/, close: set({ 'spark.task.cpus': '4' }) },
  { id: 'SZ6119', what: 'another case', fires: set({ 'spark.executor.memoryoverhead': '2g' }), at: at('spark.executor.memoryoverhead'), says: /use spark.executor.memoryOverhead/, close: set({ 'spark.executor.metrics.pollingInterval': '1s' }) },
  { id: 'SZ6119', what: 'one letter less', fires: set({ 'spark.executor.instance': '2' }), at: at('spark.executor.instance'), says: /use spark.executor.instances/, close: set({ 'spark.executor.id': '2' }) },
];

const FEATURES: readonly RuleCase[] = [
  { id: 'SZ6114', what: 'a disk type before 7.1', fires: { [LABEL]: 'emr-7.0.0', ...set({ 'spark.emr-serverless.executor.disk.type': 'shuffle_optimized' }) }, at: at('spark.emr-serverless.executor.disk.type'), says: /use emr-7.1.0/, close: { [LABEL]: 'emr-7.1.0', ...set({ 'spark.emr-serverless.executor.disk.type': 'shuffle_optimized' }) } },
  { id: 'SZ6114', what: 'serverless storage before 7.12', fires: { ...ALONE, [LABEL]: 'emr-7.11.0', ...set({ [STORAGE]: 'true', 'spark.driver.cores': '4' }) }, at: at(STORAGE), says: /use emr-7.12.0/, close: { ...ALONE, [LABEL]: 'emr-7.11.0', ...set({ [STORAGE]: 'false' }) } },
  {
    id: 'SZ6114',
    what: 'Java 17 before 6.11',
    fires: { ...NO_SCHEDULER, [LABEL]: 'emr-6.10.0', ...set({ 'spark.executorEnv.JAVA_HOME': '/usr/lib/jvm/java-17-amazon-corretto.aarch64/' }) },
    at: at('spark.executorEnv.JAVA_HOME'),
    says: /use emr-6.11.0/,
    close: { ...NO_SCHEDULER, [LABEL]: 'emr-6.11.0', ...set({ 'spark.executorEnv.JAVA_HOME': '/usr/lib/jvm/java-17-amazon-corretto.aarch64/' }) },
  },
  { id: 'SZ6115', what: 'a driver of 2 vCPU', fires: { ...NO_POOL, ...set({ [STORAGE]: 'true' }) }, at: at('spark.driver.cores'), says: /got spark.driver.cores 2 with serverless storage.*4 vCPU or more/, close: { ...ALONE, ...set({ [STORAGE]: 'true', 'spark.driver.cores': '4' }) } },
  {
    id: 'SZ6116',
    what: 'x86 on ARM64',
    fires: set({ 'spark.emr-serverless.driverEnv.JAVA_HOME': '/usr/lib/jvm/java-17-amazon-corretto.x86_64/' }),
    at: at('spark.emr-serverless.driverEnv.JAVA_HOME'),
    says: /on ARM64; use \/usr\/lib\/jvm\/java-17-amazon-corretto.aarch64\//,
    close: { [`${APP}/Architecture`]: undefined, ...set({ 'spark.emr-serverless.driverEnv.JAVA_HOME': '/usr/lib/jvm/java-17-amazon-corretto.x86_64/' }) },
  },
  {
    id: 'SZ6120',
    what: 'a collector that is gone',
    fires: set({ 'spark.executor.extraJavaOptions': '-XX:+UseConcMarkSweepGC -verbose:gc' }),
    at: at('spark.executor.extraJavaOptions'),
    says: /got -XX:\+UseConcMarkSweepGC on emr-7.12.0, which runs Java 17: .*use -XX:\+UseG1GC/,
    close: { ...NO_SCHEDULER, [LABEL]: 'emr-6.15.0', ...set({ 'spark.executor.extraJavaOptions': '-XX:+UseConcMarkSweepGC -verbose:gc' }) },
  },
  {
    id: 'SZ6120',
    what: 'two collectors',
    fires: set({ 'spark.driver.extraJavaOptions': '-XX:+UseG1GC -XX:+UseParallelGC' }),
    at: at('spark.driver.extraJavaOptions'),
    says: /a JVM has one collector/,
    close: { ...set({ 'spark.driver.extraJavaOptions': '-XX:+UseG1GC -XX:+PrintGCDateStamps' }), [`${APP}/ImageConfiguration`]: image.ImageConfiguration },
  },
  { id: 'SZ6117', what: 'a fixed count', fires: { ...NO_LIMIT, ...set({ 'spark.emr-serverless.lakeformation.enabled': 'true', [DYNAMIC]: 'false' }) }, at: at(DYNAMIC), says: /lakeformation.enabled true; leave it out/, close: { ...NO_LIMIT, ...set({ 'spark.emr-serverless.lakeformation.enabled': 'false', [DYNAMIC]: 'false' }) } },
];

export const SERVERLESS_CASES: readonly RuleCase[] = [...WORKERS, ...PROPERTIES, ...CAPACITY, ...POOL, ...MEMORY, ...COUNTS_AND_VALUES, ...FEATURES];
