import { PlanTargets } from '../api/plan-options';
import { RequestReading, withLimits } from '../api/read-options';
import { SparkPlan } from '../api/spark-plan';
import { SparkWorkload } from '../api/spark-workload';
import { AnyPlan } from '../core/planning/ec2-plan';
import { Pins, PlanRequest, SIZING_MODEL } from '../core/planning/plan';
import { Outcome, Problem, problem } from '../core/problems/problem';
import { Workload } from '../core/workload/workload';

/** What every request of a planner has. */
type Request = Pick<PlanRequest, 'release' | 'architecture' | 'region' | 'objective'> & { readonly pins: Pins };

/** Options of a plan, whatever the platform. */
export interface PlatformOptions extends PlanTargets {
  readonly release?: unknown;
  readonly architecture?: unknown;
}

/** A planner, and what the words of its options mean to it. */
export interface Planner<P extends AnyPlan, R extends Request, O extends PlatformOptions> {
  readonly platform: P['platform'];
  /** The construct that takes its plans. */
  readonly construct: string;
  read(options: O): RequestReading<R>;
  plan(workload: Workload, request: R): Outcome<P>;
  /** Options that fix or limit the search, and are stated. */
  statedOptions(options: O): string[];
  /** What of the request a plan itself tells. */
  storedChoices(plan: P): Partial<R>;
  /** Everything of a plan that is emitted. */
  statedValues(plan: P): Record<string, string>;
}

/** What a workload of an application is given as: an intent, a pinned plan, or a pinned plan with the intent that it is compared with. */
export interface PlanSource<O extends PlatformOptions> {
  readonly workload?: SparkWorkload;
  readonly plan?: SparkPlan;
  readonly options: O;
}

/** The plan, or what is wrong; and what a person should know. */
export interface PlanReading<P extends AnyPlan> {
  readonly plan?: P;
  readonly problems: readonly Problem[];
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
  /** The account's quota, where one was stated. */
  readonly quotaVcpus?: number;
}

const CHANGES_SHOWN = 5;

/** Reads what the workloads of a construct are given as. */
export class PlanReader<P extends AnyPlan, R extends Request, O extends PlatformOptions> {
  public constructor(private readonly planner: Planner<P, R, O>) {}

  /** The plan of a workload, with its quota. */
  public read(source: PlanSource<O>): PlanReading<P> {
    return { ...this.planOrProblems(source), quotaVcpus: source.options.maxConcurrentVcpus ?? source.workload?._workload.maxConcurrentVcpus };
  }

  /** Plans the workload, or takes the pinned plan after looking at what stands beside it. */
  private planOrProblems(source: PlanSource<O>): PlanReading<P> {
    const { workload, plan, options } = source;
    const { request, problems } = this.planner.read(options);
    if (plan && !this.isOwn(plan._plan)) return { problems: [this.foreign(plan._plan), ...problems], warnings: [] };
    if (plan) return this.pinned(plan._plan as P, source, request, problems);
    if (!workload) return { problems: [problem('SZ1001', 'workload', 'left out; give a workload, or a plan'), ...problems], warnings: [] };
    if (problems.length) return { problems, warnings: [] };
    const outcome = this.planner.plan(withLimits(workload._workload, options), request);
    return outcome.ok ? { plan: outcome.value, problems, warnings: outcome.value.warnings } : { problems: outcome.problems, warnings: [] };
  }

  private isOwn(plan: AnyPlan): plan is P {
    return plan.platform === this.planner.platform;
  }

  private foreign({ platform }: AnyPlan): Problem {
    return problem('SZ1007', 'plan', `got a plan for ${platform}; ${this.planner.construct} takes plans for ${this.planner.platform}: use the other construct, or plan the workload again`);
  }

  private pinned(plan: P, { workload, options }: PlanSource<O>, request: R, problems: readonly Problem[]): PlanReading<P> {
    const all = [...problems, ...mismatches(plan, options, request), ...workload ? [] : this.strangers(options)];
    if (all.length) return { plan, problems: all, warnings: [] };
    return { plan, problems: [], warnings: [...plan.warnings, ...olderModel(plan), ...workload ? this.drift(plan, workload, options, request) : []] };
  }

  /** Options that a pinned plan could not follow. */
  private strangers(options: O): Problem[] {
    return this.planner.statedOptions(options)
      .map(name => problem('SZ1007', name, 'stands beside a pinned plan, which it cannot change; leave it out, or write the plan with it'));
  }

  /** What a fresh plan of the same workload would say otherwise. */
  private drift(plan: P, workload: SparkWorkload, options: O, request: R): { id: string; message: string }[] {
    const { release, architecture, region, objective } = plan;
    const pins = { ...plan.pins, ...request.pins };
    const same = { ...request, release, architecture, region, objective, ...this.planner.storedChoices(plan), pins };
    const fresh = this.planner.plan(withLimits(workload._workload, options), same);
    if (!fresh.ok) return [{ id: 'SZ3207', message: `a fresh plan is not possible: ${fresh.problems.map(({ id, message }) => `${id} ${message}`).join('; ')}` }];
    const changes = differences(this.planner.statedValues(plan), this.planner.statedValues(fresh.value));
    if (!changes.length) return [];
    const more = changes.length > CHANGES_SHOWN ? ` and ${changes.length - CHANGES_SHOWN} more` : '';
    return [{ id: 'SZ3207', message: `a fresh plan differs: ${changes.slice(0, CHANGES_SHOWN).join(', ')}${more}` }];
  }
}

/** A plan is proven for one release and architecture. */
function mismatches(plan: AnyPlan, options: PlatformOptions, request: Request): Problem[] {
  const release = options.release && request.release !== plan.release
    ? [problem('SZ1007', 'release', `got ${request.release}, the plan is for ${plan.release}; use that release, or write the plan again`)] : [];
  const architecture = options.architecture && request.architecture !== plan.architecture
    ? [problem('SZ1007', 'architecture', `got ${request.architecture}, the plan is for ${plan.architecture}; use that architecture, or write the plan again`)] : [];
  return [...release, ...architecture];
}

function olderModel({ sizingModel }: AnyPlan): { id: string; message: string }[] {
  return sizingModel === SIZING_MODEL ? []
    : [{ id: 'SZ3207', message: `the plan was written with sizing model ${sizingModel}, this is ${SIZING_MODEL}; write it again when it suits you` }];
}

function differences(before: Record<string, string>, after: Record<string, string>): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter(key => before[key] !== after[key]).map(key => `${key} ${before[key] ?? 'nothing'} → ${after[key] ?? 'nothing'}`);
}
