"""Runs queries and jobs one after the other, each with a log of its own. Runs inside a venv with pyspark.

  worker.py KIND SCALE [--cold] [--anew] [NAME…]      those of a kind, or of those named, that have not run yet at this scale; --anew: again
Ends with STUCK where a job could not be stopped: it is recorded as failed, and the next worker goes on behind it.
"""
import json
import os
import re
import shutil
import sys
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable

from jobs import JOBS, Place
from pyspark.sql import DataFrame, SparkSession
from queries import query_texts
from watch import Watch, command_line, descendants

FOLDER = Path(os.environ["PROFILES_FOLDER"])
#: Of this process alone.
OWN = Path(os.environ["PROFILES_OWN"])
SCRATCH = OWN / "scratch"
CORES = 2
PARTITIONS = 16
HEAP_MIB = 2048
TOO_LONG_SECONDS = 240
#: After that its jobs are cancelled, and who does not end then either is left.
GRACE_SECONDS = 60
STUCK = 3
#: One executor of two cores. Adaptive execution is on, as Spark has it; it keeps its hands off the partition count, as a plan's advisory size makes it do.
SETTINGS = {
    "spark.master": f"local-cluster[1,{CORES},{HEAP_MIB}]", "spark.executor.memory": f"{HEAP_MIB}m", "spark.executor.cores": str(CORES), "spark.cores.max": str(CORES),
    "spark.sql.adaptive.enabled": "true", "spark.sql.adaptive.coalescePartitions.enabled": "false", "spark.sql.shuffle.partitions": str(PARTITIONS),
    "spark.default.parallelism": str(PARTITIONS), "spark.executor.extraJavaOptions": "-XX:+UseG1GC", "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.eventLog.enabled": "true", "spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false", "spark.eventLog.logBlockUpdates.enabled": "true",
    "spark.executor.processTreeMetrics.enabled": "true", "spark.executor.metrics.pollingInterval": "200",
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
    "spark.network.timeout": "600s", "spark.task.maxFailures": "1",
}
#: Events that a log begins with, whatever is run.
HEAD = re.compile(r'{"Event":"SparkListener(LogStart|ResourceProfileAdded|BlockManagerAdded|EnvironmentUpdate|ApplicationStart|ExecutorAdded)"')
RECORDS = FOLDER / "runs.jsonl"


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in RECORDS.read_text(encoding="utf8").splitlines()] if RECORDS.exists() else []


def session_of(name: str, events: Path) -> SparkSession:
    builder = SparkSession.builder.appName(name)
    for key, value in {**SETTINGS, "spark.eventLog.dir": f"file://{events}", "spark.local.dir": str(OWN / "local"), "spark.sql.warehouse.dir": str(OWN / "warehouse")}.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


@lru_cache(maxsize=None)
def schema_of(path: str) -> Any:
    """Read once: a catalog would know it, and finding it is a job."""
    import pyarrow.parquet
    from pyspark.sql.pandas.types import from_arrow_schema
    return from_arrow_schema(pyarrow.parquet.read_schema(path))


def tables_of(session: SparkSession, suite: str, scale: str) -> Callable[[str], DataFrame]:
    def table(name: str) -> DataFrame:
        path = str(FOLDER / "data" / f"{suite}-{scale}" / f"{name}.parquet")
        return session.read.schema(schema_of(path)).parquet(path)
    return table


def run_query(session: SparkSession, suite: str, scale: str, text: str) -> None:
    table = tables_of(session, suite, scale)
    for path in (FOLDER / "data" / f"{suite}-{scale}").glob("*.parquet"):
        if path.stem in text:
            table(path.stem).createOrReplaceTempView(path.stem)
    for statement in text.split(";"):
        if statement.strip():
            session.sql(statement).collect()


def works(kind: str, scale: str, scratch: Path) -> dict[str, tuple[str, Callable[[SparkSession], Any]]]:
    """Every piece of work of a kind: its suite of tables, and what runs it."""
    if kind in ("tpch", "tpcds"):
        texts = query_texts(FOLDER / "queries", kind)
        return {name: (kind, lambda session, text=text: run_query(session, kind, scale, text)) for name, text in texts.items()}
    prepared = FOLDER / "data" / f"prepared-{scale}"
    return {
        name: (suite, lambda session, suite=suite, work=work: work(Place(session, tables_of(session, suite, scale), scratch, prepared)))
        for name, (suite, work) in JOBS[kind].items()
    }


