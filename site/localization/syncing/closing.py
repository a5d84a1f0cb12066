"""No live translation is open to people who may not read its source: it is unpublished, and its leads are told."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from localization.models import Translation, TranslationEvent
from localization.notices.telling import Told, tell
from localization.openness import wider_open
from localization.teams import members_of

logger = logging.getLogger("localization")


def translations_close(rows: QuerySet[Translation], *, user: Any = None) -> int:
    """Unpublish those of them that more people may read than their sources; return how many. Words stay.

    Each is a transaction of its own: one that fails is in the log, and keeps no other open.
    """
    number = 0
    for row in wider_open(rows):
        try:
            _close(row, user)
            number += 1
        except Exception:
            logger.exception("The translation %s could not be unpublished, though fewer people may read its source", row.pk)
    return number


def translations_close_following() -> int:
    """Close whatever follows its source and is open to more people, however that came. Safe to run at any time."""
    return translations_close(Translation.objects.filter(is_synced=True))


@transaction.atomic
def _close(row: Translation, user: Any) -> None:
    page: Any = row.page
    page.specific.unpublish(user=user)
    TranslationEvent.objects.create(translation=row, what=TranslationEvent.What.CLOSED, user=user)
    tell(Told.CLOSED, row, members_of(row.locale_id, "leads"), actor=user)
