"""What the form of a source asks its editor, and what it sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from wagtail.models import Locale, TranslatableMixin

from localization.models import Level, SourceChange, Translation
from localization.targets import translation_of

PREFIX = "translation-"
LEVELS = (Level.TYPO, Level.MEDIUM, Level.MAJOR)


@dataclass(frozen=True)
class Said:
    """What stands in the form. `level` None: as it is suggested."""

    level: int | None = None
    is_ready: bool = True
    note: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether the editor left all as it was offered."""
        return self == Said()


def said_in(sent: QueryDict) -> Said | None:
    """Read what a form sent; None where it did not ask. A level that does not exist counts as none."""
    if not sent.get(f"{PREFIX}asked"):
        return None
    level = sent.get(f"{PREFIX}level", "")
    return Said(
        level=int(level) if level in {str(each.value) for each in LEVELS} else None,
        is_ready=bool(sent.get(f"{PREFIX}ready")),
        note=sent.get(f"{PREFIX}note", "").strip()[:500],
    )


def said_before(source: Any) -> Said:
    """Return what was said of the newest draft, for the form to begin with. What was published begins anew.

    A source that was published unready stays so until somebody says otherwise.
    """
    if not source.pk:
        return Said()
    change = SourceChange.objects.filter(translation_key=source.translation_key).order_by("-revision").first()
    if change is None:
        return Said()
    if change.published is not None:
        return Said(is_ready=change.is_ready)
    return Said(level=None if change.is_suggested else change.level, is_ready=change.is_ready, note=change.note)


def following_translation(instance: Model) -> Translation | None:
    """Return the translation that this object is the target of; None for a source, and where the source is gone.

    What took the place of its source is one itself, though it has a row.
    """
    row = translation_of(instance) if instance.pk else None
    return None if row is None or row.is_source_gone or row.source_locale_id == row.locale_id else row


def is_asked_about(instance: Any) -> bool:
    """Tell whether an editor of this object is asked: it could be translated, and is no translation itself."""
    if not isinstance(instance, TranslatableMixin) or getattr(instance, "alias_of_id", None):
        return False
    return following_translation(instance) is None and Locale.objects.count() > 1
