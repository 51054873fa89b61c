import { EC2_REQUEST, ec2PlanOf, ec2ProblemsOf, pinnedPlan, reasonIn } from './ec2-cases';
import { GIB, TIB } from '../../../src/core/units';

describe('a plan for a cluster', () => {
  const plan = ec2PlanOf();
  const { core, primary, applicationMaster } = plan.cluster;

  test('leaves of YARN\'s memory what neither executors nor the application master take', () => {
    const taken = plan.executors.maximum * plan.executor.containerMiB + applicationMaster.memoryMiB;
    expect(core.idleMiB).toBe(core.count * core.yarnMemoryMiB - taken);
  });

  test('has containers that YARN does not round, and states all their parts', () => {
    const { containerMiB, heapMiB, overheadMiB, offHeapMiB, pysparkMiB } = plan.executor;
    expect(containerMiB % 32).toBe(0);
    expect(heapMiB + overheadMiB + offHeapMiB + pysparkMiB).toBe(containerMiB);
    expect(plan.sparkDefaults).toMatchObject({
      'spark.executor.memory': `${heapMiB}m`,
      'spark.executor.memoryOverhead': `${overheadMiB}m`,
      'spark.submit.deployMode': 'client',
      'spark.yarn.am.memory': '512m',
      'spark.yarn.am.memoryOverhead': '384m',
      'spark.shuffle.service.enabled': 'true',
    });
  });

  test('costs its nodes and the primary one for as long as they run', () => {
    expect(plan.cluster.usdPerHour).toBeCloseTo(core.count * core.usdPerHour + primary.usdPerHour, 5);
    expect(plan.cost.usd).toBeCloseTo(plan.cluster.usdPerHour * (plan.runTime.seconds - 60) / 3600, 2);
    expect(plan.cost.idleUsdPerHour).toBe(plan.cluster.usdPerHour);
  });

  test('gives the driver what the daemons leave of the primary node', () => {
    expect(plan.driver.containerMiB).toBeLessThanOrEqual(primary.memoryMiB - 6144);
    expect(plan.driver.containerMiB).toBeGreaterThan(primary.memoryMiB - 6144 - 2);
  });

  test('shares nodes and primary node out to concurrent runs', () => {
    const both = ec2PlanOf({ concurrentRuns: 2 });
    expect(both.cluster.core.count % 2).toBe(0);
    expect(both.driver.containerMiB).toBeLessThanOrEqual((both.cluster.primary.memoryMiB - 6144) / 2);
  });

  test('asks for all executors at the start, which the nodes stand for anyway', () => {
    expect(plan.executors).toMatchObject({ minimum: 0, initial: plan.executors.maximum, dynamic: true });
    expect(ec2PlanOf({ cacheBytes: GIB }).executors).toMatchObject({ minimum: expect.any(Number), dynamic: true });
    const cached = ec2PlanOf({ cacheBytes: GIB }).executors;
    expect(cached.minimum).toBe(cached.maximum);
    expect(pinnedPlan({ executors: 3 }).executors).toEqual({ minimum: 3, initial: 3, maximum: 3, dynamic: false });
  });

  test('costs by the hour where it is a stream', () => {
    const stream = ec2PlanOf({ profile: 'streaming', finishWithinSeconds: 3600 });
    expect(stream.cost).toMatchObject({ per: 'hour', usd: stream.cluster.usdPerHour });
  });

  test('counts off-heap memory once: from Spark 3 on YARN\'s client adds it by itself', () => {
    const offHeap = (label: string) => ec2PlanOf({ offHeapBytes: 4 * GIB }, { release: label });
    expect(offHeap('emr-7.12.0').sparkDefaults['spark.executor.memoryOverhead']).toBe(`${offHeap('emr-7.12.0').executor.overheadMiB}m`);
    const old = offHeap('emr-5.36.0');
    expect(old.sparkDefaults['spark.executor.memoryOverhead']).toBe(`${old.executor.overheadMiB + old.executor.offHeapMiB}m`);
  });

  test('says that prices of volumes are derived, and that the cluster is for one run', () => {
    expect(plan.assumptions.map(({ field }) => field)).toEqual(expect.arrayContaining(['cluster', 'prices', 'collector']));
    expect(ec2PlanOf({ maxConcurrentVcpus: undefined }).assumptions.map(({ field }) => field)).toContain('maxConcurrentVcpus');
    expect(plan.assumptions.find(({ field }) => field === 'finishWithin')).toMatchObject({ value: '1h' });
  });

  test('warns of executors with more slots than a law has', () => {
    expect(pinnedPlan({ instanceTypes: ['r5.12xlarge'], executorCores: 20, taskCpus: 1 }).warnings).toContainEqual({ id: 'SZ3204', message: 'an executor of 20 slots; at most 16 keep to the law' });
    expect(pinnedPlan({ instanceTypes: ['d2.4xlarge'], executorCores: 8, taskCpus: 1 }).warnings).toContainEqual({ id: 'SZ3204', message: 'an executor of 8 slots; at most 5 keep to the law of HDFS on hard disks' });
  });
});

