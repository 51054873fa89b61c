import { IResolvable, Mixin } from 'aws-cdk-lib';
import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { IConstruct } from 'constructs';
import { nodeProblems } from './cluster-checks';
import { ClusterConfiguration } from './cluster-options';
import { CLUSTER_PLANS } from './cluster-planner';
import { configurationProblems } from './cluster-settings';
import { grantProblems } from './cluster-simulation';
import { plannedTaskNodes, SizedNodes, sizedNodes } from './cluster-sizing';
import { planRegion } from './plan-region';
import { literal, ownSettings, prove, releaseOf, sizedAlready } from './sizing-mixin';
import { userSettingProblems, withUserJavaOptions } from './user-settings';
import { EmrRelease } from '../api/emr-release';
import { ClusterPrices, ClusterWorkloadPlanOptions, InstanceTypeCorrection } from '../api/plan-options';
import { EmrArchitecture } from '../api/planner-words';
import { readClusterOptions } from '../api/read-cluster-options';
import { refuseAny, valueOf } from '../api/refusal';
import { SparkPlan } from '../api/spark-plan';
import { SparkWorkload } from '../api/spark-workload';
import { clusterFeatureSince } from '../core/catalog/cluster-features';
import { correctedCatalog } from '../core/catalog/instance-corrections';
import { InstanceCatalog } from '../core/catalog/instance-types';
import { findRelease, Release } from '../core/catalog/releases';
import { configurationsOf } from '../core/planning/cluster-configurations';
import { instancesOf, scalingOf, keepsMasterOnCore } from '../core/planning/cluster-instances';
import { Ec2Plan } from '../core/planning/ec2-plan';
import { fleetTypes } from '../core/planning/fleet';
import { submitParameters } from '../core/planning/submit-parameters';
import { Problem, problem } from '../core/problems/problem';

/** How a cluster that somebody else made is sized. Its release is its own. */
export interface EmrClusterSizingProps extends ClusterWorkloadPlanOptions {
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
   * Architecture of the instances.
   *
   * @default - the plan's, else EmrArchitecture.X86_64
   */
  readonly architecture?: EmrArchitecture;

  /**
   * Types that core nodes may have. SZ4101 for one that is not known, SZ4102 for one that the release or the architecture does not take.
   *
   * @default - every type of the architecture that the release takes
   */
  readonly instanceTypes?: string[];

  /**
   * Limits of managed scaling are set from so many nodes to those of the plan. A whole number, from 1. Needed of a cluster that has such a policy.
   *
   * @default - the cluster has no managed scaling
   */
  readonly minimumNodes?: number;

  /**
   * Region of the prices.
   *
   * @default - the stack's, where it has one, else 'us-east-1'
   */
  readonly region?: string;

  /**
   * Types that the catalog lacks, and figures of it that are better known. SZ4103 for a faulty row.
   *
   * @default - the catalog's
   */
  readonly instanceTypeCorrections?: InstanceTypeCorrection[];

  /**
   * Prices that are better known than the table.
   *
   * @default - the table's
   */
  readonly prices?: ClusterPrices;
}

/**
 * Sizes an `AWS::EMR::Cluster` of instance groups that another library or a raw L1 made.
 *
 * It sets type, count and volumes of the core group and the type of the primary group, whose other properties stay; `spark-defaults`, `yarn-site` and
 * `capacity-scheduler` as `SizedEmrCluster` states them, with the sizes of the workload, where all other settings stay; the limits of managed scaling;
 * and the step concurrency where runs are concurrent. Network, roles, steps and all else are not touched. As with `SizedEmrCluster`, synthesis fails
 * where YARN, played on the nodes of the template, would not grant what the plan promises. CloudFormation replaces a cluster that runs for most of it.
 *
 * Applying it throws one error with all problems: those of a plan; SZ1009 where a property that it computes with is only known at deployment; SZ1007
 * for fleets, task groups, or a cluster that has been sized; SZ1001 for managed scaling without `minimumNodes`; SZ1012 for settings that break the plan.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { CfnCluster } from 'aws-cdk-lib/aws-emr';
 * import { EmrArchitecture, EmrClusterSizing, SparkWorkload } from 'cdk-sized-emr';
 *
 * declare const cluster: CfnCluster;
 * declare const workload: SparkWorkload;
 * Mixins.of(cluster).apply(new EmrClusterSizing({ workload, instanceTypes: ['r6g.2xlarge'], architecture: EmrArchitecture.ARM64 }));
 */
