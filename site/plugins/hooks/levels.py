"""Who is called when a hook runs: the core's callbacks, and those of active plugins, sorted out once and not at each run."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from plugins.active import is_active
from plugins.figures import Figures, figures_of
from plugins.hooks.signatures import Callback


class Listener(NamedTuple):
    """A callback registered for a hook."""

    priority: int
    callback: Callback  # as registered
    call: Callback  # as called: see `signatures.fitted`
    owner: str  # the slug of a plugin, or "" for the core


# Plain tuples: a loop takes them apart in half the time that named ones need.
Group: TypeAlias = "tuple[Figures, int, tuple[Callback, ...]]"
"""Callbacks of one plugin that follow one another: its figures, the number of the callbacks, the calls."""

Level: TypeAlias = "tuple[int, tuple[Callback, ...], tuple[Group, ...]]"
"""What is called together: priority, callbacks of the core, then those of plugins. A priority may need several."""


def sorted_out(listeners: Iterable[Listener], where: str) -> tuple[Level, ...]:
    """The levels of `listeners`, which are in order, without those of plugins that are not active."""
    active = [each for each in listeners if is_active(each.owner)]
    levels: list[Level] = []
    for (priority, owner), same in groupby(active, key=attrgetter("priority", "owner")):
        calls = tuple(listener.call for listener in same)
        if not owner:
            levels.append((priority, calls, ()))
            continue
        core: tuple[Callback, ...] = ()
        groups: tuple[Group, ...] = ()
        if levels and levels[-1][0] == priority:
            _priority, core, groups = levels.pop()
        levels.append((priority, core, (*groups, (figures_of(owner, where), len(calls), calls))))
    return tuple(levels)
