"""The page of one plugin."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from plugins import active, lifecycle
from plugins.admin import facts
from plugins.admin.history import history_of
from plugins.admin.listing import item
from plugins.admin.pages import PluginView
from plugins.admin.permissions import may_serve, may_upload
from plugins.loaded import loaded
from plugins.overview import Row, overview
from plugins.upload import on_disk, previous_of


class DetailsView(PluginView):
    """All about a plugin. Its failures' tracebacks are for superusers: they may show data."""

    template_name = "plugins/admin/details.html"

    @cached_property
    def rows(self) -> list[Row]:
        """All plugins."""
        return overview()

    @cached_property
    def row(self) -> Row:
        """This one. Raises Http404."""
        found = next((row for row in self.rows if row.slug == self.kwargs["slug"]), None)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Its name."""
        return self.row.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, most of them only when there are any."""
        slug, user = self.row.slug, self.request.user
        manifest = active.loaded_manifest(slug)
        there = on_disk(slug)  # after an upload it is another version than this process has loaded
        current = there.manifest.version if there and there.manifest else ""
        return super().get_context_data(
            **{
                "item": item(self.row, user),
                "here": self.request.path,
                "manifest": manifest,
                "provides": sorted(manifest.provides) if manifest else [],
                "needed": facts.needed(manifest),
                "needing": facts.needing(slug, self.rows),
                "used": facts.used(slug),
                "added": facts.added(slug),
                "files": facts.files(slug),
                "folder": loaded().found[slug].folder if slug in loaded().found and may_serve(user) else "",
                "readme": facts.readme(slug),
                "left": lifecycle.plan(slug),
                "failures": facts.failures(slug),
                "log": history_of(slug),
                "may_serve": may_serve(user),
                "previous": [version for version, _folder in previous_of(slug) if version != current] if may_upload(user) else [],
                **kwargs,
            }
        )
