"""The workloads. Each is a function of the session and plain parameters that answers a data frame; sources are made by range, without files.

A source: rows, maps (its partitions), key ('long' or 'string'), payload (bytes of an incompressible binary column, a multiple of 8),
distinct (how many keys; each row its own where left out), hot (a fraction of rows with one key).
"""
from typing import Any, Callable

Source = dict[str, Any]
HASH_BYTES = 8
BLOCK_HASHES = 8


def hashes(count: int, seed: int) -> str:
    return ", ".join(f"cast(xxhash64(id, {seed + i}) as binary)" for i in range(count))


def payload(width: int) -> str:
    """Up to 64 bytes of hashes; wider ones repeat a block of 64."""
    count = width // HASH_BYTES
    if count <= BLOCK_HASHES:
        return f"concat({hashes(count, 1)})"
    return f"concat({', '.join(['b'] * (count // BLOCK_HASHES))})"


def source(session: Any, spec: Source, suffix: str = "") -> Any:
    """Columns k and, with a payload, p (each with the suffix)."""
    frame = session.range(0, spec["rows"], 1, spec["maps"])
    number = f"id % {spec['distinct']}" if "distinct" in spec else "id"
    key = f"xxhash64({number})"
    if "hot" in spec:
        key = f"case when pmod(xxhash64(id, 77), 10000) < {int(spec['hot'] * 10000)} then 7L else {key} end"
    if spec.get("key") == "string":
        key = f"concat('key-', lpad(hex({key}), 16, '0'))"
    width = spec.get("payload", 64)
    if width > HASH_BYTES * BLOCK_HASHES:
        frame = frame.selectExpr("id", f"concat({hashes(BLOCK_HASHES, 1)}) as b")
    columns = [f"{key} as k{suffix}"] + ([f"{payload(width)} as p{suffix}"] if width else [])
    columns += [f"{expression} as {name}{suffix}" for name, expression in spec.get("more", {}).items()]
    return frame.selectExpr(*columns)


def sort(session: Any, request: dict[str, Any], rows: Source, by: tuple[str, ...] = ("k",)) -> Any:
    return source(session, rows).repartition(request["partitions"], "k").sortWithinPartitions(*by)


