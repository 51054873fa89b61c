"""What the judge reads of an event log: verdict, memory of the executor, sizes of the largest stage."""
import json
from collections import defaultdict
from pathlib import Path
from typing import Any


def summary(folder: Path) -> dict[str, Any]:
    found = {
        "onHeapBytes": None, "offHeapBytes": None, "spilledBytes": 0, "failures": [], "shuffleBytes": 0,
        "gcSeconds": 0.0, "taskSeconds": 0.0, "largestRecords": 0, "gcSecondsOfStages": {}, "taskSecondsOfStages": {},
    }
    written: dict[int, int] = defaultdict(int)
    read: dict[int, int] = defaultdict(int)
    for log in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        for line in log.open(encoding="utf8"):
            take(json.loads(line), found, written, read)
    found["shuffleBytes"] = max([0, *written.values(), *read.values()])
    return found


def take(event: dict[str, Any], found: dict[str, Any], written: dict[int, int], read: dict[int, int]) -> None:
    kind = event["Event"]
    if kind == "SparkListenerBlockManagerAdded" and event["Block Manager ID"]["Executor ID"] != "driver":
        found["onHeapBytes"] = event["Maximum Onheap Memory"]
        found["offHeapBytes"] = event["Maximum Offheap Memory"]
    elif kind == "SparkListenerTaskEnd":
        take_task(event, found, written, read)
    elif kind == "SparkListenerExecutorRemoved":
        found["failures"].append(event["Removed Reason"][:300])
    elif kind == "SparkListenerJobEnd" and event["Job Result"]["Result"] != "JobSucceeded":
        found["failures"].append(json.dumps(event["Job Result"])[:600])


def take_task(event: dict[str, Any], found: dict[str, Any], written: dict[int, int], read: dict[int, int]) -> None:
    if event["Task End Reason"]["Reason"] != "Success":
        found["failures"].append(json.dumps(event["Task End Reason"])[:600])
    metrics = event.get("Task Metrics")
    if not metrics:
        return
    found["spilledBytes"] += metrics["Memory Bytes Spilled"] + metrics["Disk Bytes Spilled"]
    found["gcSeconds"] += metrics["JVM GC Time"] / 1000
    found["taskSeconds"] += metrics["Executor Run Time"] / 1000
    stage = event["Stage ID"]
    for name, seconds in (("gcSecondsOfStages", metrics["JVM GC Time"]), ("taskSecondsOfStages", metrics["Executor Run Time"])):
        found[name][stage] = found[name].get(stage, 0) + seconds / 1000
    written[stage] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
    reads = metrics["Shuffle Read Metrics"]
    read[stage] += reads["Local Bytes Read"] + reads["Remote Bytes Read"]
    found["largestRecords"] = max(found["largestRecords"], reads["Total Records Read"])
