"""From a query to the body of a request. Pure functions."""

from __future__ import annotations

from typing import Any

from search.queries import SearchQuery, groups_of, query_texts

# A page named by the query comes before one that mentions it; the words that editors add by hand are nearly titles.
FIELDS = ("title^4", "keywords^3", "headings^2", "summary^2", "body")
PHRASE_IN_TITLE = 4.0
WHOLE_TITLE = 20.0
"""A reader who types a title wants that page, whatever else has its words."""
COUNTED = 1000
MOST_KINDS = 50

# Signs that no text has stand around what was found until everything else is escaped.
MARK_BEGIN, MARK_END = "\ue000", "\ue001"
EXCERPT_LENGTH = 220


def search_body(query: SearchQuery, *, all_words: bool) -> dict[str, Any]:
    """Return the request for one page of hits with counts by kind."""
    body: dict[str, Any] = {
        "from": query.offset,
        "size": query.size,
        "track_total_hits": COUNTED,
        "_source": ["key", "language", "kind", "title", "summary", "helpful"],
        "query": {"bool": {**_conditions(query), "must": [text_query(query, all_words=all_words)]}},
        "aggs": {"kinds": {"terms": {"field": "kind", "size": MOST_KINDS}}},
        "highlight": _highlight(),
    }
    if query.kinds:
        # After counting, so that the other kinds keep their numbers.
        body["post_filter"] = {"terms": {"kind": list(query.kinds)}}
    return body


def suggest_body(query: SearchQuery) -> dict[str, Any]:
    """Return the request for titles that hold the words of the text, the last of which may be unfinished."""
    words = {"match_bool_prefix": {"title.exact": {"query": query.text, "operator": "and"}}}
    return {
        "size": query.size,
        "_source": ["key", "title", "kind"],
        "query": {"bool": {**_conditions(query), "must": [words]}},
    }


def text_query(query: SearchQuery, *, all_words: bool) -> dict[str, Any]:
    """Return the part that finds and ranks; of several versions of the text the best one counts."""
    versions = [_version(text, query.language, all_words=all_words) for text in query_texts(query.text, query.language)]
    return versions[0] if len(versions) == 1 else {"dis_max": {"queries": versions}}


def _version(text: str, language: str, *, all_words: bool) -> dict[str, Any]:
    if not groups_of(text, language):  # nothing but stop words: they may still be somebody's title
        return {"match": {"title.exact": {"query": text, "operator": "and"}}}
    words = {"query": text, "fields": list(FIELDS), "operator": "and" if all_words else "or"}
    return {
        "bool": {
            "must": [{"combined_fields": words}],
            "should": [
                {"match_phrase": {"title.exact": {"query": text, "boost": PHRASE_IN_TITLE}}},
                {"term": {"title.whole": {"value": text, "boost": WHOLE_TITLE}}},
            ],
        }
    }


def _conditions(query: SearchQuery) -> dict[str, Any]:
    filters: list[dict[str, Any]] = [
        {"range": {"min_level": {"lte": query.level}}},
        {"range": {"max_level": {"gte": query.level}}},
    ]
    if query.groups is not None:
        filters.append({"terms": {"required_groups": ["", *sorted(query.groups)]}})
    if query.category is not None:
        filters.append({"term": {"category": query.category}})
    found: dict[str, Any] = {"filter": filters}
    if query.exclude_keys:
        found["must_not"] = [{"terms": {"key": list(query.exclude_keys)}}]
    return found


def _highlight() -> dict[str, Any]:
    field = {"number_of_fragments": 1, "fragment_size": EXCERPT_LENGTH}
    return {
        "type": "unified",
        "pre_tags": [MARK_BEGIN],
        "post_tags": [MARK_END],
        "require_field_match": False,
        "max_analyzed_offset": 100_000,
        "fields": {"summary": field, "body": {**field, "no_match_size": EXCERPT_LENGTH}},
    }
