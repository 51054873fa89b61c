"""Small applications for the test logs. Runs inside a venv with pyspark: runs.py NAME FOLDER writes the plain log of one into FOLDER."""
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.window import Window

Settings = dict[str, str]
COMMON: Settings = {
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "true", "spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false", "spark.sql.ansi.enabled": "false",
    "spark.executor.extraJavaOptions": "-XX:+UseG1GC -XX:TieredStopAtLevel=1", "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.executor.metrics.pollingInterval": "100", "spark.sql.shuffle.partitions": "4", "spark.default.parallelism": "4", "spark.task.maxFailures": "4",
}
CLUSTER: Settings = {"spark.master": "local-cluster[2,2,1024]", "spark.executor.memory": "640m", "spark.executor.cores": "2", "spark.cores.max": "4"}
PAYLOAD = ", ".join(f"cast(xxhash64(id, {seed}) as binary)" for seed in range(1, 9))


def wide(session: SparkSession, rows: int, keys: int, suffix: str = "") -> Any:
    return session.range(0, rows, 1, 4).selectExpr(f"xxhash64(id % {keys}) as k{suffix}", f"concat({PAYLOAD}) as p{suffix}")


def drain(frame: Any) -> None:
    frame.write.format("noop").mode("overwrite").save()


def sql(session: SparkSession, folder: Path) -> None:
    """Joins, aggregates, a window, a broadcast, a cache, Python, files read and written, something collected."""
    path = str(folder / "files.parquet")
    wide(session, 40000, 40000).write.mode("overwrite").parquet(path)
    files = session.read.parquet(path)
    other = wide(session, 20000, 20000, "2").hint("merge")
    drain(files.hint("merge").join(other, files["k"] == other["k2"]))
    drain(files.groupBy("k").agg(F.count("*"), F.max("p")))
    drain(files.groupBy(F.col("p")).agg(F.sum("k")))
    drain(files.withColumn("n", F.row_number().over(Window.partitionBy(F.col("k") % 10).orderBy("k"))))
    drain(files.join(F.broadcast(session.range(1000).selectExpr("xxhash64(id) as k", "id as small")), "k"))
    drain(files.hint("merge").join(wide(session, 9000, 9000, "2").hint("shuffle_hash"), F.col("k") == F.col("k2")))
    drain(files.groupBy("k").agg(F.collect_list("p")))
    cached = files.cache()
    cached.count()
    cached.count()
    cached.unpersist()
    double = F.udf(lambda value: value * 2 if value else 0, "long")
    drain(files.select(double("k")))
    files.limit(500).collect()


def spill(session: SparkSession, folder: Path) -> None:
    """A sort that does not fit."""
    drain(wide(session, 2600000, 2600000).repartition(2, "k").sortWithinPartitions("k"))


def adaptive(session: SparkSession, folder: Path) -> None:
    """Partitions that are merged, one that is split, and some that are read where they were written."""
    drain(wide(session, 60000, 60000).repartition("k").sortWithinPartitions("k"))
    hot = session.range(0, 60000, 1, 4).selectExpr("case when id % 2 = 0 then 7 else id end as k", f"concat({PAYLOAD}) as p")
    keys = session.range(0, 60000, 1, 4).selectExpr("id as k2", "xxhash64(id) as v")
    drain(hot.hint("merge").join(keys, hot["k"] == keys["k2"]))
    few = wide(session, 300, 300, "2")
    large = wide(session, 60000, 60000)
    drain(large.join(few, large["k"] == few["k2"]))


def failures(session: SparkSession, folder: Path) -> None:
    """Tasks that fail and are tried again, an executor that is lost while its shuffle is read, a job that fails."""
    context = session.sparkContext

    def fail_once(index: int, rows: Any) -> Any:
        from pyspark import TaskContext
        if index == 1 and TaskContext.get().attemptNumber() == 0:
            raise ValueError('a "failure" on purpose, {with} brackets, \\ and ,"Event":"SparkListenerTaskEnd"')
        return rows

    context.range(1000, numSlices=4).mapPartitionsWithIndex(fail_once).count()

    def slow(rows: Any) -> Any:
        time.sleep(4)
        return rows

    def lose() -> None:
        time.sleep(2)
        context._jsc.sc().killExecutor(context._jsc.sc().getExecutorIds().head())

    shuffled = context.range(20000, numSlices=4).map(lambda n: (n % 100, n)).groupByKey(6).mapPartitions(slow)
    thread = threading.Thread(target=lose)
    thread.start()
    shuffled.count()
    thread.join()

    def always(rows: Any) -> Any:
        raise ValueError("always")

    try:
        context.range(10, numSlices=2).mapPartitions(always).count()
    except Exception:  # pylint: disable=broad-except
        pass


RUNS: dict[str, tuple[Callable[[SparkSession, Path], None], Settings]] = {
    "sql": (sql, {**CLUSTER, "spark.sql.autoBroadcastJoinThreshold": "1m", "spark.executor.processTreeMetrics.enabled": "true"}),
    "spill": (spill, {**CLUSTER, "spark.executor.memory": "512m", "spark.sql.adaptive.enabled": "false"}),
    "failures": (failures, CLUSTER),
    "adaptive": (adaptive, {
        **CLUSTER, "spark.sql.shuffle.partitions": "20", "spark.sql.adaptive.advisoryPartitionSizeInBytes": "512k",
        "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false", "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes": "512k",
        "spark.sql.adaptive.skewJoin.skewedPartitionFactor": "2", "spark.sql.autoBroadcastJoinThreshold": "-1",
        "spark.sql.adaptive.autoBroadcastJoinThreshold": "1m",
    }),
    "local": (sql, {"spark.master": "local[2]"}),
}


def main(name: str, folder: Path) -> None:
    run, settings = RUNS[name]
    builder = SparkSession.builder.appName(f"test log: {name}")
    for key, value in {**COMMON, **settings, "spark.eventLog.dir": f"file://{folder}", "spark.local.dir": str(folder / "local")}.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    run(session, folder / "work")
    session.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
