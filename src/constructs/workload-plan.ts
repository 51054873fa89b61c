import { ServerlessPlanOptions } from '../api/plan-options';
import { readOptions, statedOptions, withLimits } from '../api/read-options';
import { SparkPlan } from '../api/spark-plan';
import { SparkWorkload } from '../api/spark-workload';
import { Plan, SIZING_MODEL, ServerlessRequest } from '../core/planning/plan';
import { planServerless } from '../core/planning/serverless';
import { Problem, problem } from '../core/problems/problem';

/** What a workload of an application is given as: an intent, a pinned plan, or a pinned plan with the intent that it is compared with. */
export interface PlanSource {
  readonly workload?: SparkWorkload;
  readonly plan?: SparkPlan;
  readonly options: ServerlessPlanOptions;
}

/** The plan, or what is wrong; and what a person should know. */
export interface PlanReading {
  readonly plan?: Plan;
  readonly problems: readonly Problem[];
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
  /** The account's quota, where one was stated. */
  readonly quotaVcpus?: number;
}

/** The plan of a workload, with its quota. */
export function readPlanSource(source: PlanSource): PlanReading {
  return { ...planOrProblems(source), quotaVcpus: source.options.maxConcurrentVcpus ?? source.workload?._workload.maxConcurrentVcpus };
}

/** Plans the workload, or takes the pinned plan after looking at what stands beside it. */
function planOrProblems(source: PlanSource): PlanReading {
  const { workload, plan, options } = source;
  const { request, problems } = readOptions(options);
  if (plan) return pinned(plan._plan, source, request, problems);
  if (!workload) return { problems: [problem('SZ1001', 'workload', 'left out; give a workload, or a plan'), ...problems], warnings: [] };
  if (problems.length) return { problems, warnings: [] };
  const outcome = planServerless(withLimits(workload._workload, options), request);
  return outcome.ok ? { plan: outcome.value, problems, warnings: outcome.value.warnings } : { problems: outcome.problems, warnings: [] };
}

function pinned(plan: Plan, { workload, options }: PlanSource, request: ServerlessRequest, problems: readonly Problem[]): PlanReading {
  const all = [...problems, ...mismatches(plan, options, request), ...workload ? [] : strangers(options)];
  if (all.length) return { plan, problems: all, warnings: [] };
  return { plan, problems: [], warnings: [...plan.warnings, ...olderModel(plan), ...workload ? drift(plan, workload, options, request) : []] };
}

/** A plan is proven for one release and architecture. */
function mismatches(plan: Plan, options: ServerlessPlanOptions, request: ServerlessRequest): Problem[] {
  const release = options.release && request.release !== plan.release
    ? [problem('SZ1007', 'release', `got ${request.release}, the plan is for ${plan.release}; use that release, or write the plan again`)] : [];
  const architecture = options.architecture && request.architecture !== plan.architecture
    ? [problem('SZ1007', 'architecture', `got ${request.architecture}, the plan is for ${plan.architecture}; use that architecture, or write the plan again`)] : [];
  return [...release, ...architecture];
}

/** Options that a pinned plan could not follow. */
function strangers(options: ServerlessPlanOptions): Problem[] {
  return statedOptions(options).map(name => problem('SZ1007', name, 'stands beside a pinned plan, which it cannot change; leave it out, or write the plan with it'));
}

function olderModel({ sizingModel }: Plan): { id: string; message: string }[] {
  return sizingModel === SIZING_MODEL ? []
    : [{ id: 'SZ3207', message: `the plan was written with sizing model ${sizingModel}, this is ${SIZING_MODEL}; write it again when it suits you` }];
}

const CHANGES_SHOWN = 5;

/** What a fresh plan of the same workload would say otherwise. */
function drift(plan: Plan, workload: SparkWorkload, options: ServerlessPlanOptions, request: ServerlessRequest): { id: string; message: string }[] {
  const same = { ...request, release: plan.release, architecture: plan.architecture, region: plan.region, objective: plan.objective };
  const pins = { ...plan.pins, ...request.pins };
  const fresh = planServerless(withLimits(workload._workload, options), { ...same, ...storedChoices(plan), pins });
  if (!fresh.ok) return [{ id: 'SZ3207', message: `a fresh plan is not possible: ${fresh.problems.map(({ id, message }) => `${id} ${message}`).join('; ')}` }];
  const changes = differences(statedValues(plan), statedValues(fresh.value));
  if (!changes.length) return [];
  const more = changes.length > CHANGES_SHOWN ? ` and ${changes.length - CHANGES_SHOWN} more` : '';
  return [{ id: 'SZ3207', message: `a fresh plan differs: ${changes.slice(0, CHANGES_SHOWN).join(', ')}${more}` }];
}

/** What of the request a plan itself tells. */
function storedChoices({ serverless, sparkDefaults }: Plan): Pick<ServerlessRequest, 'warm' | 'serverlessStorage'> {
  return {
    warm: serverless.initialCapacity.find(({ key }) => key === 'Executor')?.workerCount,
    serverlessStorage: sparkDefaults['spark.aws.serverlessStorage.enabled'] === 'true',
  };
}

/** Everything of a plan that is emitted. */
function statedValues({ sparkDefaults, serverless: { maximumCapacity, initialCapacity } }: Plan): Record<string, string> {
  const warm = initialCapacity.map(({ key, workerCount, cpu, memory, disk, diskType }) => [`initialCapacity.${key}`, `${workerCount} × ${cpu}, ${memory}, ${disk} ${diskType}`]);
  const limits = Object.entries(maximumCapacity).map(([name, value]) => [`maximumCapacity.${name}`, value]);
  return { ...sparkDefaults, ...Object.fromEntries([...limits, ...warm]) };
}

function differences(before: Record<string, string>, after: Record<string, string>): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter(key => before[key] !== after[key]).map(key => `${key} ${before[key] ?? 'nothing'} → ${after[key] ?? 'nothing'}`);
}
