// What typescript/app.js says, in Go: it must give the same templates, facts and refusals.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsemr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsemrserverless"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"
	"github.com/aws/jsii-runtime-go"
	sized "github.com/cdk-sized-emr/cdk-sized-emr-go/cdksizedemr"
)

var (
	app   awscdk.App
	etl   sized.SparkWorkload
	facts = map[string]any{}
)

func main() {
	defer jsii.Close()
	app = awscdk.NewApp(nil)
	etl = sized.SparkWorkload_Of(&sized.SparkWorkloadProps{
		Input: gibibytes(80), CoreTime: hours(4), FinishWithin: hours(1), MaxConcurrentVcpus: jsii.Number(400),
	})
	jobs(serverless())
	cluster()
	mixins()
	memory()
	refusals()
	app.Synth(nil)
	text, err := json.MarshalIndent(facts, "", " ")
	if err == nil {
		err = os.WriteFile(os.Getenv("FACTS"), text, 0o644)
	}
	if err != nil {
		panic(err)
	}
}

func serverless() sized.SizedEmrServerlessApp {
	stack := newStack("Serverless")
	vpc := newVpc(stack)
	bucket := awss3.Bucket_FromBucketName(stack, jsii.String("Bucket"), jsii.String("data"))
	workload := sized.SparkWorkload_Of(&sized.SparkWorkloadProps{
		Name:                jsii.String("nightly"),
		Profile:             sized.WorkloadProfile_SQL_ANALYTICS,
		Language:            sized.SparkLanguage_PYTHON,
		Input:               gibibytes(200),
		InputFormat:         jsii.String("parquet"),
		InputFiles:          jsii.Number(2000),
		Output:              gibibytes(20),
		Shuffle:             gibibytes(60),
		Skew:                jsii.Number(1.25),
		Spill:               sized.SpillPolicy_ALLOWED,
		Cache:               gibibytes(8),
		StorageLevel:        sized.SparkStorageLevel_MEMORY_AND_DISK,
		Broadcast:           mebibytes(200),
		PythonMemoryPerTask: mebibytes(256),
		Today:               &sized.SparkToday{Workers: jsii.Number(20), Vcpu: jsii.Number(4), Duration: minutes(30)},
		FinishWithin:        minutes(45),
		ConcurrentRuns:      jsii.Number(2),
		Growth:              jsii.Number(1.1),
		MaxConcurrentVcpus:  jsii.Number(1000),
		Stages: &[]sized.SparkStage{
			sized.SparkStage_Sort(&sized.SortStageProps{Records: jsii.Number(200_000_000), RowBytes: jsii.Number(64), Skew: jsii.Number(1.5)}),
			sized.SparkStage_SortMergeJoin(&sized.SortMergeJoinStageProps{
				Records: jsii.Number(100_000_000), RowBytes: jsii.Number(48), OtherRecords: jsii.Number(20_000_000), OtherRowBytes: jsii.Number(32),
			}),
			sized.SparkStage_Aggregate(&sized.AggregateStageProps{
				Records: jsii.Number(5_000_000), KeyBytes: jsii.Number(16), ValueBytes: jsii.Number(24), Keys: sized.StageKeys_OTHER,
			}),
			sized.SparkStage_PartialAggregate(&sized.AggregateStageProps{
				LargestRecords: jsii.Number(100_000), KeyBytes: jsii.Number(16), ValueBytes: jsii.Number(24),
			}),
			sized.SparkStage_ObjectAggregate(&sized.ObjectAggregateStageProps{
				Records: jsii.Number(1_000_000), KeyBytes: jsii.Number(16), RowBytes: jsii.Number(100),
			}),
			sized.SparkStage_HashJoin(&sized.HashJoinStageProps{
				Records: jsii.Number(2_000_000), RowBytes: jsii.Number(40),
				Alongside: &[]sized.SparkStage{sized.SparkStage_Sort(&sized.SortStageProps{Records: jsii.Number(2_000_000), RowBytes: jsii.Number(40)})},
			}),
			sized.SparkStage_Window(&sized.WindowStageProps{Records: jsii.Number(10_000_000), RowBytes: jsii.Number(56), GroupRecords: jsii.Number(1_000)}),
		},
		Observed: &sized.SparkObservation{Log: jsii.String("nightly.zstd"), SparkVersion: jsii.String("3.5.6"), Date: jsii.String("2026-11-20")},
	})
	nightly := sized.NewSizedEmrServerlessApp(stack, jsii.String("Nightly"), &sized.SizedEmrServerlessAppProps{
		Workload:        workload,
		Release:         sized.EmrRelease_Of(jsii.String("emr-7.12.0")),
		Architecture:    sized.EmrArchitecture_ARM64,
		Objective:       sized.PlanObjective_COST,
		Prices:          &sized.ServerlessPrices{VcpuHourUsd: jsii.Number(0.04), MemoryGiBHourUsd: jsii.Number(0.005)},
		Warm:            jsii.Number(1),
		Collector:       sized.GarbageCollector_G1,
		ApplicationName: jsii.String("nightly"),
		Vpc:             vpc,
		CloudWatchLogs: &sized.CloudWatchLogsOptions{
			LogGroup:   awslogs.LogGroup_FromLogGroupName(stack, jsii.String("Logs"), jsii.String("/jobs/nightly")),
			DriverLogs: &[]sized.WorkerLogType{sized.WorkerLogType_STDOUT, sized.WorkerLogType_STDERR},
		},
		S3Logs: &sized.S3LogsOptions{Bucket: bucket, Prefix: jsii.String("logs")},
		ManagedLogs: &sized.ManagedLogsOptions{EncryptionKey: awskms.Key_FromKeyArn(
			stack, jsii.String("Key"), jsii.String("arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"))},
		LivyEndpoint:  jsii.Bool(true),
		GlueCatalog:   jsii.Bool(true),
		TableFormats:  &[]sized.TableFormat{sized.TableFormat_ICEBERG},
		QueueTimeout:  hours(1),
		IdleTimeout:   minutes(30),
		Image:         sized.ServerlessImage_FromUri(jsii.String("123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:1")),
		SparkSettings: &map[string]*string{"spark.sql.catalog.lake": jsii.String("org.apache.iceberg.spark.SparkCatalog")},
		Tags:          &map[string]*string{"team": jsii.String("data")},
		RemovalPolicy: awscdk.RemovalPolicy_RETAIN,
	})
	reports := nightly.AddWorkload(jsii.String("Reports"), sized.SparkWorkload_FromFile(jsii.String(os.Getenv("WORKLOAD"))),
		&sized.AddWorkloadOptions{Executors: jsii.Number(4), MaxUsd: jsii.Number(100)})
	locked := sized.SparkPlan_ForServerless(etl, &sized.ServerlessPlanOptions{
		Release: sized.EmrRelease_EMR_7_12_0(), Architecture: sized.EmrArchitecture_ARM64, ServerlessStorage: jsii.Bool(true),
	})
	pinned := nightly.AddPlan(jsii.String("Pinned"), sized.SparkPlan_FromJson(locked.ToJson()), &sized.AddPlanOptions{SizesInApplication: jsii.Bool(false)})
	nightly.Connections().AllowToAnyIpv4(awsec2.Port_Tcp(jsii.Number(443)), nil)

	caller := awsiam.NewRole(stack, jsii.String("Caller"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})
	execution := awsiam.NewRole(stack, jsii.String("Execution"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("emr-serverless.amazonaws.com"), nil),
	})
	nightly.Grants().StartJobs(caller, execution)
	nightly.Grants().CancelJobs(caller)
	nightly.Grants().Read(caller)
	nightly.Grants().Dashboard(caller)
	nightly.Grants().Livy(caller, execution)
	newAlarm(stack, "Failed", nightly.Metrics().FailedJobs(&awscloudwatch.MetricOptions{Statistic: jsii.String("Sum"), Period: minutes(5)}), 1, 1)
	newAlarm(stack, "Drivers", nightly.Metrics().RunningWorkerCount(&sized.WorkerMetricOptions{
		WorkerType: jsii.String("SPARK_DRIVER"), CapacityAllocationType: jsii.String("PreInitCapacity"),
	}), 10, 3)
	others := sized.EmrServerlessApplicationMetrics_FromApplication(
		sized.SizedEmrServerlessApp_FromApplicationId(stack, jsii.String("Other"), jsii.String("00f0000000000000")),
		&sized.EmrServerlessApplicationMetricsOptions{ApplicationName: jsii.String("other")})
	newAlarm(stack, "Waiting", others.PendingJobs(nil), 5, 2)
	newAlarm(stack, "Busy", others.WorkerCpuUsed(&sized.JobWorkerMetricOptions{
		JobRunId: jsii.String("00f0000000000001"), WorkerType: jsii.String("SPARK_EXECUTOR"), CapacityAllocationType: jsii.String("OnDemandCapacity"),
	}), 4, 1)
	awscdk.NewCfnOutput(stack, jsii.String("Arn"), &awscdk.CfnOutputProps{Value: nightly.ApplicationArn()})

	plan := nightly.Plan()
	facts["plan.name"] = plan.Name()
	facts["plan.release"] = plan.Release().Label()
	facts["plan.isArm"] = plan.Architecture() == sized.EmrArchitecture_ARM64
	facts["plan.isServerless"] = plan.Platform() == sized.PlanPlatform_SERVERLESS
	facts["plan.executor.heapMiB"] = plan.Executor().HeapMiB
	facts["plan.executor.neededBy"] = plan.Executor().NeededBy
	facts["plan.executor.worker.vcpu"] = plan.Executor().Worker.Vcpu
	facts["plan.driver.containerMiB"] = plan.Driver().ContainerMiB
	facts["plan.executors.dynamic"] = plan.Executors().Dynamic
	facts["plan.executors.maximum"] = plan.Executors().Maximum
	facts["plan.partitions"] = plan.Partitions()
	facts["plan.taskMemory.isOfStages"] = plan.TaskMemory().Basis == sized.MemoryBasis_STAGES
	facts["plan.cost.usd"] = plan.Cost().Usd
	facts["plan.cost.isPerRun"] = plan.Cost().Period == sized.CostPeriod_RUN
	facts["plan.runTime.highSeconds"] = plan.RunTime().HighSeconds
	facts["plan.maximumCapacity.memory"] = plan.MaximumCapacity().Memory
	facts["plan.initialCapacity.keys"] = each(plan.InitialCapacity(), func(workers *sized.PlannedWarmWorkers) string { return *workers.Key })
	facts["plan.hasCluster"] = plan.Cluster() != nil
	facts["plan.sparkDefaults"] = plan.SparkDefaults()
	facts["plan.reasons"] = each(plan.Reasons(), func(reason *sized.PlanReason) string { return *reason.Quantity + ": " + *reason.Because })
	facts["plan.assumptions"] = each(plan.Assumptions(), func(one *sized.PlanAssumption) string { return *one.Field + ": " + *one.Value })
	facts["plan.warnings"] = each(plan.Warnings(), func(warning *sized.PlanWarning) string { return *warning.Id + " " + *warning.Message })
	facts["plan.runnersUp"] = each(plan.RunnersUp(), func(other *sized.PlanRunnerUp) string { return *other.Summary })
	facts["plan.waste.memoryFraction"] = plan.Waste().MemoryFraction
	facts["plan.escalation.heapMiB"] = plan.Escalation().HeapMiB
	facts["plan.toText"] = plan.ToText()
	facts["plan.toMarkdown"] = plan.ToMarkdown()
	facts["plan.toHtml"] = plan.ToHtml()
	facts["workload.toJson"] = workload.ToJson()
	facts["app.maximumCapacity.cpu"] = nightly.MaximumCapacity().Cpu
	facts["app.maxConcurrentRuns"] = nightly.MaxConcurrentRuns()
	facts["app.idleUsdPerHour"] = nightly.IdleUsdPerHour()
	facts["reports.sparkSubmitParameters"] = reports.SparkSubmitParameters()
	facts["pinned.sparkSettings"] = pinned.SparkSettings()
	return nightly
}

