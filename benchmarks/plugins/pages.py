"""Time of pages with active plugins beside the same pages with none: one process, turns of a few requests each.

Each plugin listens to every hook that the rooms declare, and to some more that are fired with each request, plugins or
not: a page of many hooks. It hands back what it gets: what is measured is the engine.
"""

from __future__ import annotations

import statistics
import time
from contextlib import ExitStack
from pathlib import Path

from django.core.management import call_command
from django.test import Client

from benchmarks.plugins.report import Page, Report
from plugins import figures
from plugins.hooks import apply_filters, declare_filter
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests, plugin_loaded, plugin_write

DEMO = Path(__file__).resolve().parents[2] / "demo"
TURN = 4  # requests: neighbouring turns should see the same load of the machine
MORE_HOOKS: list[str] = []  # fired with each request

APPS = """
from plugins.config import PluginConfig
from plugins.hooks import add_action, add_filter, catalogue


def keep(value):
    return value


def listen():
    pass


class Config(PluginConfig):
    def ready(self):
        for hook in catalogue():
            if hook.owner:
                continue
            if hook.kind == "filter":
                add_filter(hook.name, keep)
            else:
                add_action(hook.name, listen)
"""


def pages_measure(report: Report, scratch: Path, *, plugins: int, more_hooks: int, rounds: int) -> None:
    """Fill `report.pages`."""
    MORE_HOOKS[:] = [f"bench_hook_{number}" for number in range(more_hooks)]
    paths = _site_make()
    slugs = [f"bench_{number}" for number in range(plugins)]
    with isolated_hooks(strict=False), ExitStack() as stack:
        for name in MORE_HOOKS:
            _declare(name)
        for slug in slugs:
            stack.enter_context(plugin_loaded(plugin_write(scratch / "plugins", slug, {"apps.py": APPS})))
        for name, path in paths.items():
            report.pages.append(_measure(name, path, slugs, rounds))


def _site_make() -> dict[str, str]:
    """Import the demo into a new database; return the pages to ask for."""
    import search.outbox
    from importing.services import import_folder
    from kb.models import ArticlePage

    search.outbox._enqueue = lambda: None  # the index is filled by a worker, and is not measured here
    call_command("migrate", verbosity=0)
    import_folder(folder=DEMO, under="home")
    article = ArticlePage.objects.live().filter(locale__language_code="en", effective_audience=0).order_by("pk")[0]
    return {"home": "/en/", "article": article.link, "search": "/en/search/?q=order"}


def _measure(name: str, path: str, slugs: list[str], rounds: int) -> Page:
    client = Client()
    with activate_for_tests(*slugs):
        _turn(client, path, 2)
        before = _calls(slugs)
        _turn(client, path, 1)
        calls = _calls(slugs) - before
    _turn(client, path, 2)
    walls: dict[bool, list[float]] = {True: [], False: []}
    owns: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * rounds):
        for active in (number % 2 == 0, number % 2 == 1):
            with activate_for_tests(*(slugs if active else [])):
                wall, own = _turn(client, path, TURN)
            walls[active].append(wall)
            owns[active].append(own)
    return Page(
        name=name,
        calls=calls,
        without=1000 * statistics.median(walls[False]),
        active=1000 * statistics.median(walls[True]),
        added=_added(walls),
        added_processor=_added(owns),
    )


def _declare(name: str) -> None:
    def stub(value: str, *, page: object) -> str:
        """For the benchmark."""
        return value

    stub.__name__ = name
    declare_filter(stub)


def _calls(slugs: list[str]) -> int:
    return sum(each.calls for slug in slugs for each in figures.statistics(slug))


def _added(times: dict[bool, list[float]]) -> float:
    """Per cent that plugins add: the median over neighbouring turns, which saw the same load of the machine."""
    return 100 * (statistics.median(a / b for a, b in zip(times[True], times[False], strict=True)) - 1)


def _turn(client: Client, path: str, requests: int) -> tuple[float, float]:
    """Seconds of a request: of the wall, and of the processor for this process. The median of the turn's requests."""
    walls, owns = [], []
    for _ in range(requests):
        wall, own = time.perf_counter(), time.process_time()
        for name in MORE_HOOKS:
            apply_filters(name, "x", page=None)
        answer = client.get(path)
        walls.append(time.perf_counter() - wall)
        owns.append(time.process_time() - own)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
    return statistics.median(walls), statistics.median(owns)
