"""Everything of a plugin in one zip, before it is removed."""

from __future__ import annotations

import io
import json
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone

from plugins import active
from plugins.lifecycle import attaching
from plugins.lifecycle.tables import tables_of
from plugins.models import Plugin, PluginSettings
from plugins.settings.schema import schema_of, secret_fields

README = """The data of a plugin of Sanad.

plugin.json      which plugin, which version, when
settings.json    its settings, for each language, without what is secret
data.json        the rows of its models; `manage.py loaddata` reads them again where the plugin is installed
tables/*.json    the rows of tables that belong to no model, as the database gave them
"""


def export(slug: str, *, trusted: bool = False) -> bytes:
    """Return a zip of a plugin's rows and settings: JSON, with a README that says what is what and what was left out.

    Secret settings are never in it. Which are secret the code of the plugin tells: settings that it does not tell of, or all
    when it is not loaded, are only for somebody who is `trusted` with the whole server.
    """
    models = [model for model in attaching.models_of(slug) if model._meta.managed and not model._meta.proxy]
    existing = tables_of(slug)
    there = [model for model in models if model._meta.db_table in existing]
    known = {model._meta.db_table for model in there}
    own = [model for model in there if not model._meta.auto_created]  # the others travel in their fields
    row = Plugin.objects.filter(slug=slug).first()
    about = {
        "slug": slug,
        "version": row.version if row else getattr(active.loaded_manifest(slug), "version", ""),
        "exported_at": timezone.now(),
    }
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        kept, left_out = _settings(slug, trusted)
        archive.writestr("README.txt", README + _told(left_out))
        archive.writestr("plugin.json", _json(about))
        archive.writestr("settings.json", _json(kept))
        rows = [each for model in own for each in model._base_manager.order_by("pk").iterator(chunk_size=500)]
        archive.writestr("data.json", serializers.serialize("json", rows, indent=1))
        for table in existing:
            if table not in known:
                archive.writestr(f"tables/{table}.json", _json(_rows(table)))
    return target.getvalue()


def _settings(slug: str, trusted: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """The settings that may be told, and the names of those that were left out."""
    schema = schema_of(slug)
    secret = secret_fields(schema) if schema else frozenset()
    known = schema.base_fields.keys() if schema else set()
    kept, left_out = [], set()
    for row in PluginSettings.objects.filter(slug=slug).values("language", "values").order_by("language"):
        told = {name for name in row["values"] if name not in secret and (trusted or name in known)}
        left_out |= row["values"].keys() - told
        kept.append({**row, "values": {name: value for name, value in row["values"].items() if name in told}})
    return kept, sorted(left_out)


def _told(left_out: list[str]) -> str:
    if not left_out:
        return ""
    return f"""
Left out of settings.json: {", ".join(left_out)}.
Secrets are always left out. What the code of the plugin does not tell of might be secret: it is only for superusers.
"""


def _rows(table: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # nosec B608 # a name the database told
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _json(value: object) -> str:
    class Encoder(DjangoJSONEncoder):
        def default(self, o: Any) -> Any:
            if isinstance(o, (bytes, memoryview)):
                return bytes(o).hex()
            return super().default(o)

    return json.dumps(value, cls=Encoder, indent=1, ensure_ascii=False)
