import { AnyPlan } from '../../src/core/planning/ec2-plan';
import { diffPlans } from '../../src/core/planning/plan-diff';
import { diffMarkdown, planDiffMarkdown } from '../../src/report/diff-markdown';
import { planDiffText } from '../../src/report/plan-diff-text';
import { diffOf } from '../checks/diff/template-fixture';
import { PLAN } from '../fixtures/plan';

const YOUNG: AnyPlan = {
  ...PLAN,
  region: 'eu-west-1',
  cost: { ...PLAN.cost, usd: 3.05, idleUsdPerHour: 1 },
  reasons: [{ ...PLAN.reasons[0], value: '20,000 MiB', because: 'a | pipe and <b>' }, ...PLAN.reasons.slice(1)],
  assumptions: [],
  sparkDefaults: { ...PLAN.sparkDefaults, 'spark.executor.memory': '20000m' },
};
const DIFF = diffPlans(PLAN, YOUNG);

test('two plans as Markdown and as text', () => {
  expect(planDiffMarkdown(DIFF)).toMatchSnapshot();
  expect(planDiffText(DIFF)).toMatchSnapshot();
});

test('what is Markdown in a reason is text', () => {
  expect(planDiffMarkdown(DIFF)).toContain('a \\| pipe and &lt;b>');
});

test('plans alike are said to be, and a cost that moved alone is not alike', () => {
  expect([planDiffMarkdown(diffPlans(PLAN, PLAN)), planDiffText(diffPlans(PLAN, PLAN))]).toEqual(['Both plans are the same.\n', 'Both plans are the same.\n']);
  expect(planDiffText(diffPlans(PLAN, { ...PLAN, cost: { ...PLAN.cost, usd: 1.22 } }))).toBe('$2.44 → $1.22 a run, 50 % less; 31m.\n');
  expect(planDiffText(diffPlans(PLAN, { ...PLAN, cost: { ...PLAN.cost, per: 'hour' } }))).toBe('Both plans are the same.\n');
});

test('no line of the text is wider than asked', () => {
  for (const width of [60, 80]) for (const line of planDiffText(DIFF, { width }).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
});

test('two templates as Markdown', () => {
  const template = (LogUri: string, Cpu: string) => ({
    Resources: { C: { Type: 'AWS::EMR::Cluster', Properties: { LogUri } }, A: { Type: 'AWS::EMRServerless::Application', Properties: { MaximumCapacity: { Cpu } } } },
  });
  expect(diffMarkdown(diffOf(template('s3://a|b/', '4 vCPU'), template('s3://c/', '8 vCPU')))).toMatchSnapshot();
});
