import { SqlExecutions } from '../../../src/eventlog/sql/executions';
import { fragmentsOf } from '../../../src/eventlog/sql/fragments';
import { planTree } from '../../../src/eventlog/sql/plan-node';
import { SqlMetrics } from '../../../src/eventlog/sql/sql-metrics';

type Json = Record<string, unknown>;

/** A node; metrics are name to accumulator. */
function node(nodeName: string, simpleString: string, metrics: Record<string, number>, ...children: Json[]): Json {
  return { nodeName, simpleString, children, metadata: {}, metrics: Object.entries(metrics).map(([name, accumulatorId]) => ({ name, accumulatorId, metricType: 'sum' })) };
}

const exchange = (first: number, ...children: Json[]) => node('Exchange', 'Exchange hashpartitioning(k#1L, 4)', { 'data size': first, 'shuffle records written': first + 1, 'records read': first + 2 }, ...children);
const scan = (rows: number) => ({ ...node('Scan parquet ', 'FileScan parquet [k#1L]', { 'number of output rows': rows }), metadata: { ReadSchema: 'struct<k:bigint,v:bigint,b:binary>' } });
const sort = (child: Json, keys = 'k#1L ASC NULLS FIRST') => node('Sort', `Sort [${keys}], false, 0`, { 'peak memory': 90 }, child);

/** What stages take after tasks have reported: accumulator to its sum and the largest of a task. */
function stagesOf(plan: Json, metrics: Record<number, readonly [sum: number, largest: number, stage: number]>) {
  const sqlMetrics = new SqlMetrics();
  const sql = new SqlExecutions(sqlMetrics);
  for (const [id, [sum, largest, stage]] of Object.entries(metrics)) {
    for (const value of [largest, sum - largest]) sqlMetrics.add([{ id: Number(id), name: 'x', value }], stage);
  }
  sql.planned(1, Buffer.from(JSON.stringify(plan)));
  sql.ended(1);
  return { stages: sql.stages, sql, sqlMetrics };
}

const WRITTEN = { 10: [88_000, 50_000, 0], 11: [1000, 600, 0], 12: [1000, 700, 1], 20: [1600, 900, 0] } as const;

test('a sort behind a shuffle: rows, their width and the fullest task', () => {
  const { stages } = stagesOf(sort(exchange(10, scan(20))), WRITTEN);
  expect(stages.find(({ stageId }) => stageId === 1)).toEqual({
    stageId: 1, unknown: [], isHidden: false, operators: [{ stage: { operator: 'sort', keys: 'fixed', rowBytes: 88 }, isBehindShuffle: true, records: 1000, largestRecords: 700 }], read: { partitions: 4, change: undefined },
  });
});

test('what only hands rows on changes nothing; what does not, does', () => {
  const through = (...names: string[]) => names.reduce((child, name) => node(name, name, {}, child), exchange(10, scan(20)));
  expect(stagesOf(sort(through('ShuffleQueryStage', 'AQEShuffleRead', 'InputAdapter', 'WholeStageCodegen (3)')), WRITTEN).stages[0].operators).toHaveLength(1);
  expect(stagesOf(sort(through('Filter')), WRITTEN).stages[0]).toMatchObject({ operators: [], unknown: [expect.stringMatching(/^Sort: its rows do not come straight from a shuffle/)] });
});

