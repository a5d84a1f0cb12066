"""Which row of Wagtail's Locale stands for which language, without a query each time."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale

_codes: dict[int, str] = {}


def code_of(locale_id: int) -> str:
    """Return the language code of a Locale's id. Raises KeyError where there is no such Locale.

    Kept in the process: an id never changes its language, and an unknown id is looked up.
    """
    if locale_id not in _codes:
        _codes.update(Locale.objects.values_list("pk", "language_code"))
    return _codes[locale_id]


def forget_codes(**_kwargs: Any) -> None:
    """Forget what is known; connected to every change of a Locale."""
    _codes.clear()


post_save.connect(forget_codes, sender=Locale, dispatch_uid="content.forget_codes_saved")
post_delete.connect(forget_codes, sender=Locale, dispatch_uid="content.forget_codes_deleted")
