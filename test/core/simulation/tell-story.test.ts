import { ExecutorJvm, poolsOf } from '../../../src/core/memory/ledger';
import { Story, StoryEvent } from '../../../src/core/simulation/story';
import { StoryRequest, tellStory } from '../../../src/core/simulation/tell-story';
import { GIB, KIB, MIB } from '../../../src/core/units';
import { fillWorkload } from '../../../src/core/workload/demand';
import { readWorkload } from '../../../src/core/workload/read';

const G1: ExecutorJvm = { cores: 2, slots: 2, collector: 'g1', javaVersion: 17, memoryFraction: 0.6, storageFraction: 0.5, offHeapBytes: 0 };

function told(heapMiB: number, fields: object, more: Partial<Omit<StoryRequest, 'jvm'>> & { readonly jvm?: Partial<ExecutorJvm> } = {}): Story {
  const workload = readWorkload({ input: '1GiB', ...fields });
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  const jvm = { ...G1, ...more.jvm };
  return tellStory({ pools: poolsOf(heapMiB, jvm), demand: fillWorkload(workload.value).stated, partitions: 1, executors: 1, ...more, jvm });
}

const kinds = (events: readonly StoryEvent[]): string[] => [...new Set(events.map(({ kind }) => kind))];

/** The five values of "how much execution memory an operator really takes": least heaps found with real executors of Spark 3.5.9 and 4.3.0. */
const MEASURED: readonly [number, number, object][] = [
  [753, 2, { operator: 'sort', largestRecords: 1_000_000, rowBytes: 100 }],
  [789, 2, { operator: 'aggregate', largestRecords: 1_000_000, keyBytes: 88, valueBytes: 16 }],
  [673, 2, { operator: 'hash-join', largestRecords: 500_000, rowBytes: 88 }],
  [913, 4, { operator: 'sort-merge-join', largestRecords: 300_000, rowBytes: 88, otherLargestRecords: 300_000, otherRowBytes: 88 }],
  [643, 2, { operator: 'window', largestRecords: 600_000, rowBytes: 96, groupRecords: 50_000 }],
];

describe('tellStory, at the edges that real executors have', () => {
  test.each(MEASURED)('is clean at %d MiB', (heapMiB, cores, stage) => {
    const story = told(heapMiB, { stages: [stage] }, { jvm: { cores, slots: cores } });
    expect(story).toMatchObject({ verdict: 'clean', spilledBytes: 0, evictedBytes: 0, failedTasks: 0, neededHeapMiB: heapMiB, complete: true });
    expect(kinds(story.events)).toEqual(['stores', 'takes', 'ends']);
  });

  test.each(MEASURED)('and not a step below %d MiB', (heapMiB, cores, stage) => {
    const { verdict } = told(heapMiB - 2, { stages: [stage] }, { jvm: { cores, slots: cores } });
    expect(verdict).toBe('operator' in stage && stage.operator === 'hash-join' ? 'dies' : 'spills');
  });
});

