"""Management commands of plugins."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError

from plugins import active
from plugins.owners import owner_of


class PluginCommand(BaseCommand):
    """Derive the commands in a plugin's management/commands from this: they do nothing while the plugin is not active.

    `manage.py` lists them all the same. Begin their names with the slug, for whoever comes first has a name.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command. Raises CommandError while its plugin is not active."""
        slug = owner_of(type(self))
        active.sync(force=True)
        if not active.is_active(slug):
            raise CommandError(f"The plugin {slug} is not active. Switch it on with: manage.py plugin activate {slug}")
        return super().execute(*args, **options)
