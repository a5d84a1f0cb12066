"""Stores the settings of a plugin, and tells every process."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from plugins import active
from plugins.lifecycle import audit, events
from plugins.lifecycle.audit import Done
from plugins.models import PluginSettings
from plugins.settings.reading import stored_settings
from plugins.settings.schema import SettingsForm

_UNSET = object()


def settings_save(*, slug: str, forms: Iterable[SettingsForm], by: AbstractBaseUser | None = None) -> list[str]:
    """Store what valid forms of one plugin hold, each for its language. Returns what has changed, as "text" or "text (ar)".

    The audit log is told these names, never the values. Nothing happens when nothing has changed.
    """
    with transaction.atomic():
        before = stored_settings(slug)
        changed: list[str] = []
        for form in forms:
            old, new = before.get(form.language, {}), _as_stored(form.storable())
            suffix = f" ({form.language})" if form.language else ""
            names = [name for name in type(form).base_fields if old.get(name, _UNSET) != new.get(name, _UNSET)]
            if not names:
                continue
            changed += [name + suffix for name in names]
            if new:
                PluginSettings.objects.update_or_create(slug=slug, language=form.language, defaults={"values": new})
            else:
                PluginSettings.objects.filter(slug=slug, language=form.language).delete()
        if changed:
            audit.note(slug, Done.SETTINGS_CHANGED, by=by, detail=", ".join(changed))
            active.epoch_raise()
            transaction.on_commit(partial(_tell, slug))
    return changed


def _tell(slug: str) -> None:
    active.sync(force=True)
    events.plugin_settings_changed(slug=slug)


def _as_stored(values: dict[str, object]) -> dict[str, object]:
    """As they come back from the database: dates as text, tuples as lists."""
    found: dict[str, object] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return found
