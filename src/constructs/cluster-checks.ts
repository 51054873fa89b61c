import { SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { ClusterStep, InstanceMarket } from './cluster-options';
import { SizedEmrClusterProps } from './cluster-props';
import { configurationProblems } from './cluster-settings';
import { brokenStatements, durationProblems, isWrongText, SECONDS, Statement } from './statements';
import { userSettingProblems } from './user-settings';
import { tokenProblems } from '../api/plain-props';
import { clusterFeatureSince, ClusterFeature } from '../core/catalog/cluster-features';
import { Release } from '../core/catalog/releases';
import { rangeOf } from '../core/catalog/resource-schemas';
import { Ec2Plan, nodesOf } from '../core/planning/ec2-plan';
import { Problem, problem } from '../core/problems/problem';

/** Props that are checked without a plan. */
export type CheckedClusterProps = Omit<SizedEmrClusterProps, 'workload' | 'plan'>;

/** Everything that is wrong with a cluster, its workloads apart. */
export function clusterProblems(props: CheckedClusterProps, release: Release | undefined): Problem[] {
  const { primaryInstanceType, taskNodes, minimumNodes, taskMarket, terminateAfterSteps, rootVolume, applications } = props;
  const tokens = tokenProblems({ primaryInstanceType, taskNodes, minimumNodes, taskMarket, terminateAfterSteps, rootVolume, applications });
  return [
    ...tokens,
    ...tokens.length ? [] : brokenStatements(STATEMENTS, props),
    ...brokenStatements(STEP_STATEMENTS, props),
    ...durationProblems('idleTimeout', props.idleTimeout, rangeOf('EMR.AutoTerminationPolicy', 'IdleTimeout'), SECONDS),
    ...release && !tokens.length ? releaseProblems(props, release) : [],
    ...userSettingProblems(props.sparkSettings ?? {}, 'ec2'),
    ...configurationProblems(props.configurations ?? []),
  ];
}

/** A feature that a prop asks for. */
const FEATURES: readonly { readonly path: string; readonly feature: ClusterFeature; readonly asked: (props: CheckedClusterProps) => boolean }[] = [
  { path: 'minimumNodes', feature: 'managedScaling', asked: ({ minimumNodes }) => minimumNodes !== undefined },
  { path: 'idleTimeout', feature: 'autoTermination', asked: ({ idleTimeout }) => idleTimeout !== undefined },
  { path: 's3Logs.encryptionKey', feature: 'logEncryption', asked: ({ s3Logs }) => s3Logs?.encryptionKey !== undefined },
  { path: 'taskMarket', feature: 'nodeLabels', asked: keepsMasterOnCore },
];

function releaseProblems(props: CheckedClusterProps, release: Release): Problem[] {
  const missing = FEATURES.filter(({ asked }) => asked(props)).flatMap(({ path, feature }) => {
    const since = clusterFeatureSince(release, feature);
    return since ? [problem('SZ1013', path, `got a value on ${release.label}, which does not have it; use ${since} or later, or leave it out`)] : [];
  });
  return [...missing, ...rootVolumeProblems(props, release)];
}

const MOST_ROOT_GIB = 100;
const LEAST_ROOT_GIB = { before: 10, since: 15 } as const;

/** Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-custom-ami-root-volume-size.html (2026-11-20). */
function rootVolumeProblems({ rootVolume }: CheckedClusterProps, release: Release): Problem[] {
  if (!rootVolume) return [];
  const least = clusterFeatureSince(release, 'largeRootVolume') ? LEAST_ROOT_GIB.before : LEAST_ROOT_GIB.since;
  const gibibytes = rootVolume.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
  return Number.isInteger(gibibytes) && gibibytes >= least && gibibytes <= MOST_ROOT_GIB ? []
    : [problem('SZ1004', 'rootVolume', `got ${gibibytes} GiB; whole GiB from ${least} to ${MOST_ROOT_GIB} are allowed on ${release.label}`)];
}

/** Whether node labels keep application masters on core nodes: only Spot takes task nodes away. */
export function keepsMasterOnCore({ taskNodes = 0, taskMarket }: Pick<CheckedClusterProps, 'taskNodes' | 'taskMarket'>): boolean {
  return taskNodes > 0 && taskMarket === InstanceMarket.SPOT;
}

/** What the cluster's own props do to the plan of its first workload. */
export function nodeProblems({ cluster, executors, concurrentRuns }: Ec2Plan, props: CheckedClusterProps): Problem[] {
  const { taskNodes = 0, minimumNodes } = props;
  const nodes = nodesOf(cluster);
  return [
    ...taskNodes < nodes ? [] : [problem('SZ1007', 'taskNodes', `got ${taskNodes}, the plan has ${nodes} nodes${concurrentRuns > 1 ? ' for all runs' : ''}; at most ${nodes - 1} can be task nodes`)],
    ...minimumNodes === undefined || minimumNodes <= nodes ? [] : [problem('SZ1007', 'minimumNodes', `got ${minimumNodes}, the plan has ${nodes} nodes; use 1 to ${nodes}`)],
    ...minimumNodes === undefined || executors.dynamic ? [] : [problem('SZ1007', 'minimumNodes', 'got a minimum with a fixed count of executors; managed scaling would always keep all nodes: leave it out, or leave executors out')],
  ];
}

const NAME = /^[^<>$|`\r\n\t]{1,256}$/;
const ACTIONS = ['CONTINUE', 'CANCEL_AND_WAIT', 'TERMINATE_CLUSTER'];
const MOST_BOOTSTRAP_ACTIONS = 16;
const MOST_STEPS = 256;
/** Of 30 the plan's own type is one. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-instance-fleet.html (2026-11-20). */
const MOST_FLEET_TYPES = 29;
/** Auto-termination does not see that they work. Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-auto-termination-policy.html (2026-11-20). */
const NEVER_IDLE = ['presto', 'prestosql', 'trino'];

function isCount(value: number | undefined, least: number): boolean {
  return value === undefined || (Number.isSafeInteger(value) && value >= least);
}

function repeated(args: readonly string[] = []): string | undefined {
  return args.find((arg, index) => args.indexOf(arg) !== index);
}

function hasApplication({ applications = [] }: CheckedClusterProps, names: readonly string[]): boolean {
  return applications.some(name => names.includes(name.toLowerCase()));
}

function repeatedArgument({ steps = [], bootstrapActions = [] }: StepProps): string | undefined {
  return [...steps, ...bootstrapActions].map(({ args }) => repeated(args)).find(Boolean);
}

/** What cannot stand, or stand together. Ranges: RunJobFlow of the EMR API, AWS::EMR::Cluster (2026-11-20). */
const STATEMENTS: readonly Statement<CheckedClusterProps>[] = [
  {
    id: 'SZ1004',
    path: 'clusterName',
    broken: ({ clusterName }) => isWrongText(clusterName, NAME),
    message: ({ clusterName }) => `got ${JSON.stringify(clusterName)}; 1 to 256 characters without < > $ | and backticks are allowed`,
  },
  {
    id: 'SZ1007',
    path: 'taskNodes',
    broken: ({ taskNodes, taskMarket, spotShare }) => spotShare !== undefined && (taskNodes !== undefined || taskMarket !== undefined),
    message: () => 'got a count or a market of task nodes beside spotShare, from which both follow; give one of them',
  },
  { id: 'SZ1004', path: 'taskNodes', broken: ({ taskNodes }) => !isCount(taskNodes, 0), message: ({ taskNodes }) => `got ${taskNodes}; a whole number from 0 is expected` },
  { id: 'SZ1004', path: 'minimumNodes', broken: ({ minimumNodes }) => !isCount(minimumNodes, 1), message: ({ minimumNodes }) => `got ${minimumNodes}; a whole number from 1 is expected` },
  {
    id: 'SZ1007',
    path: 'taskMarket',
    broken: ({ taskMarket, taskNodes = 0 }) => taskMarket === InstanceMarket.SPOT && taskNodes === 0,
    message: () => 'got SPOT without task nodes, and core nodes are always bought on demand; give taskNodes as well',
  },
  {
    id: 'SZ1004',
    path: 'fleetInstanceTypes',
    broken: ({ fleetInstanceTypes = [] }) => fleetInstanceTypes.length > MOST_FLEET_TYPES,
    message: ({ fleetInstanceTypes }) => `got ${fleetInstanceTypes?.length}; up to ${MOST_FLEET_TYPES} are allowed beside the plan's own`,
  },
  {
    id: 'SZ1007',
    path: 'vpc',
    broken: ({ vpc, ...props }) => !vpc && [props.vpcSubnets, props.primarySecurityGroup, props.additionalSecurityGroups].some(Boolean),
    message: () => 'got subnets or security groups without a vpc; give vpc as well',
  },
  {
    id: 'SZ1007',
    path: 'primarySecurityGroup',
    broken: ({ primarySecurityGroup, coreSecurityGroup }) => !primarySecurityGroup !== !coreSecurityGroup,
    message: () => 'got one of primarySecurityGroup and coreSecurityGroup; EMR takes both or makes both',
  },
  {
    id: 'SZ1007',
    path: 'serviceSecurityGroup',
    broken: ({ serviceSecurityGroup, primarySecurityGroup }) => serviceSecurityGroup !== undefined && !primarySecurityGroup,
    message: () => 'got a group for EMR\'s access without groups for the nodes; give primarySecurityGroup and coreSecurityGroup as well',
  },
  {
    id: 'SZ1007',
    path: 'securityConfiguration',
    broken: props => props.securityConfiguration !== undefined && [props.diskEncryptionKey, props.tlsCertificates].some(Boolean),
    message: () => 'got a configuration beside diskEncryptionKey or tlsCertificates, which make another one; leave out one or the other',
  },
  {
    id: 'SZ1007',
    path: 'kerberos',
    broken: ({ kerberos, securityConfiguration }) => kerberos !== undefined && !securityConfiguration,
    message: () => 'got attributes of Kerberos without a securityConfiguration that asks for it; give one',
  },
  { id: 'SZ1007', path: 'osReleaseLabel', broken: ({ osReleaseLabel, customAmiId }) => Boolean(osReleaseLabel && customAmiId), message: () => 'got a release of the system beside customAmiId, which brings its own; leave out one of the two' },
  {
    id: 'SZ1007',
    path: 'idleTimeout',
    broken: ({ idleTimeout, terminateAfterSteps }) => idleTimeout !== undefined && terminateAfterSteps === true,
    message: () => 'got a timeout with terminateAfterSteps, after which no cluster is idle; leave out one of the two',
  },
  {
    id: 'SZ1007',
    path: 'idleTimeout',
    broken: props => props.idleTimeout !== undefined && hasApplication(props, NEVER_IDLE),
    message: () => 'got a timeout with Presto or Trino, whose work auto-termination does not see; leave out one of the two',
  },
  {
    id: 'SZ1007',
    path: 'applications',
    broken: props => props.applications !== undefined && !hasApplication(props, ['spark']),
    message: ({ applications }) => `got ${applications?.join(', ') || 'none'}; Spark must be among them`,
  },
  {
    id: 'SZ1012',
    path: 'applications',
    broken: props => hasApplication(props, ['hbase']),
    message: () => 'got HBase, which takes half of YARN\'s memory from the plan; use a cluster of its own',
  },
  {
    id: 'SZ1004',
    path: 'bootstrapActions',
    broken: ({ bootstrapActions = [] }) => bootstrapActions.length > MOST_BOOTSTRAP_ACTIONS,
    message: ({ bootstrapActions }) => `got ${bootstrapActions?.length}; up to ${MOST_BOOTSTRAP_ACTIONS} are allowed`,
  },
];

