import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExecutorJvm, poolsOf } from '../../../src/core/memory/ledger';
import { Story } from '../../../src/core/simulation/story';
import { tellStory } from '../../../src/core/simulation/tell-story';
import { fillWorkload } from '../../../src/core/workload/demand';
import { readWorkload } from '../../../src/core/workload/read';

/** What real executors did, one run a line: clean at one heap, and what was wrong one step below. Written by the judge of judges/spark. */
interface Recorded {
  readonly name: string;
  readonly spark: string;
  readonly java: number;
  readonly collector: ExecutorJvm['collector'];
  readonly cores: number;
  readonly partitions: number;
  readonly stages: readonly { readonly operator: string; readonly alongside?: readonly object[] }[];
  /** Bytes cached in MEMORY_ONLY. */
  readonly cache?: number;
  /** Map tasks. */
  readonly maps: number;
  readonly dirtyMiB: number | null;
  readonly cleanMiB: number;
  /** `spills N B`, memory and disk bytes together, or `fails: …`. */
  readonly below: string | null;
}

const FILE = join(__dirname, '..', '..', '..', 'judges', 'spark', 'least-heaps.jsonl');
const RECORDED = readFileSync(FILE, 'utf8').trim().split('\n').map(line => JSON.parse(line) as Recorded);

/** All that a plain run has; one with other settings is another story. */
const PLAIN = ['name', 'spark', 'java', 'collector', 'cores', 'partitions', 'maps', 'job', 'stages', 'cache', 'caches', 'shuffleBytes', 'dirtyMiB', 'cleanMiB', 'below',
  'measured', 'oursMiB', 'boundMiB', 'shuffleMiB'];
const plain = RECORDED.filter(one => one.dirtyMiB !== null && one.below !== null && one.stages?.length > 0 && Object.keys(one).every(key => PLAIN.includes(key)));

/** Of several operators in a task the rule is a bound; what they really hold at once is less. */
const exact = plain.filter(({ stages }) => stages.every(({ alongside = [] }) => alongside.length === 0));

function storyOf({ cores, collector, java, spark, partitions, maps, stages, cache = 0 }: Recorded, heapMiB: number): Story {
  const workload = readWorkload({ input: '1GiB', stages, cache: `${cache}B`, storageLevel: 'MEMORY_ONLY' });
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const jvm: ExecutorJvm = { cores, slots: cores, collector, javaVersion: java, memoryFraction: 0.6, storageFraction: 0.5, offHeapBytes: 0 };
  const { stated } = fillWorkload(workload.value);
  return tellStory({ jvm, pools: poolsOf(heapMiB, jvm), sparkVersion: spark, demand: { ...stated, splits: maps }, partitions, executors: 1 });
}

test('real runs are recorded', () => {
  expect(exact.length).toBeGreaterThanOrEqual(25);
});

describe.each(exact.map(recorded => [`${recorded.name}, Spark ${recorded.spark}`, recorded] as const))('%s', (_name, recorded) => {
  test('is clean where the real run was', () => {
    expect(storyOf(recorded, recorded.cleanMiB)).toMatchObject({ verdict: 'clean', spilledBytes: 0, evictedBytes: 0, failedTasks: 0 });
  });

  test('spills or dies where the real run did', () => {
    const { verdict, spilledBytes } = storyOf(recorded, recorded.dirtyMiB!);
    const [, spilled] = /^spills (\d+) B/.exec(recorded.below!) ?? [];
    expect(verdict).toBe(spilled ? 'spills' : 'dies');
    if (!spilled || recorded.partitions > recorded.cores) return;
    // all tasks at once: what they spill of memory is a part of what Spark counted of memory and disk, and not a small one
    expect(spilledBytes).toBeLessThanOrEqual(Number(spilled));
    expect(spilledBytes).toBeGreaterThan(0.25 * Number(spilled));
  });
});

test('a task that needs its memory for several operators is never told clean where the real one was not', () => {
  for (const recorded of plain.filter(one => !exact.includes(one))) {
    expect([recorded.name, storyOf(recorded, recorded.dirtyMiB!).verdict]).not.toEqual([recorded.name, 'clean']);
  }
});
