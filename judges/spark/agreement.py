"""Agreement: what the memory manager, the minimum-heap checks and the container request of the real Spark say, against `explain`, to the byte."""
import re
from dataclasses import dataclass
from typing import Any, Iterator, Optional

from model import Model
from spark import NEWEST_JAVA, Spark, VERSIONS, java_homes
from table import Tally

MIB = 1024 * 1024
COLLECTORS = ("g1", "parallel", "serial", "zgc", "shenandoah")
QUICK_HEAPS = (512, 777, 1024, 4099)
LONG_HEAPS = (505, 513, 600, 640, 1023, 1536, 2048, 3000, 4095, 6001, 8192, 14336, 31744, 33000, 40960)
#: fraction, storage fraction, off-heap bytes
DIVISIONS = ((0.6, 0.5, 0), (0.75, 0.3, 0), (0.4, 0.5, 512 * MIB), (0.6, 0.5, 1), (0.9, 0.1, 3_000_000_001))

#: Below Spark's least, the most telling first: one that the driver refuses, one that only the executor's own heap refuses.
SMALL_EXECUTORS = (("449m", "g1"), ("480m", "parallel"), ("4096", "g1"), ("300000k", "g1"), ("450m", "serial"))
SMALL_DRIVERS = (("504m", "parallel"), ("440m", "g1"))


@dataclass(frozen=True)
class Executor:
    heap: int
    collector: str
    fraction: float = 0.6
    storage_fraction: float = 0.5
    off_heap: int = 0

    def __str__(self) -> str:
        return f"{self.heap} MiB {self.collector} {self.fraction}/{self.storage_fraction} off-heap {self.off_heap}"


def executors(long: bool) -> Iterator[Executor]:
    for index, collector in enumerate(COLLECTORS):
        heaps = QUICK_HEAPS + LONG_HEAPS if long else (QUICK_HEAPS[index % len(QUICK_HEAPS)], QUICK_HEAPS[(index + 2) % len(QUICK_HEAPS)])
        for number, heap in enumerate(heaps):
            fraction, storage_fraction, off_heap = DIVISIONS[(index + number) % len(DIVISIONS)]
            if off_heap not in (0, 1) or fraction != 0.6:
                yield Executor(heap, collector, fraction, storage_fraction, off_heap)
            yield Executor(heap, collector)


def spark_lines() -> list[tuple[str, int]]:
    """Every Spark with Java 17 and the newest Java here that it runs on."""
    homes = java_homes()
    lines = []
    for version in VERSIONS:
        usable = [java for java in sorted(homes) if java <= NEWEST_JAVA[version]]
        lines += [(version, java) for java in sorted({usable[0], usable[-1]})] if usable else []
    return lines


def judge(model: Model, tally: Tally, long: bool) -> None:
    for version, java in spark_lines():
        spark = Spark(version, java)
        try:
            judge_pools(spark, model, tally, long)
            judge_containers(spark, model, tally)
            judge_executor_messages(spark, model, tally, long)  # last: they leave dead contexts behind
        finally:
            spark.close()
        judge_driver_messages(version, java, model, tally, long)


def flags(spark: Spark, one: Executor) -> list[str]:
    return ["--spark", spark.version, "--java", str(spark.java), "--collector", one.collector, "--executor-memory", f"{one.heap}m",
            "--memory-fraction", str(one.fraction), "--storage-fraction", str(one.storage_fraction), "--off-heap", f"{one.off_heap}b"]


def judge_pools(spark: Spark, model: Model, tally: Tally, long: bool) -> None:
    for one in executors(long):
        answer = spark.ask(
            heapMiB=one.heap, collector=one.collector, memoryFraction=one.fraction, storageFraction=one.storage_fraction, offHeapBytes=one.off_heap)
        ours = model.explain(*flags(spark, one))
        said = (answer.get("onHeapBytes"), answer.get("offHeapBytes"))
        expected = (ours["onHeap"]["unifiedBytes"], ours["offHeap"]["bytes"]) if "onHeap" in ours else ours["refused"]
        tally.add(f"pools   {spark.version} Java {spark.java} {one}", said == expected, f"Spark {said}, ours {expected} {answer['error'] or ''}")


