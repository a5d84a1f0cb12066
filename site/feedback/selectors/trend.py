"""How a page fared from revision to revision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from wagtail.models import Revision

from content.models import HelpPage
from feedback.models import CountRestart, Vote
from feedback.selectors.counts import VoteCounts
from feedback.targets import target_key

SHOWN = 24
"""Revisions that are shown: the latest that were voted on."""


@dataclass(frozen=True)
class RevisionCounts:
    """The answers on one revision.

    `since` is when it was made, or, where it has been purged, when it was first voted on. `is_major`: the count began anew
    with it or with a revision after the one before that was voted on.
    """

    revision: int
    since: datetime
    counts: VoteCounts
    is_major: bool


def revision_trend(page: HelpPage, *, last: int = SHOWN) -> list[RevisionCounts]:
    """Return the answers on each revision of a page that was voted on, the oldest first. Three queries."""
    rows = list(
        Vote.objects.filter(**target_key(page))
        .values("revision")
        .annotate(
            helpful=Count("pk", filter=Q(is_helpful=True)),
            unhelpful=Count("pk", filter=Q(is_helpful=False)),
            first=Min("created"),
        )
        .order_by("-revision")[: last + 1]
    )[::-1]
    numbers = [row["revision"] for row in rows]
    made = dict(Revision.page_revisions.filter(pk__in=numbers, object_id=str(page.pk)).values_list("pk", "created_at"))
    restarts = list(CountRestart.objects.filter(**target_key(page), in_force=True).values_list("revision", flat=True))
    found, before = [], 0
    for row in rows:
        number = row["revision"]
        is_major = any(before < each <= number for each in restarts)
        counts = VoteCounts(row["helpful"], row["unhelpful"])
        found.append(RevisionCounts(number, made.get(number, row["first"]), counts, is_major))
        before = number
    return found[-last:]
