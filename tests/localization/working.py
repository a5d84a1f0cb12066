"""Makes translations for tests, as editors and translators would, in few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.models import Locale

from localization.creating import translations_create
from localization.models import Kind, Translation, UnitState
from localization.rendering import translation_publish
from localization.units import Text, units_write

Say = Callable[[str], str]


def locale_of(code: str) -> Locale:
    """Return the Locale of a language."""
    return Locale.objects.get(language_code=code)


def in_persian(source: str) -> str:
    """Return what a hurried translator makes of a text: its tags stay where they are."""
    return f"fa {source}"


def begun(source: Any, code: str = "fa", *, user: Any = None) -> Translation:
    """Begin a translation and return it."""
    created = translations_create(sources=[source], locale=locale_of(code), user=user)
    assert not created.problems
    return Translation.objects.get(translation_key=source.translation_key, locale__language_code=code)


def say_all(translation: Translation, say: Say = in_persian, *, user: Any = None) -> None:
    """Translate every text that is not done yet."""
    units = translation.units.filter(kind=Kind.TEXT).exclude(state=UnitState.BIN)
    units_write(texts=[Text(unit, say(unit.new_source or unit.source)) for unit in units], user=user)
    translation.refresh_from_db()


def published(source: Any, code: str = "fa", say: Say = in_persian, *, user: Any = None) -> Translation:
    """Return a translation of which readers have every word; what is above it is published, too.

    `user` publishes; the words are nobody's, for nobody approves their own.
    """
    translation = begun(source, code, user=user)
    for above in translation.page.get_ancestors().filter(depth__gt=2, live=False) if translation.page else ():
        published(above.specific.get_translation(translation.source_locale), code, say, user=user)
    say_all(translation, say)
    translation_publish(translation, user=user)
    return translation
