"""`read_back.py WHAT EXPECTED.json`: asks the services, not CloudFormation, what was made, and fails where it is not what the plan promised."""
import json
import os
import sys
import time

import boto3

found, wrong = 0, []


def same(what, got, expected):
    global found
    found += 1
    if got != expected:
        wrong.append(f"{what}: got {json.dumps(got)}, the plan promises {json.dumps(expected)}")


def current(*names):
    client = boto3.client("emr-serverless")
    ids = [app["id"] for app in client.list_applications()["applications"] if app["state"] != "TERMINATED" and app["name"] in (names or (os.environ.get("NAME", "nightly"),))]
    return client.get_application(applicationId=ids[0])["application"] if ids else None


def jobs(expected):
    application(expected)
    run_of(current(), expected["submitParameters"])


def application(expected):
    plan, made = expected["plan"], current()
    capacity = plan["serverless"]
    settings = {one["classification"]: one["properties"] for one in made["runtimeConfiguration"]}
    same("name", made["name"], "nightly")
    same("release", made["releaseLabel"], plan["release"])
    same("architecture", made["architecture"], plan["architecture"].upper())
    same("maximum capacity", made["maximumCapacity"], capacity["maximumCapacity"])
    same("settings", settings, {"spark-defaults": plan["sparkDefaults"]})
    same("idle timeout", made["autoStopConfiguration"]["idleTimeoutMinutes"], expected["idleTimeoutMinutes"])
    same("concurrent runs", made["schedulerConfiguration"], {"maxConcurrentRuns": plan["concurrentRuns"], "queueTimeoutMinutes": 60})
    same("tags", made["tags"], {"team": "data"})
    same("warm workers", {key: pool_of(value) for key, value in made["initialCapacity"].items()}, {
        one["key"]: pool_of({"workerCount": one["workerCount"], "workerConfiguration": one}) for one in capacity["initialCapacity"]})


def pool_of(pool):
    worker = pool["workerConfiguration"]
    return [pool["workerCount"], *(worker[key] for key in ("cpu", "memory", "disk"))]


