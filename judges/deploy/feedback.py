"""`feedback.py LOGS`: puts event logs into the bucket of the stand-in, lists them as the distributed map does, has the function read them, and holds
what it writes against the figures of another reader (expected.json). RECORD=FOLDER reads the logs of that folder too, alone, and records what that
took in feedback.json, which docs/feedback.md computes costs from."""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import boto3

HERE, LOGS, BUCKET, PREFIX = pathlib.Path(__file__).parent, pathlib.Path(sys.argv[1]), "event-logs", "emr/logs/"
COPIES = int(os.environ.get("COPIES", "1"))


def put(client):
    for copy in range(COPIES):
        put_folder(client, LOGS, copy)
        client.put_object(Bucket=BUCKET, Key=f"{PREFIX}{copy}/SPARK_DRIVER/stderr.gz", Body=b"no log")


def put_folder(client, folder, copy):
    for file in folder.rglob("*"):
        if file.is_file() and not re.search(r"\.(json|txt|md)$|NOTICE", file.name):
            client.upload_file(str(file), BUCKET, f"{PREFIX}{copy}/{file.relative_to(folder)}")


def listed(client):
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=PREFIX)
    return [{"Key": one["Key"], "Size": one["Size"], "LastModified": int(one["LastModified"].timestamp())} for page in pages for one in page.get("Contents", [])]


def batches(definition, items):
    size = definition["States"]["Logs"]["ItemBatcher"]["MaxItemsPerBatch"]
    return [items[at:at + size] for at in range(0, len(items), size)]


def read(definition, items, execution):
    """One child: what its state passes to the function, and the lines that it writes."""
    payload = dict(definition["States"]["Logs"]["ItemProcessor"]["States"]["Read"]["Parameters"]["Payload"])
    del payload["batch.$"]
    ran = subprocess.run(["node", str(HERE / "function.js"), str(HERE.parent.parent / "lib" / "assets" / "feedback")], capture_output=True, text=True, check=True,
                         input=json.dumps({**payload, "batch": {"Items": items, "BatchInput": {"input": execution}}}),
                         env={**os.environ, "NODE_PATH": f"{os.environ['WORK']}/sdk/node_modules", "AWS_S3_FORCE_PATH_STYLE": "1"})
    took.update(zip(("ms", "mostMiB"), map(int, re.search(r"took (\d+) ms, at most (\d+) MiB", ran.stderr).groups())))
    return [json.loads(line) for line in ran.stdout.splitlines()]


def record(client, folder):
    """Each log in a call of its own, as the first of a new process: start and all."""
    put_folder(client, folder, 0)
    rows = []
    objects = listed(client)
    for item in objects:
        lines = read(machine, [item], {"prefix": PREFIX})
        if lines and lines[0].get("Runs"):
            log = lines[0]["log"].removeprefix(f"s3://{BUCKET}/")
            rows.append({"log": log.removeprefix(f"{PREFIX}0/"), "bytes": sum(one["Size"] for one in objects if one["Key"].startswith(log)), **took})
    (HERE / "feedback.json").write_text("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n", encoding="utf8")
    empty(client)


def empty(client):
    for one in listed(client):
        client.delete_object(Bucket=BUCKET, Key=one["Key"])


took = {}
s3, machines = boto3.client("s3"), boto3.client("stepfunctions")
arn = next(one["stateMachineArn"] for one in machines.list_state_machines()["stateMachines"] if one["name"].startswith("Feedback"))
machine = json.loads(machines.describe_state_machine(stateMachineArn=arn)["definition"])
assert machine["States"]["Logs"]["ItemReader"]["Parameters"]["Bucket"] == BUCKET
put(s3)
begin = time.time()
lines = [line for batch in batches(machine, listed(s3)) for line in read(machine, batch, {"prefix": PREFIX})]
seconds = time.time() - begin
expected = json.loads((LOGS / "expected.json").read_text(encoding="utf8"))
runs = [line for line in lines if line.get("Runs")]
for line in runs:
    name = line["log"].removeprefix(f"s3://{BUCKET}/{PREFIX}").split("/", 1)[1].rstrip("/")
    totals = expected[name]["observation"]["totals"]
    assert [line["MemoryBytesSpilled"], line["DiskBytesSpilled"], line["FailedTasks"]] == [totals["memoryBytesSpilled"], totals["diskBytesSpilled"], totals["failedTasks"]], line
    assert line["Feedback"] == "nightly" and "BrokenBounds" in line, line
assert len(lines) == COPIES * len(expected), [line["log"] for line in lines]
old = read(machine, listed(s3), {"prefix": PREFIX, "scheduledTime": "2020-01-01T00:00:00Z", "periodMinutes": 60})
assert old == [], old
empty(s3)
if "RECORD" in os.environ:
    record(s3, pathlib.Path(os.environ["RECORD"]))
print(f"feedback: {len(lines)} logs in {seconds:.1f} s, {len(runs)} runs as another reader has them")
