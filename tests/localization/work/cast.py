"""People and translations for the tests of the work on translations."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from accounts.models import User
from home.models import PlainPage
from localization.creating import translations_create
from localization.models import Kind, Translation, Unit, UnitState
from localization.teams import team_ensure
from localization.units import unit_write
from tests.factories import add_page


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def person(name: str, role: str = "", *, code: str = "fa", **fields: Any) -> User:
    """Make somebody, in a group of a language's team where a role is given."""
    user = User.objects.create_user(name, f"{name}@example.org", "correct horse battery", **fields)
    if role:
        user.groups.add(getattr(team_ensure(locale(code)), role))
    return user


def again(user: User) -> User:
    """The same person in a new request: what was known of their groups is forgotten."""
    return User.objects.get(pk=user.pk)


def source(home: Any, title: str = "Opening hours", **fields: Any) -> PlainPage:
    return add_page(home, PlainPage, title, **{"summary": "We open at nine in the morning.", **fields})


def translation_of(page: Any, code: str = "fa") -> Any:
    """Begin the translation of a page into a language."""
    translations_create(sources=[page], locale=locale(code), user=None)
    return Translation.objects.get(translation_key=page.translation_key, locale__language_code=code)


def write_all(translation: Translation, user: Any, words: str = "متن تازه") -> None:
    """Translate everything that is to do, each text its own way."""
    units = Unit.objects.filter(translation=translation, kind=Kind.TEXT).exclude(state__in=(UnitState.BIN, UnitState.DONE))
    for number, unit in enumerate(units):
        unit_write(unit=unit, text=f"{words} {'آ' * (number + 1)}", user=user)


def reload(translation: Translation) -> Any:
    return Translation.objects.get(pk=translation.pk)
