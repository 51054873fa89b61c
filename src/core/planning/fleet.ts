import { Ec2Plan, NodeVolumes } from './ec2-plan';
import { storeOf } from './ec2-types';
import { findInstanceType, InstanceScope } from '../catalog/instance-lookup';
import { InstanceType } from '../catalog/instance-types';
import { LAWS } from '../catalog/laws';
import { Release } from '../catalog/releases';
import { YarnSettings, yarnSettings } from '../catalog/yarn-memory';
import { fails, ok, Outcome, Problem, problem } from '../problems/problem';
import { ceilDiv } from '../units';

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
  const [ownYarn, yarn] = [yarnSettings(own, release), yarnSettings(type, release)];
  const { executor } = plan;
  if (weightOf(plan, yarn) === 0) {
    return [problem('SZ2008', path, `got ${type.instanceType}, on which YARN has ${yarn.memoryMiB} MiB and ${yarn.vCores} vcores; an executor of the plan takes ${executor.containerMiB} MiB and ${executor.cores}: leave it out, or pin smaller executors`)];
  }
  const [ownShare, share] = [ownYarn, yarn].map(({ memoryMiB, vCores }) => memoryMiB / vCores);
  const tolerance = LAWS.fleetMemoryPerCore.value;
  return Math.abs(share / ownShare - 1) <= tolerance ? []
    : [problem('SZ2008', path, `got ${type.instanceType}, whose YARN has ${Math.round(share)} MiB a vcore; ${own.instanceType} of the plan has ${Math.round(ownShare)}: a fleet's types differ by at most ${tolerance * 100} %, use one from ${Math.ceil(ownShare * (1 - tolerance))} to ${Math.floor(ownShare * (1 + tolerance))}`)];
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
