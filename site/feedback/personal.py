"""What this room keeps about people, for those who ask for it: their answers and their comments."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import Person, register_personal_data
from content.audiences import ANONYMOUS, reader_for
from feedback.kinds import PAGE, Thing, ids_by_kind, kinds_by_type
from feedback.models import Comment, Vote
from feedback.services.retention import WORDS
from feedback.targets import target_type

BATCH = 500


def _key(person: Person) -> str:
    return f"user:{person.user.pk}" if person.user else ""


def _votes(person: Person) -> QuerySet[Vote]:
    """Answers of the account, and those to which a comment with the person's address belongs."""
    own = Q(voter_key=_key(person)) if person.user else Q()
    if person.email:
        own |= Q(comment__email__iexact=person.email, voter_key__startswith="anonymous:")
    return Vote.objects.filter(own) if own else Vote.objects.none()


def _comments(person: Person) -> QuerySet[Comment]:
    """Comments of the account, and those with the person's address that belong to no account."""
    own = Q(voter_key=_key(person)) if person.user else Q()
    if person.email:
        own |= Q(email__iexact=person.email) & ~Q(voter_key__startswith="user:")
    return Comment.objects.filter(own) if own else Comment.objects.none()


def votes_export(person: Person) -> list[dict[str, Any]]:
    """The answers, oldest first."""
    votes = list(_votes(person).order_by("created"))
    things = _things(person, votes)
    return [
        {**_about(vote, things), "helpful": vote.is_helpful, "revision": vote.revision, "created": vote.created} for vote in votes
    ]


def comments_export(person: Person) -> list[dict[str, Any]]:
    """The comments, oldest first, with what was answered."""
    comments = list(_comments(person).order_by("said"))
    things = _things(person, comments)
    fields = ("is_helpful", "reason", "text", "email", "section", "query", "said", "answer", "answered")
    return [{**_about(each, things), **{name: getattr(each, name) for name in fields}} for each in comments]


def _things(person: Person, rows: Sequence[Vote | Comment]) -> dict[tuple[int, int], Thing]:
    """What this person may see of it now: what was hidden since is named by its number alone."""
    reader = reader_for(person.user) if person.user else ANONYMOUS
    return {
        (target_type(kind.model).pk, pk): thing
        for kind, ids in ids_by_kind(rows)
        for pk, thing in kind.listable(reader, ids).items()
    }


def _about(row: Vote | Comment, things: dict[tuple[int, int], Thing]) -> dict[str, Any]:
    thing = things.get((row.target_type_id or 0, row.target_id or 0))
    kind = kinds_by_type().get(row.target_type_id or 0)
    return {
        kind.name if kind else PAGE: row.target_id,
        "title": thing.title if thing else None,
        "url": thing.url if thing else None,
        "language": row.language,
    }


def votes_erase(person: Person) -> int:
    """Let the answers stay counted, and belong to nobody.

    Those of one reader on one thing stay together: on two revisions they are one reader's, who counts once.
    """
    count = 0
    nobody: defaultdict[tuple[str, int, int], str] = defaultdict(lambda: f"anonymous:{secrets.token_hex(16)}")
    pks = list(_votes(person).values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        votes = list(Vote.objects.filter(pk__in=pks[start : start + BATCH]))
        for vote in votes:
            vote.voter_key = nobody[vote.voter_key, vote.target_type_id, vote.target_id]
        count += Vote.objects.bulk_update(votes, ["voter_key"])
    return count


def comments_erase(person: Person) -> int:
    """Empty the comments; the reason stays, for counting, and nothing tells whose it was."""
    pks = list(_comments(person).values_list("pk", flat=True))
    count = 0
    for start in range(0, len(pks), BATCH):
        batch = Comment.objects.filter(pk__in=pks[start : start + BATCH])
        count += batch.update(**WORDS, email="", voter_key="", erased=timezone.now())
    if person.email:  # in a comment that another account wrote
        count += Comment.objects.filter(email__iexact=person.email).update(email="")
    return count


def register_own() -> None:
    """Register both; called once when the room is ready. Answers first: they are found by the comments' addresses."""
    register_personal_data("feedback_votes", _("Answers to “Was this helpful?”"), votes_export, votes_erase)
    register_personal_data("feedback_comments", _("Comments on pages"), comments_export, comments_erase)