def sort_before_python(session: Any, request: dict[str, Any], rows: Source) -> Any:
    """A function of Python takes in the rows as they come out of the sort."""
    from pyspark.sql.functions import udf
    double = udf(lambda key: 2 * (key // 2), "long")
    return sort(session, request, rows).select("*", double("k").alias("d"))


def exchange(session: Any, request: dict[str, Any], rows: Source) -> Any:
    """Map tasks that write; the tasks behind them hold nothing."""
    return source(session, rows).repartition(request["partitions"], "k")


def join(session: Any, request: dict[str, Any], left: Source, right: Source, kind: str = "merge", how: str = "inner") -> Any:
    build = source(session, right, "2").hint({"merge": "merge", "hash": "shuffle_hash", "broadcast": "broadcast"}[kind])
    first = source(session, left)
    return first.join(build, first["k"] == build["k2"], how)


def aggregate(session: Any, request: dict[str, Any], rows: Source, by: tuple[str, ...] = ("k", "p")) -> Any:
    """Partial aggregates on the map side, the final one behind the shuffle."""
    return source(session, rows).groupBy(*by).agg({"*": "count"})


def aggregate_in_one_stage(session: Any, request: dict[str, Any], rows: Source, by: tuple[str, ...] = ("k", "p")) -> Any:
    return source(session, rows).repartition(request["partitions"], "k").groupBy(*by).agg({"*": "count"})


def count_distinct(session: Any, request: dict[str, Any], rows: Source) -> Any:
    from pyspark.sql.functions import countDistinct
    return source(session, rows).groupBy("k").agg(countDistinct("p"))


def aggregate_of(session: Any, request: dict[str, Any], rows: Source, function: str, column: str = "p") -> Any:
    from pyspark.sql.functions import expr
    return source(session, rows).groupBy("k").agg(expr(f"{function}({column})"))


def aggregate_by_sorting(session: Any, request: dict[str, Any], rows: Source) -> Any:
    """The greatest string has no place in an UnsafeRow that is updated, so rows are sorted by key before they are aggregated."""
    return source(session, rows).groupBy("k").agg({"s": "max"})


def window(session: Any, request: dict[str, Any], rows: Source, order: bool = False, frame: str = "") -> Any:
    over = f"partition by k order by p {frame}" if order else "partition by k"
    return source(session, rows).repartition(request["partitions"], "k").selectExpr("*", f"count(*) over ({over}) as c")


def round_robin(session: Any, request: dict[str, Any], rows: Source) -> Any:
    return source(session, rows).repartition(request["partitions"])


def join_and_window(session: Any, request: dict[str, Any], left: Source, right: Source) -> Any:
    return join(session, request, left, right).selectExpr("*", "count(*) over (partition by k order by p2) as c")


def join_and_aggregate(session: Any, request: dict[str, Any], left: Source, right: Source) -> Any:
    return join(session, request, left, right).groupBy("k", "p").agg({"*": "count"})


def broadcast_and_sort(session: Any, request: dict[str, Any], left: Source, right: Source) -> Any:
    """The table is broadcast to the stage that sorts."""
    small = source(session, right, "2").hint("broadcast")
    sorted_rows = source(session, left).repartition(request["partitions"], "k")
    return sorted_rows.join(small, sorted_rows["k"] == small["k2"], "left").sortWithinPartitions("k")


#: Storage level → on disk, in memory, as objects.
LEVELS = {
    "MEMORY_ONLY": (False, True, True), "MEMORY_ONLY_SER": (False, True, False), "MEMORY_AND_DISK": (True, True, True),
    "MEMORY_AND_DISK_SER": (True, True, False), "DISK_ONLY": (True, False, False),
}


def beside_cache(session: Any, request: dict[str, Any], cached: Source, job: dict[str, Any], level: str = "MEMORY_ONLY") -> Any:
    from pyspark import StorageLevel
    on_disk, in_memory, as_objects = LEVELS[level]
    kept = source(session, cached).persist(StorageLevel(on_disk, in_memory, False, as_objects))
    kept.count()
    return JOBS[job["name"]](session, request, **job["with"])


def order_by(session: Any, request: dict[str, Any], rows: Source) -> Any:
    return source(session, rows).orderBy("k")


def beside_held(session: Any, request: dict[str, Any], holdMiB: int, job: dict[str, Any], pieceBytes: int = 64 * 1024) -> Any:
    """So much user memory is held in the executor, as system properties of its JVM, before the job runs beside it."""
    pieces = holdMiB * 1024 * 1024 // pieceBytes
    hold = f"reflect('java.lang.System', 'setProperty', concat('held-', id), repeat('x', {pieceBytes}))"
    session.range(0, pieces, 1, 1).selectExpr(f"length({hold})").write.format("noop").mode("overwrite").save()
    return JOBS[job["name"]](session, request, **job["with"])


def tasks(session: Any, request: dict[str, Any], count: int) -> Any:
    """So many tasks with next to nothing to do."""
    return session.range(0, count, 1, count)


def collect(session: Any, request: dict[str, Any], rows: Source) -> Any:
    """All rows on the driver, as objects of the JVM."""
    held = source(session, rows)._jdf.collectAsList()
    return session.range(0, held.size(), held.size(), 1)


def grouped_pandas(session: Any, request: dict[str, Any], rows: Source) -> Any:
    """Each group is a pandas data frame of one Python worker."""
    frame = source(session, rows)
    return frame.groupBy("k").applyInPandas(lambda group: group, frame.schema)


def parquet(session: Any, request: dict[str, Any], rows: Source) -> Any:
    """Written by every map task, then read."""
    path = session.conf.get("spark.local.dir") + "/parquet"
    source(session, rows).write.mode("overwrite").parquet(path)
    return session.read.parquet(path)


def python_map(session: Any, request: dict[str, Any], rows: Source, holdMiB: int = 0) -> Any:
    """Each Python worker holds so much beside its batches."""
    def through(batches: Any) -> Any:
        held = bytearray(holdMiB * 1024 * 1024)
        for at in range(0, len(held), 4096):
            held[at] = 1  # so that it is resident
        yield from batches
    frame = source(session, rows).repartition(request["partitions"], "k").select("k")
    return session.createDataFrame(frame.rdd.mapPartitions(through), "k long")


JOBS: dict[str, Callable[..., Any]] = {
    job.__name__: job for job in (
        sort, join, aggregate, aggregate_in_one_stage, window, round_robin, join_and_window, join_and_aggregate, broadcast_and_sort, beside_cache,
        order_by, count_distinct, aggregate_of, aggregate_by_sorting, beside_held, exchange, tasks, collect,
        grouped_pandas, parquet, python_map, sort_before_python,
    )
}


def run(session: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Runs the request's job into the sink that keeps nothing; answers what of the cache is left, and facts where they are asked for."""
    answer: dict[str, Any] = {}
    job = request.get("job")
    if job is not None:
        JOBS[job["name"]](session, request, **job["with"]).write.format("noop").mode("overwrite").save()
        answer["cache"] = cache_of(session)
    if "containers" in request:
        answer["containers"] = [container_of(session, spec) for spec in request["containers"]]
    if "facts" in request:
        answer["facts"] = {name: largest_partition(session, request, spec) for name, spec in request["facts"].items()}
    return answer


def cache_of(session: Any) -> dict[str, int]:
    infos = session.sparkContext._jsc.sc().getRDDStorageInfo()
    return {
        "partitions": sum(info.numPartitions() for info in infos), "cached": sum(info.numCachedPartitions() for info in infos),
        "memoryBytes": sum(info.memSize() for info in infos), "diskBytes": sum(info.diskSize() for info in infos),
    }


def largest_partition(session: Any, request: dict[str, Any], spec: dict[str, Any]) -> int:
    """Rows of the fullest partition: hash() is the function that Spark's hash partitioning uses."""
    frame = source(session, spec["source"])
    columns = spec.get("by", ["k"])
    parts = frame.selectExpr(f"pmod(hash({', '.join(columns)}), {request['partitions']}) as part")
    return parts.groupBy("part").count().agg({"count": "max"}).first()[0]


def scala_object(jvm: Any, name: str) -> Any:
    return jvm.java.lang.Class.forName(name).getField("MODULE$").get(None)


def container_of(session: Any, spec: dict[str, Any]) -> dict[str, int]:
    """Spark's own sum of heap, overhead, off-heap and PySpark memory, asked of the driver JVM."""
    jvm = session.sparkContext._jvm
    conf = session.sparkContext._jsc.sc().conf().clone()
    for key in ("spark.executor.memoryOverhead", "spark.executor.pyspark.memory"):
        conf.remove(key)
    for key, value in spec["conf"].items():
        conf.set(key, value)
    profiles = scala_object(jvm, "org.apache.spark.resource.ResourceProfile$")
    nothing = scala_object(jvm, "scala.collection.immutable.Map$").empty()
    profiles.clearDefaultProfile()
    profile = profiles.getOrCreateDefaultProfile(conf)
    got = profiles.getResourcesForClusterManager(profile.id(), profile.executorResources(), *spec["overhead"], conf, True, nothing)
    return {
        "heapMiB": got.executorMemoryMiB(), "overheadMiB": got.memoryOverheadMiB(), "offHeapMiB": got.memoryOffHeapMiB(),
        "pysparkMiB": got.pysparkMemoryMiB(), "requestedMiB": got.totalMemMiB(),
    }
