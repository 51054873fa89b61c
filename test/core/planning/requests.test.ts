import { checkPlan } from '../../../src/core/planning/check-plan';
import { PriceOverrides, ServerlessRequest } from '../../../src/core/planning/plan';
import { readPlan } from '../../../src/core/planning/read-plan';
import { checkRequest } from '../../../src/core/planning/requests';
import { planServerless } from '../../../src/core/planning/serverless';
import { readWorkload } from '../../../src/core/workload/read';
import { Workload } from '../../../src/core/workload/workload';

const REQUEST: ServerlessRequest = {
  release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', serverlessStorage: false, pins: {},
};

function planned(request: Partial<ServerlessRequest>, fields: object = {}) {
  const workload = readWorkload({ input: '50GiB', maxConcurrentVcpus: 64, ...fields });
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  return planServerless(workload.value, { ...REQUEST, ...request });
}

function problemsOf(request: Partial<ServerlessRequest>): string[] {
  const plan = planned(request);
  return plan.ok ? [] : plan.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`);
}

test('a plan tells what it was pinned to, and nothing where nothing was', () => {
  const pins = { executorCores: 8, taskCpus: 2, executors: 5, partitions: 900, executorMemoryMiB: 20_480, diskGiB: 60, collector: 'parallel' } as const;
  const plan = planned({ pins });
  const one = planned({ pins: { executorCores: 8, taskCpus: undefined } });
  const free = planned({ pins: { executorCores: undefined } });
  if (!plan.ok || !one.ok || !free.ok) throw new Error('no plan');
  expect(plan.value.pins).toEqual(pins);
  expect(readPlan(JSON.parse(JSON.stringify(plan.value)))).toMatchObject({ ok: true, value: { pins } });
  expect(checkPlan(plan.value)).toEqual([]);
  expect(JSON.stringify(one.value.pins)).toBe('{"executorCores":8}');
  expect(Object.keys(free.value)).not.toContain('pins');
});

describe('prices of a request', () => {
  test.each<[keyof PriceOverrides, number]>([
    ['vCpuHourUsd', 0], ['vCpuHourUsd', -1], ['vCpuHourUsd', NaN], ['vCpuHourUsd', Infinity],
    ['memoryGiBHourUsd', 0], ['memoryGiBHourUsd', -0.1], ['memoryGiBHourUsd', NaN], ['memoryGiBHourUsd', -Infinity],
  ])('fails: %s of %d, which has to be above 0', (name, usd) => {
    expect(problemsOf({ prices: { [name]: usd } })).toEqual([`SZ1004 prices.${name}: got ${usd}; US dollars above 0 are expected`]);
  });

  test.each<[keyof PriceOverrides, number]>([
    ['storageGiBHourUsd', -1], ['storageGiBHourUsd', NaN], ['shuffleStorageGiBHourUsd', Infinity], ['shuffleStorageGiBHourUsd', -1e-9],
  ])('fails: %s of %d, which may not be below 0', (name, usd) => {
    expect(problemsOf({ prices: { [name]: usd } })).toEqual([`SZ1004 prices.${name}: got ${usd}; US dollars from 0 are expected`]);
  });

  test('fails with every price that is wrong', () => {
    expect(problemsOf({ prices: { vCpuHourUsd: 0, memoryGiBHourUsd: 0, storageGiBHourUsd: 0, shuffleStorageGiBHourUsd: -1 } })).toHaveLength(3);
  });

  test('may be nothing for disks: a plan is found, and costs no more than with their price', () => {
    const shuffles = { shuffle: '200GiB', input: '400GiB', finishWithin: '1h', coreTime: '20h' };
    const priced = planned({}, shuffles);
    const free = planned({ prices: { storageGiBHourUsd: 0, shuffleStorageGiBHourUsd: 0 } }, shuffles);
    if (!priced.ok || !free.ok) throw new Error('no plan');
    expect(free.value.cost.usd).toBeLessThanOrEqual(priced.value.cost.usd * 1.01); // closer costs are a tie
  });
});

describe('a request', () => {
  const problems = (request: Partial<ServerlessRequest>, profile: Workload['profile'] = 'batch-etl') =>
    checkRequest({ profile }, { ...REQUEST, ...request }).map(({ id, path, message }) => `${id} ${path}: ${message}`);
  const pinned = (pins: ServerlessRequest['pins'], request: Partial<ServerlessRequest> = {}) => problems({ ...request, pins });
  const storage = (request: Partial<ServerlessRequest>, profile?: Workload['profile']) => problems({ serverlessStorage: true, ...request }, profile);

  test('of what the service has is not refused', () => {
    for (const executorCores of [1, 2, 4, 8, 16, 32]) expect(pinned({ executorCores, taskCpus: executorCores })).toEqual([]);
    expect(pinned({ executors: 1, partitions: 1, taskCpus: 32, diskGiB: 20 })).toEqual([]);
    expect(pinned({ executors: 1_000_000, partitions: 1_000_000, taskCpus: 1, diskGiB: 2000 })).toEqual([]);
    expect(problems({ warm: 1_000_000 })).toEqual([]);
  });

  test('fails for cores that no worker has', () => {
    expect(pinned({ executorCores: 3 })).toEqual(['SZ1011 executorCores: got 3; workers have 1, 2, 4, 8, 16, 32 vCPU']);
  });

  test('fails for more cores a task than a worker has', () => {
    expect(pinned({ taskCpus: 33 })).toEqual(['SZ1011 taskCpus: got 33; 1 to 32 cores a task are possible']);
    expect(pinned({ taskCpus: 5, executorCores: 4 })).toEqual(['SZ1011 taskCpus: got 5; 1 to 4 cores a task are possible']);
    expect(pinned({ taskCpus: 0 })).toEqual(['SZ1011 taskCpus: got 0; 1 to 32 cores a task are possible']);
  });

  test.each([0, 1.5, -3, 1_000_001, NaN])('fails for %d executors or partitions', count => {
    expect(pinned({ executors: count })).toEqual([`SZ1011 executors: got ${count}; 1 to 1000000 executors are possible`]);
    expect(pinned({ partitions: count })).toEqual([`SZ1011 partitions: got ${count}; 1 to 1000000 partitions are possible`]);
    expect(problems({ warm: count })).toEqual([`SZ1004 warm: got ${count}; 1 to 1000000 executors are possible, or leave it out`]);
  });

  test('fails for a heap that Spark does not start with', () => {
    expect(pinned({ executorMemoryMiB: 450 })).toEqual([]);
    expect(pinned({ executorMemoryMiB: 449 })).toEqual(['SZ2004 executorMemory: got 449m; Spark starts from 450m on']);
    expect(pinned({ executorMemoryMiB: 504, collector: 'parallel' })).toEqual(['SZ2004 executorMemory: got 504m; Spark starts from 505m on']);
    expect(pinned({ executorMemoryMiB: NaN })).toHaveLength(1);
  });

  test('fails for a disk that the release does not have', () => {
    for (const diskGiB of [19, 2001, 60.5]) expect(pinned({ diskGiB })).toEqual([`SZ2002 disk: got ${diskGiB} GB; whole GB from 20 to 2000 on emr-7.12.0`]);
    expect(pinned({ diskGiB: 201 }, { release: 'emr-7.0.0' })).toEqual(['SZ2002 disk: got 201 GB; whole GB from 20 to 200 on emr-7.0.0']);
    expect(pinned({ diskGiB: 200 }, { release: 'emr-7.0.0' })).toEqual([]);
  });

  test('for serverless storage fails where the release has none', () => {
    expect(storage({})).toEqual([]);
    expect(storage({ release: 'emr-7.11.0' })).toEqual(['SZ1013 serverlessStorage: got true on emr-7.11.0; it needs emr-7.12.0 or later']);
  });

  test('for serverless storage fails with warm workers, small workers and disks of any size', () => {
    expect(storage({ warm: 2 })).toEqual(['SZ1007 warm: got 2 with serverless storage, which never uses pre-initialised workers; leave out one of the two']);
    expect(storage({ pins: { executorCores: 2 } })).toEqual(['SZ1007 executorCores: got 2 with serverless storage, which needs workers of 4 vCPU or more']);
    expect(storage({ pins: { executorCores: 4, diskGiB: 20 } })).toEqual([]);
    expect(storage({ pins: { diskGiB: 21 } })).toEqual(['SZ1007 disk: got 21 GB with serverless storage, beside which a disk has 20 GB']);
  });

  test.each(['streaming', 'interactive'] as const)('for serverless storage fails with the profile %s', profile => {
    expect(storage({}, profile)).toEqual([`SZ1007 serverlessStorage: got true with profile ${profile}; serverless storage only serves batch runs`]);
    expect(problems({}, profile)).toEqual([]);
  });

  test('fails with everything that is wrong at once, and of an unknown release with that and its prices', () => {
    expect(pinned({ executorCores: 3, executors: 0 }, { warm: 0 }).map(text => text.slice(0, 6))).toEqual(['SZ1011', 'SZ1011', 'SZ1004']);
    expect(pinned({ executorCores: 3 }, { release: 'nonsense', prices: { vCpuHourUsd: 0 } }).map(text => text.slice(0, 6))).toEqual(['SZ4001', 'SZ1004']);
  });
});
