from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.personal_data import Person
from content.models import HelpPage
from wiki.models import LastSeen

TOLD_FOR = timedelta(days=1)
"""So long the page leads to what changed, counted from when the new version was seen first."""


@dataclass(frozen=True)
class Change:
    """Two versions of a page by their ids: the one that somebody had seen, and the one before them now."""

    before: int
    after: int


def seen_note(*, page: HelpPage, user: Any) -> Change | None:
    """Note that somebody sees a page as it is now; return what changed for them, if anything. One query while nothing did."""
    now = page.live_revision_id
    if not user.is_authenticated or not page.live or now is None or page.alias_of_id is not None:
        return None
    seen = LastSeen.objects.filter(user=user, page_id=page.pk).first()
    if seen is None:
        LastSeen.objects.get_or_create(user=user, page_id=page.pk, defaults={"revision_id": now})
        return None
    if seen.revision_id != now:
        seen.before_id, seen.revision_id, seen.at = seen.revision_id, now, timezone.now()
        seen.save(update_fields=["before", "revision", "at"])
    if seen.before_id is None or seen.at < timezone.now() - TOLD_FOR:
        return None
    return Change(seen.before_id, now)


def changed_for(user: Any) -> QuerySet[LastSeen]:
    """Return the pages that somebody has seen and may still read, and that were published anew since, the newest first."""
    pages = HelpPage.objects.listable_to(user).filter(live_revision__isnull=False).values("pk")
    found = LastSeen.objects.filter(user=user, page__in=pages).exclude(page__live_revision=F("revision"))
    return found.select_related("page__locale").order_by(F("page__last_published_at").desc(nulls_last=True), "pk")


def seen_export(person: Person) -> list[dict[str, Any]]:
    """Which pages somebody has seen; the title only where they may still read it."""
    if person.user is None:
        return []
    rows = LastSeen.objects.filter(user=person.user).values_list("page_id", "at")
    titles = dict(HelpPage.objects.listable_to(person.user).values_list("pk", "title").filter(pk__in=[pk for pk, _at in rows]))
    return [{"page": titles.get(pk, ""), "seen": at} for pk, at in rows]


def seen_erase(person: Person) -> int:
    """Forget it."""
    return LastSeen.objects.filter(user=person.user).delete()[0] if person.user is not None else 0