func jobs(nightly sized.SizedEmrServerlessApp) {
	stack := newStack("Jobs")
	bucket := awss3.Bucket_FromBucketName(stack, jsii.String("Bucket"), jsii.String("data"))
	job := sized.NewSparkJob(stack, jsii.String("Job"), &sized.SparkJobProps{
		EntryPoint:          sized.SparkFile_FromAsset(jsii.String(os.Getenv("SCRIPT"))),
		EntryPointArguments: jsii.Strings("--date", "today"),
		PyFiles:             &[]sized.SparkFile{sized.SparkFile_FromBucket(bucket, jsii.String("code/library.zip"))},
		Archives:            &map[string]sized.SparkFile{"environment": sized.SparkFile_FromUri(jsii.String("s3://code/environment.tar.gz"))},
		SparkSettings:       &map[string]*string{"spark.sql.session.timeZone": jsii.String("UTC")},
	})
	role := sized.NewEmrServerlessJobRole(stack, jsii.String("Role"), &sized.EmrServerlessJobRoleProps{
		Application:   nightly,
		Jobs:          &[]sized.SparkJob{job},
		Reads:         &[]*sized.S3Location{{Bucket: bucket, Prefix: jsii.String("in")}},
		Writes:        &[]*sized.S3Location{{Bucket: bucket, Prefix: jsii.String("out")}},
		ReadDatabases: jsii.Strings("sales"),
		S3Logs:        &sized.S3LogsOptions{Bucket: bucket, Prefix: jsii.String("logs")},
	})
	first := sized.NewEmrServerlessStartJobRun(stack, jsii.String("First"), &sized.EmrServerlessStartJobRunProps{
		Application: nightly, Job: job, ExecutionRole: role,
		JobName: jsii.String("first"), ExecutionTimeout: hours(2), MaxAttempts: jsii.Number(2), JobTags: &map[string]*string{"team": jsii.String("data")},
	})
	second := sized.EmrServerlessStartJobRun_JsonPath(stack, jsii.String("Second"), &sized.EmrServerlessStartJobRunJsonPathProps{
		Application: nightly, Job: job, ExecutionRole: role,
		EntryPointArguments: &[]*string{jsii.String("--date"), awsstepfunctions.JsonPath_StringAt(jsii.String("$.date"))},
		ResultPath:          awsstepfunctions.JsonPath_DISCARD(),
	})
	third := sized.EmrServerlessStartJobRun_Jsonata(stack, jsii.String("Third"), &sized.EmrServerlessStartJobRunJsonataProps{
		Application: nightly, Job: job, ExecutionRole: role,
		EntryPointArguments: jsii.Strings("{% $states.input.date %}"), IntegrationPattern: awsstepfunctions.IntegrationPattern_REQUEST_RESPONSE,
	})
	fourth := sized.NewEmrServerlessEscalatingJobRun(stack, jsii.String("Fourth"), &sized.EmrServerlessStartJobRunProps{
		Application: nightly, Job: job, ExecutionRole: role,
	})
	awsstepfunctions.NewStateMachine(stack, jsii.String("Machine"), &awsstepfunctions.StateMachineProps{
		DefinitionBody: awsstepfunctions.DefinitionBody_FromChainable(first.Next(second).Next(third).Next(fourth)),
	})
}

