"""The queries of TPC-H and TPC-DS in Spark's dialect: what had to change, and why."""
import json
import re
from pathlib import Path

#: Query (or all of a suite), what it is in DuckDB's text, what Spark takes, and why.
CHANGES: tuple[tuple[str, str, str, str], ...] = (
    ("tpcds", r'"([^"\n]+)"', r"`\1`", "quoted names are in back quotes"),
)


def query_texts(folder: Path, suite: str) -> dict[str, str]:
    """Query to its text; every change that fits is made."""
    texts: dict[str, str] = json.loads((folder / f"{suite}.json").read_text(encoding="utf8"))
    return {name: in_spark(suite, name, text) for name, text in texts.items()}


def in_spark(suite: str, name: str, text: str) -> str:
    text = text.strip().rstrip(";")
    for scope, pattern, replacement, _why in CHANGES:
        if scope in (suite, f"{suite} {name}"):
            text = re.sub(pattern, replacement, text, flags=re.IGNORECASE)
    return text


def changed(folder: Path) -> list[tuple[str, str]]:
    """Every change that was made anywhere: which query, and why."""
    made = []
    for suite in ("tpch", "tpcds"):
        texts: dict[str, str] = json.loads((folder / f"{suite}.json").read_text(encoding="utf8"))
        for scope, pattern, _replacement, why in CHANGES:
            for name, text in texts.items():
                if scope in (suite, f"{suite} {name}") and re.search(pattern, text, flags=re.IGNORECASE):
                    made.append((f"{suite} {name}", why))
    return made
