"""What is measured."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.faq import FRAGMENT_KB, GZIP_KB, IN_PAGE, KB, QUERIES, peer
from benchmarks.faq.making import add_many
from benchmarks.kb.report import Report, p50, p95, times_of
from faq_blocks.models import FaqPage, FaqPageTopic, Topic
from home.models import HomePage
from home.services import homes_ensure


def measure(count: int, rounds: int) -> Report:
    """Measure everything; return the figures."""
    report, homes = Report(), homes_ensure()
    questions = add_many(count, locale=homes["en"].locale)
    add_many(count, locale=homes["fa"].locale)
    client = Client()
    for code in ("en", "fa"):
        _page(report, client, f"{count} questions, {code}", list_page_added(homes[code], "long", "demand"), rounds, sizes=True)
    column = peer.stored(questions)
    _times(report, f"plain StreamField, {count} typed, rendering alone", partial(peer.rendered, column), rounds)
    _bytes(report, f"plain StreamField, {count} typed, rendering alone", peer.rendered(column))
    few = list_page_added(homes["en"], "short", "page", IN_PAGE)
    _page(report, client, "answers in the page, 12 of 20 topics", few, rounds)
    _fragment(report, client, questions[0].pk, rounds)
    return report


def list_page_added(home: HomePage, slug: str, loading: str, share: int = 0) -> FaqPage:
    """Add a page that lists the library, or the questions of so many of its topics."""
    topics = Topic.objects.filter(locale=home.locale)[:share] if share else ()
    chosen = [FaqPageTopic(topic=each) for each in topics]
    page = FaqPage(
        title="FAQ", slug=slug, locale=home.locale, lists_library=True, answer_loading=loading, shown_topics=chosen, live=True
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return FaqPage.objects.get(pk=page.pk)


def _page(report: Report, client: Client, name: str, page: FaqPage, rounds: int, *, sizes: bool = False) -> None:
    ask = partial(client.get, page.link)
    if ask().status_code != 200:
        raise RuntimeError(f"{page.link} does not answer")
    with CaptureQueriesContext(connection) as captured:
        html = ask().content
    report.add(f"{name}: queries", len(captured), "", at_most=QUERIES)
    _times(report, name, ask, rounds)
    _bytes(report, name, html, aims=sizes)


def _times(report: Report, name: str, ask: Callable[[], object], rounds: int) -> None:
    taken = times_of(ask, rounds)
    report.add(f"{name}: p95", p95(taken.wall), "ms")
    report.add(f"{name}: median of processor time", p50(taken.own), "ms")


def _bytes(report: Report, name: str, html: bytes, *, aims: bool = False) -> None:
    report.add(f"{name}: HTML", len(html) / 1000, "kB", at_most=KB if aims else None)
    report.add(f"{name}: compressed", len(gzip.compress(html)) / 1000, "kB", at_most=GZIP_KB if aims else None)


def _fragment(report: Report, client: Client, pk: int, rounds: int) -> None:
    ask = partial(client.get, f"/en/questions/~{pk}/answer/")
    _times(report, "one answer on demand", ask, rounds)
    report.add("one answer on demand: HTML", len(ask().content) / 1000, "kB", at_most=FRAGMENT_KB)
