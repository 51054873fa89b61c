import { Mixin } from 'aws-cdk-lib';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { IConstruct } from 'constructs';
import { planProblems } from './app-placement';
import { APP_PLANS } from './app-planner';
import { initialCapacityOf } from './app-resource';
import { LAKE_FORMATION_SETTINGS } from './app-settings';
import { admissionProblems } from './app-simulation';
import { totalCapacity, warmWorkers } from './app-totals';
import { planRegion } from './plan-region';
import { literal, ownSettings, prove, releaseOf, sizedAlready } from './sizing-mixin';
import { userSettingProblems, withUserJavaOptions } from './user-settings';
import { EmrRelease } from '../api/emr-release';
import { ServerlessPrices, WorkloadPlanOptions } from '../api/plan-options';
import { EmrArchitecture } from '../api/planner-words';
import { refuseAny } from '../api/refusal';
import { SparkPlan } from '../api/spark-plan';
import { SparkWorkload } from '../api/spark-workload';
import { findServerlessRelease, hasFeature, Release } from '../core/catalog/releases';
import { Plan } from '../core/planning/plan';
import { sorted } from '../core/planning/settings';
import { Problem, problem } from '../core/problems/problem';

/** How an application that somebody else made is sized. Its release and architecture are its own. */
export interface EmrServerlessSizingProps extends WorkloadPlanOptions {
  /**
   * What the job must do. One of `workload` and `plan` is required.
   *
   * @default - `plan` is given
   */
  readonly workload?: SparkWorkload;

  /**
   * A pinned plan, emitted exactly as it is. With `workload` beside it, a warning (SZ3207) says where a fresh plan would differ.
   *
   * @default - `workload` is planned
   */
  readonly plan?: SparkPlan;

  /**
   * Region of the prices.
   *
   * @default - the stack's, where it has one, else 'us-east-1'
   */
  readonly region?: string;

  /**
   * Prices that are better known than the table.
   *
   * @default - the table's
   */
  readonly prices?: ServerlessPrices;
}

/**
 * Sizes an `AWS::EMRServerless::Application` that another library or a raw L1 made.
 *
 * It sets the sized keys of `spark-defaults`, where all others stay as they are, `maximumCapacity` to what the concurrent runs of the workload hold,
 * the scheduler's `maxConcurrentRuns` where the release has a scheduler, and with `warm` the `initialCapacity`. Nothing else is touched. As with
 * `SizedEmrServerlessApp`, synthesis fails where the template would not grant what the plan promises.
 *
 * Applying it throws one error with all problems: those of a plan; SZ1009 where a property that it computes with is only known at deployment; SZ1001
 * for warm workers of another size that `warm` does not replace; SZ1007 for an application that is not for Spark or that has been sized; SZ1012 for
 * settings of the application that break the plan.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
 * import { EmrServerlessSizing, SparkWorkload } from 'cdk-sized-emr';
 *
 * declare const application: CfnApplication;
 * declare const workload: SparkWorkload;
 * Mixins.of(application).apply(new EmrServerlessSizing({ workload }));
 */
export class EmrServerlessSizing extends Mixin {
  private readonly props: EmrServerlessSizingProps;

  /**
   * Throws nothing: everything is checked where it is applied.
   *
   * @param props the workload, and how it is planned
   */
  constructor(props: EmrServerlessSizingProps) {
    super();
    this.props = props;
  }

  /**
   * Whether a construct is an application of EMR Serverless.
   *
   * @param construct any
   */
  public supports(construct: IConstruct): boolean {
    return CfnApplication.isCfnApplication(construct);
  }

  /**
   * Sizes an application; called by CDK. Other constructs are left alone.
   *
   * @param construct the application
   */
  public applyTo(construct: IConstruct): void {
    if (!CfnApplication.isCfnApplication(construct)) return;
    const target = readTarget(construct, this.props.warm !== undefined);
    const call = `EmrServerlessSizing on ${construct.node.path}`;
    refuseAny(call, target.problems);
    const reading = APP_PLANS.read({ workload: this.props.workload, plan: this.props.plan, options: this.planOptions(construct, target) });
    refuseAny(call, [...reading.problems, ...settingProblems(reading.plan, this.props.workload, target), ...sizedAlready(construct)]);
    size(construct, reading.plan!, target);
    const { lakeFormation } = target;
    const workload = { id: construct.node.id, plan: reading.plan!, submitParameters: '', sizesInApplication: true };
    prove(construct, { warnings: reading.warnings, problems: template => admissionProblems({ template, lakeFormation, workloads: [workload] }) });
  }

