import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { ISecurityConfigurationRef } from 'aws-cdk-lib/aws-emr';
import { IRole, IRoleRef } from 'aws-cdk-lib/aws-iam';
import { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { S3LogsOptions } from './app-options';
import { ClusterBootstrapAction, ClusterConfiguration, ClusterKerberos, ClusterStep, InstanceMarket, TlsCertificatesOptions } from './cluster-options';
import { CostGuard } from './cost-guard-options';
import { ClusterPlanOptions, ClusterWorkloadPlanOptions } from '../api/plan-options';
import { SparkPlan } from '../api/spark-plan';
import { SparkWorkload } from '../api/spark-workload';

/** How a further workload of a cluster is planned: on the instance type that the cluster has. */
export interface AddClusterWorkloadOptions extends ClusterWorkloadPlanOptions {
  /**
   * How often the workload runs in a month, for the cost guard: above 0, 4.3 for a weekly one.
   *
   * @default - `runsPerMonth` of the cost guard
   */
  readonly runsPerMonth?: number;

  /**
   * A pinned plan, emitted exactly as it is. The workload then only serves to warn (SZ3207) where a fresh plan would differ.
   *
   * @default - the workload is planned
   */
  readonly plan?: SparkPlan;
}

/**
 * A cluster, its network, its roles and its first workload, whoever makes it. Pins, limits and prices are those of the plan.
 *
 * CloudFormation replaces a cluster for nearly every change: in place only counts of nodes, managed scaling, auto-termination, step concurrency,
 * termination protection and tags change. Each prop says which it is; another `release` or `architecture` replaces it, as does every pin or price
 * that moves the instance type, the disks or the primary node.
 *
 * @jsii ignore
 */
export interface SizedClusterOptions extends ClusterPlanOptions {
  /**
   * What the job must do. One of `workload` and `plan` is required. A changed demand changes the count of nodes in place where the instance type,
   * the disks and the primary node stay the same, and replaces the cluster where they do not: pin `instanceTypes` and `disk`.
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
   * Whether the sizes of this workload stand in the cluster's Configuration too, for jobs that are submitted without parameters.
   *
   * A changed Configuration replaces the cluster: with this on, every changed size does, be it a heap or a count of partitions. Off, the
   * Configuration holds only what no workload changes, and sizes travel with each job in `sparkSubmitParameters()`.
   *
   * @default false
   */
  readonly defaultsInCluster?: boolean;

  /**
   * What runs and months may cost: synthesis fails where the plans may cost more. A cluster that nothing terminates is counted
   * for all hours of a month; with `terminateAfterSteps` or `idleTimeout` its runs are.
   *
   * @default - no limits
   */
  readonly costGuard?: CostGuard;

  /**
   * A report of each workload's plan in the cloud assembly, beside the template, which stays as it is: `NAME.sizing.html`, a page with pictures, and
   * `NAME.sizing.md`, for pull requests. The name is made from the path of the workload.
   *
   * @default false
   */
  readonly reportFiles?: boolean;

  /**
   * Name of the cluster. A changed name replaces the cluster.
   *
   * @default - made from the path of the construct
   */
  readonly clusterName?: string;

  /**
   * Network of the cluster. The VPC, the subnets and the security groups need the tag `for-use-with-amazon-emr-managed-policies`: it is added to
   * those that are made in this app; others you tag yourself (SZ3213). Another network replaces the cluster.
   *
   * @default - the default VPC of the account
   */
  readonly vpc?: IVpc;

  /**
   * Subnets of the nodes. Instance groups stand in the first of them, a fleet in the one that EMR picks. Others replace the cluster.
   *
   * @default - CDK's own choice: private subnets with egress, else isolated ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Security group of the primary node, whose rules EMR manages. Together with `coreSecurityGroup`. Another one replaces the cluster.
   *
   * @default - one that EMR makes in the VPC
   */
  readonly primarySecurityGroup?: ISecurityGroup;

  /**
   * Security group of core and task nodes, whose rules EMR manages. Together with `primarySecurityGroup`. Another one replaces the cluster.
   *
   * @default - one that EMR makes in the VPC
   */
  readonly coreSecurityGroup?: ISecurityGroup;

  /**
   * Security group of EMR's own access to a cluster in a private subnet. Needed there together with the two others. Another one replaces the
   * cluster.
   *
   * @default - one that EMR makes in the VPC
   */
  readonly serviceSecurityGroup?: ISecurityGroup;

  /**
   * Further security groups of all nodes. Their rules are yours: they are what `connections` manages. Others replace the cluster.
   *
   * @default - none
   */
  readonly additionalSecurityGroups?: ISecurityGroup[];

  /**
   * Instance type of the primary node. SZ2007 where it does not hold the drivers of all runs of all workloads. Another one replaces the cluster.
   *
   * @default - the plan's; with several workloads the cheapest that holds all drivers
   */
  readonly primaryInstanceType?: string;

  /**
   * How many of the nodes are task nodes: they run executors and hold no HDFS. A whole number, below the count of nodes. Their count changes in
   * place; the first and the last of them may replace the cluster (CloudFormation's schema leaves it open).
   *
   * @default 0
   */
  readonly taskNodes?: number;

  /**
   * How task nodes are bought. Core nodes are always bought on demand. With Spot, application masters are kept on core nodes by YARN's node
   * labels, from emr-5.19.0, and the cost of the plan is an upper bound. Another one replaces the task nodes or the cluster.
   *
   * @default InstanceMarket.ON_DEMAND
   */
  readonly taskMarket?: InstanceMarket;

  /**
   * Managed scaling lets EMR take away idle nodes down to this count, and bring them back up to the plan's. A whole number, from 1 to the count of
   * nodes. Not with a fixed count of executors (SZ1007): EMR would always keep the most. From emr-5.30.0 and emr-6.1.0. Changes in place.
   *
   * @default - no managed scaling
   */
  readonly minimumNodes?: number;

  /**
   * Role of EMR itself. It needs what `AmazonEMRServicePolicy_v2` allows, `iam:PassRole` for the job-flow role, and the use of the keys stated.
   * Another one replaces the cluster.
   *
   * @default - a role with the managed policy, which may pass nothing but the job-flow role to EC2
   */
  readonly serviceRole?: IRoleRef;

  /**
   * Role of the nodes and so of the jobs. `bucket.grantRead(cluster)` and the like add to it. Another one replaces the cluster.
   *
   * @default - a role that may do what the props need and nothing else: write logs, read certificates, use the keys stated
   */
  readonly jobFlowRole?: IRole;

  /**
   * Session Manager opens shells on the nodes, in place of SSH keys: `AmazonSSMManagedInstanceCore` on the job-flow role. Changes in place.
   *
   * @default false
   */
  readonly sessionManager?: boolean;

  /**
   * A security configuration that exists. Not together with `diskEncryptionKey` or `tlsCertificates`. Another one replaces the cluster.
   *
   * @default - made where one of these two is given, else none
   */
  readonly securityConfiguration?: ISecurityConfigurationRef;

  /**
   * Encryption at rest: of the local disks and of EBS, the root volume included, with this key. The security configuration then asks for
   * version 2 of the instance metadata service too. A changed key replaces the cluster.
   *
   * @default - what the account encrypts by default; instance stores of NVMe are always encrypted
   */
  readonly diskEncryptionKey?: IKeyRef;

  /**
   * Encryption in transit, with these certificates. Changed ones replace the cluster.
   *
   * @default - none
   */
  readonly tlsCertificates?: TlsCertificatesOptions;

  /**
   * Logs to S3, with their encryption key (from emr-5.30.0). The job-flow role is allowed to write them. Another place replaces the cluster.
   *
   * @default - none
   */
  readonly s3Logs?: S3LogsOptions;

  /**
   * Scripts that run on every node before the applications start, up to 16. They must leave YARN's memory alone. Others replace the cluster.
   *
   * @default - none
   */
  readonly bootstrapActions?: ClusterBootstrapAction[];

  /**
   * Applications of EMR, Spark among them. HBase is refused (SZ1012): it takes half of YARN's memory, which the plan counts on. Others replace the
   * cluster.
   *
   * @default ['Hadoop', 'Spark']
   */
  readonly applications?: string[];

  /**
   * Kerberos, together with a `securityConfiguration` that asks for it. A change replaces the cluster.
   *
   * @default - none
   */
  readonly kerberos?: ClusterKerberos;

  /**
   * Amazon machine image of all nodes. Another one replaces the cluster.
   *
   * @default - that of the release
   */
  readonly customAmiId?: string;

  /**
   * Release of Amazon Linux, such as `2023.5.20240722.0`. Another one replaces the cluster. Not together with `customAmiId`.
   *
   * @default - the newest when the cluster starts
   */
  readonly osReleaseLabel?: string;

  /**
   * Root volume of every node: whole GiB, 15 to 100 (of releases before emr-6.10.0 from 10). Another size replaces the cluster.
   *
   * @default - the release's: 15 GiB, 10 before emr-6.10.0
   */
  readonly rootVolume?: Size;

  /**
   * Further Spark settings of the cluster. Options of the JVM stand behind the plan's own in `sparkSubmitParameters()`. Changed ones replace the
   * cluster.
   *
   * A setting that a plan states, or that breaks what it was proven for, is refused (SZ1012) with what to use instead.
   *
   * @default - none
   */
  readonly sparkSettings?: { [key: string]: string };

  /**
   * Further classifications. Settings of YARN that the plan was proven for are refused (SZ1012), `spark-defaults` too: use `sparkSettings`.
   * Changed ones replace the cluster.
   *
   * @default - none
   */
  readonly configurations?: ClusterConfiguration[];

  /**
   * Tags of the cluster and its instances. `for-use-with-amazon-emr-managed-policies` is always added. They change in place.
   *
   * @default - none but those of the scope
   */
  readonly tags?: { [key: string]: string };
}

/** A cluster of a stack: its design, and its life. */
export interface SizedEmrClusterProps extends SizedClusterOptions {
  /**
   * The cluster terminates itself after so much idle time: whole seconds, from a minute to 7 days. From emr-5.30.0 and emr-6.1.0.
   * CloudFormation does not bring back a cluster that has terminated. Changes in place.
   *
   * @default - never: the cluster costs `idleUsdPerHour` until it leaves the stack
   */
  readonly idleTimeout?: Duration;

  /**
   * The cluster terminates itself when its steps are done. A changed value replaces the cluster.
   *
   * @default false
   */
  readonly terminateAfterSteps?: boolean;

  /**
   * Protects the nodes against termination by people and errors. CloudFormation cannot delete or replace such a cluster until it is turned off.
   * Changes in place.
   *
   * @default false
   */
  readonly terminationProtection?: boolean;

  /**
   * Work that the cluster begins with; `addStep` adds more. Other steps replace the cluster.
   *
   * @default - none: jobs are submitted to the running cluster
   */
  readonly steps?: ClusterStep[];

  /**
   * What becomes of the cluster when it leaves the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}
