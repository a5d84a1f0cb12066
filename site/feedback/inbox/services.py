"""Writes of the inbox."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.utils import timezone

from feedback.hooks import feedback_triaged
from feedback.inbox.selectors import comments_visible_to
from feedback.models import Comment, CommentEvent, PublishNotice, State

Kind = CommentEvent.Kind

AT_ONCE = 500
"""Rows in one statement; databases limit how many ids it may name."""

CLOSED = (State.DONE, State.DECLINED)


def comments_set_state(*, pks: Collection[int], state: str, user: Any, revision: int = 0, batch: uuid.UUID | None = None) -> int:
    """Give comments a state; those that have it already are left alone. Returns how many changed.

    `revision` is the published one that mended what they say. Fires `feedback_triaged` for each when it is stored.
    Raises ValueError for an unknown state.
    """
    if state not in State.values:
        raise ValueError(f"{state!r} is no state of a comment.")
    batch, changed = batch or uuid.uuid4(), 0
    with transaction.atomic():
        for comments in _locked(pks, Comment.objects.exclude(state=state)):
            before = {each.pk: each.state for each in comments}
            now = timezone.now()
            for comment in comments:
                comment.state, comment.updated = state, now
                comment.closed = now if state in CLOSED else None
                comment.closed_by_revision = revision if state in CLOSED else 0
            Comment.objects.bulk_update(comments, ["state", "closed", "closed_by_revision", "updated"])
            step = partial(CommentEvent, user=user, kind=Kind.STATE, after=state, revision=revision, batch=batch)
            _note([step(comment=each, before=before[each.pk]) for each in comments])
            for comment in comments:
                tell = partial(feedback_triaged, comment=comment, before=before[comment.pk], user=user)
                transaction.on_commit(tell, robust=True)
            changed += len(comments)
    return changed


def comments_assign(*, pks: Collection[int], assignee: Any, user: Any, batch: uuid.UUID | None = None) -> int:
    """Give comments to somebody, or to nobody (None). Returns how many changed.

    What the assignee may not see is left alone: it would lie where nobody looks.
    """
    batch, changed = batch or uuid.uuid4(), 0
    whole = Comment.objects.all() if assignee is None else comments_visible_to(assignee)
    with transaction.atomic():
        for comments in _locked(pks, whole):
            others = [each for each in comments if each.assignee_id != (assignee.pk if assignee else None)]
            step = partial(CommentEvent, user=user, kind=Kind.ASSIGNEE, after=str(assignee.pk) if assignee else "", batch=batch)
            steps = [step(comment=each, before=str(each.assignee_id or "")) for each in others]
            Comment.objects.filter(pk__in=[each.pk for each in others]).update(assignee=assignee, updated=timezone.now())
            _note(steps)
            changed += len(others)
    return changed


def comment_note(*, comment: Comment, note: str, user: Any, batch: uuid.UUID | None = None) -> bool:
    """Store the editors' note; tells whether it is another one. Its words are not kept in the history."""
    with transaction.atomic():
        if not Comment.objects.filter(pk=comment.pk).exclude(note=note).update(note=note, updated=timezone.now()):
            return False
        _note([CommentEvent(comment=comment, user=user, kind=Kind.NOTE, batch=batch or uuid.uuid4())])
    return True


def batch_undo(*, batch: uuid.UUID, user: Any) -> int:
    """Put back what somebody did in one go, where nobody has changed it since. Returns how many comments.

    Only steps of this person count, and only on comments they may still see.
    """
    steps = CommentEvent.objects.filter(batch=batch, user=user, kind__in=[Kind.STATE, Kind.ASSIGNEE])
    visible = comments_visible_to(user)
    undo, undone = uuid.uuid4(), set[int]()
    with transaction.atomic():
        for kind, before, after in steps.values_list("kind", "before", "after").order_by("kind", "before").distinct():
            meant = steps.filter(kind=kind, before=before, after=after).values("comment_id")
            standing = visible.filter(pk__in=meant, **_as_it_stands(kind, after))
            pks = list(standing.values_list("pk", flat=True))
            if kind == Kind.STATE:
                comments_set_state(pks=pks, state=before, user=user, batch=undo)
                if before in CLOSED:
                    _closing_restore(pks=pks, state=before, batch=batch)
            else:
                former = _person(before)
                comments_assign(pks=pks, assignee=former, user=user, batch=undo)
            undone.update(pks)
    return len(undone)


def _closing_restore(*, pks: Collection[int], state: str, batch: uuid.UUID) -> None:
    """Say again when comments were closed, and which revision mended what they say: not now, and not none."""
    closings = CommentEvent.objects.filter(comment__in=pks, kind=Kind.STATE, after=state)
    first_undone = CommentEvent.objects.filter(batch=batch).order_by("pk").values("pk")[:1]
    for closing in closings.filter(pk__lt=Subquery(first_undone)).order_by("pk"):  # the last one stays
        row = Comment.objects.filter(pk=closing.comment_id)
        row.update(closed=closing.created, closed_by_revision=closing.revision)


def _as_it_stands(kind: str, after: str) -> dict[str, Any]:
    if kind == Kind.STATE:
        return {"state": after}
    return {"assignee_id": int(after)} if after else {"assignee__isnull": True}


def _person(pk: str) -> Any:
    from accounts.models import User

    return User.objects.filter(pk=int(pk)).first() if pk else None


def notice_leave(*, page_id: int, revision: int) -> None:
    """Remember that a page with unsolved comments was published, until somebody says which of them that solves."""
    PublishNotice.objects.update_or_create(page_id=page_id, defaults={"revision": revision})


def notice_settle(*, page_id: int, revision: int) -> None:
    """Somebody has said which comments a revision solves, or that it is none. A newer publish is asked about again."""
    PublishNotice.objects.filter(page_id=page_id, revision__lte=revision).delete()


def _locked(pks: Collection[int], among: QuerySet[Comment]) -> Iterator[list[Comment]]:
    """Yield comments, some at a time and always in the same order, so that two people at once wait for each other."""
    numbers = sorted(pks)
    for start in range(0, len(numbers), AT_ONCE):
        rows = among.filter(pk__in=numbers[start : start + AT_ONCE]).order_by("pk").select_for_update(of=("self",))
        if comments := list(rows):
            yield comments


def _note(steps: list[CommentEvent]) -> None:
    CommentEvent.objects.bulk_create(steps, batch_size=AT_ONCE)
