"""What typescript/app.js says, in Python: it must give the same templates, facts and refusals."""
import json
import os

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch, aws_ec2 as ec2, aws_emr as emr, aws_emrserverless as emrserverless, aws_iam as iam
from aws_cdk import aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_stepfunctions as sfn
import cdk_sized_emr as sized

ENV = cdk.Environment(account="123456789012", region="us-east-1")
app = cdk.App()
facts = {}
etl = sized.SparkWorkload.of(
    input=cdk.Size.gibibytes(80), core_time=cdk.Duration.hours(4), finish_within=cdk.Duration.hours(1), max_concurrent_vcpus=400,
)


def serverless():
    stack = cdk.Stack(app, "Serverless", env=ENV)
    vpc = ec2.Vpc.from_vpc_attributes(
        stack, "Vpc", vpc_id="vpc-0123456789abcdef0", availability_zones=["us-east-1a"], private_subnet_ids=["subnet-0123456789abcdef0"],
    )
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "data")
    workload = sized.SparkWorkload.of(
        name="nightly",
        profile=sized.WorkloadProfile.SQL_ANALYTICS,
        language=sized.SparkLanguage.PYTHON,
        input=cdk.Size.gibibytes(200),
        input_format="parquet",
        input_files=2000,
        output=cdk.Size.gibibytes(20),
        shuffle=cdk.Size.gibibytes(60),
        skew=1.25,
        spill=sized.SpillPolicy.ALLOWED,
        cache=cdk.Size.gibibytes(8),
        storage_level=sized.SparkStorageLevel.MEMORY_AND_DISK,
        broadcast=cdk.Size.mebibytes(200),
        python_memory_per_task=cdk.Size.mebibytes(256),
        today=sized.SparkToday(workers=20, vcpu=4, duration=cdk.Duration.minutes(30)),
        finish_within=cdk.Duration.minutes(45),
        concurrent_runs=2,
        growth=1.1,
        max_concurrent_vcpus=1000,
        stages=[
            sized.SparkStage.sort(records=200_000_000, row_bytes=64, skew=1.5),
            sized.SparkStage.sort_merge_join(records=100_000_000, row_bytes=48, other_records=20_000_000, other_row_bytes=32),
            sized.SparkStage.aggregate(records=5_000_000, key_bytes=16, value_bytes=24, keys=sized.StageKeys.OTHER),
            sized.SparkStage.partial_aggregate(largest_records=100_000, key_bytes=16, value_bytes=24),
            sized.SparkStage.object_aggregate(records=1_000_000, key_bytes=16, row_bytes=100),
            sized.SparkStage.hash_join(records=2_000_000, row_bytes=40, alongside=[sized.SparkStage.sort(records=2_000_000, row_bytes=40)]),
            sized.SparkStage.window(records=10_000_000, row_bytes=56, group_records=1_000),
        ],
        observed=sized.SparkObservation(log="nightly.zstd", spark_version="3.5.6", date="2026-11-20"),
    )
    nightly = sized.SizedEmrServerlessApp(
        stack,
        "Nightly",
        workload=workload,
        release=sized.EmrRelease.of("emr-7.12.0"),
        architecture=sized.EmrArchitecture.ARM64,
        objective=sized.PlanObjective.COST,
        prices=sized.ServerlessPrices(vcpu_hour_usd=0.04, memory_gib_hour_usd=0.005),
        warm=1,
        collector=sized.GarbageCollector.G1,
        application_name="nightly",
        vpc=vpc,
        cloud_watch_logs=sized.CloudWatchLogsOptions(
            log_group=logs.LogGroup.from_log_group_name(stack, "Logs", "/jobs/nightly"),
            driver_logs=[sized.WorkerLogType.STDOUT, sized.WorkerLogType.STDERR],
        ),
        s3_logs=sized.S3LogsOptions(bucket=bucket, prefix="logs"),
        managed_logs=sized.ManagedLogsOptions(
            encryption_key=kms.Key.from_key_arn(stack, "Key", "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"),
        ),
        livy_endpoint=True,
        glue_catalog=True,
        table_formats=[sized.TableFormat.ICEBERG],
        queue_timeout=cdk.Duration.hours(1),
        idle_timeout=cdk.Duration.minutes(30),
        image=sized.ServerlessImage.from_uri("123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:1"),
        spark_settings={"spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog"},
        tags={"team": "data"},
        removal_policy=cdk.RemovalPolicy.RETAIN,
    )
    reports = nightly.add_workload("Reports", sized.SparkWorkload.from_file(os.environ["WORKLOAD"]), executors=4, max_usd=100)
    locked = sized.SparkPlan.for_serverless(
        etl, release=sized.EmrRelease.EMR_7_12_0, architecture=sized.EmrArchitecture.ARM64, serverless_storage=True,
    )
    pinned = nightly.add_plan("Pinned", sized.SparkPlan.from_json(locked.to_json()), sizes_in_application=False)
    nightly.connections.allow_to_any_ipv4(ec2.Port.tcp(443))

    caller = iam.Role(stack, "Caller", assumed_by=iam.AccountRootPrincipal())
    execution = iam.Role(stack, "Execution", assumed_by=iam.ServicePrincipal("emr-serverless.amazonaws.com"))
    nightly.grants.start_jobs(caller, execution)
    nightly.grants.cancel_jobs(caller)
    nightly.grants.read(caller)
    nightly.grants.dashboard(caller)
    nightly.grants.livy(caller, execution)
    cloudwatch.Alarm(
        stack, "Failed", metric=nightly.metrics.failed_jobs(statistic="Sum", period=cdk.Duration.minutes(5)), threshold=1, evaluation_periods=1,
    )
    cloudwatch.Alarm(
        stack,
        "Drivers",
        metric=nightly.metrics.running_worker_count(worker_type="SPARK_DRIVER", capacity_allocation_type="PreInitCapacity"),
        threshold=10,
        evaluation_periods=3,
    )
    others = sized.EmrServerlessApplicationMetrics.from_application(
        sized.SizedEmrServerlessApp.from_application_id(stack, "Other", "00f0000000000000"), application_name="other",
    )
    cloudwatch.Alarm(stack, "Waiting", metric=others.pending_jobs(), threshold=5, evaluation_periods=2)
    cloudwatch.Alarm(
        stack,
        "Busy",
        metric=others.worker_cpu_used(
            job_run_id="00f0000000000001", worker_type="SPARK_EXECUTOR", capacity_allocation_type="OnDemandCapacity",
        ),
        threshold=4,
        evaluation_periods=1,
    )
    cdk.CfnOutput(stack, "Arn", value=nightly.application_arn)

    plan = nightly.plan
    facts.update({
        "plan.name": plan.name,
        "plan.release": plan.release.label,
        "plan.isArm": plan.architecture == sized.EmrArchitecture.ARM64,
        "plan.isServerless": plan.platform == sized.PlanPlatform.SERVERLESS,
        "plan.executor.heapMiB": plan.executor.heap_mib,
        "plan.executor.neededBy": plan.executor.needed_by,
        "plan.executor.worker.vcpu": plan.executor.worker.vcpu,
        "plan.driver.containerMiB": plan.driver.container_mib,
        "plan.executors.dynamic": plan.executors.dynamic,
        "plan.executors.maximum": plan.executors.maximum,
        "plan.partitions": plan.partitions,
        "plan.taskMemory.isOfStages": plan.task_memory.basis == sized.MemoryBasis.STAGES,
        "plan.cost.usd": plan.cost.usd,
        "plan.cost.isPerRun": plan.cost.period == sized.CostPeriod.RUN,
        "plan.runTime.highSeconds": plan.run_time.high_seconds,
        "plan.maximumCapacity.memory": plan.maximum_capacity.memory,
        "plan.initialCapacity.keys": [workers.key for workers in plan.initial_capacity],
        "plan.hasCluster": plan.cluster is not None,
        "plan.sparkDefaults": dict(plan.spark_defaults),
        "plan.reasons": [f"{reason.quantity}: {reason.because}" for reason in plan.reasons],
        "plan.assumptions": [f"{assumption.field}: {assumption.value}" for assumption in plan.assumptions],
        "plan.warnings": [f"{warning.id} {warning.message}" for warning in plan.warnings],
        "plan.runnersUp": [runner_up.summary for runner_up in plan.runners_up],
        "plan.waste.memoryFraction": plan.waste.memory_fraction,
        "plan.escalation.heapMiB": plan.escalation.heap_mib,
        "plan.toText": plan.to_text(),
        "plan.toMarkdown": plan.to_markdown(),
        "plan.toHtml": plan.to_html(),
        "workload.toJson": workload.to_json(),
        "app.maximumCapacity.cpu": nightly.maximum_capacity.cpu,
        "app.maxConcurrentRuns": nightly.max_concurrent_runs,
        "app.idleUsdPerHour": nightly.idle_usd_per_hour,
        "reports.sparkSubmitParameters": reports.spark_submit_parameters(),
        "pinned.sparkSettings": dict(pinned.spark_settings),
    })
    return nightly