func cluster() {
	stack := newStack("Cluster")
	vpc := newVpc(stack)
	bucket := awss3.Bucket_FromBucketName(stack, jsii.String("Bucket"), jsii.String("data"))
	groups := sized.NewSizedEmrCluster(stack, jsii.String("Groups"), &sized.SizedEmrClusterProps{
		Workload:                etl,
		Vpc:                     vpc,
		S3Logs:                  &sized.S3LogsOptions{Bucket: bucket},
		InstanceTypes:           jsii.Strings("r5.2xlarge"),
		InstanceTypeCorrections: &[]*sized.InstanceTypeCorrection{{InstanceType: jsii.String("r5.2xlarge"), SpotUsdPerHour: jsii.Number(0.2)}},
		Prices:                  &sized.ClusterPrices{Gp3GiBMonthUsd: jsii.Number(0.08)},
		TaskNodes:               jsii.Number(1),
		TaskMarket:              sized.InstanceMarket_SPOT,
		MinimumNodes:            jsii.Number(2),
		IdleTimeout:             hours(1),
		RootVolume:              gibibytes(20),
		BootstrapActions: &[]*sized.ClusterBootstrapAction{
			{Name: jsii.String("Monitoring"), Path: jsii.String("s3://code/monitoring.sh"), Args: jsii.Strings("--quiet")},
		},
		Configurations: &[]*sized.ClusterConfiguration{
			{Classification: jsii.String("hive-site"), Properties: &map[string]*string{"hive.exec.parallel": jsii.String("true")}},
		},
		Tags: &map[string]*string{"team": jsii.String("data")},
	})
	reports := groups.AddWorkload(jsii.String("Reports"), sized.SparkWorkload_Of(&sized.SparkWorkloadProps{
		Input: gibibytes(40), CoreTime: hours(2), ConcurrentRuns: jsii.Number(2),
	}), nil)
	code := sized.NewSparkJob(stack, jsii.String("Code"), &sized.SparkJobProps{
		EntryPoint: sized.SparkFile_FromUri(jsii.String("s3://code/job.jar")), MainClass: jsii.String("com.example.Nightly"),
	})
	groups.AddStep(&sized.ClusterStep{Name: jsii.String("Nightly"), Args: code.SparkSubmitArguments(groups.Workload())})
	groups.AddStep(&sized.ClusterStep{Name: jsii.String("Reports"), Args: reports.SparkSubmitArguments(jsii.Strings("s3://code/reports.py"))})
	code.GrantRead(groups)
	step := sized.NewEmrClusterAddStep(stack, jsii.String("Step"), &sized.EmrClusterAddStepProps{
		Cluster: groups, Job: code, Workload: reports, StepName: jsii.String("again"),
	})
	awsstepfunctions.NewStateMachine(stack, jsii.String("Machine"), &awsstepfunctions.StateMachineProps{
		DefinitionBody: awsstepfunctions.DefinitionBody_FromChainable(step),
	})
	fleet := sized.NewSizedEmrCluster(stack, jsii.String("Fleet"), &sized.SizedEmrClusterProps{
		Workload: etl, Vpc: vpc, InstanceTypes: jsii.Strings("m5.4xlarge"), FleetInstanceTypes: jsii.Strings("m5a.4xlarge", "m6i.4xlarge"),
		SpotShare: jsii.Number(0.5), SparkSettings: &map[string]*string{"spark.sql.session.timeZone": jsii.String("UTC")},
	})
	plan := groups.Plan()
	facts["cluster.core.count"] = plan.Cluster().Core.Count
	facts["cluster.primary.instanceType"] = plan.Cluster().Primary.InstanceType
	facts["cluster.applicationMasterMiB"] = plan.Cluster().ApplicationMasterMiB
	facts["cluster.hasWorker"] = plan.Executor().Worker != nil
	facts["cluster.hasCapacity"] = plan.MaximumCapacity() != nil
	facts["cluster.nodeCount"] = groups.NodeCount()
	facts["cluster.instanceType"] = groups.InstanceType()
	facts["cluster.stepConcurrency"] = groups.StepConcurrency()
	facts["fleet.nodeCount"] = fleet.NodeCount()
	facts["fleet.idleUsdPerHour"] = fleet.IdleUsdPerHour()
}

