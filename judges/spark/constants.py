"""What the planner's constants are, measured: live heaps by jcmd, time in collection, the least heap of a driver. Writes constants.jsonl.

A figure that grows with a size is measured at several sizes, so that what is beside it falls out: two fit it, the others show how far off that is.
"""
import datetime
import json
from dataclasses import dataclass, field
from typing import Any

from cases import rows
from least_heap import Sparks
from spark import HERE, Spark
from table import note

RECORDS = HERE / "constants.jsonl"
BYTES_PER_MIB = 1024 * 1024
#: A driver that is too small is one that ends.
DRIVER_STEP_MIB = 32
OF_DRIVERS = ("driverBroadcastCopies", "driverCollectCopies")


@dataclass(frozen=True)
class Row:
    """One run for one constant."""
    constant: str
    #: What differs between the rows of the constant.
    size: dict[str, Any]
    request: dict[str, Any] = field(default_factory=dict)
    spark: str = "3.5.9"
    java: int = 17

    @property
    def name(self) -> str:
        return f"{self.constant} {json.dumps(self.size)}"


def sort(count: int, maps: int = 4) -> dict[str, Any]:
    return {"name": "sort", "with": {"rows": rows(count, maps=maps)}}


#: Beside a piece of user memory stand its key and an entry of a hash map.
ENTRY_BYTES = 152


def fill(collector: str, share: float, piece: int = 64 * 1024, heap: int = 2048) -> Row:
    """Held and sorted together are a share of Runtime.maxMemory; 600,000 rows of 88 B a task take 68.6 MiB. Many small pieces are dear to collect."""
    max_memory = heap * {"g1": 1, "parallel": 8 / 9, "serial": 29 / 30}[collector]
    sorted_mib = 2 * 68.6
    hold = round((share * max_memory - sorted_mib) * piece / (piece + ENTRY_BYTES))
    request = {
        "heapMiB": heap, "cores": 2, "collector": collector, "partitions": 2,
        "job": {"name": "beside_held", "with": {"holdMiB": hold, "pieceBytes": piece, "job": sort(1_200_000)}},
    }
    return Row("physicalFillFraction", {"collector": collector, "share": share, "heapMiB": heap, "pieceBytes": piece}, request)


def bypass(partitions: int, codec: str = "lz4") -> Row:
    job = {"name": "exchange", "with": {"rows": rows(3_000_000, maps=2)}}
    request = {"heapMiB": 1024, "cores": 2, "collector": "g1", "partitions": partitions, "job": job, "live": "executor", "conf": {"spark.io.compression.codec": codec}}
    return Row("bypassKiBPerPartition", {"partitions": partitions, "codec": codec, "tasks": 2}, request)


def join_group(count: int) -> Row:
    """One key on both sides: all rows of the right one are kept for each of the left one."""
    job = {"name": "join", "with": {"left": rows(30, hot=1.0, maps=2), "right": rows(count, hot=1.0), "kind": "merge"}}
    request = {"heapMiB": 2048, "cores": 1, "collector": "g1", "partitions": 2, "job": job, "live": "executor"}
    return Row("joinGroupRowBytes", {"groupRecords": count, "rowBytes": 88}, request)


def driver_tasks(count: int) -> Row:
    return Row("driverKiBPerTask", {"tasks": count}, {"master": "local[2]", "job": {"name": "tasks", "with": {"count": count}}, "live": "driver"})


def parquet(block: int, slots: int) -> Row:
    job = {"name": "parquet", "with": {"rows": rows(2_400_000 * slots, maps=slots)}}
    request = {
        "heapMiB": 2048, "cores": slots, "collector": "g1", "partitions": 2, "job": job, "live": "executor",
        "conf": {"spark.hadoop.parquet.block.size": str(block * BYTES_PER_MIB)},
    }
    return Row("userMemoryPerTask of Parquet", {"rowGroupMiB": block, "slots": slots}, request)


def grouped(count: int) -> Row:
    job = {"name": "grouped_pandas", "with": {"rows": rows(count, distinct=1, maps=2)}}
    conf = {"spark.sql.execution.arrow.pyspark.enabled": "true"}
    return Row("arrowMiBPerSlot", {"groupRecords": count, "rowBytes": 88}, {
        "heapMiB": 2048, "cores": 1, "collector": "g1", "partitions": 2, "job": job, "resident": True, "options": "-Xms2048m -XX:+AlwaysPreTouch", "conf": conf,
    })


def driver_broadcast(count: int) -> Row:
    """Rows of 96 B and the slots of 16 B: what the SQL tab calls the data size of a broadcast."""
    slots = 2 ** (2 * count - 1).bit_length() * 16
    job = {"name": "join", "with": {"left": rows(1000, payload=0), "right": rows(count), "kind": "broadcast"}}
    return Row("driverBroadcastCopies", {"dataMiB": round((96 * count + slots) / BYTES_PER_MIB), "rows": count}, {"heapMiB": 2048, "cores": 2, "job": job})


