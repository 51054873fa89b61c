import { PlanNode } from './plan-node';

/** What runs in the tasks of one stage: a part of a plan between shuffles and broadcasts. */
export interface Fragment {
  readonly root: PlanNode;
  /** Without exchanges. */
  readonly nodes: readonly PlanNode[];
  /** That it reads. */
  readonly exchanges: readonly PlanNode[];
  /** The exchange that takes what the fragment puts out; none takes what the root of a plan does. */
  readonly into: PlanNode | undefined;
}

/** Nodes that end a fragment. */
export function isExchange({ name }: PlanNode): boolean {
  return name === 'Exchange' || name === 'BroadcastExchange' || name === 'ColumnarExchange';
}

export function isShuffle(node: PlanNode): boolean {
  return isExchange(node) && node.name !== 'BroadcastExchange';
}

/** The fragments of a plan. An exchange that is read twice was run once. */
export function fragmentsOf(plan: PlanNode): Fragment[] {
  const seen = new Set<number>();
  const fragments: Fragment[] = [fragmentOf(plan)];
  for (const { exchanges } of fragments) {
    for (const exchange of exchanges) {
      const id = exchange.metrics.get('data size') ?? -1 - seen.size;
      if (seen.has(id)) continue;
      seen.add(id);
      for (const child of exchange.children) fragments.push(fragmentOf(child, exchange));
    }
  }
  return fragments;
}

function fragmentOf(root: PlanNode, into?: PlanNode): Fragment {
  const nodes: PlanNode[] = [];
  const exchanges: PlanNode[] = [];
  const queue = [root];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (isExchange(next)) {
      exchanges.push(next);
      continue;
    }
    nodes.push(next);
    for (let k = next.children.length - 1; k >= 0; k--) queue.push(next.children[k]);
  }
  return { root, nodes, exchanges, into };
}

/** Nodes that hand on every row as it is. */
const TRANSPARENT = /^(InputAdapter|WholeStageCodegen.*|AQEShuffleRead|CustomShuffleReader|ShuffleQueryStage|TableCacheQueryStage|ReusedExchange|AdaptiveSparkPlan|ResultQueryStage)$/;

/** The node that makes the rows that another one takes in. */
export function feedOf(node: PlanNode): PlanNode | undefined {
  let feed = node.children.length === 1 ? node.children[0] : undefined;
  while (feed && TRANSPARENT.test(feed.name) && feed.children.length === 1) feed = feed.children[0];
  return feed;
}

/** The node below, whatever only hands on rows between left out: of the root itself too. */
export function behindTransparent(node: PlanNode): PlanNode {
  return TRANSPARENT.test(node.name) && node.children.length === 1 ? behindTransparent(node.children[0]) : node;
}
