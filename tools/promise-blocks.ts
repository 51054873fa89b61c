import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown';
import { sum } from '../src/core/units';
import { formatCount } from '../src/core/workload/quantities';

const ROOT = join(__dirname, '..');

/** What the library says of itself, and what holds it to that. */
export interface Promised {
  readonly promise: string;
  /** Files of tests that fail where it is broken. */
  readonly tests: readonly string[];
  /** Tasks that ask somebody else. */
  readonly judges: readonly string[];
  /** What came out, from the record of the judge or the tests' own tables. */
  readonly figure: () => string;
}

/** docs/promises.md. */
export const PROMISE_BLOCKS: Record<string, () => string> = { promises };

const FITS: readonly Promised[] = [
  {
    promise: 'Every size for EMR Serverless is one of the service\'s, and the executors promised are granted',
    tests: ['test/core/planning/promises.property.test.ts', 'test/constructs/app-findings.property.test.ts', 'test/constructs/no-findings.property.test.ts'],
    judges: ['judge:template', 'judge:deploy'],
    figure: () => 'random workloads in every build, thousands by `PROPERTY_RUNS=5000`; a second reading of the rules and every rule of the checks find nothing',
  },
  {
    promise: 'Every executor of a plan for EC2 is granted by YARN',
    tests: ['test/core/planning/ec2-promises.property.test.ts', 'test/constructs/sized-emr-cluster.property.test.ts', 'test/published/yarn-plans.test.ts'],
    judges: ['judge:yarn'],
    figure: () => sentence('README.md', /Of \d+ plans .*? executors are granted/).replace(/\d{4,}/g, digits => formatCount(Number(digits))),
  },
  {
    promise: 'The template of a construct is what the plan says, after escape hatches too',
    tests: ['test/constructs/app-checks.test.ts', 'test/constructs/cluster-checks.test.ts'],
    judges: ['judge:template', 'judge:deploy'],
    figure: () => 'the values are read back from the synthesized strings and played against the service\'s rules before synth ends',
  },
];

const HOLDS: readonly Promised[] = [
  {
    promise: 'Memory is what the JVM and Spark make of it, to the byte',
    tests: ['test/core/memory/jvm-heap-measured.test.ts', 'test/core/memory/event-logs.test.ts', 'test/core/memory/pool.test.ts'],
    judges: ['judge:spark'],
    figure: () => `${formatCount(measuredHeaps())} heaps measured on Java 8 to 25, all equal; the assertions of Spark's own suites of its pools`,
  },
  {
    promise: 'At the planned heap nothing spills, fails or is evicted that must stay',
    tests: ['test/core/memory/stage-need.test.ts', 'test/core/memory/least-heap.property.test.ts', 'test/core/simulation/recorded-runs.test.ts'],
    judges: ['judge:spark', 'judge:loop'],
    figure: () => `${leastHeaps()}; ${loop()}`,
  },
  {
    promise: 'Containers are not outgrown by native memory or Python',
    tests: ['test/core/planning/container.test.ts'],
    judges: ['judge:spark'],
    figure: () => `${records('judges/spark/native-memory.jsonl').length} kinds of executors, their processes measured with the heap touched throughout`,
  },
];

const CHEAPEST: readonly Promised[] = [
  {
    promise: 'No candidate is cheaper within 1 %, of those none smaller',
    tests: ['test/core/planning/search.property.test.ts', 'test/core/planning/ec2-search.property.test.ts'],
    judges: [],
    figure: () => 'equal to trying everything, by code that shares nothing with the search, on small random demands',
  },
  {
    promise: 'More of anything never gives a cheaper plan, and no legal pin does',
    tests: ['test/core/planning/promises.property.test.ts', 'test/core/planning/ec2-promises.property.test.ts'],
    judges: [],
    figure: () => 'random workloads, within the tie of 1 %',
  },
  {
    promise: 'A deadline holds at the high end of the core time; the same demand gives the same plan',
    tests: ['test/core/planning/promises.property.test.ts'],
    judges: [],
    figure: () => 'random workloads',
  },
];

