import { ProblemRow, error, note, warning } from './problem-row';

const GUIDE = 'https://docs.aws.amazon.com/emr/latest/ManagementGuide';
const API = 'https://docs.aws.amazon.com/emr/latest/APIReference';
const GROUPS = `${GUIDE}/emr-instance-group-configuration.html`;
const FLEETS = `${GUIDE}/emr-instance-fleet.html`;
const TYPES = `${GUIDE}/emr-supported-instance-types.html`;
const MANAGED = `${GUIDE}/emr-managed-scaling.html`;
const SCALING = `${GUIDE}/emr-scale-on-demand.html`;
const TERMINATION = `${GUIDE}/emr-auto-termination-policy.html`;
const STORAGE = `${GUIDE}/emr-plan-storage.html`;

/** Problems of clusters of EMR on EC2 in templates (SZ62xx); those of settings, steps, roles and security stand beside them. */
export const CLUSTER_TEMPLATE_PROBLEMS = {
  SZ6201: error('groups and fleets mixed', 'A cluster has instance groups or instance fleets, for all of its nodes.', 'Use one of the two for all nodes.', GROUPS),
  SZ6202: error('no primary node', 'Every cluster has a primary node, which runs its daemons.', 'Give MasterInstanceGroup or MasterInstanceFleet.', GROUPS),
  SZ6203: error(
    'too many groups or fleets of a kind',
    'A cluster has one primary and one core group and up to 48 task groups, or one fleet of each kind.',
    'Put the nodes into one group or fleet of the kind.',
    GROUPS,
  ),
  SZ6204: error(
    'no such number of primary nodes',
    'There is one primary node, or three with high availability, which not every release has and which are bought on demand.',
    'Use 1, or 3 on a release that has it.',
    `${GUIDE}/emr-plan-ha.html`,
  ),
  SZ6205: error('no such instance type', 'EMR has a list of instance types; others are refused when the cluster is made.', 'Use one of the types named.', TYPES),
  SZ6206: note(
    'instance type not in the catalog',
    'The type is of a family that was not in EMR\'s list when this version was made. It may be there by now.',
    'See that EMR has it, or use a type that is in the list.',
    TYPES,
  ),
  SZ6207: error('instance type not on this release', 'EMR takes an instance type from a release on.', 'Use one of the types named, or a later release.', TYPES),
  SZ6208: warning(
    'EMR has no defaults for this type on this release',
    'Before the release named EMR starts the type with defaults that leave memory and cores unused.',
    'Use the release named, or a family that is older than the release.',
    TYPES,
  ),
  SZ6209: error('not on this release', 'The property came with a later release of EMR.', 'Use the release named or a later one, or leave the property out.', MANAGED),
  SZ6210: error('no such volume', 'EBS has types of volumes with sizes, IOPS and throughputs of their own, and EMR takes some of them.', 'Use a value in the range named.', STORAGE),
  SZ6211: error(
    'no such root volume',
    'EMR takes root volumes of a range of sizes, from emr-6.15.0 with IOPS and a throughput.',
    'Use a value in the range named.',
    `${GUIDE}/emr-custom-ami-root-volume-size.html`,
  ),
  SZ6212: error(
    'one image for two architectures',
    'An image is for x86_64 or for arm64, and the cluster\'s is used by every group and type that does not name its own.',
    'Give the groups or types of one architecture a CustomAmiId of their own.',
    `${GUIDE}/emr-custom-ami.html`,
  ),
  SZ6213: error('limits of managed scaling contradict each other', 'The maximum is of all nodes; no other limit lies above it.', 'Lower the limit named, or raise MaximumCapacityUnits.', MANAGED),
  SZ6214: error(
    'unit of managed scaling does not fit the nodes',
    'Instance groups are scaled in Instances or VCPU, fleets in InstanceFleetUnits.',
    'Use the unit named.',
    `${API}/API_ComputeLimits.html`,
  ),
  SZ6215: warning(
    'scaled by EMR and by rules of a group',
    'A cluster is scaled by EMR or by the custom policies of its groups.',
    'Leave out ManagedScalingPolicy or every AutoScalingPolicy.',
    SCALING,
  ),
  SZ6216: error('automatic scaling of a group contradicts itself', 'Core and task groups are scaled between a least and a most.', 'Correct the value named.', SCALING),
  SZ6217: error('no such idle timeout', 'A cluster is terminated after a minute to seven days without work.', 'Use 60 to 604800 seconds.', TERMINATION),
  SZ6218: warning(
    'auto-termination does not see the work',
    'Presto, Trino and HBase work outside of YARN: a cluster that is busy with them looks idle and is terminated.',
    'Leave out AutoTerminationPolicy, or run the application on a cluster of its own.',
    TERMINATION,
  ),
  SZ6219: error('fleet without a target', 'A fleet starts instances up to its targets; one of the two is above 0.', 'Give TargetOnDemandCapacity or TargetSpotCapacity.', FLEETS),
  SZ6220: error('too many types in a fleet', 'A fleet has up to five types, up to thirty with an allocation strategy.', 'Take types away, or give an AllocationStrategy.', FLEETS),
  SZ6221: error(
    'no such weight',
    'The weight is what an instance counts towards the target of its fleet; a primary node counts 1.',
    'Use 1, or for core and task nodes any number above.',
    `${API}/API_InstanceTypeConfig.html`,
  ),
  SZ6222: error(
    'no such timeout of a fleet',
    'EMR waits 5 minutes to a day for the instances of a new cluster, up to seven days for those of a resize.',
    'Use a value in the range named.',
    `${API}/API_SpotProvisioningSpecification.html`,
  ),
} satisfies Record<string, ProblemRow>;
