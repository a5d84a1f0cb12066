"""What can be wrong with the languages of a site, said before a reader meets it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections
from wagtail.models import Locale, Page

from localization.configuring import DIGITS, check_fallbacks


def languages_are_sound(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Fallbacks name languages of the site and do not lead in a circle; digits are known."""
    codes = [code for code, _name in settings.LANGUAGES]
    found: list[checks.CheckMessage] = []
    try:
        check_fallbacks("SANAD_FALLBACKS", settings.SANAD_FALLBACKS, codes)
    except ImproperlyConfigured as wrong:
        found.append(checks.Error(str(wrong), id="localization.E001"))
    found += [
        checks.Error(f"SANAD_DIGITS has {kind!r} for {code}; digits are {', '.join(DIGITS)}.", id="localization.E002")
        for code, kind in settings.SANAD_DIGITS.items()
        if kind not in DIGITS
    ]
    if settings.LANGUAGE_CODE not in codes:
        text = f"LANGUAGE_CODE is {settings.LANGUAGE_CODE}, which is not among the languages of the site."
        found.append(checks.Error(text, id="localization.E003"))
    return found


def removed_languages(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Tell of languages that were taken out of the settings and still have pages."""
    if not databases or "default" not in databases:
        return []
    try:
        if Locale._meta.db_table not in connections["default"].introspection.table_names():
            return []
        left = pages_left()
    except DatabaseError:  # the tables are being made
        return []
    return [
        checks.Warning(
            f"{count} live pages are in the language {code}, which the settings do not name: no reader can reach them.",
            hint=f"Add {code} to SANAD_LANGUAGES again, or unpublish these pages and delete the Locale in the admin.",
            id="localization.W001",
        )
        for code, count in left.items()
    ]


def pages_left() -> dict[str, int]:
    """Return how many live pages there are in each language that the settings do not name; two queries."""
    spoken = dict(settings.LANGUAGES)
    removed = {each.pk: each.language_code for each in Locale.all_objects.all() if each.language_code not in spoken}
    if not removed:
        return {}
    ids = Page.objects.filter(locale_id__in=removed, live=True, depth__gt=1).values_list("locale_id", flat=True)
    counts: dict[str, int] = {}
    for pk in ids:
        counts[removed[pk]] = counts.get(removed[pk], 0) + 1
    return counts


def register() -> None:
    """Have both asked by `manage.py check`; the second one only where it may ask the database."""
    checks.register(languages_are_sound, "localization")
    checks.register(removed_languages, checks.Tags.database)
