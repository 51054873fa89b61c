package judge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdksizedemr.*;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Mixins;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.emr.CfnCluster;
import software.amazon.awscdk.services.emrserverless.CfnApplication;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.IntegrationPattern;
import software.amazon.awscdk.services.stepfunctions.JsonPath;
import software.amazon.awscdk.services.stepfunctions.StateMachine;

/** What typescript/app.js says, in Java: it must give the same templates, facts and refusals. */
public final class App {
  private final software.amazon.awscdk.App app = new software.amazon.awscdk.App();
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final SparkWorkload etl = SparkWorkload.of(SparkWorkloadProps.builder()
      .input(Size.gibibytes(80)).coreTime(Duration.hours(4)).finishWithin(Duration.hours(1)).maxConcurrentVcpus(400).build());

  public static void main(final String[] args) throws IOException {
    final App judged = new App();
    judged.jobs(judged.serverless());
    judged.cluster();
    judged.mixins();
    judged.memory();
    judged.refusals();
    judged.app.synth();
    new ObjectMapper().writeValue(new File(System.getenv("FACTS")), judged.facts);
  }

  private Stack stack(final String name) {
    return new Stack(app, name, StackProps.builder().env(Environment.builder().account("123456789012").region("us-east-1").build()).build());
  }

  private static IVpc vpc(final Stack stack) {
    return Vpc.fromVpcAttributes(stack, "Vpc", VpcAttributes.builder()
        .vpcId("vpc-0123456789abcdef0").availabilityZones(List.of("us-east-1a")).privateSubnetIds(List.of("subnet-0123456789abcdef0")).build());
  }

