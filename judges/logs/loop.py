"""Closes the loop on the real Spark: a run, its log observed, the observation planned, and a run again at the size that the plan needs.

  bash judges/logs/loop.sh [NAME…]      all workloads of least-heaps.jsonl that the loop is about and that are not in loop.jsonl, or those named

Every second workload is observed from a run in a heap that is too small, so that it spills; the others from one with room. Clean is what
judges/spark calls clean. Ours is held against the least heap that judges/spark measured. Writes judges/logs/loop.jsonl.
"""
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any, Optional

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "spark"))
from least_heap import Sparks, dial_of, read_records, request_of, verdict
from spark import FOLDER, ROOT

HERE = Path(__file__).resolve().parent
RECORDS = HERE / "loop.jsonl"
MIB_PER_SPLIT = 128
SERVERLESS_CORES = (1, 2, 4, 8, 16)
LEAST_MIB = 450
#: Of the least heap: so small a heap makes soft operators spill, so large a one leaves room.
TIGHT, ROOMY = 0.85, 1.5
MOST_TIMES = 1.3
#: Hash joins fail where others spill, and Spark does not start in so small a heap of another collector: no observation of stages comes of either.
HARD = ("hash-join",)
TIGHT_COLLECTOR = "g1"
#: Pages of 64 MiB are of larger heaps only.
MOST_MIB = 2000
MOST_OFF_HEAP_MIB = 1024
#: A cache is in the log only where executors tell of their blocks.
TELLS_BLOCKS = {"spark.eventLog.logBlockUpdates.enabled": "true"}
#: Adaptive execution is observed as planned, and where it merges so many times as many partitions.
MERGED_TIMES = 10


def command(*argv: str) -> dict[str, Any]:
    ran = subprocess.run(["node", str(FOLDER / "cli.js"), *argv], capture_output=True, text=True, check=False, cwd=ROOT)
    return json.loads(ran.stdout) if ran.stdout else {"refused": ran.stderr}


def plan_of(case: dict[str, Any], workload: Path, *flags: str) -> dict[str, Any]:
    argv = [
        "plan", str(workload), "--json", "--quiet", "--growth", "1", "--user-memory-per-task", "1B", "--executors", "1", "--executor-cores", str(case["cores"]),
        "--task-cpus", "1", "--partitions", str(case["partitions"]), "--collector", case["collector"], *flags,
    ]
    argv += ["--off-heap", f"{case['offHeapMiB']}MiB"] if "offHeapMiB" in case else []
    return command(*argv, *(["--platform", "ec2"] if case["cores"] not in SERVERLESS_CORES else []))


def least_off_heap(case: dict[str, Any], workload: Path) -> dict[str, Any]:
    """The plan of the least whole MiB of off-heap memory, by halving, and that size beside it."""
    refused, size = 0, MOST_OFF_HEAP_MIB
    best = plan_of(case, workload, "--off-heap", f"{size}MiB")
    while "refused" not in best and size - refused > 1:
        middle = (refused + size) // 2
        plan = plan_of(case, workload, "--off-heap", f"{middle}MiB")
        refused, size, best = (middle, size, best) if "refused" in plan else (refused, middle, plan)
    return {**best, "sizeMiB": size}


def needed(case: dict[str, Any], workload: Path) -> dict[str, Any]:
    """A plan, and in it the size of the memory that the case is about."""
    if dial_of(case) == "offHeapMiB":
        return least_off_heap(case, workload)
    plan = plan_of(case, workload)
    return plan if "refused" in plan else {**plan, "sizeMiB": plan["executor"]["neededHeapMiB"]}


def first_request(case: dict[str, Any], size: int) -> dict[str, Any]:
    request = request_of(case, size)
    return {**request, "conf": {**request.get("conf", {}), **(TELLS_BLOCKS if case.get("caches") else {}), **case.get("firstConf", {})}}


def loop(case: dict[str, Any], spark: Any, share: float) -> dict[str, Any]:
    log, workload = FOLDER / "loop.log", FOLDER / "loop.workload.json"
    first = max(LEAST_MIB if dial_of(case) == "heapMiB" else 1, int(share * case["cleanMiB"]))
    ran = spark.ask(**first_request(case, first), keepLog=str(log))
    observed = command("observe", str(log), "--json", "--input", f"{case.get('maps', 1) * MIB_PER_SPLIT}MiB", "-o", str(workload))
    found = {"name": case["name"], "spark": case["spark"], "firstMiB": first, "firstWas": verdict(case, ran) or "clean", "leastMiB": case["cleanMiB"]}
    if "refused" in observed:
        return {**found, "oursMiB": None, "again": observed["refused"]}
    plan = needed(case, workload)
    if "refused" in plan:
        return {**found, "oursMiB": None, "again": plan["refused"].splitlines()[0]}
    ours, basis = plan["sizeMiB"], plan["perTask"]["basis"]
    again = verdict(case, spark.ask(**request_of(case, ours))) or "clean"
    return {**found, "basis": basis, "oursMiB": ours, "again": again}


def cases_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The case, and of adaptive execution a second form: observed where partitions were merged, run again as planned."""
    if case["cleanMiB"] >= MOST_MIB:
        return []
    if not case.get("adaptive"):
        return [case]
    partitions = str(MERGED_TIMES * case["partitions"])
    return [case, {**case, "name": f"{case['name']}, partitions merged", "firstConf": {"spark.sql.shuffle.partitions": partitions}}]


def is_hard(case: dict[str, Any]) -> bool:
    return case["collector"] != TIGHT_COLLECTOR or any(stage["operator"] in HARD for stage in case["stages"])


def known() -> dict[str, dict[str, Any]]:
    return {record["name"]: record for record in map(json.loads, RECORDS.read_text(encoding="utf8").splitlines())} if RECORDS.exists() else {}


def write(record: dict[str, Any], order: list[str]) -> None:
    records = known() | {record["name"]: record}
    RECORDS.write_text("".join(json.dumps(records[name]) + "\n" for name in order if name in records), encoding="utf8")


def line_of(record: dict[str, Any]) -> str:
    ours: Optional[int] = record["oursMiB"]
    times = f"{ours / record['leastMiB']:.2f} × the least" if ours else "no plan"
    return f"{record['name']:36} at {record['firstMiB']} {record['firstWas'][:40]:42} ours {ours} ({times}), again {record['again']}"


def main(only: list[str]) -> int:
    cases = [one for case in read_records() for one in cases_of(case)]
    sparks = Sparks()
    for index, case in enumerate(cases):
        if not only and case["name"] in known():
            continue
        spark = sparks.of(case) if not only or case["name"] in only else None
        if spark is None:
            continue
        record = loop(case, spark, ROOMY if is_hard(case) or index % 2 else TIGHT)
        write(record, [one["name"] for one in cases])
        print(line_of(record), flush=True)
    sparks.close()
    done = list(known().values())
    planned = [record["oursMiB"] / record["leastMiB"] for record in done if record["oursMiB"]]
    clean = sum(record["again"] == "clean" for record in done)
    median = statistics.median(planned)
    print(f"{clean} of {len(done)} clean at the planned size; {median:.3f} × the least heap in the median, {max(planned):.2f} at the most")
    return 0 if clean == len(done) and median <= MOST_TIMES else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
