"""moto with a CloudFormation that knows EMR: `python moto_emr.py -p 5055`.

moto 5.2.5 has no AWS::EMRServerless::Application (it skips the type and says CREATE_COMPLETE) and drops most of
AWS::EMR::Cluster. This launcher registers the one, mends the other, and judges every create and update by botocore's
own service model, patterns, enums and ranges included: a value that the API would refuse fails the stack.
It also mends what breaks `cdk deploy --method=direct` of an update. Point the CDK at http://localhost:PORT (never 127.0.0.1).
"""
import re
import sys
import threading

import botocore.session
from botocore import xform_name
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudtrail.responses import CloudTrailResponse
from moto.core.common_models import CloudFormationModel
from moto.core.responses import ActionResult
from moto.emr.models import Cluster, emr_backends
from moto.emr.responses import ElasticMapReduceResponse
from moto.emrserverless.exceptions import ValidationException
from moto.emrserverless.models import EMRServerlessBackend, emrserverless_backends
from moto.scheduler.models import scheduler_backends
from moto.utilities.utils import CamelToUnderscoresWalker

import moto_order

SESSION = botocore.session.get_session()


def request_shape(service, operation):
    return SESSION.get_service_model(service).operation_model(operation).input_shape


# --- CloudFormation property names -> API names, driven by the API's shapes -------------------------------------------
def to_api(shape, value, path, found):
    """Translates, and appends to `found` whatever the API model would refuse."""
    kind, meta = shape.type_name, shape.metadata
    if kind == "structure" and isinstance(value, dict):
        names = {name.lower(): name for name in shape.members}
        out = {}
        for key, item in value.items():
            name = names.get("properties" if key == "ConfigurationProperties" else key.lower())
            if name is None:
                found.append(f"{path}.{key}: unknown")
            else:
                out[name] = to_api(shape.members[name], item, f"{path}.{name}", found)
        found.extend(f"{path}.{name}: required" for name in shape.required_members if name not in out)
        return out
    if kind == "list" and isinstance(value, list):
        value = [to_api(shape.member, item, f"{path}[{i}]", found) for i, item in enumerate(value)]
        bounds(len(value), meta, f"{path}: number of items", found)
    elif kind == "map":
        if isinstance(value, list):  # Tags and InitialCapacity are lists of Key and Value in CloudFormation
            keys = [item["Key"] for item in value]
            found.extend(f"{path}: key {key} twice" for key in set(keys) if keys.count(key) > 1)
            value = {item["Key"]: item["Value"] for item in value}
        value = {to_api(shape.key, k, f"{path} key", found): to_api(shape.value, v, f"{path}.{k}", found) for k, v in value.items()}
        bounds(len(value), meta, f"{path}: number of items", found)
    elif kind == "string":
        value = str(value)
        bounds(len(value), meta, f"{path}: length", found)
        if shape.enum and value not in shape.enum:
            found.append(f"{path}: {value!r} is none of {', '.join(shape.enum)}")
        pattern = meta.get("pattern") or shape._shape_model.get("pattern")
        try:
            if pattern and not re.fullmatch(pattern, value):
                found.append(f"{path}: {value!r} does not match {pattern}")
        except re.error:
            pass  # EMR's older patterns use Java's surrogate ranges
    elif kind in ("integer", "long", "double", "float"):
        value = float(value) if kind in ("double", "float") else int(value)
        bounds(value, meta, path, found)
    elif kind == "boolean":
        value = str(value).lower() == "true"
    return value


def bounds(number, meta, what, found):
    if number < meta.get("min", number) or number > meta.get("max", number):
        found.append(f"{what}: {number} is not in {meta.get('min', '')}..{meta.get('max', '')}")


def judged(service, operation, properties, extra=None):
    found = []
    request = to_api(request_shape(service, operation), {**properties, **(extra or {})}, operation, found)
    if found:
        raise ValidationError(message="; ".join(found))
    return request


def refuse_started(app, what):
    """As the service does: an application is only updated and deleted while it is CREATED or STOPPED."""
    if app.state not in ("CREATED", "STOPPED"):
        raise ValidationError(message=f"Application {app.id} cannot be {what} in state {app.state}")