describe('rows that do not come straight from a shuffle are as wide as the memory that held them allows, at the most', () => {
  const joined = node('Project', 'Project', {}, node('SortMergeJoin', 'SortMergeJoin', { 'number of output rows': 60 }, sort(exchange(10, scan(20)))));
  const held = (child: Json) => node('Sort', 'Sort [b#3 ASC NULLS FIRST], false, 0', { 'peak memory': 61, 'spill size': 62 }, child);
  const found = (plan: Json, metrics: Parameters<typeof stagesOf>[1]) =>
    stagesOf(plan, { ...WRITTEN, 60: [1000, 700, 1], ...metrics }).stages.find(({ stageId }) => stageId === 1)!;

  test('of a sort what it held, and spilled where nothing else of its stage could', () => {
    const sortOf = (rowBytes: number) => ({ stage: { operator: 'sort', keys: 'other', rowBytes }, isBehindShuffle: true, records: 1000, largestRecords: 700, rowsAtMost: true });
    expect(found(held(joined), { 61: [120_500, 90_000, 1], 62: [0, 0, 1] })).toMatchObject({ unknown: [], operators: [{}, sortOf(116)] });
    const alone = held(node('Filter', 'Filter', { 'number of output rows': 60 }, exchange(10, scan(20))));
    const spilled = { 61: [60_000, 40_000, 1], 62: [90_000, 90_000, 1] } as const;
    expect(found(alone, spilled).operators).toEqual([sortOf(146)]);
    for (const metrics of [spilled, {}]) expect(found(held(joined), metrics).unknown).toEqual([expect.stringMatching(/^Sort: its rows do not come straight/)]);
  });

  test('of an aggregate what its map held, and of a partial one what the final one of the same stage did; none where it spilled', () => {
    const partial = node('HashAggregate', 'HashAggregate(keys=[b#3], functions=[partial_sum(v#2)])', { 'number of output rows': 70, 'peak memory': 75 }, joined);
    const final = node('HashAggregate', 'HashAggregate(keys=[b#3], functions=[sum(v#2)])', { 'number of output rows': 71, 'peak memory': 72, 'spill size': 73 }, partial);
    const counts = { 70: [500, 300, 1], 71: [400, 250, 1], 72: [64_000, 40_000, 1], 75: [9, 9, 1] } as const;
    const aggregate = (records: number, largestRecords: number) => ({ stage: { operator: 'aggregate', keys: 'fixed', keyBytes: 16, valueBytes: 96 }, isBehindShuffle: true, records, largestRecords, rowsAtMost: true });
    expect(found(final, counts).operators.slice(1)).toEqual([aggregate(500, 300), aggregate(400, 250)]);
    expect(found(final, { ...counts, 73: [1, 1, 1] }).unknown).toHaveLength(2);
  });
});

test('rows that a broadcast joins to those of a scan are behind no shuffle: more partitions do not make their tasks smaller', () => {
  const joined = node('BroadcastHashJoin', 'BroadcastHashJoin', { 'number of output rows': 60 }, scan(20), node('BroadcastExchange', 'BroadcastExchange', { 'data size': 40 }, scan(21)));
  const held = node('Sort', 'Sort [b#3 ASC NULLS FIRST], false, 0', { 'peak memory': 61 }, joined);
  const { stages } = stagesOf(held, { 60: [1000, 700, 1], 61: [120_500, 90_000, 1] });
  expect(stages.find(({ stageId }) => stageId === 1)!.operators).toMatchObject([{ isBehindShuffle: false, records: 1000, largestRecords: 700 }]);
});

test('several sort keys are compared, not sorted by radix', () => {
  const { stages } = stagesOf(sort(exchange(10, scan(20)), 'k#1L ASC NULLS FIRST, v#2 ASC NULLS FIRST'), WRITTEN);
  expect(stages[0].operators[0].stage.keys).toBe('other');
});

test('one exchange that both sides of a join read counts once for each', () => {
  const read = exchange(10, scan(20));
  const join = node('SortMergeJoin', 'SortMergeJoin [k#1L], [k#2L], Inner', {}, sort(read), sort(node('ReusedExchange', 'ReusedExchange', {}, read)));
  const { stages } = stagesOf(join, { ...WRITTEN, 12: [2000, 1400, 1] });
  expect(stages.find(({ stageId }) => stageId === 1)!.operators).toMatchObject([
    { stage: { operator: 'sort-merge-join', rowBytes: 88, otherRowBytes: 88 }, records: 1000, largestRecords: 700, otherRecords: 1000, otherLargestRecords: 700 },
  ]);
});

test('aggregates before and behind a shuffle, by the row that it carries', () => {
  const partial = node('HashAggregate', 'HashAggregate(keys=[k#1L], functions=[partial_sum(v#2)])', { 'number of output rows': 30 }, scan(20));
  const final = node('HashAggregate', 'HashAggregate(keys=[k#1L], functions=[sum(v#2)])', { 'number of output rows': 31 }, exchange(10, partial));
  const { stages } = stagesOf(final, { ...WRITTEN, 10: [24_000, 14_400, 0], 30: [1000, 600, 0], 31: [900, 500, 1] });
  expect(stages.map(({ stageId, operators }) => [stageId, operators])).toEqual([
    [1, [{ stage: { operator: 'aggregate', keys: 'fixed', keyBytes: 16, valueBytes: 16 }, isBehindShuffle: true, records: 900, largestRecords: 500 }]],
    [0, [{ stage: { operator: 'partial-aggregate', keys: 'fixed', keyBytes: 16, valueBytes: 16 }, isBehindShuffle: false, records: 1000, largestRecords: 600 }]],
  ]);
});

