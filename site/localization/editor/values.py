"""Links and files that a language may have of its own: how they are shown, chosen and checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.closed.pages import closed_pages
from localization.models import Unit, UnitState
from localization.units import WAS

LEADING = frozenset({"http", "https", "mailto", "tel", "sms", "ftp"})
"""What an address may begin with; without any it is a path or a place on the page."""
LONGEST_ADDRESS = 2000


class ValueRefused(Exception):
    """This cannot stand there; the sentence says why."""


def what_of(unit: Unit) -> str:
    """Return what a VALUE unit holds: "image", "document", "page", "object", "url" or "text"."""
    what = (unit.attributes or {}).get("what")
    return str(what) if what else ("url" if isinstance(unit.source_value, str) else "object")


def widget_for(unit: Unit) -> forms.Widget | None:
    """Return with what a value is chosen; None for a thing that has no chooser here."""
    what = what_of(unit)
    if what == "page":
        return AdminPageChooser()
    if what == "image":
        return AdminImageChooser()
    if what == "document":
        return AdminDocumentChooser()
    if what in ("url", "text"):
        label = gettext("its own in this language")
        direction = "ltr" if what == "url" else "auto"
        return forms.TextInput(attrs={"dir": direction, "maxlength": LONGEST_ADDRESS, "aria-label": label})
    return None


def value_from(unit: Unit, raw: Any, user: Any) -> Any:
    """Return what a form or a script sent as the value of a unit; None for "as in the source". Raises ValueRefused."""
    if raw in (None, ""):
        return None
    what = what_of(unit)
    if what in ("url", "text"):
        if not isinstance(raw, str) or len(raw) > LONGEST_ADDRESS:
            raise ValueRefused(gettext("This is too long for a link."))
        return _address(raw.strip()) if what == "url" else raw.strip()
    model = _model(unit)
    if model is None or widget_for(unit) is None:
        raise ValueRefused(gettext("This cannot be chosen here. Edit it where it is kept."))
    if not str(raw).isascii() or not str(raw).isdecimal() or len(str(raw)) > 18:
        raise ValueRefused(gettext("Choose it again: what was sent is no choice."))
    if model is Page:
        rows = Page.objects.exclude(pk__in=closed_pages(user).values("pk"))
    else:
        # What Wagtail's chooser offers: a file of a collection that is not theirs is not put before readers.
        rows = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ["choose"])
    rows = rows.filter(pk=int(raw))
    if not rows.exists():
        raise ValueRefused(gettext("It is not there any more. Choose another one."))
    return int(raw)


def names_of_values(units: Iterable[Unit], user: Any) -> dict[int, tuple[str, str]]:
    """Return what the sources of VALUE units are called, and what the source had when their own was chosen ("" while it has
    that still), by the units' primary keys: a query for each model.

    Pages that are closed to this person have no name.
    """
    pairs: list[tuple[Unit, Any, Any]] = []
    for unit in units:
        was = (unit.attributes or {}).get(WAS) if unit.state == UnitState.OUTDATED else None
        pairs.append((unit, unit.source_value, was))
    names = values_named([(unit, each) for unit, value, was in pairs for each in (value, was)], user)
    return {unit.pk: (names[unit.pk, str(value or "")], names[unit.pk, str(was or "")]) for unit, value, was in pairs}


def values_named(values: Iterable[tuple[Unit, Any]], user: Any) -> dict[tuple[int, str], str]:
    """Return what values of VALUE units are called, by the unit's primary key and the value as text; as above."""
    wanted: defaultdict[Any, list[tuple[int, str]]] = defaultdict(list)
    names: dict[tuple[int, str], str] = {}
    for unit, value in values:
        model, key = _model(unit), (unit.pk, str(value or ""))
        if model is None or not key[1].isdecimal():
            names[key] = key[1]
        else:
            wanted[model].append(key)
    for model, keys in wanted.items():
        rows = model._base_manager.filter(pk__in={int(value) for _pk, value in keys})
        if model is Page:
            rows = rows.exclude(pk__in=closed_pages(user).values("pk"))
        found = {str(row.pk): str(row) for row in rows}
        names |= {key: found.get(key[1], "") for key in keys}
    return names


def _address(address: str) -> str:
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        scheme = "?"
    if any(sign.isspace() or ord(sign) < 32 for sign in address) or (scheme and scheme not in LEADING):
        raise ValueRefused(gettext("This is no address: it begins with https://, mailto:, tel:, / or #."))
    if not scheme and not address.startswith(("/", "#", "?")):
        raise ValueRefused(gettext("This is no address: it begins with https://, mailto:, tel:, / or #."))
    return address


def _model(unit: Unit) -> Any:
    named = (unit.attributes or {}).get("model")
    what = what_of(unit)
    try:
        if named:
            model = apps.get_model(str(named))
            return Page if issubclass(model, Page) else model
    except (LookupError, ValueError, ObjectDoesNotExist):
        return None
    if what == "page":
        return Page
    if what == "image":
        return get_image_model()
    return get_document_model() if what == "document" else None
