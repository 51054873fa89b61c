import { ProblemRow, error, note, warning } from './problem-row';

const GUIDE = 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide';
const API = 'https://docs.aws.amazon.com/emr-serverless/latest/APIReference';
const RESOURCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-emrserverless-application.html';
const WORKERS = `${GUIDE}/app-behavior.html`;
const POOL = `${GUIDE}/pre-init-capacity.html`;
const JOBS = `${GUIDE}/jobs-spark.html`;
const STORAGE = `${GUIDE}/jobs-serverless-storage.html`;
const RELEASES = `${GUIDE}/release-versions.html`;
const REFUSALS_SEEN = 'https://github.com/softeerbootcamp-8th/DE_team4-4una/issues/508';
const BYTE_STRINGS = 'Spark 3.5 JavaUtils.byteStringAs';

/** Problems of applications of EMR Serverless in templates (SZ60xx), and of jobs and settings for them (SZ61xx). */
export const SERVERLESS_TEMPLATE_PROBLEMS = {
  SZ6001: error('no such worker', 'EMR Serverless offers a grid of vCPU and memory, and refuses what lies between its rows.', 'Use one of the sizes named.', WORKERS),
  SZ6002: error('no such disk of a pre-initialised worker', 'Disks have a least and a largest size by their type.', 'Use a size in the range named, or SHUFFLE_OPTIMIZED.', `${GUIDE}/jobs-shuffle-optimized-disks.html`),
  SZ6003: error('the release does not have the property', 'Parts of an application came with later releases.', 'Use the release named or a later one, or leave the property out.', RELEASES),
  SZ6004: error('no such release on EMR Serverless', 'The label is none, or EMR Serverless does not have the release.', 'Use one of the labels named.', RELEASES),
  SZ6005: warning('a release that this catalog does not have', 'It is newer than this version of the library, or it is misspelt.', 'Check the label, and update the library.', RELEASES),
  SZ6006: error('no such engine', 'EMR Serverless runs Spark and Hive.', 'Write Spark or Hive.', `${API}/API_CreateApplication.html`),
  SZ6007: error('a worker type of another engine', 'Spark has drivers and executors, Hive a HiveDriver and TezTasks.', 'Use the names of the engine.', `${API}/API_CreateApplication.html`),
  SZ6008: error('a worker type twice', 'The service keeps one entry for each type of worker.', 'Make one entry of the two.', `${API}/API_CreateApplication.html`),
  SZ6009: error('a worker type without an image', 'WorkerTypeSpecifications has to name every type of worker of the engine.', 'Add the types named, or use ImageConfiguration for all of them.', RESOURCE),
  SZ6010: error('a custom image with Lake Formation', 'Fine-grained access control does not take custom images.', 'Leave out one of the two.', `${GUIDE}/emr-serverless-lf-enable-considerations.html`),
  SZ6011: error('the initial capacity exceeds the maximum', 'Pre-initialised workers count against MaximumCapacity: the application cannot start all of them.', 'Raise MaximumCapacity, or start with fewer workers.', POOL),
  SZ6012: error('a maximum capacity in which nothing runs', 'A run needs a driver and an executor, and there are no smaller workers.', 'Raise MaximumCapacity.', WORKERS),
  SZ6013: error('no run starts', 'A driver that gets no executor waits twenty minutes, is billed for them, and fails.', 'Raise MaximumCapacity to what is named, or take smaller workers.', REFUSALS_SEEN),
  SZ6014: note('no run of the default size starts', 'A job that states no sizes has a driver and executors of 4 vCPU and 16 GB, and they do not fit into MaximumCapacity.', 'Raise MaximumCapacity, or state sizes in RuntimeConfiguration.', JOBS),
  SZ6015: warning('runs that starve each other', 'MaxConcurrentRuns lets in more drivers than the capacity has executors for: the drivers wait, and hold what the others need.', 'Lower MaxConcurrentRuns, or raise MaximumCapacity.', `${GUIDE}/applications-concurrency-queuing.html`),
  SZ6016: warning('executors that are never granted', 'The service refuses workers beyond MaximumCapacity. Spark asks again and again, and such a run can be marked FAILED although its work is done.', 'Lower the count, or raise MaximumCapacity.', REFUSALS_SEEN),
  SZ6017: warning('pre-initialised workers that no job uses', 'A job takes a pre-initialised worker only where all of its container fits in; else the worker stays idle and is billed.', 'Give both the same size.', POOL),
  SZ6018: note('pre-initialised workers larger than what runs in them', 'A smaller driver or executor leaves the rest of the worker empty, and it is billed.', 'Give both the same size.', POOL),
  SZ6019: warning('pre-initialised workers with serverless storage', 'Jobs with serverless storage never use pre-initialised workers, which are billed nevertheless.', 'Leave out one of the two.', STORAGE),
  SZ6020: warning('pre-initialised workers without auto-stop', 'They are billed as long as the application is started, whether jobs run or not.', 'Leave auto-stop on.', POOL),
  SZ6021: error('half a network', 'Workers in a VPC need subnets and security groups.', 'Give both.', RESOURCE),
  SZ6022: warning('logging to CloudWatch that is not on', 'Enabled is false by default, so that what is configured has no effect.', 'Add Enabled: true.', RESOURCE),
  SZ6023: error('no such type of logs', 'The service writes a few types of logs.', 'Use one of the types named.', RESOURCE),
  SZ6024: warning('logs to a place that is not in S3', 'LogUri is the URI of a bucket and a prefix.', 'Write s3://BUCKET/PREFIX.', RESOURCE),
  SZ6025: note('no logs are kept', 'Without managed logs, S3 and CloudWatch nothing tells why a job failed.', 'Keep managed logs on, or name a place.', RESOURCE),
  SZ6026: note('pre-initialised workers that jobs of the default size do not use', 'Jobs that state no sizes ask for more than the workers have.', 'State sizes that fit in RuntimeConfiguration, or in every job.', POOL),
  SZ6027: note('pre-initialised workers that the jobs of the template do not use', 'They fit the settings of the application, and every job that the template starts states larger sizes.', 'Give both the same size.', POOL),
  SZ6101: error('heap and overhead exceed every worker', 'Spark asks for one container of heap and overhead; the service has no worker of so many vCPU that holds it, and refuses the job.', 'Lower the memory to what is named, or take more cores.', JOBS),
  SZ6102: warning('memory of Python or off the heap without room', 'The memory of a worker is a hard limit: what does not fit beside the heap kills the executor.', 'Put it into spark.executor.memoryOverhead, on a worker that holds it.', WORKERS),
  SZ6103: error('no such disk of a job\'s worker', 'Disks have a least and a largest size by their type.', 'Use a size in the range named, or disk.type shuffle_optimized.', `${GUIDE}/jobs-shuffle-optimized-disks.html`),
  SZ6104: error('cores that no worker has', 'The cores of a driver or executor are the vCPU of its worker.', 'Use one of the counts named.', WORKERS),
  SZ6105: error('counts of executors that contradict each other', 'Spark refuses to start. The service begins with 3 executors where nothing else is stated.', 'Keep minimum ≤ initial ≤ maximum, and spark.executor.instances too.', 'https://github.com/aws-samples/aws-emr-utilities/pull/175'),
  SZ6106: note('a count of executors that is no limit', 'With dynamic allocation spark.executor.instances is only one of three floors at the start.', 'State spark.dynamicAllocation.maxExecutors, or turn dynamic allocation off.', 'Spark 3.5 SchedulerBackendUtils.getInitialTargetExecutorNumber'),
  SZ6107: error('a size that Spark does not read', 'Spark reads whole numbers with b, k, m, g, t or p, without a blank.', 'Write 4g or 4608m.', BYTE_STRINGS),
  SZ6108: error('a size in another unit than meant', 'Without a unit each reader of a setting takes its own, and Spark refuses what it then finds.', 'Write the unit, such as 4096m.', BYTE_STRINGS),
  SZ6109: warning('a size without a unit', 'Spark takes it in a unit in which it is hardly meant.', 'Write the unit, such as 2g.', BYTE_STRINGS),
  SZ6110: error('a heap in which Spark does not start', 'Spark keeps 300 MiB for itself, and needs one and a half times as much.', 'Use 450m or more.', 'Spark 3.5 UnifiedMemoryManager.getMaxMemory'),
  SZ6111: error('a setting that is refused', 'The service sets it itself, or Spark takes it elsewhere.', 'Leave it out.', JOBS),
  SZ6112: error('a value that Spark does not take', 'Spark reads the setting as it starts, and stops.', 'Use a value of the kind named.', 'Spark 3.5 ConfigBuilder and SparkConf.validateSettings'),
  SZ6113: note('a setting that nothing reads', 'Spark and the service say nothing of settings that they do not know.', 'Use the setting named, or leave it out.', JOBS),
  SZ6114: warning('a setting that the release does not have', 'It has no effect there.', 'Use the release named or a later one, or leave the setting out.', RELEASES),
  SZ6115: error('serverless storage with small workers', 'Serverless storage is not for workers of 1 and 2 vCPU.', 'Use 4 cores or more, or leave serverless storage off.', STORAGE),
  SZ6116: error('a Java of the other architecture', 'The paths of the JVMs name the architecture of their image.', 'Use the path named.', `${GUIDE}/using-java-runtime.html`),
  SZ6117: error('no dynamic allocation with Lake Formation', 'Fine-grained access control does not take a job without dynamic allocation.', 'Leave dynamic allocation on.', `${GUIDE}/emr-serverless-lf-enable-considerations.html`),
  SZ6118: error('a task that needs more than an executor has', 'Spark refuses to start.', 'Lower spark.task.cpus, or raise spark.executor.cores.', 'Spark 3.5 ResourceUtils.warnOnWastedResources'),
  SZ6119: warning('a misspelt setting', 'Spark says nothing of a key that it does not know: the size has no effect.', 'Correct the key.', 'Spark 3.5 configuration.html'),
  SZ6120: error('an option that the Java of EMR Serverless refuses', 'A JVM that does not know an option does not start: drivers and executors fail at once.', 'Use the option named, or leave it out.', `${GUIDE}/using-java-runtime.html`),
  SZ6121: error('a run without a required argument', 'StartJobRun needs an application and a role.', 'Add the arguments named.', `${API}/API_StartJobRun.html`),
  SZ6122: error('a run of another engine', 'An application runs one engine, and a job is for one.', 'Use the driver of the application\'s engine.', `${API}/API_StartJobRun.html`),
  SZ6123: error('a timeout that is refused', 'Batch runs need a timeout from emr-7.11.0 on, and runs with serverless storage one of a day at most.', 'Use a timeout in the range named.', `${GUIDE}/release-version-7110.html`),
  SZ6124: error('a mode that is not there', 'Runs are batch or streaming, and streaming came with emr-7.1.0.', 'Use BATCH, or a later release.', `${GUIDE}/jobs-spark-streaming-getting-started.html`),
  SZ6125: warning('retries of the other mode', 'MaxAttempts is for batch runs, MaxFailedAttemptsPerHour for streaming runs.', 'Use the field of the run\'s mode.', `${API}/API_RetryPolicy.html`),
  SZ6126: error('submit parameters that are too long', 'The service limits their characters.', 'Move settings to ApplicationConfiguration, or to the application.', `${API}/API_SparkSubmit.html`),
  SZ6127: warning('settings of the application that the job replaces', 'On this release the configuration of a job stands for all of the application\'s, and is not merged with it.', 'State all of them in the job, or use a later release.', `${GUIDE}/release-version-emr-spark-8.1.0.html`),
} satisfies Record<string, ProblemRow>;
