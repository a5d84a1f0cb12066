"""The figures, as tables for people and as values for JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.search.timing import Times

Row = Sequence[str]


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one kind of request in one language; `aim_p95` is None where nothing was aimed at.

    `own_p50` is the processor time of the site's process alone.
    """

    name: str
    language: str
    count: int
    p50: float
    p95: float
    raw_p50: float | None
    raw_p95: float | None
    aim_p95: float | None
    own_p50: float | None

    @property
    def verdict(self) -> str:
        """Whether the aim is met."""
        return _verdict(self.aim_p95, self.aim_p95 is not None and self.p95 <= self.aim_p95)


@dataclass(frozen=True)
class Figure:
    """Something else that was measured, beside its peer."""

    name: str
    count: int
    value: float
    unit: str
    peer: float | None = None
    at_least: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the aim is met."""
        return _verdict(self.at_least, self.at_least is not None and self.value >= self.at_least)


@dataclass
class Report:
    """All figures of one number of documents. The load is that of the last 1, 5 and 15 minutes."""

    documents: int
    database: str
    load_before: tuple[float, ...] = field(default_factory=os.getloadavg)
    load_after: tuple[float, ...] = ()
    times: list[Timed] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add_times(self, name: str, times: dict[str, Times], *, ratio: float = 0.0, extra: float = 0.0, most: float = 0.0) -> None:
        """Add each language, and all together. The aim of p95: at most `ratio` x raw + `extra`, and at most `most`."""
        for language, each in {**times, "all": _together(times.values())}.items():
            if not each.pages:
                continue
            raw = each.peer(0.95)
            aims = [ratio * raw + extra] if ratio and raw is not None else []
            aim = min([*aims, most]) if most else min(aims, default=None)
            values = each.page(0.5), each.page(0.95), each.peer(0.5), raw, aim, each.processor(0.5)
            self.times.append(Timed(name, language, each.count, *values))

    @property
    def has_missed(self) -> bool:
        """Whether an aim was missed."""
        return MISSED in {each.verdict for each in self.times} | {each.verdict for each in self.figures}

    def as_dict(self) -> dict[str, Any]:
        """Return everything for JSON."""
        lists = {
            name: [{**asdict(each), "verdict": each.verdict} for each in getattr(self, name)] for name in ("times", "figures")
        }
        return {**asdict(self), **lists}


MET, MISSED = "met", "MISSED"


def _verdict(aim: float | None, is_met: bool) -> str:
    return "" if aim is None else MET if is_met else MISSED


def _together(times: Iterable[Times]) -> Times:
    """Return the times of all languages as if they were one, round by round."""
    each = list(times)
    return Times(*(_joined([getattr(one, name) for one in each]) for name in ("pages", "raw", "own")))


def _joined(languages: Sequence[list[list[float]]]) -> list[list[float]]:
    return [[*chain.from_iterable(rounds)] for rounds in zip(*languages, strict=False)]


def machine() -> str:
    """Return one line about the machine."""
    model = platform.machine()
    known = Path("/proc/cpuinfo")
    if known.is_file():
        lines = known.read_text("utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} processors ({model}), {memory:.0f} GiB, Python {platform.python_version()}"


def tables(report: Report) -> str:
    """Return the figures as aligned lines."""
    timed: list[Row] = [("p50 and p95 in ms", "language", "n", "p50", "p95", "raw p50", "raw p95", "own p50", "aim p95", "")]
    timed += [
        (
            each.name,
            each.language,
            str(each.count),
            *map(_ms, (each.p50, each.p95, each.raw_p50, each.raw_p95, each.own_p50, each.aim_p95)),
            each.verdict,
        )
        for each in report.times
    ]
    other: list[Row] = [("", "n", "value", "raw", "aim", "")]
    other += [
        (
            f"{each.name}, {each.unit}",
            f"{each.count:,}",
            f"{each.value:,.0f}",
            "" if each.peer is None else f"{each.peer:,.0f}",
            "" if each.at_least is None else f"≥ {each.at_least:,.0f}",
            each.verdict,
        )
        for each in report.figures
    ]
    loads = " → ".join(", ".join(f"{each:.1f}" for each in load) for load in (report.load_before, report.load_after) if load)
    title = f"{report.documents:,} documents, {report.database}, load of the machine {loads}"
    return "\n".join([title, "", *_aligned(timed, 2), "", *_aligned(other, 1), *report.notes])


def _aligned(rows: Sequence[Row], names: int) -> list[str]:
    """Return rows as lines, the first `names` columns to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        sized = list(zip(row, widths, strict=True))
        cells = [cell.ljust(width) for cell, width in sized[:names]] + [cell.rjust(width) for cell, width in sized[names:]]
        lines.append("  ".join(cells).rstrip())
    return lines


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
