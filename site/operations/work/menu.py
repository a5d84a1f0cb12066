"""The ways to the screens, and a word on the first page of the admin when something is not well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from operations.models import Trouble
from operations.work.listing import failures_count
from operations.work.permissions import may_view
from operations.work.troubles import troubles

MOST_LISTED = 6


class OperatorsItem(MenuItem):
    """In the menu for those who look after the site."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person does."""
        return may_view(request.user)


class TasksItem(OperatorsItem):
    """With the number of failures."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The label says it, for all who look or listen."""
        item: LinkMenuItem = super().render_component(request)
        if count := failures_count():
            item.label = ngettext("Tasks (%(count)d failure)", "Tasks (%(count)d failures)", count) % {"count": count}
        return item


def menu_items() -> list[Callable[[], MenuItem]]:
    """Return what makes the entries of the menu of settings."""
    return [
        lambda: OperatorsItem(_("System"), reverse_lazy("operations_admin:system"), name="system", icon_name="cogs", order=9000),
        lambda: TasksItem(_("Tasks"), reverse_lazy("operations_admin:tasks"), name="tasks", icon_name="tasks", order=9010),
        lambda: OperatorsItem(
            _("Scheduled jobs"), reverse_lazy("operations_admin:jobs"), name="jobs", icon_name="time", order=9020
        ),
    ]


class TroublesPanel(Component):
    """What is not well, on the first page of the admin."""

    name = "operations_troubles"
    order = 10
    template_name = "operations/work/panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The first few, and how many there are."""
        found = troubles()
        return {"troubles": found[:MOST_LISTED], "more": max(0, len(found) - MOST_LISTED)}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show it to those who look after the site, when the scheduler has noticed something, or cannot."""
    if may_view(request.user) and (Trouble.objects.exists() or failures_count()):
        panels.append(TroublesPanel())
