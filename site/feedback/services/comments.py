"""What readers say after their answer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from feedback.cleaning import clean_section, clean_words
from feedback.hooks import feedback_commented
from feedback.models import Comment, CommentEvent, Reason, State, Vote
from feedback.models.comment import LONGEST, LONGEST_QUERY

CLOSED = (State.DONE, State.DECLINED)


@dataclass(frozen=True)
class Said:
    """A stored comment, and whether it took the place of an earlier one."""

    comment: Comment
    is_change: bool


def comment_record(*, vote: Vote, reason: str = "", text: str = "", email: str = "", section: str = "") -> Said:
    """Store what a reader says about the page of this vote, in the place of what the same reader said before.

    Safe to call twice, also at the same time. New words open a comment again that editors have closed. Fires
    `feedback_commented` when the transaction is committed, unless nothing changed. Raises ValueError for a reason that is
    none or does not fit the vote, and for a text that is too long; Vote.DoesNotExist when the vote is gone.
    """
    words = _words(text)
    if reason and (reason not in Reason.values or vote.is_helpful):
        raise ValueError(f"{reason!r} is no reason here.")
    said = {"reason": reason, "text": words, "email": email, "section": clean_section(section)}
    with transaction.atomic():
        # Whoever sends twice at once waits here for the first.
        vote = Vote.objects.select_for_update().get(pk=vote.pk)
        about = {name: getattr(vote, name) for name in ("target_type", "target_id", "revision", "language", "voter_key")}
        about["is_helpful"] = vote.is_helpful
        comment, is_new = Comment.objects.get_or_create(vote=vote, defaults=about | said)
        return _told(comment, is_new=is_new, said=about | said)


def note_record(*, language: str, voter_key: str, query: str = "", text: str, email: str = "") -> Said:
    """Store what a reader looked for and did not find: about no page. The same reader and search again replaces it.

    Raises ValueError for no reader and for a text that is too long.
    """
    if not voter_key:
        raise ValueError("A note needs somebody who wrote it.")
    said = {"text": _words(text), "email": email}
    key = {"language": language, "voter_key": voter_key, "query": clean_words(query)[:LONGEST_QUERY], "target_type": None}
    with transaction.atomic():
        comment, is_new = Comment.objects.select_for_update().get_or_create(**key, defaults=said)
        return _told(comment, is_new=is_new, said=said)


def _told(comment: Comment, *, is_new: bool, said: dict[str, Any]) -> Said:
    is_changed = not is_new and any(getattr(comment, name) != value for name, value in said.items())
    if is_changed:
        for name, value in said.items():
            setattr(comment, name, value)
        comment.said, comment.erased = timezone.now(), None
        if comment.state in CLOSED:
            _reopening_note(comment)
            comment.state, comment.closed, comment.closed_by_revision = State.OPEN, None, 0
        comment.save()
    if is_new or is_changed:
        transaction.on_commit(partial(feedback_commented, comment=comment, is_change=is_changed), robust=True)
    return Said(comment, is_changed)


def _reopening_note(comment: Comment) -> None:
    """The history says that it is open again, and that no editor did it."""
    kind, batch = CommentEvent.Kind.STATE, uuid.uuid4()
    CommentEvent.objects.create(comment=comment, kind=kind, before=comment.state, after=State.OPEN, batch=batch)


def _words(text: str) -> str:
    words = clean_words(text)
    if len(words) > LONGEST:
        raise ValueError(f"A comment has up to {LONGEST} characters.")
    return words


def comment_follow(*, vote: Vote) -> None:
    """Let a comment follow its vote that has just been changed: the words stay, the reason goes.

    A reason says why a page did not help; with the answer it belongs to, it is withdrawn. A comment of which nothing is left
    goes too, unless editors have begun to work on it.
    """
    comment = Comment.objects.select_for_update().filter(vote=vote).first()
    if comment is None:
        return
    is_untouched = comment.state == State.OPEN and not (comment.note or comment.answer or comment.assignee_id)
    if is_untouched and not (comment.text or comment.email):
        comment.delete()
        return
    comment.is_helpful, comment.reason = vote.is_helpful, ""
    comment.save(update_fields=["is_helpful", "reason", "updated"])
