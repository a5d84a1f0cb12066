"""Translations with their units, made by hand: what they say matters, not how they came to be."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale

from accounts.models import User
from localization.counting import counts_refresh
from localization.models import Origin, Translation, Unit, UnitState
from localization.units import source_digest


def locale_of(code: str) -> Locale:
    """Return the Locale of a language."""
    return Locale.objects.get(language_code=code)


def translation_of(page: Any, code: str = "fa", texts: dict[str, str] | None = None, **fields: Any) -> Translation:
    """Return a translation of a page that is not there yet, with a unit for each source; an empty text is to do."""
    made = Translation.objects.create(
        translation_key=page.translation_key,
        locale=locale_of(code),
        source_locale=page.locale,
        content_type=ContentType.objects.get_for_model(type(page)),
        title=page.title,
        **fields,
    )
    for number, (source, text) in enumerate((texts or {}).items()):
        unit_of(made, source, text, path=f"body.{number}", order=number)
    counts_refresh([made.pk])
    return made


def unit_of(translation: Translation, source: str, text: str = "", **fields: Any) -> Unit:
    """Add a unit to a translation; with a text, a person has translated it."""
    done = {"state": UnitState.DONE, "origin": Origin.HUMAN, "text": text} if text else {}
    fields = {"path": "body", **done, **fields}
    return Unit.objects.create(translation=translation, source=source, source_digest=source_digest(source), **fields)


def team_member(code: str, role: str = "translators", name: str = "") -> User:
    """Return somebody of a language's team: one of its translators, reviewers or leads."""
    from localization.teams import team_ensure

    name = name or f"{role}-{code}"
    user = User.objects.create_user(name, f"{name}@example.org", "correct horse battery")
    user.groups.add(getattr(team_ensure(locale_of(code)), role))
    return user