export class EmrClusterSizing extends Mixin {
  private readonly props: EmrClusterSizingProps;

  /**
   * Throws nothing: everything is checked where it is applied.
   *
   * @param props the workload, and how it is planned
   */
  constructor(props: EmrClusterSizingProps) {
    super();
    this.props = props;
  }

  /**
   * Whether a construct is a cluster of EMR on EC2.
   *
   * @param construct any
   */
  public supports(construct: IConstruct): boolean {
    return CfnCluster.isCfnCluster(construct);
  }

  /**
   * Sizes a cluster; called by CDK. Other constructs are left alone.
   *
   * @param construct the cluster
   */
  public applyTo(construct: IConstruct): void {
    if (!CfnCluster.isCfnCluster(construct)) return;
    const call = `EmrClusterSizing on ${construct.node.path}`;
    const target = readTarget(construct, this.props.minimumNodes);
    refuseAny(call, target.problems);
    const options = this.planOptions(construct, target.release!);
    const reading = CLUSTER_PLANS.read({ workload: this.props.workload, plan: this.props.plan, options });
    const nodesWrong = reading.plan ? nodeProblems(reading.plan, this.props) : [];
    refuseAny(call, [...reading.problems, ...settingProblems(reading.plan, target), ...nodesWrong, ...sizedAlready(construct)]);
    const plan = reading.plan!;
    const { request } = readClusterOptions(options);
    const catalog = valueOf(call, correctedCatalog([...plan.instanceTypes ?? [], ...request.instanceTypes ?? []]));
    const nodes = this.nodesOf(plan, { catalog, release: target.release!, call, request });
    size(construct, plan, { ...target, nodes });
    const job = { id: construct.node.id, concurrentRuns: plan.concurrentRuns, submitParameters: submitParameters(plan.sparkDefaults) };
    const problems = (template: unknown) => grantProblems({ template, workloads: [job], catalog });
    prove(construct, { warnings: reading.warnings, problems, options: { instanceTypes: catalog } });
  }

  private nodesOf(plan: Ec2Plan, { catalog, release, call, request }: NodeScope): SizedNodes {
    const types = valueOf(call, fleetTypes(plan, [], { release, catalog, architecture: plan.architecture, path: 'instanceTypes' }));
    const props = plannedTaskNodes({ minimumNodes: this.props.minimumNodes }, plan);
    const jobs = [{ id: '0', concurrentRuns: plan.concurrentRuns, settings: plan.sparkDefaults }];
    return sizedNodes({ props, plans: [plan], jobs, types, release, request, catalog });
  }

  private planOptions(construct: CfnCluster, release: Release) {
    const { minimumNodes: _, workload: __, plan, ...options } = this.props;
    const architecture = this.props.architecture ?? plan?.architecture ?? EmrArchitecture.X86_64;
    return { ...options, release: EmrRelease.of(release.label), architecture, region: planRegion(construct, this.props.region) };
  }
}

interface NodeScope {
  readonly catalog: InstanceCatalog;
  readonly release: Release;
  readonly call: string;
  readonly request: ReturnType<typeof readClusterOptions>['request'];
}

type Instances = CfnCluster.JobFlowInstancesConfigProperty;
type Configuration = CfnCluster.ConfigurationProperty;
type Group = CfnCluster.InstanceGroupConfigProperty;

/** What of a cluster a plan is made for, and what stays in it. */
interface Target {
  readonly problems: readonly Problem[];
  readonly release: Release | undefined;
  readonly instances: Instances;
  /** `spark-defaults` as it is. */
  readonly settings: Readonly<Record<string, string>>;
  readonly others: readonly Configuration[];
}

