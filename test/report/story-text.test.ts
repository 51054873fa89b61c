import { explainExecutor, ExplainRequest } from '../../src/core/memory/explain';
import { WorkloadStory, workloadStory } from '../../src/core/simulation/workload-story';
import { readWorkload } from '../../src/core/workload/read';
import { storyText } from '../../src/report/story-text';

const TWO_SLOTS = { executorCores: 2, sparkVersion: '3.5.6', javaVersion: 17, collector: 'g1' } as const;
const AGGREGATE = { operator: 'aggregate', largestRecords: 1_000_000, keyBytes: 88, valueBytes: 16 };
const SORT = { operator: 'sort', largestRecords: 1_000_000, rowBytes: 100 };
const HASH_JOIN = { operator: 'hash-join', largestRecords: 500_000, rowBytes: 88 };

function storyOf(request: ExplainRequest, fields: object): WorkloadStory {
  const workload = readWorkload({ input: '1GiB', ...fields });
  const explained = explainExecutor({ ...TWO_SLOTS, ...request });
  if (!workload.ok || !explained.ok) throw new Error('not a story');
  const story = workloadStory({ ...TWO_SLOTS, ...request }, explained.value, workload.value, {});
  if (!story.ok) throw new Error('not a story');
  return story.value;
}

function textOf(request: ExplainRequest, fields: object): string {
  return storyText(storyOf(request, fields));
}

describe('storyText', () => {
  test('tells a clean run', () => {
    expect(textOf({ executorMemory: '789m' }, { stages: [AGGREGATE] })).toMatchSnapshot();
  });

  test('tells a spill, one step below the least heap', () => {
    expect(textOf({ executorMemory: '787m' }, { stages: [AGGREGATE] })).toMatchSnapshot();
  });

  test('tells how cache goes and a join dies, each in its stage', () => {
    expect(textOf({ executorMemory: '700m' }, { cache: '200MiB', storageLevel: 'MEMORY_ONLY', broadcast: '10MiB', stages: [SORT, HASH_JOIN] })).toMatchSnapshot();
  });

  test('tells of bytes alone, and of cache that goes to disk', () => {
    const text = textOf({ executorMemory: '2g' }, { shuffle: '5GiB', shuffleExpansion: 3.5, skew: 1, cache: '3GiB' });
    // 3 GiB of cache where (2048 - 300) · 0.6 = 1048.8 MiB are: 2023.3 find no room, and tasks let go what is beyond 524.4
    expect(text).toMatch(/^It evicts: 2,\d{3}\.\d MiB of stored blocks go to disk\.\n/);
    expect(text).toContain('1,048.7 MiB of cache, 0.1 MiB of task binaries');
    expect(text).toContain('largest partition of the largest shuffle, a task needs ');
    expect(text).toContain('No stages are stated');
  });

  test('tells the worst two of many stages, and of the others how they end', () => {
    const stages = [SORT, { ...SORT, largestRecords: 10 }, HASH_JOIN, AGGREGATE, { ...AGGREGATE, largestRecords: 5_000_000 }];
    const text = textOf({ executorMemory: '754m' }, { stages });
    expect(text).toMatchSnapshot();
    expect(text).toContain('Stages not told');
  });

  test('of off-heap memory names the pool of tasks and the one of blocks', () => {
    expect(textOf({ executorMemory: '1g', offHeap: '512m' }, { stages: [SORT] })).toContain('512 MiB off-heap for tasks, 434.4 MiB on the heap for blocks');
  });

  test('keeps to about 25 lines, however long the story', () => {
    const text = textOf({ executorMemory: '450m' }, { stages: [{ ...SORT, largestRecords: 50_000_000 }] });
    expect(text.split('\n').length).toBeLessThanOrEqual(30);
    expect(text).toMatch(/…\s+and so on: \d+ spills/);
  });

  test('says that no heap is enough', () => {
    expect(textOf({ executorMemory: '1g', offHeap: '64m' }, { stages: [SORT] })).toMatch(/least heap +none is enough/);
  });
});
