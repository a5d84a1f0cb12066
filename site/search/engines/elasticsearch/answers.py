"""From an answer of the server to hits. What the server sends is text until it is escaped here."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import highlight
from search.engines.base import Hit, SearchResult, Suggestion
from search.engines.elasticsearch.requests import COUNTED, EXCERPT_LENGTH, MARK_BEGIN, MARK_END
from search.queries import SearchQuery, query_terms

_MARKED = re.compile(f"{MARK_BEGIN}([^{MARK_BEGIN}{MARK_END}]*){MARK_END}")
_LEFT_OVER = str.maketrans("", "", MARK_BEGIN + MARK_END)


def result(answer: Any, query: SearchQuery) -> SearchResult:
    """Return the hits and counts. Raises KeyError, TypeError or AttributeError for an answer of another shape."""
    total = answer["hits"]["total"]
    return SearchResult(
        hits=tuple(_hit(each, query) for each in answer["hits"]["hits"]),
        total=min(total["value"], COUNTED),
        counts={name: _counts(found["values"]["buckets"]) for name, found in answer["aggregations"].items()},
        full=min(total["value"], COUNTED),
        is_capped=total["relation"] != "eq",
    )


def elsewhere(answer: Any, query: SearchQuery) -> tuple[tuple[Hit, ...], dict[str, int]]:
    """Return the hits of other languages and the number in each; raises as `result` does."""
    hits = tuple(_hit(each, query) for each in answer["hits"]["hits"])
    return hits, _counts(answer["aggregations"]["languages"]["buckets"])


def suggestions(answer: Any) -> list[Suggestion]:
    """Return the titles and questions; raises as `result` does."""
    sources = [each["_source"] for each in answer["hits"]["hits"]]
    return [
        Suggestion(source["key"], source["title"], source["kind"], tuple(source.get("questions") or ())) for source in sources
    ]


def _counts(buckets: Any) -> dict[str, int]:
    return {str(bucket["key"]): bucket["doc_count"] for bucket in buckets if bucket["doc_count"]}


def _hit(found: Any, query: SearchQuery) -> Hit:
    source = found["_source"]
    marked = found.get("highlight", {})
    passages = [*marked.get("summary", ()), *marked.get("body", ()), (source.get("summary") or "")[:EXCERPT_LENGTH]]
    # The summary is written to be read; the body comes before it only when it shows more of what was asked.
    best = max((each for each in passages if each), key=lambda each: each.count(MARK_BEGIN), default="")
    return Hit(
        key=source["key"],
        language=source["language"],
        kind=source["kind"],
        title=highlight(source["title"], query_terms(query, source["language"]), source["language"]),
        excerpt=marked_up(best),
        score=float(found["_score"] or 0.0),
        helpful=float(source.get("helpful") or 0.0),
    )


def marked_up(passage: str) -> SafeString:
    """Return a passage as HTML: everything escaped, then what the server marked within <mark>."""
    html = _MARKED.sub(r"<mark>\1</mark>", escape(passage)).translate(_LEFT_OVER)
    return mark_safe(html)  # noqa: S308  # nosec B308 # escaped in the line above