# --- AWS::EMRServerless::Application ----------------------------------------------------------------------------------
class ServerlessApplicationCfn(CloudFormationModel):
    __module__ = "judge.emrserverless"  # moto's metaclass wants a dotted module

    def __init__(self, app, properties):
        self.app, self.properties = app, properties

    physical_resource_id = property(lambda self: self.app.id)
    cloudformation_name_type = staticmethod(lambda: "Name")
    cloudformation_type = staticmethod(lambda: "AWS::EMRServerless::Application")

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr in ("ApplicationId", "Arn")

    def get_cfn_attribute(self, attribute_name):
        return {"ApplicationId": self.app.id, "Arn": self.app.arn}[attribute_name]

    @staticmethod
    def request_of(properties):
        properties = {**properties, "Type": properties["Type"].upper(), "ClientToken": "x"}
        return judged("emr-serverless", "CreateApplication", properties)

    @staticmethod
    def carry(app, request):
        """moto serialises attributes by their snake_case names: what is set here is what get-application returns."""
        for name, value in request.items():
            if name not in ("type", "clientToken"):
                setattr(app, xform_name(name), value)

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        request = cls.request_of(properties)
        app = emrserverless_backends[account_id][region_name].create_application(
            name=request.get("name", resource_name), release_label=request["releaseLabel"], application_type=request["type"],
            client_token="x", initial_capacity=None, maximum_capacity=None, tags={}, auto_start_configuration=None,
            auto_stop_configuration=None, network_configuration=None)
        app.state = "CREATED"
        cls.carry(app, request)
        return cls(app, properties)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        new, old = cloudformation_json["Properties"], original_resource.properties
        refuse_started(original_resource.app, "updated")
        if any(new.get(key) != old.get(key) for key in ("Name", "Type")):  # replacement
            made = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
            cls.delete_from_cloudformation_json(original_resource.app.id, None, account_id, region_name)
            return made
        cls.carry(original_resource.app, cls.request_of(new))
        original_resource.properties = new
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        backend = emrserverless_backends[account_id][region_name]
        refuse_started(backend.applications[resource_name], "deleted")
        backend.applications[resource_name].state = "STOPPED"  # moto deletes in CREATED no more than in STARTED
        backend.delete_application(resource_name)


# --- runs, starts and stops as the service has them --------------------------------------------------------------------
TURN_SECONDS = 0.3


def turn(app, through, to):
    app.state = through
    threading.Timer(TURN_SECONDS, lambda: setattr(app, "state", to)).start()


def stop_application(self, application_id):
    """StopApplication: "All scheduled and running jobs must be completed or cancelled before stopping an application"."""
    if any(run.state == "RUNNING" for run in self.job_runs.get(application_id, [])):
        raise ValidationException(f"Application {application_id} has runs that are not completed")
    turn(self.get_application(application_id), "STOPPING", "STOPPED")


def start_application(self, application_id):
    turn(self.get_application(application_id), "STARTING", "STARTED")


def runs_of(method):
    def list_job_runs(self, application_id, **query):
        return method(self, application_id, **query) if application_id in self.job_runs else []
    return list_job_runs


def under_way(method):
    def start_job_run(self, **request):
        run = method(self, **request)
        run.state = "RUNNING" if request["name"] == "long" else run.state
        return run
    return start_job_run


# --- AWS::Scheduler::Schedule: moto skips the type -----------------------------------------------------------------------
class ScheduleCfn(CloudFormationModel):
    __module__ = "judge.scheduler"

    def __init__(self, name, properties):
        self.name, self.properties = name, properties

    physical_resource_id = property(lambda self: self.name)
    cloudformation_name_type = staticmethod(lambda: "Name")
    cloudformation_type = staticmethod(lambda: "AWS::Scheduler::Schedule")

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        asked = judged("scheduler", "CreateSchedule", properties, {"Name": properties.get("Name", resource_name)})
        wanted = ("Description", "EndDate", "FlexibleTimeWindow", "GroupName", "KmsKeyArn", "Name", "ScheduleExpression",
                  "ScheduleExpressionTimezone", "StartDate", "State", "Target", "ActionAfterCompletion")
        scheduler_backends[account_id][region_name].create_schedule(**{xform_name(name): asked.get(name) for name in wanted})
        return cls(asked["Name"], properties)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        judged("scheduler", "CreateSchedule", cloudformation_json["Properties"], {"Name": original_resource.name})
        cls.delete_from_cloudformation_json(original_resource.name, None, account_id, region_name)
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        scheduler_backends[account_id][region_name].delete_schedule("default", resource_name)


# --- AWS::CloudWatch::Alarm: moto skips the type -------------------------------------------------------------------------
class AlarmCfn(CloudFormationModel):
    __module__ = "judge.cloudwatch"

    def __init__(self, name):
        self.name = name

    physical_resource_id = property(lambda self: self.name)
    cloudformation_name_type = staticmethod(lambda: "AlarmName")
    cloudformation_type = staticmethod(lambda: "AWS::CloudWatch::Alarm")

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        judged("cloudwatch", "PutMetricAlarm", cloudformation_json["Properties"], {"AlarmName": resource_name})
        return cls(resource_name)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        judged("cloudwatch", "PutMetricAlarm", cloudformation_json["Properties"], {"AlarmName": original_resource.name})
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        pass  # it is only judged


# --- AWS::EMR::Cluster: keep what moto drops --------------------------------------------------------------------------
ROLES = (("Master", "MASTER"), ("Core", "CORE"), ("Task", "TASK"))
NETWORK = dict.fromkeys(("ec2_subnet_id", "emr_managed_master_security_group", "emr_managed_slave_security_group", "service_access_security_group"))
IN_PLACE = {"AutoTerminationPolicy", "ManagedScalingPolicy", "StepConcurrencyLevel", "Tags", "VisibleToAllUsers"}


