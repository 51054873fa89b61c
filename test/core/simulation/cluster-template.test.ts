import { containers, job } from './cluster-job-fixture';
import { missing, simulateJobs } from '../../../src/core/simulation/cluster-jobs';
import { simulateClusterTemplate, worstPlay } from '../../../src/core/simulation/cluster-template';

describe('simulateJobs', () => {
  const node = { type: 'r5.2xlarge', memoryMiB: 57344, vCores: 8 };
  const rules = { minimumAllocationMiB: 32, calculator: 'default' } as const;
  const shared = (core: number, task = 0, masterOnCore = false) => ({
    groups: [{ ...node, count: core, ...masterOnCore ? { label: 'CORE' as const } : {} }, ...task ? [{ ...node, count: task }] : []], rules, masterOnCore,
  });

  test('plays every run with a master of its own', () => {
    const two = { ...containers(), concurrentRuns: 2 };
    const played = simulateJobs(shared(4), [two]);
    expect(played.executorsAsked).toBe(2 * 6 + 1); // the second master is asked for beside the executors
    expect(missing(played)).toBe(0); // 3 × 16384 on each of 4 nodes, and 8192 for masters
    expect(missing(simulateJobs(shared(3), [two]))).toBeGreaterThan(0);
  });

  // three small ones lie on each of two nodes before the large one comes, which then finds 57344 - 3 · 9000 < 40000
  test('tells the order of jobs in which the fewest are granted', () => {
    const small = { ...containers(), id: 'small', executor: { memoryMiB: 9024, vCores: 1 }, executors: 6 };
    const large = { ...containers(), id: 'large', executor: { memoryMiB: 40000, vCores: 4 }, executors: 1 };
    expect(missing(simulateJobs(shared(2), [large, small]))).toBeGreaterThan(0);
    expect(simulateJobs(shared(2), [large, small])).toEqual(simulateJobs(shared(2), [small, large]));
  });

  test('keeps all masters on core nodes where labels are on', () => {
    const many = { ...containers(), concurrentRuns: 10, executor: { memoryMiB: 57344, vCores: 8 }, executors: 1 };
    expect(missing(simulateJobs(shared(1, 10, true), [many]))).toBe(0);
    const heavy = { ...many, master: { memoryMiB: 8192, vCores: 1 } };
    expect(missing(simulateJobs(shared(1, 10, true), [heavy]))).toBeGreaterThan(0); // seven on the one core node
  });

  test('plays every job first where there are many', () => {
    const jobs = Array.from({ length: 6 }, (_, index) => ({ ...containers(), id: `${index}`, executors: 1 }));
    expect(missing(simulateJobs(shared(3), jobs))).toBe(0);
  });
});

