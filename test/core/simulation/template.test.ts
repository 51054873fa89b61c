import { simulatePlan, simulateValues } from '../../../src/core/simulation/application';
import { simulateTemplate } from '../../../src/core/simulation/template';
import { PLAN } from '../../fixtures/plan';

function application(properties: object) {
  return { Resources: { App: { Type: 'AWS::EMRServerless::Application', Properties: { ReleaseLabel: 'emr-7.12.0', Type: 'Spark', ...properties } } } };
}

function sparkDefaults(properties: Record<string, unknown>) {
  return { RuntimeConfiguration: [{ Classification: 'spark-defaults', Properties: properties }] };
}

function simulated(properties: object, options = {}) {
  const outcome = simulateTemplate(application(properties), options);
  if (!outcome.ok) throw new Error(outcome.problems.map(one => `${one.id} ${one.path} ${one.message}`).join('\n'));
  return outcome.value;
}

function problemsOf(template: unknown, options = {}) {
  const outcome = simulateTemplate(template, options);
  return outcome.ok ? [] : outcome.problems.map(({ id, path }) => `${id} ${path}`);
}

describe('an application without settings', () => {
  test('asks for one driver and three executors of 4 vCPU, 16 GB and 20 GB', () => {
    // 14G + 10 % = 15,769.6 MiB, whole MiB down: 15,769; the least worker of 4 vCPU that holds it has 16 GB.
    const result = simulated({ MaximumCapacity: { Cpu: '16 vCPU', Memory: '64 GB', Disk: '80 GB' } });
    expect(result).toMatchObject({ starts: true, executorsAsked: 3, executorsGranted: 3, executorsMaximum: null, executorsAtMaximum: 3 });
    expect(result.perNode).toEqual([
      { type: 'driver 4x16x20', count: 1, containers: 1, usedMiB: 15_769, idleMiB: 615 },
      { type: 'executor 4x16x20', count: 3, containers: 1, usedMiB: 15_769, idleMiB: 615 },
    ]);
  });

  test('has no limits without a maximum capacity', () => {
    expect(simulated({})).toMatchObject({ executorsGranted: 3, executorsAtMaximum: null, binds: { dimension: 'none' } });
  });

  test('asks for 100 executors at most up to emr-6.9.0', () => {
    expect(simulated({ ReleaseLabel: 'emr-6.9.0' }).executorsMaximum).toBe(100);
    expect(simulated({ ReleaseLabel: 'emr-6.10.0' }).executorsMaximum).toBeNull();
  });
});

