// The app that python/app.py, java/…/App.java and go/main.go say again, line for line: each must give the same templates, facts and refusals.
const { writeFileSync } = require('node:fs');
const cdk = require('aws-cdk-lib');
const cloudwatch = require('aws-cdk-lib/aws-cloudwatch');
const ec2 = require('aws-cdk-lib/aws-ec2');
const emr = require('aws-cdk-lib/aws-emr');
const emrserverless = require('aws-cdk-lib/aws-emrserverless');
const iam = require('aws-cdk-lib/aws-iam');
const kms = require('aws-cdk-lib/aws-kms');
const logs = require('aws-cdk-lib/aws-logs');
const s3 = require('aws-cdk-lib/aws-s3');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const sized = require('../../..');

const { WORKLOAD, SCRIPT, FACTS } = process.env;
const env = { account: '123456789012', region: 'us-east-1' };
const app = new cdk.App();
const facts = {};
const etl = sized.SparkWorkload.of({ input: cdk.Size.gibibytes(80), coreTime: cdk.Duration.hours(4), finishWithin: cdk.Duration.hours(1), maxConcurrentVcpus: 400 });

function serverless() {
  const stack = new cdk.Stack(app, 'Serverless', { env });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-0123456789abcdef0'] });
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'data');
  const workload = sized.SparkWorkload.of({
    name: 'nightly',
    profile: sized.WorkloadProfile.SQL_ANALYTICS,
    language: sized.SparkLanguage.PYTHON,
    input: cdk.Size.gibibytes(200),
    inputFormat: 'parquet',
    inputFiles: 2000,
    output: cdk.Size.gibibytes(20),
    shuffle: cdk.Size.gibibytes(60),
    skew: 1.25,
    spill: sized.SpillPolicy.ALLOWED,
    cache: cdk.Size.gibibytes(8),
    storageLevel: sized.SparkStorageLevel.MEMORY_AND_DISK,
    broadcast: cdk.Size.mebibytes(200),
    pythonMemoryPerTask: cdk.Size.mebibytes(256),
    today: { workers: 20, vcpu: 4, duration: cdk.Duration.minutes(30) },
    finishWithin: cdk.Duration.minutes(45),
    concurrentRuns: 2,
    growth: 1.1,
    maxConcurrentVcpus: 1000,
    stages: [
      sized.SparkStage.sort({ records: 200_000_000, rowBytes: 64, skew: 1.5 }),
      sized.SparkStage.sortMergeJoin({ records: 100_000_000, rowBytes: 48, otherRecords: 20_000_000, otherRowBytes: 32 }),
      sized.SparkStage.aggregate({ records: 5_000_000, keyBytes: 16, valueBytes: 24, keys: sized.StageKeys.OTHER }),
      sized.SparkStage.partialAggregate({ largestRecords: 100_000, keyBytes: 16, valueBytes: 24 }),
      sized.SparkStage.objectAggregate({ records: 1_000_000, keyBytes: 16, rowBytes: 100 }),
      sized.SparkStage.hashJoin({ records: 2_000_000, rowBytes: 40, alongside: [sized.SparkStage.sort({ records: 2_000_000, rowBytes: 40 })] }),
      sized.SparkStage.window({ records: 10_000_000, rowBytes: 56, groupRecords: 1_000 }),
    ],
    observed: { log: 'nightly.zstd', sparkVersion: '3.5.6', date: '2026-11-20' },
  });
  const nightly = new sized.SizedEmrServerlessApp(stack, 'Nightly', {
    workload,
    release: sized.EmrRelease.of('emr-7.12.0'),
    architecture: sized.EmrArchitecture.ARM64,
    objective: sized.PlanObjective.COST,
    prices: { vcpuHourUsd: 0.04, memoryGiBHourUsd: 0.005 },
    warm: 1,
    collector: sized.GarbageCollector.G1,
    applicationName: 'nightly',
    vpc,
    cloudWatchLogs: { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Logs', '/jobs/nightly'), driverLogs: [sized.WorkerLogType.STDOUT, sized.WorkerLogType.STDERR] },
    s3Logs: { bucket, prefix: 'logs' },
    managedLogs: { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef') },
    livyEndpoint: true,
    glueCatalog: true,
    tableFormats: [sized.TableFormat.ICEBERG],
    queueTimeout: cdk.Duration.hours(1),
    idleTimeout: cdk.Duration.minutes(30),
    image: sized.ServerlessImage.fromUri('123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:1'),
    sparkSettings: { 'spark.sql.catalog.lake': 'org.apache.iceberg.spark.SparkCatalog' },
    tags: { team: 'data' },
    removalPolicy: cdk.RemovalPolicy.RETAIN,
  });
  const reports = nightly.addWorkload('Reports', sized.SparkWorkload.fromFile(WORKLOAD), { executors: 4, maxUsd: 100 });
  const locked = sized.SparkPlan.forServerless(etl, { release: sized.EmrRelease.EMR_7_12_0, architecture: sized.EmrArchitecture.ARM64, serverlessStorage: true });
  const pinned = nightly.addPlan('Pinned', sized.SparkPlan.fromJson(locked.toJson()), { sizesInApplication: false });
  nightly.connections.allowToAnyIpv4(ec2.Port.tcp(443));

  const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
  const execution = new iam.Role(stack, 'Execution', { assumedBy: new iam.ServicePrincipal('emr-serverless.amazonaws.com') });
  nightly.grants.startJobs(caller, execution);
  nightly.grants.cancelJobs(caller);
  nightly.grants.read(caller);
  nightly.grants.dashboard(caller);
  nightly.grants.livy(caller, execution);
  new cloudwatch.Alarm(stack, 'Failed', { metric: nightly.metrics.failedJobs({ statistic: 'Sum', period: cdk.Duration.minutes(5) }), threshold: 1, evaluationPeriods: 1 });
  new cloudwatch.Alarm(stack, 'Drivers', {
    metric: nightly.metrics.runningWorkerCount({ workerType: 'SPARK_DRIVER', capacityAllocationType: 'PreInitCapacity' }), threshold: 10, evaluationPeriods: 3,
  });
  const others = sized.EmrServerlessApplicationMetrics.fromApplication(
    sized.SizedEmrServerlessApp.fromApplicationId(stack, 'Other', '00f0000000000000'), { applicationName: 'other' });
  new cloudwatch.Alarm(stack, 'Waiting', { metric: others.pendingJobs(), threshold: 5, evaluationPeriods: 2 });
  new cloudwatch.Alarm(stack, 'Busy', {
    metric: others.workerCpuUsed({ jobRunId: '00f0000000000001', workerType: 'SPARK_EXECUTOR', capacityAllocationType: 'OnDemandCapacity' }), threshold: 4, evaluationPeriods: 1,
  });
  new cdk.CfnOutput(stack, 'Arn', { value: nightly.applicationArn });

  const { plan } = nightly;
  Object.assign(facts, {
    'plan.name': plan.name,
    'plan.release': plan.release.label,
    'plan.isArm': plan.architecture === sized.EmrArchitecture.ARM64,
    'plan.isServerless': plan.platform === sized.PlanPlatform.SERVERLESS,
    'plan.executor.heapMiB': plan.executor.heapMiB,
    'plan.executor.neededBy': plan.executor.neededBy,
    'plan.executor.worker.vcpu': plan.executor.worker.vcpu,
    'plan.driver.containerMiB': plan.driver.containerMiB,
    'plan.executors.dynamic': plan.executors.dynamic,
    'plan.executors.maximum': plan.executors.maximum,
    'plan.partitions': plan.partitions,
    'plan.taskMemory.isOfStages': plan.taskMemory.basis === sized.MemoryBasis.STAGES,
    'plan.cost.usd': plan.cost.usd,
    'plan.cost.isPerRun': plan.cost.period === sized.CostPeriod.RUN,
    'plan.runTime.highSeconds': plan.runTime.highSeconds,
    'plan.maximumCapacity.memory': plan.maximumCapacity.memory,
    'plan.initialCapacity.keys': plan.initialCapacity.map(({ key }) => key),
    'plan.hasCluster': plan.cluster !== undefined,
    'plan.sparkDefaults': plan.sparkDefaults,
    'plan.reasons': plan.reasons.map(({ quantity, because }) => `${quantity}: ${because}`),
    'plan.assumptions': plan.assumptions.map(({ field, value }) => `${field}: ${value}`),
    'plan.warnings': plan.warnings.map(({ id, message }) => `${id} ${message}`),
    'plan.runnersUp': plan.runnersUp.map(({ summary }) => summary),
    'plan.waste.memoryFraction': plan.waste.memoryFraction,
    'plan.escalation.heapMiB': plan.escalation.heapMiB,
    'plan.toText': plan.toText(),
    'plan.toMarkdown': plan.toMarkdown(),
    'plan.toHtml': plan.toHtml(),
    'workload.toJson': workload.toJson(),
    'app.maximumCapacity.cpu': nightly.maximumCapacity.cpu,
    'app.maxConcurrentRuns': nightly.maxConcurrentRuns,
    'app.idleUsdPerHour': nightly.idleUsdPerHour,
    'reports.sparkSubmitParameters': reports.sparkSubmitParameters(),
    'pinned.sparkSettings': pinned.sparkSettings,
  });
  return nightly;
}

function jobs(nightly) {
  const stack = new cdk.Stack(app, 'Jobs', { env });
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'data');
  const job = new sized.SparkJob(stack, 'Job', {
    entryPoint: sized.SparkFile.fromAsset(SCRIPT),
    entryPointArguments: ['--date', 'today'],
    pyFiles: [sized.SparkFile.fromBucket(bucket, 'code/library.zip')],
    archives: { environment: sized.SparkFile.fromUri('s3://code/environment.tar.gz') },
    sparkSettings: { 'spark.sql.session.timeZone': 'UTC' },
  });
  const role = new sized.EmrServerlessJobRole(stack, 'Role', {
    application: nightly, jobs: [job], reads: [{ bucket, prefix: 'in' }], writes: [{ bucket, prefix: 'out' }], readDatabases: ['sales'], s3Logs: { bucket, prefix: 'logs' },
  });
  const first = new sized.EmrServerlessStartJobRun(stack, 'First', {
    application: nightly, job, executionRole: role, jobName: 'first', executionTimeout: cdk.Duration.hours(2), maxAttempts: 2, jobTags: { team: 'data' },
  });
  const second = sized.EmrServerlessStartJobRun.jsonPath(stack, 'Second', {
    application: nightly, job, executionRole: role, entryPointArguments: ['--date', sfn.JsonPath.stringAt('$.date')], resultPath: sfn.JsonPath.DISCARD,
  });
  const third = sized.EmrServerlessStartJobRun.jsonata(stack, 'Third', {
    application: nightly, job, executionRole: role, entryPointArguments: ['{% $states.input.date %}'], integrationPattern: sfn.IntegrationPattern.REQUEST_RESPONSE,
  });
  const fourth = new sized.EmrServerlessEscalatingJobRun(stack, 'Fourth', { application: nightly, job, executionRole: role });
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(first.next(second).next(third).next(fourth)) });
}

