import { Fragment, isShuffle } from './fragments';
import { PlanNode } from './plan-node';
import { SqlMetrics } from './sql-metrics';

/** What adaptive execution made of partitions before tasks read them: several became one, one became several, or each task read what one map task wrote. */
export type PartitionChange = 'merged' | 'split' | 'merged and split' | 'local';

/** How the tasks of a stage read the shuffles before it. */
export interface ShuffleRead {
  /** Of each of the shuffles, as they were written; undefined where the log does not say it, or they differ. */
  readonly partitions: number | undefined;
  /** None: each task read one partition of a shuffle. */
  readonly change: PartitionChange | undefined;
}

/** Source: AQEShuffleReadExec.stringArgs, Spark 3.2 to 4.1, and CustomShuffleReaderExec, Spark 3.0. */
const READERS: ReadonlySet<string> = new Set(['AQEShuffleRead', 'CustomShuffleReader']);
const CHANGES: readonly (readonly [said: RegExp, change: PartitionChange])[] = [
  [/ local\b/, 'local'], [/ coalesced and skewed\b/, 'merged and split'], [/ coalesced\b/, 'merged'], [/ skewed\b/, 'split'],
];

/** Where several readers of one stage differ, the one of which less is known. */
const LEAST_KNOWN: readonly PartitionChange[] = ['local', 'merged and split', 'split', 'merged'];

/** What a fragment reads; nothing where it reads no shuffle. */
export function shuffleReadOf({ nodes, exchanges }: Fragment, metrics: SqlMetrics): ShuffleRead | undefined {
  const shuffles = exchanges.filter(isShuffle);
  if (shuffles.length === 0) return undefined;
  const changes = nodes.flatMap(node => READERS.has(node.name) ? CHANGES.find(([said]) => said.test(node.text))?.[1] ?? [] : []);
  return { partitions: same(shuffles.map(shuffle => partitionsOf(shuffle, metrics))), change: leastKnown(changes) };
}

/** Several fragments may run in the tasks of one stage. */
export function togetherRead(a: ShuffleRead, b: ShuffleRead): ShuffleRead {
  return { partitions: same([a.partitions, b.partitions]), change: leastKnown([a.change, b.change]) };
}

function leastKnown(changes: readonly (PartitionChange | undefined)[]): PartitionChange | undefined {
  return LEAST_KNOWN.find(change => changes.includes(change));
}

function same(counts: readonly (number | undefined)[]): number | undefined {
  return new Set(counts).size === 1 ? counts[0] : undefined;
}

/** As the driver counted them, or as the plan says: `Exchange hashpartitioning(k#8L, 200), ENSURE_REQUIREMENTS, [plan_id=7]`. */
function partitionsOf(exchange: PlanNode, metrics: SqlMetrics): number | undefined {
  const counted = metrics.driverValue(exchange.metrics.get('number of partitions'));
  if (counted !== undefined) return counted;
  const said = /[( ](\d+)\)(?:, (?:[A-Z_]+|true|false))?(?:, \[\w+=#?\d+\])?$/.exec(exchange.text)?.[1];
  return said === undefined ? undefined : Number(said);
}
