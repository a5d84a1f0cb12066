"""Where the time of a request goes: by part of the work, by statement of the database, by function."""

from __future__ import annotations

import cProfile
import functools
import io
import pstats
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template.backends.django import Template
from elastic_transport import Transport

from benchmarks.search.asking import Site
from benchmarks.search.place import ROOT
from benchmarks.search.timing import Question

SHOWN = 30
REST = "all else (Django, our own code)"
OURS = {
    "rules": "search.rules",
    "grammar": "search.grammar",
    "spelling": "search.spelling",
    "log": "search.log",
    "facets": "search.facets",
}
"""Packages of search whose work is told apart, where they are there."""


class Clock:
    """Seconds by part of the work, on the clock and of the processor; what one part starts counts for that part alone."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.own: defaultdict[str, float] = defaultdict(float)
        self.calls: defaultdict[str, int] = defaultdict(int)
        self._inside = [REST]
        self._since = time.perf_counter(), time.thread_time()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count the time of the block for `name`."""
        self.note()
        self.calls[name] += 1
        self._inside.append(name)
        try:
            yield
        finally:
            self.note()
            self._inside.pop()

    def note(self) -> None:
        """Count what has passed for the part that is under way."""
        now = time.perf_counter(), time.thread_time()
        self.seconds[self._inside[-1]] += now[0] - self._since[0]
        self.own[self._inside[-1]] += now[1] - self._since[1]
        self._since = now

    def wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time counted."""

        @functools.wraps(function)
        def timed(*arguments: Any, **more: Any) -> Any:
            with self.part(name):
                return function(*arguments, **more)

        return timed


def parts_of(site: Site, questions: Sequence[Question]) -> str:
    """Return a table of milliseconds per request by part of the work and by statement."""
    clock, statements = Clock(), Clock()

    def statement(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        with clock.part("database: statements"), statements.part(_shape(sql)):
            return execute(sql, parameters, many, context)

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(statement))
        for name, owner, attribute in _watched():
            stack.enter_context(patch.object(owner, attribute, clock.wrapped(name, getattr(owner, attribute))))
        for question in questions:
            site.get(question.path, question.query)
        clock.note()
    statements.seconds.pop(REST, None)
    return "\n".join([*_table(clock, len(questions)), "", *_table(statements, len(questions))])


def functions_of(site: Site, questions: Sequence[Question]) -> str:
    """Return the most expensive functions by themselves, then those of our own with what they call, in processor time."""
    # Of the processor: other work on the machine is not in it, and waiting for the server neither.
    profile = cProfile.Profile(time.thread_time)
    with profile:
        for question in questions:
            site.get(question.path, question.query)
    output = io.StringIO()
    told = pstats.Stats(profile, stream=output)
    told.sort_stats("tottime").print_stats(SHOWN)
    told.sort_stats("cumulative").print_stats(re.escape(str(ROOT / "site")), SHOWN)
    lines = [line.replace(f"{ROOT}/", "") for line in output.getvalue().splitlines()]
    return "\n".join(line for line in lines if line.strip())


def _watched() -> Iterator[tuple[str, Any, str]]:
    """Yield the names of parts with the owners and names of the functions that do them."""
    yield "search server", Transport, "perform_request"
    yield "database: connecting", BaseDatabaseWrapper, "connect"
    yield "database: commits", BaseDatabaseWrapper, "_commit"
    yield "templates", Template, "render"
    yield "marking hits", import_module("search.selectors"), "highlight"
    selectors = import_module("search.selectors")
    for name in list(vars(selectors)):
        function = getattr(selectors, name)
        module = getattr(function, "__module__", "") or ""
        label = next((label for label, package in OURS.items() if module.startswith(package)), "")
        if label and callable(function) and not isinstance(function, type):
            yield f"search: {label}", selectors, name


def _shape(sql: str) -> str:
    """Return the beginning of a statement without its lists of columns."""
    sql = re.sub(r"SELECT .{200,}? FROM", "SELECT ... FROM", " ".join(sql.split()))
    return re.sub(r"\((%s, )+%s\)", "(...)", sql)[:150]


def _table(clock: Clock, requests: int) -> list[str]:
    lines = [f"{'ms':>8} {'own ms':>8} {'times':>6}  per request"]
    for name, seconds in sorted(clock.seconds.items(), key=lambda pair: -pair[1])[:SHOWN]:
        times = f"{1000 * seconds / requests:8.2f} {1000 * clock.own[name] / requests:8.2f}"
        lines.append(f"{times} {clock.calls[name] / requests:6.1f}  {name}")
    return lines
