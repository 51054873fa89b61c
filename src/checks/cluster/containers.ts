import { Cluster } from './cluster';
import { typedMembers } from './instance-types';
import { SizedNodes, SizedRun, largestGrant, sizedRuns, statedAt } from './sizing';
import { LAWS } from '../../core/catalog/laws';
import { Container, ContainerSettings, largestHeapMiB } from '../../core/memory/container';
import { NodeGroup } from '../../core/packing/placement';
import { containersIn, grantOf } from '../../core/packing/resource';
import { missing, simulateJobs } from '../../core/simulation/cluster-jobs';
import { YarnSimulation } from '../../core/simulation/yarn-simulation';
import { Found, Rule, found } from '../rule';
import { Setting, isUnset, settingText } from '../settings';

/** A container that YARN refuses: no node has so much. */
export const executorFits: Rule<Cluster> = {
  id: 'SZ6301',
  find: cluster => sizedRuns(cluster).flatMap(run => {
    const at = statedAt(run, 'spark.executor.memory');
    const { executor } = run.parts;
    const most = largestGrant(run).memoryMiB;
    if (!at || executor.requestedMiB <= most) return [];
    const heapMiB = largestHeapMiB(most, besideHeap(run));
    const use = isEnough(heapMiB) ? `use ${heapMiB}m or less, or larger nodes` : 'use larger nodes, or less beside the heap';
    return [found(at.path, `got spark.executor.memory ${at.text}: its container of ${partsText(executor)} is above the ${most} MiB that the largest of `
      + `${nodesText(run)} grants; ${use}`)];
  }),
};

/** Whether Spark starts with a heap. */
export function isEnough(heapMiB: number): boolean {
  return heapMiB >= LAWS.neededHeapFloorMiB.value;
}

/** What beside the heap stays as it is while the heap changes. */
export function besideHeap({ settings, release, parts }: SizedRun): ContainerSettings {
  const { overheadMiB, offHeapMiB, pysparkMiB } = parts.executor;
  const isStated = ['spark.executor.memoryOverhead', 'spark.yarn.executor.memoryOverhead'].some(key => settings.all.has(key));
  return { platform: 'emr', role: 'executor', sparkVersion: release.spark, offHeapMiB, pysparkMiB, ...isStated ? { overheadMiB } : {} };
}

/** `18432 MiB (heap 16384, overhead 2048)`. */
export function partsText({ heapMiB, overheadMiB, offHeapMiB, pysparkMiB, requestedMiB }: Container): string {
  const more = [offHeapMiB ? `, off-heap ${offHeapMiB}` : '', pysparkMiB ? `, Python ${pysparkMiB}` : ''].join('');
  return `${requestedMiB} MiB (heap ${heapMiB}, overhead ${overheadMiB}${more})`;
}

function nodesText({ variants }: SizedRun): string {
  return variants.map(({ text }) => text).join(' or ');
}

/** A request for more cores than any node has is refused, whatever the calculator. Source: SchedulerUtils.validateResourceRequest, Hadoop 3.4.2. */
export const executorCoresFit: Rule<Cluster> = {
  id: 'SZ6302',
  find: cluster => sizedRuns(cluster).flatMap(run => {
    const at = statedAt(run, 'spark.executor.cores');
    const most = largestGrant(run).vCores;
    return !at || run.parts.executorCores <= most ? []
      : [found(at.path, `got spark.executor.cores ${at.text}; the largest of ${nodesText(run)} has ${most} vcores: use ${most} or less`)];
  }),
};

/** In cluster mode the driver is a container as well. */
export const driverFits: Rule<Cluster> = {
  id: 'SZ6303',
  find: cluster => sizedRuns(cluster).flatMap(run => {
    const { masterRole, master, masterCores } = run.parts;
    const key = masterRole === 'driver' ? 'spark.driver' : 'spark.yarn.am';
    const most = largestGrant(run);
    const [memory, cores] = [statedAt(run, `${key}.memory`), statedAt(run, `${key}.cores`)];
    return [
      ...memory && master.requestedMiB > most.memoryMiB ? [found(memory.path, `got ${key}.memory ${memory.text}: its container of ${partsText(master)} is above the `
        + `${most.memoryMiB} MiB that the largest of ${nodesText(run)} grants; use less, or larger nodes`)] : [],
      ...cores && masterCores > most.vCores ? [found(cores.path, `got ${key}.cores ${cores.text}; the largest of ${nodesText(run)} has ${most.vCores} vcores`)] : [],
    ];
  }),
};

