import { END, START, observed, readFixture, taskEnd } from '../log-fixture';

type Json = Record<string, unknown>;

interface Bound {
  readonly field: string;
  readonly because: string;
}

const [SIZE, WRITTEN, READ] = [10, 11, 12];
const NAMES: Readonly<Record<number, string>> = { [SIZE]: 'data size', [WRITTEN]: 'shuffle records written', [READ]: 'records read' };
const node = (nodeName: string, simpleString: string, metrics: Json[], ...children: Json[]): Json => ({ nodeName, simpleString, children, metrics, metadata: {} });
const metric = (id: number) => ({ name: NAMES[id], accumulatorId: id, metricType: 'sum' });
const exchange = (partitions: number) => node('Exchange', `Exchange hashpartitioning(k#1L, ${partitions}), ENSURE_REQUIREMENTS, [plan_id=7]`, [SIZE, WRITTEN, READ].map(metric), node('Range', 'Range', []));

/** A sort of rows of 88 bytes, one byte each as shuffled, in tasks that read so many rows of so many partitions. */
async function sorted(reader: string | undefined, partitions: number, reads: readonly number[], operator = node('Sort', 'Sort [k#1L ASC NULLS FIRST], false, 0', [])) {
  const rows = reads.reduce((total, read) => total + read, 0);
  const read = reader === undefined ? exchange(partitions) : node('AQEShuffleRead', `AQEShuffleRead ${reader}`, [], exchange(partitions));
  const accumulable = (id: number, update: number) => ({ ID: id, Name: NAMES[id], Update: `${update}`, Value: '0', Internal: true });
  const { workload, advice, largestShuffle } = await observed(
    START, { Event: 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart', executionId: 1, sparkPlanInfo: { ...operator, children: [read] } },
    taskEnd(0, { stage: 0, index: 0, metrics: { 'Shuffle Write Metrics': { 'Shuffle Bytes Written': rows } }, accumulables: [accumulable(SIZE, 88 * rows), accumulable(WRITTEN, rows)] }),
    ...reads.map((count, index) => taskEnd(index + 1, { stage: 1, index, metrics: { 'Shuffle Read Metrics': { 'Local Bytes Read': count } }, accumulables: [accumulable(READ, count)] })),
    { Event: 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd', executionId: 1 }, END);
  const { bounds = [] } = workload.observed as { readonly bounds?: readonly Bound[] };
  const of = (field: string) => bounds.filter(bound => bound.field === field);
  return { skew: workload.skew, skewPartitions: workload.skewPartitions, stages: workload.stages as Json[], skewBounds: of('skew'), stageBounds: [...of('stages[0].skew'), ...of('stages[0].largestRecords')], advice: advice.map(({ id }) => id), largestShuffle };
}

test.each([undefined, ''])('partitions that are read as they were written have a skew', async reader => {
  const found = await sorted(reader, 4, [100, 100, 100, 140]);
  expect(found).toMatchObject({ skewPartitions: 4, skewBounds: [], stageBounds: [], stages: [{ operator: 'sort', rowBytes: 88, records: 440 }] });
  expect(found.skew).toBeCloseTo(140 / 110, 12);
  expect(found.stages[0].skew).toBeCloseTo(140 / 110, 12);
});

test('merged: the largest partition is no larger than the fullest task, and no smaller than its share of those that may be merged in it', async () => {
  const found = await sorted('coalesced', 20, [100, 100, 100, 140]);
  expect(found).toMatchObject({ skew: undefined, skewPartitions: 20, stages: [{ operator: 'sort', rowBytes: 88, records: 440 }] });
  expect(found.stages[0].skew).toBeUndefined();
  expect(found.skewBounds).toEqual([{ field: 'skew', atMost: 140 / 22, because: 'stage 1: adaptive execution merged partitions, and what its tasks read is theirs together' }]);
  expect(found.stageBounds).toEqual([{ field: 'stages[0].skew', atMost: 140 / 22, because: 'adaptive execution merged partitions, and what its tasks read is theirs together' }]);
  const [bound] = (await sorted('coalesced', 5, [100, 100, 100, 1000])).skewBounds;
  expect(bound).toMatchObject({ atLeast: 1000 / 260 / 2, atMost: 1000 / 260 }); // two partitions at the most are merged in one of four tasks
});

test('merged into tasks of which one stands out: its records are the most that a partition has', async () => {
  const found = await sorted('coalesced', 20, [100, 100, 100, 1000]);
  expect(found.stages).toMatchObject([{ operator: 'sort', largestRecords: 1000 }]);
  expect(found.advice).toContain('SZ5204');
});

test('split: the largest partition is larger than any task', async () => {
  const found = await sorted('skewed', 4, [100, 100, 100, 150, 150, 150]);
  expect(found).toMatchObject({ skew: undefined, skewPartitions: 4, stages: [{ largestRecords: 150 }], stageBounds: [{ field: 'stages[0].largestRecords', atLeast: 150, atMost: 750 }] });
  expect(found.skewBounds).toMatchObject([{ because: 'stage 1: adaptive execution split partitions, and what its tasks read is a part of them' }]);
  expect((await sorted('skewed', 4, [10, 10, 10, 300, 300])).skewBounds).toMatchObject([{ atLeast: 300 / (630 / 4) }]);
});

test.each([
  ['local', 'adaptive execution let each task read what one map task wrote, of all partitions'], ['coalesced and skewed', 'adaptive execution merged partitions and split others'],
])('%s: nothing is known of the skew, and nothing advised', async (reader, because) => {
  const found = await sorted(reader, 16, [0, 0, 0, 900]);
  expect(found).toMatchObject({ skew: undefined, skewPartitions: 16, stages: [{ largestRecords: 900 }], skewBounds: [{ field: 'skew', because: `stage 1: ${because}` }] });
  expect(Object.keys(found.skewBounds[0])).toEqual(['field', 'because']);
  expect(found.advice).not.toContain('SZ5204');
});

test('several shuffles that are read side by side have no skew together', async () => {
  const found = await sorted(undefined, 2, [100, 100, 10, 10]);
  expect(found).toMatchObject({ skew: undefined, skewPartitions: 2, skewBounds: [{ because: 'stage 1: its tasks read several shuffles side by side' }] });
  expect(found.advice).not.toContain('SZ5204');
});

test.each([undefined, 'local', 'coalesced', 'skewed'])('the largest shuffle is told by tasks, whatever adaptive execution did: %s', async reader => {
  expect((await sorted(reader, 20, [100, 100, 100, 140])).largestShuffle).toEqual({ stageId: 1, writeBytes: 440, tasks: 4, largestTaskReadBytes: 140, skew: 140 / 110 });
});

test('the real Spark merged partitions, split one of them, and read others where they were written', async () => {
  const { facts: { sql } } = await readFixture('adaptive-3.5.zstd');
  const reads = sql.stages.flatMap(({ read }) => read ?? []);
  expect([...new Set(reads.map(({ change }) => change))]).toEqual(expect.arrayContaining(['merged', 'local']));
  expect(reads.some(({ change }) => change === 'split' || change === 'merged and split')).toBe(true);
  expect(new Set(reads.map(({ partitions }) => partitions))).toEqual(new Set([20]));
});
