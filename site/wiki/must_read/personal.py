from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import Person, register_personal_data
from content.models import HelpPage
from wiki.models import Reading, ReadingRequest


def readings_export(person: Person) -> list[dict[str, Any]]:
    """What somebody confirmed to have read; the title only where they may still read it."""
    if person.user is None:
        return []
    rows = list(Reading.objects.filter(user=person.user, confirmed_at__isnull=False).select_related("request"))
    titles = dict(
        HelpPage.objects.listable_to(person.user).filter(pk__in=[row.request.page_id for row in rows]).values_list("pk", "title")
    )
    return [{"page": titles.get(row.request.page_id, ""), "confirmed": row.confirmed_at} for row in rows]


def readings_erase(person: Person) -> int:
    """Forget what somebody read, and that it was they who asked others."""
    if person.user is None:
        return 0
    asked = ReadingRequest.objects.filter(asked_by=person.user).update(asked_by=None)
    return asked + Reading.objects.filter(user=person.user).delete()[0]


def register() -> None:
    """Called once when the room is ready."""
    register_personal_data("wiki_readings", _("Pages you confirmed to have read"), readings_export, readings_erase)