def jobs(nightly):
    stack = cdk.Stack(app, "Jobs", env=ENV)
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "data")
    job = sized.SparkJob(
        stack,
        "Job",
        entry_point=sized.SparkFile.from_asset(os.environ["SCRIPT"]),
        entry_point_arguments=["--date", "today"],
        py_files=[sized.SparkFile.from_bucket(bucket, "code/library.zip")],
        archives={"environment": sized.SparkFile.from_uri("s3://code/environment.tar.gz")},
        spark_settings={"spark.sql.session.timeZone": "UTC"},
    )
    role = sized.EmrServerlessJobRole(
        stack,
        "Role",
        application=nightly,
        jobs=[job],
        reads=[sized.S3Location(bucket=bucket, prefix="in")],
        writes=[sized.S3Location(bucket=bucket, prefix="out")],
        read_databases=["sales"],
        s3_logs=sized.S3LogsOptions(bucket=bucket, prefix="logs"),
    )
    first = sized.EmrServerlessStartJobRun(
        stack,
        "First",
        application=nightly,
        job=job,
        execution_role=role,
        job_name="first",
        execution_timeout=cdk.Duration.hours(2),
        max_attempts=2,
        job_tags={"team": "data"},
    )
    second = sized.EmrServerlessStartJobRun.json_path(
        stack,
        "Second",
        application=nightly,
        job=job,
        execution_role=role,
        entry_point_arguments=["--date", sfn.JsonPath.string_at("$.date")],
        result_path=sfn.JsonPath.DISCARD,
    )
    third = sized.EmrServerlessStartJobRun.jsonata(
        stack,
        "Third",
        application=nightly,
        job=job,
        execution_role=role,
        entry_point_arguments=["{% $states.input.date %}"],
        integration_pattern=sfn.IntegrationPattern.REQUEST_RESPONSE,
    )
    fourth = sized.EmrServerlessEscalatingJobRun(stack, "Fourth", application=nightly, job=job, execution_role=role)
    sfn.StateMachine(stack, "Machine", definition_body=sfn.DefinitionBody.from_chainable(first.next(second).next(third).next(fourth)))


