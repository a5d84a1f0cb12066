"""What is measured, and how it is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from wagtail.models import Locale, Page

from accounts.models import User
from benchmarks.translation.making import pages_make
from benchmarks.translation.peer import plain_translate
from content.visibility import visibility_problems
from localization.creating.tasks import pages_index
from localization.models import BackgroundRun, Translation, Unit
from localization.requests import translations_request
from localization.runs import run_execute

MOST_MS, MOST_QUERIES, MOST_SECONDS, MOST_FOR_REQUEST = 20.0, 5.0, 60.0, 1.0


@dataclass
class Line:
    """One row of the table; `pages` is what times and queries are divided by."""

    what: str
    pages: int
    seconds: float
    queries: int
    note: str = ""

    def __str__(self) -> str:
        each = f"{1000 * self.seconds / self.pages:8.1f} {self.queries / self.pages:9.1f}"
        return f"{self.what:<42} {self.pages:>6} {self.seconds:>8.2f} {each}  {self.note}"


@dataclass
class Report:
    """All rows, and which aims were missed."""

    lines: list[Line] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def table(self) -> str:
        """Return everything as text."""
        head = f"{'':<42} {'pages':>6} {'s':>8} {'ms/page':>8} {'q/page':>9}"
        aims = [f"missed: {each}" for each in self.missed] or ["all aims are met"]
        return "\n".join([head, *map(str, self.lines), *aims])


@contextmanager
def counted() -> Iterator[Callable[[], tuple[float, int]]]:
    """Count statements, savepoints among them, and seconds; ask for both afterwards."""
    number, began, ended = 0, time.perf_counter(), 0.0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal number
        number += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield lambda: (ended or time.perf_counter() - began, number)
    ended = time.perf_counter() - began


def measure(number: int, plain: int) -> Report:
    """Make the pages and translate them, twice by us and some by wagtail-localize."""
    report = Report()
    user = User.objects.create_superuser("bench", "bench@example.org", "bench")
    shelves = pages_make(number)
    persian, indonesian = (Locale.objects.get(language_code=code) for code in ("fa", "id"))
    with counted() as told:
        run = translations_request(sources=shelves, locales=[persian], with_descendants=True, user=user)
    report.lines.append(Line("the request", 1, *told()))
    total = run.total
    ours = _run("in the worker", run, total)
    again = _run(
        "once more, nothing to do",
        translations_request(sources=shelves, locales=[persian], with_descendants=True, user=user),
        total,
    )
    report.lines += [ours, again, _index(persian)]
    sample = [*shelves[:1], *Page.objects.child_of(shelves[0]).order_by("path")[: plain - 1]]
    with counted() as told:
        plain_translate([page.specific for page in sample], locale=indonesian, user=user)
    theirs = Line("plain wagtail-localize", len(sample), *told())
    report.lines.append(theirs)
    _judge(report, ours, theirs)
    return report


def _run(what: str, run: BackgroundRun, total: int) -> Line:
    with counted() as told:
        run_execute(run.pk)
    run.refresh_from_db()
    note = f"{run.state}, {Translation.objects.count()} translations, {Unit.objects.count()} units, {len(run.problems)} problems"
    return Line(what, total, *told(), note=note)


def _index(locale: Locale) -> Line:
    """What the tasks of the chunks do, one for each fifty pages."""
    ids = list(Page.objects.filter(locale=locale, depth__gt=2).values_list("pk", flat=True))
    with counted() as told:
        for start in range(0, len(ids), 50):
            pages_index.func(ids[start : start + 50])
    return Line("search and uses of the admin, tasks", len(ids), *told())


def _judge(report: Report, ours: Line, theirs: Line) -> None:
    request = report.lines[0]
    sound = Page.find_problems() == ([], [], [], [], []) and not visibility_problems()
    live = Page.objects.filter(locale__language_code="fa", depth__gt=2, live=True).exists()
    aims = {
        f"the request under {MOST_FOR_REQUEST:.0f} s": request.seconds < MOST_FOR_REQUEST,
        f"{MOST_MS:.0f} ms a page": 1000 * ours.seconds / ours.pages <= MOST_MS,
        f"{MOST_QUERIES:.0f} queries a page": ours.queries / ours.pages <= MOST_QUERIES,
        f"1,000 pages in {MOST_SECONDS:.0f} s": 1000 * ours.seconds / ours.pages <= MOST_SECONDS,
        "faster than wagtail-localize": ours.seconds / ours.pages < theirs.seconds / theirs.pages,
        "a sound tree": sound,
        "nothing is live": not live,
    }
    report.missed = [name for name, is_met in aims.items() if not is_met]
