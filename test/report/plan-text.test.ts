import * as fc from 'fast-check';
import { planMarkdown } from '../../src/report/plan-markdown';
import { planText } from '../../src/report/plan-text';
import { PLAN } from '../fixtures/plan';

test('a plan as text', () => {
  expect(planText(PLAN)).toMatchSnapshot();
});

test('a plan as Markdown', () => {
  expect(planMarkdown(PLAN)).toMatchSnapshot();
});

test('no line is wider than asked', () => {
  fc.assert(fc.property(fc.integer({ min: 72, max: 100 }), width => {
    for (const line of planText(PLAN, { width }).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  }), { numRuns: 29 });
});

test('text and Markdown tell the same facts in the same order', () => {
  const { name, reasons: [reason], assumptions: [assumption], runnersUp: [runnerUp] } = PLAN;
  const facts = [name!, '31m', '26,880 MiB', reason.quantity, assumption.because, runnerUp.summary, 'spark.driver.maxResultSize', 'SZ3202'];
  const plan = { ...PLAN, sparkDefaults: { 'spark.driver.maxResultSize': '1g' } };
  for (const report of [planText(plan), planMarkdown(plan)]) {
    const places = facts.map(fact => report.indexOf(fact));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  }
});

test('parts that a plan does not have leave no trace', () => {
  const bare = planText({ ...PLAN, name: undefined, reasons: [], assumptions: [], runnersUp: [], escalation: undefined, warnings: [] });
  expect(bare).toMatch(/^A job on EMR Serverless/);
  expect(bare).not.toMatch(/Why|Assumed|Runners-up|out-of-memory|Warnings|undefined|off-heap/);
});

test('warnings are left out where they are printed elsewhere', () => {
  expect(planText(PLAN, { warnings: false })).not.toContain('SZ3202');
});

test('a fixed count, several cores a task, warm workers and memory beside the heap are said', () => {
  const text = planText({
    ...PLAN,
    concurrentRuns: 2,
    executor: { ...PLAN.executor, taskCpus: 2, slots: 2, offHeapMiB: 1024, pysparkMiB: 512, worker: { ...PLAN.executor.worker, diskType: 'SHUFFLE_OPTIMIZED' } },
    executors: { minimum: 12, initial: 12, maximum: 12, dynamic: false },
    cost: { ...PLAN.cost, idleUsdPerHour: 1.5, per: 'hour' },
  });
  const facts = [
    '12, fixed', '2, one per run', '4, 2 a task: 2 slots', '60 GB shuffle-optimized disk', '$1.50 an hour for warm workers', '$2.44 an hour', 'off-heap', 'Python',
  ];
  for (const fact of facts) expect(text).toContain(fact);
});

test('what would be Markdown in a name or reason is text', () => {
  const report = planMarkdown({ ...PLAN, name: 'a|b <b> [x](y) *z*', reasons: [{ quantity: 'q', value: 'v', binds: 'a | b', because: 'c\nd' }] });
  expect(report).toContain('# a\\|b &lt;b> \\[x](y) \\*z\\* on');
  expect(report).toContain('| q | v | a \\| b | c d |');
});