def run_job_flow(properties):
    instances = dict(properties["Instances"])
    for kind, role_key in (("InstanceGroup", "InstanceRole"), ("InstanceFleet", "InstanceFleetType")):
        made = []
        for word, role in ROLES:
            items = [instances.pop(f"{word}{kind}")] if f"{word}{kind}" in instances else instances.pop(f"{word}{kind}s", [])
            made += [{**item, role_key: role} for item in items]
        if made:
            instances[f"{kind}s"] = made
    return judged("emr", "RunJobFlow", {**properties, "Instances": instances})


def create_cluster(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    properties = cloudformation_json["Properties"]
    request, backend = run_job_flow(properties), emr_backends[account_id][region_name]
    instances = request["Instances"]
    cluster = backend.run_job_flow(
        name=request["Name"], log_uri=request.get("LogUri"), job_flow_role=request.get("JobFlowRole"), service_role=request.get("ServiceRole"),
        steps=[], instance_attrs={**NETWORK, **{xform_name(k): v for k, v in instances.items() if k not in ("InstanceGroups", "InstanceFleets")}},
        configurations=request.get("Configurations"), release_label=request.get("ReleaseLabel"),
        security_configuration=request.get("SecurityConfiguration"), step_concurrency_level=request.get("StepConcurrencyLevel", 1),
        kerberos_attributes=request.get("KerberosAttributes", {}), custom_ami_id=request.get("CustomAmiId"),
        ebs_root_volume_size=request.get("EbsRootVolumeSize"), auto_scaling_role=request.get("AutoScalingRole"))
    backend.add_job_flow_steps(cluster.id, [
        {"name": step["Name"], "hadoop_jar_step": step["HadoopJarStep"], "action_on_failure": step.get("ActionOnFailure", "CONTINUE")}
        for step in request.get("Steps", [])])
    backend.add_applications(cluster.id, [{xform_name(k): v for k, v in item.items()} for item in request.get("Applications", [])])
    for group in instances.get("InstanceGroups", []):
        keep = {k: group.get(k) for k in ("InstanceCount", "InstanceRole", "InstanceType", "Market", "Name", "BidPrice") if k in group}
        made = backend.add_instance_groups(cluster.id, [{xform_name(k): v for k, v in keep.items()}])[0]
        made.configurations = group.get("Configurations", [])
        made.ebs_configuration = CamelToUnderscoresWalker.parse_dict(group.get("EbsConfiguration", {}))
    cluster.request, cluster.cfn_properties = request, properties
    cluster.add_tags({tag["Key"]: tag["Value"] for tag in request.get("Tags", [])})
    return cluster


def update_cluster(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    new, old = cloudformation_json["Properties"], original_resource.cfn_properties
    if {key for key in {*new, *old} if new.get(key) != old.get(key)} <= IN_PLACE:
        original_resource.request, original_resource.cfn_properties = run_job_flow(new), new
        return original_resource
    made = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
    emr_backends[account_id][region_name].terminate_job_flows([original_resource.id])
    return made


def answer(key, pick):
    def handler(self):
        return ActionResult({key: pick(self.backend.describe_cluster(self._get_param("ClusterId")).request)})
    return handler


def fleets(request):
    return [{**fleet, "InstanceTypeSpecifications": fleet.get("InstanceTypeConfigs", [])} for fleet in request["Instances"].get("InstanceFleets", [])]


# --- a fault of moto 5.2.5 on the way of `cdk deploy --method=direct` of an update (the change-set way stays broken) ---
def previous_defaults(method):
    def resolve(self, instance, incoming_params):
        """UsePreviousValue of a parameter that had only its template's default: moto raises KeyError."""
        known = [p for p in incoming_params if not p.get("UsePreviousValue") or p["ParameterKey"] in instance.parameters]
        return method(self, instance, known)
    return resolve


def install():
    moto_order.install()
    CloudTrailResponse.lookup_events = lambda self: ActionResult({"Events": []})  # the command line asks it why a deployment failed
    EMRServerlessBackend.stop_application, EMRServerlessBackend.start_application = stop_application, start_application
    EMRServerlessBackend.list_job_runs = runs_of(EMRServerlessBackend.list_job_runs)
    EMRServerlessBackend.start_job_run = under_way(EMRServerlessBackend.start_job_run)
    Cluster.create_from_cloudformation_json = classmethod(create_cluster)
    Cluster.update_from_cloudformation_json = classmethod(update_cluster)
    ElasticMapReduceResponse.get_managed_scaling_policy = answer("ManagedScalingPolicy", lambda r: r.get("ManagedScalingPolicy"))
    ElasticMapReduceResponse.get_auto_termination_policy = answer("AutoTerminationPolicy", lambda r: r.get("AutoTerminationPolicy"))
    ElasticMapReduceResponse.list_instance_fleets = answer("InstanceFleets", fleets)
    CloudFormationBackend._resolve_update_parameters = previous_defaults(CloudFormationBackend._resolve_update_parameters)


if __name__ == "__main__":
    from moto.server import main

    install()
    main(sys.argv[1:])