def cluster():
    stack = cdk.Stack(app, "Cluster", env=ENV)
    vpc = ec2.Vpc.from_vpc_attributes(
        stack, "Vpc", vpc_id="vpc-0123456789abcdef0", availability_zones=["us-east-1a"], private_subnet_ids=["subnet-0123456789abcdef0"],
    )
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "data")
    groups = sized.SizedEmrCluster(
        stack,
        "Groups",
        workload=etl,
        vpc=vpc,
        s3_logs=sized.S3LogsOptions(bucket=bucket),
        instance_types=["r5.2xlarge"],
        instance_type_corrections=[sized.InstanceTypeCorrection(instance_type="r5.2xlarge", spot_usd_per_hour=0.2)],
        prices=sized.ClusterPrices(gp3_gib_month_usd=0.08),
        task_nodes=1,
        task_market=sized.InstanceMarket.SPOT,
        minimum_nodes=2,
        idle_timeout=cdk.Duration.hours(1),
        root_volume=cdk.Size.gibibytes(20),
        bootstrap_actions=[sized.ClusterBootstrapAction(name="Monitoring", path="s3://code/monitoring.sh", args=["--quiet"])],
        configurations=[sized.ClusterConfiguration(classification="hive-site", properties={"hive.exec.parallel": "true"})],
        tags={"team": "data"},
    )
    reports = groups.add_workload(
        "Reports", sized.SparkWorkload.of(input=cdk.Size.gibibytes(40), core_time=cdk.Duration.hours(2), concurrent_runs=2),
    )
    code = sized.SparkJob(stack, "Code", entry_point=sized.SparkFile.from_uri("s3://code/job.jar"), main_class="com.example.Nightly")
    groups.add_step(name="Nightly", args=code.spark_submit_arguments(groups.workload))
    groups.add_step(name="Reports", args=reports.spark_submit_arguments(["s3://code/reports.py"]))
    code.grant_read(groups)
    step = sized.EmrClusterAddStep(stack, "Step", cluster=groups, job=code, workload=reports, step_name="again")
    sfn.StateMachine(stack, "Machine", definition_body=sfn.DefinitionBody.from_chainable(step))
    fleet = sized.SizedEmrCluster(
        stack,
        "Fleet",
        workload=etl,
        vpc=vpc,
        instance_types=["m5.4xlarge"],
        fleet_instance_types=["m5a.4xlarge", "m6i.4xlarge"],
        spot_share=0.5,
        spark_settings={"spark.sql.session.timeZone": "UTC"},
    )
    plan = groups.plan
    facts.update({
        "cluster.core.count": plan.cluster.core.count,
        "cluster.primary.instanceType": plan.cluster.primary.instance_type,
        "cluster.applicationMasterMiB": plan.cluster.application_master_mib,
        "cluster.hasWorker": plan.executor.worker is not None,
        "cluster.hasCapacity": plan.maximum_capacity is not None,
        "cluster.nodeCount": groups.node_count,
        "cluster.instanceType": groups.instance_type,
        "cluster.stepConcurrency": groups.step_concurrency,
        "fleet.nodeCount": fleet.node_count,
        "fleet.idleUsdPerHour": fleet.idle_usd_per_hour,
    })


