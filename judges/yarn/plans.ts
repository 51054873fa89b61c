import { Case, formulaNode, MASTER, NEWEST, STEP_32 } from './cases';
import { FORMULAS } from './formulas';
import { allowedTypes } from '../../src/core/catalog/instance-lookup';
import { InstanceType } from '../../src/core/catalog/instance-types';
import { Release } from '../../src/core/catalog/releases';
import { yarnSettings } from '../../src/core/catalog/yarn-memory';
import { parseByteString, toMiB } from '../../src/core/memory/byte-string';
import { containerOf } from '../../src/core/memory/container';
import { allocationRules, nodeGroup } from '../../src/core/packing/pack';
import { planEc2 } from '../../src/core/planning/ec2';
import { Ec2Plan } from '../../src/core/planning/ec2-plan';
import { Outcome } from '../../src/core/problems/problem';
import { simulateYarn, YarnSimulationRequest } from '../../src/core/simulation/yarn';
import { sum } from '../../src/core/units';
import { readWorkload } from '../../src/core/workload/read';
import { Workload } from '../../src/core/workload/workload';

/** Jobs such as people have. The deadlines leave small instance types a chance. */
const WORKLOADS: Readonly<Record<string, object>> = {
  'sort of 2 billion rows': { input: '500GiB', shuffle: '400GiB', coreTime: '40h', finishWithin: '4h', stages: [{ operator: 'sort', records: 2_000_000_000, rowBytes: 200 }] },
  '60 GiB cached': { input: '100GiB', broadcast: '40MiB', cache: '60GiB', storageLevel: 'MEMORY_ONLY', coreTime: '20h', finishWithin: '4h', profile: 'machine-learning' },
  'Python': { input: '200GiB', shuffle: '80GiB', broadcast: '40MiB', language: 'python', pythonMemoryPerTask: '512MiB', coreTime: '30h', finishWithin: '4h' },
  'a key of 1 GiB': { input: '100GiB', shuffle: '50GiB', broadcast: '40MiB', hotKey: '1GiB', coreTime: '20h', finishWithin: '4h' },
  '2 TiB of SQL': { input: '2TiB', shuffle: '600GiB', coreTime: '400h', finishWithin: '4h', profile: 'sql-analytics' },
  'two runs at once': { input: '200GiB', shuffle: '80GiB', broadcast: '40MiB', coreTime: '30h', finishWithin: '4h', concurrentRuns: 2 },
};

/** Of YARN's memory on the core nodes, from which on a plan counts as full. */
export const FULL = 0.99;
/** Costs within a hundredth are a tie. */
const TIE = 0.99;

/** Why a plan leaves more than a hundredth idle. */
export type IdleBecause =
  /** It would not be cheaper with more memory. */
  | 'not needed'
  /** YARN's largest container is smaller than a node: types of before 2013. */
  | 'largest container'
  /** It would be cheaper if the application master took nothing. */
  | 'application master';

/** A plan for a workload on one instance type. */
export interface PlanTrial {
  readonly workload: string;
  readonly release: Release;
  readonly type: InstanceType;
  readonly plan: Ec2Plan;
  /** What the plan's settings make Spark ask of YARN. */
  readonly judged: Case;
  /** Undefined: it is full. */
  readonly idleBecause?: IdleBecause;
  /** The most that a published formula places on the same nodes; 0 where none has an answer. */
  readonly formulaMiB: number;
}

/** A workload that an instance type cannot do. */
export interface Unplanned {
  readonly workload: string;
  readonly release: Release;
  readonly instanceType: string;
  readonly problems: readonly string[];
}

export interface PlanTrials {
  readonly trials: readonly PlanTrial[];
  readonly unplanned: readonly Unplanned[];
}

/** Every workload on every type that the release allows, or on some: the newest release, and the one whose containers are rounded to 32 MiB. */
export function planTrials(only: (type: InstanceType) => boolean = () => true): PlanTrials {
  const answers = [NEWEST, STEP_32].flatMap(release => Object.entries(WORKLOADS).flatMap(([workload, source]) => {
    const read = valueOf(readWorkload(source));
    return allowedTypes({ release }).filter(only).map(type => planTrial(workload, read, type, release));
  }));
  return {
    trials: answers.filter((one): one is PlanTrial => 'plan' in one),
    unplanned: answers.filter((one): one is Unplanned => 'problems' in one),
  };
}

