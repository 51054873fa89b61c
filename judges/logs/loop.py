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
from least_heap import Sparks, read_records, request_of, verdict
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
#: Not the loop's: memory off-heap and caches are settings and choices of the user, pages of 64 MiB only large heaps.
LEFT_OUT = ("dial", "offHeapMiB", "caches", "cache", "broadcast", "adaptive")


def command(*argv: str) -> dict[str, Any]:
    ran = subprocess.run(["node", str(FOLDER / "cli.js"), *argv], capture_output=True, text=True, check=False, cwd=ROOT)
    return json.loads(ran.stdout) if ran.stdout else {"refused": ran.stderr}


def needed_heap(case: dict[str, Any], workload: Path) -> dict[str, Any]:
    argv = [
        "plan", str(workload), "--json", "--quiet", "--growth", "1", "--user-memory-per-task", "1B", "--executors", "1", "--executor-cores", str(case["cores"]),
        "--task-cpus", "1", "--partitions", str(case["partitions"]), "--collector", case["collector"],
    ]
    return command(*argv, *(["--platform", "ec2"] if case["cores"] not in SERVERLESS_CORES else []))


def loop(case: dict[str, Any], spark: Any, share: float) -> dict[str, Any]:
    log, workload = FOLDER / "loop.log", FOLDER / "loop.workload.json"
    first = max(LEAST_MIB, int(share * case["cleanMiB"]))
    ran = spark.ask(**request_of(case, first), keepLog=str(log))
    observed = command("observe", str(log), "--json", "--input", f"{case.get('maps', 1) * MIB_PER_SPLIT}MiB", "-o", str(workload))
    found = {"name": case["name"], "spark": case["spark"], "firstMiB": first, "firstWas": verdict(case, ran) or "clean", "leastMiB": case["cleanMiB"]}
    if "refused" in observed:
        return {**found, "oursMiB": None, "again": observed["refused"]}
    plan = needed_heap(case, workload)
    if "refused" in plan:
        return {**found, "oursMiB": None, "again": plan["refused"].splitlines()[0]}
    ours, basis = plan["executor"]["neededHeapMiB"], plan["perTask"]["basis"]
    again = verdict(case, spark.ask(**request_of(case, ours))) or "clean"
    return {**found, "basis": basis, "oursMiB": ours, "again": again}


def is_about(case: dict[str, Any]) -> bool:
    return not any(key in case for key in LEFT_OUT) and case["cleanMiB"] < 2000 and case["partitions"] < 1000


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
    cases = [case for case in read_records() if is_about(case)]
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
