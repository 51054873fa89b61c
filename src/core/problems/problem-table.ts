import { CLUSTER_SECURITY_PROBLEMS } from './cluster-security-problems';
import { CLUSTER_SETTING_PROBLEMS } from './cluster-setting-problems';
import { CLUSTER_TEMPLATE_PROBLEMS } from './cluster-template-problems';
import { EVENT_LOG_PROBLEMS } from './eventlog-problems';
import { ProblemRow, error, warning } from './problem-row';
import { SCHEMA_TEMPLATE_PROBLEMS } from './schema-template-problems';
import { SERVERLESS_TEMPLATE_PROBLEMS } from './serverless-template-problems';

export type { ProblemRow, Severity } from './problem-row';

const PLANNER = 'docs/how-a-plan-is-found.md';
const WORKERS = 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/app-behavior.html';
const TYPES = 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-supported-instance-types.html';
const UPDATES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html';
const JOBS = 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-spark.html';

/**
 * Every problem that this library reports. SZ1xxx request, SZ2xxx fit, SZ3xxx plan, SZ4xxx catalog, SZ5xxx event log, SZ6xxx template.
 * Ids are never reused.
 */
export const PROBLEM_TABLE = {
  SZ1001: error('a value is missing', 'The request cannot be answered without it.', 'Give the value.', PLANNER),
  SZ1002: error('not a size', 'Sizes of data are a number and a unit.', 'Write 500GiB or 20GB.', PLANNER),
  SZ1003: error('not a duration', 'Durations are numbers with h, m or s.', 'Write 45m, 1h30m or 90s.', PLANNER),
  SZ1004: error('out of range', 'The value has the right form, and a size that means nothing here.', 'Choose a value in the range named.', PLANNER),
  SZ1005: error('not one of the words allowed', 'The field takes one of a few words.', 'Use one of the words named.', PLANNER),
  SZ1006: error('unknown field', 'A misspelt field would silently be left out of the plan.', 'Correct the name.', PLANNER),
  SZ1007: error('fields contradict each other', 'Two statements cannot both hold.', 'Change one of the two.', PLANNER),
  SZ1008: error('not a byte string of Spark', 'Spark reads whole numbers with b, k, m, g, t or p.', 'Write 14g or 14336m.', 'Spark 3.5 JavaUtils.byteStringAs'),
  SZ1009: error('a value is not known at synth', 'A size that CloudFormation resolves at deployment cannot be planned with.', 'Give the value itself.', PLANNER),
  SZ1010: error('not a file that this version reads', 'The schema line or the form of the file is not the one expected.', 'Write the file again with this version.', PLANNER),
  SZ1011: error('a pin is not possible', 'A pinned variable of the search has no legal value.', 'Choose one of the values named, or leave the pin out.', PLANNER),
  SZ1012: error('a setting breaks the plan', 'The Spark setting would contradict what the plan was proven for.', 'Leave the setting out, or pin the plan instead.', PLANNER),
  SZ1013: error('a field is only for another platform or release', 'The feature is not there.', 'Leave it out, or choose a release that has it.', PLANNER),
  SZ2001: error('no worker of this size', 'EMR Serverless has a fixed grid of vCPU and memory.', 'Choose a worker of the grid.', WORKERS),
  SZ2002: error('no such disk', 'Worker disks have a least and a largest size by type and release.', 'Choose a size in the range named.', WORKERS),
  SZ2003: error('heap and overhead exceed the worker', 'Spark asks for a container that the worker cannot hold.', 'Lower spark.executor.memory or take a larger worker.', JOBS),
  SZ2004: error('a heap that Spark refuses', 'Spark stops at start below 1.5 times its reserved memory.', 'Give the heap the least size named.', 'Spark 3.5 UnifiedMemoryManager.getMaxMemory'),
  SZ2005: error('dynamic allocation contradicts itself', 'Spark fails at once where initial, minimum and maximum disagree.', 'Keep minimum ≤ initial ≤ maximum.', 'Spark 3.5 SchedulerBackendUtils.getInitialTargetExecutorNumber'),
  SZ2006: error('promised executors would not be granted', 'The capacity of the application, or the memory of YARN on the nodes of the cluster, ends before the executors of the plan.', 'Raise the capacity named.', WORKERS),
  SZ2007: error('the primary node cannot hold the drivers', 'In client mode the drivers of all runs stand on the primary node, beside the daemons of the cluster.', 'Take a larger primary node, or fewer runs at once.', PLANNER),
  SZ2008: error('an instance type does not fit the fleet', 'EMR may fill a fleet with any of its types, and executors have one size.', 'Leave the type out, or use one of the same memory per core.', 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-instance-fleet.html'),
  SZ3101: error('no shape holds what one task needs', 'The largest partition needs more memory than any worker can give one task.', 'Lower the demand to the value named, or allow spilling.', PLANNER),
  SZ3102: error('the deadline cannot be met', 'Start-up and the longest task alone, or the quota, take longer.', 'Give the time named.', PLANNER),
  SZ3103: error('the quota is too small', 'maxConcurrentVcpus does not hold the driver and the executors needed.', 'Raise the quota to the value named.', PLANNER),
  SZ3104: error('the cost limit is too small', 'No plan that meets the demand is as cheap.', 'Raise maxUsd to the value named.', PLANNER),
  SZ3105: error('no disk holds the shuffle', 'Even the largest disks of the release are too small at the executor counts allowed.', 'Allow more executors, or a release with larger disks.', PLANNER),
  SZ3106: error('no driver holds what comes back', 'Broadcasts and collected results need more than the largest worker.', 'Lower broadcast or collect to the value named.', PLANNER),
  SZ3107: error('the pins leave no plan', 'With the variables pinned as they are, nothing is feasible.', 'Loosen the pin named.', PLANNER),
  SZ3108: error('serverless storage cannot hold this', 'The release limits what a job may keep in serverless storage.', 'Turn serverless storage off.', PLANNER),
  SZ3201: warning('a deadline without a core time', 'The core time of the job is a guess of its profile, so is the answer to the deadline.', 'State coreTime or today, or observe one run.', PLANNER),
  SZ3202: warning('more vCPUs than a new account may use', 'A new account has a quota of 16 concurrent vCPUs per Region.', 'State maxConcurrentVcpus, and ask for a higher quota.', 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/endpoints-quotas.html'),
  SZ3203: warning('the assumed target yields', 'Without finishWithin the plan aims at a target that this job cannot reach at a sensible price.', 'State finishWithin.', PLANNER),
  SZ3204: warning('outside a law of good plans', 'The plan works, and is known to work less well than it could.', 'Loosen the pin, or accept it.', PLANNER),
  SZ3205: warning('small output files', 'Files below 64 MiB make the next reader slow.', 'Write through a coalesce, or accept it.', PLANNER),
  SZ3206: warning('an input that cannot be split', 'One file is one task, whatever the cluster.', 'Store the input in a format that splits.', PLANNER),
  SZ3207: warning('a pinned plan differs from a fresh one', 'The lock file was written by another version or for another demand.', 'Write the plan again when it suits you.', PLANNER),
  SZ3208: warning('no scheduler below emr-7.0.0', 'Runs that start together can starve each other of executors: two drivers, no room for either one\'s executors.', 'Use emr-7.0.0 or later, or start one run after the other.', 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/applications-concurrency-queuing.html'),
  SZ3209: warning('warm workers cost money while idle', 'Pre-initialised workers are billed as long as the application is started.', 'Leave warm out, or keep autoStop on.', WORKERS),
  SZ3210: warning('demand only known as a bound', 'The exact rule has not been measured for this Spark; the plan uses the closed bound.', 'Use a release with Spark 3.5 or later.', PLANNER),
  SZ3211: warning('changes wait for a stopped application', 'CloudFormation cannot change sizes of an application that is started.', 'Keep sizes in the submit parameters, or stop the application first.', 'https://github.com/aws/aws-cdk/issues/35488'),
  SZ3212: warning('a partition spills by choice', 'spill: allowed lets the hot partition of a sort, aggregate, join or window go to disk where that is cheaper.', 'State spill: never.', PLANNER),
  SZ3213: warning('a network that is not tagged for EMR', 'EMR\'s managed policy only lets it use a VPC, subnets and security groups with the tag for-use-with-amazon-emr-managed-policies.', 'Tag them with the value true, or give a service role of your own.', 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-managed-iam-policies.html'),
  SZ3214: warning('executors that do not lie together', 'YARN spreads executors over all nodes, where larger ones of another workload, or executors beside two application masters, then find no room: some nodes more are paid for.', 'Pin executorCores to one count for all workloads, or use a cluster for each.', 'docs/yarn-packing.md'),
  SZ3301: error('a run may cost more than is allowed', 'The high end of the plan\'s cost is above the cost guard of the construct.', 'Give the job more time or less data, or raise the limit.', PLANNER),
  SZ3302: error('a month may cost more than is allowed', 'The runs of a month, by the high ends of their plans, and what is idle between them are above the cost guard of the construct.', 'Run less often, keep less warm, or raise the limit.', PLANNER),
  SZ4001: error('unknown release', 'The label is not the form of an EMR release.', 'Write a label such as emr-7.12.0 or emr-spark-8.0.0.', 'https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-release-components.html'),
  SZ4002: warning('a release newer than this catalog', 'Its Spark and Java are taken from the newest release known.', 'Update the library.', PLANNER),
  SZ4003: error('release not on EMR Serverless', 'EMR Serverless begins with emr-6.6.0, and does not have the patch releases of the 6.x line.', 'Use one of the releases named.', 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-versions.html'),
  SZ4004: warning('prices of another Region', 'No price list of this Region is in the catalog: us-east-1 is used.', 'Give the prices.', 'https://aws.amazon.com/emr/pricing/'),
  SZ4101: error('unknown instance type', 'The name is not that of a type in the catalog.', 'Use one of the names given, or add a row of your own.', TYPES),
  SZ4102: error('instance type not on this release or architecture', 'EMR takes an instance type from a release on, and a cluster has one architecture.', 'Use one of the types named, or a later release.', TYPES),
  SZ4103: error('a row of instance types is faulty', 'A type that is added needs its figures, and a figure that is corrected has to be one.', 'Correct the field named.', TYPES),
  SZ4104: warning('EMR advises a later release for this type', 'Before that release EMR starts the type with defaults that leave memory and cores unused.', 'Use the release named, or state the sizes.', TYPES),
  ...EVENT_LOG_PROBLEMS,
  ...SERVERLESS_TEMPLATE_PROBLEMS,
  ...CLUSTER_TEMPLATE_PROBLEMS,
  ...CLUSTER_SETTING_PROBLEMS,
  ...CLUSTER_SECURITY_PROBLEMS,
  ...SCHEMA_TEMPLATE_PROBLEMS,
  SZ6901: warning('a change replaces a resource', 'CloudFormation creates a new one and deletes the old one: a cluster with the jobs on it, an application with its history.', 'Leave the property as it is, or let the new one take over on purpose. Sizes travel in the submit parameters of jobs without replacing anything.', UPDATES),
  SZ6902: warning('a change may replace a resource', 'The schema of the resource says that it depends, or what it is made from changes.', 'Look at the change set before it is executed.', UPDATES),
  SZ6903: warning('a STARTED application refuses a change', 'CloudFormation sends all of an update, and EMR Serverless takes it only while the application is stopped or just created.', 'Stop the application first, or keep sizes in the submit parameters.', 'https://github.com/aws/aws-cdk/issues/35488'),
  SZ6904: warning('a resource is deleted', 'The new template does not have it.', 'Keep its logical id, or give it a DeletionPolicy.', UPDATES),
  SZ6905: warning('a change of a property that is not in the table', 'The catalog of update behaviour does not have the property.', 'Look it up in the reference of the resource, and update the library.', UPDATES),
  SZ6906: error('the type of a resource changes', 'CloudFormation refuses the update.', 'Give the new resource another logical id.', UPDATES),
} satisfies Record<string, ProblemRow>;