function cluster() {
  const stack = new cdk.Stack(app, 'Cluster', { env });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-0123456789abcdef0'] });
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'data');
  const groups = new sized.SizedEmrCluster(stack, 'Groups', {
    workload: etl,
    vpc,
    s3Logs: { bucket },
    instanceTypes: ['r5.2xlarge'],
    instanceTypeCorrections: [{ instanceType: 'r5.2xlarge', spotUsdPerHour: 0.2 }],
    prices: { gp3GiBMonthUsd: 0.08 },
    taskNodes: 1,
    taskMarket: sized.InstanceMarket.SPOT,
    minimumNodes: 2,
    idleTimeout: cdk.Duration.hours(1),
    rootVolume: cdk.Size.gibibytes(20),
    bootstrapActions: [{ name: 'Monitoring', path: 's3://code/monitoring.sh', args: ['--quiet'] }],
    configurations: [{ classification: 'hive-site', properties: { 'hive.exec.parallel': 'true' } }],
    tags: { team: 'data' },
  });
  const reports = groups.addWorkload('Reports', sized.SparkWorkload.of({ input: cdk.Size.gibibytes(40), coreTime: cdk.Duration.hours(2), concurrentRuns: 2 }));
  const code = new sized.SparkJob(stack, 'Code', { entryPoint: sized.SparkFile.fromUri('s3://code/job.jar'), mainClass: 'com.example.Nightly' });
  groups.addStep({ name: 'Nightly', args: code.sparkSubmitArguments(groups.workload) });
  groups.addStep({ name: 'Reports', args: reports.sparkSubmitArguments(['s3://code/reports.py']) });
  code.grantRead(groups);
  const step = new sized.EmrClusterAddStep(stack, 'Step', { cluster: groups, job: code, workload: reports, stepName: 'again' });
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(step) });
  const fleet = new sized.SizedEmrCluster(stack, 'Fleet', {
    workload: etl, vpc, instanceTypes: ['m5.4xlarge'], fleetInstanceTypes: ['m5a.4xlarge', 'm6i.4xlarge'], spotShare: 0.5, sparkSettings: { 'spark.sql.session.timeZone': 'UTC' },
  });
  const { plan } = groups;
  Object.assign(facts, {
    'cluster.core.count': plan.cluster.core.count,
    'cluster.primary.instanceType': plan.cluster.primary.instanceType,
    'cluster.applicationMasterMiB': plan.cluster.applicationMasterMiB,
    'cluster.hasWorker': plan.executor.worker !== undefined,
    'cluster.hasCapacity': plan.maximumCapacity !== undefined,
    'cluster.nodeCount': groups.nodeCount,
    'cluster.instanceType': groups.instanceType,
    'cluster.stepConcurrency': groups.stepConcurrency,
    'fleet.nodeCount': fleet.nodeCount,
    'fleet.idleUsdPerHour': fleet.idleUsdPerHour,
  });
}

