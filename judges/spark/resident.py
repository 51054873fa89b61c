"""Death from outside: does any executor process outgrow heap + overhead? And what its native memory really is, by heap and slots.

-Xms = -Xmx and -XX:+AlwaysPreTouch make the whole heap resident, so that VmHWM less -Xmx is what stands beside the heap. Both compilers are on, as in production.
"""
import datetime
import json
from dataclasses import dataclass
from typing import Any

from cases import rows
from model import Model
from spark import HERE, Spark
from table import Tally

RECORDS = HERE / "native-memory.jsonl"
KIB_PER_MIB = 1024


@dataclass(frozen=True)
class Executor:
    name: str
    heap: int
    cores: int
    job: dict[str, Any]
    collector: str = "g1"
    python_mib: int = 0

    @property
    def request(self) -> dict[str, Any]:
        return {
            "heapMiB": self.heap, "cores": self.cores, "collector": self.collector, "partitions": 2 * self.cores, "job": self.job,
            "resident": True, "options": f"-Xms{self.heap}m -XX:+AlwaysPreTouch",
        }


def sort(count: int, maps: int) -> dict[str, Any]:
    return {"name": "sort", "with": {"rows": rows(count, maps=maps)}}


def parquet(count: int, maps: int) -> dict[str, Any]:
    return {"name": "parquet", "with": {"rows": rows(count, maps=maps)}}


def python(hold: int) -> dict[str, Any]:
    return {"name": "python_map", "with": {"rows": rows(200_000, payload=0), "holdMiB": hold}}


EXECUTORS = (
    Executor("sort, 1 slot", 1024, 1, sort(1_500_000, 4)),
    Executor("sort, 2 slots", 1024, 2, sort(1_500_000, 4)),
    Executor("sort, 4 slots", 2048, 4, sort(3_000_000, 8)),
    Executor("sort, 8 slots", 4096, 8, sort(3_000_000, 16)),
    Executor("sort, 4 slots, 6 GiB", 6144, 4, sort(3_000_000, 8)),
    Executor("sort, Parallel", 2048, 4, sort(3_000_000, 8), "parallel"),
    Executor("Parquet, 4 slots", 2048, 4, parquet(2_000_000, 4)),
    Executor("Python, 2 slots of 128 MiB", 1024, 2, python(88), python_mib=128),  # beside 40 MiB of interpreter and batches
)
QUICK = ("sort, 4 slots", "Python, 2 slots of 128 MiB")


def measure(spark: Spark, model: Model, one: Executor) -> dict[str, Any]:
    answer = spark.ask(**one.request)
    if answer["error"] or answer["failures"]:
        raise RuntimeError(f"{one.name}: {answer['error'] or answer['failures']}")
    flags = ["--executor-memory", f"{one.heap}m", "--shuffle", "1KiB", "--cache", "0B"]
    if one.python_mib:
        flags += ["--language", "python", "--python-stages", "1", "--python-memory-per-task", f"{one.python_mib}MiB"]
    plan = model.plan({"cores": one.cores, "partitions": 1, "collector": one.collector}, *flags)
    native = -(-answer["resident"]["executorKiB"] // KIB_PER_MIB) - one.heap
    return {
        "name": one.name, "spark": spark.version, "java": spark.java, "heapMiB": one.heap, "slots": one.cores, "collector": one.collector,
        "nativeMiB": native, "pythonMiB": -(-answer["resident"]["pythonKiB"] // KIB_PER_MIB),
        "largestWorkerMiB": -(-answer["resident"]["largestWorkerKiB"] // KIB_PER_MIB),
        "gcShare": round(answer["gcSeconds"] / max(answer["taskSeconds"], 0.001), 3),
        "overheadMiB": least_overhead(model, one), "pysparkMiB": plan["executor"]["pysparkMiB"] if "executor" in plan else None,
        "measured": datetime.date.today().isoformat(),
    }


def least_overhead(model: Model, one: Executor) -> int:
    """What the planner keeps beside such a heap at the least; an emitted plan gives it the rest of the worker too."""
    return model.ask({"overhead": {"heapMiB": one.heap, "slots": one.cores}})["overheadMiB"]


def judge(model: Model, tally: Tally, long: bool) -> None:
    spark = Spark("3.5.9", 17)
    for one in EXECUTORS:
        if long or one.name in QUICK:
            found = measure(spark, model, one)
            fits = found["nativeMiB"] <= found["overheadMiB"] and found["pythonMiB"] <= (found["pysparkMiB"] or found["pythonMiB"])
            tally.add(
                f"native  {one.name}, {one.heap} MiB: {found['nativeMiB']} MiB beside the heap, {found['overheadMiB']} kept; "
                f"Python {found['pythonMiB']} MiB, {found['pysparkMiB']} kept", fits)
    spark.close()


def measure_all(model: Model) -> None:
    spark = Spark("3.5.9", 17)
    lines = []
    for one in EXECUTORS:
        lines.append(json.dumps(measure(spark, model, one)))
        print(lines[-1], flush=True)
        RECORDS.write_text("\n".join(lines) + "\n", encoding="utf8")
    spark.close()