func mixins() {
	stack := newStack("Mixins")
	application := awsemrserverless.NewCfnApplication(stack, jsii.String("Application"), &awsemrserverless.CfnApplicationProps{
		Type: jsii.String("Spark"), ReleaseLabel: jsii.String("emr-7.12.0"),
	})
	awscdk.Mixins_Of(application, nil).Apply(sized.NewEmrServerlessSizing(&sized.EmrServerlessSizingProps{Workload: etl}))
	group := &awsemr.CfnCluster_InstanceGroupConfigProperty{InstanceCount: jsii.Number(1), InstanceType: jsii.String("m5.xlarge")}
	raw := awsemr.NewCfnCluster(stack, jsii.String("Cluster"), &awsemr.CfnClusterProps{
		Name: jsii.String("raw"), ReleaseLabel: jsii.String("emr-7.12.0"), ServiceRole: jsii.String("service"), JobFlowRole: jsii.String("nodes"),
		Applications: &[]*awsemr.CfnCluster_ApplicationProperty{{Name: jsii.String("Spark")}},
		Instances:    &awsemr.CfnCluster_JobFlowInstancesConfigProperty{MasterInstanceGroup: group, CoreInstanceGroup: group},
	})
	awscdk.Mixins_Of(raw, nil).Apply(sized.NewEmrClusterSizing(&sized.EmrClusterSizingProps{Workload: etl, InstanceTypes: jsii.Strings("r5.2xlarge")}))
	awscdk.Validations_Of(app).AddPlugins(sized.NewSizingChecks(&sized.SizingChecksProps{
		MinimumSeverity: sized.FindingSeverity_NOTE, FailOn: sized.FindingSeverity_WARNING,
	}))
}

