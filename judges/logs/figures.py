"""The figures of an event log by its definition, in plain Python: what our reader is held against. Reads lines of JSON, unpacked."""
import json
from datetime import datetime, timezone
from typing import Any, Iterable, Optional

Event = dict[str, Any]
SUMS = {
    "runTimeMs": ("Executor Run Time",), "gcTimeMs": ("JVM GC Time",), "inputBytes": ("Input Metrics", "Bytes Read"), "outputBytes": ("Output Metrics", "Bytes Written"),
    "shuffleWriteBytes": ("Shuffle Write Metrics", "Shuffle Bytes Written"), "memoryBytesSpilled": ("Memory Bytes Spilled",), "diskBytesSpilled": ("Disk Bytes Spilled",),
}
PEAKS = {"onHeapExecutionBytes": "OnHeapExecutionMemory", "jvmHeapBytes": "JVMHeapMemory", "pythonBytes": "ProcessTreePythonRSSMemory"}
UNITS = {"k": 1 / 1024, "m": 1, "g": 1024, "t": 1024 * 1024}


def events_of(lines: Iterable[str]) -> list[Event]:
    def refuse(word: str) -> None:
        raise ValueError(word)
    found = []
    for line in lines:
        try:
            event = json.loads(line, parse_constant=refuse)
        except ValueError:
            continue
        if isinstance(event, dict) and isinstance(event.get("Event"), str):
            found.append({**event, "Event": event["Event"].rsplit(".", 1)[-1]})
    return found


def named(events: list[Event], *names: str) -> list[Event]:
    return [event for event in events if event["Event"] in [f"SparkListener{name}" for name in names]]


def time_of(ms: Optional[int]) -> Optional[str]:
    return None if ms is None else datetime.fromtimestamp(ms / 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms % 1000:03d}Z"


def mib(text: Optional[str]) -> Optional[int]:
    return None if text is None else int(int(text[:-1]) * UNITS[text[-1].lower()])


def dig(metrics: Any, path: tuple[str, ...]) -> int:
    for name in path:
        metrics = (metrics or {}).get(name)
    return metrics or 0


def attempts_of(events: list[Event]) -> list[Event]:
    seen: dict[int, Event] = {}
    for event in named(events, "TaskEnd"):
        seen.setdefault(event["Task Info"]["Task ID"], event)
    return list(seen.values())


def read_bytes(task: Event) -> int:
    metrics = task.get("Task Metrics")
    return dig(metrics, ("Shuffle Read Metrics", "Remote Bytes Read")) + dig(metrics, ("Shuffle Read Metrics", "Local Bytes Read"))


def reason_of(task: Event) -> Optional[str]:
    return (task.get("Task End Reason") or {}).get("Reason")


def most_at_once(events: list[Event], weight: dict[str, int]) -> int:
    changes = [(event["Timestamp"], -1 if event["Event"].endswith("Removed") else 1, event["Executor ID"]) for event in named(events, "ExecutorAdded", "ExecutorRemoved")]
    now = most = 0
    for _, sign, executor in sorted(changes, key=lambda change: change[:2]):
        now += sign * weight[executor]
        most = max(most, now)
    return most


def executors_of(events: list[Event], tasks: list[Event]) -> dict[str, Any]:
    properties = ([{}] + [event["Spark Properties"] for event in named(events, "EnvironmentUpdate")])[-1]
    added = {event["Executor ID"]: event["Executor Info"]["Total Cores"] for event in named(events, "ExecutorAdded")}
    local = properties.get("spark.master", "").startswith("local") and not properties["spark.master"].startswith("local-cluster")
    task_cpus = int(properties.get("spark.task.cpus", 1))
    pools = {event["Block Manager ID"]["Executor ID"]: event.get("Maximum Onheap Memory") for event in named(events, "BlockManagerAdded")}
    first = next(iter(added), None)
    return {
        "added": 1 if local else len(added), "maximumAtOnce": 1 if local else most_at_once(events, dict.fromkeys(added, 1)), "cores": added.get(first),
        "slotsAtOnce": added[first] // task_cpus if local else most_at_once(events, {executor: cores // task_cpus for executor, cores in added.items()}),
        "memoryMiB": mib(properties.get("spark.driver.memory" if local else "spark.executor.memory")), "unifiedBytes": pools.get("driver" if local else first),
    }


def largest_shuffle(tasks: list[Event]) -> Optional[dict[str, Any]]:
    by_attempt: dict[tuple[int, int], dict[int, Event]] = {}
    for task in tasks:
        if reason_of(task) == "Success":
            by_attempt.setdefault((task["Stage ID"], task["Stage Attempt ID"]), {}).setdefault(task["Task Info"]["Index"], task)
    reads = {key: [read_bytes(task) for task in stage.values()] for key, stage in by_attempt.items()}
    writes = {key: sum(dig(task.get("Task Metrics"), SUMS["shuffleWriteBytes"]) for task in stage.values()) for key, stage in by_attempt.items()}
    written = max(writes.values(), default=0)
    reader = min(reads, key=lambda key: (-sum(reads[key]), key), default=None)
    if reader is None or sum(reads[reader]) == 0:
        writer = min((key for key in writes if writes[key] == written), default=None)
        return None if not written or writer is None else {"stageId": writer[0], "writeBytes": written, "tasks": None, "largestTaskReadBytes": None, "skew": None}
    sizes = reads[reader]
    return {"stageId": reader[0], "writeBytes": written, "tasks": len(sizes), "largestTaskReadBytes": max(sizes), "skew": max(sizes) / (sum(sizes) / len(sizes))}


def peak_of(task: Event) -> Optional[int]:
    return (task.get("Task Metrics") or {}).get("Peak Execution Memory")


def observation(lines: Iterable[str]) -> dict[str, Any]:
    events = events_of(lines)
    tasks = attempts_of(events)
    start = (named(events, "ApplicationStart") or [{}])[0]
    end = (named(events, "ApplicationEnd") or [{}])[-1]
    environment = (named(events, "EnvironmentUpdate") or [{}])[-1]
    stages = {(event["Stage Info"]["Stage ID"], event["Stage Info"]["Stage Attempt ID"]) for event in named(events, "StageSubmitted", "StageCompleted")}
    peaks = [peak for peak in map(peak_of, tasks) if peak is not None]
    samples = {name: max([(task.get("Task Executor Metrics") or {}).get(field, 0) for task in tasks] + [0]) or None for name, field in PEAKS.items()}
    return {
        "application": {
            "id": start.get("App ID"), "name": start.get("App Name"), "sparkVersion": (named(events, "LogStart") or [{}])[0].get("Spark Version"),
            "javaVersion": (environment.get("JVM Information") or {}).get("Java Version"), "startedAt": time_of(start.get("Timestamp")),
            "endedAt": time_of(end.get("Timestamp")), "complete": bool(start and end),
        },
        "executors": executors_of(events, tasks),
        "totals": {
            "jobs": len({event["Job ID"] for event in named(events, "JobStart")}), "stages": len({stage for stage, _ in stages}), "stageAttempts": len(stages),
            "tasks": len(tasks), "failedTasks": sum(reason_of(task) not in ("Success", "TaskKilled", "Resubmitted") for task in tasks),
            **{name: sum(dig(task.get("Task Metrics"), path) for task in tasks) for name, path in SUMS.items()}, "shuffleReadBytes": sum(map(read_bytes, tasks)),
        },
        "peaks": {"taskExecutionBytes": max(peaks, default=None), **samples},
        "largestShuffle": largest_shuffle(tasks),
    }
