import { Aspects, Duration, Lazy, Resource, Tags, Validations } from 'aws-cdk-lib';
import { Connections, IConnectable, ISecurityGroup, SecurityGroup, SelectedSubnets } from 'aws-cdk-lib/aws-ec2';
import { ApplicationReference, CfnApplication, IApplicationRef } from 'aws-cdk-lib/aws-emrserverless';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { appProblems } from './app-checks';
import { idProblems, Placed, placeProblems, planProblems } from './app-placement';
import { APP_PLANS, AppPlanReading, AppPlanSource } from './app-planner';
import { AddPlanOptions, AddWorkloadOptions, SizedEmrServerlessAppProps } from './app-props';
import { autoStartOf, autoStopOf, initialCapacityOf, interactiveOf, monitoringOf, networkOf } from './app-resource';
import { applicationSettings } from './app-settings';
import { admissionProblems } from './app-simulation';
import { escalatedPlan, totalAmounts, totalCapacity, warmWorkers } from './app-totals';
import { EmrServerlessApplicationAlarms } from './application-alarms';
import { EmrServerlessApplicationGrants } from './application-grants';
import { EmrServerlessApplicationMetrics } from './application-metrics';
import { errorsOf, LIBRARY_NAME } from './construct-findings';
import { costProblems, guardProblems } from './cost-guard';
import { writePlanFiles } from './plan-files';
import { planRegion } from './plan-region';
import { SizedServerlessWorkload } from './sized-serverless-workload';
import { LIST_SETTINGS } from './table-formats';
import { withUserJavaOptions } from './user-settings';
import { EmrRelease } from '../api/emr-release';
import { ServerlessPlanOptions, WorkloadPlanOptions } from '../api/plan-options';
import { PlannedCapacity } from '../api/plan-structs';
import { EmrArchitecture } from '../api/planner-words';
import { readOptions } from '../api/read-options';
import { refuse, refuseAny } from '../api/refusal';
import { SparkPlan } from '../api/spark-plan';
import { SparkWorkload } from '../api/spark-workload';
import { LAWS } from '../core/catalog/laws';
import { serverlessPrices } from '../core/catalog/prices';
import { DEFAULT_RELEASE, findServerlessRelease, hasFeature, Release, ServerlessFeature } from '../core/catalog/releases';
import { FREE_DISK_GIB } from '../core/catalog/workers';
import { InitialCapacity, Plan } from '../core/planning/plan';
import { sorted } from '../core/planning/settings';
import { Problem, problem, ProblemId, problemLine } from '../core/problems/problem';

const FIRST_WORKLOAD = 'Workload';
const MOST_CONCURRENT_RUNS = LAWS.schedulerMostConcurrentRuns.value;
const MOST_SETTINGS = 100;
const MOST_SUBNETS = 16;
/** The service's own. Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/app-behavior.html */
const IDLE_TIMEOUT = Duration.minutes(15);

/**
 * An application of EMR Serverless for Spark, sized from what its jobs must do.
 *
 * By default one `AWS::EMRServerless::Application`, which costs nothing while no job runs. Its limits are the sum over workloads of
 * concurrent runs × (driver + maximum × executor), so that every executor that a plan promises is granted; synthesis fails (SZ2006) where the
 * template, read back from its strings, would not grant them.
 *
 * Logs have a key for each destination. The local disks of the workers cannot be given one: CloudFormation has no property for it
 * (AWS::EMRServerless::Application, read on 2026-11-20).
 *
 * Invalid input throws one error with all problems of a workload. Judgement calls are warnings that can be acknowledged:
 * `Validations.of(app).acknowledge({ id: 'cdk-sized-emr:SZ3202', reason: '…' })`.
 */
@propertyInjectable
export class SizedEmrServerlessApp extends Resource implements IApplicationRef, IConnectable {
  /** Uniquely identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-sized-emr.SizedEmrServerlessApp';

  /**
   * An application that exists, by its id.
   *
   * @param scope that holds the reference
   * @param id of the reference
   * @param applicationId of the application, such as `00f1abcd2efg3h4i`
   */
  public static fromApplicationId(scope: Construct, id: string, applicationId: string): IApplicationRef {
    return CfnApplication.fromApplicationId(scope, id, applicationId);
  }

  /**
   * An application that exists, by its ARN.
   *
   * @param scope that holds the reference
   * @param id of the reference
   * @param applicationArn of the application
   */
  public static fromApplicationArn(scope: Construct, id: string, applicationArn: string): IApplicationRef {
    return CfnApplication.fromApplicationArn(scope, id, applicationArn);
  }