func memory() {
	explained := sized.SparkMemory_Explain(&sized.MemoryExplainProps{
		ExecutorMemory: gibibytes(14), ExecutorCores: jsii.Number(4), SparkVersion: jsii.String("3.5.6"),
		Platform: sized.ContainerPlatform_SERVERLESS, Collector: sized.GarbageCollector_G1,
	})
	old := sized.SparkMemory_Explain(&sized.MemoryExplainProps{
		ExecutorMemory: gibibytes(4), SparkVersion: jsii.String("1.5.2"), Manager: sized.SparkMemoryManager_STATIC,
	})
	heap := sized.SparkMemory_JvmHeap(&sized.JvmHeapProps{Xmx: gibibytes(4), Collector: sized.GarbageCollector_PARALLEL, JavaVersion: jsii.Number(8)})
	unified := sized.SparkMemory_Unified(&sized.UnifiedMemoryProps{MaxMemory: gibibytes(4), MemoryFraction: jsii.Number(0.7)})
	legacy := sized.SparkMemory_Legacy(&sized.LegacyMemoryProps{MaxMemory: gibibytes(4)})
	container := sized.SparkMemory_Container(&sized.HeapContainerProps{
		Heap: gibibytes(10), Platform: sized.ContainerPlatform_EMR, Role: sized.ContainerRole_EXECUTOR,
	})
	largest := sized.SparkMemory_LargestHeap(&sized.LargestHeapProps{Container: gibibytes(16), Pyspark: gibibytes(2)})
	stage := sized.SparkMemory_Stage(
		sized.SparkStage_Sort(&sized.SortStageProps{Records: jsii.Number(100_000_000), RowBytes: jsii.Number(64)}),
		&sized.StageMemoryProps{Partitions: jsii.Number(400), Skew: jsii.Number(2), PageSize: mebibytes(4)})
	facts["explain.unified.executionBytes"] = explained.Unified.ExecutionBytes
	facts["explain.hasLegacy"] = explained.Legacy != nil
	facts["explain.container.overheadMiB"] = explained.Container.OverheadMiB
	facts["explain.taskMinimumBytes"] = explained.TaskMinimumBytes
	facts["explain.uiStorageMemory"] = explained.UiStorageMemory
	facts["explain.notes"] = explained.Notes
	facts["explain.old.shuffleBytes"] = old.Legacy.ShuffleBytes
	facts["jvmHeap.maxMemoryBytes"] = heap.MaxMemoryBytes
	facts["unified.userBytes"] = unified.UserBytes
	facts["legacy.storageBytes"] = legacy.StorageBytes
	facts["container.requestedMiB"] = container.RequestedMiB
	facts["largestHeap.heapMiB"] = largest.HeapMiB
	facts["stage.peakBytes"] = stage.PeakBytes
}

