"""The plugins of the demo: switched on once, with what demo/plugins.toml sets."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from plugins.lifecycle import LifecycleError, activate
from plugins.loaded import loaded
from plugins.models import Plugin, PluginSettings
from plugins.settings.saving import settings_save
from plugins.settings.schema import SettingsForm, schema_of

FILE = "plugins.toml"


def demo_plugins_activate(*, folder: Path | None = None) -> tuple[list[str], list[str]]:
    """Switch on what the demo wants and nobody has ever switched on here; return these, and a line for each that failed.

    What this process has not loaded (safe mode, DISABLE_PLUGINS, a folder that was removed) is passed over. Call it outside
    of a transaction: SQLite makes no tables within one.
    """
    wanted = tomllib.loads(((folder or settings.ROOT / "demo") / FILE).read_text(encoding="utf-8"))
    known = set(Plugin.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    done, problems = [], []
    for slug, values in wanted.items():
        if slug in known or slug not in loaded().usable():
            continue
        try:
            activate(slug)
            _set(slug, values)
            done.append(slug)
        except (LifecycleError, ValueError) as error:
            problems.append(f"{slug}: {error}")
    return done, problems


def _set(slug: str, values: dict[str, Any]) -> None:
    """Store settings as the form in the admin would. Raises ValueError for what it refuses."""
    schema = schema_of(slug)
    if schema is None or not values or PluginSettings.objects.filter(slug=slug).exists():
        return
    given = {"": values.get("settings", {}), **values.get("languages", {})}
    forms = [_form(schema, language, typed) for language, typed in given.items()]
    if wrong := [f"{name}: {errors.as_text()}" for form in forms for name, errors in form.errors.items()]:
        raise ValueError("; ".join(wrong))
    settings_save(slug=slug, forms=forms)


def _form(schema: type[SettingsForm], language: str, typed: dict[str, Any]) -> SettingsForm:
    # A box that is not ticked is not sent.
    data = {f"{language}-{name}" if language else name: value for name, value in typed.items() if value is not False}
    return schema(data=data, language=language)
