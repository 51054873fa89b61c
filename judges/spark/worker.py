"""Runs inside a venv with pyspark: one request a line on stdin, one answer a line on stdout. The driver JVM stays between requests.

Every key is stated in every session: PySpark hands the first session's settings to the driver JVM as defaults of all later ones.
"""
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Optional

import eventlog
import jobs
import processes

COLLECTOR_FLAGS = {
    "g1": "-XX:+UseG1GC", "parallel": "-XX:+UseParallelGC", "serial": "-XX:+UseSerialGC",
    "zgc": "-XX:+UseZGC", "shenandoah": "-XX:+UseShenandoahGC",
}

LOGGING = Path(__file__).resolve().parent / "executor-log4j2.properties"


def settings(request: dict[str, Any], folder: Path) -> dict[str, str]:
    off_heap = int(request.get("offHeapBytes", 0))
    cores = request.get("cores", 1)
    stated = {
        "spark.executor.memory": request.get("executorMemory", f"{request.get('heapMiB', 512)}m"),
        "spark.executor.cores": str(cores),
        "spark.cores.max": str(cores),
        "spark.task.cpus": str(request.get("taskCpus", 1)),
        "spark.executor.extraJavaOptions": " ".join([
            COLLECTOR_FLAGS[request.get("collector", "g1")], f"-Dlog4j2.configurationFile=file:{LOGGING}",
            request.get("options", "-XX:TieredStopAtLevel=1"),
        ]),
        "spark.memory.fraction": str(request.get("memoryFraction", 0.6)),
        "spark.memory.storageFraction": str(request.get("storageFraction", 0.5)),
        "spark.memory.offHeap.enabled": str(off_heap > 0).lower(),
        "spark.memory.offHeap.size": str(off_heap),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.task.maxFailures": "1",
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "120s",
        "spark.network.timeout": "300s",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.adaptive.advisoryPartitionSizeInBytes": "64m",
        "spark.default.parallelism": str(request.get("partitions", 4)),
        "spark.sql.autoBroadcastJoinThreshold": "-1",
        "spark.sql.shuffle.partitions": str(request.get("partitions", 4)),
        "spark.sql.ansi.enabled": "false",
        "spark.local.dir": str(folder / "local"),
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": f"file://{folder / 'events'}",
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
        "spark.executor.processTreeMetrics.enabled": "false",
    }
    return {**stated, **request.get("conf", {})}


class SpillWatch(threading.Thread):
    """Sees spill files that no task metric counts; they are deleted when their task ends."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.files: set[str] = set()
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            for _, _, names in os.walk(self.folder):
                self.files.update(name for name in names if name.startswith("temp_local_"))
            time.sleep(0.03)

    def stop(self) -> int:
        self.stopped.set()
        self.join()
        return len(self.files)


def start(request: dict[str, Any], folder: Path) -> Any:
    from pyspark.sql import SparkSession
    cores, heap = request.get("cores", 1), request.get("workerMiB", request.get("heapMiB", 512))
    builder = SparkSession.builder.master(request.get("master", f"local-cluster[1,{cores},{heap}]"))
    for key, value in settings(request, folder).items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF" if request.get("silent", True) else "WARN")
    return session


def perform(request: dict[str, Any]) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=os.environ["JUDGE_SCRATCH"]))
    (folder / "local").mkdir()
    (folder / "events").mkdir()
    answer: dict[str, Any] = {"error": None}
    try:
        session = start(request, folder)
    except Exception as error:  # noqa: BLE001 -- whatever Spark says is the answer
        stop_leftovers()
        shutil.rmtree(folder, ignore_errors=True)
        return {"error": str(error)}
    watch = SpillWatch(folder / "local")
    resident = processes.ResidentWatch() if request.get("resident") else None
    live = processes.LiveWatch(request["live"]) if "live" in request else None
    watch.start()
    if live:
        live.start()
    if resident:
        resident.start()
    try:
        if request.get("job") is None:
            session.range(0, 1, 1, 1).count()  # an executor has to be there
        answer.update(jobs.run(session, request))
    except Exception as error:  # noqa: BLE001
        answer["error"] = str(error)
    answer["temporaryFiles"] = watch.stop()
    if live:
        answer["live"] = live.stop()
    if resident:
        answer["resident"] = resident.stop()
    session.stop()
    answer.update(eventlog.summary(folder / "events"))
    if "keepLog" in request:
        shutil.copy(next(path for path in (folder / "events").iterdir() if not path.name.startswith(".")), request["keepLog"])
    shutil.rmtree(folder, ignore_errors=True)
    return answer


def stop_leftovers() -> None:
    """A context that failed in its constructor leaves itself behind as the active one."""
    from pyspark import SparkContext
    context: Optional[Any] = SparkContext._active_spark_context
    if context is not None:
        context.stop()


def main() -> None:
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what Spark prints is no answer
    for line in sys.stdin:
        replies.write(json.dumps(perform(json.loads(line))) + "\n")
    replies.flush()


if __name__ == "__main__":
    main()
