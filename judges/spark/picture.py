"""Draws least-heaps.jsonl as docs/least-heaps.svg: what our command line says, and the closed bound, in multiples of the measured least heap."""
from typing import Any

from least_heap import is_inside, read_records
from spark import ROOT

PICTURE = ROOT / "docs" / "least-heaps.svg"
LEFT, WIDTH, ROW, TOP, BOTTOM = 250, 430, 15, 46, 30
LEAST, MOST, TICK = 0.8, 1.6, 0.1
INK, GRID, STEP, OURS, BOUND = "#1f2933", "#d9dee3", "#9fb3c8", "#0b6e4f", "#c77700"


def x_of(times: float) -> float:
    return LEFT + WIDTH * (min(max(times, LEAST), MOST) - LEAST) / (MOST - LEAST)


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def row(record: dict[str, Any], y: float) -> list[str]:
    clean = record["cleanMiB"]
    begin, end = x_of(record["dirtyMiB"] / clean), x_of(1)
    marks = [
        text(LEFT - 8, y + 4, record["name"], "end"),
        f'<rect x="{begin:.1f}" y="{y - 4}" width="{end - begin:.1f}" height="8" fill="{STEP}"/>',
        f'<circle cx="{x_of(record["oursMiB"] / clean):.1f}" cy="{y}" r="3.4" fill="{OURS}"/>',
        text(LEFT + WIDTH + 10, y + 4, f"{record['oursMiB']} of {clean} MiB"),
    ]
    if record["boundMiB"]:
        marks.append(f'<circle cx="{x_of(record["boundMiB"] / clean):.1f}" cy="{y}" r="3" fill="none" stroke="{BOUND}" stroke-width="1.4"/>')
    return marks


def grid(height: float) -> list[str]:
    lines = []
    for tick in range(round((MOST - LEAST) / TICK) + 1):
        times = LEAST + tick * TICK
        lines.append(f'<line x1="{x_of(times):.1f}" y1="{TOP - 8}" x2="{x_of(times):.1f}" y2="{height - BOTTOM + 4}" stroke="{GRID}"/>')
        lines.append(text(x_of(times), height - BOTTOM + 18, f"{times:.1f} ×", "middle"))
    return lines


def draw() -> None:
    records = read_records()
    height = TOP + ROW * len(records) + BOTTOM
    inside = sum(is_inside(record) for record in records)
    title = f"Least heap without spill: measured step (bar), ours (dot), closed bound (ring); {inside} of {len(records)} inside the step"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 130}" height="{height}" '
        f'font-family="sans-serif" font-size="11" fill="{INK}">',
        f"<title>{title}</title>", '<rect width="100%" height="100%" fill="#ffffff"/>', text(12, 20, title), *grid(height),
    ]
    for index, record in enumerate(records):
        parts += row(record, TOP + ROW * index + 4)
    PICTURE.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf8")
