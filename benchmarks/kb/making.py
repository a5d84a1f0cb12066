"""Fills a help centre: pages, readers of every day, votes; and lets the jobs gather what lists say."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from activity.models import DailyCount
from benchmarks.search.documents import Planned
from benchmarks.search.material import Material
from benchmarks.search.pages import site_make
from benchmarks.search.place import say
from content.models import HelpPage
from feedback.models import Vote, VoteTotal
from kb.facts.likeness import likeness_refresh
from kb.facts.numbers import numbers_refresh
from kb.facts.texts import texts_read

VOTED = 0.6
"""Share of pages with votes."""
MOST_VOTES = 15


def site_fill(plan: Sequence[Planned], materials: dict[str, Material], days: int) -> None:
    """Make everything; says how long each part took."""
    _said("pages", lambda: site_make(plan, materials, 1, lambda _count: None))
    ids = list(HelpPage.objects.filter(depth__gt=2).values_list("pk", flat=True))
    _said("readers", lambda: _readers(ids, days))
    _said("votes", lambda: _votes(ids))
    _said("numbers of pages", numbers_refresh)
    _said("texts of pages", lambda: texts_read(seconds=3600))
    _said("duplicates", likeness_refresh)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _readers(ids: list[int], days: int) -> int:
    """A row for each page and day: few pages have most of the readers, as everywhere."""
    chance = random.Random("readers")
    weights = {pk: 200 / (1 + chance.randrange(len(ids))) for pk in ids}
    today = timezone.localdate()

    def rows() -> Iterator[DailyCount]:
        for pk in ids:
            for back in range(days):
                views = int(weights[pk] * chance.random() * 3)
                yield DailyCount(
                    page_id=pk, day=today - timedelta(days=back), views=views, exits=int(views * chance.random() ** 8)
                )

    return _written(DailyCount, rows())


def _votes(ids: list[int]) -> int:
    chance = random.Random("votes")
    page_type = ContentType.objects.get_for_model(HelpPage)
    totals: list[VoteTotal] = []

    def rows() -> Iterator[Vote]:
        for pk in ids:
            if chance.random() > VOTED:
                continue
            share = chance.betavariate(6, 3)
            answers = [chance.random() < share for _each in range(chance.randint(1, MOST_VOTES))]
            good = sum(answers)
            totals.append(VoteTotal(target_type=page_type, target_id=pk, helpful=good, unhelpful=len(answers) - good))
            for number, answer in enumerate(answers):
                yield Vote(target_type=page_type, target_id=pk, language="en", voter_key=f"anonymous:{number}", is_helpful=answer)

    count = _written(Vote, rows())
    VoteTotal.objects.bulk_create(totals, batch_size=1000)
    return count


def _written(model: type[DailyCount] | type[Vote], rows: Iterator[DailyCount] | Iterator[Vote]) -> int:
    count = 0
    while some := list(islice(rows, 20_000)):
        with transaction.atomic():
            model._default_manager.bulk_create(some, batch_size=2000)  # type: ignore[arg-type]
        count += len(some)
    return count


def _said(what: str, make: Callable[[], object]) -> None:
    began = time.monotonic()
    count = make()
    say(f"{what}: {'' if count is None else f'{count:,}, '}{time.monotonic() - began:.1f} s")
