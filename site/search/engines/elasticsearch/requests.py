"""From a query to the body of a request. Pure functions."""

from __future__ import annotations

from itertools import islice

from search import ranking
from search.analysis import neighbours, spellings
from search.engines.base import ELSEWHERE
from search.engines.elasticsearch.narrowing import MOST_VALUES, Part, chosen, counts
from search.queries import SearchQuery, Segment, groups_of

FIELDS = tuple(f"{name}^{weight:g}" for name, weight in ranking.FIELD_WEIGHTS.items())
EXACT_FIELDS = tuple(f"{name}.exact^{weight:g}" for name, weight in ranking.FIELD_WEIGHTS.items())
COUNTED = 1000

# Signs that no text has stand around what was found until everything else is escaped.
MARK_BEGIN, MARK_END = "\ue000", "\ue001"
EXCERPT_LENGTH = 220


def search_body(query: SearchQuery, *, all_words: bool) -> Part:
    """Return the request for one page of hits with counts for every facet."""
    body: Part = {
        "from": query.offset,
        "size": query.size,
        "track_total_hits": COUNTED,
        "_source": ["key", "language", "kind", "title", "summary", "helpful"],
        "query": {"bool": _conditions(query)} if query.is_listing else ranked(query, all_words=all_words),
        "aggs": counts(query),
        "highlight": _highlight(query),
    }
    if within := chosen(query):
        # After counting, so that the other values keep their numbers.
        body["post_filter"] = {"bool": {"filter": list(within.values())}}
    if query.is_listing:
        # The key only for a steady order: pages of results follow each other.
        body["sort"] = [{"updated": {"order": "desc", "missing": "_last"}}, {"key": "asc"}]
    return body


def elsewhere_body(query: SearchQuery) -> Part:
    """Return the request for the best hits of other languages, each language counted."""
    return {
        "size": ELSEWHERE,
        "track_total_hits": COUNTED,
        "_source": ["key", "language", "kind", "title", "summary", "helpful"],
        "query": {"bool": {"must": [ranked(query, all_words=True)], "filter": list(chosen(query).values())}},
        "aggs": {"languages": {"terms": {"field": "language", "size": MOST_VALUES}}},
        "highlight": _highlight(query),
    }


def suggest_body(query: SearchQuery) -> Part:
    """Return the request for titles and questions with the words of the text, the last of which may be unfinished."""
    words = [
        {"match_bool_prefix": {f"{field}.exact": {"query": query.text, "operator": "and"}}} for field in ("title", "questions")
    ]
    return {
        "size": query.size,
        "_source": ["key", "title", "kind", "questions"],
        "query": {"bool": {**_conditions(query), "must": [{"dis_max": {"queries": words, "tie_breaker": 0.1}}]}},
    }


def ranked(query: SearchQuery, *, all_words: bool) -> Part:
    """Return the part that finds and ranks, for the reader of the query only."""
    found: Part = {"bool": {**_conditions(query), **text_query(query, all_words=all_words)}}
    # Added up to 1 and a little, then multiplied with the score.
    liked = _scored(found, _liked(query), "sum")
    scored = _scored(liked, _factors(query), "multiply")
    ranked: Part = {"boosting": {"positive": scored, "negative": {"term": {"is_stale": True}}, "negative_boost": ranking.STALE}}
    segments = _significant(query)
    if all_words or not segments:
        return ranked
    # Hits with all words stay in front; what is added here must not be multiplied with the rest.
    every = {"bool": {"filter": _parts(query, segments, all_words=True)}}
    return {"bool": {"must": [ranked], "should": [{"constant_score": {"filter": every, "boost": ranking.ALL_WORDS}}]}}


def _scored(query: Part, functions: list[Part], mode: str) -> Part:
    return {"function_score": {"query": query, "functions": functions, "score_mode": mode, "boost_mode": "multiply"}}


def _share(field: str, factor: float) -> Part:
    return {"field_value_factor": {"field": field, "factor": factor, "missing": 0}}