/** What is wrong with the steps that a cluster begins with. */
export function stepProblems(steps: readonly ClusterStep[]): Problem[] {
  return brokenStatements(STEP_STATEMENTS, { steps });
}

type StepProps = Pick<CheckedClusterProps, 'bootstrapActions'> & { readonly steps?: readonly ClusterStep[] };

const STEP_STATEMENTS: readonly Statement<StepProps>[] = [
  { id: 'SZ1004', path: 'steps', broken: ({ steps = [] }) => steps.length > MOST_STEPS, message: ({ steps }) => `got ${steps?.length}; up to ${MOST_STEPS} are allowed` },
  {
    id: 'SZ1005',
    path: 'steps',
    broken: ({ steps = [] }) => steps.some(({ actionOnFailure = 'CONTINUE' }) => !Token.isUnresolved(actionOnFailure) && !ACTIONS.includes(actionOnFailure)),
    message: ({ steps = [] }) => `got ${steps.map(({ actionOnFailure }) => actionOnFailure).join(', ')} on failure; one of ${ACTIONS.join(', ')} is expected`,
  },
  {
    id: 'SZ1004',
    path: 'args',
    broken: props => repeatedArgument(props) !== undefined,
    message: props => `got ${JSON.stringify(repeatedArgument(props))} twice in one list of arguments, which CloudFormation does not take; write --name=value, or use sparkSubmitArguments()`,
  },
];