  private SizedEmrServerlessApp serverless() {
    final Stack stack = stack("Serverless");
    final IVpc vpc = vpc(stack);
    final IBucket bucket = Bucket.fromBucketName(stack, "Bucket", "data");
    final SparkWorkload workload = SparkWorkload.of(SparkWorkloadProps.builder()
        .name("nightly")
        .profile(WorkloadProfile.SQL_ANALYTICS)
        .language(SparkLanguage.PYTHON)
        .input(Size.gibibytes(200))
        .inputFormat("parquet")
        .inputFiles(2000)
        .output(Size.gibibytes(20))
        .shuffle(Size.gibibytes(60))
        .skew(1.25)
        .spill(SpillPolicy.ALLOWED)
        .cache(Size.gibibytes(8))
        .storageLevel(SparkStorageLevel.MEMORY_AND_DISK)
        .broadcast(Size.mebibytes(200))
        .pythonMemoryPerTask(Size.mebibytes(256))
        .today(SparkToday.builder().workers(20).vcpu(4).duration(Duration.minutes(30)).build())
        .finishWithin(Duration.minutes(45))
        .concurrentRuns(2)
        .growth(1.1)
        .maxConcurrentVcpus(1000)
        .stages(List.of(
            SparkStage.sort(SortStageProps.builder().records(200_000_000).rowBytes(64).skew(1.5).build()),
            SparkStage.sortMergeJoin(SortMergeJoinStageProps.builder().records(100_000_000).rowBytes(48).otherRecords(20_000_000).otherRowBytes(32).build()),
            SparkStage.aggregate(AggregateStageProps.builder().records(5_000_000).keyBytes(16).valueBytes(24).keys(StageKeys.OTHER).build()),
            SparkStage.partialAggregate(AggregateStageProps.builder().largestRecords(100_000).keyBytes(16).valueBytes(24).build()),
            SparkStage.objectAggregate(ObjectAggregateStageProps.builder().records(1_000_000).keyBytes(16).rowBytes(100).build()),
            SparkStage.hashJoin(HashJoinStageProps.builder().records(2_000_000).rowBytes(40)
                .alongside(List.of(SparkStage.sort(SortStageProps.builder().records(2_000_000).rowBytes(40).build()))).build()),
            SparkStage.window(WindowStageProps.builder().records(10_000_000).rowBytes(56).groupRecords(1_000).build())))
        .observed(SparkObservation.builder().log("nightly.zstd").sparkVersion("3.5.6").date("2026-11-20").build())
        .build());
    final SizedEmrServerlessApp nightly = SizedEmrServerlessApp.Builder.create(stack, "Nightly")
        .workload(workload)
        .release(EmrRelease.of("emr-7.12.0"))
        .architecture(EmrArchitecture.ARM64)
        .objective(PlanObjective.COST)
        .prices(ServerlessPrices.builder().vcpuHourUsd(0.04).memoryGiBHourUsd(0.005).build())
        .warm(1)
        .collector(GarbageCollector.G1)
        .applicationName("nightly")
        .vpc(vpc)
        .cloudWatchLogs(CloudWatchLogsOptions.builder().logGroup(LogGroup.fromLogGroupName(stack, "Logs", "/jobs/nightly"))
            .driverLogs(List.of(WorkerLogType.STDOUT, WorkerLogType.STDERR)).build())
        .s3Logs(S3LogsOptions.builder().bucket(bucket).prefix("logs").build())
        .managedLogs(ManagedLogsOptions.builder()
            .encryptionKey(Key.fromKeyArn(stack, "Key", "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef")).build())
        .livyEndpoint(true)
        .glueCatalog(true)
        .tableFormats(List.of(TableFormat.ICEBERG))
        .queueTimeout(Duration.hours(1))
        .idleTimeout(Duration.minutes(30))
        .image(ServerlessImage.fromUri("123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:1"))
        .sparkSettings(Map.of("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog"))
        .tags(Map.of("team", "data"))
        .removalPolicy(RemovalPolicy.RETAIN)
        .build();
    final SizedServerlessWorkload reports = nightly.addWorkload(
        "Reports", SparkWorkload.fromFile(System.getenv("WORKLOAD")), AddWorkloadOptions.builder().executors(4).maxUsd(100).build());
    final SparkPlan locked = SparkPlan.forServerless(etl, ServerlessPlanOptions.builder()
        .release(EmrRelease.EMR_7_12_0).architecture(EmrArchitecture.ARM64).serverlessStorage(true).build());
    final SizedServerlessWorkload pinned = nightly.addPlan(
        "Pinned", SparkPlan.fromJson(locked.toJson()), AddPlanOptions.builder().sizesInApplication(false).build());
    nightly.getConnections().allowToAnyIpv4(Port.tcp(443));

    final Role caller = Role.Builder.create(stack, "Caller").assumedBy(new AccountRootPrincipal()).build();
    final Role execution = Role.Builder.create(stack, "Execution").assumedBy(new ServicePrincipal("emr-serverless.amazonaws.com")).build();
    nightly.getGrants().startJobs(caller, execution);
    nightly.getGrants().cancelJobs(caller);
    nightly.getGrants().read(caller);
    nightly.getGrants().dashboard(caller);
    nightly.getGrants().livy(caller, execution);
    Alarm.Builder.create(stack, "Failed")
        .metric(nightly.getMetrics().failedJobs(MetricOptions.builder().statistic("Sum").period(Duration.minutes(5)).build()))
        .threshold(1).evaluationPeriods(1).build();
    Alarm.Builder.create(stack, "Drivers")
        .metric(nightly.getMetrics().runningWorkerCount(
            WorkerMetricOptions.builder().workerType("SPARK_DRIVER").capacityAllocationType("PreInitCapacity").build()))
        .threshold(10).evaluationPeriods(3).build();
    final EmrServerlessApplicationMetrics others = EmrServerlessApplicationMetrics.fromApplication(
        SizedEmrServerlessApp.fromApplicationId(stack, "Other", "00f0000000000000"),
        EmrServerlessApplicationMetricsOptions.builder().applicationName("other").build());
    Alarm.Builder.create(stack, "Waiting").metric(others.pendingJobs()).threshold(5).evaluationPeriods(2).build();
    Alarm.Builder.create(stack, "Busy")
        .metric(others.workerCpuUsed(JobWorkerMetricOptions.builder()
            .jobRunId("00f0000000000001").workerType("SPARK_EXECUTOR").capacityAllocationType("OnDemandCapacity").build()))
        .threshold(4).evaluationPeriods(1).build();
    CfnOutput.Builder.create(stack, "Arn").value(nightly.getApplicationArn()).build();

    final SparkPlan plan = nightly.getPlan();
    facts.put("plan.name", plan.getName());
    facts.put("plan.release", plan.getRelease().getLabel());
    facts.put("plan.isArm", plan.getArchitecture() == EmrArchitecture.ARM64);
    facts.put("plan.isServerless", plan.getPlatform() == PlanPlatform.SERVERLESS);
    facts.put("plan.executor.heapMiB", plan.getExecutor().getHeapMiB());
    facts.put("plan.executor.neededBy", plan.getExecutor().getNeededBy());
    facts.put("plan.executor.worker.vcpu", plan.getExecutor().getWorker().getVcpu());
    facts.put("plan.driver.containerMiB", plan.getDriver().getContainerMiB());
    facts.put("plan.executors.dynamic", plan.getExecutors().getDynamic());
    facts.put("plan.executors.maximum", plan.getExecutors().getMaximum());
    facts.put("plan.partitions", plan.getPartitions());
    facts.put("plan.taskMemory.isOfStages", plan.getTaskMemory().getBasis() == MemoryBasis.STAGES);
    facts.put("plan.cost.usd", plan.getCost().getUsd());
    facts.put("plan.cost.isPerRun", plan.getCost().getPeriod() == CostPeriod.RUN);
    facts.put("plan.runTime.highSeconds", plan.getRunTime().getHighSeconds());
    facts.put("plan.maximumCapacity.memory", plan.getMaximumCapacity().getMemory());
    facts.put("plan.initialCapacity.keys", plan.getInitialCapacity().stream().map(PlannedWarmWorkers::getKey).toList());
    facts.put("plan.hasCluster", plan.getCluster() != null);
    facts.put("plan.sparkDefaults", plan.getSparkDefaults());
    facts.put("plan.reasons", plan.getReasons().stream().map(reason -> reason.getQuantity() + ": " + reason.getBecause()).toList());
    facts.put("plan.assumptions", plan.getAssumptions().stream().map(assumption -> assumption.getField() + ": " + assumption.getValue()).toList());
    facts.put("plan.warnings", plan.getWarnings().stream().map(warning -> warning.getId() + " " + warning.getMessage()).toList());
    facts.put("plan.runnersUp", plan.getRunnersUp().stream().map(PlanRunnerUp::getSummary).toList());
    facts.put("plan.waste.memoryFraction", plan.getWaste().getMemoryFraction());
    facts.put("plan.escalation.heapMiB", plan.getEscalation().getHeapMiB());
    facts.put("plan.toText", plan.toText());
    facts.put("plan.toMarkdown", plan.toMarkdown());
    facts.put("plan.toHtml", plan.toHtml());
    facts.put("workload.toJson", workload.toJson());
    facts.put("app.maximumCapacity.cpu", nightly.getMaximumCapacity().getCpu());
    facts.put("app.maxConcurrentRuns", nightly.getMaxConcurrentRuns());
    facts.put("app.idleUsdPerHour", nightly.getIdleUsdPerHour());
    facts.put("reports.sparkSubmitParameters", reports.sparkSubmitParameters());
    facts.put("pinned.sparkSettings", pinned.getSparkSettings());
    return nightly;
  }

