"""Makes the tables and runs a worker for each kind and scale, in a home and a scratch of its own.

  measure.py                            all of PLAN that has not run yet
  measure.py KIND SCALE [--cold] [--anew] [NAME…]      those of a kind, or of those named, that have not; --anew: again
"""
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "spark"))
import spark  # noqa: E402
from queries import changed  # noqa: E402

HERE = Path(__file__).resolve().parent
VERSION = "3.5.9"
JAVA = 17
PROFILES = spark.FOLDER / "profiles"
DATA_PYTHON = spark.FOLDER / "data" / "bin" / "python"
#: Some of TPC-H of all sizes, for what scale does and for what an executor costs that has compiled nothing.
SOME = ("q01", "q03", "q05", "q06", "q09", "q13", "q18", "q21")
#: Kind, scale, and options or names of worker.py. Everything at scale 1, and what shows what scale does.
PLAN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    *((kind, "1", ()) for kind in ("tpch", "tpcds", "etl", "python", "ml", "interactive", "streaming")),
    ("tpch", "0.1", SOME), ("tpch", "3", SOME), *((kind, "0.3", ()) for kind in ("etl", "python", "ml")),
    ("tpch", "1", ("--cold", *SOME)),
)
#: A worker that met a job which could not be stopped: worker.py.
STUCK = 3
SUITES = {"tpch": ("tpch",), "tpcds": ("tpcds",)}


def make_tables(kind: str, scale: str) -> None:
    for suite in SUITES.get(kind, ("tpch", "tpcds", "prepared")):
        folder = PROFILES / "data" / f"{suite}-{scale}"
        if not folder.exists():
            subprocess.run([DATA_PYTHON, HERE / "data.py", "tables", suite, scale, folder], check=True)


def describe() -> None:
    """With what it is measured, for the table."""
    folder = PROFILES / "queries"
    if not (folder / "tpcds.json").exists():
        subprocess.run([DATA_PYTHON, HERE / "data.py", "queries", folder], check=True)
    listed = subprocess.run([DATA_PYTHON, "-m", "pip", "freeze"], capture_output=True, text=True, check=True).stdout.split()
    processor = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text(encoding="utf8").splitlines() if line.startswith("model name")), platform.machine())
    versions = {"generators": ", ".join(sorted(line for line in listed if line.startswith(("tpchgen", "duckdb")))), "machine": f"{os.cpu_count()} cores, {processor}"}
    (PROFILES / "versions.json").write_text(json.dumps(versions), encoding="utf8")
    (PROFILES / "changes.json").write_text(json.dumps([{"query": query, "change": why} for query, why in changed(folder)]), encoding="utf8")


def java_home() -> Path:
    home = spark.java_homes().get(JAVA)
    if home is None:
        sys.exit(f"no Java {JAVA} among {', '.join(str(found) for found in spark.java_homes().values()) or 'those found'}: JAVA_HOME or JUDGE_JAVAS names its home")
    return home


def work(kind: str, scale: str, rest: list[str]) -> None:
    make_tables(kind, scale)
    scratch = PROFILES / "drivers" / str(os.getpid())
    scratch.mkdir(parents=True, exist_ok=True)
    python = spark.FOLDER / f"spark-{VERSION}" / "bin" / "python"
    environment = {
        **os.environ, "SPARK_HOME": str(spark.own_home(VERSION, scratch)), "JAVA_HOME": str(java_home()), "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_SUBMIT_ARGS": "--driver-memory 2g pyspark-shell", "PYSPARK_PYTHON": str(python), "PROFILES_FOLDER": str(PROFILES), "PROFILES_OWN": str(scratch),
    }
    with (scratch / "driver.log").open("a", encoding="utf8") as log:
        code = STUCK
        while code == STUCK:
            code = subprocess.run([python, HERE / "worker.py", kind, scale, *rest], env=environment, check=False, stderr=log).returncode
            rest = [word for word in rest if word != "--anew"]
    if code:
        sys.exit(f"{kind} at {scale}: the worker ended with {code}; {scratch / 'driver.log'} says more")
    subprocess.run(["rm", "-rf", str(scratch)], check=False)


def main(arguments: list[str]) -> None:
    describe()
    if arguments:
        work(arguments[0], arguments[1], arguments[2:])
        return
    for kind, scale, rest in PLAN:
        work(kind, scale, list(rest))


if __name__ == "__main__":
    main(sys.argv[1:])
