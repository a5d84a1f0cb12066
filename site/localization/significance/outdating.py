"""Which translations a publishing of their source leaves behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from content.locales import code_of
from localization.languages import language_info
from localization.models import Translation
from localization.visible import translations_visible_to


@dataclass(frozen=True)
class Outdating:
    """Published translations: those that say what the source says, and those that are behind it already."""

    fresh: list[Translation]
    already: list[Translation]


def outdated_by_publishing(translation_key: UUID, user: Any) -> Outdating:
    """Return the published translations of a source that somebody may see. One query."""
    rows = translations_visible_to(user).filter(translation_key=translation_key, based_on__gt=0, is_source_gone=False)
    found = list(rows.order_by("locale__language_code"))
    return Outdating([each for each in found if not each.is_outdated], [each for each in found if each.is_outdated])


def names_of(translations: Iterable[Translation]) -> str:
    """Return the languages of translations by their own names, as they stand in a sentence of the interface's language."""
    isolated = (f"\u2068{language_info(code_of(each.locale_id)).name}\u2069" for each in translations)
    return gettext(", ").join(isolated)
