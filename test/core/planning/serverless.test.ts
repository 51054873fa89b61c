import { planOf, problemsOf, REQUEST, WORKLOAD } from './cases';
import { attemptServerless, planServerless } from '../../../src/core/planning/serverless';
import { GIB } from '../../../src/core/units';

describe('planServerless()', () => {
  test('gives the warnings of a plan with the plan', () => {
    const outcome = planServerless({ ...WORKLOAD, inputFormat: 'gzip', inputFiles: 800 }, REQUEST);
    expect(outcome.ok && outcome.warnings.map(({ id, path }) => [id, path])).toEqual([['SZ3206', '']]);
    expect(outcome.ok && outcome.value.warnings.map(({ id }) => id)).toEqual(['SZ3206']);
  });

  test('warns of a release newer than the catalog and of prices of another Region', () => {
    expect(planOf({}, { release: 'emr-7.99.0', region: 'eu-north-9' }).warnings.map(({ id }) => id)).toEqual(['SZ4002', 'SZ4004']);
  });

  test('fails with what is wrong with a request before it searches', () => {
    expect(problemsOf({}, { release: 'emr-1.0.0' })).toEqual([expect.stringMatching(/^SZ400[13] release/)]);
    expect(problemsOf({ hotKeyBytes: 400 * GIB }, { pins: { executorCores: 3 } })).toEqual([expect.stringMatching(/^SZ1011 executorCores/)]);
  });

  test('fails where serverless storage does not hold the shuffles: 200 GiB a job in emr-7.12.0', () => {
    const shuffle = (gibibytes: number) => ({ shuffleTotalBytes: gibibytes * GIB, growth: 1.25 });
    expect(problemsOf(shuffle(160), { serverlessStorage: true })).toEqual([]);
    expect(problemsOf(shuffle(161), { serverlessStorage: true })).toEqual([
      'SZ3108 shuffleTotal: got 161 GiB, with growth 1.25 201 GiB; serverless storage of emr-7.12.0 holds 200 GiB of a job: at most 160 GiB, or serverlessStorage false',
    ]);
    expect(problemsOf(shuffle(161))).toEqual([]);
  });

  test('has the search behind a plan, and none of a release that there is not', () => {
    expect(attemptServerless(WORKLOAD, REQUEST)!.best.count).toBe(planOf().executors.maximum);
    expect(attemptServerless(WORKLOAD, { ...REQUEST, release: 'emr-1.0.0' })).toBeUndefined();
  });
});

describe('of all plans', () => {
  test('the cheapest is taken, and within 1 % of it the one with the fewest vCPUs', () => {
    const { cost, executors, executor, driver, runnersUp } = planOf();
    const cheapest = Math.min(...runnersUp.map(({ usd }) => usd));
    expect(cost.usd).toBeLessThanOrEqual(1.01 * cheapest);
    expect(runnersUp.some(({ lostBecause }) => /vCPUs more$/.test(lostBecause))).toBe(true);
    expect(executors.maximum * executor.worker.vCpu + driver.worker.vCpu).toBe(23);
  });

  test('no plan with its cores, count or partitions pinned is cheaper by more than 1 %', () => {
    const { cost } = planOf();
    for (const pins of [{ executorCores: 1 }, { executorCores: 4 }, { executorCores: 32 }, { executors: 5 }, { executors: 40 }, { partitions: 2000 }, { taskCpus: 2 }]) {
      expect(1.01 * planOf({}, { pins }).cost.usd).toBeGreaterThanOrEqual(cost.usd);
    }
  });

  test('the fastest is taken where time is the objective: no deadline below 99 % of it has a lawful plan', () => {
    const { runTime } = planOf({}, { objective: 'time' });
    expect(runTime.seconds).toBeLessThan(planOf().runTime.seconds);
    const quicker = { finishWithinSeconds: 0.98 * runTime.highSeconds };
    const outcome = planServerless({ ...WORKLOAD, ...quicker }, REQUEST);
    expect(outcome.ok && !outcome.value.warnings.some(({ id }) => id === 'SZ3204')).toBe(false);
  });

  test('none is taken that costs more than maxUsd at the high end', () => {
    const free = planOf();
    const capped = planOf({ maxUsd: free.cost.highUsd - 0.002 });
    expect(capped.cost.highUsd).toBeLessThanOrEqual(free.cost.highUsd - 0.002);
  });

  test('none is taken that concurrent runs could not all have within the quota', () => {
    const { concurrentRuns, driver, executor, executors } = planOf({ concurrentRuns: 3, maxConcurrentVcpus: 40 });
    expect(concurrentRuns * (driver.worker.vCpu + executors.maximum * executor.worker.vCpu)).toBeLessThanOrEqual(40);
  });

  test('a disk that stages wait for is taken larger where that is cheaper', () => {
    // 2 TiB of shuffle on one-hour core time: 128 MiB/s each way binds below 170 GB
    const plan = planOf({ shuffleBytes: 2048 * GIB, shuffleTotalBytes: 2048 * GIB, coreTimeSeconds: 36_000, finishWithinSeconds: 3600 });
    expect(plan.executor.diskGiB).toBeGreaterThanOrEqual(20);
    expect(plan.runTime.highSeconds).toBeLessThanOrEqual(3600);
  });
});
