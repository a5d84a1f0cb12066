"""The way to all screens of this room. Other parts of it add theirs by Wagtail's hook `register_translations_menu_item`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from localization.jobs.rights import may_request
from localization.links import link_to
from localization.notices.selectors import unread_count
from localization.rights import standing_of

HOOK = "register_translations_menu_item"


def works_here(user: Any) -> bool:
    """Tell whether somebody translates into any language."""
    return standing_of(user).is_anything


class RoomItem(MenuItem):
    """A screen of this room, shown to whom `may_see` says; not at all where that part is not installed."""

    def __init__(self, label: Any, name: str, *, may_see: Callable[[Any], bool] = works_here, **kwargs: Any) -> None:
        super().__init__(label, link_to(name), name=f"translations-{name}", **kwargs)
        self.may_see = may_see

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open it."""
        return bool(self.url) and self.may_see(request.user)


class NoticesItem(RoomItem):
    """With the number of those that were not read."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The label says it, for all who look or listen."""
        item: LinkMenuItem = super().render_component(request)
        if count := unread_count(request.user):
            item.label = ngettext("%(count)d new notice", "%(count)d new notices", count) % {"count": count}
        else:
            item.label = gettext("Notices")
        return item


def _items() -> list[MenuItem]:
    return [
        RoomItem(_("Overview"), "matrix", icon_name="table", order=10),
        RoomItem(_("Queue"), "queue", icon_name="tasks", order=20),
        RoomItem(
            _("Jobs"), "jobs", may_see=lambda user: works_here(user) or may_request(user), icon_name="clipboard-list", order=30
        ),
        RoomItem(_("Memory"), "memory", icon_name="history", order=40),
        RoomItem(_("Terms"), "terms", icon_name="openquote", order=50),
        RoomItem(_("Background work"), "runs", icon_name="cogs", order=60),
        RoomItem(_("Teams"), "teams", icon_name="group", order=70),
        NoticesItem(
            _("Notices"), "notices", may_see=lambda user: works_here(user) or may_request(user), icon_name="mail", order=80
        ),
    ]


class RoomMenu(Menu):
    """Made at the first request: addresses are known by then."""

    @property
    def registered_menu_items(self) -> list[MenuItem]:
        """Ours and what others registered, made once."""
        if not hasattr(self, "_made"):
            self._made = [*_items(), *(function() for function in hooks.get_hooks(HOOK))]
        return self._made


def menu_item() -> SubmenuMenuItem:
    """For Wagtail's main menu; shown to whom any of its screens is open."""
    return SubmenuMenuItem(_("Translations"), RoomMenu(), name="translations", icon_name="globe", order=450)
