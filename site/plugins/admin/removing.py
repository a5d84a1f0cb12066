"""Uninstall: first what would go, an offer to take it along, and the plugin's slug to be typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail.admin import messages

from plugins import lifecycle
from plugins.admin.pages import PluginView
from plugins.admin.permissions import may_serve, may_uninstall, only_for
from plugins.admin.saying import refused
from plugins.lifecycle import LifecycleError, audit
from plugins.lifecycle.audit import Done
from plugins.lifecycle.checks import dependents
from plugins.loaded import loaded
from plugins.models import Plugin, State


class UninstallView(PluginView):
    """What an uninstall removes, and the removal."""

    may = staticmethod(may_uninstall)
    template_name = "plugins/admin/uninstall.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for what is installed."""
        if not Plugin.objects.filter(slug=kwargs["slug"]).exclude(state=State.UNINSTALLED).exists():
            if not may_uninstall(request.user):
                raise PermissionDenied
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The question."""
        return gettext("Uninstall %(name)s") % {"name": loaded().name(self.kwargs["slug"])}

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Remove it when the slug was typed; say what went another way than planned."""
        if request.POST.get("confirmation", "").strip() != slug:
            return self.render_to_response(self.get_context_data(wrong=True))
        name = loaded().name(slug)
        try:
            remarks = lifecycle.uninstall(slug, by=request.user)  # type: ignore[arg-type]
        except LifecycleError as error:
            refused(request, name, error.sentences)
            return redirect("plugin_screen:uninstall", slug)
        messages.success(request, format_html("<bdi>{}</bdi>: {}", name, gettext("Uninstalled. Its folder stays where it is.")))
        if remarks:
            refused(request, name, remarks)
        return redirect("plugin_screen:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What there is to remove, and what stands in the way."""
        slug = self.kwargs["slug"]
        rows = dict(Plugin.objects.exclude(state=State.UNINSTALLED).values_list("slug", "state"))
        return super().get_context_data(
            **{
                "slug": slug,
                "name": loaded().name(slug),
                "left": lifecycle.plan(slug),
                "is_on": rows.get(slug) in (State.ACTIVE, State.PAUSED),
                "needing": [loaded().name(each) for each in dependents(slug, rows)],
                "wrong": False,
                **kwargs,
            }
        )


@only_for(may_uninstall)
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a plugin's rows and settings as a zip."""
    if not Plugin.objects.filter(slug=slug).exists():
        raise Http404
    audit.note(slug, Done.EXPORTED, by=request.user)  # type: ignore[arg-type]
    response = HttpResponse(lifecycle.export(slug, trusted=may_serve(request.user)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{timezone.localdate():%Y-%m-%d}.zip"'
    return response
