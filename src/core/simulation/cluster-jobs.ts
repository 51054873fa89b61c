import { simulateYarn } from './yarn';
import { YarnSimulation } from './yarn-simulation';
import { CLIENT_MASTER_MEMORY_MIB, MASTER_CORES } from '../catalog/emr-on-ec2-defaults';
import { Release } from '../catalog/releases';
import { ByteStringUnit, parseByteString, toMiB } from '../memory/byte-string';
import { containerOf, ContainerRole } from '../memory/container';
import { Ask, NodeGroup } from '../packing/placement';
import { AllocationRules, Resource } from '../packing/resource';
import { fails, ok, Outcome, Problem, problem } from '../problems/problem';
import { sum } from '../units';

/** A job of Spark in client mode, as it is submitted, and how often at the same time. */
export interface ClusterJob {
  readonly id: string;
  readonly concurrentRuns: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** What a job asks YARN for. */
export interface JobContainers {
  readonly id: string;
  readonly concurrentRuns: number;
  readonly master: Resource;
  readonly executor: Resource;
  /** Of one run, at the most. */
  readonly executors: number;
}

/** Nodes that several jobs share. */
export interface SharedNodes {
  readonly groups: readonly NodeGroup[];
  readonly rules: AllocationRules;
  /** Node labels on, and application masters kept on core nodes. */
  readonly masterOnCore: boolean;
}

/** The containers that Spark's client asks for, read from the strings of the settings. */
export function jobContainers({ id, concurrentRuns, settings }: ClusterJob, { spark }: Release): Outcome<JobContainers> {
  const problems: Problem[] = [];
  const at = (key: string) => `${id}: ${key}`;
  const mebibytes = (key: string, fallback?: number, unit: ByteStringUnit = 'm') => {
    if (settings[key] === undefined) return fallback;
    const parsed = parseByteString(settings[key], unit, at(key));
    if (!parsed.ok) problems.push(...parsed.problems);
    return parsed.ok ? toMiB(parsed.value) : fallback;
  };
  const whole = (key: string, fallback: number) => {
    const text = settings[key] ?? `${fallback}`;
    if (!/^\d{1,9}$/.test(text)) problems.push(problem('SZ1004', at(key), `got ${JSON.stringify(text)}; a whole number is expected`));
    return Number(text);
  };
  const container = (role: ContainerRole, heapMiB: number, overheadMiB?: number, offHeapMiB?: number) =>
    containerOf(heapMiB, { platform: 'emr', role, sparkVersion: spark, overheadMiB, offHeapMiB }).requestedMiB;
  const offHeapMiB = settings['spark.memory.offHeap.enabled'] === 'true' ? mebibytes('spark.memory.offHeap.size', 0, 'b') : 0;
  const count = settings['spark.dynamicAllocation.enabled'] === 'true' ? 'spark.dynamicAllocation.maxExecutors' : 'spark.executor.instances';
  const found: JobContainers = {
    id,
    concurrentRuns,
    master: {
      memoryMiB: container('am', mebibytes('spark.yarn.am.memory', CLIENT_MASTER_MEMORY_MIB)!, mebibytes('spark.yarn.am.memoryOverhead')),
      vCores: whole('spark.yarn.am.cores', MASTER_CORES),
    },
    executor: {
      memoryMiB: container('executor', mebibytes('spark.executor.memory', 0)!, mebibytes('spark.executor.memoryOverhead'), offHeapMiB),
      vCores: whole('spark.executor.cores', 1),
    },
    executors: whole(count, 0),
  };
  return problems.length ? fails(problems) : ok(found);
}

/** Up to so many jobs every order is played. */
const MOST_PERMUTED = 4;

/**
 * Plays all runs of all jobs at the same time, one job after the other in each order that they may come in, and gives the order in which the
 * fewest containers are granted. A run is an application of its own: its master, then its executors.
 */
export function simulateJobs(nodes: SharedNodes, jobs: readonly JobContainers[]): YarnSimulation {
  const played = orders(jobs).map(order => simulateOrder(nodes, order));
  return played.reduce((worst, one) => missing(one) > missing(worst) ? one : worst);
}

/** Containers that wait, at the worst place of the first master. */
export function missing({ executorsAsked, executorsForCertain }: YarnSimulation): number {
  return executorsAsked - executorsForCertain;
}

/** Up to so many runs are played one after the other; of more the masters of a job come first, then its executors. */
const MOST_RUNS_ALONE = 12;

function simulateOrder({ groups, rules, masterOnCore }: SharedNodes, jobs: readonly JobContainers[]): YarnSimulation {
  const label = masterOnCore ? { label: 'CORE' as const } : {};
  const alone = sum(jobs.map(({ concurrentRuns }) => concurrentRuns)) <= MOST_RUNS_ALONE;
  const asks = jobs.flatMap(({ concurrentRuns, master, executor, executors }): Ask[] => {
    const runs = (count: number): Ask[] => [{ ...master, ...label, count }, { ...executor, count: count * executors }];
    return alone ? Array.from({ length: concurrentRuns }, () => runs(1)).flat() : runs(concurrentRuns);
  });
  const [first, ...others] = asks;
  const furtherMasters = first.count > 1 ? [{ ...first, count: first.count - 1 }] : [];
  return simulateYarn({ groups, master: { ...jobs[0].master, ...label }, containers: [...furtherMasters, ...others], rules });
}

/** Every permutation of a few; of many each one first, the others in their order and in reverse. */
function orders<T>(items: readonly T[]): T[][] {
  if (items.length <= MOST_PERMUTED) return permutations(items);
  return items.flatMap((_, index) => {
    const turned = [...items.slice(index), ...items.slice(0, index)];
    return [turned, [...turned].reverse()];
  });
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations([...items.slice(0, index), ...items.slice(index + 1)]).map(rest => [item, ...rest]));
}
