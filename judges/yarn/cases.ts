import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { advisorPromise, Formula, FormulaNode, FORMULAS, Promised } from './formulas';
import { allowedTypes } from '../../src/core/catalog/instance-lookup';
import { knownInstanceTypes, InstanceType } from '../../src/core/catalog/instance-types';
import { allReleases, Release } from '../../src/core/catalog/releases';
import { yarnSettings } from '../../src/core/catalog/yarn-memory';
import { containerChoicesMiB, largestContainerMiB } from '../../src/core/packing/executor-size';
import { nodeGroup } from '../../src/core/packing/pack';
import { YarnSimulationRequest } from '../../src/core/simulation/yarn';

/** A question to YARN. `full`: every container asked for must be granted. */
export interface Case {
  readonly id: string;
  readonly request: YarnSimulationRequest;
  readonly full: boolean;
}

/** A published promise put to YARN, and ours with as many executors a node. */
export interface Trial {
  readonly formula: Formula;
  readonly type: InstanceType;
  readonly promise: Promised;
  readonly theirs: Case;
  /** Ours with so many executors a node. */
  readonly ours: (executors: number) => readonly Case[];
}

const NODES = 3;
/** Client mode: 512 MiB of heap and 384 of overhead. */
export const MASTER = { memoryMiB: 896, vCores: 1 };
/** Executors a node. */
const EXECUTORS = [1, 2, 4, 9];
const EXECUTORS_STEP_32 = [1, 3];

/** The newest release: it has every type; the newest with the other step. */
export const NEWEST = allReleases().filter(release => release.version.line === 'emr').slice(-1)[0];
export const STEP_32 = allReleases().find(release => release.label === 'emr-7.11.0')!;

const EC2_MIB = new Map(readFileSync(join(__dirname, 'ec2-memory.csv'), 'utf8').trim().split('\n').slice(3).map(line => {
  const [name, memoryMiB] = line.split(',');
  return [name, Number(memoryMiB)] as const;
}));

/** Spark's least heap. */
const LEAST_HEAP_MIB = 450;

/** Types whose nodes can run an application master. */
export function workingTypes(release: Release): InstanceType[] {
  return allowedTypes({ release }).filter(type => {
    const { memoryMiB, maximumAllocationMiB } = yarnSettings(type, release);
    return Math.min(memoryMiB, maximumAllocationMiB) > MASTER.memoryMiB;
  });
}

/** On every type and both steps, the containers that the library makes, as many as it says; on one also those with which the master takes a place. */
export function ownCases(): Case[] {
  const newest = workingTypes(NEWEST).flatMap(type => EXECUTORS.flatMap(executors => containersOf(type, NEWEST, executors).filter(one => one.full)));
  return [...newest, ...workingTypes(STEP_32).flatMap(type => EXECUTORS_STEP_32.flatMap(executors => containersOf(type, STEP_32, executors)))];
}

function containersOf(type: InstanceType, release: Release, executors: number): Case[] {
  const yarn = yarnSettings(type, release);
  const cores = Math.max(1, Math.floor(yarn.vCores / executors));
  const roomy = largestContainerMiB({ yarn, executors, reservedMiB: MASTER.memoryMiB });
  return containerChoicesMiB(yarn, executors, MASTER.memoryMiB).filter(size => size > LEAST_HEAP_MIB).map(containerMiB => ({
    id: `${type.instanceType} ${release.label} ${executors} × ${containerMiB} MiB`,
    request: request(type, release, { executors, cores, containerMiB }, containerMiB === roomy ? 0 : 2),
    full: containerMiB === roomy,
  }));
}

/** The master takes a container of the executors' size: cluster mode. */
export function clusterModeCases(): Case[] {
  return workingTypes(STEP_32).flatMap(type => {
    const executors = 3;
    const yarn = yarnSettings(type, STEP_32);
    const memoryMiB = containerChoicesMiB(yarn, executors, 0)[0] ?? 0;
    if (memoryMiB <= LEAST_HEAP_MIB) return [];
    const one = request(type, STEP_32, { executors, cores: 1, containerMiB: memoryMiB }, 0);
    return [{
      id: `${type.instanceType} cluster mode ${executors} × ${memoryMiB} MiB`,
      request: { ...one, master: { memoryMiB, vCores: 1 }, containers: [{ ...one.containers[0], count: NODES * executors - 1 }] },
      full: true,
    }];
  });
}

/** Published promises on every type for which they give one. */
export function trials(): Trial[] {
  return FORMULAS.flatMap(formula => [...knownInstanceTypes().values()].flatMap(type => {
    const node = formulaNode(type);
    const promise = node.yarnMiB > MASTER.memoryMiB ? formula.promise(node) : undefined;
    return promise ? [{ formula, type, promise, theirs: theirCase(formula.name, type, promise), ours: executors => containersOf(type, STEP_32, executors) }] : [];
  }));
}