  private planOptions(construct: CfnApplication, { release, architecture }: Target) {
    return { ...this.props, release: EmrRelease.of(release!.label), architecture, region: planRegion(construct, this.props.region) };
  }
}

type Configuration = CfnApplication.ConfigurationObjectProperty;

/** What of an application a plan is made for, and what stays in it. */
interface Target {
  readonly problems: readonly Problem[];
  readonly release: Release | undefined;
  readonly architecture: EmrArchitecture;
  /** `spark-defaults` as it is. */
  readonly settings: Readonly<Record<string, string>>;
  readonly others: readonly Configuration[];
  readonly lakeFormation: boolean;
}

function readTarget(application: CfnApplication, replacesWarm: boolean): Target {
  const problems: Problem[] = [];
  const release = releaseOf(application.releaseLabel, findServerlessRelease, problems);
  const configurations = literal<Configuration[]>(application.runtimeConfiguration, 'runtimeConfiguration', problems) ?? [];
  const stated = configurations.filter(isSparkDefaults).map(({ properties }) => literal<Record<string, string>>(properties, 'runtimeConfiguration', problems));
  const settings = Object.assign({}, ...stated) as Record<string, string>;
  const architecture = literal<string>(application.architecture, 'architecture', problems)?.toLowerCase() ?? EmrArchitecture.X86_64;
  literal(application.schedulerConfiguration, 'schedulerConfiguration', problems);
  return {
    problems: [...problems, ...shapeProblems(application, replacesWarm)],
    release,
    architecture: architecture as EmrArchitecture,
    settings,
    others: configurations.filter(one => !isSparkDefaults(one)),
    lakeFormation: settings['spark.emr-serverless.lakeformation.enabled'] === 'true',
  };
}

function shapeProblems({ type, initialCapacity }: CfnApplication, replacesWarm: boolean): Problem[] {
  const problems: Problem[] = [];
  const engine = literal<string>(type, 'type', problems) ?? 'Spark';
  if (engine.toLowerCase() !== 'spark') problems.push(problem('SZ1007', 'type', `got ${engine}; only Spark is sized`));
  if (initialCapacity && !replacesWarm) {
    problems.push(problem('SZ1001', 'warm',
      'left out, and the application keeps workers ready, which would be of another size than its jobs; give warm, or take initialCapacity away'));
  }
  return problems;
}

function isSparkDefaults({ classification }: Configuration): boolean {
  return classification === 'spark-defaults';
}

/** What the application's own settings do to a plan; what the plan sizes is replaced, whatever it was. */
function settingProblems(plan: Plan | undefined, workload: SparkWorkload | undefined, { settings, lakeFormation }: Target): Problem[] {
  if (!plan) return [];
  const own = ownSettings(settings, plan.sparkDefaults);
  const problems = [...userSettingProblems(own, 'serverless'), ...planProblems(plan, workload, { lakeFormation, sparkSettings: {} })];
  return problems.map(one => ({ ...one, path: one.path.replace(/^sparkSettings/, 'runtimeConfiguration spark-defaults') }));
}

function size(application: CfnApplication, plan: Plan, { release, settings, others, lakeFormation }: Target): void {
  const totals = { plans: [plan], lakeFormation };
  const { cpu, memory, disk } = totalCapacity(totals);
  const properties = sorted({ ...settings, ...withUserJavaOptions(plan.sparkDefaults, settings), ...lakeFormation ? LAKE_FORMATION_SETTINGS : {} });
  application.maximumCapacity = { cpu, memory, disk };
  application.initialCapacity = initialCapacityOf(warmWorkers(plan, lakeFormation), hasFeature(release!, 'shuffleOptimizedDisks')) ?? application.initialCapacity;
  application.runtimeConfiguration = [{ classification: 'spark-defaults', properties }, ...others];
  if (hasFeature(release!, 'scheduler')) {
    const own = application.schedulerConfiguration as CfnApplication.SchedulerConfigurationProperty | undefined;
    application.schedulerConfiguration = { ...own, maxConcurrentRuns: plan.concurrentRuns };
  }
}
