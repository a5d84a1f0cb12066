"""Sections of the wiki's home.

    register_home_section("wiki.must_read", must_read_section, order=10)

A maker gets the request of an agent and returns a `HomeSection`, or None where there is nothing to show. What it lists it asks
for by `HelpPage.objects.listable_to(request.user)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from django.http import HttpRequest

from plugins.registry import Registry
from plugins.shield import shielded

Place = Literal["main", "rail"]


@dataclass(frozen=True)
class HomeSection:
    """A section: its template gets it as `section`. `name` is its id on the page; `url` is where all of it stands, or ""."""

    name: str
    title: Any
    template: str = "wiki/front/_pages.html"  # lists `section.data.pages`, of wiki.languages.Shown
    data: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    place: Place = "main"


Maker = Callable[[HttpRequest], HomeSection | None]
_makers: Registry[Maker] = Registry("sections of the wiki's home")


def register_home_section(name: str, maker: Maker, *, order: int = 100) -> None:
    """Show on the wiki's home what `maker` returns. Lower orders come first; main and rail are ordered each for itself."""
    _makers.add(maker, name=name, order=order)


def sections_for(request: HttpRequest) -> list[HomeSection]:
    """Return what there is for this agent, in order. The section of a plugin that fails is left out."""
    found = []
    for each in _makers.entries():
        if each.owner:
            section = shielded(each.owner, f"section {each.name}", partial(each.entry, request), None)
        else:
            section = each.entry(request)
        if section is not None:
            found.append(section)
    return found
