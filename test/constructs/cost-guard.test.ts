import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { appOf, hourly, nightly, pinned } from './app-fixture';
import { clusterOf } from './cluster-fixture';
import { SizedEmrCluster, SizedEmrServerlessApp } from '../../src';
import { costProblems } from '../../src/constructs/cost-guard';
import { LAWS } from '../../src/core/catalog/laws';
import { thrownBy } from '../api/thrown';

function refusal({ stack }: SizedEmrServerlessApp | SizedEmrCluster): string {
  return thrownBy(() => Template.fromStack(stack)).join('\n');
}

test('a run above the limit is refused at synth, a pinned plan too, with the limit that would do', () => {
  const { highUsd } = appOf({ plan: pinned() }).plan.cost;
  const text = refusal(appOf({ plan: pinned(), costGuard: { maxRunUsd: 0.01 } }));
  expect(text).toMatch(/SZ3301 Workload: may cost \$[\d.]+ a run, \$0\.01\d* is allowed \(costGuard\.maxRunUsd\)/);
  expect(text).not.toContain('SZ3302');
  const [, enough] = /raise the limit to \$([\d.]+)/.exec(text)!;
  expect(Number(enough)).toBeGreaterThanOrEqual(highUsd);
  expect(() => Template.fromStack(appOf({ plan: pinned(), costGuard: { maxRunUsd: highUsd } }).stack)).not.toThrow();
});

test('every workload is held against the limit of a run', () => {
  const app = appOf({ workload: nightly, costGuard: { maxRunUsd: 0.001 } });
  app.addWorkload('Hourly', hourly);
  const text = refusal(app);
  expect(text).toContain('SZ3301 Workload');
  expect(text).toContain('SZ3301 Hourly');
});

const COST = { usd: 1, lowUsd: 0.5, highUsd: 2, idleUsdPerHour: 0, per: 'run' as const, pricedAt: '', region: '' };
const RUN = { id: 'Nightly', plan: { cost: COST, runTime: { seconds: 3600, lowSeconds: 1800, highSeconds: 7200, waves: 1 } } };
const HOUR = { id: 'Stream', plan: { ...RUN.plan, cost: { ...COST, per: 'hour' as const, highUsd: 0.1 } } };
const NOTHING = { usdPerHour: 0, for: 0 };

test('a month is its runs, by the high ends of their plans', () => {
  const guard = { maxMonthUsd: 100, runsPerMonth: 30 };
  expect(costProblems(guard, [RUN], NOTHING)).toEqual([]);
  expect(costProblems(guard, [RUN, { ...RUN, id: 'More', runsPerMonth: 21 }], NOTHING)).toMatchObject([
    { id: 'SZ3302', path: 'costGuard.maxMonthUsd', message: expect.stringContaining('$102.00 (Nightly 30 × $2.00, More 21 × $2.00), $100.00 is allowed') },
  ]);
  expect(costProblems({ maxMonthUsd: 100 }, [RUN], NOTHING)).toMatchObject([{ id: 'SZ1001', path: 'Nightly: runsPerMonth' }]);
});

test.each([-1, 0, NaN, Infinity])('%s runs of a workload are refused, with or without a limit', runsPerMonth => {
  const wrong = [{ id: 'SZ1004', path: 'More: runsPerMonth' }];
  expect(costProblems({ maxMonthUsd: 100, runsPerMonth: 30 }, [RUN, { ...RUN, id: 'More', runsPerMonth }], NOTHING)).toMatchObject(wrong);
  expect(costProblems(undefined, [{ ...RUN, id: 'More', runsPerMonth }], NOTHING)).toMatchObject(wrong);
});

test('a month of streaming is all of its hours', () => {
  const hours = LAWS.hoursPerMonth.value;
  expect(costProblems({ maxMonthUsd: hours * 0.1 }, [HOUR], NOTHING)).toEqual([]);
  expect(costProblems({ maxMonthUsd: hours * 0.1 - 0.01 }, [HOUR], NOTHING)).toMatchObject([{ id: 'SZ3302' }]);
});

test.each([
  ['until the application stops after each run', 0.25, 60 + 30 * 0.25],
  ['whenever nothing runs, in the shortest runs', 'rest' as const, 60 + (LAWS.hoursPerMonth.value - 15)],
  ['all month, whatever runs', 'month' as const, LAWS.hoursPerMonth.value],
])('what is idle is paid for: %s', (_name, standing, usd) => {
  const problems = (maxMonthUsd: number) => costProblems({ maxMonthUsd, runsPerMonth: 30 }, [RUN], { usdPerHour: 1, for: standing });
  expect(problems(usd)).toEqual([]);
  expect(problems(usd - 0.01)).toMatchObject([{ id: 'SZ3302' }]);
});

test('a warm application that never stops by itself costs its pool all month', () => {
  const costGuard = { maxMonthUsd: 60, runsPerMonth: 1 };
  const warm = { workload: hourly, warm: 2, costGuard };
  expect(() => Template.fromStack(appOf({ ...warm, idleTimeout: Duration.minutes(5) }).stack)).not.toThrow();
  expect(refusal(appOf({ ...warm, autoStop: false }))).toMatch(/SZ3302 costGuard\.maxMonthUsd: a month may cost .* while nothing runs\)/);
});

test('a cluster that nothing terminates is paid for all month, another one for its runs', () => {
  const cluster = clusterOf({ costGuard: { maxMonthUsd: 50 } });
  expect(refusal(cluster)).toContain(`${LAWS.hoursPerMonth.value} hours at $`);
  const { highUsd } = cluster.plan.cost;
  const idleTimeout = Duration.hours(1);
  expect(() => Template.fromStack(clusterOf({ idleTimeout, costGuard: { maxMonthUsd: 2 * highUsd, runsPerMonth: 2 } }).stack)).not.toThrow();
  expect(refusal(clusterOf({ idleTimeout, costGuard: { maxMonthUsd: 2 * highUsd, runsPerMonth: 3 } }))).toContain('SZ3302');
});

test('limits are numbers above 0', () => {
  expect(thrownBy(() => appOf({ plan: pinned(), costGuard: { maxRunUsd: 0, maxMonthUsd: -1 } })).join('\n')).toMatch(/SZ1004 costGuard\.maxRunUsd.*\n.*SZ1004 costGuard\.maxMonthUsd/);
});
