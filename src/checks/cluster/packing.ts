import { Cluster } from './cluster';
import { besideHeap, counted, executorsOn, isEnough, mostExecutors, partsText } from './containers';
import { SizedNodes, SizedRun, sizedRuns, statedAt } from './sizing';
import { YarnSettings } from '../../core/catalog/yarn-memory';
import { EMR_OVERHEAD_FACTOR, containerOf } from '../../core/memory/container';
import { yarnGrantMiB } from '../../core/memory/yarn-grant';
import { largestContainerMiB, largestExecutor } from '../../core/packing/executor-size';
import { executorRoom } from '../../core/packing/pack';
import { NodeGroup } from '../../core/packing/placement';
import { EXECUTOR_OVERHEAD_KEYS } from '../../core/simulation/job-containers';
import { sum } from '../../core/units';
import { Found, Rule, found } from '../rule';
import { Setting, isUnset } from '../settings';

/** A node of a kind, filled with executors. */
interface FilledNode {
  readonly group: NodeGroup;
  readonly nodes: SizedNodes;
  readonly executors: number;
  /** Beside the executors, and beside {@link reservedMiB}. */
  readonly idleMiB: number;
  /** Room for application masters of client mode, which are small, on every node where they fit: the driver of cluster mode is on one alone. */
  readonly reservedMiB: number;
}

/** A twentieth of what is paid for. */
const MOST_IDLE = 0.05;

/** More than a twentieth of YARN's memory that no executor will use. */
export const memoryIdle: Rule<Cluster> = {
  id: 'SZ6306',
  find: cluster => sizedRuns(cluster).flatMap(run => {
    const at = statedAt(run, 'spark.executor.memory');
    if (!at || overheadCosts(run)) return [];
    const filled = run.variants.map(nodes => filledNodes(run, nodes));
    const best = filled.reduce((least, one) => idleShare(run, one) < idleShare(run, least) ? one : least);
    if (idleShare(run, best) <= MOST_IDLE) return [];
    const better = betterHeaps(run, best);
    return better.length ? [found(at.path, `${idleMessage(run, at, best)}; use ${better.join(', or ')}`)] : [];
  }),
};

/** Heaps that leave less idle. None: the nodes and what stands beside the heap leave no better one. */
function betterHeaps(run: SizedRun, filled: readonly FilledNode[]): string[] {
  const worst = worstOf(filled);
  return [worst.executors, worst.executors + 1].flatMap(count => {
    const heapMiB = heapFor(run, worst, count, worst.reservedMiB);
    if (heapMiB === undefined) return [];
    const changed = withHeap(run, heapMiB);
    return idleShare(changed, filledNodes(changed, worst.nodes)) < idleShare(run, filled) ? [`${heapMiB}m for ${count} on a node`] : [];
  });
}

function withHeap(run: SizedRun, heapMiB: number): SizedRun {
  return { ...run, parts: { ...run.parts, executor: containerOf(heapMiB, besideHeap(run)) } };
}

/** The node with the largest part idle. */
function worstOf(filled: readonly FilledNode[]): FilledNode {
  return filled.reduce((most, one) => one.idleMiB / one.group.memoryMiB > most.idleMiB / most.group.memoryMiB ? one : most);
}

/** Nodes that hold no executor are another problem. */
function filledNodes(run: SizedRun, nodes: SizedNodes): FilledNode[] {
  const { masterRole, master } = run.parts;
  return nodes.groups.map(group => {
    const executors = executorsOn(group, run, nodes);
    const freeMiB = group.memoryMiB - executors * granted(run.parts.executor.requestedMiB, nodes);
    const masters = masterRole === 'am' ? Math.min(run.concurrentSteps, Math.floor(freeMiB / master.requestedMiB)) : 0;
    const reservedMiB = masters * master.requestedMiB;
    return { group, nodes, executors, idleMiB: freeMiB - reservedMiB, reservedMiB };
  }).filter(({ executors }) => executors > 0);
}

function granted(requestedMiB: number, { rules }: SizedNodes): number {
  return yarnGrantMiB(requestedMiB, { minimumMiB: rules.minimumAllocationMiB, maximumMiB: rules.maximumAllocationMiB });
}

function idleShare({ parts: { masterRole, master } }: SizedRun, filled: readonly FilledNode[]): number {
  const all = sum(filled.map(({ group }) => group.count * group.memoryMiB));
  const driverMiB = masterRole === 'driver' && filled.some(({ idleMiB }) => idleMiB >= master.requestedMiB) ? master.requestedMiB : 0;
  return all === 0 ? 0 : (sum(filled.map(({ group, idleMiB }) => group.count * idleMiB)) - driverMiB) / all;
}

function idleMessage(run: SizedRun, { text }: Setting, filled: readonly FilledNode[]): string {
  const { group, executors, idleMiB } = worstOf(filled);
  const share = Math.round(100 * idleMiB / group.memoryMiB);
  return `got spark.executor.memory ${text}: ${counted(executors, 'container')} of ${partsText(run.parts.executor)} on ${group.type}, ${idleMiB} of its `
    + `${group.memoryMiB} MiB idle (${share} %)`;
}

