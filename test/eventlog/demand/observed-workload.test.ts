import { observe } from '../../../src/eventlog/observe';
import { END, START, environment, executorAdded, observed, readFixture, taskEnd } from '../log-fixture';

interface Bound {
  readonly field: string;
  readonly because: string;
}

interface Provenance {
  readonly from: Record<string, string>;
  readonly bounds?: readonly Bound[];
}

type Json = Record<string, unknown>;

const shuffled = (read: number, written = 0) => ({ 'Shuffle Read Metrics': { 'Local Bytes Read': read }, 'Shuffle Write Metrics': { 'Shuffle Bytes Written': written } });

test('every value says where it was read', async () => {
  const { workload } = observe(await readFixture('sql-3.5.lz4'));
  const { schema, name, observed: provenance, ...values } = workload as Json & { observed: Provenance };
  expect([schema, name]).toEqual(['sized-emr/workload/1', 'test log: sql']);
  expect(Object.keys(provenance.from).sort()).toEqual(Object.keys(values).sort());
});

test('what the log does not hold is left out', async () => {
  const { workload } = await observed(START, taskEnd(1), END);
  expect(Object.keys(workload)).toEqual(['schema', 'name', 'shuffle', 'shuffleTotal', 'collect', 'observed']);
});

test('traffic is that of one attempt of each stage', async () => {
  const { workload } = await observed(
    taskEnd(1, { stage: 1, metrics: { ...shuffled(0, 100), 'Input Metrics': { 'Bytes Read': 7 } } }), taskEnd(2, { stage: 1, attempt: 1, metrics: { ...shuffled(0, 100), 'Input Metrics': { 'Bytes Read': 7 } } }),
    taskEnd(3, { stage: 2, index: 0, metrics: shuffled(30, 5) }), taskEnd(4, { stage: 2, index: 1, metrics: shuffled(70, 5) }));
  expect(workload).toMatchObject({ input: '7B', shuffle: '100B', shuffleTotal: '110B', skew: 1.4, skewPartitions: 2 });
});

test('time on cores is without waiting for shuffle blocks', async () => {
  const { workload } = await observed(taskEnd(1, { metrics: { 'Executor Run Time': 60_000, 'Executor Deserialize Time': 2000, 'Shuffle Read Metrics': { 'Fetch Wait Time': 20_000 } } }));
  expect(workload.coreTime).toBe('42s');
});

describe('stages', () => {
  test('of the real Spark\'s joins, aggregates, windows and sorts', async () => {
    const { facts } = await readFixture('sql-3.5.lz4');
    const stages = facts.sql.stages.flatMap(({ operators }) => operators.map(({ stage, ...counts }) => ({ ...stage, ...counts })));
    // 40,000 rows of a bigint and 64 bytes, joined with 20,000 and 9,000 of the same: UnsafeRows of 8 + 2 · 8 + 64 bytes
    expect(stages).toContainEqual(expect.objectContaining({ operator: 'sort-merge-join', rowBytes: 88, otherRowBytes: 88, records: 40000, otherRecords: 20000 }));
    // grouped by the 64 bytes, a sum of bigint: the exchange's row and one null bit set more
    expect(stages).toContainEqual(expect.objectContaining({ operator: 'aggregate', keyBytes: 16, valueBytes: 80, records: 40000 }));
    expect(stages).toContainEqual(expect.objectContaining({ operator: 'object-aggregate', keyBytes: 16, keys: 'fixed', records: 40000 }));
  });

  test('a group of a window is only bounded, and planned with at its most', async () => {
    const { workload } = observe(await readFixture('sql-3.5.lz4'));
    const stages = workload.stages as Json[];
    const index = stages.findIndex(({ operator }) => operator === 'window');
    const { groupRecords, records } = stages[index] as Record<string, number>;
    expect(groupRecords).toBeLessThanOrEqual(records);
    expect(groupRecords).toBeGreaterThanOrEqual(records / 4); // all rows of the fullest of at most 4 tasks
    const because = 'how rows fall into groups is not in the log; planned with that';
    expect((workload.observed as Provenance).bounds).toContainEqual({ field: `stages[${index}].groupRecords`, atMost: groupRecords, because });
  });

  test('a sort that reads no shuffle is planned with the most that its rows may be, and named as bounded', async () => {
    const { workload } = observe(await readFixture('sql-3.5.lz4'));
    const bounds = (workload.observed as Provenance).bounds!;
    expect(bounds.find(({ because }) => because.startsWith('the width of rows is not in the log: no more than the memory that held each'))).toBeDefined();
  });

  test('of a run that spilled and took more than what is known, none is stated', async () => {
    const { workload } = await observed(START, taskEnd(1, { metrics: { 'Memory Bytes Spilled': 9e9, 'Peak Execution Memory': 5 } }));
    expect(workload.stages).toBeUndefined();
    expect((workload.observed as Provenance).bounds).toEqual([{ field: 'stage 0: execution memory of a task', atLeast: '5B', because: 'no plan of a query tells its operators' }]);
  });

  test.each(['spill-3.5.snappy', 'spill-4.x'])('%s: spilled, and the heap that would have been enough is above the one it had', async name => {
    const { advice, totals, executors, workload } = observe(await readFixture(name));
    expect(totals.memoryBytesSpilled).toBeGreaterThan(0);
    expect(workload.stages).toMatchObject([{ operator: 'sort', keys: 'fixed', rowBytes: 88, records: 2_600_000 }]);
    const { evidence } = advice.find(({ id }) => id === 'SZ5201')!;
    expect(evidence.enoughHeapMiB).toBeGreaterThan(executors.memoryMiB!);
  });
});