def text_query(query: SearchQuery, *, all_words: bool) -> Part:
    """Return the clauses that the text makes: what must be found and what lifts a hit that is."""
    segments = _significant(query)
    if not segments and not query.phrases:
        operator = "and" if all_words else "or"
        return {"must": [{"match": {"title.exact": {"query": query.text, "operator": operator}}}]}
    phrases = [_phrase(text) for text in query.phrases]
    whole = _whole(query)
    lifts: list[Part] = [
        *_as_typed(whole, query.language),
        *_neighbours(whole, query.language),
        {"match_phrase": {"title.exact": {"query": whole, "boost": ranking.PHRASE_IN_TITLE}}},
        {"term": {"title.whole": {"value": whole, "boost": ranking.WHOLE_TITLE}}},
    ]
    parts = _parts(query, segments, all_words=all_words)
    some = parts if all_words or len(parts) < 2 else [{"bool": {"should": parts}}]
    must = [*some, *phrases]
    if query.leading_segments is not None:
        # Its score is not nothing, so that it can be multiplied.
        must = [{"bool": {"should": [{"bool": {"must": must}}, {"constant_score": {"filter": _led(query)}}]}}]
    return {"must": must, "should": lifts}


def _led(query: SearchQuery) -> Part:
    """Return what finds the documents of leading kinds that match the query."""
    own = query.of_leading
    every = text_query(own, all_words=True)["must"] if own.segments or own.phrases else []
    return {"bool": {"filter": [{"terms": {"kind": list(query.leading)}}, *every]}}


def _fresh(wanted: Part) -> Part:
    return {"bool": {"filter": [wanted], "must_not": [{"term": {"is_stale": True}}]}}


def _as_typed(text: str, language: str) -> list[Part]:
    """Return what lifts a hit with the very forms of the text, within bounds: the rarity of a form is no reason by itself.

    What a single word brings is a part of the score (`_liked`), so that a body with it stays below a title without.
    """
    count = len(spellings(text, language))
    if count < 2:
        return []
    typed = {"combined_fields": {"query": text, "fields": list(EXACT_FIELDS), "operator": "or", "boost": ranking.AS_TYPED}}
    most = {"weight": ranking.MOST_AS_TYPED * (count - 1)}
    return [{"function_score": {"query": typed, "functions": [most], "boost_mode": "min"}}]


def _liked(query: SearchQuery) -> list[Part]:
    """Return what the score is multiplied with in sum: 1 and what lifts a hit a little."""
    parts: list[Part] = [{"weight": 1.0}, _share("helpful", ranking.HELPFUL), _share("views", ranking.VIEWS)]
    whole = _whole(query)
    if len(spellings(whole, query.language)) == 1:
        typed = {
            "multi_match": {"query": whole, "fields": [f"{name}.exact" for name in ranking.FIELD_WEIGHTS], "operator": "and"}
        }
        parts.append({"filter": typed, "weight": ranking.TYPED_WORD})
    return parts


def _whole(query: SearchQuery) -> str:
    """Return all that was typed to be found."""
    return " ".join([*(each[0] for each in query.segments), *query.phrases])


def _significant(query: SearchQuery) -> list[Segment]:
    """Return the segments to look for. A query of nothing but stop words has none: it may still be somebody's title."""
    return [each for each in query.segments if any(groups_of(text, query.language) for text in each)]


def _neighbours(text: str, language: str) -> list[Part]:
    """Return what lifts a body in which neighbouring words of the text stand near each other; stop words between do not count."""
    near = {"slop": ranking.NEAR_PLACES, "boost": ranking.NEAR}
    pairs = islice(dict.fromkeys(neighbours(text, language)), ranking.MOST_NEIGHBOURS)
    return [{"match_phrase": {"body": {"query": pair, **near}}} for pair in pairs]


def _parts(query: SearchQuery, segments: list[Segment], *, all_words: bool) -> list[Part]:
    """Return what finds each stretch of the query; those without synonyms are one."""
    language = query.language
    plain = " ".join(each[0] for each in segments if len(each) == 1)
    parts = [_words(plain, language, all_words=all_words)] if plain else []
    return [*parts, *(_alternatives(each, language, all_words=all_words) for each in segments if len(each) > 1)]