  private void jobs(final SizedEmrServerlessApp nightly) {
    final Stack stack = stack("Jobs");
    final IBucket bucket = Bucket.fromBucketName(stack, "Bucket", "data");
    final SparkJob job = SparkJob.Builder.create(stack, "Job")
        .entryPoint(SparkFile.fromAsset(System.getenv("SCRIPT")))
        .entryPointArguments(List.of("--date", "today"))
        .pyFiles(List.of(SparkFile.fromBucket(bucket, "code/library.zip")))
        .archives(Map.of("environment", SparkFile.fromUri("s3://code/environment.tar.gz")))
        .sparkSettings(Map.of("spark.sql.session.timeZone", "UTC"))
        .build();
    final EmrServerlessJobRole role = EmrServerlessJobRole.Builder.create(stack, "Role")
        .application(nightly)
        .jobs(List.of(job))
        .reads(List.of(S3Location.builder().bucket(bucket).prefix("in").build()))
        .writes(List.of(S3Location.builder().bucket(bucket).prefix("out").build()))
        .readDatabases(List.of("sales"))
        .s3Logs(S3LogsOptions.builder().bucket(bucket).prefix("logs").build())
        .build();
    final EmrServerlessStartJobRun first = EmrServerlessStartJobRun.Builder.create(stack, "First")
        .application(nightly).job(job).executionRole(role)
        .jobName("first").executionTimeout(Duration.hours(2)).maxAttempts(2).jobTags(Map.of("team", "data"))
        .build();
    final EmrServerlessStartJobRun second = EmrServerlessStartJobRun.jsonPath(stack, "Second", EmrServerlessStartJobRunJsonPathProps.builder()
        .application(nightly).job(job).executionRole(role)
        .entryPointArguments(List.of("--date", JsonPath.stringAt("$.date"))).resultPath(JsonPath.DISCARD)
        .build());
    final EmrServerlessStartJobRun third = EmrServerlessStartJobRun.jsonata(stack, "Third", EmrServerlessStartJobRunJsonataProps.builder()
        .application(nightly).job(job).executionRole(role)
        .entryPointArguments(List.of("{% $states.input.date %}")).integrationPattern(IntegrationPattern.REQUEST_RESPONSE)
        .build());
    final EmrServerlessEscalatingJobRun fourth = EmrServerlessEscalatingJobRun.Builder.create(stack, "Fourth")
        .application(nightly).job(job).executionRole(role).build();
    StateMachine.Builder.create(stack, "Machine").definitionBody(DefinitionBody.fromChainable(first.next(second).next(third).next(fourth))).build();
  }

