import { Fragment, feedOf } from './fragments';
import { PlanNode } from './plan-node';
import { MetricCounts, SqlMetrics } from './sql-metrics';

/** Rows that come into a node, by the first below it that counts what it puts out. */
export function rowsIn(node: PlanNode, metrics: SqlMetrics): MetricCounts | undefined {
  let below = feedOf(node);
  while (below?.name === 'Project') below = feedOf(below);
  return below && metrics.of(below.metrics.get('number of output rows'));
}

/** Beside a row in the pages of a sorter. Source: UnsafeExternalSorter.insertRecord, Spark 3.5: its length. */
const SORTED_ROW_BYTES = 4;
/** Beside key and value in a map: lengths and a pointer, and two slots. Source: BytesToBytesMap, Spark 3.5. */
const MAPPED_ROW_BYTES = 16 + 2 * 16;

/** Nodes that may spill. */
const SPILLS = /^(Sort|HashAggregate|ObjectHashAggregate|Window|SortMergeJoin)$/;

/**
 * The most that the rows of a sort are wide, by the memory that it held and spilled: all rows were in its pages, and what else was in them or beside
 * them makes the answer too large, never too small. Undefined where it spilled and was not alone: its spill size is also that of what runs below it.
 * Source: SortExec, Spark 3.0 to 4.1, whose spill size is that of memory.
 */
export function sortedRowBytes(sort: PlanNode, rows: MetricCounts, metrics: SqlMetrics, { nodes }: Fragment): number | undefined {
  const held = metrics.of(sort.metrics.get('peak memory'));
  const spilled = metrics.of(sort.metrics.get('spill size'))?.sum ?? 0;
  if (!held || rows.sum === 0 || spilled > 0 && nodes.some(node => node !== sort && SPILLS.test(node.name))) return undefined;
  return Math.max(1, Math.floor((held.sum + spilled) / rows.sum) - SORTED_ROW_BYTES);
}

/** The most that keys and values of an aggregate are wide together, by the memory that its map held; undefined where it spilled, or had two levels. */
export function mappedRowBytes(aggregate: PlanNode, metrics: SqlMetrics): number | undefined {
  const [held, keys, spilled] = ['peak memory', 'number of output rows', 'spill size'].map(name => metrics.of(aggregate.metrics.get(name)));
  return held && keys && keys.sum > 0 && !spilled?.sum ? Math.max(1, Math.floor(held.sum / keys.sum) - MAPPED_ROW_BYTES) : undefined;
}

/** The aggregate that takes what a partial one puts out, in the same stage: of the same keys and buffers. */
export function finalOf(partial: PlanNode, { nodes }: Fragment): PlanNode | undefined {
  return nodes.find(node => node.name === 'HashAggregate' && feedOf(node) === partial);
}