  private readonly resource: CfnApplication;
  private readonly placedWorkloads: SizedServerlessWorkload[] = [];
  private readonly runsPerMonth: (number | undefined)[] = [];
  /** Workloads whose jobs run again with larger executors where memory ran out. */
  private readonly escalating = new Set<SizedServerlessWorkload>();
  /** Quotas of vCPUs that the workloads were planned for. */
  private readonly quotas: number[] = [];
  private readonly props: SizedEmrServerlessAppProps;
  private readonly release: string;
  private readonly architecture: EmrArchitecture;
  private readonly ownSettings: Record<string, string>;
  /** None without a VPC. */
  private readonly securityGroups?: ISecurityGroup[];

  /**
   * Throws one error with all problems: SZ1001 to SZ1013 for the props, SZ31xx where the demand cannot be met, SZ40xx for the release.
   *
   * @param scope that holds the application
   * @param id of the application
   * @param props its workload and everything else
   */
  constructor(scope: Construct, id: string, props: SizedEmrServerlessAppProps) {
    super(scope, id, { physicalName: props.applicationName });
    this.props = props;
    this.release = releaseOf(props);
    this.architecture = props.plan?.architecture ?? props.architecture ?? EmrArchitecture.X86_64;
    const reading = APP_PLANS.read({ workload: props.workload, plan: props.plan, options: this.planOptions(props) });
    const subnets = props.vpc?.selectSubnets(props.vpcSubnets);
    refuseAny(this.callOf('new SizedEmrServerlessApp'), [
      ...reading.problems, ...appProblems(props, this.knownRelease), ...guardProblems(props.costGuard),
      ...subnetProblems(subnets), ...this.planProblems(reading, props.workload),
    ]);
    this.ownSettings = applicationSettings(props, this.release);
    this.securityGroups = this.groupsOf(props);
    this.resource = this.createResource(subnets);
    this.place(FIRST_WORKLOAD, reading, props.sizesInApplication ?? true);
    if (props.stopForUpdate || props.stopOnDelete) this.addUpdates();
    this.addWarnings();
    this.node.addValidation({ validate: () => this.allProblems() });
  }

  /**
   * Adds a further workload, whose jobs share the application. Its sizes stand in the submit parameters of its jobs.
   *
   * Throws one error with all problems of the workload: those of a plan, SZ1007 for a second warm workload, a second one that claims the
   * application's settings, or an id that is taken, SZ1012 where the application's own Spark settings break the plan.
   *
   * @param id of the workload, unique in the application
   * @param workload what the job must do
   * @param options pins, limits, or a pinned plan
   */
  public addWorkload(id: string, workload: SparkWorkload, options: AddWorkloadOptions = {}): SizedServerlessWorkload {
    return this.add(`addWorkload(${JSON.stringify(id)})`, id, { workload, plan: options.plan, options: this.planOptions(options) }, options);
  }

  /**
   * Adds a pinned plan, whose jobs share the application. Its sizes stand in the submit parameters of its jobs.
   *
   * Throws as `addWorkload` does; SZ1007 where the plan is for another release or architecture.
   *
   * @param id of the workload, unique in the application
   * @param plan emitted exactly as it is
   * @param options where its sizes stand
   */
  public addPlan(id: string, plan: SparkPlan, options: AddPlanOptions = {}): SizedServerlessWorkload {
    return this.add(`addPlan(${JSON.stringify(id)})`, id, { plan, options: this.planOptions({}) }, options);
  }

  /** Reference to the application: its id and its ARN. */
  public get applicationRef(): ApplicationReference {
    return this.resource.applicationRef;
  }

  /** Id of the application. */
  public get applicationId(): string {
    return this.applicationRef.applicationId;
  }

  /** ARN of the application. */
  public get applicationArn(): string {
    return this.applicationRef.applicationArn;
  }

  /** All workloads added so far, the first one included. */
  public get workloads(): SizedServerlessWorkload[] {
    return [...this.placedWorkloads];
  }

  /** The first workload of the application. */
  public get workload(): SizedServerlessWorkload {
    return this.placedWorkloads[0];
  }

  /** The plan of the first workload. */
  public get plan(): SparkPlan {
    return this.workload.plan;
  }

  /** Limits of the application, for all workloads added so far. They cost nothing. */
  public get maximumCapacity(): PlannedCapacity {
    const { cpu, memory, disk } = totalCapacity(this.totals);
    return { cpu, memory, disk };
  }

