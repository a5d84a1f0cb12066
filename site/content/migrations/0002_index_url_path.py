from typing import Any

from django.db import migrations


def create(apps: Any, schema_editor: Any) -> None:
    # A hash index has no limit on the length of what it indexes; SQLite's has none anyway.
    kind = "USING hash " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"CREATE INDEX content_page_by_url_path ON wagtailcore_page {kind}(url_path)")


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP INDEX content_page_by_url_path")


class Migration(migrations.Migration):
    """Pages are looked up by url_path, which Wagtail stores without an index."""

    dependencies = [("content", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
