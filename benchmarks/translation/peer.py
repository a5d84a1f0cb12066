"""The usual way: wagtail-localize's own function for submitted translations, page by page, parents first."""

from __future__ import annotations

from typing import Any

from wagtail_localize.operations import TranslationCreator


def plain_translate(pages: list[Any], *, locale: Any, user: Any) -> None:
    """Begin the translations of pages as its screens do: drafts with the text of the source."""
    creator = TranslationCreator(user=user, target_locales=[locale])
    for page in pages:
        creator.create_translations(page)