test.each([['b#3', 'aggregate', undefined], ['k#1L', 'partial-aggregate', undefined], ['computed#9', 'aggregate', 'partial-aggregate']])(
  'a partial aggregate by %s is %s, or %s', (key, operator, or) => {
    const partial = node('HashAggregate', `HashAggregate(keys=[${key}], functions=[partial_sum(v#2)])`, { 'number of output rows': 30 }, scan(20));
    const { stages } = stagesOf(exchange(10, partial), { ...WRITTEN, 30: [1000, 600, 0] });
    expect(stages.find(({ stageId }) => stageId === 0)!.operators.map(one => [one.stage.operator, one.or?.operator])).toEqual([[operator, or]]);
  });

test.each<[string, string, boolean, string | undefined]>([
  ['k#1L', 'fixed', false, undefined], ['b#3', 'other', true, undefined], ['computed#9', 'other', true, 'fixed'], ['k#1L, v#2L', 'other', false, 'fixed'],
])('a hash join by %s has keys %s', (key, keys, atMost, or) => {
  const join = node('ShuffledHashJoin', `ShuffledHashJoin [${key}], [x#5], Inner, BuildRight`, {}, scan(21), node('InputAdapter', '', {}, exchange(10, scan(20))));
  const [{ stage, keysAtMost = false, or: other }] = stagesOf(join, WRITTEN).stages.find(({ stageId }) => stageId === 1)!.operators;
  expect([stage.keys, keysAtMost, other?.keys]).toEqual([keys, atMost, or]);
});

test('joins of which partitions were split are joins', () => {
  const hash = node('ShuffledHashJoin(skew=true)', 'ShuffledHashJoin(skew=true) [k#1L], [x#5], Inner, BuildRight', {}, scan(21), exchange(10, scan(20)));
  expect(stagesOf(hash, WRITTEN).stages.find(({ stageId }) => stageId === 1)!.operators).toMatchObject([{ stage: { operator: 'hash-join', keys: 'fixed', rowBytes: 88 } }]);
  const merge = node('SortMergeJoin(skew=true)', 'SortMergeJoin(skew=true) [k#1L], [k#2L], Inner', {}, sort(exchange(10, scan(20))), sort(exchange(40, scan(21))));
  const both = { ...WRITTEN, 40: [88_000, 1, 0], 41: [1000, 1, 0], 42: [1000, 700, 1] } as const;
  expect(stagesOf(merge, both).stages.find(({ stageId }) => stageId === 1)!.operators).toMatchObject([{ stage: { operator: 'sort-merge-join', rowBytes: 88, otherRowBytes: 88 } }]);
});

test('an aggregate without keys takes nothing', () => {
  const plan = node('HashAggregate', 'HashAggregate(keys=[], functions=[count(1)])', { 'number of output rows': 31 }, exchange(10, scan(20)));
  expect(stagesOf(plan, { ...WRITTEN, 31: [1, 1, 1] }).stages[0]).toMatchObject({ operators: [], unknown: [] });
});

test('both aggregates of one stage, with keys as wide as the rows at the most', () => {
  const partial = node('HashAggregate', 'HashAggregate(keys=[k#1L], functions=[partial_count(1)])', { 'number of output rows': 30 }, exchange(10, scan(20)));
  const final = node('HashAggregate', 'HashAggregate(keys=[k#1L], functions=[count(1)])', { 'number of output rows': 31 }, partial);
  const { stages } = stagesOf(final, { ...WRITTEN, 30: [900, 500, 1], 31: [900, 500, 1] });
  expect(stages[0].operators.map(({ stage, keysAtMost }) => [stage.operator, stage.keyBytes, stage.valueBytes, keysAtMost])).toEqual([['partial-aggregate', 88, 16, true], ['aggregate', 88, 16, true]]);
});

