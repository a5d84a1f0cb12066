"""Where plugins join in a search: in what is indexed, in what is asked, in what is shown, and in what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.hooks import declare_action, declare_filter

if TYPE_CHECKING:
    from content.audiences import Reader
    from content.models import HelpPage
    from search.documents import Document
    from search.queries import SearchQuery
    from search.selectors import SearchPage
    from search.suggesting import PageSuggestion


@declare_filter
def search_document(document: Document, *, page: HelpPage) -> Document:
    """What is indexed of a page, for readers from `document.min_level` to `document.max_level`.

    Return `dataclasses.replace(document, body=…)` to make more of the page findable. The page has passages for other
    readers too: add nothing to the document that its readers may not see. Who they are, the key, the language and the
    kind stay as they are whatever is returned. It runs for every page when the index is filled, so it must be quick.
    """
    return document


@declare_filter
def search_query(query: SearchQuery, *, reader: Reader) -> SearchQuery:
    """What a reader asks for, before it is read: `text`, `filters` and `updated` may be changed.

    On whose behalf it is asked, the page of results and what editors hide stay as they are.
    """
    return query


@declare_filter
def search_results(page: SearchPage, *, reader: Reader) -> SearchPage:
    """The results that a reader is shown: `hits` and `elsewhere` may be put into another order, or some left out.

    Only what was there stays: hits that a plugin brings or changes are not shown, for nobody has checked who may see them.
    """
    return page


@declare_filter
def search_suggestions(found: list[PageSuggestion], *, text: str, language: str, reader: Reader) -> list[PageSuggestion]:
    """What is suggested for an unfinished text: order and number may be changed, nothing can be brought in."""
    return found


@declare_action
def search_logged(*, text: str, language: str, side: str, results: int, via: str) -> None:
    """A search that somebody sent was stored in the log; what is typed on the way to it is not told.

    `text` is without addresses and long numbers, `side` "public" or "internal" (an agent's), `via` the page, the box on
    other sites or the API. Who searched is not known. It runs in the reader's request: leave slow work to a task.
    """


@declare_action
def search_failed(*, text: str, language: str, side: str, searches: int) -> None:
    """A query that finds nothing, or nothing that anybody opens, came into the editors' queue, or into it again.

    `searches`: how often it failed. Runs in the scheduler, some minutes after the search.
    """
