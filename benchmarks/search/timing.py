"""Times of requests, beside the times of what they ask the search server, and their percentiles."""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.search.asking import Sent, Site, watched

Ask = Callable[[], object]

WARMING = 0.3
"""Share of the time for the round that only warms up, and tells what a page asks the server."""


@dataclass(frozen=True)
class Question:
    """One request to the site."""

    language: str
    path: str
    query: str


@dataclass
class Times:
    """Milliseconds of one language: for each round those of the pages, and of the raw requests of the same pages.

    `own` is processor time of this process for the pages: what other work on the machine makes wait is not in it.
    """

    pages: list[list[float]] = field(default_factory=list)
    raw: list[list[float]] = field(default_factory=list)
    own: list[list[float]] = field(default_factory=list)

    def page(self, share: float) -> float:
        """Return a percentile of the pages: the median of the rounds."""
        return statistics.median(percentile(each, share) for each in self.pages)

    def peer(self, share: float) -> float | None:
        """Return a percentile of the raw requests; None when nothing was asked of a server."""
        measured = [each for each in self.raw if each]
        return statistics.median(percentile(each, share) for each in measured) if measured else None

    def processor(self, share: float) -> float | None:
        """Return a percentile of the processor time of the pages."""
        measured = [each for each in self.own if each]
        return statistics.median(percentile(each, share) for each in measured) if measured else None

    @property
    def count(self) -> int:
        """Number of measured pages."""
        return sum(map(len, self.pages))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def measure(site: Site, questions: Sequence[Question], *, rounds: int, seconds: float, with_raw: bool) -> dict[str, Times]:
    """Ask every question in each round, the languages mixed; return the times by language.

    Where `with_raw` the requests that a page sends to the search server are sent once more on their own, turn about
    before and after the page. A measure that lasts longer than `seconds` ends early: what it has is a random part.
    """
    began = time.monotonic()
    order = list(questions)
    random.Random(1).shuffle(order)
    requests: dict[Question, list[Sent]] = {}
    for question in order:  # a round that is not measured
        if time.monotonic() > began + WARMING * seconds:
            break
        asked = _requests_of(site, question)
        requests[question] = asked if with_raw else []
    found: dict[str, Times] = {question.language: Times() for question in questions}
    for number in range(rounds):
        for times in found.values():
            times.pages.append([])
            times.raw.append([])
            times.own.append([])
        for at, question in enumerate(requests):
            if time.monotonic() > began + seconds:
                break
            _measure_one(site, question, requests[question], found[question.language], raw_first=(at + number) % 2 == 1)
    for times in found.values():
        times.pages = [each for each in times.pages if each]
    return found


def _requests_of(site: Site, question: Question) -> list[Sent]:
    """Return what the page asks the server."""
    with watched() as watch:
        site.get(question.path, question.query)
    return watch.sent


def _measure_one(site: Site, question: Question, requests: list[Sent], times: Times, *, raw_first: bool) -> None:
    def raw() -> None:
        for each in requests:
            each.again()

    if requests and raw_first:
        times.raw[-1].append(milliseconds(raw))
    began = time.thread_time_ns()
    times.pages[-1].append(milliseconds(lambda: site.get(question.path, question.query)))
    times.own[-1].append((time.thread_time_ns() - began) / 1e6)
    if requests and not raw_first:
        times.raw[-1].append(milliseconds(raw))


def milliseconds(do: Ask) -> float:
    """Return how long something takes."""
    began = time.perf_counter_ns()
    do()
    return (time.perf_counter_ns() - began) / 1e6
