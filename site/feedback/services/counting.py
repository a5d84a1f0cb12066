"""Adding votes up, and beginning anew after a major change."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value, When
from wagtail.models import Revision

from feedback.kinds import kind_of
from feedback.models import CountRestart, Vote, VoteTotal
from feedback.targets import target_key, target_type
from feedback.wilson import wilson_lower_bound

AT_ONCE = 200
"""Targets whose rows are locked together."""


def totals_refresh(*, of_type: ContentType, target_ids: Collection[int]) -> None:
    """Add the votes on these targets up. Safe to call at any time, also by several at once.

    The rows are locked before the votes are counted: whoever comes second counts what the first one stored.
    """
    ids = sorted(set(target_ids))
    for start in range(0, len(ids), AT_ONCE):
        _refresh(of_type, ids[start : start + AT_ONCE])


@transaction.atomic
def _refresh(of_type: ContentType, ids: list[int]) -> None:
    VoteTotal.objects.bulk_create([VoteTotal(target_type=of_type, target_id=each) for each in ids], ignore_conflicts=True)
    rows = VoteTotal.objects.select_for_update().filter(target_type=of_type, target_id__in=ids)
    totals = {row.target_id: row for row in rows.order_by("target_id")}
    restarts = CountRestart.objects.filter(target_type=of_type, target_id__in=ids, in_force=True)
    since = dict(restarts.values_list("target_id").annotate(Max("revision")))
    counted = {
        row["target_id"]: row for row in _counted(_standing(Vote.objects.filter(target_type=of_type, target_id__in=ids)), since)
    }
    for pk, total in totals.items():
        row = counted.get(pk, {"helpful": 0, "unhelpful": 0})
        total.since, total.helpful, total.unhelpful = since.get(pk, 0), row["helpful"], row["unhelpful"]
        total.score = wilson_lower_bound(total.helpful, total.helpful + total.unhelpful)
    VoteTotal.objects.bulk_update(totals.values(), ["since", "helpful", "unhelpful", "score"])


def _counted(votes: QuerySet[Vote], since: dict[int, int]) -> Iterable[Any]:
    if since:
        begins = Case(
            *[When(target_id=pk, then=Value(revision)) for pk, revision in since.items()],
            default=Value(0),
            output_field=models.BigIntegerField(),
        )
        votes = votes.alias(begins=begins).filter(revision__gte=F("begins"))
    helpful, unhelpful = Count("pk", filter=Q(is_helpful=True)), Count("pk", filter=Q(is_helpful=False))
    return votes.order_by().values("target_id").annotate(helpful=helpful, unhelpful=unhelpful)


def _standing(votes: QuerySet[Vote]) -> QuerySet[Vote]:
    """Keep the vote of each reader on the newest revision: who answers again after an edit still counts once."""
    newer = Vote.objects.filter(
        target_type=OuterRef("target_type"),
        target_id=OuterRef("target_id"),
        voter_key=OuterRef("voter_key"),
        revision__gt=OuterRef("revision"),
    )
    return votes.filter(~Exists(newer))


def count_restart(target: models.Model, revision: Revision) -> None:
    """Let the count of a page (or another target) begin anew with this revision: votes on earlier ones say nothing about it.

    A draft may be named: its restart comes into force when it goes live. Twice is once.
    """
    CountRestart.objects.get_or_create(**target_key(target), revision=revision.pk)
    restarts_enforce(target)


def count_restart_withdraw(target: models.Model) -> None:
    """Take back what was said about a draft; restarts that are in force stay."""
    CountRestart.objects.filter(**target_key(target), in_force=False).delete()


def restarts_enforce(target: models.Model) -> bool:
    """Put restarts into force whose revision, or a later one, is live now; tell whether there were any."""
    kind = kind_of(target)
    rows = kind.model._default_manager.filter(pk=target.pk, live=True)
    live = rows.values_list("live_revision_id", flat=True).first()
    with transaction.atomic():
        waiting = CountRestart.objects.filter(**target_key(target), in_force=False, revision__lte=live or 0)
        if not waiting.update(in_force=True):
            return False
        totals_refresh(of_type=target_type(target), target_ids=[target.pk])
        kind.search_refresh([target.pk])  # search knows the score
    return True
