import { isObject } from '../../core/problems/json-value';
import { Fields, integerOf, listOf, objectOf, objectsOf, textOf } from '../facts/json-read';

/** A node of a physical plan, as far as it tells of memory. */
export interface PlanNode {
  readonly name: string;
  /** As the UI prints it: `Sort [k#8L ASC NULLS FIRST], false, 0`. */
  readonly text: string;
  /** Metric to accumulator. */
  readonly metrics: ReadonlyMap<string, number>;
  readonly metadata: Fields;
  readonly children: readonly PlanNode[];
}

/** What is looked at of a node's text. */
const MOST_TEXT = 4096;
/** A plan of more nodes than this is left alone. */
const MOST_NODES = 20_000;

/** The tree of a SparkPlanInfo, or nothing where it is none or too large. */
export function planTree(info: Fields): PlanNode | undefined {
  const budget = { nodes: MOST_NODES };
  const root = textOf(info, 'nodeName') === undefined ? undefined : node(info, budget, 0);
  return budget.nodes < 0 ? undefined : root;
}

/** Deeper plans are left alone: they are read by recursion. */
const DEEPEST = 2000;

function node(info: Fields, budget: { nodes: number }, depth: number): PlanNode {
  budget.nodes -= depth > DEEPEST ? MOST_NODES + 1 : 1;
  const children: PlanNode[] = [];
  for (const child of listOf(info, 'children')) {
    if (budget.nodes < 0) break;
    if (isObject(child)) children.push(node(child, budget, depth + 1));
  }
  return {
    name: plainName(textOf(info, 'nodeName')?.trim() ?? ''),
    text: plainName((textOf(info, 'simpleString') ?? '').slice(0, MOST_TEXT)),
    metrics: metricsOf(info),
    metadata: objectOf(info, 'metadata'),
    children,
  };
}

/** A join of which adaptive execution split partitions says so in its name. Source: SortMergeJoinExec and ShuffledHashJoinExec.nodeName, Spark 3.5. */
function plainName(text: string): string {
  return text.replace(/^(\w+Join)\(skew=true\)/, '$1');
}

function metricsOf(info: Fields): ReadonlyMap<string, number> {
  const metrics = new Map<string, number>();
  for (const metric of objectsOf(info, 'metrics')) {
    const name = textOf(metric, 'name');
    const id = integerOf(metric, 'accumulatorId');
    if (name !== undefined && id !== undefined) metrics.set(name, id);
  }
  return metrics;
}

/** Every node, from the root down. A node that stands in the plan twice comes twice. */
export function* nodesOf(root: PlanNode): Iterable<PlanNode> {
  const queue = [root];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    yield next;
    queue.push(...next.children);
  }
}
