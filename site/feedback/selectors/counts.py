"""How many found something helpful, and what that says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Max, Model

from content.models import HelpPage
from feedback.models import CountRestart, Vote, VoteTotal
from feedback.targets import target_key, target_type
from feedback.wilson import wilson_interval, wilson_lower_bound

AT_ONCE = 5_000
"""Ids in one query: databases take only so many."""


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
    def share(self) -> float:
        """The part that found it helpful, from 0 to 1; 0 where nobody answered."""
        return self.helpful / self.total if self.total else 0.0

    @property
    def score(self) -> float:
        """How helpful at least, from 0 to 1; 0 where nobody answered."""
        return wilson_lower_bound(self.helpful, self.total)

    @property
    def interval(self) -> tuple[float, float]:
        """Between what shares the truth lies, with 95 % certainty."""
        return wilson_interval(self.helpful, self.total)


def vote_counts(target: Model) -> VoteCounts:
    """Return the answers on a page (or another target) since its last major change. One query."""
    row = VoteTotal.objects.filter(**target_key(target)).values_list("helpful", "unhelpful").first()
    return VoteCounts(*row) if row else VoteCounts()


def vote_totals(ids: Iterable[int], *, of: type[Model] = HelpPage) -> dict[int, VoteCounts]:
    """Return the answers on pages (or others) since the last major change of each; those without an answer are left out.

    One query for every 5,000, whatever the number of votes.
    """
    found: dict[int, VoteCounts] = {}
    for some in _stretches(ids):
        rows = VoteTotal.objects.filter(target_type=target_type(of), target_id__in=some)
        counts = rows.values_list("target_id", "helpful", "unhelpful")
        found |= {pk: VoteCounts(helpful, unhelpful) for pk, helpful, unhelpful in counts if helpful or unhelpful}
    return found


def helpful_scores(ids: Sequence[int], *, of: type[Model] = HelpPage) -> dict[int, float]:
    """Return how helpful pages (or others) are at least, from 0 to 1; those without an answer are left out. One query.

    "At least" is the lower end of the Wilson interval: two of two say less than 90 of 100.
    """
    rows = VoteTotal.objects.filter(target_type=target_type(of)).exclude(helpful=0, unhelpful=0)
    return {
        pk: score for some in _stretches(ids) for pk, score in rows.filter(target_id__in=some).values_list("target_id", "score")
    }


def counting_since(page_ids: Iterable[int]) -> dict[int, int]:
    """Return the revision from which votes on a page count; pages that never had a major change are left out. One query."""
    found: dict[int, int] = {}
    for ids in _stretches(page_ids):
        rows = CountRestart.objects.filter(target_type=target_type(HelpPage), target_id__in=ids, in_force=True)
        found |= dict(rows.values_list("target_id").annotate(Max("revision")))
    return found


def restart_waits(target: Model) -> bool:
    """Tell whether the count begins anew when what is a draft now goes live."""
    return CountRestart.objects.filter(**target_key(target), in_force=False).exists()


def reader_answer(*, target: Model, revision: int, voter_key: str) -> bool | None:
    """Return what this reader answered on this revision; None when there is no answer."""
    vote = reader_vote(target=target, revision=revision, voter_key=voter_key)
    return vote.is_helpful if vote else None


def reader_vote(*, target: Model, revision: int, voter_key: str) -> Vote | None:
    """Return this reader's vote on this revision with its comment, or None."""
    if not voter_key:
        return None
    votes = Vote.objects.filter(**target_key(target), revision=revision, voter_key=voter_key)
    return votes.select_related("comment").first()


def _stretches(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while stretch := list(islice(rest, AT_ONCE)):
        yield stretch
