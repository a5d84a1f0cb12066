"""Where to go when nothing was found: a search never ends at a wall.

The nearest spelling is a part of the results (`SearchPage.did_you_mean`); everything else comes from providers, two of which
stand here: the pages that help most, and the contact address of the branding.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.audiences import Reader, reader_for
from content.models import HelpPage
from plugins.naming import owner_for
from plugins.registry import Registry
from plugins.shield import shielded
from search.analysis import analyse
from search.analysis.letters import WORD
from search.documents import BASE, CATEGORY
from search.engines.database.holding import texts_held
from search.grammar import parse
from search.models import IndexedDocument
from search.queries import SearchQuery, number
from theme.chrome import contact_address_of, surroundings_of

if TYPE_CHECKING:
    from search.selectors import SearchPage

logger = logging.getLogger(__name__)

MOST_WORDS = 3
MOST_PAGES = 4
CANDIDATES = 24
"""Pages that are proposed; not all of them may be shown to this reader."""
REMEMBERED = 600
"""Seconds for which the candidates of a topic are kept: votes are counted once a day."""


@dataclass(frozen=True)
class WayOut:
    """A link, such as to the contact form, or a list of pages under a heading. `pages` have a title, a summary and a link."""

    label: Any
    url: str = ""
    pages: tuple[Any, ...] = ()


Provider = Callable[[HttpRequest, "SearchPage"], WayOut | None]
_providers: Registry[Provider] = Registry("ways out of a search")


def register_way_out(provider: Provider, *, order: int = 100) -> None:
    """Offer a way out where a search finds nothing: an answer, a form, a list of pages. Lower orders come first.

    The provider gets the request and the results, and returns None where it has none. It costs a query or two at most; when
    it fails, it is passed over. Of the pages that a plugin returns only those are shown that this reader may see.
    """
    _providers.add(provider, order=order, owner=owner_for(provider))


def ways_out(request: HttpRequest, found: SearchPage) -> list[WayOut]:
    """Return what the rooms offer to who found nothing, in the order of registration."""
    ways = []
    for each in _providers.entries():
        way = _of_plugin(each.owner, each.entry, request, found) if each.owner else _of_room(each.entry, request, found)
        if way is not None and (way.url or way.pages):
            ways.append(way)
    return ways


def _of_room(provider: Provider, request: HttpRequest, found: SearchPage) -> WayOut | None:
    try:
        return provider(request, found)
    except Exception:
        logger.exception("search: a way out failed: %s", getattr(provider, "__qualname__", provider))
        return None


def _of_plugin(owner: str, provider: Provider, request: HttpRequest, found: SearchPage) -> WayOut | None:
    """Return the way without pages that the reader may not see, and with what stands there as plain text."""

    def call() -> WayOut | None:
        way = provider(request, found)
        if way is None:
            return None
        pages = [page for page in way.pages if isinstance(page, HelpPage)]
        readable = HelpPage.objects.listable_to(reader_for(request.user)).in_bulk([page.pk for page in pages]) if pages else {}
        return WayOut(str(way.label), str(way.url), tuple(readable[page.pk] for page in pages if page.pk in readable))

    return shielded(owner, "a way out of a search", call, None)


def single_words(query: SearchQuery, reader: Reader) -> list[str]:
    """Return words of a query that failed as a whole, the longest first, each of which finds something for the reader."""
    text = parse(query.text).plain
    found = list(dict.fromkeys(match[0] for match in WORD.finditer(text) if analyse(match[0], query.language)))
    if len(found) < 2:
        return []
    useful = texts_held(found, query.language, int(reader.level))
    return sorted((word for word in found if word in useful), key=len, reverse=True)[:MOST_WORDS]


def helpful_pages(request: HttpRequest, found: SearchPage) -> WayOut | None:
    """Return the pages that help most: of the chosen topic, or of the whole help center. Two queries, mostly one."""
    reader = reader_for(request.user)
    chosen = (*found.query.chosen(CATEGORY), *found.query.chosen(BASE))
    topics = [topic for value in chosen if (topic := number(value))][:1]
    for facet in (*(f"\n{CATEGORY}:{topic}\n" for topic in topics), ""):
        ids = _candidates(found.query.language, int(reader.level), facet)
        readable = HelpPage.objects.listable_to(reader).in_bulk(ids) if ids else {}
        if pages := tuple(readable[each] for each in ids if each in readable)[:MOST_PAGES]:
            return WayOut(_("Pages of this topic that may help") if facet else _("Pages that may help"), pages=pages)
    return None


def _candidates(language: str, level: int, facet: str) -> list[int]:
    """Return pages with a text of their own, the most helpful first. What a reader may see of them is decided later."""
    key = f"search.helpful:{language}:{level}:{facet.strip()}"
    known: list[int] | None = cache.get(key)
    if known is None:
        documents = IndexedDocument.objects.filter(
            language=language, min_level__lte=level, max_level__gte=level, required_groups="", key__startswith="page:"
        ).exclude(body="")
        documents = documents.filter(facets__contains=facet) if facet else documents
        best = documents.order_by("is_stale", "-helpful", "-views", "-updated", "key").values_list("key", flat=True)
        known = [int(each.partition(":")[2]) for each in best[:CANDIDATES]]
        cache.set(key, known, REMEMBERED)
    return known


def contact_address(request: HttpRequest, _found: SearchPage) -> WayOut | None:
    """Return the way to people: where readers of this language write to. No query beside those of the page itself."""
    address = contact_address_of(surroundings_of(request, get_language() or settings.LANGUAGE_CODE))
    return WayOut(_("Write to us"), address) if address else None


register_way_out(helpful_pages)
register_way_out(contact_address)