const SAYS_WHY: readonly Promised[] = [
  {
    promise: 'Every number of a plan has a reason with its own figure, every assumption is printed',
    tests: ['test/core/planning/reasons.test.ts'],
    judges: [],
    figure: () => 'every quantity of the plan document',
  },
  {
    promise: 'A log is read right, and what it does not hold is not made up',
    tests: ['test/eventlog/observe.test.ts', 'test/eventlog/codecs/codecs.test.ts'],
    judges: ['judge:logs'],
    figure: () => `${formatCount((JSON.parse(text('judges/logs/real-logs.json')) as { figures: number }).figures)} figures of real logs of others equal, none not`,
  },
  {
    promise: 'Checks find what the service refuses, and raise no false alarm',
    tests: ['test/checks/rules.test.ts', 'test/checks/hostile.test.ts'],
    judges: ['judge:checks'],
    figure: () => `${sentence('docs/rules-by-judge.md', /Of \d+ planted mistakes are found: \d+ by this library/)}; in public templates ${sentence('docs/checked-examples.md', /False alarms: \d+/).toLowerCase()}`,
  },
  {
    promise: 'The figures of these pages are what the code computes; their code compiles',
    tests: ['test/docs.test.ts', 'test/cli/docs.test.ts'],
    judges: ['readme:check'],
    figure: () => 'every computed block and answer',
  },
];

export const PROMISES: readonly (readonly [string, readonly Promised[]])[] = [
  ['It fits', FITS], ['It neither spills nor dies', HOLDS], ['It is the cheapest size of which that is true', CHEAPEST], ['It says why', SAYS_WHY],
];

function promises(): string {
  return PROMISES.map(([title, all]) => `## ${title}\n\n${table(['promise', 'tests', 'asked of others', 'what came out'], all.map(rowOf))}`).join('\n\n');
}

function rowOf({ promise, tests, judges, figure }: Promised): string[] {
  const links = tests.map(path => `[${path.split('/').pop()!.replace('.test.ts', '')}](../${path})`);
  return [promise, links.join(', '), judges.map(name => `\`npm run ${name}\``).join(', '), figure()];
}

function text(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function sentence(path: string, pattern: RegExp): string {
  const found = pattern.exec(text(path));
  if (!found) throw new Error(`${path} does not say ${pattern}`);
  return found[0];
}

function records(path: string): Record<string, unknown>[] {
  return text(path).trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
}

/** Measurements of Runtime.maxMemory: a column a collector, or a row each. */
function measuredHeaps(): number {
  const folder = join(ROOT, 'test', 'core', 'memory', 'fixtures');
  return sum(readdirSync(folder).filter(name => name.startsWith('jvm-max-memory')).map(name => {
    const [, ...rows] = readFileSync(join(folder, name), 'utf8').trim().split('\n').filter(line => !line.startsWith('#'));
    return name.includes('-java-') ? sum(rows.map(row => row.split(',').slice(1).filter(Boolean).length)) : rows.length;
  }));
}

/** By the exact rule; where Spark was run so. */
function leastHeaps(): string {
  const all = records('judges/spark/least-heaps.jsonl').filter(({ oursMiB }) => typeof oursMiB === 'number');
  const clean = all.filter(({ oursMiB, cleanMiB }) => Number(oursMiB) >= Number(cleanMiB)).length;
  const exact = all.filter(({ oursMiB, cleanMiB, dirtyMiB }) => Number(oursMiB) > Number(dirtyMiB) && Number(oursMiB) <= Number(cleanMiB)).length;
  return `of ${all.length} workloads bisected on the real Spark ${clean} are clean at the heap by rule, and for ${exact} it lies in the measured step of 16 MiB`;
}

function loop(): string {
  const all = records('judges/logs/loop.jsonl');
  return `${all.filter(({ again }) => again === 'clean').length} of ${all.length} runs planned from a log are clean`;
}