class Application:
    """One application, and its log as far as it is written."""

    def __init__(self, name: str) -> None:
        events = FOLDER / "events"
        events.mkdir(exist_ok=True)
        self.session = session_of(name, events)
        self.session.range(10).count()
        self.log = events / f"{self.session.sparkContext.applicationId}.inprogress"
        self.head = [line for line in self.lines(0) if HEAD.match(line)]

    def written(self) -> int:
        """Bytes of the log once all events so far are in it."""
        self.session.sparkContext._jsc.sc().listenerBus().waitUntilEmpty()
        return self.log.stat().st_size

    def lines(self, start: int) -> list[str]:
        end = self.written()
        with self.log.open("rb") as file:
            file.seek(start)
            return file.read(end - start).decode("utf8").splitlines()

    def write_part(self, name: str, start: int, times: tuple[float, float]) -> None:
        """What was written since as the log of an application of its own: events of the start, those since, and an end."""
        began, ended = (int(1000 * seconds) for seconds in times)
        head = [re.sub(r'"Timestamp":\d+', f'"Timestamp":{began}', re.sub(r'"App Name":"[^"]*"', f'"App Name":"{name}"', line)) for line in self.head]
        end = json.dumps({"Event": "SparkListenerApplicationEnd", "Timestamp": ended}, separators=(",", ":"))
        (FOLDER / "events" / name).write_text("\n".join([*head, *self.lines(start), end]) + "\n", encoding="utf8")

    def close(self) -> None:
        self.session.stop()
        self.log.with_suffix("").unlink()


def attempt(work: Callable[[SparkSession], Any], session: SparkSession) -> str | None:
    timer = threading.Timer(TOO_LONG_SECONDS, session.sparkContext.cancelAllJobs)
    timer.start()
    began = time.time()
    try:
        work(session)
        return None
    except Exception as error:  # pylint: disable=broad-except
        late = f"cancelled after {TOO_LONG_SECONDS} s; " if time.time() - began >= TOO_LONG_SECONDS else ""
        return f"{late}{type(error).__name__}: {error}"[:600]
    finally:
        timer.cancel()


def forget_peaks() -> None:
    """Python workers live on from job to job: each begins with what they hold, not with the most that they ever held. To end them would fail the next tasks."""
    for pid in descendants(os.getpid()):
        if any("pyspark.daemon" in word for word in command_line(pid)):
            Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="utf8")


def give_up(record: dict[str, Any]) -> None:
    """Neither cancelled nor done: records it and leaves, and Spark with us."""
    save({**record, "seconds": TOO_LONG_SECONDS + GRACE_SECONDS, "measured": time.strftime("%Y-%m-%d"), "failed": "stuck: it did not end when its jobs were cancelled"})
    os._exit(STUCK)


def run_one(application: Application, record: dict[str, Any], work: Callable[[SparkSession], Any]) -> dict[str, Any]:
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    forget_peaks()
    start, watch = application.written(), Watch()
    watch.start()
    last = threading.Timer(TOO_LONG_SECONDS + GRACE_SECONDS, give_up, [record])
    last.daemon = True
    last.start()
    began = time.time()
    trouble = attempt(work, application.session)
    ended = time.time()
    last.cancel()
    spent = watch.stop()
    application.write_part(record["log"], start, (began, ended))
    application.session.catalog.clearCache()
    return {**record, "seconds": round(ended - began, 2), **spent, "measured": time.strftime("%Y-%m-%d"), **({"failed": trouble} if trouble else {})}


def save(record: dict[str, Any]) -> None:
    with RECORDS.open("a", encoding="utf8") as file:
        file.write(json.dumps(record) + "\n")
    print(f"{record['log']:36} {record['seconds']:7.1f} s {record.get('failed', '')[:200]}", flush=True)


def record_of(kind: str, scale: str, name: str, is_warm: bool) -> dict[str, Any]:
    log = f"{kind}-{name}-{scale}"
    return {"kind": kind, "name": name, "scale": float(scale), **({"log": log} if is_warm else {"log": f"{log}-cold", "isWarm": False})}


def main(chosen: list[tuple[dict[str, Any], Callable[[SparkSession], Any]]]) -> None:
    """In one executor, after a first job that does not count: what Spark itself compiles is compiled, as in a long run."""
    if not chosen:
        return
    application = Application(f"{chosen[0][0]['kind']} {chosen[0][0]['scale']}")
    run_one(application, *chosen[0])
    for record, work in chosen:
        save(run_one(application, record, work))
    application.close()


def main_cold(chosen: list[tuple[dict[str, Any], Callable[[SparkSession], Any]]]) -> None:
    """Each in an executor of its own that has compiled nothing."""
    for record, work in chosen:
        application = Application(record["log"])
        save(run_one(application, record, work))
        application.close()


def start(kind: str, scale: str, rest: list[str]) -> None:
    is_warm = "--cold" not in rest
    names = [word for word in rest if not word.startswith("--")]
    known = set() if "--anew" in rest else {(one["kind"], one["scale"], one["name"]) for one in records() if one.get("isWarm", True) == is_warm}
    every = works(kind, scale, SCRATCH)
    chosen = [(record_of(kind, scale, name, is_warm), every[name][1]) for name in names or every if (kind, float(scale), name) not in known]
    (main if is_warm else main_cold)(chosen)


if __name__ == "__main__":
    start(sys.argv[1], sys.argv[2], sys.argv[3:])
