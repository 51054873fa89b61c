import { EmrRelease } from './emr-release';
import { parseJson, readText } from './json-file';
import { ClusterPlanOptions, ServerlessPlanOptions } from './plan-options';
import {
  PlanAssumption, PlanEscalation, PlanReason, PlanRunnerUp, PlanWarning, PlanWaste, PlannedCapacity, PlannedCluster, PlannedCost, PlannedDriver,
  PlannedExecutor, PlannedExecutorCounts, PlannedRunTime, PlannedTaskMemory, PlannedWarmWorkers,
} from './plan-structs';
import { capacityOf, clusterOf, costOf, driverOf, escalationOf, executorOf, taskMemoryOf, warmWorkersOf, wasteOf } from './plan-views';
import { EmrArchitecture, PlanPlatform } from './planner-words';
import { planForCluster, readClusterOptions } from './read-cluster-options';
import { readOptions, withLimits } from './read-options';
import { refuse, refuseAny, valueOf } from './refusal';
import { SparkWorkload } from './spark-workload';
import { checkPlan } from '../core/planning/check-plan';
import { AnyPlan } from '../core/planning/ec2-plan';
import { readPlan } from '../core/planning/read-plan';
import { planServerless } from '../core/planning/serverless';
import { submitParameters } from '../core/planning/submit-parameters';
import { Outcome } from '../core/problems/problem';
import { planHeadline } from '../report/plan-facts';
import { planText } from '../report/plan-text';

/* eslint-disable @typescript-eslint/no-require-imports -- reports are loaded when they are asked for, so that loading the library stays quick */
const markdown = () => require('../report/plan-markdown') as typeof import('../report/plan-markdown');
const html = () => require('../report/html/plan-html') as typeof import('../report/html/plan-html');
/* eslint-enable @typescript-eslint/no-require-imports */

/**
 * The sizes of a Spark job, on EMR Serverless or on a cluster of EC2: executor, driver, partitions, allocation, capacity or nodes, each with its
 * reason.
 *
 * Pin a plan where a stack must not move: `sized-emr plan nightly.workload.json -o nightly.plan.json` writes it, `SparkPlan.fromFile` emits exactly it.
 */
export class SparkPlan {
  /**
   * The cheapest plan (or the fastest) for a workload on EMR Serverless, found by complete search.
   *
   * Throws one error with all problems: SZ1004, SZ1009, SZ1011 and SZ1013 for the options, SZ31xx where the demand cannot be met, SZ40xx for the release.
   *
   * @param workload what the job must do
   * @param options release, architecture, objective and pins
   */
  public static forServerless(workload: SparkWorkload, options: ServerlessPlanOptions = {}): SparkPlan {
    const call = `SparkPlan.forServerless(${JSON.stringify(workload.name ?? 'workload')})`;
    const { request, problems } = readOptions(options);
    refuseAny(call, problems);
    return new SparkPlan(valueOf(call, planServerless(withLimits(workload._workload, options), request)));
  }

  /**
   * The cheapest plan (or the fastest) for a workload on EMR on EC2, found by complete search over all instance types: how many core nodes of
   * which type, how they are cut into executors, the primary node, disks. YARN, played on these nodes, grants every executor.
   *
   * The cluster is taken to be started for the run and to end with it; what it costs while it stands idle is `cost.idleUsdPerHour`.
   *
   * Throws one error with all problems: SZ1004 to SZ1011 for the options, SZ31xx where the demand cannot be met, SZ40xx for the release, SZ41xx
   * for instance types.
   *
   * @param workload what the job must do
   * @param options release, architecture, instance types, objective and pins
   */
  public static forCluster(workload: SparkWorkload, options: ClusterPlanOptions = {}): SparkPlan {
    const call = `SparkPlan.forCluster(${JSON.stringify(workload.name ?? 'workload')})`;
    const { request, problems } = readClusterOptions(options);
    refuseAny(call, problems);
    return new SparkPlan(valueOf(call, planForCluster(withLimits(workload._workload, options), request)));
  }

  /**
   * A plan from the text of a `*.plan.json` document, `sized-emr/plan/1`.
   *
   * Throws one error with all problems: SZ1010 for text that is no JSON, SZ1001 and SZ1004 for its fields, SZ2001 to SZ2007 and SZ1007 where
   * its numbers are not legal for the service or do not agree with each other.
   *
   * @param text the document
   */
  public static fromJson(text: string): SparkPlan {
    return SparkPlan.read('SparkPlan.fromJson', parseJson(text, 'text'));
  }

  /**
   * A plan from a `*.plan.json` file, `sized-emr/plan/1`, exactly as it stands there.
   *
   * Throws one error with all problems: SZ1010 for a file that cannot be read or is no JSON, SZ1001 and SZ1004 for its fields, SZ2001 to SZ2007
   * and SZ1007 where its numbers are not legal for the service or do not agree with each other.
   *
   * @param path of the file, from the working directory
   */
  public static fromFile(path: string): SparkPlan {
    const call = `SparkPlan.fromFile(${JSON.stringify(path)})`;
    return SparkPlan.read(call, parseJson(valueOf(call, readText(path)), path));
  }

  private static read(call: string, source: Outcome<unknown>): SparkPlan {
    const plan = valueOf(call, readPlan(valueOf(call, source)));
    const problems = checkPlan(plan);
    return problems.length ? refuse(call, problems) : new SparkPlan(plan);
  }

