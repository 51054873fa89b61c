"""What moto's CloudFormation lacks: an update in the order of dependencies, its rollback, a deletion in the reverse order, and custom resources.

Order: what a resource refers to or depends on comes first, in a rollback too; a deletion goes backwards. A resource that was touched is rolled back by
an update to its old properties, or deleted if it is new. Functions of Lambda run as processes of Node, from the code that was deployed.
"""
import io
import json
import os
import pathlib
import re
import subprocess
import threading
import uuid
import zipfile

from moto.awslambda.models import LambdaFunction
from moto.awslambda.utils import get_backend
from moto.cloudformation.custom_model import CustomModel
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend, Event, Stack
from moto.cloudformation.parsing import ResourceMap, parse_and_update_resource

HERE, WORK = pathlib.Path(__file__).parent, pathlib.Path(os.environ.get("WORK", "."))


# --- order ------------------------------------------------------------------------------------------------------------
def waits_for(resource, names):
    found = set(resource.get("DependsOn") if isinstance(resource.get("DependsOn"), list) else filter(None, [resource.get("DependsOn")]))

    def look(value):
        if isinstance(value, dict):
            if isinstance(value.get("Ref"), str):
                found.add(value["Ref"])
            if "Fn::GetAtt" in value:
                found.add(value["Fn::GetAtt"][0] if isinstance(value["Fn::GetAtt"], list) else value["Fn::GetAtt"].split(".")[0])
            if "Fn::Sub" in value:
                found.update(re.findall(r"\${(\w+)", json.dumps(value["Fn::Sub"])))
            value = list(value.values())
        if isinstance(value, list):
            for one in value:
                look(one)

    look(resource.get("Properties", {}))
    return found & names


def in_order(resources):
    order = []

    def visit(name):
        if name in order:
            return
        for other in sorted(waits_for(resources[name], set(resources))):
            visit(other)
        order.append(name)

    for name in resources:
        visit(name)
    return order


# --- update and rollback ----------------------------------------------------------------------------------------------
def event(stack, name, kind, status, reason=None):
    stack.events.append(Event(stack.stack_id, stack.name, name, name, kind, status, reason, None))


def enter(stack, status, reason=None):
    stack.status = status
    stack._add_stack_event(status, resource_status_reason=reason)


def take_over(resource_map, template, parameters):
    resource_map._template, resource_map._resource_json_map = template, template["Resources"]
    if parameters:
        resource_map.input_parameters = parameters
    resource_map.load_mapping()
    resource_map.load_parameters()
    resource_map.load_conditions()


def modify(resource_map, name, resources):
    changed = parse_and_update_resource(name, resources[name], resource_map, account_id=resource_map._account_id, region_name=resource_map._region_name)
    if changed is not None:
        resource_map._parsed_resources[name] = changed


def remove(resource_map, name, resources):
    resource = resource_map._parsed_resources.pop(name, None)
    if resource is not None and resources[name].get("DeletionPolicy") != "Retain":
        resource_map._delete_resource(resource, resources[name])


def go_forward(stack, before, after, parameters, touched):
    known = stack.resource_map
    actions = known.build_resource_diff(after, parameters)
    take_over(known, after, parameters)
    for name in in_order(after["Resources"]):
        kind = after["Resources"][name]["Type"]
        if name not in actions["Add"] and name not in actions["Modify"]:
            continue
        touched.append(name)
        try:
            if name in actions["Add"]:
                _ = known[name]
            else:
                modify(known, name, after["Resources"])
        except Exception as error:
            event(stack, name, kind, "UPDATE_FAILED", str(getattr(error, "message", error)))
            raise
        event(stack, name, kind, "UPDATE_COMPLETE")
    return [name for name in reversed(in_order(before["Resources"])) if name in actions["Remove"]]


def go_back(stack, before, after, parameters, touched):
    known = stack.resource_map
    take_over(known, before, parameters)
    for name in in_order(before["Resources"]):
        if name in touched:
            modify(known, name, before["Resources"])
    for name in reversed(touched):
        if name not in before["Resources"]:
            remove(known, name, after["Resources"])