describe('an application with settings', () => {
  test('is read from a classification however deep it is nested, the later setting winning', () => {
    const result = simulated({
      RuntimeConfiguration: [
        { Classification: 'spark-defaults', Properties: { 'spark.executor.cores': '8', 'spark.executor.memory': '14g' } },
        { Classification: 'spark', Configurations: [{ Classification: 'spark-defaults', Properties: { 'spark.executor.cores': 2 } }] },
      ],
    });
    expect(result.perNode[1].type).toBe('executor 2x16x20');
  });

  test('takes an explicit overhead for all that stands beside the heap', () => {
    const settings = {
      'spark.executor.memory': '8g', 'spark.executor.memoryOverhead': '2g', 'spark.memory.offHeap.enabled': 'true', 'spark.memory.offHeap.size': '1g',
    };
    expect(simulated(sparkDefaults(settings)).perNode[1].type).toBe('executor 4x10x20');
  });

  test('adds off-heap and Python memory where no overhead is stated', () => {
    const settings = {
      'spark.executor.memory': '8g', 'spark.memory.offHeap.enabled': 'true', 'spark.memory.offHeap.size': '1g', 'spark.executor.pyspark.memory': '1g',
    };
    expect(simulated(sparkDefaults(settings)).perNode[1].type).toBe('executor 4x11x20'); // 8 + 0.8 + 1 + 1 = 10.8
  });

  test('has the disks that it asks for', () => {
    const result = simulated(sparkDefaults({ 'spark.emr-serverless.executor.disk': '500G', 'spark.emr-serverless.executor.disk.type': 'shuffle_optimized' }));
    expect(result.perNode[1].type).toBe('executor 4x16x500');
  });

  test('lets the settings of a job win', () => {
    const options = { jobSettings: { 'spark.executor.instances': '7' } };
    expect(simulated(sparkDefaults({ 'spark.executor.instances': '5' }), options).executorsAsked).toBe(7);
  });

  test('keeps a fixed count without dynamic allocation, the service\'s three where none is stated', () => {
    expect(simulated(sparkDefaults({ 'spark.dynamicAllocation.enabled': 'false' })).executorsAsked).toBe(3);
    expect(simulated(sparkDefaults({ 'spark.dynamicAllocation.enabled': 'FALSE', 'spark.executor.instances': '1' })).executorsAsked).toBe(1);
  });

  test('runs one executor where minimum, initial and maximum are one', () => {
    const one = Object.fromEntries(['minExecutors', 'initialExecutors', 'maxExecutors'].map(name => [`spark.dynamicAllocation.${name}`, '1']));
    expect(simulated(sparkDefaults(one))).toMatchObject({ starts: true, executorsAsked: 1, executorsMaximum: 1 });
  });

  test('with Lake Formation has system workers too, each profile with nine tenths of the executors unless it says otherwise', () => {
    const lakeFormation = { 'spark.emr-serverless.lakeformation.enabled': 'true', 'spark.dynamicAllocation.maxExecutors': '20' };
    expect(simulated(sparkDefaults(lakeFormation))).toMatchObject({ executorsAsked: 6, executorsMaximum: 36 });
    expect(simulated(sparkDefaults({ ...lakeFormation, 'spark.dynamicAllocation.maxExecutorsRatio': '1' })).executorsMaximum).toBe(40);
    expect(simulated(sparkDefaults({ ...lakeFormation, 'spark.emr-serverless.lakeformation.enabled': 'false' }))).toMatchObject({ executorsAsked: 3, executorsMaximum: 20 });
    expect(problemsOf(application(sparkDefaults({ 'spark.dynamicAllocation.maxExecutorsRatio': '2' }))))
      .toEqual(['SZ1004 /Resources/App/Properties/RuntimeConfiguration/0/Properties/spark.dynamicAllocation.maxExecutorsRatio']);
  });

  test('takes the heap of its tier where a worker has 32 vCPU', () => {
    expect(simulated(sparkDefaults({ 'spark.executor.cores': '32' })).perNode[1].type).toBe('executor 32x120x20'); // 109g + 10.9g
  });
});

describe('what does not start', () => {
  test.each([
    ['fails with a heap whose container no worker of its vCPU holds', { 'spark.driver.memory': '28G' }, // 28 × 1.1 = 30.8 > 30
      'no worker of 4 vCPU takes the driver\'s container of 31539 MiB (heap 28672 MiB, 2867 MiB beside it); the largest has 30 GB'],
    ['fails with a vCPU count that is not offered', { 'spark.executor.cores': '3' }, 'there is no worker of 3 vCPU'],
    ['fails below a tier of 32 vCPU', { 'spark.executor.cores': '32', 'spark.executor.memory': '100g' }, 'no worker of 32 vCPU takes'],
    ['fails with a standard disk above 200 GB', { 'spark.emr-serverless.executor.disk': '201g' }, 'the executor\'s disk of 201 GB is outside 20 to 200 GB (STANDARD)'],
    ['fails with a disk below 20 GB', { 'spark.emr-serverless.driver.disk': '19g' }, 'the driver\'s disk of 19 GB is outside 20 to 200 GB'],
  ])('%s', (_title, settings, detail) => {
    const result = simulated(sparkDefaults(settings));
    expect(result).toMatchObject({ starts: false, executorsGranted: 0, binds: { dimension: 'container' } });
    expect(result.binds.detail).toContain(detail);
  });

  test('fails with shuffle-optimized disks on a release without them', () => {
    const settings = sparkDefaults({ 'spark.emr-serverless.executor.disk.type': 'shuffle_optimized' });
    expect(simulated({ ...settings, ReleaseLabel: 'emr-7.0.0' }).binds.detail).toBe('emr-7.0.0 has no SHUFFLE_OPTIMIZED disks');
  });
});

