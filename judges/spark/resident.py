"""Death from outside: does any executor process outgrow heap + overhead? And what its native memory really is, by heap and slots.

-Xms = -Xmx and -XX:+AlwaysPreTouch make the whole heap resident, so that VmHWM less -Xmx is what stands beside the heap. Both compilers are on, as in production.
"""
import datetime
import json
from dataclasses import dataclass
from typing import Any

from cases import rows
from least_heap import Sparks
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
    #: With two, each fetches half of its blocks from the other one.
    executors: int = 1
    spark: str = "3.5.9"

    @property
    def request(self) -> dict[str, Any]:
        of_both = self.cores * self.executors
        return {
            "heapMiB": self.heap, "cores": self.cores, "collector": self.collector, "partitions": 2 * of_both, "job": self.job,
            "master": f"local-cluster[{self.executors},{self.cores},{self.heap}]", "conf": {"spark.cores.max": str(of_both)},
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
    Executor("sort, Serial", 2048, 2, sort(1_500_000, 4), "serial"),
    Executor("fetch from another executor, 2 slots", 1024, 2, sort(2_400_000, 8), executors=2),
    Executor("fetch from another executor, 4 slots", 2048, 4, sort(5_000_000, 16), executors=2),
    Executor("Spark 4: sort, 4 slots", 2048, 4, sort(3_000_000, 8), spark="4.3.0"),
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
    sparks = Sparks()
    for one in EXECUTORS:
        if long or one.name in QUICK:
            found = measure(sparks.of({"spark": one.spark, "java": 17}), model, one)
            fits = found["nativeMiB"] <= found["overheadMiB"] and found["pythonMiB"] <= (found["pysparkMiB"] or found["pythonMiB"])
            tally.add(
                f"native  {one.name}, {one.heap} MiB: {found['nativeMiB']} MiB beside the heap, {found['overheadMiB']} kept; "
                f"Python {found['pythonMiB']} MiB, {found['pysparkMiB']} kept", fits)
    sparks.close()


def measure_all(model: Model, names: list[str]) -> None:
    """All, or those of the names; the others keep their record."""
    sparks = Sparks()
    known = {record["name"]: record for record in map(json.loads, RECORDS.read_text(encoding="utf8").splitlines())}
    for one in EXECUTORS:
        if names and one.name not in names:
            continue
        known[one.name] = measure(sparks.of({"spark": one.spark, "java": 17}), model, one)
        print(json.dumps(known[one.name]), flush=True)
        RECORDS.write_text("\n".join(json.dumps(known[each.name]) for each in EXECUTORS if each.name in known) + "\n", encoding="utf8")
    sparks.close()