function mixins() {
  const stack = new cdk.Stack(app, 'Mixins', { env });
  const application = new emrserverless.CfnApplication(stack, 'Application', { type: 'Spark', releaseLabel: 'emr-7.12.0' });
  cdk.Mixins.of(application).apply(new sized.EmrServerlessSizing({ workload: etl }));
  const raw = new emr.CfnCluster(stack, 'Cluster', {
    name: 'raw', releaseLabel: 'emr-7.12.0', serviceRole: 'service', jobFlowRole: 'nodes', applications: [{ name: 'Spark' }],
    instances: { masterInstanceGroup: { instanceCount: 1, instanceType: 'm5.xlarge' }, coreInstanceGroup: { instanceCount: 1, instanceType: 'm5.xlarge' } },
  });
  cdk.Mixins.of(raw).apply(new sized.EmrClusterSizing({ workload: etl, instanceTypes: ['r5.2xlarge'] }));
  cdk.Validations.of(app).addPlugins(new sized.SizingChecks({ minimumSeverity: sized.FindingSeverity.NOTE, failOn: sized.FindingSeverity.WARNING }));
}

function memory() {
  const explained = sized.SparkMemory.explain({
    executorMemory: cdk.Size.gibibytes(14), executorCores: 4, sparkVersion: '3.5.6', platform: sized.ContainerPlatform.SERVERLESS, collector: sized.GarbageCollector.G1,
  });
  const old = sized.SparkMemory.explain({ executorMemory: cdk.Size.gibibytes(4), sparkVersion: '1.5.2', manager: sized.SparkMemoryManager.STATIC });
  const heap = sized.SparkMemory.jvmHeap({ xmx: cdk.Size.gibibytes(4), collector: sized.GarbageCollector.PARALLEL, javaVersion: 8 });
  const unified = sized.SparkMemory.unified({ maxMemory: cdk.Size.gibibytes(4), memoryFraction: 0.7 });
  const legacy = sized.SparkMemory.legacy({ maxMemory: cdk.Size.gibibytes(4) });
  const container = sized.SparkMemory.container({ heap: cdk.Size.gibibytes(10), platform: sized.ContainerPlatform.EMR, role: sized.ContainerRole.EXECUTOR });
  const largest = sized.SparkMemory.largestHeap({ container: cdk.Size.gibibytes(16), pyspark: cdk.Size.gibibytes(2) });
  const stage = sized.SparkMemory.stage(sized.SparkStage.sort({ records: 100_000_000, rowBytes: 64 }), { partitions: 400, skew: 2, pageSize: cdk.Size.mebibytes(4) });
  Object.assign(facts, {
    'explain.unified.executionBytes': explained.unified.executionBytes,
    'explain.hasLegacy': explained.legacy !== undefined,
    'explain.container.overheadMiB': explained.container.overheadMiB,
    'explain.taskMinimumBytes': explained.taskMinimumBytes,
    'explain.uiStorageMemory': explained.uiStorageMemory,
    'explain.notes': explained.notes,
    'explain.old.shuffleBytes': old.legacy.shuffleBytes,
    'jvmHeap.maxMemoryBytes': heap.maxMemoryBytes,
    'unified.userBytes': unified.userBytes,
    'legacy.storageBytes': legacy.storageBytes,
    'container.requestedMiB': container.requestedMiB,
    'largestHeap.heapMiB': largest.heapMiB,
    'stage.peakBytes': stage.peakBytes,
  });
}