  private void cluster() {
    final Stack stack = stack("Cluster");
    final IVpc vpc = vpc(stack);
    final IBucket bucket = Bucket.fromBucketName(stack, "Bucket", "data");
    final SizedEmrCluster groups = SizedEmrCluster.Builder.create(stack, "Groups")
        .workload(etl)
        .vpc(vpc)
        .s3Logs(S3LogsOptions.builder().bucket(bucket).build())
        .instanceTypes(List.of("r5.2xlarge"))
        .instanceTypeCorrections(List.of(InstanceTypeCorrection.builder().instanceType("r5.2xlarge").spotUsdPerHour(0.2).build()))
        .prices(ClusterPrices.builder().gp3GiBMonthUsd(0.08).build())
        .taskNodes(1)
        .taskMarket(InstanceMarket.SPOT)
        .minimumNodes(2)
        .idleTimeout(Duration.hours(1))
        .rootVolume(Size.gibibytes(20))
        .bootstrapActions(List.of(ClusterBootstrapAction.builder().name("Monitoring").path("s3://code/monitoring.sh").args(List.of("--quiet")).build()))
        .configurations(List.of(ClusterConfiguration.builder().classification("hive-site").properties(Map.of("hive.exec.parallel", "true")).build()))
        .tags(Map.of("team", "data"))
        .build();
    final SizedClusterWorkload reports = groups.addWorkload("Reports", SparkWorkload.of(SparkWorkloadProps.builder()
        .input(Size.gibibytes(40)).coreTime(Duration.hours(2)).concurrentRuns(2).build()));
    final SparkJob code = SparkJob.Builder.create(stack, "Code")
        .entryPoint(SparkFile.fromUri("s3://code/job.jar")).mainClass("com.example.Nightly").build();
    groups.addStep(ClusterStep.builder().name("Nightly").args(code.sparkSubmitArguments(groups.getWorkload())).build());
    groups.addStep(ClusterStep.builder().name("Reports").args(reports.sparkSubmitArguments(List.of("s3://code/reports.py"))).build());
    code.grantRead(groups);
    final EmrClusterAddStep step = EmrClusterAddStep.Builder.create(stack, "Step")
        .cluster(groups).job(code).workload(reports).stepName("again").build();
    StateMachine.Builder.create(stack, "Machine").definitionBody(DefinitionBody.fromChainable(step)).build();
    final SizedEmrCluster fleet = SizedEmrCluster.Builder.create(stack, "Fleet")
        .workload(etl).vpc(vpc).instanceTypes(List.of("m5.4xlarge")).fleetInstanceTypes(List.of("m5a.4xlarge", "m6i.4xlarge")).spotShare(0.5)
        .sparkSettings(Map.of("spark.sql.session.timeZone", "UTC"))
        .build();
    final SparkPlan plan = groups.getPlan();
    facts.put("cluster.core.count", plan.getCluster().getCore().getCount());
    facts.put("cluster.primary.instanceType", plan.getCluster().getPrimary().getInstanceType());
    facts.put("cluster.applicationMasterMiB", plan.getCluster().getApplicationMasterMiB());
    facts.put("cluster.hasWorker", plan.getExecutor().getWorker() != null);
    facts.put("cluster.hasCapacity", plan.getMaximumCapacity() != null);
    facts.put("cluster.nodeCount", groups.getNodeCount());
    facts.put("cluster.instanceType", groups.getInstanceType());
    facts.put("cluster.stepConcurrency", groups.getStepConcurrency());
    facts.put("fleet.nodeCount", fleet.getNodeCount());
    facts.put("fleet.idleUsdPerHour", fleet.getIdleUsdPerHour());
  }

