import { wellFormed } from './well-formed';
import { explainExecutor } from '../../../src/core/memory/explain';
import { simulateServerless } from '../../../src/core/simulation/serverless';
import { simulateYarn } from '../../../src/core/simulation/yarn';
import { explainPicture, explainSvg } from '../../../src/report/svg/explain-pictures';
import { frontPicture } from '../../../src/report/svg/front-picture';
import { PICTURE_STYLE, inkClass } from '../../../src/report/svg/inks';
import { memoryPicture } from '../../../src/report/svg/memory-picture';
import { packingPicture } from '../../../src/report/svg/packing-picture';
import { inlineSvg } from '../../../src/report/svg/picture';
import { planPictures, planSvg } from '../../../src/report/svg/plan-pictures';
import { simulationPicture, simulationSvg } from '../../../src/report/svg/simulation-picture';
import { PLAN } from '../../fixtures/plan';

const WIDE = 760;

function explained(request: Parameters<typeof explainExecutor>[0]) {
  const outcome = explainExecutor(request);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

function rects(body: string, ink: string) {
  return wellFormed(`<g>${body}</g>`).filter(({ name, attributes }) => name === 'rect' && attributes.class?.split(' ')[0] === `sz-${ink}`);
}

test('a plan as a picture', () => {
  const runnersUp = PLAN.runnersUp.map((one, index) => ({ ...one, seconds: 1500 + index * 600 }));
  expect(planSvg({ ...PLAN, runnersUp })).toMatchSnapshot();
});

test('a lock file without run times of the runners-up has no front', () => {
  expect(planPictures(PLAN).map(({ key }) => key)).toEqual(['memory', 'packing']);
});

test('an executor of the legacy manager is drawn with what its tasks get', () => {
  const { body, description } = explainPicture(explained({ executorMemory: '10g', executorCores: 4, sparkVersion: '1.5.2' }), 4, WIDE);
  expect(rects(body, 'unroll')).not.toHaveLength(0);
  expect(description).toContain('4 tasks at once share');
  expect(description).toContain('at most');
  expect(rects(body, 'task').filter(({ attributes }) => attributes.class === 'sz-task')).toHaveLength(4);
  expect(() => wellFormed(explainSvg(explained({ executorMemory: '4g' }), 1))).not.toThrow();
});

test('half of what a task gets is what it is sure of, and is filled', () => {
  const { body } = explainPicture(explained({ executorMemory: '4g', executorCores: 2 }), 2, WIDE);
  const [whole, half] = rects(body, 'task').map(({ attributes }) => Number(attributes.width));
  expect(half / whole).toBeCloseTo(0.5, 2);
});

test('tasks that need more than they are sure of are said to spill, and a rounding is not', () => {
  const drawn = (neededMiB: number) => memoryPicture({
    title: 'x', regions: [{ name: 'execution', mib: 400, meaning: 'y' }], tasks: { slots: 2, grantedMiB: 200, neededMiB },
  }, WIDE).description;
  expect(drawn(300)).toContain('so that the largest spill');
  expect(drawn(201)).not.toContain('spill');
});

test('without a pool for tasks only the words are there', () => {
  const { body, description } = memoryPicture({ title: 'x', regions: [{ name: 'user', mib: 400, meaning: 'y' }], tasks: { slots: 2, grantedMiB: 10 } }, WIDE);
  expect(rects(body, 'task')).toEqual([]);
  expect(description).toContain('2 tasks at once: each is sure of 10 MiB');
});

const YARN = {
  groups: [{ type: 'm5.xlarge', memoryMiB: 12_288, vCores: 4, count: 3 }],
  master: { memoryMiB: 896, vCores: 1 },
  rules: { minimumAllocationMiB: 32, maximumAllocationMiB: 12_288, calculator: 'default' as const },
};

test('a simulation shows which container lies on which node, and what binds', () => {
  const simulation = simulateYarn({ ...YARN, containers: [{ memoryMiB: 5632, vCores: 2, count: 7 }] });
  const { title, description, body } = simulationPicture(simulation, WIDE);
  expect(title).toBe('It starts');
  expect(description).toContain(simulation.binds.detail);
  expect(description).toContain('1 master of 896 MiB');
  expect(rects(body, 'master')).toHaveLength(1);
  expect(() => wellFormed(simulationSvg(simulation))).not.toThrow();
});

test('of three sizes only their sum is drawn', () => {
  const containers = [1024, 2048, 4096].map(memoryMiB => ({ memoryMiB, vCores: 1, count: 1 }));
  const simulation = simulateYarn({ ...YARN, groups: [{ ...YARN.groups[0], count: 1 }], containers });
  expect(simulationPicture(simulation, WIDE).description).toContain('1 container of 7,168 MiB');
});

test('what does not start is said to', () => {
  const simulation = simulateServerless({
    maximumCapacity: { cpu: 2 },
    driver: { vCpu: 4, memoryGiB: 16, diskGiB: 20 },
    executor: { vCpu: 4, memoryGiB: 16, diskGiB: 20 },
    pool: [],
    lakeFormation: false,
    allocation: { dynamic: false, initial: 3, minimum: 3, maximum: 3 } as never,
  } as never);
  expect(simulationPicture(simulation, WIDE).title).toBe('It does not start');
});

test('many small containers are one tile, and many kinds of nodes are counted', () => {
  const row = { count: 2, label: 'n', parts: [{ name: 'executor', mib: 1, count: 1000 }], idleMiB: 0 };
  const { body } = packingPicture({ title: 'x', says: [], rows: Array.from({ length: 10 }, () => row) }, WIDE);
  expect(rects(body, 'executor')).toHaveLength(8);
  expect(body).toContain('and 4 more, filled in other ways');
});

test('plans of one cost and time do not hide each other\'s names', () => {
  const pick = { summary: 'a', seconds: 60, usd: 0 };
  const picture = frontPicture({ title: 'x', each: 'a run', pick, others: [pick, pick] }, WIDE);
  const tags = wellFormed(inlineSvg(picture));
  expect(picture.body).not.toMatch(/NaN|Infinity/);
  const names = [...picture.body.matchAll(/y="([\d.]+)"[^>]*>(?:pick|1|2)<\/text>/g)].map(match => match[1]);
  expect(new Set(names).size).toBe(names.length);
  expect(tags.filter(({ name }) => name === 'circle')).toHaveLength(3);
});

/** Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255).map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function mixed(ink: string, paper: string, share: number): string {
  return `#${[1, 3, 5].map(at => Math.round(parseInt(ink.slice(at, at + 2), 16) * share + parseInt(paper.slice(at, at + 2), 16) * (1 - share)).toString(16).padStart(2, '0')).join('')}`;
}

test.each(['light', 'dark'])('every ink stands out from the paper, and text from every fill: %s', scheme => {
  const [light, dark] = PICTURE_STYLE.split('@media');
  const style = scheme === 'light' ? light : dark;
  const paper = /\.sz-paper\{fill:(#\w{6})/.exec(style)![1];
  const [, ink, dim] = /\.sz text\{fill:(#\w{6})\}\.sz \.sz-dim\{fill:(#\w{6})\}/.exec(style)!;
  const inks = [...style.matchAll(/\{fill:(#\w{6});stroke:\1\}/g)].map(match => match[1]);
  expect(inks.length).toBeGreaterThan(10);
  for (const one of inks) {
    expect(contrast(one, paper)).toBeGreaterThanOrEqual(3);
    expect(contrast(ink, mixed(one, paper, 0.22))).toBeGreaterThanOrEqual(4.5);
  }
  expect(contrast(dim, paper)).toBeGreaterThanOrEqual(4.5);
  expect(inkClass('a thing of tomorrow')).toBe('sz-other');
});