/** What is refused, with all problems at once. */
function refusals() {
  const stack = new cdk.Stack(new cdk.App({ autoSynth: false }), 'Refused');
  const crowded = new sized.SizedEmrServerlessApp(stack, 'Crowded', { workload: etl });
  const refused = {
    'workload': () => sized.SparkWorkload.of({ input: cdk.Size.gibibytes(1), shuffleExpansion: 0.01, skew: 0.5, concurrentRuns: 0 }),
    'file': () => sized.SparkWorkload.fromFile('nowhere.workload.json'),
    'release': () => sized.EmrRelease.of('7.12'),
    'deadline': () => new sized.SizedEmrServerlessApp(stack, 'Late', {
      workload: sized.SparkWorkload.of({ input: cdk.Size.gibibytes(500), coreTime: cdk.Duration.hours(100), finishWithin: cdk.Duration.minutes(5), maxConcurrentVcpus: 16 }),
    }),
    'token': () => new sized.SizedEmrServerlessApp(stack, 'Token', { workload: etl, executors: cdk.Token.asNumber({ Ref: 'Count' }), partitions: 0 }),
    'again': () => crowded.addWorkload('Resource', etl),
    'setting': () => new sized.SizedEmrCluster(stack, 'Setting', { workload: etl, applications: ['Spark', 'HBase'], sparkSettings: { 'spark.executor.memory': '4g' } }),
    'memory': () => sized.SparkMemory.explain({ executorMemory: cdk.Size.mebibytes(300), memoryFraction: 2 }),
    'validator': () => sized.SizingChecks.regoPlugin(),
  };
  for (const [name, call] of Object.entries(refused)) facts[`refused.${name}`] = messageOf(call);
}

function messageOf(call) {
  try {
    call();
    return 'taken';
  } catch (error) {
    return error.message;
  }
}

const nightly = serverless();
jobs(nightly);
cluster();
mixins();
memory();
refusals();
app.synth();
writeFileSync(FACTS, JSON.stringify(facts, undefined, 1));