describe('nodes on Spot instances', () => {
  const half = ec2PlanOf({}, { spotShare: 0.5, pins: { ...EC2_REQUEST.pins, nodes: 4 } });

  test('are task nodes like the core nodes, as many as the share allows; one core node stays', () => {
    expect(half.cluster).toMatchObject({ core: { count: 2 }, task: { instanceType: 'r5.2xlarge', count: 2, market: 'SPOT' } });
    const most = ec2PlanOf({}, { spotShare: 0.99, pins: { ...EC2_REQUEST.pins, nodes: 4 } }).cluster;
    expect([most.core.count, most.task?.count]).toEqual([1, 3]);
    expect(ec2PlanOf({}, { spotShare: 0.2, pins: { ...EC2_REQUEST.pins, nodes: 4 } }).cluster.task).toBeNull();
  });

  test('cost the stated Spot price and EMR\'s fee, or half of the price on demand, which is said', () => {
    const [instanceUsd, feeUsd] = [0.504, 0.126];
    const volumesUsd = half.cluster.core.usdPerHour - instanceUsd - feeUsd;
    expect(half.cluster.task!.usdPerHour).toBeCloseTo(instanceUsd / 2 + feeUsd + volumesUsd, 5);
    expect(half.assumptions.find(({ field }) => field === 'prices')?.value).toContain('spotUsdPerHour');
    const stated = ec2PlanOf({}, { spotShare: 0.5, instanceTypes: [{ instanceType: 'r5.2xlarge', spotUsdPerHour: 0.1 }], pins: { ...EC2_REQUEST.pins, nodes: 4 } });
    expect(stated.cluster.task!.usdPerHour).toBeCloseTo(0.1 + feeUsd + volumesUsd, 5);
    expect(stated.assumptions.find(({ field }) => field === 'prices')?.value).not.toContain('spotUsdPerHour');
  });

  test('make the cluster cheaper by what they save', () => {
    const onDemand = ec2PlanOf({}, { pins: { ...EC2_REQUEST.pins, nodes: 4 } });
    const { core, task } = half.cluster;
    expect(onDemand.cluster.usdPerHour - half.cluster.usdPerHour).toBeCloseTo(2 * (core.usdPerHour - task!.usdPerHour), 5);
    expect(half.runTime).toEqual(onDemand.runTime);
  });

  test('are a stated risk: what each that is taken back costs', () => {
    expect(reasonIn(half, 'cluster.task.count')).toMatch(/^spotShare: of 4 nodes at least 2 stay on demand, and the application masters on them; each Spot node that is taken back costs up to \d+.* and \$[\d.]+: /);
    expect(ec2PlanOf().reasons.map(({ quantity }) => quantity)).not.toContain('cluster.task.count');
  });

  test('fail for a share that leaves no core node', () => {
    expect(ec2ProblemsOf({}, { spotShare: 1 })).toEqual(['SZ1004 spotShare: got 1; a share of the nodes from 0 to below 1 is expected: at least one core node stays on demand']);
    expect(ec2ProblemsOf({}, { spotShare: NaN })).toHaveLength(1);
  });
});