def _words(text: str, language: str, *, all_words: bool, boost: float = 1.0) -> Part:
    """Return what finds the words of a text, each in all of its spellings: some languages join and split the same word."""
    groups = spellings(text, language)
    if all(len(ways) < 2 for ways in groups):
        return _combined(text, all_words=all_words, boost=boost)
    parts = [{"dis_max": {"queries": [_combined(way, all_words=True) for way in ways]}} for ways in groups]
    return {"bool": {"must" if all_words else "should": parts, "boost": boost}}


def _combined(text: str, *, all_words: bool, boost: float = 1.0) -> Part:
    operator = "and" if all_words else "or"
    return {"combined_fields": {"query": text, "fields": list(FIELDS), "operator": operator, "boost": boost}}


def _alternatives(texts: tuple[str, ...], language: str, *, all_words: bool) -> Part:
    """Return what finds any of these; what an editor added needs all its words, else it would bring what it should not."""
    typed, *added = texts
    more = [_words(text, language, all_words=True, boost=ranking.SYNONYM) for text in added]
    return {"dis_max": {"queries": [_words(typed, language, all_words=all_words), *more]}}


def _phrase(text: str) -> Part:
    return {"multi_match": {"query": text, "fields": list(EXACT_FIELDS), "type": "phrase"}}


def _without(text: str) -> Part:
    """Return what an excluded word or phrase matches: a word in all its forms, a phrase as it stands."""
    if len(text.split()) > 1:
        return _phrase(text)
    return {"multi_match": {"query": text, "fields": list(ranking.FIELD_WEIGHTS), "operator": "and"}}


def _factors(query: SearchQuery) -> list[Part]:
    """Return what the score is multiplied by."""
    factors: list[Part] = []
    younger: list[Part] = []
    for age, factor in [*ranking.FADING, (None, ranking.FADED)]:
        here: list[Part] = [{"term": {"fades": True}}]
        if age is not None:
            here.append({"range": {"updated": {"gte": f"now-{age.days}d/d"}}})
        factors.append({"filter": {"bool": {"filter": here, "must_not": list(younger)}}, "weight": factor})
        if age is not None:
            younger.append(here[-1])
    if query.leading:
        factors.append({"filter": _fresh(_led(query)), "weight": ranking.LEADING})
    return factors


def _conditions(query: SearchQuery) -> Part:
    filters: list[Part] = [
        {"range": {"min_level": {"lte": query.level}}},
        {"range": {"max_level": {"gte": query.level}}},
    ]
    if query.groups is not None:
        filters.append({"terms": {"required_groups": ["", *sorted(query.groups)]}})
    found: Part = {"filter": filters}
    forbidden = [_without(text) for text in query.excluded]
    forbidden += [{"terms": {f"facets.{name}": list(values)}} for name, values in query.excluded_filters]
    if query.exclude_keys:
        forbidden.append({"terms": {"key": list(query.exclude_keys)}})
    if forbidden:
        found["must_not"] = forbidden
    return found


def _highlight(query: SearchQuery) -> Part:
    """Return what is marked: the words alone. Each condition and weight of the whole request would be looked for as well."""
    texts = [text for segment in query.segments for text in segment]
    words = [{"multi_match": {"query": text, "fields": ["summary", "body"]}} for text in (*texts, *query.phrases)]
    field = {"number_of_fragments": 1, "fragment_size": EXCERPT_LENGTH}
    beginning = {**field, "no_match_size": EXCERPT_LENGTH}
    return {
        "type": "unified",
        "pre_tags": [MARK_BEGIN],
        "post_tags": [MARK_END],
        "require_field_match": True,
        "highlight_query": {"bool": {"should": words}} if words else {"match_none": {}},
        "max_analyzed_offset": 100_000,
        "fields": {"summary": field if words else beginning, "body": beginning},
    }
