"""Filters without a text: every engine lists what is within them, the newest first, to those who may see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.documents import Document
from search.outbox import outbox_add
from search.queries import SearchQuery
from tests.search.found import keys

FAQS = (("kind", ("faq",)),)
ALL_KINDS = (("kind", ("faq", "article")),)


def document(number, *, days, **more):
    """Return a document that was updated so many days ago; never, when that is None."""
    updated = None if days is None else timezone.now() - timedelta(days=days)
    common = {"language": "en", "kind": "faq", "updated": updated}
    return Document(key=f"page:{number}", title=f"Title {number}", **{**common, **more})


@pytest.fixture
def shelves(engine):
    engine.index(
        [
            document(1, days=40, helpful=1.0, views=1.0, category_path=(7,)),
            document(2, days=2, body="Gift cards.", summary="About gifts."),
            document(3, days=None),
            document(4, days=400, category_path=(7,), body="A card for a gift."),
            document(5, days=1, kind="article"),
            document(6, days=3, language="id"),
        ]
    )
    return engine


@pytest.fixture
def guarded(engine):
    engine.index(
        [
            document(1, days=1, max_level=1),
            document(1, days=1, min_level=2, body="limit 90"),
            document(2, days=2, min_level=1),
            document(3, days=3, min_level=2),
            document(4, days=4, min_level=2, required_groups="5"),
        ]
    )
    return engine


def listing(engine, filters=FAQS, **more):
    return engine.search(SearchQuery("", "en", filters=filters, **more), ["id"])


def test_everything_within_the_filter_comes_the_newest_first(shelves):
    assert keys(listing(shelves)) == ["page:2", "page:1", "page:4", "page:3"]


def test_all_of_it_is_counted_and_full(shelves):
    found = listing(shelves)

    assert (found.total, found.full, found.is_capped) == (4, 4, False)


def test_facets_are_counted_as_for_words(shelves):
    counts = listing(shelves).counts

    assert counts["kind"] == {"faq": 4, "article": 1}
    assert counts["category"] == {"7": 2}
    assert counts["updated"] == {"week": 1, "month": 1, "year": 2}


def test_an_age_alone_is_a_listing(shelves):
    assert keys(listing(shelves, filters=(), updated="month")) == ["page:5", "page:2"]


def test_two_filters_narrow_together(shelves):
    assert keys(listing(shelves, filters=(*FAQS, ("category", ("7",))))) == ["page:1", "page:4"]


def test_pages_of_a_listing_follow_each_other(shelves):
    pages = [keys(listing(shelves, filters=ALL_KINDS, size=2, page=page)) for page in (1, 2, 3)]

    assert pages == [["page:5", "page:2"], ["page:1", "page:4"], ["page:3"]]


def test_nothing_comes_from_other_languages(shelves):
    found = listing(shelves)

    assert (found.elsewhere, found.languages) == ((), {})


def test_a_hit_shows_its_beginning_unmarked(shelves):
    hit = listing(shelves).hits[0]

    assert (hit.title, hit.excerpt) == ("Title 2", "About gifts.")


def test_what_is_excluded_is_not_listed(shelves):
    assert keys(listing(shelves, excluded=("cards",))) == ["page:1", "page:3"]
    assert keys(listing(shelves, excluded=("gift cards",))) == ["page:1", "page:4", "page:3"]


def test_without_filters_no_text_finds_nothing(shelves):
    found = shelves.search(SearchQuery("", "en"))

    assert (found.hits, found.total) == ((), 0)


@pytest.mark.parametrize(
    ("level", "groups", "expected"),
    [
        (0, frozenset(), ["page:1"]),
        (1, frozenset(), ["page:1", "page:2"]),
        (2, frozenset(), ["page:1", "page:2", "page:3"]),
        (2, frozenset({"5"}), ["page:1", "page:2", "page:3", "page:4"]),
        (2, None, ["page:1", "page:2", "page:3", "page:4"]),
    ],
)
def test_readers_are_listed_and_counted_what_is_meant_for_them(guarded, level, groups, expected):
    found = listing(guarded, level=level, groups=groups)

    assert keys(found) == expected
    assert found.total == sum(found.counts["kind"].values()) == len(expected)


def test_the_text_for_agents_is_in_the_listing_of_agents_only(guarded):
    assert ["limit" in listing(guarded, level=level).hits[0].excerpt for level in (0, 1, 2)] == [False, False, True]


def test_what_waits_is_neither_listed_nor_counted(shelves):
    outbox_add(keys=["page:2"], engine_name=shelves.name)
    # An engine outside the database is told what waits.
    found = listing(shelves, exclude_keys=() if shelves.excludes_waiting else ("page:2",))

    assert (keys(found), found.total, found.counts["kind"]["faq"]) == (["page:1", "page:4", "page:3"], 3, 3)