  /** How many runs the scheduler lets run at a time: the sum over all workloads added so far. */
  public get maxConcurrentRuns(): number {
    return this.placedWorkloads.reduce((sum, { plan }) => sum + plan.concurrentRuns, 0);
  }

  /** What the warm workers cost while the application is started and idle, in US dollars per hour. 0 without `warm`. */
  public get idleUsdPerHour(): number {
    return this.placedWorkloads.reduce((sum, { plan }) => sum + plan.cost.idleUsdPerHour, 0);
  }

  /**
   * Settings that are lists and that the application itself states: those of a job replace them, unless they hold them.
   *
   * @internal
   */
  public get _listSettings(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.ownSettings).filter(([key]) => LIST_SETTINGS.includes(key)));
  }

  /**
   * Lets the maximum capacity hold the larger attempt of a workload too.
   *
   * @internal
   */
  public _holdEscalationOf(workload: SizedServerlessWorkload): void {
    this.escalating.add(workload);
  }

  /**
   * What workers cost an hour, at the prices that the plans were made with. Standard disks have some GiB free; where any workload has other ones, all
   * are taken to be of the dearer kind.
   *
   * @internal
   */
  public get _hourlyPrices(): { vCpuUsd: number; memoryGiBUsd: number; diskGiBUsd: number; freeDiskGiB: number } {
    const { request } = readOptions(this.planOptions({}));
    const { prices } = serverlessPrices(request.region, request.architecture, request.prices);
    const isShuffle = this.plans.some(({ executor, driver }) => [executor, driver].some(({ worker }) => worker.diskType === 'SHUFFLE_OPTIMIZED'));
    return {
      vCpuUsd: prices.vCpuHourUsd,
      memoryGiBUsd: prices.memoryGiBHourUsd,
      diskGiBUsd: isShuffle ? prices.shuffleStorageGiBHourUsd : prices.storageGiBHourUsd,
      freeDiskGiB: isShuffle ? 0 : FREE_DISK_GIB,
    };
  }

  /** Rules of the security groups. Throws SZ1001 where `vpc` was left out: the service's own network has none. */
  public get connections(): Connections {
    const { securityGroups } = this;
    if (!securityGroups) return refuse(`${this.node.path}.connections`, [problem('SZ1001', 'vpc', 'left out; give vpc to have security groups whose rules can be managed')]);
    return new Connections({ securityGroups });
  }

  /** What others may do with the application. Nothing is allowed until one of its methods is called. */
  public get grants(): EmrServerlessApplicationGrants {
    return EmrServerlessApplicationGrants.fromApplication(this);
  }

  /** Metrics of the application. */
  public get metrics(): EmrServerlessApplicationMetrics {
    return EmrServerlessApplicationMetrics.fromApplication(this, { applicationName: this.props.applicationName });
  }

  /** Alarms of the application. None is there until one of its methods is called. */
  public get alarms(): EmrServerlessApplicationAlarms {
    return EmrServerlessApplicationAlarms.fromApplication(this, this, { applicationName: this.props.applicationName });
  }

  /** Parameters of spark-submit for a job run of the first workload. See `SizedServerlessWorkload.sparkSubmitParameters`. */
  public sparkSubmitParameters(): string {
    return this.workload.sparkSubmitParameters();
  }

  /** The service refuses a network without a security group. */
  private groupsOf({ vpc, securityGroups }: SizedEmrServerlessAppProps): ISecurityGroup[] | undefined {
    return securityGroups ?? (vpc && [new SecurityGroup(this, 'SecurityGroup', { vpc })]);
  }

  private add(call: string, id: string, source: AppPlanSource, options: AddPlanOptions): SizedServerlessWorkload {
    const { sizesInApplication = false, runsPerMonth } = options;
    const reading = APP_PLANS.read(source);
    refuseAny(this.callOf(call), [
      ...idProblems(id, this.node.children.map(child => child.node.id), 'application'),
      ...reading.problems, ...this.planProblems(reading, source.workload), ...placeProblems(reading.plan, sizesInApplication, this.placed),
    ]);
    const placed = this.place(id, reading, sizesInApplication);
    this.runsPerMonth[this.placedWorkloads.length - 1] = runsPerMonth;
    return placed;
  }

  private place(id: string, { plan, warnings, quotaVcpus }: AppPlanReading, sizesInApplication: boolean): SizedServerlessWorkload {
    const settings = withUserJavaOptions(plan!.sparkDefaults, this.props.sparkSettings ?? {});
    const placed = SizedServerlessWorkload._create(this, id, { plan: SparkPlan._of(plan!), settings, sizesInApplication });
    this.placedWorkloads.push(placed);
    if (quotaVcpus !== undefined) this.quotas.push(quotaVcpus);
    if (this.props.reportFiles) writePlanFiles(placed);
    for (const warning of warnings) Validations.of(placed).addWarning(`${LIBRARY_NAME}:${warning.id}`, warning.message);
    return placed;
  }

  private createResource(subnets: SelectedSubnets | undefined): CfnApplication {
    const { props } = this;
    const resource = new CfnApplication(this, 'Resource', {
      type: 'Spark',
      name: this.physicalName,
      releaseLabel: this.release,
      architecture: this.architecture.toUpperCase(),
      maximumCapacity: Lazy.any({ produce: () => this.maximumCapacity }),
      initialCapacity: Lazy.any({ produce: () => initialCapacityOf(this.pool, this.has('shuffleOptimizedDisks')) }),
      runtimeConfiguration: Lazy.any({ produce: () => this.runtimeConfiguration }),
      schedulerConfiguration: this.has('scheduler') ? {
        maxConcurrentRuns: Lazy.number({ produce: () => this.maxConcurrentRuns }),
        queueTimeoutMinutes: props.queueTimeout?.toMinutes(),
      } : undefined,
      autoStartConfiguration: autoStartOf(props),
      autoStopConfiguration: autoStopOf(props),
      networkConfiguration: networkOf(subnets, this.securityGroups),
      monitoringConfiguration: monitoringOf(props),
      interactiveConfiguration: interactiveOf(props),
      imageConfiguration: props.image && { imageUri: props.image.imageUri },
      identityCenterConfiguration: props.identityCenterInstanceArn ? { identityCenterInstanceArn: props.identityCenterInstanceArn } : undefined,
    });
    if (props.removalPolicy) resource.applyRemovalPolicy(props.removalPolicy); // without one CDK would retain it
    for (const [key, value] of Object.entries(props.tags ?? {})) Tags.of(resource).add(key, value);
    return resource;
  }

  private addUpdates(): void {
    const { stopForUpdate = false, stopOnDelete = false, waitForRuns = Duration.seconds(0) } = this.props;
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- Lambda is loaded where it is asked for
    const { ApplicationUpdates } = require('./application-updates') as typeof import('./application-updates');
    new ApplicationUpdates(this, this.resource, { stopForUpdate, stopOnDelete, waitForRuns });
  }

  /** Nothing where neither the props nor a workload set anything. */
  private get runtimeConfiguration(): CfnApplication.ConfigurationObjectProperty[] | undefined {
    const properties = sorted(this.runtimeSettings);
    return Object.keys(properties).length ? [{ classification: 'spark-defaults', properties }] : undefined;
  }

  private get runtimeSettings(): Record<string, string> {
    return { ...this.ownSettings, ...this.placedWorkloads.find(workload => workload.sizesInApplication)?.sparkSettings };
  }

  /** Only plans for EMR Serverless are placed. */
  private get plans(): readonly Plan[] {
    return this.placedWorkloads.map(({ plan }) => plan._plan as Plan);
  }

  private get totals() {
    const plans = this.plans.map((plan, index) => this.escalating.has(this.placedWorkloads[index]) ? escalatedPlan(plan) : plan);
    return { plans, lakeFormation: this.usesLakeFormation };
  }

  private get usesLakeFormation(): boolean {
    return this.props.lakeFormation ?? false;
  }

  private get knownRelease(): Release | undefined {
    const found = findServerlessRelease(this.release);
    return found.ok ? found.value : undefined;
  }

  private has(feature: ServerlessFeature): boolean {
    return this.knownRelease !== undefined && hasFeature(this.knownRelease, feature);
  }

  private get pool(): InitialCapacity[] {
    return this.plans.flatMap(plan => warmWorkers(plan, this.usesLakeFormation));
  }

  /** Release, architecture and prices are the application's; the Region's prices where the stack has one. */
  private planOptions(options: WorkloadPlanOptions): ServerlessPlanOptions {
    const { release, architecture, prices } = this.props;
    const region = planRegion(this, this.props.region);
    return { ...options, release: release ?? EmrRelease.of(this.release), architecture: architecture ?? this.architecture, prices, region };
  }

  private planProblems({ plan }: AppPlanReading, workload?: SparkWorkload): Problem[] {
    return planProblems(plan, workload, { lakeFormation: this.usesLakeFormation, sparkSettings: this.props.sparkSettings ?? {} });
  }

  private get placed(): Placed[] {
    return this.placedWorkloads.map(({ node, sizesInApplication }, index) => ({ id: node.id, plan: this.plans[index], sizesInApplication }));
  }

  /** Once every workload is known: what the totals say; where they are fine, what the rules say of the resources as they will be deployed. */
  private allProblems(): string[] {
    const totals = this.totalProblems().map(problemLine);
    return totals.length ? totals : errorsOf(this);
  }

  private totalProblems(): Problem[] {
    const settings = Object.keys(this.runtimeSettings).length;
    return [
      ...this.maxConcurrentRuns > MOST_CONCURRENT_RUNS
        ? [problem('SZ1004', 'concurrentRuns', `the workloads have ${this.maxConcurrentRuns} together; an application runs at most ${MOST_CONCURRENT_RUNS}: use a second one`)] : [],
      ...settings > MOST_SETTINGS
        ? [problem('SZ1004', 'sparkSettings', `the application would state ${settings} settings; ${MOST_SETTINGS} are allowed: set sizesInApplication to false, or move some to the job`)] : [],
      ...costProblems(this.props.costGuard, this.placed.map((one, index) => ({ ...one, runsPerMonth: this.runsPerMonth[index] })), {
        usdPerHour: this.idleUsdPerHour, for: this.props.autoStop === false ? 'rest' : (this.props.idleTimeout ?? IDLE_TIMEOUT).toHours({ integral: false }),
      }),
      ...admissionProblems({
        template: this.stack.resolve(this.resource._toCloudFormation()),
        lakeFormation: this.usesLakeFormation,
        workloads: this.placedWorkloads.map((workload, index) => ({ ...this.placed[index], submitParameters: workload.sparkSubmitParameters() })),
      }),
    ];
  }

  /** Judgement calls about the application itself. */
  private addWarnings(): void {
    const { autoStop, sizesInApplication = true, stopForUpdate = false } = this.props;
    if (!this.has('scheduler')) {
      this.warn('SZ3208', `${this.release} has no scheduler: runs that start together can hold each other's capacity; use emr-7.0.0 or later, or start one run after the other`);
    }
    if (autoStop === false && sizesInApplication && !stopForUpdate) {
      this.warn('SZ3211', 'the application never stops by itself, and CloudFormation cannot change sizes while it is started; set sizesInApplication to false, or stopForUpdate to true');
    }
    Aspects.of(this).add({ visit: node => node === this ? this.warnOfQuota() : undefined }); // once every workload is known
  }

  /** Each plan looks at its own runs; all runs of all workloads at once may exceed the quota that each keeps to. */
  private warnOfQuota(): void {
    const { cpu } = totalAmounts(this.totals);
    const warned = this.plans.some(({ warnings }) => warnings.some(({ id }) => id === 'SZ3202'));
    const quota = this.quotas.length ? Math.min(...this.quotas) : warned ? Infinity : LAWS.newAccountVCpus.value;
    if (this.placedWorkloads.length + this.escalating.size > 1 && cpu > quota) {
      const what = this.escalating.size ? 'all runs of all workloads, at the sizes after an out-of-memory exit,' : 'all runs of all workloads';
      this.warn('SZ3202', `${what} use ${cpu} vCPUs at once, the quota is ${quota}; ask for more, or do not run them at the same time`);
    }
  }

  private warn(id: ProblemId, message: string): void {
    Validations.of(this).addWarning(`${LIBRARY_NAME}:${id}`, message);
  }

  private callOf(call: string): string {
    return `${call} at ${this.node.path}`;
  }
}

/** Source: CreateApplication (botocore 1.43.107). A list that is only known at deployment counts as one. */
function subnetProblems(subnets: SelectedSubnets | undefined): Problem[] {
  const count = subnets?.subnetIds.length ?? 1;
  return count >= 1 && count <= MOST_SUBNETS ? [] : [problem('SZ1004', 'vpcSubnets', `got ${count} subnets; 1 to ${MOST_SUBNETS} are allowed`)];
}

function releaseOf({ plan, release }: SizedEmrServerlessAppProps): string {
  return plan?._plan.release ?? release?.label ?? DEFAULT_RELEASE;
}
