from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from localization.models import JobItem, Notice, NoticeChoice


def notices_for(user: Any) -> QuerySet[Notice]:
    """Return somebody's notices, the newest first; none about a page that they may not see (any more)."""
    from localization.visible import translations_visible_to

    seen = translations_visible_to(user).order_by().values("pk")
    items = JobItem.objects.filter(job=OuterRef("job"), translation__in=seen)
    mine = Notice.objects.filter(user=user).filter(Q(translation=None) | Q(translation__in=seen))
    mine = mine.filter(Q(job=None) | Q(job__user=user) | Exists(items))
    return mine.select_related("translation__locale", "job")


def unread_count(user: Any) -> int:
    """Return how many of them nobody has read. One query for who has none, which is nearly everybody."""
    if not Notice.objects.filter(user=user, read=None).exists():
        return 0
    return notices_for(user).filter(read=None).count()


def wants_mails(user: Any) -> bool:
    """Tell whether somebody wants mails; they do unless they said otherwise."""
    choice = NoticeChoice.objects.filter(user=user).first()
    return choice is None or choice.wants_mails


def actors_of(notices: list[Notice]) -> dict[int, str]:
    """Return the names of who did what the notices are about. One query."""
    ids = {each.details.get("actor") for each in notices} - {None}
    return {each.pk: each.display_name() for each in get_user_model()._default_manager.filter(pk__in=ids)}