def update(self, template, role_arn=None, parameters=None, tags=None):
    before, old_template, old_parameters = self.template_dict, self.template, dict(self.resource_map.input_parameters)
    touched = []
    enter(self, "UPDATE_IN_PROGRESS", "User Initiated")
    try:
        after = self.parse_template(template)
        gone = go_forward(self, before, after, parameters, touched)
    except Exception as error:
        enter(self, "UPDATE_ROLLBACK_IN_PROGRESS", str(getattr(error, "message", error)))
        try:
            go_back(self, before, after, old_parameters, touched)
        except Exception as again:
            return enter(self, "UPDATE_ROLLBACK_FAILED", str(getattr(again, "message", again)))
        return enter(self, "UPDATE_ROLLBACK_COMPLETE")
    self.template, self.role_arn = template, role_arn
    self._parse_template()
    enter(self, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    for name in gone:
        remove(self.resource_map, name, before["Resources"])
    self.output_map = self._create_output_map()
    if parameters:
        self.parameters = parameters
    enter(self, "UPDATE_COMPLETE")


# --- deletion ---------------------------------------------------------------------------------------------------------
def delete_in_order(self):
    for name in reversed(in_order(self._resource_json_map)):
        remove_or_keep(self, name)


def remove_or_keep(resource_map, name):
    resource = resource_map._parsed_resources.get(name)
    if resource is not None and resource_map._resource_json_map[name].get("DeletionPolicy") != "Retain":
        resource_map._delete_resource(resource, resource_map._resource_json_map[name])
    resource_map._parsed_resources.pop(name, None)


def delete_stack(self, name_or_stack_id):
    """The stack can be asked for while it is deleted."""
    for stack in [one for one in list(self.stacks.values()) if name_or_stack_id in (one.stack_id, one.name)]:
        stack.status = "DELETE_IN_PROGRESS"
        names = [export.name for export in stack.exports]
        try:
            stack.delete()
        except Exception:
            stack.status = "DELETE_FAILED"
            raise
        self.deleted_stacks[stack.stack_id] = self.stacks.pop(stack.stack_id)
        for name in names:
            self.exports.pop(name)


# --- functions and custom resources -----------------------------------------------------------------------------------
def run_function(made, payload):
    """The code that was deployed, in Node."""
    folder = WORK / "functions" / made.function_name
    if not folder.exists():
        zipfile.ZipFile(io.BytesIO(made.code_bytes)).extractall(folder)
    ran = subprocess.run(["node", str(HERE / "function.js"), str(folder)], input=json.dumps(payload), capture_output=True, text=True, check=False,
                         env={**os.environ, "NODE_PATH": str(WORK / "sdk" / "node_modules"), "FUNCTION_ARN": made.function_arn})
    with open(WORK / "functions.log", "a", encoding="utf8") as log:
        log.write(f"{json.dumps(payload)}\n{ran.stderr}{ran.stdout}\n")
    return ran.stdout


def invoke(self, body, request_headers, response_headers):
    threading.Thread(target=run_function, args=(self, json.loads(body)), daemon=True).start()
    return "{}"


def ask(kind, stack_id, logical_id, resource_type, physical_id, properties, account_id, region_name):
    """One request of CloudFormation; returns the physical id, or raises what the function says."""
    made = get_backend(account_id, region_name).get_function(properties["ServiceToken"])
    answer = json.loads(run_function(made, {
        "RequestType": kind, "RequestId": str(uuid.uuid4()), "StackId": stack_id, "LogicalResourceId": logical_id, "ResourceType": resource_type,
        "ResourceProperties": properties, **({"PhysicalResourceId": physical_id} if physical_id else {})}) or '{"Status": "FAILED", "Reason": "no answer"}')
    if answer["Status"] != "SUCCESS":
        raise ValidationError(message=answer["Reason"])
    return answer["PhysicalResourceId"]


class CustomResource:
    @classmethod
    def create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        where = (kwargs["StackId"], kwargs["LogicalId"], kwargs["ResourceType"])
        physical_id = ask("Create", *where, None, cloudformation_json["Properties"], account_id, region_name)
        made = CustomModel(region_name, "", kwargs["LogicalId"], physical_id)
        made.where, made.properties = where, cloudformation_json["Properties"]
        made.set_data({})
        return made

    @classmethod
    def update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        original_resource.resource_name = ask("Update", *original_resource.where, original_resource.resource_name,
                                              cloudformation_json["Properties"], account_id, region_name)
        original_resource.properties = cloudformation_json["Properties"]
        return original_resource


def delete_custom(self, account_id, region_name):
    try:
        ask("Delete", *self.where, self.resource_name, self.properties, account_id, region_name)
    except (TypeError, AttributeError) as error:
        raise ValidationError(message=repr(error)) from error  # moto takes these two for a missing method


def install():
    Stack.update = update
    ResourceMap.delete = delete_in_order
    CloudFormationBackend.delete_stack = delete_stack
    LambdaFunction.invoke = invoke
    CustomModel.create_from_cloudformation_json = CustomResource.create
    CustomModel.update_from_cloudformation_json = CustomResource.update
    CustomModel.delete = delete_custom
