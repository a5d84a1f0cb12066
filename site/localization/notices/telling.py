from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import models, transaction

from localization.models import Notice, Translation, TranslationJob

AT_ONCE = 500


class Told(models.TextChoices):
    """What people are told of."""

    ASSIGNED = "assigned"
    RELEASED = "released"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    SOURCE_CHANGED = "source_changed"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    REQUESTED = "requested"
    CLOSED = "closed"


def tell(kind: Told, translation: Translation | None, people: Iterable[Any], *, actor: Any, note: str = "", **more: Any) -> None:
    """Tell people (None among them is nobody) of what somebody did; who did it knows. Their mails follow after the commit."""
    found = {each.pk: each for each in people if each is not None and each.is_active and each != actor}
    details = {"note": note, "actor": actor.pk if actor else None, **more.get("details", {})}
    common: dict[str, Any] = {"kind": kind, "details": details, "job": more.get("job"), "key": more.get("key", "")}
    notices_add(Notice(user=each, translation=translation, **common) for each in found.values())


def tell_of_job(job: TranslationJob, people: Iterable[Any], *, actor: Any, count: int) -> None:
    """Tell people of a request: once, however many translations it is about."""
    tell(Told.REQUESTED, None, people, actor=actor, note=job.note, job=job, key=f"job:{job.pk}", details={"count": count})


def notices_add(notices: Iterable[Notice]) -> int:
    """Store notices and have them mailed, but what the same person was told of under the same key; return how many are new."""
    from localization.notices.tasks import notices_mail

    rows = _news(notices)
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    for user_id in sorted({each.user_id for each in rows}):
        # Several notices to one person make one mail: the first call takes them all, the others find nothing left.
        transaction.on_commit(partial(notices_mail.enqueue, user_id))
    return len(rows)


def _news(notices: Iterable[Notice]) -> list[Notice]:
    """Leave out what the same person was told of under the same key, which is nearly all that is looked at each hour."""
    rows = list(notices)
    keys = list({each.key for each in rows if each.key})
    known: set[tuple[int, str]] = set()
    for start in range(0, len(keys), AT_ONCE):
        known |= set(Notice.objects.filter(key__in=keys[start : start + AT_ONCE]).values_list("user", "key"))
    return [each for each in rows if (each.user_id, each.key) not in known]
