"""Which kinds of documents a reader may have: the others are not named to them, as if there were none."""

from __future__ import annotations

from django.apps import apps

from content.models import HelpPage
from content.page_types import in_force
from search.documents import TOP_LEVEL, kinds_known
from search.pages import kinds_of


def kinds_for(level: int) -> list[str]:
    """Return the kinds that somebody named and that readers of this audience may find."""
    lowest = _lowest()
    return [kind for kind in kinds_known() if lowest.get(kind, 0) <= level]


def _lowest() -> dict[str, int]:
    """Return the lowest audience that pages of each kind can have; kinds that are not those of pages are for everybody.

    Not kept: page types come and go with plugins.
    """
    found: dict[str, int] = {}
    for model in apps.get_models():
        if issubclass(model, HelpPage) and in_force(model):
            for kind in kinds_of(model):
                found[kind] = min(found.get(kind, TOP_LEVEL), int(model.minimum_audience))
    return found
