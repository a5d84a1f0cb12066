"""What stands in the sitemap beside the pages: addresses that rooms answer themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from wagtail.models import Site


@dataclass(frozen=True)
class Place:
    """An address that everybody may open, as a path; `alternates`: language codes to paths, itself among them."""

    path: str
    updated: datetime | None = None
    alternates: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """Addresses of one kind. Both are asked of a site; `places` for those from a first to a last one, in a fixed order."""

    count: Callable[[Site], int]
    places: Callable[[Site, int, int], list[Place]]


_sections: dict[str, Section] = {}


def register_sitemap_section(name: str, section: Section) -> None:
    """Have addresses named in the sitemap. `name` is part of the file's, and made of small letters."""
    _sections[name] = section


def sections() -> dict[str, Section]:
    """Return the sections by name."""
    return dict(_sections)