describe('runs and the pool', () => {
  const one = { Cpu: '16 vCPU', Memory: '64 GB' };

  test('as many runs start together as the scheduler lets', () => {
    expect(simulated({ MaximumCapacity: one, SchedulerConfiguration: { MaxConcurrentRuns: 2 } }).runs).toHaveLength(2);
    expect(simulated({ MaximumCapacity: one, SchedulerConfiguration: { MaxConcurrentRuns: 2 } }, { concurrentRuns: 1 }).runs).toHaveLength(1);
  });

  test('the scheduler of emr-7.3.0 and later holds back the sixteenth run by itself', () => {
    expect(simulated({}, { concurrentRuns: 16 }).runs.filter(run => run.queued)).toHaveLength(1);
    expect(simulated({ ReleaseLabel: 'emr-7.2.0' }, { concurrentRuns: 16 }).runs.filter(run => run.queued)).toHaveLength(0);
  });

  test('keys of pre-initialised workers are read in any case', () => {
    const worker = { Cpu: '4 vCPU', Memory: '16 GB' };
    const result = simulated({ InitialCapacity: [{ Key: 'EXECUTOR', Value: { WorkerCount: 5, WorkerConfiguration: worker } }] });
    expect(result.perNode.map(({ type, count }) => `${count} ${type}`)).toEqual(['1 driver 4x16x20', '3 executor 4x16x20', '2 idle pre-initialised executor 4x16x20']);
  });
});

test('jobs with serverless storage leave the pool idle', () => {
  const worker = { Cpu: '4 vCPU', Memory: '16 GB' };
  const result = simulated({
    InitialCapacity: [{ Key: 'Executor', Value: { WorkerCount: 3, WorkerConfiguration: worker } }],
    ...sparkDefaults({ 'spark.aws.serverlessStorage.enabled': 'true' }),
  });
  expect(result.perNode[2]).toMatchObject({ type: 'idle pre-initialised executor 4x16x20', count: 3 });
  expect(result.capacityForAll.cpu).toBe('28 vCPU'); // 3 idle, 1 driver, 3 executors
  expect(result.notes).toEqual([expect.stringContaining('never use pre-initialised workers')]);
});