def run_of(made, submit_parameters):
    """The request that the state machine would send, sent: botocore judges it, and the code that it names is there."""
    machine = machine_named("nightly")
    state = states_of(machine)["Run"]
    same("what the schedule starts", boto3.client("scheduler").get_schedule(Name="nightly")["Target"]["Arn"], machine)
    same("task", state["Resource"], "arn:aws:states:::emr-serverless:startJobRun.sync")
    request = camel(state["Parameters"])
    same("application of the run", request["applicationId"], made["applicationId"])
    same("sizes of the run", request["jobDriver"]["sparkSubmit"]["sparkSubmitParameters"], submit_parameters)
    bucket, key = request["jobDriver"]["sparkSubmit"]["entryPoint"].removeprefix("s3://").split("/", 1)
    same("code", boto3.client("s3").head_object(Bucket=bucket, Key=key)["ResponseMetadata"]["HTTPStatusCode"], 200)
    role = boto3.client("iam").get_role(RoleName=request["executionRoleArn"].split("/")[-1])["Role"]
    same("who takes the role", role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"], {"Service": "emr-serverless.amazonaws.com"})
    boto3.client("emr-serverless").start_job_run(clientToken="judge", **request)


def machine_named(name):
    machines = boto3.client("stepfunctions").list_state_machines()["stateMachines"]
    return next(one["stateMachineArn"] for one in machines if one["name"] == name)


def states_of(machine):
    return json.loads(boto3.client("stepfunctions").describe_state_machine(stateMachineArn=machine)["definition"])["States"]


def sales(expected):
    """The example: its application, and the request that its schedule sends, sent."""
    plan, made = expected["plan"], current("sales")
    same("name", made["name"], "sales")
    same("maximum capacity", made["maximumCapacity"], plan["serverless"]["maximumCapacity"])
    same("settings", made["runtimeConfiguration"][0]["properties"], plan["sparkDefaults"])
    target = boto3.client("scheduler").get_schedule(Name="sales")["Target"]
    same("what the schedule calls", target["Arn"], "arn:aws:scheduler:::aws-sdk:emrserverless:startJobRun")
    request = camel(json.loads(target["Input"]))
    same("application of the run", request["applicationId"], made["applicationId"])
    same("sizes of the run", request["jobDriver"]["sparkSubmit"]["sparkSubmitParameters"], expected["submitParameters"])
    bucket, key = request["jobDriver"]["sparkSubmit"]["entryPoint"].removeprefix("s3://").split("/", 1)
    same("code", boto3.client("s3").head_object(Bucket=bucket, Key=key)["ResponseMetadata"]["HTTPStatusCode"], 200)
    boto3.client("emr-serverless").start_job_run(**{**request, "clientToken": "judge"})  # the token is the scheduler's to fill in


def transient(expected):
    """What the state machine asks EMR for, asked: botocore judges it, and the cluster has the nodes of the plan."""
    client, plan = boto3.client("emr"), expected["plan"]["cluster"]
    states = states_of(machine_named("transient"))
    request = states["Nightly: Create"]["Parameters"]
    same("settings of the cluster", {one["Classification"]: one["Properties"] for one in request["Configurations"]}["spark-defaults"], plan["sparkDefaults"])
    made = client.run_job_flow(**request)["JobFlowId"]
    groups = {group["InstanceGroupType"]: group for group in client.list_instance_groups(ClusterId=made)["InstanceGroups"]}
    for role, node in (("MASTER", {**plan["primary"], "count": 1}), ("CORE", plan["core"])):
        same(f"{role} nodes", [groups[role]["InstanceType"], groups[role]["RequestedInstanceCount"]], [node["instanceType"], node["count"]])
    same("idle timeout", request["AutoTerminationPolicy"]["IdleTimeout"], expected["idleSeconds"])
    steps = [one["Parameters"]["Step"] for one in states.values() if one.get("Resource", "").endswith("addStep.sync")]
    same("steps of both attempts", len(client.add_job_flow_steps(JobFlowId=made, Steps=steps)["StepIds"]), 2)
    client.terminate_job_flows(JobFlowIds=[made])


def camel(value):
    """Members of the API from those of Step Functions. Tags keep their keys."""
    if not isinstance(value, dict):
        return value
    return {key[0].lower() + key[1:]: one if key == "Tags" else camel(one) for key, one in value.items()}


def cluster(expected):
    client, plan = boto3.client("emr"), expected["plan"]["cluster"]
    made = [one["Id"] for one in client.list_clusters()["Clusters"] if not one["Status"]["State"].startswith("TERMINAT")][-1]
    told = client.describe_cluster(ClusterId=made)["Cluster"]
    groups = {group["InstanceGroupType"]: group for group in client.list_instance_groups(ClusterId=made)["InstanceGroups"]}
    same("release", told["ReleaseLabel"], expected["plan"]["release"])
    for role, node in (("MASTER", {**plan["primary"], "count": 1}), ("CORE", plan["core"])):
        same(f"{role} nodes", [groups[role]["InstanceType"], groups[role]["RequestedInstanceCount"]], [node["instanceType"], node["count"]])
    same("volumes", [volume["VolumeSpecification"]["SizeInGB"] for volume in groups["CORE"]["EbsBlockDevices"]], [plan["core"]["ebs"]["sizeGiB"]] * plan["core"]["ebs"]["volumes"])
    same("idle timeout", client.get_auto_termination_policy(ClusterId=made)["AutoTerminationPolicy"]["IdleTimeout"], expected["idleSeconds"])
    same("steps", [step["Config"]["Args"] for step in client.list_steps(ClusterId=made)["Steps"]], [expected["args"]])


def state(word):
    client = boto3.client("emr-serverless")
    getattr(client, f"{word}_application")(applicationId=current()["applicationId"])


def wait_for(pick, wanted, seconds=20):
    """What `pick` says of the application, as soon as it is what is wanted."""
    for _ in range(seconds * 10):
        if pick(current()) == wanted:
            break
        time.sleep(0.1)
    return pick(current())


def started(minutes):
    """It is STARTED in the end, with these properties."""
    same("state", wait_for(lambda app: app["state"], "STARTED"), "STARTED")
    same("idle timeout", current()["autoStopConfiguration"]["idleTimeoutMinutes"], int(minutes))


def run(word):
    """Starts a run that does not end, sees that it goes on, or cancels it."""
    client, app = boto3.client("emr-serverless"), current()["applicationId"]
    if word == "start":
        client.start_job_run(applicationId=app, clientToken="judge", executionRoleArn="arn:aws:iam::123456789012:role/job", name="long")
    under_way = client.list_job_runs(applicationId=app, states=["RUNNING"])["jobRuns"]
    same("runs under way", len(under_way), 1)
    if word == "cancel":
        client.cancel_job_run(applicationId=app, jobRunId=under_way[0]["id"])


def stack(status):
    same("stack", boto3.client("cloudformation").describe_stacks(StackName="Updates")["Stacks"][0]["StackStatus"], status)


def gone(_):
    same("applications that are left", [name for name in ("nightly", "sales", "updated") if current(name)], [])
    states = [one["Status"]["State"] for one in boto3.client("emr").list_clusters()["Clusters"]]
    same("clusters that are left", [one for one in states if not one.startswith("TERMINAT")], [])


what, source = sys.argv[1], sys.argv[2]
READERS = {"application": application, "jobs": jobs, "cluster": cluster, "sales": sales, "transient": transient}
if what in READERS:
    with open(source, encoding="utf8") as file:
        expected = json.load(file)
    READERS[what](expected["jobs" if what == "application" else what])
else:
    {"state": state, "started": started, "run": run, "stack": stack, "gone": gone}[what](source)
if wrong:
    sys.exit("\n".join(wrong))
print(f"{what}: {found} values are as planned" if found else f"{what} {source}")
