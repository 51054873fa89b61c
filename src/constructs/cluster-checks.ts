import { SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { ClusterStep, InstanceMarket } from './cluster-options';
import { SizedEmrClusterProps } from './cluster-props';
import { configurationProblems } from './cluster-settings';
import { brokenStatements, durationProblems, isWrongText, SECONDS, Statement } from './statements';
import { userSettingProblems } from './user-settings';
import { tokenProblems } from '../api/plain-props';
import { clusterFeatureSince, ClusterFeature } from '../core/catalog/cluster-features';
import {
  isWithin, MOST_BOOTSTRAP_ACTIONS, MOST_FLEET_TYPES, MOST_STEPS, rootVolumeGiB, UNSEEN_BY_AUTO_TERMINATION,
} from '../core/catalog/cluster-limits';
import { Release } from '../core/catalog/releases';
import { rangeOf } from '../core/catalog/resource-schemas';
import { keepsMasterOnCore } from '../core/planning/cluster-instances';
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

function rootVolumeProblems({ rootVolume }: CheckedClusterProps, release: Release): Problem[] {
  if (!rootVolume) return [];
  const range = rootVolumeGiB(release);
  const gibibytes = rootVolume.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
  return Number.isInteger(gibibytes) && isWithin(gibibytes, range) ? []
    : [problem('SZ1004', 'rootVolume', `got ${gibibytes} GiB; whole GiB from ${range.least} to ${range.most} are allowed on ${release.label}`)];
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
/** The plan's own type is one of them. */
const MOST_OTHER_TYPES = MOST_FLEET_TYPES.withStrategy - 1;

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
    broken: ({ fleetInstanceTypes = [] }) => fleetInstanceTypes.length > MOST_OTHER_TYPES,
    message: ({ fleetInstanceTypes }) => `got ${fleetInstanceTypes?.length}; up to ${MOST_OTHER_TYPES} are allowed beside the plan's own`,
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
    broken: props => props.idleTimeout !== undefined && hasApplication(props, UNSEEN_BY_AUTO_TERMINATION),
    message: () => 'got a timeout with Presto, Trino or HBase, whose work auto-termination does not see; leave out one of the two',
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
