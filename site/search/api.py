"""The same search for programs: mounted by config/api.py at /api/."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema

from content.audiences import reader_for
from search import selectors
from search.outbox import outbox_add
from search.queries import LAST_PAGE, SearchQuery

router = Router(tags=["search"])


class HitOut(Schema):
    """One page found. `title` and `excerpt` are HTML: escaped text with <mark> around what was found."""

    title: str
    excerpt: str
    url: str
    language: str
    kind: str
    category: str


class SearchOut(Schema):
    """One page of results; `kinds` counts all results by kind, `is_capped` means that there are more than `total`."""

    total: int
    is_capped: bool
    page: int
    pages: int
    kinds: dict[str, int]
    hits: list[HitOut]


class SuggestionOut(Schema):
    """A page whose title holds what was typed."""

    title: str
    url: str
    kind: str


@router.get("/search/", response=SearchOut, summary="Search the help pages", url_name="search")
def search(
    request: HttpRequest,
    q: str = "",
    language: str = "",
    kind: list[str] = Query([]),  # noqa: B008  how ninja reads a repeated parameter
    page: int = 1,
) -> dict[str, Any]:
    """Pages that the caller may read, best first. `kind` may be repeated; an unknown language is the site's own."""
    query = SearchQuery(q, _language(language), kinds=tuple(kind[:20]), page=min(max(page, 1), LAST_PAGE))
    found = selectors.search_pages(query, reader_for(request.user))
    outbox_add(keys=found.stale_keys)
    return {
        "total": found.total,
        "is_capped": found.is_capped,
        "page": query.page,
        "pages": found.pages,
        "kinds": {each.kind: each.count for each in found.kinds},
        "hits": [
            {
                "title": hit.title,
                "excerpt": hit.excerpt,
                "url": hit.page.link,
                "language": hit.language,
                "kind": hit.kind,
                "category": hit.category_title,
            }
            for hit in found.hits
        ],
    }


@router.get("/suggest/", response=list[SuggestionOut], summary="Complete a title", url_name="suggest")
def suggest(request: HttpRequest, q: str = "", language: str = "") -> list[dict[str, Any]]:
    """Titles that hold the words typed so far, of pages that the caller may read."""
    found = selectors.suggest(q, _language(language), reader_for(request.user))
    return [{"title": each.title, "url": each.page.link, "kind": each.kind} for each in found]


def _language(asked: str) -> str:
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