def mixins():
    stack = cdk.Stack(app, "Mixins", env=ENV)
    application = emrserverless.CfnApplication(stack, "Application", type="Spark", release_label="emr-7.12.0")
    cdk.Mixins.of(application).apply(sized.EmrServerlessSizing(workload=etl))
    group = emr.CfnCluster.InstanceGroupConfigProperty(instance_count=1, instance_type="m5.xlarge")
    raw = emr.CfnCluster(
        stack,
        "Cluster",
        name="raw",
        release_label="emr-7.12.0",
        service_role="service",
        job_flow_role="nodes",
        applications=[emr.CfnCluster.ApplicationProperty(name="Spark")],
        instances=emr.CfnCluster.JobFlowInstancesConfigProperty(master_instance_group=group, core_instance_group=group),
    )
    cdk.Mixins.of(raw).apply(sized.EmrClusterSizing(workload=etl, instance_types=["r5.2xlarge"]))
    cdk.Validations.of(app).add_plugins(
        sized.SizingChecks(minimum_severity=sized.FindingSeverity.NOTE, fail_on=sized.FindingSeverity.WARNING),
    )


def memory():
    explained = sized.SparkMemory.explain(
        executor_memory=cdk.Size.gibibytes(14),
        executor_cores=4,
        spark_version="3.5.6",
        platform=sized.ContainerPlatform.SERVERLESS,
        collector=sized.GarbageCollector.G1,
    )
    old = sized.SparkMemory.explain(executor_memory=cdk.Size.gibibytes(4), spark_version="1.5.2", manager=sized.SparkMemoryManager.STATIC)
    heap = sized.SparkMemory.jvm_heap(xmx=cdk.Size.gibibytes(4), collector=sized.GarbageCollector.PARALLEL, java_version=8)
    unified = sized.SparkMemory.unified(max_memory=cdk.Size.gibibytes(4), memory_fraction=0.7)
    legacy = sized.SparkMemory.legacy(max_memory=cdk.Size.gibibytes(4))
    container = sized.SparkMemory.container(
        heap=cdk.Size.gibibytes(10), platform=sized.ContainerPlatform.EMR, role=sized.ContainerRole.EXECUTOR,
    )
    largest = sized.SparkMemory.largest_heap(container=cdk.Size.gibibytes(16), pyspark=cdk.Size.gibibytes(2))
    stage = sized.SparkMemory.stage(
        sized.SparkStage.sort(records=100_000_000, row_bytes=64), partitions=400, skew=2, page_size=cdk.Size.mebibytes(4),
    )
    facts.update({
        "explain.unified.executionBytes": explained.unified.execution_bytes,
        "explain.hasLegacy": explained.legacy is not None,
        "explain.container.overheadMiB": explained.container.overhead_mib,
        "explain.taskMinimumBytes": explained.task_minimum_bytes,
        "explain.uiStorageMemory": explained.ui_storage_memory,
        "explain.notes": explained.notes,
        "explain.old.shuffleBytes": old.legacy.shuffle_bytes,
        "jvmHeap.maxMemoryBytes": heap.max_memory_bytes,
        "unified.userBytes": unified.user_bytes,
        "legacy.storageBytes": legacy.storage_bytes,
        "container.requestedMiB": container.requested_mib,
        "largestHeap.heapMiB": largest.heap_mib,
        "stage.peakBytes": stage.peak_bytes,
    })


