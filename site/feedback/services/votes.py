"""Answers to "Was this helpful?"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from django.db import models, transaction

from feedback.hooks import feedback_given
from feedback.kinds import all_kinds
from feedback.models import Comment, CountRestart, Vote, VoteTotal
from feedback.services.comments import comment_follow
from feedback.services.counting import totals_refresh
from feedback.targets import target_key, target_type


class Outcome(StrEnum):
    """What an answer did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Recorded:
    """A stored vote, and whether it is new, replaced another answer or was there already."""

    vote: Vote
    outcome: Outcome


def vote_record(*, target: models.Model, revision: int, language: str, voter_key: str, is_helpful: bool) -> Recorded:
    """Store or change a reader's vote on one revision of a target; safe to call twice, also at the same time.

    Fires `feedback_given` when the transaction is committed, unless nothing changed.
    """
    with transaction.atomic():
        vote, is_new = Vote.objects.select_for_update().get_or_create(
            **target_key(target),
            revision=revision,
            voter_key=voter_key,
            defaults={"language": language, "is_helpful": is_helpful},
        )
        if is_new:
            outcome = Outcome.NEW
        elif vote.is_helpful == is_helpful:
            outcome = Outcome.SAME
        else:
            outcome = Outcome.CHANGED
            vote.is_helpful = is_helpful
            vote.save(update_fields=["is_helpful", "updated"])
            comment_follow(vote=vote)
        if outcome != Outcome.SAME:
            totals_refresh(of_type=vote.target_type, target_ids=[vote.target_id])
            fire = partial(feedback_given, vote=vote, is_change=outcome == Outcome.CHANGED)
            transaction.on_commit(fire, robust=True)
    return Recorded(vote, outcome)


def votes_delete(*, target: models.Model) -> None:
    """Forget all that was said about a target, for it is going."""
    for model in (Comment, Vote, VoteTotal, CountRestart):
        model._default_manager.filter(**target_key(target)).delete()


def scores_refresh(*, since: datetime) -> int:
    """Have search read what got votes since then again; return how many things that are."""
    count = 0
    for kind in all_kinds():
        voted = Vote.objects.filter(target_type=target_type(kind.model), updated__gte=since)
        ids = list(voted.order_by("target_id").values_list("target_id", flat=True).distinct())
        kind.search_refresh(ids)
        count += len(ids)
    return count
