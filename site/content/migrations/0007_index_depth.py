from typing import Any

from django.db import migrations


def create(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("CREATE INDEX content_page_by_depth ON wagtailcore_page (depth, path)")


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP INDEX content_page_by_depth")


class Migration(migrations.Migration):
    """The admin asks for the root of the tree on every screen, by its depth alone: without an index it reads all pages for it."""

    dependencies = [("content", "0006_review_reminders")]

    operations = [migrations.RunPython(create, drop)]
