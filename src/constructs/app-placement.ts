import { Token } from 'aws-cdk-lib';
import { isWarm } from './app-totals';
import { SizedSettings } from './sized-workload';
import { conflictProblems } from './user-settings';
import { tokenProblem } from '../api/plain-props';
import { SparkWorkload } from '../api/spark-workload';
import { Plan } from '../core/planning/plan';
import { Problem, problem } from '../core/problems/problem';

/** A workload as its construct takes it. */
export interface WorkloadPlacement extends SizedSettings {
  readonly sizesInApplication: boolean;
}

/** What of an application bears on the plan of a workload. */
export interface Surroundings {
  readonly lakeFormation: boolean;
  readonly sparkSettings: Readonly<Record<string, string>>;
}

/** What the application's own props do to a plan. */
export function planProblems(plan: Plan | undefined, workload: SparkWorkload | undefined, { lakeFormation, sparkSettings }: Surroundings): Problem[] {
  if (!plan) return [];
  return [...conflictProblems(sparkSettings, plan.sparkDefaults), ...lakeFormation ? lakeFormationProblems(plan, workload) : []];
}

/** Source: emr-serverless-lf-enable-considerations.html of the EMR Serverless guide (2026-11-20). */
function lakeFormationProblems({ executors }: Plan, workload: SparkWorkload | undefined): Problem[] {
  const fixed = executors.dynamic ? [] : [problem('SZ1007', 'lakeFormation', 'got true with a fixed count of executors; Lake Formation needs dynamic allocation: leave executors out')];
  const streaming = workload?._workload.profile === 'streaming'
    ? [problem('SZ1007', 'lakeFormation', 'got true with a streaming workload, which Lake Formation does not serve; use another application')] : [];
  return [...fixed, ...streaming];
}

/** A workload that already stands in the application. */
export interface Placed {
  readonly id: string;
  readonly plan: Plan;
  readonly sizesInApplication: boolean;
}

/** What only one workload of an application may have. */
export function placeProblems(plan: Plan | undefined, sizesInApplication: boolean, placed: readonly Placed[]): Problem[] {
  const warm = plan && isWarm(plan) ? placed.find(other => isWarm(other.plan)) : undefined;
  const sized = sizesInApplication ? placed.find(other => other.sizesInApplication) : undefined;
  return [
    ...warm ? [problem('SZ1007', 'warm', `workload ${warm.id} of the application is warm already, and one pool has one size; leave warm out of one of the two`)] : [],
    ...sized ? [problem('SZ1007', 'sizesInApplication', `the sizes of workload ${sized.id} stand in the application already; leave sizesInApplication out of one of the two`)] : [],
  ];
}

/** An id names a construct. */
export function idProblems(id: string, taken: readonly string[], what: string): Problem[] {
  if (Token.isUnresolved(id)) return [tokenProblem('id')];
  return taken.includes(id) ? [problem('SZ1007', 'id', `got ${JSON.stringify(id)}, which the ${what} has already; give another`)] : [];
}
