"""Time of a hook's run with 0, 1 and 50 listeners: ours, pluggy's and blinker's, taking turns in one process.

A run hands over a text and one argument; the listeners return the text. Ours belong to active plugins, so they are
checked and timed, unless the line says otherwise. The best of all turns counts: what other work on the machine takes
away is not in it.
"""

from __future__ import annotations

import timeit
from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.plugins.report import LISTENERS, NAMED, Report
from plugins.hooks import add_action, add_filter, counting, declare_action, declare_filter
from plugins.hooks.dispatch import apply_filters, do_action
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests

TURN = 0.002
"""Seconds of one turn, about: short, so that some turns are not interrupted."""

Run = Callable[[], object]


def hooks_measure(report: Report, *, rounds: int) -> None:
    """Fill `report.hooks`."""
    slugs = [f"bench_{number}" for number in range(50)]
    with isolated_hooks(strict=False), activate_for_tests(*slugs), counting():
        runs: dict[tuple[str, int], timeit.Timer] = {}
        for listeners in LISTENERS:
            runs |= {(name, listeners): timer for name, timer in _ours(listeners).items()}
            for maker in (_pluggy, _blinker):
                try:
                    runs |= {(name, listeners): timer for name, timer in maker(listeners).items()}
                except ModuleNotFoundError as missing:
                    note = f"{missing.name} is not installed and was not measured."
                    if note not in report.notes:
                        report.notes.append(note)
        for (name, listeners), nanoseconds in _best(runs, rounds).items():
            report.hooks.setdefault(name, {})[listeners] = nanoseconds


def _best(runs: dict[tuple[str, int], timeit.Timer], rounds: int) -> dict[tuple[str, int], float]:
    for timer in runs.values():
        timer.timeit(50)
    numbers = {key: max(1, int(TURN / (timer.timeit(50) / 50))) for key, timer in runs.items()}
    best = dict.fromkeys(runs, float("inf"))
    for _round in range(rounds):
        for key, timer in runs.items():
            best[key] = min(best[key], timer.timeit(numbers[key]) / numbers[key] * 1e9)
    return best


def _ours(listeners: int) -> dict[str, timeit.Timer]:
    owned = _filter(f"owned_{listeners}", [_callback("bench_0") for _ in range(listeners)])
    timers = {
        NAMED: _timer("apply('{name}', 'x', page=None)", owned),
        "hook called, plugins' callbacks": _timer("hook('x', page=None)", owned),
        "hook by name, core's callbacks": _timer(
            "apply('{name}', 'x', page=None)", _filter(f"core_{listeners}", [_callback("") for _ in range(listeners)])
        ),
        "action by name, plugins' callbacks": _timer("do('{name}', page=None)", _action(f"bell_{listeners}", listeners)),
    }
    if listeners == LISTENERS[-1]:
        mixed = _filter("ten_plugins", [_callback(f"bench_{number // 5}") for number in range(listeners)])
        every = _filter("fifty_plugins", [_callback(f"bench_{number}") for number in range(listeners)])
        brief = _filter("brief", [_callback("bench_0", takes_page=False) for _ in range(listeners)])
        asleep = _filter("asleep", [_callback("inactive") for _ in range(listeners)])
        timers |= {
            "... of ten plugins": _timer("apply('{name}', 'x', page=None)", mixed),
            "... of fifty plugins": _timer("apply('{name}', 'x', page=None)", every),
            "... that take the value only": _timer("apply('{name}', 'x', page=None)", brief),
            "... of inactive plugins": _timer("apply('{name}', 'x', page=None)", asleep),
        }
    return timers


def _timer(statement: str, hook: Callable[..., Any]) -> timeit.Timer:
    names = {"apply": apply_filters, "do": do_action, "hook": hook}
    return timeit.Timer(statement.format(name=hook.__name__), globals=names)


def _filter(name: str, callbacks: list[Callable[..., str]]) -> Callable[..., str]:
    def stub(value: str, *, page: object) -> str:
        """For the benchmark."""
        return value

    stub.__name__ = name
    hook = declare_filter(stub)
    for callback in callbacks:
        add_filter(name, callback)
    return hook


def _action(name: str, listeners: int) -> Callable[..., None]:
    def stub(*, page: object) -> None:
        """For the benchmark."""

    stub.__name__ = name
    hook = declare_action(stub)
    for _ in range(listeners):

        def listen(page: object) -> None:
            pass

        listen.__module__ = "sanad_plugins.bench_0"
        add_action(name, listen)
    return hook


def _callback(slug: str, *, takes_page: bool = True) -> Callable[..., str]:
    def with_page(value: str, page: object) -> str:
        return value

    def without_page(value: str) -> str:
        return value

    callback: Callable[..., str] = with_page if takes_page else without_page
    callback.__module__ = f"sanad_plugins.{slug}" if slug else __name__
    return callback


def _pluggy(listeners: int) -> dict[str, timeit.Timer]:
    import pluggy

    specify, implement = pluggy.HookspecMarker("bench"), pluggy.HookimplMarker("bench")

    class Specification:
        @specify
        def title(self, value: str, page: object) -> str:
            return value

    manager = pluggy.PluginManager("bench")
    manager.add_hookspecs(Specification)
    for _ in range(listeners):

        class Plugin:
            @implement
            def title(self, value: str, page: object) -> str:
                return value

        manager.register(Plugin())
    return {"pluggy": timeit.Timer("title(value='x', page=None)", globals={"title": manager.hook.title})}


def _blinker(listeners: int) -> dict[str, timeit.Timer]:
    signal = import_module("blinker").Signal()  # comes with nothing that we need
    kept = [_receiver() for _ in range(listeners)]
    for receiver in kept:
        signal.connect(receiver)
    return {"blinker": timeit.Timer("signal.send('x', page=None)", globals={"signal": signal, "kept": kept})}


def _receiver() -> Callable[..., str]:
    def receive(value: str, page: object) -> str:
        return value

    return receive