def messages_of(refused: str) -> list[str]:
    """Spark's sentences out of our lines `SZ2004 path: sentence`; Spark stops at its first."""
    return re.findall(r"(?:System|Executor) memory \d.*?configuration\.", refused)


def says(said: str, ours: dict[str, Any]) -> bool:
    """Spark 4 breaks the line between the two sentences."""
    return any(message in " ".join(said.split()) for message in messages_of(ours.get("refused", "")))


def judge_executor_messages(spark: Spark, model: Model, tally: Tally, long: bool) -> None:
    """The check that the driver makes of spark.executor.memory, a bare number among them, and the one that the executor makes of its own heap."""
    for memory, collector in SMALL_EXECUTORS if long else SMALL_EXECUTORS[:2]:
        ours = model.explain("--spark", spark.version, "--java", str(spark.java), "--collector", collector, "--executor-memory", memory)
        answer = spark.ask(
            executorMemory=memory, workerMiB=4096, collector=collector,
            conf={"spark.deploy.maxExecutorRetries": "1", "spark.scheduler.maxRegisteredResourcesWaitingTime": "10s"})
        said = f"{answer['error']}\n{answer['executorLog']}"
        tally.add(f"message {spark.version} Java {spark.java} executor {memory} {collector}", says(said, ours), f"ours {ours}, Spark '{said[-800:]}'")


def judge_driver_messages(version: str, java: int, model: Model, tally: Tally, long: bool) -> None:
    for memory, collector in SMALL_DRIVERS if long else SMALL_DRIVERS[:1]:
        spark = Spark(version, java, driver_memory=memory, driver_options={"g1": "-XX:+UseG1GC", "parallel": "-XX:+UseParallelGC"}[collector])
        try:
            said = spark.ask(master="local[1]")["error"] or "it started"
        finally:
            spark.close()
        ours = model.explain("--spark", version, "--java", str(java), "--collector", collector, "--executor-memory", memory, "--role", "driver")
        tally.add(f"message {version} Java {java} driver {memory} {collector}", says(said, ours), f"ours {ours}, Spark '{said[:600]}'")


#: heap, overhead, off-heap, PySpark
CONTAINERS: tuple[tuple[str, Optional[str], Optional[str], Optional[str]], ...] = (
    ("1g", None, None, None),
    ("8g", None, None, None),
    ("8g", "1000m", None, None),
    ("6001m", None, None, "2g"),
    ("6001m", None, "3000000000b", None),
    ("12345m", None, "1g", "512m"),
)
OVERHEAD_FACTOR, LEAST_OVERHEAD_MIB = 0.1, 384


def judge_containers(spark: Spark, model: Model, tally: Tally) -> None:
    """ResourceProfile.getResourcesForClusterManager, which the clients of YARN and Kubernetes call."""
    answer = spark.ask(master="local[1]", containers=[container_request(spark, *one) for one in CONTAINERS])
    said = answer.get("containers") or [answer["error"]] * len(CONTAINERS)
    for (heap, overhead, off_heap, pyspark), container in zip(CONTAINERS, said):
        argv = ["--spark", spark.version, "--executor-memory", heap, "--platform", "yarn"]
        stated = {"--overhead": overhead, "--off-heap": off_heap, "--pyspark": pyspark}
        argv += [word for flag, value in stated.items() if value for word in (flag, value)]
        expected = {name: value for name, value in model.explain(*argv)["container"].items() if name != "grantedMiB"}
        name = f"request {spark.version} Java {spark.java} {heap} overhead {overhead} off-heap {off_heap} PySpark {pyspark}"
        tally.add(name, container == expected, f"Spark {container}, ours {expected}")


def container_request(spark: Spark, heap: str, overhead: Optional[str], off_heap: Optional[str], pyspark: Optional[str]) -> dict[str, Any]:
    sizes = {
        "spark.executor.memory": heap, "spark.executor.memoryOverhead": overhead, "spark.executor.pyspark.memory": pyspark,
        "spark.memory.offHeap.size": off_heap or "0",
    }
    conf = {key: value for key, value in sizes.items() if value} | {"spark.memory.offHeap.enabled": str(off_heap is not None).lower()}
    least = [LEAST_OVERHEAD_MIB] if spark.version.startswith("4") else []
    return {"conf": conf, "overhead": [*least, OVERHEAD_FACTOR]}