test('of a run off-heap no heap is said to be enough: its tasks were served from another pool', async () => {
  const { source, facts, isWhole } = await readFixture('spill-3.5.snappy');
  const property = facts.application.property.bind(facts.application);
  jest.spyOn(facts.application, 'property').mockImplementation(name => name === 'spark.memory.offHeap.enabled' ? 'true' : property(name));
  const { advice } = observe({ source, facts, isWhole });
  expect(advice.find(({ id }) => id === 'SZ5201')!.evidence).not.toHaveProperty('enoughHeapMiB');
});

describe('advice', () => {
  const idsOf = async (...lines: Json[]) => (await observed(...lines)).advice.map(({ id }) => id);
  const task = (id: number, metrics: Json, more = {}) => taskEnd(id, { metrics, ...more });

  test('SZ5201 where tasks spilled', async () => {
    const { advice } = await observed(task(1, { 'Memory Bytes Spilled': 1000, 'Disk Bytes Spilled': 100 }), task(2, {}));
    expect(advice).toMatchObject([{ id: 'SZ5201', evidence: { stageId: 0, tasksThatSpilled: 1, memoryBytesSpilled: 1000, diskBytesSpilled: 100 } }]);
    expect(await idsOf(task(1, {}))).toEqual([]);
  });

  test('SZ5202 where the stages fit into half the heap', async () => {
    const large = observe(await readFixture('local-3.5.lzf')).advice.find(({ id }) => id === 'SZ5202')!;
    expect(large.evidence).toEqual({ memoryMiB: 1024, enoughHeapMiB: 450 });
    expect(observe(await readFixture('sql-3.5.lz4')).advice.map(({ id }) => id)).not.toContain('SZ5202'); // 640 MiB, and Spark starts with 450
  });

  test('SZ5203 from a tenth of the time on', async () => {
    expect(await idsOf(task(1, { 'Executor Run Time': 1000, 'JVM GC Time': 100 }))).toEqual(['SZ5203']);
    expect(await idsOf(task(1, { 'Executor Run Time': 1000, 'JVM GC Time': 99 }))).toEqual([]);
  });

  test('SZ5204 where the largest task reads twice the median, split at the median', async () => {
    const reads = [100, 100, 100, 900];
    const { advice } = await observed(...reads.map((read, index) => task(index, shuffled(read))));
    expect(advice).toMatchObject([{ id: 'SZ5204', evidence: { largestReadBytes: 900, medianReadBytes: 100, hotKeyAtMostBytes: 800 } }]);
    expect(await idsOf(...[100, 100, 199].map((read, index) => task(index, shuffled(read))))).toEqual([]);
  });

  test('SZ5205 where slots were busy less than half of the time', async () => {
    const run = (ms: number) => [START, environment({}), executorAdded('1', 0, 2), task(1, { 'Executor Run Time': ms }), END];
    expect(await idsOf(...run(86_399_999))).toEqual(['SZ5205']);
    expect(await idsOf(...run(86_400_000))).toEqual([]);
  });

  test('SZ5206 from a hundredth of the tasks on', async () => {
    const tasks = (good: number) => [task(0, {}, { reason: 'ExceptionFailure' }), ...Array.from({ length: good }, (_, k) => task(k + 1, {}))];
    expect(await idsOf(...tasks(99))).toEqual(['SZ5206']);
    expect(await idsOf(...tasks(100))).toEqual([]);
  });

  test('SZ5207 from a tenth of the time on', async () => {
    expect(await idsOf(task(1, { 'Executor Run Time': 1000, 'Shuffle Read Metrics': { 'Fetch Wait Time': 100 } }))).toEqual(['SZ5207']);
    expect(await idsOf(task(1, { 'Executor Run Time': 1000, 'Shuffle Read Metrics': { 'Fetch Wait Time': 99 } }))).toEqual([]);
  });
});
