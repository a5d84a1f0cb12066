"""What this room keeps about people, for those who ask for it: their answers and their comments."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import Person, register_personal_data
from content.audiences import ANONYMOUS, reader_for
from content.models import HelpPage
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
    pages = _pages(person, votes)
    return [
        {**_about(vote, pages), "helpful": vote.is_helpful, "revision": vote.revision, "created": vote.created} for vote in votes
    ]


def comments_export(person: Person) -> list[dict[str, Any]]:
    """The comments, oldest first, with what was answered."""
    comments = list(_comments(person).order_by("said"))
    pages = _pages(person, comments)
    fields = ("is_helpful", "reason", "text", "email", "section", "query", "said", "answer", "answered")
    return [{**_about(each, pages), **{name: getattr(each, name) for name in fields}} for each in comments]


def _pages(person: Person, rows: Iterable[Vote | Comment]) -> dict[int, HelpPage]:
    """The pages that this person may see now: what was hidden since is named by its number alone."""
    reader = reader_for(person.user) if person.user else ANONYMOUS
    kind = target_type(HelpPage).pk
    ids = {each.target_id for each in rows if each.target_type_id == kind}
    return HelpPage.objects.listable_to(reader).in_bulk(ids) if ids else {}


def _about(row: Vote | Comment, pages: dict[int, HelpPage]) -> dict[str, Any]:
    page = pages.get(row.target_id or 0) if row.target_type_id == target_type(HelpPage).pk else None
    return {
        "page": row.target_id,
        "title": page.title if page else None,
        "url": page.link if page else None,
        "language": row.language,
    }


def votes_erase(person: Person) -> int:
    """Let the answers stay counted, and belong to nobody."""
    count = 0
    pks = list(_votes(person).values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        votes = list(Vote.objects.filter(pk__in=pks[start : start + BATCH]))
        for vote in votes:
            vote.voter_key = f"anonymous:{secrets.token_hex(16)}"
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
