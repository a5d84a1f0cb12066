"""The figures, and whether they meet the aims."""

from __future__ import annotations

from dataclasses import dataclass, field

LISTENERS = (0, 1, 50)
NAMED = "hook by name, plugins' callbacks"
PEER = "pluggy"
SHARES = {0: 1 / 5, 50: 1 / 2}
"""Of pluggy's time with so many listeners, at most this share."""
MOST_WITHOUT = 150.0
"""Nanoseconds of a hook without listeners, at most."""
MOST_OF_A_PAGE = 5.0
"""Per cent that twenty active plugins add to a page, less than this."""


@dataclass
class Page:
    """Milliseconds of a page: medians, and the median of what the turns say of the difference."""

    name: str
    calls: int  # of plugins' callbacks
    without: float
    active: float
    added: float  # per cent of wall time
    added_processor: float  # per cent of processor time


@dataclass
class Report:
    """Nanoseconds of a run, by design and number of listeners; pages; what could not be measured, and why."""

    hooks: dict[str, dict[int, float]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def verdicts(self) -> list[tuple[str, bool]]:
        """The aims that can be judged, in words, and whether they are met."""
        found: list[tuple[str, bool]] = []
        ours, peer = self.hooks.get(NAMED), self.hooks.get(PEER)
        if ours:
            found.append((f"without listeners {ours[0]:.0f} ns, aim {MOST_WITHOUT:.0f}", ours[0] <= MOST_WITHOUT))
        if ours and peer:
            for listeners, share in SHARES.items():
                measured = ours[listeners] / peer[listeners]
                found.append((f"{listeners} listeners: {measured:.2f} of pluggy's time, aim {share:.2f}", measured <= share))
        for page in self.pages:
            # Wall time contains whatever else the machine does; a plugin that passes values on only takes the processor's.
            words = f"{page.name}: {page.added_processor:+.1f} % of processor time, aim below {MOST_OF_A_PAGE:.0f}"
            found.append((words, page.added_processor < MOST_OF_A_PAGE))
        return found

    @property
    def has_missed(self) -> bool:
        """Has an aim been missed?"""
        return not all(met for _words, met in self.verdicts())


def table(report: Report) -> str:
    """The report as text."""
    lines: list[str] = []
    if report.hooks:
        lines += ["", f"{'nanoseconds of a run':40}" + "".join(f"{number:>10} listeners" for number in LISTENERS)]
        for name, times in report.hooks.items():
            lines.append(
                f"{name:40}" + "".join(f"{times[number]:>20,.0f}" if number in times else " " * 20 for number in LISTENERS)
            )
    if report.pages:
        lines += ["", f"{'page':20}{'calls':>8}{'none':>12}{'active':>12}{'added':>10}{'processor':>12}"]
        lines += [
            f"{page.name:20}{page.calls:>8}{page.without:>9.2f} ms{page.active:>9.2f} ms"
            f"{page.added:>+8.1f} %{page.added_processor:>+10.1f} %"
            for page in report.pages
        ]
    lines += ["", *(f"{'met   ' if met else 'MISSED'}  {words}" for words, met in report.verdicts()), *report.notes]
    return "\n".join(lines)
