import { Case, clusterCase, formulaNode, STEP_32 } from '../judges/yarn/cases';
import { CLUSTERS } from '../judges/yarn/document';
import { FORMULAS, Promised } from '../judges/yarn/formulas';
import { knownInstanceTypes } from '../src/core/catalog/instance-types';
import { yarnSettings } from '../src/core/catalog/yarn-memory';
import { planEc2 } from '../src/core/planning/ec2';
import { Ec2Pins, Ec2Plan } from '../src/core/planning/ec2-plan';
import { simulateClusterPlan } from '../src/core/simulation/cluster-plan';
import { simulateYarn } from '../src/core/simulation/yarn';
import { YarnSimulation } from '../src/core/simulation/yarn-simulation';
import { sum } from '../src/core/units';
import { readWorkload } from '../src/core/workload/read';
import { Workload } from '../src/core/workload/workload';

/**
 * What published ways to size executors come to on the clusters of their sources: by YARN's simulation, which `npm run judge:yarn` holds against the real
 * ResourceManager, and by this library's own model of time and price, which is the same for all of them.
 */

/** One way on one cluster. */
export interface ClusterRow {
  readonly cluster: string;
  readonly way: string;
  /** Undefined: the way has no answer for these nodes. */
  readonly result?: ClusterResult;
}

export interface ClusterResult {
  readonly promised: number;
  readonly started: number;
  readonly cores: number;
  /** Of YARN's memory on all nodes. */
  readonly idle: number;
  /** The workload of the README, on these nodes with the executors that started. */
  readonly usd: number;
  readonly seconds: number;
}

/** The workload of the README, without its deadline, as the nodes are given; and with an expansion, so that memory is not what binds. */
const NIGHTLY = { input: '500GiB', shuffle: '180GiB', shuffleExpansion: 3.5, coreTime: '16h' };

function nightly(): Workload {
  const workload = readWorkload(NIGHTLY);
  if (!workload.ok) throw new Error(JSON.stringify(workload.problems));
  return workload.value;
}

function planOn(type: string, nodes: number, pins: Ec2Pins): Ec2Plan {
  const { architecture } = knownInstanceTypes().get(type)!;
  const outcome = planEc2(nightly(), {
    release: STEP_32.label, architecture, region: 'us-east-1', objective: 'time', pins: { instanceTypes: [type], nodes, ...pins },
  });
  if (!outcome.ok) throw new Error(`${nodes} × ${type}: ${JSON.stringify(outcome.problems)}`);
  return outcome.value;
}

function idleShare({ perNode }: YarnSimulation): number {
  const total = (of: 'usedMiB' | 'idleMiB') => sum(perNode.map(node => node.count * node[of]));
  return total('idleMiB') / (total('usedMiB') + total('idleMiB'));
}

/** A promise on a cluster, put to YARN. */
interface Published {
  readonly promise: Promised;
  readonly judged: Case;
  readonly asked: number;
}

/** Time and price are those of a plan with as many executors of as many cores: memory that is left idle costs the same. */
function resultOf({ promise, judged, asked }: Published, type: string, nodes: number): ClusterResult {
  const simulation = simulateYarn(judged.request);
  const { runTime, cost } = planOn(type, nodes, { executorCores: promise.cores, executors: simulation.executorsGranted });
  const started = simulation.executorsGranted;
  return { promised: asked, started, cores: promise.cores, idle: idleShare(simulation), usd: cost.usd, seconds: runTime.seconds };
}

function own(type: string, nodes: number): ClusterResult {
  const plan = planOn(type, nodes, {});
  const simulation = simulateClusterPlan(plan);
  const { executor, executors, cost, runTime } = plan;
  const started = simulation.executorsGranted;
  return { promised: executors.maximum, started, cores: executor.cores, idle: idleShare(simulation), usd: cost.usd, seconds: runTime.seconds };
}

/** Every way on every cluster, this library last. */
export function clusterRows(): ClusterRow[] {
  return CLUSTERS.flatMap(([type, nodes]) => {
    const cluster = `${nodes} × ${type}`;
    const theirs = FORMULAS.map(formula => {
      const one = clusterCase(formula, type, nodes);
      return { cluster, way: formula.name, result: one && resultOf(one, type, nodes) };
    });
    return [...theirs, { cluster, way: 'this library', result: own(type, nodes) }];
  });
}

/** What RAPIDS' AutoTuner takes to be usable on EMR: 70 % of the node. Source: spark-rapids-tools 6e03887, AutoTuner and the platforms' memory fractions. */
const RAPIDS_EMR_SHARE = 0.7;

/** YARN's memory of a node that a flat share does not claim, in MiB. */
export function unclaimedByRapids(): { readonly type: string; readonly yarnMiB: number; readonly unclaimedMiB: number }[] {
  return CLUSTERS.map(([name]) => {
    const type = knownInstanceTypes().get(name)!;
    const { memoryMiB: yarnMiB } = yarnSettings(type, STEP_32);
    return { type: name, yarnMiB, unclaimedMiB: yarnMiB - Math.floor(formulaNode(type).ec2MiB * RAPIDS_EMR_SHARE) };
  });
}
