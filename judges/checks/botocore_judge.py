"""Judges the EMR resources of templates by botocore's service models, patterns, enums and ranges included: `botocore_judge.py FILE…`.

Prints one JSON object: file -> what the API's model would refuse. Templates hold no functions of CloudFormation but Ref.
"""
import json
import re
import sys

import botocore.session

SESSION = botocore.session.get_session()
ROLES = (("Master", "MASTER"), ("Core", "CORE"), ("Task", "TASK"))


def request_shape(service, operation):
    return SESSION.get_service_model(service).operation_model(operation).input_shape


def judge(shape, value, path, found):
    """Appends to `found` what the shape refuses of a value in CloudFormation's names."""
    kind = shape.type_name
    if isinstance(value, dict) and set(value) == {"Ref"}:
        return
    if kind == "structure" and isinstance(value, dict):
        judge_structure(shape, value, path, found)
    elif kind == "list" and isinstance(value, list):
        in_bounds(len(value), shape.metadata, f"{path}: number of items", found)
        for index, item in enumerate(value):
            judge(shape.member, item, f"{path}[{index}]", found)
    elif kind == "map":
        judge_map(shape, value, path, found)
    elif kind == "string" and isinstance(value, (str, int, float, bool)):
        judge_text(shape, str(value), path, found)
    elif kind in ("integer", "long", "double", "float"):
        judge_number(shape, value, path, found)
    elif kind == "boolean" and str(value).lower() not in ("true", "false"):
        found.append(f"{path}: {value!r} is no boolean")
    elif kind in ("structure", "list", "string") and not isinstance(value, (dict, list, str)):
        found.append(f"{path}: {value!r} is no {kind}")


def judge_structure(shape, value, path, found):
    names = {name.lower(): name for name in shape.members}
    given = {}
    for key, item in value.items():
        name = names.get("properties" if key == "ConfigurationProperties" else key.lower())
        if name is None:
            found.append(f"{path}.{key}: unknown")
        else:
            given[name] = item
            judge(shape.members[name], item, f"{path}.{name}", found)
    found.extend(f"{path}.{name}: required" for name in shape.required_members if name not in given)


def judge_map(shape, value, path, found):
    if isinstance(value, list):  # Tags and InitialCapacity are lists of Key and Value in CloudFormation
        value = {item.get("Key"): item.get("Value") for item in value if isinstance(item, dict)}
    if not isinstance(value, dict):
        found.append(f"{path}: {value!r} is no map")
        return
    for key, item in value.items():
        judge(shape.key, key, f"{path} key", found)
        judge(shape.value, item, f"{path}.{key}", found)


def judge_text(shape, value, path, found):
    in_bounds(len(value), shape.metadata, f"{path}: length", found)
    if shape.enum and value not in shape.enum:
        found.append(f"{path}: {value!r} is none of {', '.join(shape.enum)}")
    pattern = shape.metadata.get("pattern")
    try:
        if pattern and not re.fullmatch(pattern, value):
            found.append(f"{path}: {value!r} does not match {pattern}")
    except re.error:
        pass  # EMR's older patterns use Java's surrogate ranges


def judge_number(shape, value, path, found):
    try:
        in_bounds(float(value), shape.metadata, path, found)
    except (TypeError, ValueError):
        found.append(f"{path}: {value!r} is no number")


def in_bounds(number, metadata, what, found):
    if number < metadata.get("min", number) or number > metadata.get("max", number):
        found.append(f"{what}: {number} is not in {metadata.get('min', '')}..{metadata.get('max', '')}")


def application(properties, found):
    judge(request_shape("emr-serverless", "CreateApplication"), {**properties, "ClientToken": "x"}, "CreateApplication", found)


def cluster(properties, found):
    instances = dict(properties.get("Instances", {}))
    for kind, role_key in (("InstanceGroup", "InstanceRole"), ("InstanceFleet", "InstanceFleetType")):
        made = []
        for word, role in ROLES:
            items = [instances.pop(f"{word}{kind}")] if f"{word}{kind}" in instances else instances.pop(f"{word}{kind}s", [])
            made += [{**item, role_key: role} for item in items if isinstance(item, dict)]
        if made:
            instances[f"{kind}s"] = made
    judge(request_shape("emr", "RunJobFlow"), {**properties, "Instances": instances}, "RunJobFlow", found)


def security_configuration(properties, found):
    text = properties.get("SecurityConfiguration")
    given = {**properties, "Name": properties.get("Name", "x"), "SecurityConfiguration": text if isinstance(text, str) else json.dumps(text)}
    judge(request_shape("emr", "CreateSecurityConfiguration"), given, "CreateSecurityConfiguration", found)


JUDGES = {"AWS::EMRServerless::Application": application, "AWS::EMR::Cluster": cluster, "AWS::EMR::SecurityConfiguration": security_configuration}


def judged(file):
    with open(file, encoding="utf-8") as handle:
        template = json.load(handle)
    found = []
    for resource in template["Resources"].values():
        if resource["Type"] in JUDGES:
            JUDGES[resource["Type"]](resource.get("Properties", {}), found)
    return found


if __name__ == "__main__":
    print(json.dumps({file: judged(file) for file in sys.argv[1:]}))
