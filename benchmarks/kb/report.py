"""Figures, their aims, and how they are printed."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter, thread_time

from benchmarks.search.timing import percentile


@dataclass
class Report:
    """Lines of name, figure and aim."""

    load: tuple[float, float, float] = field(default_factory=os.getloadavg)
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    has_missed: bool = False

    def add(self, name: str, value: float, unit: str, *, at_most: float | None = None, at_least: float | None = None) -> None:
        """Add a figure and judge it."""
        aim = ""
        if at_most is not None or at_least is not None:
            is_met = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
            self.has_missed |= not is_met
            aim = f"{'≤' if at_most is not None else '≥'} {at_most if at_most is not None else at_least:g}, "
            aim += "met" if is_met else "missed"
        self.lines.append((name, f"{value:,.2f}" if value < 10 else f"{value:,.0f}", f"{unit}  {aim}".rstrip()))

    def table(self) -> str:
        """Return all lines, with the load of the machine."""
        wide = max(len(name) for name, _value, _aim in self.lines)
        end = os.getloadavg()
        head = f"load of the machine {self.load[0]:.1f} at the beginning, {end[0]:.1f} at the end"
        return "\n".join([head, *(f"{name:<{wide}}  {value:>12} {aim}" for name, value, aim in self.lines)])


@dataclass(frozen=True)
class Times:
    """Milliseconds, and of these the time of the processor for this thread: other work on the machine is not in it."""

    wall: list[float]
    own: list[float]


def times_of(ask: Callable[[], object], rounds: int) -> Times:
    """Return how long something took each time, after once to warm up."""
    ask()
    taken = [_taken(ask) for _each in range(rounds)]
    return Times([wall for wall, _own in taken], [own for _wall, own in taken])


def milliseconds(ask: Callable[[], object], rounds: int) -> list[float]:
    """Return how long something took each time, after once to warm up."""
    return times_of(ask, rounds).wall


def once(ask: Callable[[], object]) -> float:
    """Return how long something took, in milliseconds."""
    return _taken(ask)[0]


def _taken(ask: Callable[[], object]) -> tuple[float, float]:
    wall, own = perf_counter(), thread_time()
    ask()
    return 1000 * (perf_counter() - wall), 1000 * (thread_time() - own)


def p50(times: list[float]) -> float:
    """The median."""
    return statistics.median(times)


def p95(times: list[float]) -> float:
    """The time that one in twenty exceeds."""
    return percentile(times, 0.95)