  private void mixins() {
    final Stack stack = stack("Mixins");
    final CfnApplication application = CfnApplication.Builder.create(stack, "Application").type("Spark").releaseLabel("emr-7.12.0").build();
    Mixins.of(application).apply(EmrServerlessSizing.Builder.create().workload(etl).build());
    final CfnCluster.InstanceGroupConfigProperty group =
        CfnCluster.InstanceGroupConfigProperty.builder().instanceCount(1).instanceType("m5.xlarge").build();
    final CfnCluster raw = CfnCluster.Builder.create(stack, "Cluster")
        .name("raw").releaseLabel("emr-7.12.0").serviceRole("service").jobFlowRole("nodes")
        .applications(List.of(CfnCluster.ApplicationProperty.builder().name("Spark").build()))
        .instances(CfnCluster.JobFlowInstancesConfigProperty.builder().masterInstanceGroup(group).coreInstanceGroup(group).build())
        .build();
    Mixins.of(raw).apply(EmrClusterSizing.Builder.create().workload(etl).instanceTypes(List.of("r5.2xlarge")).build());
    Validations.of(app).addPlugins(SizingChecks.Builder.create().minimumSeverity(FindingSeverity.NOTE).failOn(FindingSeverity.WARNING).build());
  }

  private void memory() {
    final MemoryExplanation explained = SparkMemory.explain(MemoryExplainProps.builder()
        .executorMemory(Size.gibibytes(14)).executorCores(4).sparkVersion("3.5.6").platform(ContainerPlatform.SERVERLESS)
        .collector(GarbageCollector.G1).build());
    final MemoryExplanation old = SparkMemory.explain(MemoryExplainProps.builder()
        .executorMemory(Size.gibibytes(4)).sparkVersion("1.5.2").manager(SparkMemoryManager.STATIC).build());
    final JvmHeapBreakdown heap = SparkMemory.jvmHeap(JvmHeapProps.builder()
        .xmx(Size.gibibytes(4)).collector(GarbageCollector.PARALLEL).javaVersion(8).build());
    final UnifiedMemoryBreakdown unified = SparkMemory.unified(UnifiedMemoryProps.builder().maxMemory(Size.gibibytes(4)).memoryFraction(0.7).build());
    final LegacyMemoryBreakdown legacy = SparkMemory.legacy(LegacyMemoryProps.builder().maxMemory(Size.gibibytes(4)).build());
    final ContainerBreakdown container = SparkMemory.container(HeapContainerProps.builder()
        .heap(Size.gibibytes(10)).platform(ContainerPlatform.EMR).role(ContainerRole.EXECUTOR).build());
    final ContainerBreakdown largest = SparkMemory.largestHeap(LargestHeapProps.builder()
        .container(Size.gibibytes(16)).pyspark(Size.gibibytes(2)).build());
    final StageMemoryBreakdown stage = SparkMemory.stage(
        SparkStage.sort(SortStageProps.builder().records(100_000_000).rowBytes(64).build()),
        StageMemoryProps.builder().partitions(400).skew(2).pageSize(Size.mebibytes(4)).build());
    facts.put("explain.unified.executionBytes", explained.getUnified().getExecutionBytes());
    facts.put("explain.hasLegacy", explained.getLegacy() != null);
    facts.put("explain.container.overheadMiB", explained.getContainer().getOverheadMiB());
    facts.put("explain.taskMinimumBytes", explained.getTaskMinimumBytes());
    facts.put("explain.uiStorageMemory", explained.getUiStorageMemory());
    facts.put("explain.notes", explained.getNotes());
    facts.put("explain.old.shuffleBytes", old.getLegacy().getShuffleBytes());
    facts.put("jvmHeap.maxMemoryBytes", heap.getMaxMemoryBytes());
    facts.put("unified.userBytes", unified.getUserBytes());
    facts.put("legacy.storageBytes", legacy.getStorageBytes());
    facts.put("container.requestedMiB", container.getRequestedMiB());
    facts.put("largestHeap.heapMiB", largest.getHeapMiB());
    facts.put("stage.peakBytes", stage.getPeakBytes());
  }