// What is refused, with all problems at once.
func refusals() {
	stack := awscdk.NewStack(awscdk.NewApp(&awscdk.AppProps{AutoSynth: jsii.Bool(false)}), jsii.String("Refused"), nil)
	crowded := sized.NewSizedEmrServerlessApp(stack, jsii.String("Crowded"), &sized.SizedEmrServerlessAppProps{Workload: etl})
	refused("workload", func() {
		sized.SparkWorkload_Of(&sized.SparkWorkloadProps{
			Input: gibibytes(1), ShuffleExpansion: jsii.Number(0.01), Skew: jsii.Number(0.5), ConcurrentRuns: jsii.Number(0),
		})
	})
	refused("file", func() { sized.SparkWorkload_FromFile(jsii.String("nowhere.workload.json")) })
	refused("release", func() { sized.EmrRelease_Of(jsii.String("7.12")) })
	refused("deadline", func() {
		sized.NewSizedEmrServerlessApp(stack, jsii.String("Late"), &sized.SizedEmrServerlessAppProps{
			Workload: sized.SparkWorkload_Of(&sized.SparkWorkloadProps{
				Input: gibibytes(500), CoreTime: hours(100), FinishWithin: minutes(5), MaxConcurrentVcpus: jsii.Number(16),
			}),
		})
	})
	refused("token", func() {
		sized.NewSizedEmrServerlessApp(stack, jsii.String("Token"), &sized.SizedEmrServerlessAppProps{
			Workload: etl, Executors: awscdk.Token_AsNumber(map[string]any{"Ref": "Count"}), Partitions: jsii.Number(0),
		})
	})
	refused("again", func() { crowded.AddWorkload(jsii.String("Resource"), etl, nil) })
	refused("setting", func() {
		sized.NewSizedEmrCluster(stack, jsii.String("Setting"), &sized.SizedEmrClusterProps{
			Workload: etl, Applications: jsii.Strings("Spark", "HBase"), SparkSettings: &map[string]*string{"spark.executor.memory": jsii.String("4g")},
		})
	})
	refused("memory", func() {
		sized.SparkMemory_Explain(&sized.MemoryExplainProps{ExecutorMemory: mebibytes(300), MemoryFraction: jsii.Number(2)})
	})
	refused("validator", func() { sized.SizingChecks_RegoPlugin() })
}

