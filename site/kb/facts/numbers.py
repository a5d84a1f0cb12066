"""Brings the numbers of all pages up to date, and tells search of those that are read more or less than before."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from wagtail.models import Page, ReferenceIndex

from activity.selectors import WINDOWS, WindowCounts, window_counts
from feedback.selectors import VoteCounts, vote_totals
from kb.facts.pages import text_pages
from kb.facts.votes import bayesian_share, mean_share
from kb.models.facts import PageFacts
from search.outbox import outbox_add

BATCH = 1000
LEVELS = 10
"""Steps in which search is told how much a page is read: it is indexed anew when it has climbed or sunk by one."""

StaleProvider = Callable[[Sequence[int]], Iterable[int]]
_stale: list[StaleProvider] = []
_NOTHING = WindowCounts((0,) * len(WINDOWS), (0,) * len(WINDOWS))
COUNTED = [f"{name}_{days}" for name in ("views", "exits") for days in WINDOWS]
WRITTEN = [*COUNTED, "helpful", "unhelpful", "share", "is_linked", "is_stale"]


def register_stale(provider: StaleProvider) -> None:
    """Let a part of the room say which of some pages are due for a review: from ids to ids."""
    _stale.append(provider)


def numbers_refresh() -> int:
    """Write what has changed since the last time; return how many pages that was.

    Everything is read, then written in batches: killed in between, the next run goes on. A page that was unpublished keeps
    its row, which nobody reads.
    """
    ids = list(text_pages().order_by("pk").values_list("pk", flat=True))
    known = {row["page_id"]: row for row in PageFacts.objects.values("page_id", *WRITTEN)}
    counts, votes, linked, stale = dict(window_counts()), vote_totals(ids), linked_ids(), _stale_ids(ids)
    mean = mean_share(sum(each.helpful for each in votes.values()), sum(each.total for each in votes.values()))
    changed = []
    for pk in ids:
        row = _row(pk, counts.get(pk, _NOTHING), votes.get(pk, VoteCounts()), mean)
        row |= {"is_linked": pk in linked, "is_stale": pk in stale}
        if known.get(pk) != row:
            changed.append(PageFacts(**row))
    for start in range(0, len(changed), BATCH):
        _write(changed[start : start + BATCH])
    return len(changed)


def _write(rows: list[PageFacts]) -> None:
    with transaction.atomic():
        # A page may have gone since it was read.
        there = set(text_pages().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        PageFacts.objects.bulk_create(
            [row for row in rows if row.pk in there], update_conflicts=True, unique_fields=["page"], update_fields=WRITTEN
        )


def _row(pk: int, counts: WindowCounts, votes: VoteCounts, mean: float) -> dict[str, Any]:
    row: dict[str, Any] = {"page_id": pk, "helpful": votes.helpful, "unhelpful": votes.unhelpful}
    row |= dict(zip(COUNTED, [*counts.views, *counts.exits], strict=True))
    row["share"] = bayesian_share(votes.helpful, votes.total, mean=mean) if votes.total else None
    return row


def linked_ids() -> set[int]:
    """Return the ids of pages to which a menu or another published page links, by Wagtail's index of references. One query."""
    page_type = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.objects.filter(to_content_type=page_type).exclude(model_path__in=("alias_of", "owner"))
    rows = links.values_list("base_content_type_id", "object_id", "to_object_id")
    # Translations are not among these: what keeps them together is no link that a reader could follow.
    own = {page_type.pk, *_menu_types()}
    live = {str(pk) for pk in Page.objects.filter(live=True).values_list("pk", flat=True)}
    return {
        int(target)
        for base, source, target in rows
        if base in own and (base != page_type.pk or (source != target and source in live)) and target.isdecimal()
    }


def _menu_types() -> list[int]:
    from content.reusable.models import ReusableContent
    from theme.models import Navigation

    return [ContentType.objects.get_for_model(model).pk for model in (Navigation, ReusableContent)]


def _stale_ids(ids: Sequence[int]) -> set[int]:
    return {pk for provider in _stale for pk in provider(ids)}


def read_scores(page_ids: Sequence[int]) -> Mapping[int, float]:
    """Return how much pages are read, from 0 to 1 for the page that is read most; pages without readers are left out.

    On a scale of magnitudes: log(1 + readers of 30 days) / log(1 + most). Two queries.
    """
    most = PageFacts.objects.aggregate(most=Max("views_30"))["most"] or 0
    rows = PageFacts.objects.filter(page_id__in=list(page_ids), views_30__gt=0).values_list("page_id", "views_30")
    return {pk: math.log1p(views) / math.log1p(most) for pk, views in rows}


def search_refresh() -> int:
    """Have search read those pages again that are read markedly more or less than it knows; return how many."""
    rows = dict(PageFacts.objects.values_list("page_id", "told_level"))
    scores = read_scores_of_all()
    levels = {pk: round(LEVELS * scores.get(pk, 0.0)) for pk in rows}
    changed = [pk for pk, told in rows.items() if levels[pk] != told]
    for start in range(0, len(changed), BATCH):
        ids = changed[start : start + BATCH]
        with transaction.atomic():
            outbox_add(page_ids=ids)
            for level in {levels[pk] for pk in ids}:
                PageFacts.objects.filter(pk__in=[pk for pk in ids if levels[pk] == level]).update(told_level=level)
    return len(changed)


def read_scores_of_all() -> Mapping[int, float]:
    """Return the scores of all pages that have readers, as `read_scores`."""
    rows = dict(PageFacts.objects.filter(views_30__gt=0).values_list("page_id", "views_30"))
    most = max(rows.values(), default=0)
    return {pk: math.log1p(views) / math.log1p(most) for pk, views in rows.items()}