describe('tellStory, of a hash join whose build rows are 24 B', () => {
  // 32 B with the header: rows and slots are full with the same row. Rows are 32 MiB when 32 MiB of slots are asked beside 16, 2 tasks:
  // 160 MiB + 128 KiB, / 0.6 + 300 = 566.9. Real executors of Spark 3.5.9, Java 17, G1: 516, 550 and 566 MiB fail
  // ("Can't acquire 33554432 bytes memory to build hash relation"), 570 are clean (2026-11-21)
  const stages = [{ operator: 'hash-join', largestRecords: 550_000, rowBytes: 24 }];

  test('dies at 566 MiB as the real one did, for the same question', () => {
    const { verdict, events } = told(566, { stages });
    expect(verdict).toBe('dies');
    expect(events[events.length - 1].message).toMatch(/^Can't acquire 33554432 bytes memory to build hash relation, got 33\d{6} bytes$/);
  });

  test('is clean at 570 MiB', () => {
    expect(told(570, { stages })).toMatchObject({ verdict: 'clean', neededHeapMiB: 567 });
  });
});

describe('tellStory', () => {
  test('of a hash join ends in Spark\'s own message', () => {
    const { events, failedTasks } = told(671, { stages: [{ operator: 'hash-join', largestRecords: 500_000, rowBytes: 88 }] });
    expect(failedTasks).toBe(2);
    expect(events[events.length - 1].message).toMatch(/^Can't acquire \d+ bytes memory to build hash relation, got \d+ bytes$/);
  });

  // M = (1024 - 300) · 0.6 = 434.4; 300 MiB of cache leave 134.3 for 2 tasks that take 64 each: 5 pages of 8 MiB, and 24 while the array of 8 doubles
  test('keeps a cache that tasks leave alone', () => {
    const story = told(1024, { cache: '300MiB', stages: [{ operator: 'sort', largestRecords: 300_000, rowBytes: 100 }] });
    expect(story).toMatchObject({ verdict: 'clean', stored: { taskBinariesBytes: 128 * KIB, broadcastBytes: 0, cacheBytes: 300 * MIB } });
  });

  // 600,000 rows of 104 B: 7 pages of 8 MiB, and 48 MiB of arrays while the one of 16 doubles; 208 for 2 tasks, where 134.3 are free and 217.2 can be
  test.each([['MEMORY_ONLY', 'nowhere'], ['MEMORY_AND_DISK', 'disk']])('lets a cache of %s beyond its region go %s before a task spills', (storageLevel, to) => {
    const story = told(1024, { cache: '300MiB', storageLevel, stages: [{ operator: 'sort', largestRecords: 600_000, rowBytes: 100 }] });
    expect(story).toMatchObject({ verdict: 'evicts', spilledBytes: 0, failedTasks: 0 });
    expect(story.evictedBytes).toBeGreaterThan(0);
    expect(story.lostBytes).toBe(to === 'disk' ? 0 : story.evictedBytes);
    expect(new Set(story.events.filter(({ kind }) => kind === 'evicts').map(event => event.to))).toEqual(new Set([to]));
    // down to the region at the most: 300 MiB + 128 KiB - 217.2
    expect(story.evictedBytes).toBeLessThanOrEqual(300 * MIB + 128 * KIB - poolsOf(1024, G1).storageRegionBytes);
  });

  test('refuses cache that has no room, to disk or to nowhere', () => {
    const { poolBytes } = poolsOf(1024, G1);
    for (const [storageLevel, lost] of [['MEMORY_ONLY', true], ['MEMORY_AND_DISK', false]] as const) {
      const story = told(1024, { cache: '1GiB', storageLevel, stages: [{ operator: 'sort', largestRecords: 10, rowBytes: 100 }] });
      expect(story.events).toContainEqual(expect.objectContaining({ kind: 'refuses', who: 'cache', bytes: GIB - (poolBytes - 128 * KIB) }));
      expect(story.lostBytes > 0).toBe(lost);
    }
  });

  test('divides the cache among executors', () => {
    expect(told(1024, { cache: '1GiB' }, { executors: 10 }).stored.cacheBytes).toBe(Math.ceil(GIB / 10));
  });

  // Each of 2 tasks may take 217.1 MiB: of 2,000,000 rows of 104 B it spills what is in before the array doubles at 1,048,576
  test('counts what sorters spill in pages, task by task', () => {
    const { stages: [stage], events } = told(1024, { stages: [{ operator: 'sort', largestRecords: 2_000_000, rowBytes: 100 }] });
    const spills = events.filter(({ kind }) => kind === 'spills');
    expect(stage.spilledBytes).toBe(spills.reduce((sum, { bytes, tasks, times }) => sum + bytes! * tasks.length * times, 0));
    for (const { bytes } of spills) expect(bytes! % poolsOf(1024, G1).pageBytes).toBe(0);
  });

  test('with off-heap memory lets tasks take that, and leaves the heap to blocks', () => {
    const stages = [{ operator: 'sort', largestRecords: 1_000_000, rowBytes: 100 }];
    const offHeap = (mib: number) => told(512, { cache: '100MiB', storageLevel: 'MEMORY_ONLY', stages }, { jvm: { offHeapBytes: mib * MIB } });
    // pages of 8 MiB at 256 to 512 MiB and 2 cores: 13 · 8 + 32 MiB for 1,000,000 rows, 2 tasks
    expect(offHeap(512)).toMatchObject({ verdict: 'clean', stored: { cacheBytes: 100 * MIB } });
    expect(offHeap(128)).toMatchObject({ verdict: 'spills', evictedBytes: 0, neededHeapMiB: null });
  });

  test('plays operators of one task so that their peaks meet', () => {
    const sort = { operator: 'sort', largestRecords: 400_000, rowBytes: 100 };
    const needed = told(1024, { stages: [{ ...sort, alongside: [sort] }] }).neededHeapMiB!;
    expect(told(needed, { stages: [{ ...sort, alongside: [sort] }] })).toMatchObject({ verdict: 'clean', stages: [{ name: 'sort + sort' }] });
    expect(told(needed - 2, { stages: [{ ...sort, alongside: [sort] }] }).verdict).toBe('spills');
    expect(told(needed - 2, { stages: [sort, sort] }).verdict).toBe('clean'); // one after the other they take half
  });

  test('above 200 partitions plays the map tasks that write for a stage before it', () => {
    const stages = [{ operator: 'sort', records: 10_000_000, rowBytes: 100 }];
    expect(told(2048, { input: '256MiB', stages }, { partitions: 200 }).stages.map(({ side }) => side)).toEqual(['read']);
    const { stages: [write, read] } = told(2048, { input: '256MiB', stages }, { partitions: 201 });
    // 256 MiB are 2 splits: 5,000,000 records each
    expect(write).toMatchObject({ stage: 1, side: 'write', name: 'map output of the sort', records: 5_000_000 });
    expect(read).toMatchObject({ stage: 2, side: 'read', name: 'sort', records: expect.any(Number) });
  });

  // 100 MiB of shuffle · 3.5 in memory in one partition
  test('without stages holds the largest partition in memory, and a page', () => {
    const { stages, executor } = told(2048, { shuffle: '100MiB', shuffleExpansion: 3.5, skew: 1 });
    expect(stages).toEqual([expect.objectContaining({ side: 'read', records: null, needBytes: 350 * MIB + executor.pageBytes, verdict: 'clean' })]);
  });

  test('gives tasks that do the same at once one event, and what they repeat one with its times', () => {
    const { events } = told(1024, { stages: [{ operator: 'sort', largestRecords: 10_000, rowBytes: 1000 }] });
    // 10,000 records of 1004 B: 2 pages of 8 MiB, of 8355 records; the array doubles at 2048, 4096 and 8192
    const page = poolsOf(1024, G1).pageBytes;
    expect(events.filter(({ kind }) => kind === 'takes').map(({ tasks, what, grantedBytes, times }) => [tasks, what, grantedBytes, times])).toEqual([
      [[1, 2], 'array', 64 * KIB, 1], [[1, 2], 'page', page, 1], [[1, 2], 'array', 128 * KIB, 1], [[1, 2], 'array', 256 * KIB, 1],
      [[1, 2], 'array', 512 * KIB, 1], [[1, 2], 'page', page, 1],
    ]);
  });

  test('breaks off a story that goes on for ever, and says so', () => {
    const endless = told(512, { stages: [{ operator: 'sort', largestRecords: 100_000_000_000, rowBytes: 1000 }] });
    expect(endless).toMatchObject({ verdict: 'spills', complete: false });
  });

  test('is the same every time', () => {
    const again = () => told(787, { stages: [{ operator: 'aggregate', largestRecords: 1_000_000, keyBytes: 88, valueBytes: 16 }] });
    expect(again()).toEqual(again());
  });
});
