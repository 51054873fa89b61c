import { Aspects, Lazy, Names, RemovalPolicy, Resource, Tags, Token, Validations } from 'aws-cdk-lib';
import { Connections, IConnectable, SelectedSubnets } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster, ClusterReference, IClusterRef } from 'aws-cdk-lib/aws-emr';
import { IGrantable, IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { idProblems } from './app-placement';
import { EmrClusterAlarms } from './cluster-alarms';
import { clusterProblems, nodeProblems, stepProblems } from './cluster-checks';
import { EmrClusterMetrics } from './cluster-metrics';
import { networkOf, tagNetwork } from './cluster-network';
import { ClusterStep } from './cluster-options';
import { CLUSTER_PLANS, ClusterPlanReading, ClusterPlanSource } from './cluster-planner';
import { AddClusterWorkloadOptions, SizedEmrClusterProps } from './cluster-props';
import { bootstrapActionsOf, kerberosOf, logUriOf, stepsOf } from './cluster-resource';
import { clusterRoles, ClusterRoles } from './cluster-roles';
import { acknowledgeEncryption, securityConfiguration } from './cluster-security';
import { grantProblems } from './cluster-simulation';
import { joinProblems, nodeCount, nodesAlone, plannedTaskNodes, primaryProblems, SizedNodes, sizedNodes, SizingSource, taskNodeUsdPerHour } from './cluster-sizing';
import { errorsOf, LIBRARY_NAME } from './construct-findings';
import { costProblems, guardProblems } from './cost-guard';
import { writePlanFiles } from './plan-files';
import { planRegion } from './plan-region';
import { SizedClusterWorkload } from './sized-cluster-workload';
import { conflictProblems, withUserJavaOptions } from './user-settings';
import { EmrRelease } from '../api/emr-release';
import { ClusterPlanOptions } from '../api/plan-options';
import { EmrArchitecture } from '../api/planner-words';
import { readClusterOptions } from '../api/read-cluster-options';
import { refuse, refuseAny, valueOf } from '../api/refusal';
import { SparkPlan } from '../api/spark-plan';
import { SparkWorkload } from '../api/spark-workload';
import { clusterFeatureSince } from '../core/catalog/cluster-features';
import { correctedCatalog } from '../core/catalog/instance-corrections';
import { findInstanceType } from '../core/catalog/instance-lookup';
import { InstanceCatalog, knownInstanceTypes } from '../core/catalog/instance-types';
import { DEFAULT_RELEASE, findRelease, Release } from '../core/catalog/releases';
import { rangeOf } from '../core/catalog/resource-schemas';
import { configurationsOf } from '../core/planning/cluster-configurations';
import { instancesOf, scalingOf, keepsMasterOnCore } from '../core/planning/cluster-instances';
import { Ec2Plan } from '../core/planning/ec2-plan';
import { FleetType, fleetTypes } from '../core/planning/fleet';
import { EMR_TAG } from '../core/planning/run-job-flow';
import { ok, Outcome, Problem, problem, problemLine } from '../core/problems/problem';

const FIRST_WORKLOAD = 'Workload';

function releaseOf({ plan, release }: SizedEmrClusterProps): string {
  return plan?._plan.release ?? release?.label ?? DEFAULT_RELEASE;
}

/**
 * A cluster of EMR on EC2 for Spark, sized from what its jobs must do.
 *
 * By default one `AWS::EMR::Cluster` with its two roles and an instance profile, which costs `idleUsdPerHour` from its deployment on. The nodes
 * hold all runs of all workloads at the same time: synthesis fails (SZ2006) where YARN, played with the values of the template and of the submit
 * parameters, would not grant every executor that a plan promises.
 *
 * A run is an application of YARN, and runs may start in any order: the nodes hold all of them in each order that was played (every one of up to
 * four workloads). Where that takes more nodes than the plans have, SZ3214 warns.
 *
 * Its Configurations hold only what no workload changes, for CloudFormation replaces the cluster with them: sizes travel with each job in
 * `sparkSubmitParameters()`. Jobs run in client mode: their drivers stand on the primary node.
 *
 * What cdk-nag's AwsSolutions pack (3.0.2) finds: EMR2 without `s3Logs`; EMR4 and EMR5 without `diskEncryptionKey` and `tlsCertificates` (with them
 * it finds them missing too, which is a mistake of its own and acknowledged here); EMR6 without Kerberos, for it does not count Session Manager;
 * IAM4 for EMR's managed policy; IAM5 for the prefix of the logs and the actions on a key.
 *
 * Invalid input throws one error with all problems of a workload. Judgement calls are warnings that can be acknowledged:
 * `Validations.of(cluster).acknowledge({ id: 'cdk-sized-emr:SZ3213', reason: '…' })`.
 */
@propertyInjectable
export class SizedEmrCluster extends Resource implements IClusterRef, IGrantable, IConnectable {
  /** Uniquely identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-sized-emr.SizedEmrCluster';

  /**
   * A cluster that exists, by its id.
   *
   * @param scope that holds the reference
   * @param id of the reference
   * @param clusterId of the cluster, such as `j-2AXXXXXXGAPLF`
   */
  public static fromClusterId(scope: Construct, id: string, clusterId: string): IClusterRef {
    return CfnCluster.fromClusterId(scope, id, clusterId);
  }

  private readonly resource: CfnCluster;
  private readonly roles: ClusterRoles;
  private readonly placedWorkloads: SizedClusterWorkload[] = [];
  private readonly steps: ClusterStep[];
  private readonly runsPerMonth: (number | undefined)[] = [];
  /** Quotas of vCPUs that the workloads were planned for. */
  private readonly quotas: number[] = [];
  private readonly props: SizedEmrClusterProps;
  private readonly release: string;
  private readonly architecture: EmrArchitecture;
  private readonly types: readonly FleetType[];
  /** As sized for so many workloads. */
  private sized?: { readonly workloads: number; readonly nodes: SizedNodes };

  /**
   * Throws one error with all problems: SZ1001 to SZ1013 for the props, SZ2008 for a type that does not fit the fleet, SZ31xx where the demand
   * cannot be met, SZ40xx for the release, SZ41xx for instance types.
   *
   * @param scope that holds the cluster
   * @param id of the cluster
   * @param props its workload and everything else
   */
  constructor(scope: Construct, id: string, props: SizedEmrClusterProps) {
    super(scope, id, { physicalName: props.clusterName ?? Lazy.string({ produce: () => Names.uniqueResourceName(this, {}) }) });
    this.props = props;
    this.steps = [...props.steps ?? []];
    this.release = releaseOf(props);
    this.architecture = props.plan?.architecture ?? props.architecture ?? EmrArchitecture.X86_64;
    const reading = CLUSTER_PLANS.read({ workload: props.workload, plan: props.plan, options: this.firstOptions() });
    this.props = plannedTaskNodes(props, reading.plan);
    const types = this.fleetOf(reading.plan);
    const subnets = props.vpc?.selectSubnets(props.vpcSubnets);
    const call = this.callOf('new SizedEmrCluster');
    refuseAny(call, [...reading.problems, ...this.propProblems(reading), ...types.ok ? [] : types.problems]);
    this.types = valueOf(call, types);
    this.roles = clusterRoles(this, props);
    this.resource = this.createResource(subnets);
    this.place(FIRST_WORKLOAD, reading);
    this.warnOfTags(tagNetwork(subnets, props));
    Aspects.of(this).add({ visit: node => node === this ? this.warnOfTotals() : undefined }); // once every workload is known
    this.node.addValidation({ validate: () => this.allProblems() });
  }

  /**
   * Adds a further workload, whose jobs share the nodes: it is planned on the cluster's own instance type, and the cluster gets the nodes that it
   * needs beside all others. Its sizes stand in the submit parameters of its jobs. A larger disk or primary node replaces the cluster.
   *
   * Throws one error with all problems of the workload: those of a plan, SZ1007 for an id that is taken or a fixed count in a cluster with managed
   * scaling, SZ1012 where the cluster's own Spark settings break the plan, SZ2008 where its executors do not fit a type of the fleet.
   *
   * @param id of the workload, unique in the cluster
   * @param workload what the job must do
   * @param options objective, pins and limits
   */
  public addWorkload(id: string, workload: SparkWorkload, options: AddClusterWorkloadOptions = {}): SizedClusterWorkload {
    const source = { workload, plan: options.plan, options: { ...this.planOptions(options), instanceTypes: [this.instanceType] } };
    const placed = this.add(`addWorkload(${JSON.stringify(id)})`, id, source);
    this.runsPerMonth[this.placedWorkloads.length - 1] = options.runsPerMonth;
    return placed;
  }

  /**
   * Adds a pinned plan, whose jobs share the nodes. Its sizes stand in the submit parameters of its jobs.
   *
   * Throws as `addWorkload` does; SZ1007 where the plan is for another release, architecture or instance type.
   *
   * @param id of the workload, unique in the cluster
   * @param plan emitted exactly as it is
   */
  public addPlan(id: string, plan: SparkPlan): SizedClusterWorkload {
    return this.add(`addPlan(${JSON.stringify(id)})`, id, { plan, options: this.planOptions({}) });
  }

  /**
   * Adds work that the cluster begins with, such as a job of a workload: `args: workload.sparkSubmitArguments(['s3://bucket/job.py'])`. Another step
   * replaces the cluster.
   *
   * Throws SZ1004 for more than 256 steps or an argument that stands there twice, SZ1005 for an unknown action on failure.
   *
   * @param step what runs
   */
  public addStep(step: ClusterStep): void {
    refuseAny(this.callOf(`addStep(${JSON.stringify(step.name)})`), stepProblems([...this.steps, step]));
    this.steps.push(step);
  }

  /** Reference to the cluster: its id. */
  public get clusterRef(): ClusterReference {
    return this.resource.clusterRef;
  }

  /** Id of the cluster. */
  public get clusterId(): string {
    return this.clusterRef.clusterId;
  }

  /** Role of the nodes and so of the jobs. */
  public get jobFlowRole(): IRole {
    return this.roles.jobFlowRole;
  }

  /** The job-flow role: what is granted to the cluster is granted to its jobs. */
  public get grantPrincipal(): IPrincipal {
    return this.roles.jobFlowRole.grantPrincipal;
  }

  /** Rules of the additional security groups. Throws SZ1001 where `additionalSecurityGroups` was left out: EMR manages those of the others. */
  public get connections(): Connections {
    const { additionalSecurityGroups } = this.props;
    if (!additionalSecurityGroups) return refuse(`${this.node.path}.connections`, [problem('SZ1001', 'additionalSecurityGroups', 'left out; give vpc and additionalSecurityGroups to manage their rules')]);
    return new Connections({ securityGroups: additionalSecurityGroups });
  }

  /** All workloads added so far, the first one included. */
  public get workloads(): SizedClusterWorkload[] {
    return [...this.placedWorkloads];
  }

  /** The first workload of the cluster. */
  public get workload(): SizedClusterWorkload {
    return this.placedWorkloads[0];
  }

  /** The plan of the first workload. */
  public get plan(): SparkPlan {
    return this.workload.plan;
  }

  /** Instance type of core and task nodes; of a fleet the plan's own. */
  public get instanceType(): string {
    return this.types[0].instanceType;
  }

  /** Instance type of the primary node, for all workloads added so far. */
  public get primaryInstanceType(): string {
    return this.nodes.primaryType;
  }

  /** Core and task nodes, for all workloads added so far; of a fleet in nodes of the plan's type. */
  public get nodeCount(): number {
    return this.nodes.coreNodes + this.nodes.taskNodes;
  }

  /** How many steps run at a time: the sum of the concurrent runs of all workloads added so far. */
  public get stepConcurrency(): number {
    return this.placedWorkloads.reduce((sum, { plan }) => sum + plan.concurrentRuns, 0);
  }

  /** What the cluster costs while it stands, busy or not, on demand, in US dollars per hour: instances, EMR's fee and volumes. */
  public get idleUsdPerHour(): number {
    return this.nodes.usdPerHour;
  }

  /**
   * What a core node, a task node and the primary node cost an hour, as in `idleUsdPerHour`.
   *
   * @internal
   */
  public get _hourlyPrices(): { coreUsd: number; taskUsd: number; primaryUsd: number } {
    const { nodes, plans: [plan] } = this;
    return { coreUsd: plan.cluster.core.usdPerHour, taskUsd: taskNodeUsdPerHour(plan, nodes.taskMarket), primaryUsd: nodes.primary.usdPerHour };
  }

  /** Metrics of the cluster. */
  public get metrics(): EmrClusterMetrics {
    return EmrClusterMetrics.fromCluster(this);
  }

  /** Alarms of the cluster. None is there until one of its methods is called. */
  public get alarms(): EmrClusterAlarms {
    return EmrClusterAlarms.fromCluster(this, this);
  }

  /** Parameters of spark-submit for a job of the first workload. See `SizedClusterWorkload.sparkSubmitParameters`. */
  public sparkSubmitParameters(): string {
    return this.workload.sparkSubmitParameters();
  }

  private add(call: string, id: string, source: ClusterPlanSource): SizedClusterWorkload {
    const reading = this.readToShare(source);
    refuseAny(this.callOf(call), [
      ...idProblems(id, this.node.children.map(child => child.node.id), 'cluster'), ...reading.problems, ...this.planProblems(reading),
      ...reading.plan ? joinProblems(reading.plan, this.types, this.props.minimumNodes) : [],
    ]);
    return this.place(id, reading);
  }

  /** The plan of a further workload: cut as another workload's executors are where that takes fewer nodes in all than the cheapest cut by itself. */
  private readToShare(source: ClusterPlanSource): ClusterPlanReading {
    const free = CLUSTER_PLANS.read(source);
    if (!free.plan || source.plan || source.options.executorCores !== undefined) return free;
    const cuts = [...new Set(this.plans.map(({ executor }) => executor.cores))].filter(cores => cores !== free.plan!.executor.cores);
    const shared = cuts.map(executorCores => CLUSTER_PLANS.read({ ...source, options: { ...source.options, executorCores } }))
      .filter(({ plan }) => plan);
    const nodes = ({ plan }: ClusterPlanReading) => nodeCount(this.sizing([...this.plans, plan!]));
    return shared.reduce((best, one) => nodes(one) < nodes(best) ? one : best, free);
  }

  private place(id: string, { plan, warnings, quotaVcpus }: ClusterPlanReading): SizedClusterWorkload {
    const settings = withUserJavaOptions(plan!.sparkDefaults, this.props.sparkSettings ?? {});
    const placed = SizedClusterWorkload._create(this, id, { plan: SparkPlan._of(plan!), settings });
    this.placedWorkloads.push(placed);
    if (quotaVcpus !== undefined) this.quotas.push(quotaVcpus);
    if (this.props.reportFiles) writePlanFiles(placed);
    for (const warning of warnings) Validations.of(placed).addWarning(`${LIBRARY_NAME}:${warning.id}`, warning.message);
    return placed;
  }

  private createResource(subnets: SelectedSubnets | undefined): CfnCluster {
    const { props, roles } = this;
    const resource = new CfnCluster(this, 'Resource', {
      name: this.physicalName,
      releaseLabel: this.release,
      applications: (props.applications ?? ['Hadoop', 'Spark']).map(name => ({ name })),
      instances: Lazy.any({ produce: () => this.instances(subnets) }),
      configurations: Lazy.any({ produce: () => this.configurations }),
      serviceRole: roles.serviceRole.roleRef.roleName,
      jobFlowRole: roles.instanceProfile.ref,
      securityConfiguration: securityConfiguration(this, props)?.securityConfigurationRef.securityConfigurationName,
      managedScalingPolicy: Lazy.any({ produce: () => scalingOf(this.nodes) }),
      autoTerminationPolicy: props.idleTimeout && { idleTimeout: props.idleTimeout.toSeconds() },
      stepConcurrencyLevel: this.has('stepConcurrency') ? Lazy.number({ produce: () => this.stepConcurrency }) : undefined,
      steps: Lazy.any({ produce: () => stepsOf(this.steps) }),
      bootstrapActions: bootstrapActionsOf(props.bootstrapActions),
      logUri: logUriOf(props.s3Logs),
      logEncryptionKmsKeyId: props.s3Logs?.encryptionKey?.keyRef.keyArn,
      kerberosAttributes: kerberosOf(props.kerberos),
      customAmiId: props.customAmiId,
      osReleaseLabel: props.osReleaseLabel,
      ebsRootVolumeSize: props.rootVolume?.toGibibytes(),
    });
    resource.addPropertyOverride('VisibleToAllUsers', true); // the prop of the L1 is deprecated, the property is not
    acknowledgeEncryption(resource, props);
    resource.node.addDependency(roles.jobFlowRole); // its policies too must outlive the cluster
    resource.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.DESTROY);
    for (const [key, value] of Object.entries({ ...props.tags, [EMR_TAG]: 'true' })) Tags.of(resource).add(key, value);
    return resource;
  }

  private instances(subnets: SelectedSubnets | undefined): CfnCluster.JobFlowInstancesConfigProperty {
    const { terminateAfterSteps = false, terminationProtection } = this.props;
    return {
      ...instancesOf(this.nodes),
      ...networkOf(subnets, this.props, this.nodes.isFleet),
      keepJobFlowAliveWhenNoSteps: !terminateAfterSteps,
      terminationProtected: terminationProtection,
    };
  }

  private get configurations(): CfnCluster.ConfigurationProperty[] {
    const { sparkSettings, configurations, defaultsInCluster } = this.props;
    const sizes = defaultsInCluster ? this.workload.sparkSettings : {};
    return configurationsOf({ sparkSettings, configurations, masterOnCore: keepsMasterOnCore(this.props), sizes });
  }

  /** Sized anew when a workload was added. */
  private get nodes(): SizedNodes {
    const { plans, sized } = this;
    if (sized?.workloads === plans.length) return sized.nodes;
    const { request } = readClusterOptions(this.planOptions({}));
    const nodes = sizedNodes({ ...this.sizing(plans), request, catalog: this.catalog(plans[0]) });
    this.sized = { workloads: plans.length, nodes };
    return nodes;
  }

  private sizing(plans: readonly Ec2Plan[]): Omit<SizingSource, 'request' | 'catalog'> {
    const jobs = plans.map(({ concurrentRuns, sparkDefaults }, index) => ({ id: `${index}`, concurrentRuns, settings: sparkDefaults }));
    return { props: this.props, plans, jobs, types: this.types, release: this.knownRelease! };
  }

  /** Only plans for clusters are placed. */
  private get plans(): readonly Ec2Plan[] {
    return this.placedWorkloads.map(({ plan }) => plan._plan as Ec2Plan);
  }

  private get knownRelease(): Release | undefined {
    const found = findRelease(this.release);
    return found.ok ? found.value : undefined;
  }

  private has(feature: 'stepConcurrency'): boolean {
    return this.knownRelease !== undefined && clusterFeatureSince(this.knownRelease, feature) === undefined;
  }

  /** The catalog with what the plan and the props know better. Faulty rows are a problem of the plan already. */
  private catalog(plan: Ec2Plan | undefined): InstanceCatalog {
    const stated = readClusterOptions(this.planOptions({})).request.instanceTypes ?? [];
    const corrected = correctedCatalog([...plan?.instanceTypes ?? [], ...stated]);
    return corrected.ok ? corrected.value : knownInstanceTypes();
  }

  private fleetOf(plan: Ec2Plan | undefined): Outcome<FleetType[]> {
    const { fleetInstanceTypes = [] } = this.props;
    const release = this.knownRelease;
    if (!plan || !release) return ok([]);
    const scope = { release, catalog: this.catalog(plan), architecture: plan.architecture, path: 'fleetInstanceTypes' };
    return fleetTypes(plan, fleetInstanceTypes, scope);
  }

  private primaryTypeProblems(): Problem[] {
    const { primaryInstanceType: name } = this.props;
    if (name === undefined || Token.isUnresolved(name) || !this.knownRelease) return [];
    const found = findInstanceType(name, { release: this.knownRelease, architecture: this.architecture, catalog: this.catalog(undefined) }, 'primaryInstanceType');
    return found.ok ? [] : [...found.problems];
  }

  /** Release, architecture and prices are the cluster's; the Region's prices where the stack has one. */
  private planOptions(options: ClusterPlanOptions): ClusterPlanOptions {
    const { prices, instanceTypeCorrections, fleetInstanceTypes } = this.props;
    const { release = EmrRelease.of(this.release), architecture = this.architecture } = this.props;
    const region = planRegion(this, this.props.region);
    return { ...options, release, architecture, prices, instanceTypeCorrections, fleetInstanceTypes, region };
  }

  /** Of the first workload: the props' own. */
  private firstOptions(): ClusterPlanOptions {
    return this.planOptions(this.props);
  }

  /** Everything that is wrong with the props, the plan of the first workload apart. */
  private propProblems(reading: ClusterPlanReading): Problem[] {
    const { props } = this;
    const nodes = reading.plan ? nodeProblems(reading.plan, props) : [];
    return [
      ...clusterProblems(props, this.knownRelease), ...guardProblems(props.costGuard), ...nodes,
      ...this.planProblems(reading), ...this.primaryTypeProblems(),
    ];
  }

  private planProblems({ plan }: ClusterPlanReading): Problem[] {
    return plan ? conflictProblems(this.props.sparkSettings ?? {}, plan.sparkDefaults) : [];
  }

  /** Once every workload is known: what the totals say; where they are fine, what the rules say of the resources as they will be deployed. */
  private allProblems(): string[] {
    const totals = this.totalProblems().map(problemLine);
    return totals.length ? totals : errorsOf(this, { instanceTypes: this.catalog(this.plans[0]) });
  }

  private totalProblems(): Problem[] {
    return [
      ...this.stepTotals(),
      ...this.costProblems(),
      ...primaryProblems(this.plans, this.nodes),
      ...grantProblems({
        template: this.stack.resolve(this.resource._toCloudFormation()),
        workloads: this.placedWorkloads.map(workload => (
          { id: workload.node.id, concurrentRuns: workload.plan.concurrentRuns, submitParameters: workload.sparkSubmitParameters() }
        )),
        catalog: this.catalog(this.plans[0]),
      }),
    ];
  }

  private costProblems(): Problem[] {
    const { costGuard, terminateAfterSteps, idleTimeout } = this.props;
    const guarded = this.placedWorkloads.map(({ node }, index) => ({ id: node.id, plan: this.plans[index], runsPerMonth: this.runsPerMonth[index] }));
    return costProblems(costGuard, guarded, { usdPerHour: this.idleUsdPerHour, for: terminateAfterSteps || idleTimeout ? 0 : 'month' });
  }

  private stepTotals(): Problem[] {
    const [, mostAtOnce] = rangeOf('AWS::EMR::Cluster', 'StepConcurrencyLevel');
    const fatal = this.steps.filter(({ actionOnFailure = 'CONTINUE' }) => actionOnFailure !== 'CONTINUE');
    return [
      ...this.props.terminateAfterSteps && !this.steps.length
        ? [problem('SZ1007', 'terminateAfterSteps', 'got true without steps: the cluster would terminate at once; give steps, or use idleTimeout')] : [],
      ...this.stepConcurrency > mostAtOnce
        ? [problem('SZ1004', 'concurrentRuns', `the workloads have ${this.stepConcurrency} together; a cluster runs at most ${mostAtOnce} steps at a time: use a second one`)] : [],
      ...this.stepConcurrency > 1 && fatal.length
        ? [problem('SZ1007', 'steps', `got ${fatal[0].actionOnFailure} on failure with ${this.stepConcurrency} concurrent runs; only CONTINUE works where steps run at the same time`)] : [],
    ];
  }

  private warnOfTags(tagged: boolean): void {
    if (tagged || this.props.serviceRole) return;
    Validations.of(this).addWarning(`${LIBRARY_NAME}:SZ3213`, `${this.props.vpc ? 'the VPC, a subnet or a security group is' : 'the default VPC and its subnets are'} `
      + `not made in this app: see that ${EMR_TAG} = true stands on each, or EMR may not use it; or give a serviceRole`);
  }

  private warnOfTotals(): void {
    const { primary } = this.nodes;
    const vcpus = this.nodeCount * this.plans[0].cluster.core.vCores + primary.vCores;
    const quota = Math.min(...this.quotas);
    if (this.placedWorkloads.length > 1 && vcpus > quota) {
      Validations.of(this).addWarning(`${LIBRARY_NAME}:SZ3202`, `the nodes of all workloads have ${vcpus} vCPUs, the quota is ${quota}; ask for more, or use a cluster for each`);
    }
    const alone = nodesAlone(this.plans);
    if (this.nodeCount <= alone) return;
    Validations.of(this).addWarning(`${LIBRARY_NAME}:SZ3214`, `all runs at the same time take ${this.nodeCount} nodes, in whatever order they start, and the plans have ${alone}: `
      + `executors of ${[...new Set(this.plans.map(({ executor }) => executor.containerMiB))].join(', ')} MiB and application masters do not lie together everywhere; `
      + 'pin executorCores to one count for all, or use a cluster for each');
  }

  private callOf(call: string): string {
    return `${call} at ${this.node.path}`;
  }
}
