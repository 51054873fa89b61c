"""The least heap at which the real Spark runs a workload with no spilled byte, no failed task and no lost cache; in steps of 16 MiB.

The search starts where our command line says the edge is, one step below it must not be clean, and moves away only where that is wrong.
"""
import datetime
import json
from typing import Any, Callable, Optional

from cases import CASES, Case
from model import Model
from spark import HERE, Spark, java_homes
from table import Tally, note

STEP_MIB = 16
BYTES_PER_MIB = 1024 * 1024
FLOOR_MIB = {"heapMiB": 450, "offHeapMiB": 1}
#: Heap of a case whose off-heap memory is searched for.
BESIDE_OFF_HEAP_MIB = 600
#: What tells failures apart, the most telling first.
SIGNS = ("Can't acquire", "SparkOutOfMemoryError", "OutOfMemoryError", "lost", "exited")
AMPLE_MIB = 3200
#: More than machines that run this have: what is not clean there never is.
LARGEST_MIB = 32 * 1024
#: A record count that only a run tells: of the fullest partition that was read.
OBSERVED = "<observed>"
RECORDS = HERE / "least-heaps.jsonl"


def request_of(case: Case, size: int) -> dict[str, Any]:
    heap, off_heap = (size, case.get("offHeapMiB", 0)) if dial_of(case) == "heapMiB" else (BESIDE_OFF_HEAP_MIB, size)
    sizes = {"heapMiB": heap, "offHeapBytes": off_heap * BYTES_PER_MIB}
    return {key: case[key] for key in ("cores", "collector", "partitions", "job", "conf") if key in case} | sizes


def dial_of(case: dict[str, Any]) -> str:
    return case.get("dial", "heapMiB")


def verdict(case: Case, answer: dict[str, Any]) -> Optional[str]:
    """What was not clean, or None."""
    if answer["failures"] or answer["error"]:
        text = json.dumps(answer["failures"] or answer["error"])
        return "fails: " + next((sign for sign in SIGNS if sign in text), text[:200])
    if answer["spilledBytes"]:
        return f"spills {answer['spilledBytes']} B"
    if answer["temporaryFiles"] or answer["releases"]:
        return f"hidden spill, {answer['temporaryFiles']} files, {answer['releases']} releases"
    cache = answer["cache"]
    if case.get("caches") and case.get("storageLevel", "MEMORY_ONLY") == "MEMORY_ONLY" and cache["cached"] < cache["partitions"]:
        return f"loses {cache['partitions'] - cache['cached']} cached blocks"
    return None


def observe(case: Case, spark: Spark, model: Model) -> Case:
    """The case with its facts filled in: record counts from the driver alone, the size of a cache from one run in an ample heap."""
    facts = spark.ask(master="local[2]", facts=case["facts"], partitions=case["partitions"])["facts"] if case["facts"] else {}
    if OBSERVED in json.dumps(case["stages"]):
        facts = {**facts, "observed": spark.ask(**request_of(case, AMPLE_MIB))["largestRecords"]}
    found = {**case, "stages": filled(case["stages"], facts)}
    if case.get("adaptive"):
        found["conf"] = model.adaptive_settings(found, spark.ask(**request_of(case, AMPLE_MIB))["shuffleBytes"])
    if case.get("caches"):
        cache = spark.ask(**request_of(case, AMPLE_MIB))["cache"]
        found["cache"] = cache["memoryBytes"] + cache["diskBytes"]
    return found


def filled(value: Any, facts: dict[str, int]) -> Any:
    if isinstance(value, str) and value.startswith("<"):
        return facts[value[1:-1]]
    if isinstance(value, list):
        return [filled(item, facts) for item in value]
    return {key: filled(item, facts) for key, item in value.items()} if isinstance(value, dict) else value


def edge(is_clean: Callable[[int], bool], guess: int, floor: int) -> tuple[int, int]:
    """The step (dirty, clean] around the edge nearest to a guess; outwards by doubling, then by halving down to one step."""
    clean, dirty, stride = guess, guess - STEP_MIB, STEP_MIB
    if is_clean(guess):
        while dirty >= floor and is_clean(dirty):
            clean, stride = dirty, stride * 2
            dirty -= stride
        dirty = max(dirty, floor - 1)
    else:
        dirty, clean = guess, guess + STEP_MIB
        while not is_clean(clean):
            if clean > LARGEST_MIB:
                raise ValueError(f"not clean at {clean} MiB either")
            dirty, stride = clean, stride * 2
            clean += stride
    while clean - dirty > STEP_MIB:
        middle = dirty + (clean - dirty) // (2 * STEP_MIB) * STEP_MIB
        if middle == dirty or middle == clean:
            middle = (dirty + clean) // 2
        if is_clean(middle):
            clean = middle
        else:
            dirty = middle
    return dirty, clean


def measure(case: Case, spark: Spark, model: Model) -> dict[str, Any]:
    observed = observe(case, spark, model)
    troubles: dict[int, Optional[str]] = {}

    def is_clean(heap: int) -> bool:
        if heap not in troubles:
            answer = spark.ask(**request_of(observed, heap))
            troubles[heap] = verdict(observed, answer)
            note(f"  {case['name']}: {heap} MiB {troubles[heap] or 'clean'}")
            if troubles[heap] is None:
                observed["shuffleBytes"] = answer["shuffleBytes"]
        return troubles[heap] is None

    dirty, clean = edge(is_clean, model.by_stages(observed), FLOOR_MIB[dial_of(case)])
    return {
        **{key: value for key, value in observed.items() if key != "facts"},
        "dirtyMiB": dirty, "cleanMiB": clean, "below": troubles.get(dirty), "measured": datetime.date.today().isoformat(),
        **predictions(observed, model),
    }


