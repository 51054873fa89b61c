import '../../property-seed';
import * as fc from 'fast-check';
import { explainExecutor } from '../../../src/core/memory/explain';
import { planEc2 } from '../../../src/core/planning/ec2';
import { AnyPlan } from '../../../src/core/planning/ec2-plan';
import { readWorkload } from '../../../src/core/workload/read';
import { explainHtml } from '../../../src/report/html/explain-html';
import { planHtml } from '../../../src/report/html/plan-html';
import { planFigures, planHeadline, planTitle, planWorkers } from '../../../src/report/plan-facts';
import { escaped } from '../../../src/report/svg/xml';
import { PLAN } from '../../fixtures/plan';
import { wellFormed } from '../svg/well-formed';

const RUNNERS_UP = PLAN.runnersUp.map((one, index) => ({ ...one, seconds: 1500 + index * 600 }));

function ec2Plan(): AnyPlan {
  const workload = readWorkload({ input: '100GiB', concurrentRuns: 2 });
  const planned = workload.ok && planEc2(workload.value, { release: 'emr-7.12.0', architecture: 'arm64', region: 'us-east-1', objective: 'cost', pins: {} });
  if (!planned || !planned.ok) throw new Error('no plan');
  return planned.value;
}

function tagsOf(page: string) {
  expect(page.startsWith('<!DOCTYPE html>\n')).toBe(true);
  return wellFormed(page.slice('<!DOCTYPE html>'.length), ['meta']);
}

test.each([['EMR Serverless', () => ({ ...PLAN, runnersUp: RUNNERS_UP })], ['EC2', ec2Plan]] as const)('a plan for %s has every fact of it on its page, escaped', (_name, planOf) => {
  const plan: AnyPlan = planOf();
  const page = planHtml(plan);
  const facts = [
    planTitle(plan), planHeadline(plan), ...planWorkers(plan).flat(), ...planFigures(plan).flat(),
    ...plan.reasons.flatMap(one => [one.quantity, one.value, one.binds, one.because]), ...plan.assumptions.flatMap(one => [one.field, one.value, one.because]),
    ...plan.runnersUp.flatMap(one => [one.summary, one.lostBecause]), ...Object.entries(plan.sparkDefaults).flat(), ...plan.warnings.flatMap(one => [one.id, one.message]),
  ];
  for (const fact of facts) expect(page).toContain(escaped(fact));
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test('a page is one file that asks nobody for anything', () => {
  const page = planHtml({ ...PLAN, runnersUp: RUNNERS_UP });
  const tags = tagsOf(page);
  expect(tags.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['script']));
  for (const { name, attributes } of tags) {
    expect(['script', 'link', 'img', 'iframe', 'object', 'use', 'image', 'base', 'form']).not.toContain(name);
    for (const key of Object.keys(attributes)) expect(key).not.toMatch(/^(src|href|xlink:href|on\w+|style)$/);
  }
  expect(page).not.toMatch(/url\(|@import/);
  expect(page.match(/https?:\/\/[^"]*/g)!.every(address => address === 'http://www.w3.org/2000/svg')).toBe(true);
  expect(tags).toContainEqual({ name: 'meta', attributes: { 'http-equiv': 'Content-Security-Policy', 'content': 'default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;' } });
  expect(page).toContain('prefers-color-scheme:dark');
  expect(page).toContain('@media print');
  expect(page.length).toBeLessThan(50_000);
});

test('ids of a page are its own, and every picture has its text', () => {
  const tags = tagsOf(planHtml({ ...PLAN, runnersUp: RUNNERS_UP }));
  const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const pictures = tags.filter(({ name }) => name === 'svg');
  expect(pictures).toHaveLength(8); // four, in two widths
  for (const { attributes } of pictures) for (const id of attributes['aria-labelledby'].split(' ')) expect(ids).toContain(id);
});

test('whatever text a plan holds is text on the page', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=y>', '&lt;', '</style>', ''), (noise, attack) => {
    const text = `${attack}${noise}x`;
    const plan: AnyPlan = {
      ...PLAN,
      name: text,
      reasons: [{ quantity: text, value: text, binds: text, because: text }],
      assumptions: [{ field: text, value: text, because: text }],
      runnersUp: [{ summary: text, usd: 1, seconds: 2, lostBecause: text }],
      sparkDefaults: { [text]: text },
      warnings: [{ id: text, message: text }],
      region: text,
    };
    const names = new Set(tagsOf(planHtml(plan)).map(({ name }) => name));
    for (const name of ['script', 'img']) expect(names).not.toContain(name);
  }), { numRuns: 60 });
});

test('parts that a plan does not have leave no heading', () => {
  const page = planHtml({ ...PLAN, reasons: [], assumptions: [], runnersUp: [], escalation: undefined, warnings: [] });
  expect(page).not.toMatch(/<h2>(Why|Assumed|Runners-up|After an out-of-memory exit|Warnings)/);
  tagsOf(page);
});

test('a configuration as a page', () => {
  const explained = explainExecutor({ executorMemory: '4g', executorCores: 2 });
  if (!explained.ok) throw new Error('not explained');
  const page = explainHtml(explained.value, 2);
  tagsOf(page);
  expect(page).toContain('Runtime.maxMemory');
  expect(page).toContain('2 tasks at once');
  expect(page).not.toContain('What a workload does in it');
});