def refusals():
    """What is refused, with all problems at once."""
    stack = cdk.Stack(cdk.App(auto_synth=False), "Refused")
    crowded = sized.SizedEmrServerlessApp(stack, "Crowded", workload=etl)
    refused = {
        "workload": lambda: sized.SparkWorkload.of(input=cdk.Size.gibibytes(1), shuffle_expansion=0.01, skew=0.5, concurrent_runs=0),
        "file": lambda: sized.SparkWorkload.from_file("nowhere.workload.json"),
        "release": lambda: sized.EmrRelease.of("7.12"),
        "deadline": lambda: sized.SizedEmrServerlessApp(
            stack,
            "Late",
            workload=sized.SparkWorkload.of(
                input=cdk.Size.gibibytes(500), core_time=cdk.Duration.hours(100), finish_within=cdk.Duration.minutes(5), max_concurrent_vcpus=16,
            ),
        ),
        "token": lambda: sized.SizedEmrServerlessApp(
            stack, "Token", workload=etl, executors=cdk.Token.as_number({"Ref": "Count"}), partitions=0,
        ),
        "again": lambda: crowded.add_workload("Resource", etl),
        "setting": lambda: sized.SizedEmrCluster(
            stack, "Setting", workload=etl, applications=["Spark", "HBase"], spark_settings={"spark.executor.memory": "4g"},
        ),
        "memory": lambda: sized.SparkMemory.explain(executor_memory=cdk.Size.mebibytes(300), memory_fraction=2),
        "validator": lambda: sized.SizingChecks.rego_plugin(),
    }
    for name, call in refused.items():
        facts[f"refused.{name}"] = message_of(call)


def message_of(call):
    try:
        call()
        return "taken"
    except RuntimeError as error:  # jsii.errors.JSIIError
        return str(error)


jobs(serverless())
cluster()
mixins()
memory()
refusals()
app.synth()
with open(os.environ["FACTS"], "w", encoding="utf-8") as file:
    json.dump(facts, file, indent=1)
