from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import Person, register_personal_data
from localization.models import Notice, NoticeChoice
from localization.notices.selectors import notices_for
from localization.notices.sentences import said_of


def notices_export(person: Person) -> list[dict[str, Any]]:
    """What somebody was told of translations that they may still see."""
    if person.user is None:
        return []
    return [{"notice": each.sentence, "date": each.notice.created} for each in said_of(list(notices_for(person.user)))]


def notices_erase(person: Person) -> int:
    """Forget it, and what they chose."""
    if person.user is None:
        return 0
    return Notice.objects.filter(user=person.user).delete()[0] + NoticeChoice.objects.filter(user=person.user).delete()[0]


def register() -> None:
    """Called once when the room is ready."""
    register_personal_data("translation_notices", _("Notices about translations"), notices_export, notices_erase)
