import { fragmentsOf } from '../../../src/eventlog/sql/fragments';
import { planTree } from '../../../src/eventlog/sql/plan-node';
import { shuffleReadOf, togetherRead } from '../../../src/eventlog/sql/shuffle-reads';
import { SqlMetrics } from '../../../src/eventlog/sql/sql-metrics';

type Json = Record<string, unknown>;

const node = (nodeName: string, simpleString: string, ...children: Json[]): Json => ({ nodeName, simpleString, children, metrics: [] });
const exchange = (text: string, metric?: number): Json =>
  ({ ...node('Exchange', text, node('Range', 'Range')), metrics: metric === undefined ? [] : [{ name: 'number of partitions', accumulatorId: metric }] });
const HASHED = 'Exchange hashpartitioning(k#1L, 200), ENSURE_REQUIREMENTS, [plan_id=7]';

function readOf(plan: Json, metrics = new SqlMetrics()) {
  return shuffleReadOf(fragmentsOf(planTree(plan)!)[0], metrics);
}

test.each<[string, string | undefined]>([
  ['AQEShuffleRead local', 'local'], ['AQEShuffleRead coalesced', 'merged'], ['AQEShuffleRead skewed', 'split'],
  ['AQEShuffleRead coalesced and skewed', 'merged and split'], ['AQEShuffleRead ', undefined], ['AQEShuffleRead', undefined],
])('%s', (text, change) => {
  expect(readOf(node('AQEShuffleRead', text, node('ShuffleQueryStage', '', exchange(HASHED))))).toEqual({ partitions: 200, change });
});

test('Spark 3.0 and 3.1 have another name for it', () => {
  expect(readOf(node('CustomShuffleReader', 'CustomShuffleReader coalesced', exchange('Exchange hashpartitioning(k#1L, 200), true, [id=#20]')))).toEqual({ partitions: 200, change: 'merged' });
});

test('what other nodes say of themselves is no change', () => {
  expect(readOf(node('Filter', 'Filter (place#2 = local coalesced and skewed)', exchange(HASHED)))!.change).toBeUndefined();
});

test.each<[string, number | undefined]>([
  [HASHED, 200], ['Exchange hashpartitioning(k#1L, 4)', 4], ['Exchange RoundRobinPartitioning(7), REPARTITION_BY_NUM, [plan_id=80]', 7],
  ['Exchange rangepartitioning(k#1L ASC NULLS FIRST, 6), ENSURE_REQUIREMENTS, [plan_id=9]', 6], ['Exchange SinglePartition, ENSURE_REQUIREMENTS, [plan_id=39]', undefined],
  ['Exchange hashpartitioning(substring(k#1, 1, 16), cut', undefined],
])('partitions by the text of %s: %s', (text, partitions) => {
  expect(readOf(exchange(text))!.partitions).toBe(partitions);
});

test('what the driver counted comes before the text', () => {
  const metrics = new SqlMetrics();
  metrics.addOfDriver(5, 30);
  expect(readOf(exchange(HASHED, 5), metrics)!.partitions).toBe(30);
});

test('a broadcast is no shuffle; shuffles of different counts have none', () => {
  expect(readOf(node('BroadcastExchange', 'BroadcastExchange', node('Range', 'Range')))).toBeUndefined();
  expect(readOf(node('Union', 'Union', exchange(HASHED), exchange('Exchange hashpartitioning(k#1L, 4)')))).toEqual({ partitions: undefined, change: undefined });
});

test('of several, the one of which less is known', () => {
  const reads = (['merged', 'split', 'merged and split', 'local', undefined] as const).map(change => ({ partitions: 4, change }));
  const together = (i: number, k: number) => togetherRead(reads[i], reads[k]).change;
  expect([together(0, 1), together(1, 2), together(2, 3), together(0, 4), together(4, 4)]).toEqual(['split', 'merged and split', 'local', 'merged', undefined]);
  expect(togetherRead({ partitions: 4, change: undefined }, { partitions: 5, change: undefined }).partitions).toBeUndefined();
});
