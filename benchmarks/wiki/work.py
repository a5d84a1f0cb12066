"""What is measured."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from benchmarks.kb.report import Report, Times, p50, p95, times_of
from benchmarks.search.place import say
from benchmarks.wiki import DECISION_MS, LOOKUP_MS
from benchmarks.wiki.making import Making
from content.audiences import reader_for
from home.services import homes_ensure
from search.engines.choice import engines
from search.models import OutboxEntry
from search.rebuilding import rebuild_engine
from wiki.deciding.evaluate import evaluate
from wiki.helper.cases import cases_of
from wiki.lookup.candidates import exceptions_seen_by
from wiki.lookup.loading import exceptions_loaded
from wiki.lookup.reading import KnownCodes, understood
from wiki.models import PolicyExceptionPage

CASES = [
    "45 days, 80 EUR, Indonesia",
    "٤٥ يومًا، ٨٠ يورو، إندونيسيا",
    "۴۵ روز، ۸۰ یورو، اندونزی",
    "45 hari, 80 euro, Indonesia",
    "gold customer 10 days",
    "Indonesia",
    "damaged, 30 USD",
]
TYPED = 30


def measure(pages: int, policies: int, exceptions: int, rounds: int, engine: str) -> Report:
    """Measure everything; return the figures."""
    report, home = Report(), homes_ensure()["en"]
    say(f"making {pages} pages, {policies} policies, {policies * exceptions} exceptions")
    Making(home).wiki(pages, policies, exceptions)
    agent = User.objects.create_user("agent")
    agent.groups.add(Group.objects.get(name="Agents"))
    say("filling the index")
    for each in engines():
        rebuild_engine(each)
    OutboxEntry.objects.all().delete()
    client = Client()
    client.force_login(agent)
    chance = random.Random("typed")
    titles = chance.sample(list(PolicyExceptionPage.objects.order_by("pk").values_list("title", flat=True)), TYPED)
    words = [" ".join(chance.sample(title.lower().split(), 2)) for title in titles]
    asked = {
        "two words": words,
        "words as they are typed": [each[: chance.randrange(2, len(each))] for each in words],
        "numbers": [f"E-{chance.randrange(policies * exceptions)}" for _each in range(10)],
        "a case": CASES,
        "words and a case": [f"{word}, {case}" for word, case in zip(words, CASES * 5, strict=False)],
    }
    say("looking up")
    every = Times([], [])
    for name, texts in asked.items():
        taken = _times(client, texts, rounds)
        every.wall.extend(taken.wall)
        every.own.extend(taken.own)
        report.add(f"lookup, {engine}, {name}: p95", p95(taken.wall), "ms", at_most=LOOKUP_MS)
        report.add(f"lookup, {engine}, {name}: p95 of processor time", p95(taken.own), "ms")
    number = len(every.wall)
    report.add(f"lookup, {engine}, all {number}: median", p50(every.wall), "ms")
    report.add(f"lookup, {engine}, all {number}: p95", p95(every.wall), "ms", at_most=LOOKUP_MS)
    report.add(f"lookup, {engine}, all {number}: p95 of processor time", p95(every.own), "ms")
    with CaptureQueriesContext(connection) as captured:
        _ask(client, f"{words[0]}, {CASES[0]}")
    report.add("words and a case: queries", len(captured), "")
    _decisions(report, rounds)
    _peers(report, words, agent, rounds)
    return report


def _ask(client: Client, text: str) -> None:
    if client.get("/en/agents/lookup/hits/", {"q": text, "in": "palette"}).status_code != 200:
        raise RuntimeError(f"{text!r} was not answered")


def _times(client: Client, texts: Iterable[str], rounds: int) -> Times:
    taken = [times_of(partial(_ask, client, text), rounds) for text in texts]
    return Times([ms for each in taken for ms in each.wall], [ms for each in taken for ms in each.own])


def _decisions(report: Report, rounds: int) -> None:
    """The evaluation of one policy, and of one with five hundred exceptions."""
    facts = understood(CASES[0], codes=KnownCodes()).facts
    rows = list(PolicyExceptionPage.objects.prefetch_related("criteria")[:500])
    today = timezone.localdate()
    for count in (10, 500):
        cases = cases_of(rows[:count])
        taken = times_of(partial(evaluate, facts, cases, today), rounds * 20)
        report.add(f"decision, {count} exceptions: p95", p95(taken.wall), "ms", at_most=DECISION_MS)


def _by_wagtail(text: str) -> list[Page]:
    return list(Page.objects.live().search(text)[:20])


def _peers(report: Report, words: list[str], agent: User, rounds: int) -> None:
    say("Wagtail's own index")
    call_command("update_index", verbosity=0)

    def found(text: str) -> list[Any]:
        return list(Page.objects.live().search(text)[:20])

    taken = [ms for text in words for ms in times_of(partial(found, text), 1).wall]
    taken = [ms for text in words for ms in times_of(partial(_by_wagtail, text), 1).wall]
    report.add("peer: Wagtail's database search, two words, unchecked: p95", p95(taken), "ms")
    facts = understood(CASES[0], codes=KnownCodes()).facts
    ids = list(PolicyExceptionPage.objects.live().values_list("pk", flat=True))

    def one_by_one() -> None:
        evaluate(facts, cases_of(exceptions_loaded(ids, exceptions_seen_by(reader_for(agent))).values()), timezone.localdate())

    times = times_of(one_by_one, max(1, rounds // 3))
    report.add(f"peer: a case, {len(ids)} exceptions read and evaluated: median", p50(times.wall), "ms")
