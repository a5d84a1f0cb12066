"""The trend as a picture: for each revision the share of yes, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.selectors import RevisionCounts

WIDTH, HEIGHT = 720, 260
TOP, BOTTOM, START, END = 16, 220, 52, 704
"""Where the field of the picture lies, in its own units; `START` leaves room for the percentages."""


@dataclass(frozen=True)
class Point:
    """One revision in the picture: places of the share and of both ends of the interval."""

    x: float
    y: float
    low: float
    high: float
    label: str
    is_major: bool


@dataclass(frozen=True)
class Chart:
    """All that the template draws."""

    points: list[Point]
    path: str
    lines: list[tuple[float, int]]
    axis: float
    begins: float
    ends: float
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(trend: Sequence[RevisionCounts], *, is_rtl: bool) -> Chart:
    """Return the picture of a trend; time runs in the direction of reading."""
    steps = len(trend)
    points = []
    for number, each in enumerate(trend):
        along = (number + 0.5) / steps
        low, high = each.counts.interval
        points.append(
            Point(
                x=_mirrored(START + along * (END - START), is_rtl),
                y=_height(each.counts.share),
                low=_height(low),
                high=_height(high),
                label=str(number + 1),
                is_major=each.is_major,
            )
        )
    path = " ".join(f"{'L' if number else 'M'}{each.x:.1f} {each.y:.1f}" for number, each in enumerate(points))
    lines = [(_height(percent / 100), percent) for percent in (0, 25, 50, 75, 100)]
    begins, ends = sorted((_mirrored(START, is_rtl), _mirrored(END, is_rtl)))
    return Chart(points, path, lines, _mirrored(START / 2, is_rtl), begins, ends)


def _height(share: float) -> float:
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def _mirrored(x: float, is_rtl: bool) -> float:
    return round(WIDTH - x if is_rtl else x, 1)
