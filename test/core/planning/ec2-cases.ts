import { release, WORKLOAD } from './cases';
import { knownInstanceTypes } from '../../../src/core/catalog/instance-types';
import { LAWS } from '../../../src/core/catalog/laws';
import { planEc2 } from '../../../src/core/planning/ec2';
import { Ec2Pins, Ec2Plan, Ec2Request } from '../../../src/core/planning/ec2-plan';
import { nodeType, NodeType } from '../../../src/core/planning/ec2-types';
import { GIB } from '../../../src/core/units';
import { Workload } from '../../../src/core/workload/workload';

export const EC2_REQUEST: Ec2Request = {
  release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1', objective: 'cost', pins: { instanceTypes: ['r5.2xlarge'] },
};

/** 20 GiB read and 12 GiB shuffled in two core-hours. */
const SMALL: Partial<Workload> = { inputBytes: 20 * GIB, shuffleBytes: 12 * GIB, shuffleTotalBytes: 12 * GIB, coreTimeSeconds: 7200 };

export function ec2PlanOf(workload: Partial<Workload> = {}, request: Partial<Ec2Request> = {}): Ec2Plan {
  const outcome = planEc2({ ...WORKLOAD, ...SMALL, ...workload }, { ...EC2_REQUEST, ...request });
  if (!outcome.ok) throw new Error(outcome.problems.map(({ id, path, message }) => `${id} ${path} ${message}`).join('\n'));
  return outcome.value;
}

export function pinnedPlan(pins: Ec2Pins, workload: Partial<Workload> = {}): Ec2Plan {
  return ec2PlanOf(workload, { pins: { ...EC2_REQUEST.pins, ...pins } });
}

/** What is wrong, as `SZ1011 taskCpus: message`. */
export function ec2ProblemsOf(workload: Partial<Workload>, request: Partial<Ec2Request>): string[] {
  const outcome = planEc2({ ...WORKLOAD, ...SMALL, ...workload }, { ...EC2_REQUEST, ...request });
  return outcome.ok ? [] : outcome.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`);
}

/** A type of the catalog as nodes of a plan have it. */
export function node(name: string, label = EC2_REQUEST.release): NodeType {
  return nodeType(knownInstanceTypes().get(name)!, release(label), LAWS.gp3UsdPerGiBMonth.value / LAWS.hoursPerMonth.value)!;
}

/** Why a number of a plan is what it is, as `binds: because`. */
export function reasonIn(plan: Ec2Plan, quantity: string): string {
  const { binds, because } = plan.reasons.find(reason => reason.quantity === quantity)!;
  return `${binds}: ${because}`;
}