def driver_collect(count: int) -> Row:
    job = {"name": "collect", "with": {"rows": rows(count)}}
    conf = {"spark.driver.maxResultSize": "0"}
    return Row("driverCollectCopies", {"rows": count, "rowBytes": 88, "resultMiB": round(count * 75 / BYTES_PER_MIB)}, {"heapMiB": 1024, "cores": 2, "job": job, "conf": conf})


ROWS: tuple[Row, ...] = (
    *(fill("g1", share) for share in (0.75, 0.85, 0.9, 0.95)),
    *(fill(collector, share) for collector in ("parallel", "serial") for share in (0.6, 0.7, 0.8, 0.9)),
    *(fill(collector, share, 1024) for share in (0.7, 0.85) for collector in ("serial", "parallel", "g1")),
    *(fill(collector, 0.77, 1024) for collector in ("serial", "parallel")), fill("serial", 0.6, 1024),
    fill("g1", 0.85, 1024, 4096), fill("parallel", 0.7, 1024, 4096),
    *(bypass(partitions) for partitions in (2, 50, 100, 150, 200)), bypass(200, "zstd"),
    *(join_group(count) for count in (262_144, 524_288, 1_048_576)),
    *(driver_tasks(count) for count in (1000, 4000, 10_000)),
    *(parquet(block, slots) for block, slots in ((32, 1), (64, 1), (128, 1), (128, 2))),
    *(grouped(count) for count in (50_000, 400_000, 800_000)),
    *(driver_broadcast(count) for count in (500_000, 1_000_000, 2_000_000)),
    *(driver_collect(count) for count in (500_000, 1_000_000, 2_000_000)),
)


def measure(row: Row, spark: Spark) -> dict[str, Any]:
    answer = spark.ask(**row.request)
    trouble = str(answer["failures"] or answer["error"] or "")
    sign = next((sign for sign in ("OutOfMemoryError", "heartbeat", "exited", "Lost", "lost") if sign in trouble), trouble[:200])
    found: dict[str, Any] = {"died": sign} if trouble else {}
    if row.constant == "physicalFillFraction":
        of_job = {stage: seconds for stage, seconds in answer.get("gcSecondsOfStages", {}).items() if int(stage) > 0}
        run = sum(seconds for stage, seconds in answer.get("taskSecondsOfStages", {}).items() if int(stage) > 0)
        found["gcShare"] = round(sum(of_job.values()) / run, 3) if run else None
    if "live" in answer:
        found |= {"liveMiB": round(answer["live"]["mostBytes"] / BYTES_PER_MIB, 1), "lastLiveMiB": round(answer["live"]["lastBytes"] / BYTES_PER_MIB, 1)}
        found |= {"usualLiveMiB": round(answer["live"]["usualBytes"] / BYTES_PER_MIB, 1), "samples": answer["live"]["samples"]}
    if "resident" in answer:
        found |= {"nativeMiB": answer["resident"]["executorKiB"] // 1024 - row.request["heapMiB"], "workerMiB": answer["resident"]["largestWorkerKiB"] // 1024}
    return found


def least_driver(row: Row) -> dict[str, Any]:
    """The least -Xmx of a driver that lives through the job."""
    low, high = 480 - DRIVER_STEP_MIB, None
    heap = 768
    while high is None or high - low > DRIVER_STEP_MIB:
        spark = Spark(row.spark, row.java, f"{heap}m", "-XX:+UseG1GC -XX:+ExitOnOutOfMemoryError")
        try:
            answer = spark.ask(**row.request)
            lives = not answer["failures"] and not answer["error"]
        except RuntimeError:
            lives = False
        spark.close()
        note(f"  {row.name}: driver of {heap} MiB {'lives' if lives else 'dies'}")
        low, high = (low, heap) if lives else (heap, high)
        heap = 2 * low if high is None else (low + high) // 2 // DRIVER_STEP_MIB * DRIVER_STEP_MIB
        if high is not None and heap <= low:
            break
    return {"diesAtMiB": low, "livesAtMiB": high}


def key_of(constant: str, size: dict[str, Any], spark: str) -> str:
    return json.dumps([constant, size, spark])


def write_record(record: dict[str, Any]) -> None:
    """In the order of the rows; the record of the same size is replaced."""
    lines = RECORDS.read_text(encoding="utf8").splitlines() if RECORDS.exists() else []
    known = {key_of(one["constant"], one["size"], one["spark"]): one for one in [*map(json.loads, lines), record]}
    order = [key_of(row.constant, row.size, row.spark) for row in ROWS]
    RECORDS.write_text("\n".join(json.dumps(known[key]) for key in order if key in known) + "\n", encoding="utf8")


def measure_all(names: list[str]) -> None:
    sparks = Sparks()
    for row in ROWS:
        if names and row.constant not in names:
            continue
        try:
            found = least_driver(row) if row.constant in OF_DRIVERS else measure(row, sparks.of({"spark": row.spark, "java": row.java}))
        except RuntimeError as error:
            note(f"{row.name}: {error}")
            sparks.drop({"spark": row.spark, "java": row.java})
            continue
        record = {"constant": row.constant, "size": row.size, "spark": row.spark, "java": row.java, **found, "measured": datetime.date.today().isoformat()}
        print(json.dumps(record), flush=True)
        write_record(record)
    sparks.close()
