"""What an engine finds, as keys of documents."""

from search.queries import SearchQuery


def keys(result):
    return [hit.key for hit in result.hits]


def find(engine, text, language="en", **more):
    return keys(engine.search(SearchQuery(text, language, **more)))