def predictions(case: Case, model: Model) -> dict[str, Any]:
    if dial_of(case) != "heapMiB" or "offHeapMiB" in case:
        return {"oursMiB": model.by_stages(case), "boundMiB": None, "shuffleMiB": None}
    shuffle = model.by_shuffle(case, case["shuffleBytes"]) if "shuffleBytes" in case else None
    return {"oursMiB": model.by_stages(case), "boundMiB": model.by_bound(case), "shuffleMiB": shuffle}


def read_records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in RECORDS.read_text(encoding="utf8").splitlines()] if RECORDS.exists() else []


def write_record(record: dict[str, Any]) -> None:
    """In the order of the case table; the record of the same name is replaced."""
    known = {other["name"]: other for other in read_records()} | {record["name"]: record}
    order = [case["name"] for case in CASES]
    lines = [json.dumps(known[name]) for name in order if name in known]
    RECORDS.write_text("\n".join(lines) + "\n", encoding="utf8")


class Sparks:
    """One driver process for each Spark and Java, started when first asked for."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, int], Spark] = {}

    def of(self, case: dict[str, Any]) -> Optional[Spark]:
        key = (case["spark"], case["java"])
        if case["java"] not in java_homes():
            return None
        if key not in self.known:
            self.known[key] = Spark(*key)
        return self.known[key]

    def drop(self, case: dict[str, Any]) -> None:
        spark = self.known.pop((case["spark"], case["java"]), None)
        if spark:
            spark.close()

    def close(self) -> None:
        for spark in self.known.values():
            spark.close()


def measure_all(model: Model, names: list[str]) -> None:
    sparks = Sparks()
    for case in CASES:
        if names and case["name"] not in names:
            continue
        spark = sparks.of(case)
        if spark is None:
            note(f"{case['name']}: skipped, no Java {case['java']} here")
            continue
        try:
            record = measure(case, spark, model)
        except (RuntimeError, ValueError) as error:
            note(f"{case['name']}: {error}")
            sparks.drop(case)
            continue
        write_record(record)
        print(line_of(record), flush=True)
    sparks.close()


def is_inside(record: dict[str, Any]) -> bool:
    return record["dirtyMiB"] < record["oursMiB"] <= record["cleanMiB"]


def line_of(record: dict[str, Any]) -> str:
    ours, clean = record["oursMiB"], record["cleanMiB"]
    place = "inside" if is_inside(record) else "ABOVE" if ours > clean else "BELOW"
    shown = [(name, record[f"{name}MiB"]) for name in ("bound", "shuffle")]
    others = "".join(f"  {name} {size} {size / clean:.2f}" for name, size in shown if size)
    return f"{record['name']:36} ({record['dirtyMiB']}, {clean}] ours {ours} {place} {ours / clean:.3f}{others}  {record['below']}"


#: What the model promises of the measured edges, over all records.
INSIDE_SHARE, MOST_TIMES, MOST_TIMES_BOUND = 0.8, 1.3, 1.6


def predict_all(model: Model) -> None:
    """Writes what our command line says now into the records, as it stands beside what was measured."""
    for record in read_records():
        write_record({**record, **predictions(record, model)})


def judge_records(model: Model, tally: Tally) -> None:
    """Holds the model against every recorded edge; needs no Spark."""
    records = [{**record, **predictions(record, model)} for record in read_records()]
    for record in records:
        tally.add(f"edge    {line_of(record)}", record["dirtyMiB"] < record["oursMiB"] <= MOST_TIMES * record["cleanMiB"], "outside")
        if record["boundMiB"]:
            tally.add(
                f"bound   {record['name']}", record["dirtyMiB"] < record["boundMiB"] <= MOST_TIMES_BOUND * record["cleanMiB"],
                f"{record['boundMiB']} of {record['cleanMiB']} MiB")
    inside = sum(is_inside(record) for record in records)
    tally.add(f"edges   {inside} of {len(records)} inside the measured step", inside >= INSIDE_SHARE * len(records))


#: The quick form runs these: one of each kind, the cheap ones.
SAMPLE = ("sort 88 B", "merge join even", "hash join 88 B", "partial aggregate", "400 partitions", "Spark 4: sort")


def judge(model: Model, tally: Tally, long: bool) -> None:
    """Records run again: clean at what our command line says, not clean at the lower end of the measured step."""
    judge_records(model, tally)
    sparks = Sparks()
    for record in read_records():
        if not long and record["name"] not in SAMPLE:
            continue
        spark = sparks.of(record)
        if spark is None:
            note(f"{record['name']}: skipped, no Java {record['java']} here")
            continue
        judge_record(record, spark, model, tally)
    sparks.close()


def judge_record(record: dict[str, Any], spark: Spark, model: Model, tally: Tally) -> None:
    size, dirty = model.by_stages(record), record["dirtyMiB"]
    trouble = verdict(record, spark.ask(**request_of(record, size)))
    tally.add(f"runs    {record['name']}: clean at ours, {size} MiB", trouble is None, trouble or "")
    if dirty >= FLOOR_MIB[dial_of(record)]:
        below = verdict(record, spark.ask(**request_of(record, dirty)))
        tally.add(f"runs    {record['name']}: not clean at {dirty} MiB", below is not None, "clean")
