"""Reads of this room: how many found a page helpful, and what that says about it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from content.models import HelpPage
from feedback.models import Vote
from feedback.targets import target_key, target_type

CERTAINTY = 1.96
"""The z of a 95 % interval: 97.5 % of a normal distribution lie below it."""


@dataclass(frozen=True)
class VoteCounts:
    """Answers to "Was this helpful?"; each reader counts once."""

    helpful: int = 0
    unhelpful: int = 0

    @property
    def total(self) -> int:
        """All answers."""
        return self.helpful + self.unhelpful

    @property
    def score(self) -> float:
        """How helpful at least, from 0 to 1; 0 where nobody answered."""
        return wilson_lower_bound(self.helpful, self.total)


def vote_counts(page: Model) -> VoteCounts:
    """Return the answers on a page (or another target), over all its revisions."""
    found = _standing(Vote.objects.filter(**target_key(page))).aggregate(
        helpful=Count("pk", filter=Q(is_helpful=True)), unhelpful=Count("pk", filter=Q(is_helpful=False))
    )
    return VoteCounts(found["helpful"], found["unhelpful"])


def helpful_scores(page_ids: Sequence[int]) -> dict[int, float]:
    """Return how helpful pages are, from 0 to 1; pages without an answer are left out. One query."""
    votes = Vote.objects.filter(target_type=target_type(HelpPage), target_id__in=list(page_ids))
    rows = (
        _standing(votes)
        .values("target_id")
        .annotate(helpful=Count("pk", filter=Q(is_helpful=True)), total=Count("pk"))
        .order_by("target_id")
    )
    return {row["target_id"]: wilson_lower_bound(row["helpful"], row["total"]) for row in rows}


def reader_answer(*, target: Model, revision: int, voter_key: str) -> bool | None:
    """Return what this reader answered on this revision; None when there is no answer."""
    answers = Vote.objects.filter(**target_key(target), revision=revision, voter_key=voter_key)
    return answers.values_list("is_helpful", flat=True).first()


def wilson_lower_bound(positive: int, total: int) -> float:
    """Return the lower end of the 95 % score interval of a share, from 0 to 1: two of two say less than 90 of 100.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212.
    """
    if not total:
        return 0.0
    share = positive / total
    square = CERTAINTY**2
    centre = share + square / (2 * total)
    margin = CERTAINTY * math.sqrt((share * (1 - share) + square / (4 * total)) / total)
    return max(0.0, (centre - margin) / (1 + square / total))


def _standing(votes: QuerySet[Vote]) -> QuerySet[Vote]:
    """Keep the vote of each reader on the newest revision: who answers again after an edit still counts once."""
    newer = Vote.objects.filter(
        target_type=OuterRef("target_type"),
        target_id=OuterRef("target_id"),
        voter_key=OuterRef("voter_key"),
        revision__gt=OuterRef("revision"),
    )
    return votes.filter(~Exists(newer))