  /**
   * A plan of the core.
   *
   * @internal
   */
  public static _of(plan: AnyPlan): SparkPlan {
    return new SparkPlan(plan);
  }

  /**
   * As the core has it.
   *
   * @internal
   */
  public readonly _plan: AnyPlan;

  private constructor(plan: AnyPlan) {
    this._plan = plan;
  }

  /** Name of the workload, where it has one. */
  public get name(): string | undefined {
    return this._plan.name;
  }

  /** What the plan is for. */
  public get platform(): PlanPlatform {
    return this._plan.platform as PlanPlatform;
  }

  /** Release that the plan is for. */
  public get release(): EmrRelease {
    return EmrRelease.of(this._plan.release);
  }

  /** Architecture that the plan is for. */
  public get architecture(): EmrArchitecture {
    return this._plan.architecture as EmrArchitecture;
  }

  /** How many runs at the same time the capacity or the nodes hold. */
  public get concurrentRuns(): number {
    return this._plan.concurrentRuns;
  }

  /** One executor, part by part. */
  public get executor(): PlannedExecutor {
    return executorOf(this._plan.executor);
  }

  /** The driver. */
  public get driver(): PlannedDriver {
    return driverOf(this._plan.driver);
  }

  /** How many executors run. */
  public get executors(): PlannedExecutorCounts {
    return { ...this._plan.executors };
  }

  /** Shuffle partitions. */
  public get partitions(): number {
    return this._plan.partitions;
  }

  /** What one task is sure to get of execution memory, and what it needs. */
  public get taskMemory(): PlannedTaskMemory {
    return taskMemoryOf(this._plan.perTask);
  }

  /** Every Spark setting that the plan sizes; the same keys in every plan of a platform. */
  public get sparkDefaults(): { [key: string]: string } {
    return { ...this._plan.sparkDefaults };
  }

  /** The least limits of an application that grant every executor of every concurrent run. Undefined: the plan is for a cluster. */
  public get maximumCapacity(): PlannedCapacity | undefined {
    return this._plan.platform === 'serverless' ? capacityOf(this._plan) : undefined;
  }

  /** Workers of EMR Serverless kept ready. Empty unless `warm` was asked for. */
  public get initialCapacity(): PlannedWarmWorkers[] {
    return this._plan.platform === 'serverless' ? warmWorkersOf(this._plan) : [];
  }

  /** The instances. Undefined: the plan is for EMR Serverless. */
  public get cluster(): PlannedCluster | undefined {
    return this._plan.platform === 'ec2' ? clusterOf(this._plan) : undefined;
  }

  /** What one run costs. */
  public get cost(): PlannedCost {
    return costOf(this._plan.cost);
  }

  /** How long one run takes, from its submission. */
  public get runTime(): PlannedRunTime {
    return { ...this._plan.runTime };
  }

  /** Every number with the constraint that binds it. */
  public get reasons(): PlanReason[] {
    return this._plan.reasons.map(reason => ({ ...reason }));
  }

  /** Everything that was not stated. */
  public get assumptions(): PlanAssumption[] {
    return this._plan.assumptions.map(assumption => ({ ...assumption }));
  }

  /** Judgement calls. A construct turns each into a warning that can be acknowledged. */
  public get warnings(): PlanWarning[] {
    return this._plan.warnings.map(({ id, message }) => ({ id, message }));
  }

  /** The next best plans, and why each lost. */
  public get runnersUp(): PlanRunnerUp[] {
    return this._plan.runnersUp.map(runnerUp => ({ ...runnerUp }));
  }

  /** What is paid for and not used. */
  public get waste(): PlanWaste {
    return wasteOf(this._plan.waste);
  }

  /** A larger plan for the attempt after an out-of-memory exit, where there is one. */
  public get escalation(): PlanEscalation | undefined {
    return this._plan.escalation && escalationOf(this._plan.escalation);
  }

  /**
   * The plan in one sentence.
   *
   * @internal
   */
  public get _headline(): string {
    return planHeadline(this._plan);
  }

  /** The `*.plan.json` document, as `fromJson` and the command line read it: a lock file. */
  public toJson(): string {
    return `${JSON.stringify(this._plan, undefined, 2)}\n`;
  }

  /** The plan as text: what it is, one executor's memory region by region, why each number is what it is, and what was assumed. */
  public toText(): string {
    return planText(this._plan);
  }

  /** The plan as GitHub's Markdown, for a pull request: the facts of `toText`, in its order. */
  public toMarkdown(): string {
    return markdown().planMarkdown(this._plan);
  }

  /**
   * The plan as one HTML file: its facts, and pictures of an executor's memory, of what lies on each worker or node, and of cost and time.
   *
   * It loads nothing, prints, and follows the reader's light or dark scheme.
   */
  public toHtml(): string {
    return html().planHtml(this._plan);
  }

  /**
   * Parameters of spark-submit for a job run: `--conf key=value` for every setting of `sparkDefaults`.
   *
   * They win over the configuration of the application or the cluster, and state every key that it could state, so that nothing of another
   * workload's sizes leaks into the job.
   */
  public sparkSubmitParameters(): string {
    return submitParameters(this._plan.sparkDefaults);
  }
}
