"""Makes the logs of test/eventlog/logs anew: small applications on the real Spark, cleaned of names and paths of this machine, packed by Spark's own codecs.

  bash judges/logs/make.sh [RUN…]
"""
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "spark"))
import figures
import spark

HERE = Path(__file__).resolve().parent
LOGS = spark.ROOT / "test" / "eventlog" / "logs"
KEPT_PROPERTIES = re.compile(r"^spark\.(master|app\.(id|name)|executor\.|cores\.max|driver\.memory|task\.|sql\.|memory\.|default\.parallelism|eventLog\.)")
#: File name, version of Spark, run, codec; lz4 has its blocks closed by an end mark, as Spark's stream does.
FILES = (
    ("sql-3.5.lz4", "3.5.9", "sql", "lz4"), ("spill-3.5.snappy", "3.5.9", "spill", "snappy"), ("failures-3.5.zstd", "3.5.9", "failures", "zstd"),
    ("local-3.5.lzf", "3.5.9", "local", "lzf"), ("local-4.x", "4.3.0", "local", "zstd"), ("sql-4.x.zstd", "4.3.0", "sql", "zstd"),
    ("failures-4.x.gz", "4.3.0", "failures", "gzip"), ("spill-4.x", "4.3.0", "spill", "none"),
    ("adaptive-3.5.zstd", "3.5.9", "adaptive", "zstd"),
)
ROLLING = "local-4.x"
PACK = """
from pyspark import SparkContext, SparkConf
import sys
lines = open(sys.argv[2], encoding="utf8").read().splitlines()
sc = SparkContext(conf=SparkConf().setMaster("local[1]").set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1"))
sc.setLogLevel("OFF")
jvm = sc._jvm
for target, first, last in [part.split(":") for part in sys.argv[3:]]:
    codec = jvm.org.apache.spark.io.CompressionCodec.createCodec(sc._jsc.sc().conf(), sys.argv[1])
    out = codec.compressedContinuousOutputStream(jvm.java.io.FileOutputStream(target))
    for number, line in enumerate(lines[int(first):int(last)]):
        out.write((line + "\\n").encode())
        if "SparkListenerStage" in line[:40] or "SparkListenerJob" in line[:40]:
            out.flush()
    out.close()
"""


def plain_log(version: str, run: str) -> list[str]:
    scratch = spark.FOLDER / "logs" / f"{version}-{run}"
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / "events").mkdir(parents=True)
    execute(version, scratch, [str(HERE / "runs.py"), run, str(scratch / "events")])
    log = next(path for path in (scratch / "events").iterdir() if path.is_file() and not path.name.startswith("."))
    lines = [cleaned(json.loads(line)) for line in log.read_text(encoding="utf8").splitlines()]
    shutil.rmtree(scratch)
    return lines


def execute(version: str, scratch: Path, arguments: list[str]) -> None:
    python = spark.FOLDER / f"spark-{version}" / "bin" / "python"
    environment = {
        **os.environ, "SPARK_HOME": str(spark.own_home(version, scratch)), "JAVA_HOME": str(spark.java_homes()[17]), "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_SUBMIT_ARGS": "--driver-memory 1g pyspark-shell", "PYSPARK_PYTHON": str(python),
    }
    with (scratch / "driver.log").open("w", encoding="utf8") as log:
        subprocess.run([python, *arguments], env=environment, check=True, stdout=log, stderr=log)


def cleaned(event: dict[str, Any]) -> str:
    """Without what tells of this machine and what no reader of sizes looks at; keys stay in Spark's order."""
    if event["Event"] == "SparkListenerEnvironmentUpdate":
        properties = {key: value for key, value in event["Spark Properties"].items() if KEPT_PROPERTIES.match(key) and "/" not in value}
        event = {"Event": event["Event"], "JVM Information": {"Java Version": event["JVM Information"]["Java Version"]}, "Spark Properties": properties}
    if event["Event"] == "SparkListenerApplicationStart":
        event["User"] = "spark"
        event.pop("Driver Logs", None)
    if "Stage Infos" in event:
        event["Stage Infos"] = [without_details(info) for info in event["Stage Infos"]]
    if "Stage Info" in event:
        event["Stage Info"] = without_details(event["Stage Info"])
    if "Properties" in event:
        event["Properties"] = {}
    for key in ("details", "physicalPlanDescription", "modifiedConfigs"):
        if key in event:
            event[key] = {} if key == "modifiedConfigs" else ""
    for key in ("Executor Info", "Task End Reason"):
        event.get(key, {}).pop("Log Urls", None)
        event.get(key, {}).pop("Full Stack Trace", None)
        event.get(key, {}).pop("Stack Trace", None)
    text = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
    text = re.sub(r'file:/[^",\] )]*', "file:/data", text)
    return re.sub(r"(/[\w.@+-]+){3,}", "/code", text)


def without_details(info: dict[str, Any]) -> dict[str, Any]:
    return {**info, "Details": "", "RDD Info": [{**rdd, "Callsite": "", "Scope": ""} for rdd in info["RDD Info"]]}


def pack(version: str, codec: str, lines: list[str], targets: list[tuple[Path, int, int]]) -> None:
    scratch = spark.FOLDER / "logs" / "pack"
    scratch.mkdir(parents=True, exist_ok=True)
    source, script = scratch / "lines.json", scratch / "pack.py"
    source.write_text("\n".join(lines), encoding="utf8")
    script.write_text(PACK, encoding="utf8")
    execute(version, scratch, [str(script), codec, str(source), *(f"{path}:{first}:{last}" for path, first, last in targets)])
    shutil.rmtree(scratch)


def write(name: str, version: str, codec: str, lines: list[str]) -> None:
    target = LOGS / name
    shutil.rmtree(target, ignore_errors=True)
    target.unlink(missing_ok=True)
    if name == ROLLING:
        folder = LOGS / "eventlog_v2_local-4.x"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        third = len(lines) // 3
        cuts = [0, third, 2 * third, len(lines)]
        pack(version, codec, lines, [(folder / f"events_{n}_local-4.x.zstd", cuts[n - 1], cuts[n]) for n in (1, 2, 3)])
        (folder / "appstatus_local-4.x").write_bytes(b"")
    elif codec == "none":
        target.write_text("\n".join(lines) + "\n", encoding="utf8")
    elif codec == "gzip":
        target.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    else:
        pack(version, codec, lines, [(target, 0, len(lines))])


def main(only: list[str]) -> None:
    LOGS.mkdir(parents=True, exist_ok=True)
    expected_file = LOGS / "expected.json"
    expected = json.loads(expected_file.read_text(encoding="utf8")) if expected_file.exists() else {}
    for name, version, run, codec in FILES:
        if only and name not in only:
            continue
        lines = plain_log(version, run)
        write(name, version, codec, lines)
        expected["eventlog_v2_local-4.x" if name == ROLLING else name] = {"codec": codec, "lines": len(lines), "observation": figures.observation(lines)}
        print(f"{name}: {len(lines)} lines")
    expected_file.write_text(json.dumps(expected, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(sys.argv[1:])
