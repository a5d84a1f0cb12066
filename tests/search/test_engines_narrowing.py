"""Facets, ages, quotes and exclusions: every engine narrows and counts alike."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.documents import Document
from search.queries import SearchQuery
from tests.search.found import find, keys


class TestNarrowing:
    @pytest.fixture
    def shelves(self, engine):
        def document(number, **more):
            return Document(key=f"page:{number}", language="en", title="Refund", **{"kind": "article", **more})

        engine.index(
            [
                document(1, category_path=(7, 9), tags=("Cards & more",), products=("Box",), updated=timezone.now()),
                document(2, category_path=(7,), tags=("50%",), updated=timezone.now() - timedelta(days=20)),
                document(3, category_path=(8,), kind="faq", updated=timezone.now() - timedelta(days=200)),
                document(4, category_path=(8,), kind="policy", updated=timezone.now() - timedelta(days=2000)),
            ]
        )
        return engine

    def counted(self, engine, **more):
        return engine.search(SearchQuery("refund", "en", **more)).counts

    def test_every_facet_is_counted(self, shelves):
        found = {name: values for name, values in self.counted(shelves).items() if values}

        assert found == {
            "kind": {"article": 2, "faq": 1, "policy": 1},
            "base": {"7": 2, "8": 2},
            "category": {"7": 2, "8": 2, "9": 1},
            "tag": {"Cards & more": 1, "50%": 1},
            "product": {"Box": 1},
            "updated": {"week": 1, "month": 2, "year": 3},
        }

    def test_an_excluded_value_is_left_out(self, shelves):
        assert {*find(shelves, "refund", excluded_filters=(("kind", ("faq", "policy")),))} == {"page:1", "page:2"}
        assert {*find(shelves, "refund", excluded_filters=(("category", ("7",)), ("kind", ("faq",))))} == {"page:4"}

    def test_an_excluded_value_alone_lists_the_rest(self, shelves):
        assert find(shelves, "", excluded_filters=(("category", ("8",)),)) == ["page:1", "page:2"]

    def test_a_choice_narrows_the_other_facets_and_not_its_own(self, shelves):
        found = self.counted(shelves, filters=(("base", ("8",)),))

        assert found["base"] == {"7": 2, "8": 2}
        assert found["kind"] == {"faq": 1, "policy": 1}

    def test_two_facets_narrow_together(self, shelves):
        assert find(shelves, "refund", filters=(("base", ("8",)), ("kind", ("faq", "article")))) == ["page:3"]

    def test_an_age_narrows(self, shelves):
        assert sorted(find(shelves, "refund", updated="month")) == ["page:1", "page:2"]

    def test_an_age_narrows_the_other_facets(self, shelves):
        assert self.counted(shelves, updated="month")["base"] == {"7": 2}

    @pytest.mark.parametrize("value", ["%", "5_%", "50%\n", "Cards"])
    def test_a_value_is_no_pattern(self, shelves, value):
        assert find(shelves, "refund", filters=(("tag", (value,)),)) == []

    def test_few_results_within_a_filter_do_not_make_words_optional(self, shelves):
        found = shelves.search(SearchQuery("refund", "en", filters=(("product", ("Box",)),)))

        assert (keys(found), found.full) == (["page:1"], 1)


class TestGrammar:
    @pytest.fixture
    def texts(self, engine):
        bodies = [
            "The gift card is sent by mail.",
            "A card for a gift.",
            "Gift cards never end. Refunds do.",
            "Nothing of the kind: gifts.",
        ]
        engine.index(
            [
                Document(key=f"page:{number}", language="en", kind="a", title=f"T{number}", body=body)
                for number, body in enumerate(bodies)
            ]
        )
        return engine

    def test_a_phrase_is_found_as_it_stands_only(self, texts):
        assert find(texts, "x", phrases=("gift card",)) == ["page:0"]

    def test_words_beside_a_phrase_are_looked_for_too(self, texts):
        assert find(texts, "x", segments=(("mail",),), phrases=("gift card",)) == ["page:0"]

    def test_a_phrase_is_never_optional(self, texts):
        assert find(texts, "x", segments=(("refunds",),), phrases=("gift card",)) in ([], ["page:0"])

    def test_an_excluded_word_goes_in_all_its_forms(self, texts):
        assert sorted(find(texts, "gift", segments=(("gift",),), excluded=("cards",))) == ["page:3"]

    def test_an_excluded_phrase_goes_as_it_stands(self, texts):
        assert sorted(find(texts, "gift", segments=(("gift",),), excluded=("gift card",))) == ["page:1", "page:2", "page:3"]