function theirCase(name: string, type: InstanceType, promise: Promised): Case {
  return { id: `${name}: ${type.instanceType}`, request: request(type, STEP_32, promise, 0), full: false };
}

/** A published promise on a cluster that its source names. */
export function clusterCase(formula: Formula, name: string, nodes: number): { readonly promise: Promised; readonly asked: number; readonly judged: Case } | undefined {
  const type = knownInstanceTypes().get(name)!;
  const promise = formula.promise(formulaNode(type));
  if (!promise) return undefined;
  const asked = promise.executors * nodes - 1;
  const one = request(type, STEP_32, promise, 0);
  return {
    promise,
    asked,
    judged: {
      id: `${formula.name}: ${nodes} × ${name}`,
      request: { ...one, groups: [nodeGroup(type, STEP_32, nodes)], containers: [{ ...one.containers[0], count: asked }] },
      full: false,
    },
  };
}

/** aws-emr-advisor's counts on one type, for its cores 4 to 8 and heaps of 2 to 64 GB. */
export function advisorCases(name: string): { readonly promised: number; readonly judged: Case }[] {
  const type = knownInstanceTypes().get(name)!;
  const heaps = Array.from({ length: 63 }, (_, index) => index + 2);
  return [4, 5, 6, 7, 8].flatMap(cores => heaps.map(heapGiB => ({ heapGiB, ...advisorPromise(formulaNode(type), cores, heapGiB) })))
    .filter(({ executors }) => executors > 0)
    .map(({ heapGiB, executors, cores, containerMiB, yarnMiB }) => {
      const group = { ...nodeGroup(type, STEP_32, 2), memoryMiB: yarnMiB };
      const containers = [{ count: 2 * executors, memoryMiB: containerMiB, vCores: cores }];
      return {
        promised: executors,
        judged: {
          id: `aws-emr-advisor: ${name} ${cores} cores ${heapGiB}g`,
          request: { groups: [group], master: MASTER, containers, rules: { minimumAllocationMiB: 32, calculator: 'default' as const } },
          full: false,
        },
      };
    });
}

export function formulaNode(type: InstanceType): FormulaNode {
  return { vCores: type.vCores, ec2MiB: EC2_MIB.get(type.instanceType)!, yarnMiB: yarnSettings(type, STEP_32).memoryMiB };
}

function request(type: InstanceType, release: Release, { executors, cores, containerMiB }: Promised, more: number): YarnSimulationRequest {
  const { minimumAllocationMiB, maximumAllocationMiB } = yarnSettings(type, release);
  return {
    groups: [nodeGroup(type, release, NODES)],
    master: MASTER,
    containers: [{ count: NODES * executors + more, memoryMiB: containerMiB, vCores: cores }],
    rules: { minimumAllocationMiB, maximumAllocationMiB, calculator: 'default' },
  };
}

const RANDOM_CASES = 1000;

/** Clusters of several kinds of nodes, sizes and labels, by both calculators: from a generator of numbers with a fixed seed. */
export function randomCases(): Case[] {
  let state = 20261121;
  const below = (most: number) => {
    state = (state * 1664525 + 1013904223) % 2 ** 32; // below 2^53: exact
    return Math.floor(state / 2 ** 32 * most);
  };
  const pick = <T>(values: readonly T[]) => values[below(values.length)];
  return Array.from({ length: RANDOM_CASES }, (_, index): Case => {
    const labelled = index % 5 === 0;
    const groups = Array.from({ length: 1 + below(3) }, (__, number) => ({
      type: `t${number}`,
      count: 1 + below(4),
      memoryMiB: 2048 + below(60_000),
      vCores: 1 + below(32),
      ...labelled && below(2) ? { label: 'CORE' as const } : {},
    }));
    const containers = Array.from({ length: labelled ? 1 : 1 + below(2) }, () => (
      { count: below(14), memoryMiB: 300 + below(pick([4000, 20_000, 50_000])), vCores: 1 + below(6) }));
    const master = { memoryMiB: pick([896, 1408, 5000, 20_000]), vCores: 1 + below(3), ...groups.some(group => group.label) && below(2) ? { label: 'CORE' as const } : {} };
    const rules = { minimumAllocationMiB: pick([1, 32, 1024]), calculator: pick(['default', 'dominant'] as const) };
    return { id: `random ${index}`, request: { groups, master, containers: containers.filter(({ count }) => count > 0), rules }, full: false };
  });
}