/** The heap with which so many executors fill a node. */
function heapFor(run: SizedRun, { group, nodes }: FilledNode, executors: number, reservedMiB: number): number | undefined {
  const heapMiB = largestExecutor({ yarn: yarnOf(group, nodes), executors, reservedMiB }, besideHeap(run))?.heapMiB;
  return heapMiB !== undefined && isEnough(heapMiB) ? heapMiB : undefined;
}

function yarnOf({ memoryMiB, vCores }: NodeGroup, { rules }: SizedNodes): YarnSettings {
  return { memoryMiB, vCores, minimumAllocationMiB: rules.minimumAllocationMiB, maximumAllocationMiB: rules.maximumAllocationMiB ?? memoryMiB };
}

/** EMR's share of the heap where no overhead is stated, and what it costs. */
export const overheadStated: Rule<Cluster> = {
  id: 'SZ6307',
  find: cluster => sizedRuns(cluster).flatMap(run => {
    const at = statedAt(run, 'spark.executor.memory');
    const cost = at && overheadCosts(run);
    return cost ? [found(at.path, overheadMessage(run, at, cost))] : [];
  }),
};

/** Fewer executors on a node than with Spark's own share, on the first kind of nodes where that is so. */
interface OverheadCost {
  readonly nodes: SizedNodes;
  readonly group: NodeGroup;
  readonly executors: number;
  readonly without: number;
}

function overheadCosts(run: SizedRun): OverheadCost | undefined {
  const { executor } = run.parts;
  if (!EXECUTOR_OVERHEAD_KEYS.every(key => isUnset(run.settings, key))) return undefined;
  const { heapMiB, offHeapMiB, pysparkMiB } = executor;
  const own = containerOf(heapMiB, { platform: 'yarn', role: 'executor', sparkVersion: run.release.spark, offHeapMiB, pysparkMiB }).requestedMiB;
  const costs = run.variants.flatMap(nodes => nodes.groups.map((group): OverheadCost => (
    { nodes, group, executors: executorsOn(group, run, nodes), without: executorsOn(group, run, nodes, own) }
  )));
  return costs.find(({ executors, without }) => executors > 0 && without > executors);
}

function overheadMessage(run: SizedRun, { text }: Setting, { nodes, group, executors, without }: OverheadCost): string {
  const { executor } = run.parts;
  const overheadMiB = largestContainerMiB({ yarn: yarnOf(group, nodes), executors: without }) - executor.requestedMiB + executor.overheadMiB;
  return `got spark.executor.memory ${text} without an overhead: EMR adds ${EMR_OVERHEAD_FACTOR} of it, and ${counted(executors, 'container')} of ${partsText(executor)} fit on ${group.type} `
    + `(${group.memoryMiB} MiB for YARN); give spark.executor.memoryOverhead ${overheadMiB}m for ${without}`;
}

/** An application master that takes an executor's place. */
export const masterHasRoom: Rule<Cluster> = {
  id: 'SZ6308',
  find: cluster => sizedRuns(cluster).flatMap(run => {
    const at = statedAt(run, 'spark.executor.memory');
    return at && run.isFixedSize ? run.variants.slice(0, 1).flatMap(nodes => lostToMaster(run, nodes, at)) : [];
  }),
};

function lostToMaster(run: SizedRun, nodes: SizedNodes, at: Setting): Found[] {
  const { masterRole, master, masterCores, executorCores, executor } = run.parts;
  const { calculator } = nodes.rules;
  const filled = filledNodes(run, nodes);
  const all = sum(filled.map(({ group, executors }) => group.count * executors));
  const label = nodes.masterOnCore ? { label: 'CORE' as const } : {};
  const asMaster = { memoryMiB: granted(master.requestedMiB, nodes), vCores: masterCores, ...label };
  const asExecutor = { memoryMiB: granted(executor.requestedMiB, nodes), vCores: executorCores };
  const room = executorRoom({ groups: nodes.groups, master: asMaster, calculator }, asExecutor);
  const isNegligible = masterRole === 'am' ? (all - room) / all <= MOST_IDLE : room > 0;
  if (all === 0 || isNegligible || mostExecutors(run) <= room) return [];
  const heapMiB = heapBesideMaster(run, filled[0]);
  return [found(at.path, `got spark.executor.memory ${at.text}: ${nodes.text} hold ${counted(all, 'executor')}, ${room} beside ${masterText(run)}; `
    + `use ${heapMiB === undefined ? 'smaller executors' : `${heapMiB}m`} to leave it room on every node`)];
}

/** A smaller heap may let one executor more onto the node, which takes the room again. */
function heapBesideMaster(run: SizedRun, filled: FilledNode): number | undefined {
  const { executors, group, nodes } = filled;
  const masterMiB = run.parts.master.requestedMiB;
  const heaps = [executors, executors + 1, executors + 2].map(count => ({ count, heapMiB: heapFor(run, filled, count, masterMiB) }));
  return heaps.find(({ count, heapMiB }) => heapMiB !== undefined && executorsOn(group, withHeap(run, heapMiB), nodes) === count)?.heapMiB;
}

function masterText({ parts: { masterRole, master } }: SizedRun): string {
  return `${masterRole === 'driver' ? 'the driver' : 'the application master'} of ${master.requestedMiB} MiB`;
}