/** Nodes that cost money and hold no executor. */
export const nodesHoldExecutors: Rule<Cluster> = {
  id: 'SZ6304',
  find: cluster => sizedRuns(cluster).flatMap(run => {
    if (!statedAt(run, 'spark.executor.memory')) return [];
    const groups = run.variants.flatMap(nodes => nodes.groups.map(group => ({ group, executors: executorsOn(group, run, nodes) })));
    const empty = groups.filter(({ executors }) => executors === 0).map(({ group }) => group);
    return empty.length === groups.length ? [] : emptyNodes(cluster, run, empty);
  }),
};

function emptyNodes(cluster: Cluster, { parts: { executor } }: SizedRun, empty: readonly NodeGroup[]): Found[] {
  return [...new Map(empty.map(group => [group.type, group])).values()].flatMap(({ type, memoryMiB }) => {
    const member = typedMembers(cluster).find(one => one.role !== 'primary' && one.type.text() === type);
    return member ? [found(member.type, `got ${type}, which has ${memoryMiB} MiB for YARN and holds no executor of ${partsText(executor)}; `
      + 'use a larger type, or smaller executors')] : [];
  });
}

/** How many executors one node holds; 0 where YARN refuses the container there. */
export function executorsOn(group: NodeGroup, { parts: { executor, executorCores } }: SizedRun, { rules }: Pick<SizedNodes, 'rules'>, container = executor.requestedMiB): number {
  const asked = { memoryMiB: container, vCores: executorCores };
  const grant = grantOf(asked, { memoryMiB: Math.min(group.memoryMiB, rules.maximumAllocationMiB ?? Infinity), vCores: Infinity }, rules);
  return grant.refused === undefined ? containersIn(group, grant.container, rules.calculator) : 0;
}

/** Executors that never start: a fixed count above what the nodes grant. */
export const countIsGranted: Rule<Cluster> = {
  id: 'SZ6305',
  find: cluster => sizedRuns(cluster).flatMap(run => {
    const wanted = fixedCount(run);
    if (!wanted || !run.isFixedSize || !statedAt(run, 'spark.executor.memory') || run.parts.executor.requestedMiB > largestGrant(run).memoryMiB) return [];
    const { nodes, played } = bestPlay(run, wanted.count);
    const granted = wanted.count - missing(played);
    return granted >= wanted.count ? [] : [found(wanted.at.path, `got ${wanted.count} executors of ${partsText(run.parts.executor)}, and ${nodes.text} grant `
      + `${granted} beside the application master; use ${[...granted > 0 ? [granted] : [], ...moreNodes(played)].join(', or ') || 'larger nodes'}`)];
  }),
};

function moreNodes({ nodesForAll, perNode: [first] }: YarnSimulation): string[] {
  return nodesForAll === null || !first ? [] : [`${nodesForAll} × ${first.type}`];
}

function bestPlay({ parts, variants }: SizedRun, executors: number): { readonly nodes: SizedNodes; readonly played: YarnSimulation } {
  const job = {
    id: '',
    concurrentRuns: 1,
    master: { memoryMiB: parts.master.requestedMiB, vCores: parts.masterCores },
    executor: { memoryMiB: parts.executor.requestedMiB, vCores: parts.executorCores },
    executors,
  };
  const plays = variants.map(nodes => ({ nodes, played: simulateJobs(nodes, [job]) }));
  return plays.reduce((best, one) => missing(one.played) < missing(best.played) ? one : best);
}

/** Source: spark.executor.instances, Spark 3.5. */
const DEFAULT_INSTANCES = 2;

/** A count that does not follow the load, and where it is stated. */
function fixedCount({ settings }: SizedRun): { readonly count: number; readonly at: Setting } | undefined {
  const instances = settings.all.get('spark.executor.instances');
  const dynamic = settings.all.get('spark.dynamicAllocation.enabled');
  if (dynamic?.text !== 'false') return undefined; // else a count of the start, from which the job goes to what the nodes grant
  const at = instances ?? (isUnset(settings, 'spark.executor.instances') ? dynamic : undefined);
  const text = at === instances ? instances?.text : `${DEFAULT_INSTANCES}`;
  return at && /^\d{1,6}$/.test(text ?? '') ? { count: Number(text), at } : undefined;
}

/** The most executors that a run will ask for; Infinity where nothing bounds them. */
export function mostExecutors(run: SizedRun): number {
  const dynamic = settingText(run.settings, 'spark.dynamicAllocation.enabled') !== 'false';
  const text = settingText(run.settings, dynamic ? 'spark.dynamicAllocation.maxExecutors' : 'spark.executor.instances');
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : dynamic ? Infinity : DEFAULT_INSTANCES;
}

/** `1 executor`, `2 executors`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