test('the sort before a round-robin shuffle, which no node shows', () => {
  const dealt = node('Exchange', 'Exchange RoundRobinPartitioning(2), REPARTITION_BY_NUM', { 'data size': 10, 'shuffle records written': 11, 'records read': 12 }, scan(20));
  const { stages } = stagesOf(node('Project', 'Project', {}, dealt), WRITTEN);
  expect(stages.find(({ stageId }) => stageId === 0)!.operators).toEqual([{ stage: { operator: 'sort', keys: 'other', rowBytes: 88 }, isBehindShuffle: false, records: 1000, largestRecords: 600 }]);
});

test.each([['BatchEvalPython', 1], ['ArrowEvalPython', 1], ['MapInPandas', 0]])('rows that wait for Python take a page beside a sort: %s, %d', (name, pages) => {
  const of = (plan: Json) => stagesOf(node(name, `${name} [f(k#1L)#9L], [pythonUDF0#10L]`, {}, plan), WRITTEN).stages.find(({ stageId }) => stageId === 1)!.operators.slice(1);
  expect(of(sort(exchange(10, scan(20))))).toEqual(Array.from({ length: pages }, () => expect.objectContaining({ stage: { operator: 'sort', keys: 'other', rowBytes: 8 }, largestRecords: 1 })));
  expect(of(exchange(10, scan(20)))).toEqual([]);
});

test('broadcasts of one query together, each once; files and formats of scans; Python', () => {
  const small = node('BroadcastExchange', 'BroadcastExchange', { 'data size': 40 }, scan(21));
  const plan = node('BatchEvalPython', '', {}, small, node('ReusedExchange', '', {}, small), node('BroadcastExchange', '', { 'data size': 41 }, node('Scan csv ', '', { 'number of files read': 50 })));
  const metrics = new SqlMetrics();
  const sql = new SqlExecutions(metrics);
  sql.driverUpdated({ accumUpdates: [[40, 1000], [41, 500], [50, 7], ['40', 9], null, [42]] });
  sql.planned(1, Buffer.from(JSON.stringify(plan)));
  sql.closeAll();
  expect([sql.broadcastBytes, sql.files, [...sql.formats], sql.usesPython]).toEqual([1500, 7, ['csv'], true]);
});

test('what a query was told by is forgotten with it', () => {
  const { sqlMetrics, sql } = stagesOf(sort(exchange(10, scan(20))), WRITTEN);
  expect([10, 11, 12, 20].map(id => sqlMetrics.of(id))).toEqual([undefined, undefined, undefined, undefined]);
  sql.ended(1);
  expect(sql.stages).toHaveLength(2);
});

test('plans that are none, too deep or too large are left alone', () => {
  const deep = (levels: number) => { let plan: Json = scan(1); for (let k = 0; k < levels; k++) plan = node('Project', '', {}, plan); return plan; };
  expect(planTree({})).toBeUndefined();
  expect(planTree({ nodeName: 5 })).toBeUndefined();
  expect(planTree(deep(3000))).toBeUndefined();
  expect(planTree(node('Union', '', {}, ...Array.from({ length: 30_000 }, () => scan(1))))).toBeUndefined();
  expect(planTree({ nodeName: 'x', children: [null, 5, 'a', {}], metrics: [{ name: 1 }, null] })).toMatchObject({ name: 'x', children: [{ name: '' }] });
  const sql = new SqlExecutions(new SqlMetrics());
  sql.planned(1, Buffer.from('[1]'));
  sql.planned(undefined, Buffer.from('{}'));
  sql.planned(2, undefined);
  sql.closeAll();
  expect(sql.stages).toEqual([]);
});

test('a plan falls into fragments at its exchanges, each exchange run once', () => {
  const read = exchange(10, scan(20));
  const plan = planTree(node('Union', '', {}, sort(read), sort(read), exchange(13, exchange(16, scan(21)))))!;
  expect(fragmentsOf(plan).map(({ nodes, exchanges, into }) => [nodes.map(({ name }) => name), exchanges.length, into?.metrics.get('data size')])).toEqual([
    [['Union', 'Sort', 'Sort'], 3, undefined], [['Scan parquet'], 0, 10], [[], 1, 13], [['Scan parquet'], 0, 16],
  ]);
});