function readTarget(cluster: CfnCluster, minimumNodes: number | undefined): Target {
  const problems: Problem[] = [];
  if (cluster.releaseLabel === undefined) problems.push(problem('SZ1001', 'releaseLabel', 'left out; such as emr-7.12.0'));
  const release = releaseOf(cluster.releaseLabel, findRelease, problems);
  const instances = literal<Instances>(cluster.instances, 'instances', problems) ?? {};
  const all = literal<Configuration[]>(cluster.configurations, 'configurations', problems) ?? [];
  const stated = all.filter(isSparkDefaults).map(one => literal<Record<string, string>>(one.configurationProperties, 'configurations', problems));
  if (cluster.managedScalingPolicy && minimumNodes === undefined) {
    problems.push(problem('SZ1001', 'minimumNodes', 'left out, and the cluster has managed scaling, whose limits must match the nodes; give minimumNodes'));
  }
  return {
    problems: [...problems, ...shapeProblems(instances)],
    release,
    instances,
    settings: Object.assign({}, ...stated) as Record<string, string>,
    others: all.filter(one => !isSparkDefaults(one)),
  };
}

/** Nodes of other types would get executors that no plan has looked at. */
function shapeProblems({ masterInstanceFleet, coreInstanceFleet, taskInstanceFleets, taskInstanceGroups }: Instances): Problem[] {
  const beside: Partial<Instances> = { masterInstanceFleet, coreInstanceFleet, taskInstanceFleets, taskInstanceGroups };
  return Object.entries(beside).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name]) => problem('SZ1007', `instances.${name}`, 'is of another size than the plan\'s nodes; take it away, or use SizedEmrCluster, which sizes fleets and task nodes'));
}

function isSparkDefaults({ classification }: Configuration): boolean {
  return classification === 'spark-defaults';
}

/** What the cluster's own settings do to a plan; what the plan sizes is replaced, whatever it was. */
function settingProblems(plan: Ec2Plan | undefined, { settings, others }: Target): Problem[] {
  if (!plan) return [];
  const own = ownSettings(settings, plan.sparkDefaults);
  return [
    ...userSettingProblems(own, 'ec2').map(one => ({ ...one, path: one.path.replace(/^sparkSettings/, 'configurations spark-defaults') })),
    ...configurationProblems(others.map(clusterConfiguration)),
  ];
}

function clusterConfiguration({ classification, configurationProperties, configurations }: Configuration): ClusterConfiguration {
  return {
    classification: classification ?? '',
    properties: configurationProperties as Record<string, string> | undefined,
    configurations: (configurations as Configuration[] | undefined)?.map(clusterConfiguration),
  };
}

function size(cluster: CfnCluster, plan: Ec2Plan, { nodes, instances, settings, others, release }: Target & { readonly nodes: SizedNodes }): void {
  const { masterInstanceGroup, coreInstanceGroup, taskInstanceGroups } = instancesOf(nodes);
  cluster.instances = {
    ...instances,
    masterInstanceGroup: sizedGroup(instances.masterInstanceGroup, masterInstanceGroup as Group, ['instanceType']),
    coreInstanceGroup: sizedGroup(instances.coreInstanceGroup, coreInstanceGroup as Group, ['instanceType', 'instanceCount', 'ebsConfiguration']),
    taskInstanceGroups,
  };
  cluster.configurations = configurationsOf({
    sparkSettings: settings,
    configurations: others.map(clusterConfiguration),
    masterOnCore: keepsMasterOnCore(nodes),
    sizes: withUserJavaOptions(plan.sparkDefaults, settings),
  });
  cluster.managedScalingPolicy = scalingOf(nodes) ?? cluster.managedScalingPolicy;
  if (plan.concurrentRuns > 1 && clusterFeatureSince(release!, 'stepConcurrency') === undefined) cluster.stepConcurrencyLevel = plan.concurrentRuns;
}

/** The plan's sizes over a group that may be there, which keeps its market, its name and the rest. */
function sizedGroup(own: Group | IResolvable | undefined, planned: Group, keys: readonly (keyof Group)[]): Group {
  return { ...planned, ...own as Group, ...Object.fromEntries(keys.map(key => [key, planned[key]])) };
}