describe('a template that cannot be simulated', () => {
  test.each([
    ['fails without an application', { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } }, {}, ['SZ1010 /Resources']],
    ['fails with something else than a template', 'text', {}, ['SZ1010 /Resources']],
    ['fails with two applications and no choice', { Resources: { ...application({}).Resources, B: application({}).Resources.App } }, {}, ['SZ1001 resource']],
    ['fails with a choice that is not there', application({}), { logicalId: 'Ap' }, ['SZ1005 resource']],
    ['fails with values that CloudFormation resolves, naming each', application({
      MaximumCapacity: { Cpu: { Ref: 'Cpu' }, Memory: { 'Fn::Sub': '${M} GB' } }, ...sparkDefaults({ 'spark.executor.memory': { Ref: 'Heap' } }),
    }), {}, [
      'SZ1009 /Resources/App/Properties/MaximumCapacity/Cpu', 'SZ1009 /Resources/App/Properties/MaximumCapacity/Memory',
      'SZ1009 /Resources/App/Properties/RuntimeConfiguration/0/Properties/spark.executor.memory',
    ]],
    ['fails with a list that is resolved later', application({ RuntimeConfiguration: { 'Fn::If': [] } }), {}, ['SZ1009 /Resources/App/Properties/RuntimeConfiguration']],
    ['fails with a list that is none', application({ InitialCapacity: 'x' }), {}, ['SZ1010 /Resources/App/Properties/InitialCapacity']],
    ['fails with a release that is resolved later', application({ ReleaseLabel: { Ref: 'Label' } }), {}, ['SZ1009 /Resources/App/Properties/ReleaseLabel']],
    ['fails without a release', application({ ReleaseLabel: undefined }), {}, ['SZ1001 /Resources/App/Properties/ReleaseLabel']],
    ['fails with a release that Serverless does not have', application({ ReleaseLabel: 'emr-6.5.0' }), {}, ['SZ4003 /Resources/App/Properties/ReleaseLabel']],
    ['fails with Hive', application({ Type: 'Hive' }), {}, ['SZ1013 /Resources/App/Properties/Type']],
    ['fails with amounts of another form', application({ MaximumCapacity: { Cpu: '4.5 vCPU', Memory: '1TB', Disk: '0 GB' } }), {}, [
      'SZ1004 /Resources/App/Properties/MaximumCapacity/Cpu', 'SZ1004 /Resources/App/Properties/MaximumCapacity/Memory',
      'SZ1004 /Resources/App/Properties/MaximumCapacity/Disk',
    ]],
    ['fails without an amount that the service asks for', application({ MaximumCapacity: { Cpu: '4 vCPU' } }), {}, ['SZ1001 /Resources/App/Properties/MaximumCapacity/Memory']],
    ['fails with a worker type of another engine', application({
      InitialCapacity: [{ Key: 'TezTask', Value: { WorkerCount: 1, WorkerConfiguration: { Cpu: '4 vCPU', Memory: '16 GB' } } }],
    }), {}, ['SZ1005 /Resources/App/Properties/InitialCapacity/0/Key']],
    ['fails with a count that is none', application({ SchedulerConfiguration: { MaxConcurrentRuns: 'many' } }), {},
      ['SZ1004 /Resources/App/Properties/SchedulerConfiguration/MaxConcurrentRuns']],
    ['fails with more runs than the scheduler takes', application({ SchedulerConfiguration: { MaxConcurrentRuns: 1001 } }), {},
      ['SZ1004 /Resources/App/Properties/SchedulerConfiguration/MaxConcurrentRuns']],
    ['fails with more runs than can start', application({}), { concurrentRuns: 0 }, ['SZ1004 concurrentRuns']],
    ['fails with settings that Spark does not read', application(sparkDefaults({
      'spark.executor.memory': '4.5g', 'spark.executor.cores': 'four', 'spark.dynamicAllocation.initialExecutors': '1.5',
    })), {}, [
      'SZ1004 /Resources/App/Properties/RuntimeConfiguration/0/Properties/spark.executor.cores',
      'SZ1008 /Resources/App/Properties/RuntimeConfiguration/0/Properties/spark.executor.memory',
      'SZ1004 /Resources/App/Properties/RuntimeConfiguration/0/Properties/spark.dynamicAllocation.initialExecutors',
    ]],
  ])('%s', (_title, template, options, expected) => {
    expect(problemsOf(template, options).sort()).toEqual([...expected].sort());
  });
});

describe('a plan\'s values', () => {
  test('are granted in full, at the start and at the maximum', () => {
    const outcome = simulatePlan(PLAN);
    expect(outcome).toMatchObject({ ok: true, value: { starts: true, executorsGranted: 3, executorsAtMaximum: 12, bindsAtMaximum: { dimension: 'none' } } });
  });

  test('say what binds where the capacity is one GB too small', () => {
    const serverless = { ...PLAN.serverless, maximumCapacity: { ...PLAN.serverless.maximumCapacity, disk: '739 GB' } };
    expect(simulateValues({ ...PLAN, serverless })).toMatchObject({ ok: true, value: { executorsAtMaximum: 11, bindsAtMaximum: { dimension: 'disk' } } });
  });

  test('fail with the path of a setting that is wrong', () => {
    const outcome = simulateValues({ ...PLAN, sparkDefaults: { 'spark.executor.memory': 'much' } });
    expect(outcome).toMatchObject({ ok: false, problems: [{ id: 'SZ1008', path: 'sparkDefaults["spark.executor.memory"]' }] });
  });

  test('fail on a release that Serverless does not have', () => {
    expect(simulateValues({ ...PLAN, release: 'emr-5.36.0' })).toMatchObject({ ok: false, problems: [{ id: 'SZ4003' }] });
  });
});

test('a plan whose limits count no system workers does not get its executors with Lake Formation, in the service\'s words', () => {
  const without = simulateValues(PLAN);
  const played = simulateValues({ ...PLAN, sparkDefaults: { ...PLAN.sparkDefaults, 'spark.emr-serverless.lakeformation.enabled': 'true' } });
  if (!without.ok || !played.ok) throw new Error('the values cannot be read');
  expect(without.value.executorsAtMaximum).toBe(without.value.executorsMaximum);
  expect(played.value.executorsAtMaximum).toBeLessThan(played.value.executorsMaximum!);
  expect(played.value.bindsAtMaximum.dimension).not.toBe('none');
});