func refused(name string, call func()) {
	facts["refused."+name] = "taken"
	defer func() {
		if told := recover(); told != nil {
			facts["refused."+name] = fmt.Sprint(told)
		}
	}()
	call()
}

func newStack(name string) awscdk.Stack {
	return awscdk.NewStack(app, jsii.String(name), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("123456789012"), Region: jsii.String("us-east-1")},
	})
}

func newVpc(stack awscdk.Stack) awsec2.IVpc {
	return awsec2.Vpc_FromVpcAttributes(stack, jsii.String("Vpc"), &awsec2.VpcAttributes{
		VpcId: jsii.String("vpc-0123456789abcdef0"), AvailabilityZones: jsii.Strings("us-east-1a"), PrivateSubnetIds: jsii.Strings("subnet-0123456789abcdef0"),
	})
}

func newAlarm(stack awscdk.Stack, name string, metric awscloudwatch.IMetric, threshold, periods float64) {
	awscloudwatch.NewAlarm(stack, jsii.String(name), &awscloudwatch.AlarmProps{
		Metric: metric, Threshold: jsii.Number(threshold), EvaluationPeriods: jsii.Number(periods),
	})
}

func each[T any](all *[]T, text func(T) string) []string {
	texts := []string{}
	for _, one := range *all {
		texts = append(texts, text(one))
	}
	return texts
}

func gibibytes(amount float64) awscdk.Size {
	return awscdk.Size_Gibibytes(jsii.Number(amount))
}

func mebibytes(amount float64) awscdk.Size {
	return awscdk.Size_Mebibytes(jsii.Number(amount))
}

func hours(amount float64) awscdk.Duration {
	return awscdk.Duration_Hours(jsii.Number(amount))
}

func minutes(amount float64) awscdk.Duration {
	return awscdk.Duration_Minutes(jsii.Number(amount))
}
