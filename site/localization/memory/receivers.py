"""What is published is remembered."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from localization.memory.remembering import translation_remember
from localization.models import Stage, TranslationEvent
from localization.targets import target_of

What = TranslationEvent.What


def event_remember(instance: TranslationEvent, created: bool = False, raw: bool = False, **_kwargs: Any) -> None:
    """Take the texts of a translation that was published, or adopted as it was, when the transaction is through."""
    if created and not raw and (instance.what == What.PUBLISHED or _is_adopted_as_read(instance)):
        transaction.on_commit(lambda: translation_remember(instance.translation))


def _is_adopted_as_read(event: TranslationEvent) -> bool:
    """Whether a page was adopted that readers have as it is: the words of a draft are nobody's last."""
    if event.what != What.ADOPTED or event.translation.stage != Stage.PUBLISHED:
        return False
    return not getattr(target_of(event.translation), "has_unpublished_changes", False)


def connect() -> None:
    """Listen to what happens to translations."""
    post_save.connect(event_remember, sender=TranslationEvent, dispatch_uid="localization.memory.event_remember")
