"""What is published is remembered."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from localization.memory.remembering import translation_remember
from localization.models import TranslationEvent

REMEMBERED = (TranslationEvent.What.PUBLISHED, TranslationEvent.What.ADOPTED)


def event_remember(instance: TranslationEvent, created: bool = False, raw: bool = False, **_kwargs: Any) -> None:
    """Take the texts of a translation that was published, or adopted as it was, when the transaction is through."""
    if created and not raw and instance.what in REMEMBERED:
        transaction.on_commit(lambda: translation_remember(instance.translation))


def connect() -> None:
    """Listen to what happens to translations."""
    post_save.connect(event_remember, sender=TranslationEvent, dispatch_uid="localization.memory.event_remember")
