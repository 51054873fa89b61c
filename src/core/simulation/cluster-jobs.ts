import { JobContainers } from './job-containers';
import { simulateYarn } from './yarn';
import { YarnSimulation } from './yarn-simulation';
import { Ask, NodeGroup } from '../packing/placement';
import { AllocationRules } from '../packing/resource';
import { sum } from '../units';

/** Nodes that several jobs share. */
export interface SharedNodes {
  readonly groups: readonly NodeGroup[];
  readonly rules: AllocationRules;
  /** Node labels on, and application masters kept on core nodes. */
  readonly masterOnCore: boolean;
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