describe('the reasons of a cluster', () => {
  test('of its type are the pin, the cost or the time', () => {
    expect(reasonIn(ec2PlanOf(), 'cluster.core.instanceType')).toMatch(/^pin: the cheapest of the instance types allowed/);
    expect(reasonIn(ec2PlanOf({}, { pins: {}, families: ['c5'] }), 'cluster.core.instanceType')).toMatch(/^cost: the cheapest/);
    expect(reasonIn(ec2PlanOf({}, { pins: {}, families: ['c5'], objective: 'time' }), 'cluster.core.instanceType')).toMatch(/^time: the fastest/);
  });

  test('of its count are the pin, the quota, the deadline or the cost', () => {
    expect(reasonIn(pinnedPlan({ nodes: 4 }), 'cluster.core.count')).toMatch(/^pin: \d+ executors? a run$/);
    expect(reasonIn(pinnedPlan({ executors: 1 }), 'cluster.core.count')).toBe('pin: one executor a run');
    expect(reasonIn(ec2PlanOf({ maxConcurrentVcpus: 12 }), 'cluster.core.count')).toMatch(/^maxConcurrentVcpus: .*one node more would pass the quota of 12 vCPUs$/);
    expect(reasonIn(ec2PlanOf({ finishWithinSeconds: 1000 }), 'cluster.core.count')).toMatch(/^deadline: .*one node fewer would not be done in time/);
    expect(reasonIn(ec2PlanOf({ coreTimeSeconds: 60 }), 'cluster.core.count')).toMatch(/^cost: .*one node is enough$/);
  });

  test('of the heap are the container, the pin, or pointers that would double', () => {
    expect(reasonIn(ec2PlanOf(), 'executor.heapMiB')).toMatch(/^container: the largest feasible heap/);
    expect(reasonIn(pinnedPlan({ executorMemoryMiB: 8000 }), 'executor.heapMiB')).toMatch(/^pin: feasible for 1 times the data/);
    expect(reasonIn(pinnedPlan({ executorCores: 5 }), 'executor.heapMiB')).toMatch(/^compressed pointers: not carried across 31 GiB/);
  });

  test('of the disks are the shuffle, the instance store, or the pin', () => {
    expect(reasonIn(ec2PlanOf(), 'cluster.core.ebs')).toMatch(/^shuffle: \d+ GiB needed on a node: 12 GiB of shuffle over \d+ executors × 1\.3/);
    expect(reasonIn(pinnedPlan({ instanceTypes: ['r5d.2xlarge'] }), 'cluster.core.ebs')).toMatch(/^instance store: .*GiB of instance store, filled to 90 %$/);
    expect(reasonIn(pinnedPlan({ diskGiB: 300 }), 'cluster.core.ebs')).toMatch(/^pin: /);
  });

  test('of the application master are room beside the executors, or an executor\'s place', () => {
    const reasons = [1, 2, 3, 4, 8].map(executorCores => pinnedPlan({ executorCores })).map(plan => [plan.cluster, reasonIn(plan, 'cluster.applicationMaster')] as const);
    for (const [{ core }, reason] of reasons) {
      const room = core.idleMiB >= (core.count - 1) * 896;
      expect(reason).toMatch(room ? /^room beside the executors: client mode/ : /^one executor fewer: it takes the place of/);
    }
  });

  test('of the primary node name daemons and drivers', () => {
    expect(reasonIn(ec2PlanOf(), 'cluster.primary.instanceType')).toMatch(/^driver: the cheapest that holds 6144 MiB of daemons for \d+ core nodes and the driver, /);
    expect(reasonIn(ec2PlanOf({ concurrentRuns: 2 }), 'cluster.primary.instanceType')).toContain('the drivers of 2 runs');
    expect(reasonIn(pinnedPlan({ nodes: 60 }, { maxConcurrentVcpus: undefined }), 'cluster.primary.instanceType')).toMatch(/^nodes: .*16384 MiB of daemons for 60 core nodes/);
  });

  test('name Python beside the heap where there is any, and the start of the cluster', () => {
    expect(reasonIn(ec2PlanOf({ language: 'python' }), 'executor.overheadMiB')).toMatch(/beside \d+ MiB for Python workers$/);
    expect(reasonIn(ec2PlanOf(), 'executor.overheadMiB')).toMatch(/multiple of 32 MiB$/);
    expect(reasonIn(ec2PlanOf(), 'start')).toBe('provisional: a cluster of its own for the run: 6m until it takes a job, all but 60 s of it billed');
  });
});

describe('the attempt after an out-of-memory exit', () => {
  const { executor, escalation, sparkDefaults } = pinnedPlan({ executorCores: 2 });

  test('has at least half as much heap again for a task, on the same nodes', () => {
    const larger = escalation!.executor;
    expect(larger.heapMiB / Math.floor(larger.cores / larger.taskCpus)).toBeGreaterThanOrEqual(1.5 * executor.heapMiB / executor.slots);
    expect(larger.containerMiB % 32).toBe(0);
  });

  test('states settings of its own, all other keys as they were', () => {
    expect(Object.keys(escalation!.sparkDefaults)).toEqual(Object.keys(sparkDefaults));
    expect(escalation!.sparkDefaults['spark.sql.shuffle.partitions']).toBe(sparkDefaults['spark.sql.shuffle.partitions']);
    expect(escalation!.sparkDefaults['spark.executor.memory']).toBe(`${escalation!.executor.heapMiB}m`);
    expect(escalation!.sparkDefaults['spark.dynamicAllocation.minExecutors']).toBe('0');
  });

  test('fixes the count where the plan does', () => {
    const fixed = pinnedPlan({ executorCores: 2, executors: 6 }).escalation!.sparkDefaults;
    expect(fixed['spark.dynamicAllocation.minExecutors']).toBe(fixed['spark.executor.instances']);
  });

  test('is none where one task has a whole node', () => {
    expect(pinnedPlan({ instanceTypes: ['r5.xlarge'], executorCores: 4, taskCpus: 4 }, { inputBytes: TIB / 100 }).escalation).toBeUndefined();
  });
});
