"""TPC-H and TPC-DS as Parquet, and the texts of their queries. Runs inside a venv with tpchgen-cli, duckdb and its extensions.

  data.py tables tpch|tpcds|prepared SCALE FOLDER      writes the tables into FOLDER, once; `prepared` from those of tpch beside it
  data.py queries FOLDER                      writes FOLDER/tpch.json and FOLDER/tpcds.json: query to its text in DuckDB's dialect
"""
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import duckdb_ext

#: As Spark's own writer makes them: row groups of 128 MiB, and no file is larger than some splits.
ROW_GROUP = "128MB"
STREAM_FILES = 16


def connected(suite: str) -> Any:
    """DuckDB with the generator of a suite, from the wheel: its own INSTALL would download."""
    places = [Path(place) for place in duckdb_ext.__path__]
    extension = next(path for place in places for path in place.glob(f"extensions/*/*/{suite}.duckdb_extension"))
    connection = duckdb.connect()
    connection.execute(f"LOAD '{extension}'")
    return connection


def tpch(scale: str, folder: Path) -> None:
    generator = Path(sys.executable).parent / "tpchgen-cli"
    subprocess.run([generator, "parquet", "-s", scale, f"--row-group-bytes={ROW_GROUP}", "--output-dir", folder], check=True)


def tpcds(scale: str, folder: Path) -> None:
    connection = connected("tpcds")
    connection.execute("SET memory_limit = '6GB'")
    connection.execute(f"CALL dsdgen(sf={scale})")
    connection.execute(f"EXPORT DATABASE '{folder}' (FORMAT parquet)")


def prepared(made_from: Path, folder: Path) -> None:
    """What lands as text, and as the many files of a stream."""
    connection = duckdb.connect()
    for name, target, options in (("lineitem", "lineitem-csv", "FORMAT csv, HEADER false"), ("orders", "orders-json", "FORMAT json")):
        (folder / target).mkdir(parents=True)
        connection.execute(f"COPY (FROM '{made_from / name}.parquet') TO '{folder / target / 'part-0'}' ({options})")
    for name, key in (("lineitem", "l_orderkey"), ("orders", "o_orderkey")):
        (folder / f"{name}-stream").mkdir()
        for part in range(STREAM_FILES):
            rows = f"FROM '{made_from / name}.parquet' WHERE hash({key}) % {STREAM_FILES} = {part}"
            connection.execute(f"COPY ({rows}) TO '{folder / f'{name}-stream' / f'part-{part:02}.parquet'}' (FORMAT parquet)")


def tables(suite: str, scale: str, folder: Path) -> None:
    if folder.exists():
        return
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.parent.mkdir(parents=True, exist_ok=True)
    if suite == "prepared":
        prepared(folder.with_name(f"tpch-{scale}"), making)
    else:
        {"tpch": tpch, "tpcds": tpcds}[suite](scale, making)
    making.rename(folder)


def queries(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for suite in ("tpch", "tpcds"):
        texts = connected(suite).execute(f"SELECT query_nr, query FROM {suite}_queries() ORDER BY query_nr").fetchall()
        (folder / f"{suite}.json").write_text(json.dumps({f"q{number:02}": text for number, text in texts}), encoding="utf8")


if __name__ == "__main__":
    if sys.argv[1] == "queries":
        queries(Path(sys.argv[2]))
    else:
        tables(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
