"""The measures themselves, in the order in which they are taken."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import Any

from django.db import connection

from benchmarks.search import place
from benchmarks.search.asking import Site, Warnings
from benchmarks.search.documents import Planned
from benchmarks.search.indexing import raw_rate, rebuild_rate
from benchmarks.search.material import Material
from benchmarks.search.place import say
from benchmarks.search.profiling import functions_of, parts_of
from benchmarks.search.queries import Typist
from benchmarks.search.report import Figure, Report
from benchmarks.search.sizes import server_bytes, table_bytes
from benchmarks.search.timing import Question, measure
from search.engines import choice

SUGGESTING = 30.0
SERVER_PAGE = 50.0
DATABASE_PAGE = 150.0
"""Milliseconds that p95 should not exceed; those of result pages are aims at 10,000 documents."""
AIMED_AT = 10_000
RATIO, EXTRA = 1.5, 15.0
"""A result page may take so many times the raw requests, and so many milliseconds more."""
INDEXED = 1000.0
"""Documents a second that an index should be filled with."""
PROFILED = 400
"""Requests whose time is looked into."""


def work(options: argparse.Namespace, documents: int, plan: Sequence[Planned], materials: dict[str, Material]) -> Report:
    """Fill and ask the chosen engines; return the figures."""
    report = Report(documents, connection.vendor)
    measures = _Measures(options, plan, materials, report)
    chosen = options.engine or ["elasticsearch", "database"]
    if "elasticsearch" in chosen:
        with place.server() as url:
            measures.elasticsearch(url)
    if "database" in chosen:
        measures.database()
    report.load_after = os.getloadavg()
    return report


class _Measures:
    """What is asked, and where the figures go."""

    def __init__(
        self, options: argparse.Namespace, plan: Sequence[Planned], materials: dict[str, Material], report: Report
    ) -> None:
        self.options, self.report = options, report
        self.site, self.warnings = Site(), Warnings()
        self.pages: list[Question] = []
        self.beginnings: list[Question] = []
        for language, material in materials.items():
            typist = Typist(plan, material, language, options.seed)
            queries, beginnings = typist.queries(options.queries), typist.beginnings(options.queries)
            self.pages += [Question(language, f"/{language}/search/", each) for each in queries]
            self.beginnings += [Question(language, f"/{language}/search/suggest/", each) for each in beginnings]

    def elasticsearch(self, url: str) -> None:
        """Fill indexes of our own and measure; they go at the end."""
        prefix = place.prefix_new()
        place.engines_choose(url, prefix)
        engine: Any = choice.engines()[-1]
        try:
            count, rate = self._fill(engine, "Elasticsearch")
            if not self.options.profile:
                say("the same documents raw ...")
                raw = raw_rate(url, prefix)
                self.report.figures.append(Figure("indexing", count, rate, "documents/s", raw, INDEXED))
                for language, (number, size) in sorted(server_bytes(url, prefix).items()):
                    if number:
                        self.report.figures.append(Figure(f"index of {language}", number, size / number, "bytes a document"))
            self._ask("Elasticsearch", SERVER_PAGE, with_raw=True)
        finally:
            engine.drop()
            place.engines_choose("")

    def database(self) -> None:
        """Fill the tables and measure."""
        place.engines_choose("")
        count, rate = self._fill(choice.engines()[0], "the database engine")
        if not self.options.profile:
            self.report.figures.append(Figure("indexing, database engine", count, rate, "documents/s"))
            for group, size in table_bytes().items():
                self.report.figures.append(Figure(group, count, size / count, "bytes a document"))
        self._ask("database engine", DATABASE_PAGE, with_raw=False)

    def _fill(self, engine: Any, name: str) -> tuple[int, float]:
        say(f"filling {name} ...")
        count, rate = rebuild_rate(engine)
        say(f"{count} documents, {rate:.0f} a second")
        return count, rate

    def _ask(self, engine: str, most: float, *, with_raw: bool) -> None:
        if self.options.profile:
            self._profile(engine)
            return
        # The aim beside the raw requests is one of result pages.
        beside = {"ratio": RATIO, "extra": EXTRA} if with_raw else {}
        self._measure(f"result page, {engine}", self.pages, with_raw, most=self._page_aim(most), **beside)
        self._measure(f"suggestion, {engine}", self.beginnings, with_raw, most=SUGGESTING)

    def _page_aim(self, most: float) -> float:
        return most if self.report.documents <= AIMED_AT else 0.0

    def _measure(self, name: str, questions: Sequence[Question], with_raw: bool, **aims: float) -> None:
        say(f"{name} ...")
        before = self.warnings.count
        found = measure(self.site, questions, rounds=self.options.rounds, seconds=self.options.seconds, with_raw=with_raw)
        self.report.add_times(name, found, **aims)
        if warned := self.warnings.count - before:
            self.report.notes.append(f"{name}: {warned} warnings, the last: {self.warnings.last}")

    def _profile(self, engine: str) -> None:
        for name, questions in (("result page", self.pages), ("suggestion", self.beginnings)):
            some = questions[:: max(1, len(questions) // PROFILED)]
            for question in some:
                self.site.get(question.path, question.query)
            print(f"\n== {name}, {engine}: {len(some)} requests\n\n{parts_of(self.site, some)}\n")
            print(functions_of(self.site, some))
