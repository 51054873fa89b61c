import { attempt, Attempt, Question } from './attempts';
import { diagnose } from './diagnose';
import { Ec2Plan, Ec2Request, Node } from './ec2-plan';
import { Ec2Platform } from './ec2-platform';
import { Ec2Scope, scopeOf } from './ec2-requests';
import { ebsUsdPerGiBHour, NodeType, nodeType } from './ec2-types';
import { fleetNodes } from './fleet';
import { writeEc2Plan } from './write-ec2-plan';
import { correctedCatalog } from '../catalog/instance-corrections';
import { InstanceType } from '../catalog/instance-types';
import { Release } from '../catalog/releases';
import { fails, ok, Outcome } from '../problems/problem';
import { simulateClusterPlan } from '../simulation/cluster-plan';
import { fillWorkload } from '../workload/demand';
import { Workload } from '../workload/workload';

/** The cheapest plan (or the fastest) for a workload on EMR on EC2, or everything that stands in its way. */
export function planEc2(workload: Workload, request: Ec2Request): Outcome<Ec2Plan> {
  const scope = scopeOf(workload, request);
  if (!scope.ok) return fails(scope.problems);
  const asked = questionOf(workload, request, scope.value);
  if (!asked.ok) return asked;
  const question = asked.value;
  const found = attempt(question);
  if (!found) return fails(diagnose(question));
  const written = writeEc2Plan(question, found, scope.warnings);
  const plan: Ec2Plan = { ...written, ...pinsOf(request), ...correctionsOf(request, written) };
  mustBeGranted(plan);
  return ok(plan, plan.warnings.map(({ id, message }) => ({ id, path: '', message })));
}

/** The search behind a plan: for tests that hold it against others, and for reports. */
export function attemptEc2(workload: Workload, request: Ec2Request): Attempt<Node> | undefined {
  const scope = scopeOf(workload, request);
  const question = scope.ok ? questionOf(workload, request, scope.value) : scope;
  return question.ok ? attempt(question.value) : undefined;
}

function questionOf(workload: Workload, asked: Ec2Request, { release, types, primaries }: Ec2Scope): Outcome<Question<Node>> {
  const { prices, pins, spotShare, ...request } = asked;
  const ebsUsd = ebsUsdPerGiBHour({ prices });
  const priced = (all: readonly InstanceType[]) => all.flatMap(type => nodeType(type, release, ebsUsd) ?? []);
  const nodes = fleetTypesOf(priced(types), { ...request, pins }, release);
  if (!nodes.ok) return nodes;
  const platform = new Ec2Platform(nodes.value, priced(primaries), ebsUsd, spotShare);
  return ok({ filled: fillWorkload(workload), request: { ...request, pins, serverlessStorage: false }, release, platform });
}

/** Of a fleet those that core nodes may have beside its types. */
function fleetTypesOf(nodes: readonly NodeType[], request: Ec2Request, release: Release): Outcome<readonly NodeType[]> {
  const { fleet = [], pins, architecture, instanceTypes = [] } = request;
  const catalog = correctedCatalog(instanceTypes);
  if (!fleet.length || !catalog.ok) return ok(nodes);
  const allowed = pins.instanceTypes ? nodes.filter(({ type }) => pins.instanceTypes!.includes(type.instanceType)) : nodes;
  return fleetNodes(allowed, fleet, { release, architecture, catalog: catalog.value, path: 'fleetInstanceTypes' });
}

function pinsOf({ pins }: Ec2Request): Pick<Ec2Plan, 'pins'> {
  const stated = Object.entries(pins).filter(([, value]) => value !== undefined);
  return stated.length ? { pins: Object.fromEntries(stated) } : {};
}

/** What was stated of the types that a plan has. */
function correctionsOf({ instanceTypes = [] }: Ec2Request, { cluster: { primary, core } }: Ec2Plan): Pick<Ec2Plan, 'instanceTypes'> {
  const used = instanceTypes.filter(({ instanceType }) => [primary.instanceType, core.instanceType].includes(instanceType));
  return used.length ? { instanceTypes: used } : {};
}

/** A plan that YARN would not grant is a mistake of this planner. */
function mustBeGranted(plan: Ec2Plan): void {
  const { executorsForCertain, executorsAsked } = simulateClusterPlan(plan);
  if (executorsForCertain < executorsAsked) throw new Error(`of ${executorsAsked} executors planned on ${plan.cluster.core.instanceType} YARN grants ${executorsForCertain}`);
}