function planTrial(workload: string, read: Workload, type: InstanceType, release: Release): PlanTrial | Unplanned {
  const planned = planOn(type, release, read);
  if (!planned.ok) return { workload, release, instanceType: type.instanceType, problems: planned.problems.map(({ id, path }) => `${id} ${path}`) };
  const plan = planned.value;
  return {
    workload,
    release,
    type,
    plan,
    judged: { id: `${type.instanceType} ${release.label} ${workload}`, request: askedOf(plan, type, release), full: true },
    idleBecause: usedShare(plan) >= FULL ? undefined : idleBecause(plan, type, release, read),
    formulaMiB: formulaMiB(type, release, plan.cluster.core.count),
  };
}

function planOn({ instanceType, architecture }: InstanceType, release: Release, workload: Workload, yarnMemoryMiB?: number): Outcome<Ec2Plan> {
  return planEc2(workload, {
    release: release.label,
    architecture,
    region: 'us-east-1',
    objective: 'cost',
    pins: { instanceTypes: [instanceType] },
    instanceTypes: yarnMemoryMiB === undefined ? [] : [{ instanceType, yarnMemoryMiB }],
  });
}

/** Of YARN's memory on the core nodes, executors and application masters. */
export function usedShare({ cluster: { core } }: Ec2Plan): number {
  return 1 - core.idleMiB / (core.count * core.yarnMemoryMiB);
}

/** Asked of the planner itself: what would the workload cost if the application master stood beside each node's memory? */
function idleBecause(plan: Ec2Plan, type: InstanceType, release: Release, workload: Workload): IdleBecause {
  const yarn = yarnSettings(type, release);
  if (yarn.maximumAllocationMiB < yarn.memoryMiB) return 'largest container';
  const roomier = planOn(type, release, workload, yarn.memoryMiB + plan.cluster.applicationMaster.memoryMiB);
  return roomier.ok && roomier.value.cost.usd < plan.cost.usd * TIE ? 'application master' : 'not needed';
}

/** What Spark's client asks of YARN with the plan's settings, on nodes as the catalog has them: nothing but the emitted strings is read. */
function askedOf({ sparkDefaults, cluster: { core }, concurrentRuns }: Ec2Plan, type: InstanceType, release: Release): YarnSimulationRequest {
  const mib = (key: string, unit: 'm' | 'b' = 'm') => toMiB(valueOf(parseByteString(sparkDefaults[key], unit)));
  const count = (key: string) => Number(sparkDefaults[key]);
  const executor = containerOf(mib('spark.executor.memory'), {
    platform: 'emr',
    role: 'executor',
    sparkVersion: release.spark,
    overheadMiB: mib('spark.executor.memoryOverhead'),
    offHeapMiB: sparkDefaults['spark.memory.offHeap.enabled'] === 'true' ? mib('spark.memory.offHeap.size', 'b') : 0,
  });
  const master = { memoryMiB: mib('spark.yarn.am.memory') + mib('spark.yarn.am.memoryOverhead'), vCores: count('spark.yarn.am.cores') };
  return {
    groups: [nodeGroup(type, release, core.count)],
    master,
    containers: [
      ...concurrentRuns > 1 ? [{ ...master, count: concurrentRuns - 1 }] : [], // of the other runs
      { count: concurrentRuns * count('spark.executor.instances'), memoryMiB: executor.requestedMiB, vCores: count('spark.executor.cores') },
    ],
    rules: allocationRules([yarnSettings(type, release)]),
  };
}

/** The formulas' own executors a node on as many nodes, as the simulation places them: judged on three nodes elsewhere. */
function formulaMiB(type: InstanceType, release: Release, nodes: number): number {
  const promises = FORMULAS.flatMap(({ promise }) => promise(formulaNode(type)) ?? []);
  return Math.max(0, ...promises.map(({ executors, cores, containerMiB }) => simulateYarn({
    groups: [nodeGroup(type, release, nodes)],
    master: MASTER,
    containers: [{ count: nodes * executors, memoryMiB: containerMiB, vCores: cores }],
    rules: allocationRules([yarnSettings(type, release)]),
  })).map(({ perNode }) => sum(perNode.map(({ count, usedMiB }) => count * usedMiB))));
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}
