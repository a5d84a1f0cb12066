from __future__ import annotations

from typing import Any

from django.utils import timezone

from localization.models import Notice, NoticeChoice


def notice_read(*, notice: Notice) -> None:
    """Note that its reader has seen a notice. Safe to call twice."""
    Notice.objects.filter(pk=notice.pk, read=None).update(read=timezone.now())


def notices_read(*, user: Any) -> int:
    """Note that somebody has seen all of theirs; return how many were new."""
    return Notice.objects.filter(user=user, read=None).update(read=timezone.now())


def mails_choose(*, user: Any, wants_mails: bool) -> None:
    """Switch mails about translations on or off for a person. Notices in the admin stay."""
    NoticeChoice.objects.update_or_create(user=user, defaults={"wants_mails": wants_mails})
