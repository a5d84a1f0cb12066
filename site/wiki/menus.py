from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.hooks import MenuItem
from content.audiences import Audience, reader_for
from plugins.registry import Registry
from wiki.models import SpacePage

Count = Callable[[Any], int]


@dataclass(frozen=True)
class AgentLink:
    """An entry of the menu that stands on every page of the wiki. `count` of 0 shows none."""

    label: Any
    url: str
    icon: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class _Entry:
    label: Any
    address: str
    icon: str
    count: Count | None


_entries: Registry[_Entry] = Registry("menu of agents")


def register_agent_link(
    name: str, label: Any, address: str, *, icon: str = "page", count: Count | None = None, order: int = 100
) -> None:
    """Have a link to the view named `address` on every page of the wiki.

    `count` returns what waits there for a user: it costs each page of the wiki its queries, so one that is cheap.
    """
    _entries.add(_Entry(label, address, icon, count), name=name, order=order, owner="")


def agent_links(request: HttpRequest) -> list[AgentLink]:
    """Return the menu as this agent has it on this page."""
    found = []
    for each in _entries:
        url = reverse(each.address)
        count = each.count(request.user) if each.count is not None else 0
        found.append(AgentLink(each.label, url, each.icon, current=url == request.path, count=count))
    return found


def add_spaces(items: list[MenuItem], *, request: HttpRequest) -> list[MenuItem]:
    """Add the wiki's home and the spaces that the signed-in person may read, in the language of the page."""
    spaces = SpacePage.objects.listable_to(request.user).filter(locale__language_code=get_language()).order_by("path")
    found = [MenuItem(space.title, space.link) for space in spaces]
    is_reader = bool(found) or SpacePage.objects.listable_to(request.user).exists()
    home = [MenuItem(_("Agents’ wiki"), reverse("wiki:home"))] if is_reader else []
    return [*items, *home, *found]
    return [*items, *(MenuItem(space.title, space.link) for space in spaces)]


def add_lookup(items: list[MenuItem], *, request: HttpRequest) -> list[MenuItem]:
    """Add quick lookup for agents."""
    if reader_for(request.user).level < Audience.AGENT:
        return items
    return [*items, MenuItem(_("Quick lookup"), reverse("wiki:lookup"))]
