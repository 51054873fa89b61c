import '../../property-seed';
import * as fc from 'fast-check';
import { Tag, wellFormed } from './well-formed';
import { planEc2 } from '../../../src/core/planning/ec2';
import { AnyPlan, nodesOf } from '../../../src/core/planning/ec2-plan';
import { planServerless } from '../../../src/core/planning/serverless';
import { formatDuration, formatUsd } from '../../../src/core/workload/quantities';
import { planRegions } from '../../../src/report/plan-regions';
import { Picture, WIDTHS, inlineSvg } from '../../../src/report/svg/picture';
import { planPictures, planSvg } from '../../../src/report/svg/plan-pictures';
import { escaped } from '../../../src/report/svg/xml';
import { mib } from '../../../src/report/text-style';
import { BASE_REQUEST, requests, workloads } from '../../arbitraries/workload';

const anyPlan: fc.Arbitrary<AnyPlan> = fc.oneof(
  fc.tuple(workloads(), requests).map(([workload, request]) => planServerless(workload, request)),
  fc.tuple(workloads(), fc.constantFrom(0, 0.5), fc.constantFrom('arm64' as const, 'x86_64' as const)).map(([workload, spotShare, architecture]) =>
    planEc2(workload, { release: BASE_REQUEST.release, architecture, region: 'us-east-1', objective: 'cost', pins: {}, spotShare })),
).filter(planned => planned.ok).map(planned => (planned as { value: AnyPlan }).value);

/** Planned once for all tests: that is what takes the time. */
const PLANS = fc.sample(anyPlan, 40);

function forEach(check: (plan: AnyPlan, wide: number) => void): void {
  for (const plan of PLANS) for (const wide of [WIDTHS.wide, WIDTHS.narrow]) check(plan, wide);
}

test('the sample has both platforms', () => {
  for (const platform of ['serverless', 'ec2']) expect(PLANS.filter(plan => plan.platform === platform).length).toBeGreaterThan(5);
});

function number(tag: Tag, name: string): number {
  return Number(tag.attributes[name] ?? 0);
}

/** Everything with a place lies within the picture. */
function expectWithin({ width: right, height: bottom }: Pick<Picture, 'width' | 'height'>, tags: readonly Tag[]): void {
  for (const tag of tags) {
    const radius = number(tag, 'r');
    const [x, y] = [number(tag, 'x') + number(tag, 'cx'), number(tag, 'y') + number(tag, 'cy')];
    expect(Math.min(x - radius, y - radius)).toBeGreaterThanOrEqual(0);
    expect(x + radius + number(tag, 'width')).toBeLessThanOrEqual(right + 0.11); // two roundings to a tenth
    expect(y + radius + number(tag, 'height')).toBeLessThanOrEqual(bottom + 0.11);
  }
}

test('any plan is drawn well-formed, within its box, and without a number that is none', () => {
  forEach((plan, wide) => {
    const svg = planSvg(plan, wide);
    const [root] = wellFormed(svg);
    expect(root).toMatchObject({ name: 'svg', attributes: { role: 'img' } });
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
    expect(planSvg(plan, wide)).toBe(svg);
    for (const picture of planPictures(plan, wide)) expectWithin(picture, wellFormed(inlineSvg(picture)));
  });
});

test('the regions in the picture are the plan\'s, to scale, and add up to the container', () => {
  forEach((plan, wide) => {
    const [memory] = planPictures(plan, wide);
    const regions = planRegions(plan).filter(region => region.mib > 0);
    const bars = wellFormed(inlineSvg(memory)).filter(({ name, attributes }) => name === 'rect' && attributes.y === '40');
    expect(bars).toHaveLength(regions.length);
    const scale = (wide - 32) / plan.executor.containerMiB;
    bars.forEach((bar, index) => expect(Math.abs(number(bar, 'width') - regions[index].mib * scale)).toBeLessThanOrEqual(0.051));
    for (const region of regions) expect(memory.body).toContain(`>${mib(region.mib)}</text>`);
    const shown = regions.map(region => Number(/ ([\d,]+) MiB/.exec(memory.description.slice(memory.description.indexOf(`${region.name} `)))![1].replace(/,/g, '')));
    expect(shown.reduce((sum, one) => sum + one, 0)).toBe(plan.executor.containerMiB);
    const solid = wellFormed(inlineSvg(memory)).filter(({ attributes }) => attributes.class === 'sz-task');
    expect(solid).toHaveLength(plan.executor.slots);
  });
});

test('nodes hold what YARN was given, and their idle memory is the plan\'s', () => {
  forEach((plan, wide) => {
    const [, { description }] = planPictures(plan, wide);
    const rows = [...description.matchAll(/(\d+) × [^:]*: (?:[^.]*?: )?(?:([^:]*?): )?([\d,]+) MiB used, (?:([\d,]+) MiB|nothing) idle/g)];
    const sum = (group: number) => rows.reduce((all, row) => all + Number(row[1]) * Number((row[group] ?? '0').replace(/,/g, '')), 0);
    if (plan.platform === 'serverless') {
      expect(rows.map(row => Number(row[1]))).toEqual([plan.concurrentRuns * plan.executors.maximum, plan.concurrentRuns]);
      expect(Number(rows[0][3].replace(/,/g, ''))).toBe(plan.executor.containerMiB);
    } else {
      expect(rows.reduce((all, row) => all + Number(row[1]), 0)).toBe(nodesOf(plan.cluster));
      expect(sum(4)).toBe(plan.cluster.core.idleMiB);
      expect(sum(3) + sum(4)).toBe(nodesOf(plan.cluster) * plan.cluster.core.yarnMemoryMiB);
      const executors = [...description.matchAll(/(\d+) × [^:]*: (?:[^.]*? and )?([\d,]+) executors? of/g)].reduce((all, [, count, each]) => all + Number(count) * Number(each.replace(/,/g, '')), 0);
      expect(executors).toBe(plan.concurrentRuns * plan.executors.maximum);
    }
  });
});

test('the front has a point for the plan and for every runner-up, each with its cost and time', () => {
  forEach((plan, wide) => {
    const [,, front] = planPictures(plan, wide);
    expect(front === undefined).toBe(plan.runnersUp.length === 0);
    if (!front) return;
    const dots = wellFormed(inlineSvg(front)).filter(({ name }) => name === 'circle');
    expect(dots).toHaveLength(1 + plan.runnersUp.length);
    const points = [{ seconds: plan.runTime.seconds, usd: plan.cost.usd }, ...plan.runnersUp.map(one => ({ ...one, seconds: one.seconds! }))];
    for (const { seconds, usd } of points) expect(front.description).toContain(`${formatDuration(seconds)}, ${formatUsd(usd)}`);
    for (const { summary, lostBecause } of plan.runnersUp) expect(front.description).toContain(`${summary} (${lostBecause})`);
    const placed = [...dots].reverse().map((dot, index) => ({ ...points[index], x: number(dot, 'cx'), y: number(dot, 'cy') }));
    for (const a of placed) for (const b of placed) if (a.seconds < b.seconds) expect(a.x).toBeLessThanOrEqual(b.x);
    for (const a of placed) for (const b of placed) if (a.usd < b.usd) expect(a.y).toBeGreaterThanOrEqual(b.y);
  });
});

test('any text is escaped', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), name => {
    expect(() => wellFormed(`<a b="${escaped(name)}">${escaped(name)}</a>`)).not.toThrow();
  }));
  expect(escaped('a\u0000\ud800b')).toBe('a\ufffd\ufffdb');
  expect(escaped('<&>"\'')).toBe('&lt;&amp;&gt;&quot;&#39;');
});
