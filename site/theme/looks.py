"""Which look a page wears: the site's own, or that of a page above it that has one, such as a knowledge base.

A room says so by registering a source. What it knows of a page is read in the query that brings the page itself; what else
rides along in that query is registered here, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Expression, OuterRef, QuerySet, Subquery, Value

from content.models import HelpPage

_PREFIX = "look_"
_ALONG = "along_"


@dataclass(frozen=True)
class Look:
    """What stands around a page. Empty texts, and a menu without links, leave what the site has."""

    name: str
    url: str  # where the name leads
    accent: str = ""  # such as #1f6b4f
    logo: str = ""  # an address
    menu: tuple[dict[str, Any], ...] = ()  # raw blocks, as those of theme.models.Navigation


class LookSource(Protocol):
    """A room's knowledge of looks."""

    name: str

    def rows(self, path: Any) -> QuerySet[Any]:
        """Return a query for one value that tells the look of the page with this tree path (an expression); no row for none."""

    def look(self, value: Any) -> Look:
        """Make the look of such a value."""

    def own(self, page: HelpPage) -> Look | None:
        """Return the look that a page, perhaps a draft, has itself; None for most."""


_sources: list[LookSource] = []


def register_looks(source: LookSource) -> None:
    """Let a room say which look pages wear. The one registered first is asked first."""
    _sources.append(source)


_riders: dict[str, Expression | Subquery] = {}


def register_along(name: str, expression: Expression | Subquery) -> None:
    """Have a value read in the query that brings a page to its reader; `read_along` returns it."""
    _riders[name] = expression


def read_along(page: HelpPage, name: str) -> Any:
    """Return such a value. One query for a page that came another way, such as a draft; None for one that is not stored."""
    if f"{_ALONG}{name}" in page.__dict__:
        return page.__dict__[f"{_ALONG}{name}"]
    return HelpPage._base_manager.filter(pk=page.pk).values_list(_riders[name], flat=True).first() if page.pk else None


def look_columns() -> dict[str, Any]:
    """Return annotations for a query of pages; `look_of` and `read_along` then need none of their own."""
    looks: dict[str, Any] = {f"{_PREFIX}{source.name}": Subquery(source.rows(OuterRef("path"))[:1]) for source in _sources}
    return {**looks, **{f"{_ALONG}{name}": expression for name, expression in _riders.items()}}


def looks_handed_on(row: HelpPage, page: HelpPage) -> None:
    """Give a page what was read with its row."""
    page.__dict__.update({name: row.__dict__[name] for name in look_columns() if name in row.__dict__})


def look_of(page: HelpPage) -> Look | None:
    """Return the look of a page; None for the site's own. One query for a page that was not read with `look_columns`."""
    for source in _sources:
        if own := source.own(page):
            return own
        name = f"{_PREFIX}{source.name}"
        value = page.__dict__[name] if name in page.__dict__ else source.rows(Value(page.path)).first()
        if value is not None:
            return source.look(value)
    return None
