"""Every engine keeps documents to the audience and the groups they are meant for."""

import pytest

from search.documents import Document
from search.queries import SearchQuery


def keys(result):
    return [hit.key for hit in result.hits]


def find(engine, text, **more):
    return keys(engine.search(SearchQuery(text, "en", **more)))


@pytest.fixture
def guarded(engine):
    engine.index(
        [
            Document(key="page:1", language="en", kind="a", title="Refund for all", max_level=1),
            Document(key="page:1", language="en", kind="a", title="Refund for all", body="limit 90", min_level=2),
            Document(key="page:2", language="en", kind="a", title="Refund for customers", min_level=1),
            Document(key="page:3", language="en", kind="b", title="Refund for agents", min_level=2),
            Document(key="page:4", language="en", kind="b", title="Refund for leads", min_level=2, required_groups="5"),
        ]
    )
    return engine


@pytest.mark.parametrize(
    ("level", "groups", "expected"),
    [
        (0, frozenset(), {"page:1"}),
        (1, frozenset(), {"page:1", "page:2"}),
        (2, frozenset(), {"page:1", "page:2", "page:3"}),
        (2, frozenset({"5"}), {"page:1", "page:2", "page:3", "page:4"}),
        (2, None, {"page:1", "page:2", "page:3", "page:4"}),
    ],
)
def test_readers_find_and_count_what_is_meant_for_them(guarded, level, groups, expected):
    query = SearchQuery("refund", "en", level=level, groups=groups)
    found = guarded.search(query)

    assert set(keys(found)) == expected
    assert found.total == sum(found.counts["kind"].values()) == len(expected)
    assert {each.key for each in guarded.suggest(query)} == expected


def test_a_passage_for_agents_is_found_by_agents_only(guarded):
    assert find(guarded, "limit", level=1) == []
    assert find(guarded, "limit", level=2) == ["page:1"]


@pytest.mark.elasticsearch
def test_excluded_keys_are_neither_shown_nor_counted(elasticsearch_engine):
    # The database engine looks into the outbox by itself: test_leaks.py.
    elasticsearch_engine.index([Document(key="page:1", language="en", kind="a", title="Refund")])

    assert elasticsearch_engine.search(SearchQuery("refund", "en", exclude_keys=("page:1",))).total == 0