describe('simulateClusterTemplate', () => {
  const configuration = (Classification: string, ConfigurationProperties: Record<string, unknown>) => ({ Classification, ConfigurationProperties });
  const properties = (more: Record<string, unknown> = {}, instances: Record<string, unknown> = {}) => ({
    ReleaseLabel: 'emr-7.12.0',
    Instances: { CoreInstanceGroup: { InstanceType: 'r5.2xlarge', InstanceCount: 3 }, ...instances },
    Configurations: [configuration('yarn-site', { 'yarn.scheduler.minimum-allocation-mb': '32' })],
    ...more,
  });
  const missingOn = (template: unknown, jobs = [job()]) => {
    const played = simulateClusterTemplate(template, { jobs });
    if (!played.ok) throw new Error(JSON.stringify(played.problems));
    return missing(worstPlay(played.value).simulation);
  };

  test('plays the nodes of the groups', () => {
    expect(missingOn(properties())).toBe(0);
    expect(missingOn(properties({}, { CoreInstanceGroup: { InstanceType: 'r5.2xlarge', InstanceCount: 1 } }))).toBe(3);
    expect(missingOn(properties({}, { CoreInstanceGroup: { InstanceType: 'r5.2xlarge', InstanceCount: 1 }, TaskInstanceGroups: [{ InstanceType: 'r5.2xlarge', InstanceCount: '1' }] }))).toBe(0);
  });

  test('heeds what the Configurations say to YARN', () => {
    const yarn = (values: Record<string, string>) => properties({ Configurations: [configuration('yarn-site', values)] });
    expect(missingOn(yarn({ 'yarn.nodemanager.resource.memory-mb': '20000' }))).toBe(3);
    expect(missingOn(yarn({ 'yarn.scheduler.minimum-allocation-mb': '20000' }))).toBe(1); // 2 a node, one fewer beside the master
    expect(missingOn(yarn({ 'yarn.scheduler.maximum-allocation-mb': '16000' }))).toBe(6);
    expect(missingOn(yarn({ 'yarn.nodemanager.resource.cpu-vcores': '3' }))).toBe(6);
    const dominant = configuration('capacity-scheduler', { 'yarn.scheduler.capacity.resource-calculator': 'org.apache.hadoop.yarn.util.resource.DominantResourceCalculator' });
    expect(missingOn(properties({ Configurations: [dominant] }))).toBe(1); // 8 vcores: 2 × 4, or 1 × 4 and the master
  });

  test('has the cluster\'s Spark settings where the job states none', () => {
    const { settings } = job();
    const defaults = properties({ Configurations: [configuration('spark-defaults', settings)] });
    expect(missingOn(defaults, [{ ...job(), settings: {} }])).toBe(0);
    expect(missingOn(defaults, [{ ...job(), settings: { 'spark.executor.memory': '28g' } }])).toBe(3);
  });

  test('has labels by default in the 5.x line, from emr-5.19.0 on', () => {
    const spot = { CoreInstanceGroup: { InstanceType: 'm5.xlarge', InstanceCount: 0 }, TaskInstanceGroups: [{ InstanceType: 'r5.2xlarge', InstanceCount: 3 }] };
    expect(missingOn(properties({ ReleaseLabel: 'emr-7.12.0' }, spot))).toBe(0);
    expect(missingOn(properties({ ReleaseLabel: 'emr-5.18.0' }, spot))).toBe(0);
    expect(missingOn(properties({ ReleaseLabel: 'emr-5.36.0' }, spot))).toBe(6);
    const off = [configuration('yarn-site', { 'yarn.node-labels.enabled': 'false', 'yarn.node-labels.am.default-node-label-expression': '' })];
    expect(missingOn(properties({ ReleaseLabel: 'emr-5.36.0', Configurations: off }, spot))).toBe(0);
  });

  test('fills a fleet with each of its types alone', () => {
    const fleet = (units: number) => ({
      CoreInstanceGroup: undefined,
      CoreInstanceFleet: {
        TargetOnDemandCapacity: units,
        TargetSpotCapacity: 1,
        InstanceTypeConfigs: [{ InstanceType: 'r5.2xlarge', WeightedCapacity: 3 }, { InstanceType: 'r5.4xlarge', WeightedCapacity: 7 }, { InstanceType: 'm5.2xlarge', WeightedCapacity: 1 }],
      },
      TaskInstanceFleets: [{ TargetSpotCapacity: 3, InstanceTypeConfigs: [{ InstanceType: 'r5.2xlarge', WeightedCapacity: 3 }] }],
    });
    const played = simulateClusterTemplate(properties({}, fleet(5)), { jobs: [job({ 'spark.dynamicAllocation.maxExecutors': '9' })] });
    expect(played.ok && played.value.map(({ nodes, simulation }) => [nodes, missing(simulation)])).toEqual([
      ['2 × r5.2xlarge and 1 × r5.2xlarge (task)', 0], ['1 × r5.4xlarge and 1 × r5.2xlarge (task)', 0], ['6 × m5.2xlarge and 1 × r5.2xlarge (task)', 0],
    ]);
    expect(missingOn(properties({}, fleet(3)), [job({ 'spark.dynamicAllocation.maxExecutors': '12' })])).toBeGreaterThan(0);
  });

  test('fails on what it cannot read, at its pointer', () => {
    const problems = (template: unknown) => {
      const played = simulateClusterTemplate(template, { jobs: [job()] });
      return !played.ok && played.problems.map(({ id, path }) => `${id} ${path}`);
    };
    expect(problems(properties({ ReleaseLabel: { Ref: 'Release' } }))).toContain('SZ1009 /ReleaseLabel');
    expect(problems(properties({}, { CoreInstanceGroup: { InstanceType: 'r5.3xlarge', InstanceCount: 1 } }))).toEqual(['SZ4101 /Instances/CoreInstanceGroup/InstanceType']);
    expect(problems(properties({}, { CoreInstanceGroup: { InstanceType: 'r5.2xlarge', InstanceCount: { Ref: 'Count' } } }))).toEqual(['SZ1009 /Instances/CoreInstanceGroup/InstanceCount']);
    expect(problems(properties({ Configurations: { Ref: 'All' } }))).toEqual(['SZ1009 /Configurations']);
  });
});
