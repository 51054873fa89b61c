import { Values } from './size-fields';
import { SizeRequest, sizeRequest } from './size-request';
import { planAny } from '../../src/core/planning/compare-platforms';
import { planEc2 } from '../../src/core/planning/ec2';
import { AnyPlan } from '../../src/core/planning/ec2-plan';
import { scopeOf } from '../../src/core/planning/ec2-requests';
import { checkRequest } from '../../src/core/planning/requests';
import { planServerless } from '../../src/core/planning/serverless';
import { Outcome, Problem, fails } from '../../src/core/problems/problem';
import { readWorkload } from '../../src/core/workload/read';
import { Workload } from '../../src/core/workload/workload';

const PLANNERS: Readonly<Record<SizeRequest['platform'], (workload: Workload, request: SizeRequest) => Outcome<AnyPlan>>> = {
  serverless: (workload, { serverless }) => planServerless(workload, serverless),
  ec2: (workload, { ec2 }) => planEc2(workload, ec2),
  any: planAny,
};

/** The plan of what the form asks, or everything that stands in its way. */
export function sizeAnswer(values: Values): Outcome<AnyPlan> {
  const request = sizeRequest(values);
  const workload = readWorkload(request.source);
  if (workload.ok && !request.problems.length) return PLANNERS[request.platform](workload.value, request);
  const unread = workload.ok ? [] : workload.problems.filter(one => !request.problems.some(({ path }) => path === one.path));
  return fails([...request.problems, ...unread, ...refusals(request)]);
}

/** What may not be asked for, whatever the demand, so that it is told at once. */
function refusals({ platform, serverless, ec2 }: SizeRequest): readonly Problem[] {
  if (platform === 'serverless') return checkRequest({}, serverless);
  const scope = platform === 'ec2' ? scopeOf({}, ec2) : undefined;
  return scope && !scope.ok ? scope.problems : [];
}
