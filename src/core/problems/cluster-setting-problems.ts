import { ProblemRow, error, note, warning } from './problem-row';

const GUIDE = 'https://docs.aws.amazon.com/emr/latest/ManagementGuide';
const RELEASES = 'https://docs.aws.amazon.com/emr/latest/ReleaseGuide';
const API = 'https://docs.aws.amazon.com/emr/latest/APIReference';
const YARN = `${RELEASES}/emr-hadoop-task-config.html`;
const SPARK = `${RELEASES}/emr-spark-configure.html`;
const BEST = 'https://aws.github.io/aws-emr-best-practices/docs/bestpractices/Applications/Spark/performance';

/** Problems of settings and steps of clusters of EMR on EC2 in templates (SZ63xx). */
export const CLUSTER_SETTING_PROBLEMS = {
  SZ6301: error(
    'no node holds the executor',
    'A container is the heap and what stands beside it. YARN refuses one that is larger than what its largest node has for containers.',
    'Use the heap named, or a larger instance type.',
    YARN,
  ),
  SZ6302: error('no node has the executor\'s cores', 'YARN refuses a request for more vcores than its largest node has.', 'Use the number named, or a larger instance type.', YARN),
  SZ6303: error(
    'no node holds the application master',
    'In cluster mode the driver is a container of YARN, which refuses one that is larger than its largest node.',
    'Give the driver less, use a larger instance type, or client mode.',
    YARN,
  ),
  SZ6304: warning('nodes that hold no executor', 'These nodes have less for containers than one executor asks for.', 'Use a larger instance type, or smaller executors.', YARN),
  SZ6305: error(
    'more executors than the nodes grant',
    'A fixed count is asked for once; what no node has room for never starts.',
    'Use the count that is granted, or more nodes.',
    YARN,
  ),
  SZ6306: warning(
    'memory that no executor uses',
    'More than 5 % of the memory that YARN has on the nodes lies idle beside the executors that fit.',
    'Use one of the heaps named.',
    YARN,
  ),
  SZ6307: warning(
    'EMR\'s overhead costs an executor',
    'Where no overhead is stated EMR gives executors 0.1875 of the heap beside it, nearly twice of what Spark itself does, so that fewer fit on a node.',
    'State spark.executor.memoryOverhead.',
    `${RELEASES}/emr-5220-release.html`,
  ),
  SZ6308: warning(
    'no room for the application master',
    'Each run has an application master in YARN. Where executors fill the nodes it takes the place of one.',
    'Use the heap named, which leaves it room.',
    BEST,
  ),
  SZ6309: note(
    'executors of other sizes than stated',
    'EMR resizes executors to what a node has left unless heterogeneous executors are off; on nodes that are alike that is of no use.',
    'Set spark.yarn.heterogeneousExecutors.enabled to false.',
    BEST,
  ),
  SZ6310: warning(
    'maximizeResourceAllocation on nodes that differ or are shared',
    'EMR sizes one executor to fill one core node, once; other nodes may not hold it, and other jobs find no room.',
    'Leave it out, and state the sizes of executors.',
    SPARK,
  ),
  SZ6311: warning(
    'fixed executors under managed scaling',
    'Managed scaling follows what YARN is asked for. Without dynamic allocation nothing is given back, and the cluster grows to its maximum.',
    'Leave dynamic allocation on.',
    `${GUIDE}/emr-managed-scaling.html`,
  ),
  SZ6312: error(
    'settings of a classification under another name',
    'In CloudFormation the settings of a classification stand under ConfigurationProperties; Properties is the API\'s name.',
    'Write ConfigurationProperties.',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-emr-cluster-configuration.html',
  ),
  SZ6313: error(
    'option that the release\'s Java refuses',
    'A JVM does not start with an option that it does not know. emr-7.0.0 and later run Java 17, which has lost many flags of Java 8.',
    'Leave the option out, or use what is named.',
    `${RELEASES}/configuring-java8.html`,
  ),
  SZ6314: error('classification that the release refuses', 'From emr-6.8.0 on Spark has log4j 2, and EMR refuses spark-log4j.', 'Use the classification named.', SPARK),
  SZ6315: error('size that Spark cannot read', 'Spark reads whole numbers with b, k, m, g, t or p.', 'Write 14g or 14336m.', 'Spark 3.5 JavaUtils.byteStringAs'),
  SZ6316: error(
    'size that is not what it was meant to be',
    'The same text is read in MiB by one part of Spark, in bytes by another, and by the JVM with one letter alone.',
    'Write a whole number with m or g.',
    'Spark 3.5 UnifiedMemoryManager.getMaxMemory, SparkSubmitCommandBuilder',
  ),
  SZ6317: error('heap with which Spark does not start', 'Spark keeps 300 MiB to itself and asks for one and a half times as much.', 'Use 450m or more.', 'Spark 3.5 UnifiedMemoryManager.getMaxMemory'),
  SZ6318: error(
    'counts of executors contradict each other',
    'Spark does not start where dynamic allocation would begin with, or keep, more executors than its maximum.',
    'Correct the count named.',
    'Spark 3.5 SchedulerBackendUtils.getInitialTargetExecutorNumber, ExecutorAllocationManager.validateSettings',
  ),
  SZ6319: error('heap in Java options', 'Spark sets -Xmx itself and refuses another.', 'Use spark.executor.memory or spark.driver.memory.', 'Spark 3.5 SparkConf.validateSettings'),
  SZ6320: warning(
    'driver larger than the primary node',
    'In client mode, EMR\'s default, the driver runs on the primary node beside its daemons.',
    'Use less, a larger primary node, or cluster mode.',
    BEST,
  ),
  SZ6321: error('no such concurrency of steps', 'A cluster runs 1 to 256 steps at the same time.', 'Use a value in the range named.', `${API}/API_RunJobFlow.html`),
  SZ6322: error(
    'step that cannot end the cluster',
    'Where steps run at the same time EMR refuses a step that would end the cluster, or cancel the others, when it fails.',
    'Use CONTINUE.',
    `${API}/API_StepConfig.html`,
  ),
  SZ6323: error('no Spark on the cluster', 'EMR installs what Applications names.', 'Add Spark to Applications.', `${RELEASES}/emr-spark-launch.html`),
  SZ6324: error('too many steps', 'A cluster begins with up to 256 steps and 16 bootstrap actions.', 'Take some away, or submit steps later.', `${API}/API_RunJobFlow.html`),
  SZ6325: error(
    'command in one argument',
    'The first argument of command-runner.jar is the program, and every other word an argument of its own.',
    'Split the text at its blanks.',
    `${RELEASES}/emr-commandrunner.html`,
  ),
  SZ6326: warning(
    'first step that cannot end the cluster',
    'Where steps run at the same time the cluster does not terminate, and the other steps are not cancelled, when one fails.',
    'Use CONTINUE, or a StepConcurrencyLevel of 1.',
    `${API}/API_StepConfig.html`,
  ),
  SZ6327: warning(
    'misspelt classification',
    'Settings go to the file that the classification names; there is none of this name.',
    'Correct the name.',
    `${RELEASES}/emr-configure-apps.html`,
  ),
  SZ6328: error(
    'no such deploy mode',
    'The driver runs on the primary node, or in a container on the cluster.',
    'Use client or cluster.',
    `${RELEASES}/emr-spark-submit-step.html`,
  ),
  SZ6329: warning(
    'more memory for YARN than a node has',
    'YARN would start containers for which there is no memory, and the node ends them, or itself.',
    'Leave the setting out: EMR sets it for each type.',
    YARN,
  ),
  SZ6330: error('share that Spark refuses', 'Spark does not start with a share outside of its range.', 'Use a number in the range named.', 'Spark 3.5 SparkConf.validateSettings'),
  SZ6331: error('executor without room for a task', 'A task takes spark.task.cpus of an executor\'s cores.', 'Use fewer CPUs for a task, or more cores.', 'Spark 3.5 ResourceUtils.validateTaskCpusLargeEnough'),
} satisfies Record<string, ProblemRow>;
