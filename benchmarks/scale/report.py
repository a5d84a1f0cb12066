"""The sizes side by side."""

from __future__ import annotations

import os
from typing import Any

from benchmarks.kb.report import p50

FLAT = 1.3
"""A screen at the largest size takes at most so many times what it takes at the smallest."""

Rounds = list[dict[str, Any]]


def table(sizes: dict[int, Rounds], plans: dict[int, dict[str, Any]], title: str) -> tuple[str, bool]:
    """Return what is printed, and whether an aim was missed. Medians of all requests, in milliseconds."""
    numbers = sorted(sizes)
    rows = [["median in ms", *(f"{number:,}" for number in numbers), "× first", "aim", "rows read at " + f"{numbers[-1]:,}"]]
    has_missed = False
    for name, known in sizes[numbers[0]][0].items():
        walls = [p50([each for one in sizes[number] for each in one[name]["wall"]]) for number in numbers]
        times = walls[-1] / walls[0]
        verdict = ""
        if known["is_flat"] and len(numbers) > 1:
            has_missed |= times > FLAT
            verdict = f"≤ {FLAT}, {'MISSED' if times > FLAT else 'met'}"
        read = plans.get(numbers[-1], {}).get(name)
        rows.append(
            [name, *(f"{wall:.1f}" for wall in walls), f"{times:.2f}", verdict, f"{read[0]:,} of {read[1]}" if read else ""]
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return "\n".join([f"{title}, load of the machine {load}", "", *lines]), has_missed
