import { AnyPlan } from '../../../src/core/planning/ec2-plan';
import { diffPlans } from '../../../src/core/planning/plan-diff';
import { PLAN } from '../../fixtures/plan';

test('a plan beside itself has not moved', () => {
  expect(diffPlans(PLAN, PLAN)).toMatchObject({ circumstances: [], moved: [], assumptions: [], settings: [] });
});

test('what moved has its new reason, what is gone has none', () => {
  const [heap, count, ...rest] = PLAN.reasons;
  const young: AnyPlan = {
    ...PLAN,
    release: 'emr-7.14.0',
    pins: { executorCores: 8 },
    cost: { ...PLAN.cost, usd: 3 },
    runTime: { ...PLAN.runTime, seconds: 900 },
    reasons: [{ ...heap, value: '20,000 MiB', because: 'less' }, { ...count, because: 'the same count for another reason' }, ...rest.slice(1), { quantity: 'new', value: '1', binds: 'x', because: 'y' }],
    assumptions: [{ ...PLAN.assumptions[0], value: '1.5' }, ...PLAN.assumptions.slice(1)],
    sparkDefaults: { ...PLAN.sparkDefaults, 'spark.executor.memory': '20000m', 'spark.task.cpus': '2' },
  };
  expect(diffPlans(PLAN, young)).toEqual({
    schema: 'sized-emr/plan-diff/1',
    circumstances: [{ name: 'release', before: 'emr-7.12.0', after: 'emr-7.14.0' }, { name: 'pins', before: null, after: 'executorCores 8' }],
    moved: [
      { name: 'executor.heapMiB', before: '26,880 MiB', after: '20,000 MiB', binds: 'worker of 30 GB', because: 'less' },
      { name: 'partitions', before: '480', after: null, binds: null, because: null },
      { name: 'new', before: null, after: '1', binds: 'x', because: 'y' },
    ],
    assumptions: [{ name: 'growth', before: '1.2', after: '1.5', binds: null, because: PLAN.assumptions[0].because }],
    settings: [{ name: 'spark.executor.memory', before: '26880m', after: '20000m' }, { name: 'spark.task.cpus', before: null, after: '2' }],
    bill: { before: { usd: 2.44, per: 'run', idleUsdPerHour: 0, seconds: 1860 }, after: { usd: 3, per: 'run', idleUsdPerHour: 0, seconds: 900 } },
  });
});
