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

README = """The data of a plugin of Sanad.

plugin.json      which plugin, which version, when
settings.json    its settings, for each language
data.json        the rows of its models; `manage.py loaddata` reads them again where the plugin is installed
tables/*.json    the rows of tables that belong to no model, as the database gave them
"""


def export(slug: str) -> bytes:
    """Return a zip of a plugin's rows and settings: JSON, with a README that says what is what."""
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
        archive.writestr("README.txt", README)
        archive.writestr("plugin.json", _json(about))
        archive.writestr("settings.json", _json(list(PluginSettings.objects.filter(slug=slug).values("language", "values"))))
        rows = [each for model in own for each in model._base_manager.order_by("pk").iterator(chunk_size=500)]
        archive.writestr("data.json", serializers.serialize("json", rows, indent=1))
        for table in existing:
            if table not in known:
                archive.writestr(f"tables/{table}.json", _json(_rows(table)))
    return target.getvalue()


def _rows(table: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name the database told
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _json(value: object) -> str:
    class Encoder(DjangoJSONEncoder):
        def default(self, o: Any) -> Any:
            if isinstance(o, (bytes, memoryview)):
                return bytes(o).hex()
            return super().default(o)

    return json.dumps(value, cls=Encoder, indent=1, ensure_ascii=False)
