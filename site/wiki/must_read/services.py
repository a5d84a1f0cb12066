from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from content.models import HelpPage
from wiki.models import Reading, ReadingRequest
from wiki.must_read.selectors import waiting_for
from wiki.must_read.tasks import request_tell


@transaction.atomic
def reading_ask(*, page: HelpPage, user: Any, groups: Collection[Group], due: date | None, note: str) -> ReadingRequest:
    """Ask groups to read a page as it is now, and have them told.

    An older request to the same groups is over with it: who reads now, reads what that was about, too.
    """
    wanted = {group.pk for group in groups}
    for older in ReadingRequest.objects.filter(page=page, closed_at=None).prefetch_related("groups"):
        if {group.pk for group in older.groups.all()} <= wanted:
            request_close(request=older)
    request = ReadingRequest.objects.create(page=page, revision_id=page.live_revision_id, asked_by=user, due=due, note=note)
    request.groups.set(groups)
    transaction.on_commit(lambda: request_tell.enqueue(request.pk))
    return request


@transaction.atomic
def reading_confirm(*, page: HelpPage, user: Any, revision_id: int | None) -> bool:
    """Note that somebody has read a page; False when it is no longer the version they had before them. Safe to call twice."""
    if page.live_revision_id != revision_id:
        return False
    for request in waiting_for(user).filter(page=page):
        Reading.objects.update_or_create(
            request=request, user=user, defaults={"confirmed_at": timezone.now(), "revision_id": revision_id}
        )
    return True


def request_close(*, request: ReadingRequest) -> None:
    """End a request: nobody is asked any more; who has confirmed stays known."""
    ReadingRequest.objects.filter(pk=request.pk, closed_at=None).update(closed_at=timezone.now())
