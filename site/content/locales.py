"""Which row of Wagtail's Locale stands for which language, without a query each time."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale

_codes: dict[int, str] = {}


def code_of(locale_id: int) -> str:
    """Return the language code of a Locale's id. Raises KeyError where there is no such Locale.

    Kept in the process: an id never changes its language, and an unknown id is looked up.
    """
    if locale_id not in _codes:
        _read()
    return _codes[locale_id]


def locale_id_of(code: str) -> int:
    """Return the id of the Locale of a language; 0, which no Locale has, where there is none yet."""
    found = _id_of(code)
    if not found:
        _read()
    return found or _id_of(code)


def resting_locale_ids() -> list[int]:
    """Return the ids of Locales whose language the settings do not name (any more): nothing of them has an address.

    No query but the first time.
    """
    if not _codes:
        _read()
    spoken = dict(settings.LANGUAGES)
    return [pk for pk, code in _codes.items() if code not in spoken]


def forget_codes(**_kwargs: Any) -> None:
    """Forget what is known; connected to every change of a Locale."""
    _codes.clear()


def _id_of(code: str) -> int:
    return next((pk for pk, each in _codes.items() if each == code), 0)


def _read() -> None:
    _codes.update(Locale.all_objects.values_list("pk", "language_code"))


post_save.connect(forget_codes, sender=Locale, dispatch_uid="content.forget_codes_saved")
post_delete.connect(forget_codes, sender=Locale, dispatch_uid="content.forget_codes_deleted")
