import { Ec2Plan, NodeVolumes } from './ec2-plan';
import { NodeType, storeOf } from './ec2-types';
import { findInstanceType, InstanceScope } from '../catalog/instance-lookup';
import { InstanceType } from '../catalog/instance-types';
import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { YarnSettings, yarnSettings } from '../catalog/yarn-memory';
import { stepMiB } from '../packing/executor-size';
import { fails, ok, Outcome, Problem, problem } from '../problems/problem';
import { ceilDiv, roundDown } from '../units';

/** A type that EMR may fill a fleet with. */
export interface FleetType {
  readonly instanceType: string;
  /** Executors of the plan on one node: the unit of the fleet's targets. */
  readonly weight: number;
  readonly yarn: YarnSettings;
  readonly ebs: NodeVolumes | null;
}

/** What the types of a fleet are held against. */
export interface FleetScope extends InstanceScope {
  readonly release: Release;
  /** Of the prop that names them. */
  readonly path: string;
}

/** The plan's own type first, then those named; each must pack the plan's executors, and leave no more idle than the law allows. */
export function fleetTypes(plan: Ec2Plan, names: readonly string[], scope: FleetScope): Outcome<FleetType[]> {
  const own = findInstanceType(plan.cluster.core.instanceType, scope, scope.path);
  const others = [...new Set(names)].filter(name => name !== plan.cluster.core.instanceType).map(name => findInstanceType(name, scope, scope.path));
  const unknown = [own, ...others].flatMap(one => one.ok ? [] : one.problems);
  if (!own.ok || unknown.length) return fails(unknown);
  const types = [own, ...others].flatMap(one => one.ok ? [one.value] : []);
  const problems = types.slice(1).flatMap(type => misfit(plan, own.value, type, scope));
  return problems.length ? fails(problems) : ok(types.map(type => fleetType(plan, own.value, type, scope.release)));
}

/** Executors of the plan on one node, by memory and without two tasks on one core. */
function weightOf({ executor }: Ec2Plan, { memoryMiB, vCores }: YarnSettings): number {
  return Math.min(Math.floor(memoryMiB / executor.containerMiB), Math.floor(vCores / executor.cores));
}

function misfit(plan: Ec2Plan, own: InstanceType, type: InstanceType, { release, path }: FleetScope): Problem[] {
  const yarn = yarnSettings(type, release);
  const { executor } = plan;
  if (weightOf(plan, yarn) === 0) {
    return [problem('SZ2008', path, `got ${type.instanceType}, on which YARN has ${yarn.memoryMiB} MiB and ${yarn.vCores} vcores; an executor of the plan takes ${executor.containerMiB} MiB and ${executor.cores}: leave it out, or pin smaller executors`)];
  }
  return areAlike(yarnSettings(own, release), yarn) ? [] : [tooFar(own, type, release, path)];
}

function memoryPerCore({ memoryMiB, vCores }: YarnSettings): number {
  return memoryMiB / vCores;
}

/** Whether executors of one size leave no more idle on the one type than on the other, but for what the law allows. */
function areAlike(own: YarnSettings, other: YarnSettings): boolean {
  return Math.abs(memoryPerCore(other) / memoryPerCore(own) - 1) <= LAWS.fleetMemoryPerCore.value;
}

function tooFar(own: InstanceType, type: InstanceType, release: Release, path: string): Problem {
  const [ownShare, share] = [own, type].map(one => memoryPerCore(yarnSettings(one, release)));
  const tolerance = LAWS.fleetMemoryPerCore.value;
  return problem('SZ2008', path, `got ${type.instanceType}, whose YARN has ${Math.round(share)} MiB a vcore; ${own.instanceType} has ${Math.round(ownShare)}: types of a fleet differ by at most `
    + `${tolerance * 100} %, use one from ${Math.ceil(ownShare * (1 - tolerance))} to ${Math.floor(ownShare * (1 + tolerance))}, or instanceTypes that are alike`);
}

/**
 * The types that core nodes may have in a fleet with those named, with no more of YARN's memory than all types of the fleet have for as many
 * vcores: executors that fill such a node fill every node.
 */
export function fleetNodes(nodes: readonly NodeType[], names: readonly string[], scope: FleetScope): Outcome<NodeType[]> {
  const found = names.map(name => findInstanceType(name, scope, scope.path));
  const unknown = found.flatMap(one => one.ok ? [] : one.problems);
  if (unknown.length) return fails(unknown);
  const others = found.flatMap(one => one.ok ? [one.value] : []);
  const fleet = others.map(type => yarnSettings(type, scope.release));
  const alike = nodes.filter(({ yarn }) => fleet.every(other => areAlike(yarn, other)));
  if (alike.length || !nodes.length) return ok(alike.map(node => limited(node, fleet)));
  const [only, ...more] = nodes;
  const far = others.filter((_, index) => !areAlike(only.yarn, fleet[index]));
  return fails(more.length === 0 ? far.map(type => tooFar(only.type, type, scope.release, scope.path))
    : [problem('SZ2008', scope.path, `got ${names.join(', ')}; no type that core nodes may have differs from each of them by at most ${LAWS.fleetMemoryPerCore.value * 100} % of memory per core: name types that are alike`)]);
}

function limited(node: NodeType, fleet: readonly YarnSettings[]): NodeType {
  const { yarn } = node;
  const share = Math.min(...[yarn, ...fleet].map(memoryPerCore));
  return { ...node, yarn: { ...yarn, memoryMiB: Math.min(yarn.memoryMiB, roundDown(share * yarn.vCores, stepMiB(yarn))) } };
}

function fleetType(plan: Ec2Plan, own: InstanceType, type: InstanceType, release: Release): FleetType {
  const yarn = yarnSettings(type, release);
  const weight = weightOf(plan, yarn);
  const ebs = type === own ? plan.cluster.core.ebs : volumesFor(plan, own, type, weight);
  return { instanceType: type.instanceType, weight, yarn, ebs };
}

/** As much disk for each executor as on a node of the plan, the instance store of the type first. */
function volumesFor({ cluster: { core } }: Ec2Plan, own: InstanceType, type: InstanceType, weight: number): NodeVolumes | null {
  const { volumes, sizeGiB } = core.ebs ?? { volumes: 1, sizeGiB: 0 };
  const share = weight / core.executorsPerNode;
  const neededGiB = Math.ceil((storeOf(own).storeGiB + volumes * sizeGiB) * share) - storeOf(type).storeGiB;
  if (neededGiB <= 0) return null;
  const count = Math.min(LAWS.nodeMostVolumes.value, Math.max(1, Math.round(volumes * share)));
  return { type: 'gp3', volumes: count, sizeGiB: Math.max(LAWS.gp3LeastGiB.value, ceilDiv(neededGiB, count)) };
}
