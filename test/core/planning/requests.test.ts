import { checkPlan } from '../../../src/core/planning/check-plan';
import { PriceOverrides, ServerlessRequest } from '../../../src/core/planning/plan';
import { readPlan } from '../../../src/core/planning/read-plan';
import { planServerless } from '../../../src/core/planning/serverless';
import { readWorkload } from '../../../src/core/workload/read';

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
  const pins = { executorCores: 8, taskCpus: 2, executors: 5, partitions: 300, executorMemoryMiB: 20_480, diskGiB: 60, collector: 'parallel' } as const;
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
