"""The pages of the screen that show things: a base for all, and the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from plugins.admin.history import history
from plugins.admin.listing import Item, found, in_tab, item, list_address, shown_tabs, tab_named
from plugins.admin.permissions import may_manage, may_serve, may_upload
from plugins.loaded import loaded
from plugins.overview import overview
from plugins.pending import changes_on_disk
from plugins.reloading import reload_way


class PluginView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the screen. `may` says for whom it is."""

    may: Callable[[Any], bool] = staticmethod(may_manage)
    header_icon = "plugin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those it is not for."""
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is: below the list."""
        items = [*self.breadcrumbs_items, {"url": reverse("plugin_screen:index"), "label": _("Plugins")}]
        return [*items, *self.more_breadcrumbs(), {"url": "", "label": self.get_page_title()}]

    def more_breadcrumbs(self) -> list[dict[str, Any]]:
        """What lies between the list and this page."""
        return []


class ListView(PluginView):
    """All plugins: tabs, a search, and what can be done to each or to several."""

    template_name = "plugins/admin/list.html"
    page_title = _("Plugins")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to upload a plugin, where that is allowed."""
        if not may_upload(self.request.user):
            return []
        return [HeaderButton(_("Upload a plugin"), url=reverse("plugin_screen:upload"), icon_name="upload")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs, the rows, and what concerns all plugins."""
        text, state = self.request.GET.get("q", "").strip(), tab_named(self.request.GET.get("state", ""))
        every = overview()
        rows = found(every, text)
        user = self.request.user
        items: list[Item] = [item(row, user) for row in in_tab(rows, state)]
        return super().get_context_data(
            **{
                "tabs": shown_tabs(rows, state, text),
                "items": items,
                "text": text,
                "state": state,
                "is_empty": not every,
                "here": list_address(state, text),
                "can_bulk": any(each.chosen_for for each in items),
                "may_serve": may_serve(user),
                **self.around(text),
                **kwargs,
            }
        )

    def around(self, text: str) -> dict[str, Any]:
        """What stands around the results. Reads the folders of all plugins."""
        return {
            "index_results_url": reverse("plugin_screen:results"),
            "search_form": SearchForm(self.request.GET if text else None, placeholder=_("Search plugins…")),
            "changes": changes_on_disk(),
            "reload": reload_way(),
            "trouble": loaded().trouble,
            "log": history(),
        }


class ResultsView(ListView):
    """The part of the list that changes while somebody types a search."""

    template_name = "plugins/admin/_results.html"

    def around(self, text: str) -> dict[str, Any]:
        """Nothing: it stands there already."""
        return {}
