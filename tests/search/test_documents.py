"""Pages become documents: one for each language and each audience that reads something else."""

from typing import Any, cast

import pytest

from content.audiences import Audience
from content.models import HelpPage
from plugins.testing import isolated_registries
from search.documents import Document, build, builder_for, level_ranges, register_builder, storable, variant_ids
from search.pages import load_pages, register_page_measure


@pytest.mark.parametrize(
    ("lowest", "named", "expected"),
    [
        (0, set(), [(0, 2)]),
        (0, {2}, [(0, 1), (2, 2)]),
        (0, {1, 2}, [(0, 0), (1, 1), (2, 2)]),
        (1, {1}, [(1, 2)]),
        (1, {2}, [(1, 1), (2, 2)]),
        (2, {1, 2}, [(2, 2)]),
    ],
)
def test_audiences_that_read_the_same_share_a_document(lowest, named, expected):
    assert level_ranges(lowest, named) == expected


def test_every_variant_has_a_name_that_can_be_removed():
    for low, high in [pair for named in ({1}, {2}, {1, 2}, set()) for pair in level_ranges(0, named)]:
        document = Document(key="page:1", language="en", kind="a", title="T", min_level=low, max_level=high)
        assert document.id in variant_ids("page:1")


def test_text_that_no_engine_can_store_is_mended():
    storable("a\x00b\ud800c").encode("utf-8")


@pytest.mark.django_db
class TestPages:
    def test_a_document_holds_what_is_searched(self, center):
        category = center.page("Returns")
        page = center.page("Refund", parent=category, summary="How long.", search_keywords="money back")
        [document] = load_pages([page.pk])

        assert (document.key, document.language, document.kind) == (f"page:{page.pk}", "en", "article")
        assert (document.title, document.summary, document.keywords) == ("Refund", "How long.", "money back")
        assert (document.category_path, document.category_title) == ((category.pk,), "Returns")
        assert (document.min_level, document.max_level) == (0, 2)

    def test_headings_and_text_come_from_the_blocks(self, center):
        page = center.article("Refund", ("rich_text", "<h2>By card</h2><p>Five <b>days</b>.</p>"))
        [document] = load_pages([page.pk])

        assert "By card" in document.headings
        assert "Five days." in document.body

    def test_a_passage_for_agents_is_in_their_document_only(self, center):
        passage = {"audience": 2, "body": [{"type": "rich_text", "value": "<p>waive</p>"}]}
        page = center.article("Refund", ("rich_text", "<p>public</p>"), ("audience", passage))
        public, internal = load_pages([page.pk])

        assert ("waive" in public.body, "waive" in internal.body) == (False, True)
        assert (public.is_internal, internal.is_internal) == (False, True)

    def test_the_audience_is_the_effective_one(self, center):
        category = center.page("Wiki", audience=Audience.AGENT)
        [document] = load_pages([center.page("Refund", parent=category).pk])

        assert document.min_level == Audience.AGENT

    def test_drafts_have_none(self, center):
        page = center.page("Refund")
        HelpPage.objects.filter(pk=page.pk).update(live=False)

        assert list(load_pages([page.pk])) == []

    def test_many_pages_need_as_many_queries_as_few(self, center, django_assert_max_num_queries):
        ids = [center.page(f"Refund {number}").pk for number in range(12)]
        list(load_pages(ids[:2]))
        # Which pages, their rows, votes, reviews, the most readers and theirs, tags, products, the pages above them.
        with django_assert_max_num_queries(9):
            assert len(list(load_pages(ids))) == 12

    def test_a_room_can_tell_how_helpful_pages_are(self, center):
        page = center.page("Refund")
        with isolated_registries():
            register_page_measure("helpful", lambda ids: {page.pk: 0.8})

            assert next(iter(load_pages([page.pk]))).helpful == 0.8


class TestBuilders:
    def test_the_nearest_builder_makes_the_documents(self, monkeypatch):
        from search import documents

        # Only their ancestry counts; models would need tables.
        class Animal:
            pass

        class Cat(Animal):
            pass

        monkeypatch.setattr(documents, "_builders", {})
        register_builder(cast(Any, Animal), lambda batch: [])
        register_builder(
            cast(Any, Cat), lambda batch: [Document(key="cat:1", language="en", kind="cat", title="Cat")] * len(batch)
        )

        assert [each.kind for each in build(cast(Any, [Cat(), Animal(), Cat()]))] == ["cat", "cat"]

    def test_a_model_without_a_builder_is_not_searched(self):
        class Unknown:
            pass

        assert builder_for(cast(Any, Unknown)) is None
        assert list(build(cast(Any, [Unknown()]))) == []
