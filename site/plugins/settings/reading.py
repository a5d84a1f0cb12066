"""Reads the settings of plugins, from the database once and from memory until something changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Field
from django.utils.functional import Promise
from django.utils.translation import get_language, override

from plugins.active import on_change
from plugins.settings.schema import SettingsForm, schema_of, translatable_fields

Rows = dict[str, dict[str, Any]]  # language -> what is stored for it


class Values:
    """The settings of a plugin in one language, as attributes with the types that the fields of the form give."""

    def __init__(self, slug: str, values: dict[str, Any]) -> None:
        self.__dict__.update(values)
        self.__dict__["_slug"] = slug

    def __getattr__(self, name: str) -> Any:  # no NoReturn: mypy knows nothing of the attributes there are
        known = ", ".join(self)
        raise AttributeError(f"The settings of the plugin {self.__dict__.get('_slug')} have no {name!r}; they have: {known}.")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("Settings are changed in the admin.")

    def __iter__(self) -> Iterator[str]:
        return iter([name for name in self.__dict__ if name != "_slug"])

    def __repr__(self) -> str:
        return f"<settings of {self._slug}>"  # a secret may be among them


# What the database holds, and what was made of it: replaced as a whole, so that a slow reader fills what nobody reads.
_rows: dict[str, Rows] = {}
_values: dict[tuple[str, str], Values] = {}


@on_change
def _forget(_active: frozenset[str]) -> None:
    global _rows, _values
    _rows, _values = {}, {}


def plugin_settings(slug: str, *, language: str | None = None) -> Values:
    """Return the settings of a plugin: `plugin_settings("banner").text`, in the language of the reader or in `language`.

    Costs a query when something has changed. Raises LookupError for a plugin without settings.
    """
    wanted = (get_language() or "") if language is None else language
    cache = _values
    found = cache.get((slug, wanted))
    if found is None:
        schema = schema_of(slug)
        if schema is None:
            raise LookupError(f"The plugin {slug!r} has registered no settings.")
        found = cache[slug, wanted] = Values(slug, _values_of(schema, _cached_rows(slug), wanted))
    return found


def stored_settings(slug: str) -> Rows:
    """Return what the database holds for a plugin now, by language; under "" what is for all. One query."""
    from plugins.models import PluginSettings

    return dict(PluginSettings.objects.filter(slug=slug).values_list("language", "values"))


def settings_mark(slug: str) -> str:
    """Return signs that change when what is set for a plugin changes; "" while nothing is. A query after a change."""
    rows = _cached_rows(slug)
    return hashlib.blake2b(json.dumps(rows, sort_keys=True).encode(), digest_size=8).hexdigest() if rows else ""


def _cached_rows(slug: str) -> Rows:
    cache = _rows
    if slug not in cache:
        cache[slug] = stored_settings(slug)
    return cache[slug]


def _values_of(schema: type[SettingsForm], rows: Rows, language: str) -> dict[str, Any]:
    form = schema()
    stored = dict(rows.get("", {}))
    # What is set for a language that stands in for this one comes before what is for all.
    for code in (*reversed(settings.SANAD_FALLBACKS.get(language, ())), language):
        own = {name: value for name, value in rows.get(code, {}).items() if name in translatable_fields(schema)}
        stored |= {name: value for name, value in own.items() if value != ""}
    values = {}
    with override(language or None):
        for name, field in schema.base_fields.items():
            initial = form.get_initial_for_field(field, name)
            values[name] = str(initial) if isinstance(initial, Promise) else initial
            if initial is None:  # what an empty form would give: "" for a text, False for a box, [] for several choices
                with suppress(ValidationError):
                    values[name] = field.to_python(None)
            if name in stored:
                # What the plugin's field no longer takes, since the plugin has changed, is as if it had not been set.
                with suppress(ValidationError):
                    values[name] = _python(field, stored[name])
    return values


def _python(field: Field, stored: Any) -> Any:
    """The value as the form would give it; a required field may be empty where it was not required once."""
    return field.to_python(stored) if stored in field.empty_values else field.clean(stored)