  /** What is refused, with all problems at once. */
  private void refusals() {
    final Stack stack = new Stack(new software.amazon.awscdk.App(AppProps.builder().autoSynth(false).build()), "Refused");
    final SizedEmrServerlessApp crowded = SizedEmrServerlessApp.Builder.create(stack, "Crowded").workload(etl).build();
    refused("workload", () -> SparkWorkload.of(SparkWorkloadProps.builder()
        .input(Size.gibibytes(1)).shuffleExpansion(0.01).skew(0.5).concurrentRuns(0).build()));
    refused("file", () -> SparkWorkload.fromFile("nowhere.workload.json"));
    refused("release", () -> EmrRelease.of("7.12"));
    refused("deadline", () -> SizedEmrServerlessApp.Builder.create(stack, "Late")
        .workload(SparkWorkload.of(SparkWorkloadProps.builder()
            .input(Size.gibibytes(500)).coreTime(Duration.hours(100)).finishWithin(Duration.minutes(5)).maxConcurrentVcpus(16).build()))
        .build());
    refused("token", () -> SizedEmrServerlessApp.Builder.create(stack, "Token")
        .workload(etl).executors(Token.asNumber(Map.of("Ref", "Count"))).partitions(0).build());
    refused("again", () -> crowded.addWorkload("Resource", etl));
    refused("setting", () -> SizedEmrCluster.Builder.create(stack, "Setting")
        .workload(etl).applications(List.of("Spark", "HBase")).sparkSettings(Map.of("spark.executor.memory", "4g")).build());
    refused("memory", () -> SparkMemory.explain(MemoryExplainProps.builder().executorMemory(Size.mebibytes(300)).memoryFraction(2).build()));
    refused("validator", SizingChecks::regoPlugin);
  }

  private void refused(final String name, final Runnable call) {
    String message = "taken";
    try {
      call.run();
    } catch (final RuntimeException error) { // software.amazon.jsii.JsiiException
      message = error.getMessage();
    }
    facts.put("refused." + name, message);
  }
}
