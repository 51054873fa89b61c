import { diffOf, templateOf } from './template-fixture';

/** `size: before → after`, one a size that moved. */
function sizes(type: string, before: object, after: object): string[] {
  return diffOf(templateOf(type, before), templateOf(type, after)).sizes.map(({ size, before: old, after: young }) => `${size}: ${old} → ${young}`);
}

test('of an application: capacity, pre-initialised workers, runs and Spark\'s settings', () => {
  const app = (count: number, memory: string) => ({
    Name: memory, // no size
    MaximumCapacity: { Cpu: `${count} vCPU`, Memory: '64 GB' },
    InitialCapacity: [{ Key: 'Driver', Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: '4 vCPU' } } }, { Key: 'Executor', Value: { WorkerCount: count, WorkerConfiguration: { Cpu: '4 vCPU' } } }],
    SchedulerConfiguration: { MaxConcurrentRuns: count, QueueTimeoutMinutes: count },
    RuntimeConfiguration: [{ Classification: 'spark-defaults', Properties: { 'spark.executor.memory': memory, 'spark.app.name': memory } }],
  });
  expect(sizes('AWS::EMRServerless::Application', app(16, '4g'), app(32, '8g'))).toEqual([
    'MaximumCapacity.Cpu: 16 vCPU → 32 vCPU',
    'InitialCapacity.Executor.Value.WorkerCount: 16 → 32',
    'SchedulerConfiguration.MaxConcurrentRuns: 16 → 32',
    'RuntimeConfiguration.spark-defaults.Properties.spark.executor.memory: 4g → 8g',
  ]);
});

test('of a cluster: instances, disks, limits of scaling, settings of Spark and YARN', () => {
  const cluster = (count: number) => ({
    EbsRootVolumeSize: count,
    Instances: {
      CoreInstanceGroup: { InstanceType: `m${count}.xlarge`, InstanceCount: count, EbsConfiguration: { EbsBlockDeviceConfigs: [{ VolumeSpecification: { SizeInGB: count } }] } },
      TaskInstanceFleets: [{ Name: 'task', TargetSpotCapacity: count, InstanceTypeConfigs: [{ InstanceType: 'r5.xlarge', WeightedCapacity: count }] }],
      Ec2SubnetId: `subnet-${count}`,
    },
    ManagedScalingPolicy: { ComputeLimits: { MaximumCapacityUnits: count } },
    Configurations: [
      { Classification: 'yarn-site', ConfigurationProperties: { 'yarn.scheduler.maximum-allocation-mb': `${count}`, 'yarn.log-aggregation-enable': `${count}` } },
      { Classification: 'spark', ConfigurationProperties: { maximizeResourceAllocation: `${count}` } },
    ],
  });
  expect(sizes('AWS::EMR::Cluster', cluster(5), cluster(6))).toEqual([
    'EbsRootVolumeSize: 5 → 6',
    'Instances.CoreInstanceGroup.InstanceType: m5.xlarge → m6.xlarge',
    'Instances.CoreInstanceGroup.InstanceCount: 5 → 6',
    'Instances.CoreInstanceGroup.EbsConfiguration.EbsBlockDeviceConfigs.0.VolumeSpecification.SizeInGB: 5 → 6',
    'Instances.TaskInstanceFleets.task.TargetSpotCapacity: 5 → 6',
    'Instances.TaskInstanceFleets.task.InstanceTypeConfigs.r5.xlarge.WeightedCapacity: 5 → 6',
    'ManagedScalingPolicy.ComputeLimits.MaximumCapacityUnits: 5 → 6',
    'Configurations.yarn-site.ConfigurationProperties.yarn.scheduler.maximum-allocation-mb: 5 → 6',
    'Configurations.spark.ConfigurationProperties.maximizeResourceAllocation: 5 → 6',
  ]);
});

test('of a step: what spark-submit is told, in settings and in flags of its own', () => {
  const step = (...Args: unknown[]) => ({ HadoopJarStep: { Jar: 'command-runner.jar', Args } });
  const before = step('spark-submit', '--executor-memory', '4g', '--conf', 'spark.executor.cores=4', '--conf', 'spark.app.name=a', '--num-executors', { Ref: 'Count' }, '--class');
  const after = step('spark-submit', '--executor-memory', '8g', '-c', 'spark.executor.cores=5', '--conf', 'spark.app.name=b', '--conf', 'none', '--num-executors', 7, '--class');
  expect(sizes('AWS::EMR::Step', before, after)).toEqual([
    'HadoopJarStep.Args.spark.executor.cores: 4 → 5', 'HadoopJarStep.Args.spark.executor.memory: 4g → 8g', 'HadoopJarStep.Args.spark.executor.instances: {"Ref":"Count"} → 7',
  ]);
});

test('items of one name are told apart by their place', () => {
  const group = (...counts: number[]) => ({ Instances: { TaskInstanceGroups: counts.map(InstanceCount => ({ Name: 'task', InstanceCount })) } });
  expect(sizes('AWS::EMR::Cluster', group(1, 2), group(1, 3))).toEqual(['Instances.TaskInstanceGroups.1.InstanceCount: 2 → 3']);
});

test('what is left out is null, and what has another logical id is compared with it', () => {
  const group = (InstanceCount?: number) => ({ ...InstanceCount === undefined ? {} : { InstanceCount } });
  expect(sizes('AWS::EMR::InstanceGroupConfig', group(), group(3))).toEqual(['InstanceCount: null → 3']);
  expect(sizes('AWS::EMR::InstanceGroupConfig', group(3), group())).toEqual(['InstanceCount: 3 → null']);
  const renamed = (id: string) => ({ Resources: { [id]: { Type: 'AWS::EMR::InstanceGroupConfig', Properties: group(3) } } });
  expect(diffOf(renamed('A'), renamed('B')).sizes).toEqual([]);
});
