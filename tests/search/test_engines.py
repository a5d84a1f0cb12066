"""What every engine promises, asked of each of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from search.documents import Document
from search.queries import SearchQuery

REFUND = Document(
    key="page:1",
    language="en",
    kind="article",
    title="How long a refund takes",
    summary="Cards take five days.",
    body="The money goes back the way you paid.",
    category_path=(7, 9),
)
SHIPPING = Document(key="page:2", language="en", kind="article", title="Track a parcel", body="A refund is not shipping.")
FAQ = Document(key="page:3", language="en", kind="faq", title="Common questions", body="When will my refund arrive?")
ARABIC = Document(key="page:4", language="ar", kind="article", title="سياسة الاسترجاع", body="استرجاع الطلبات خلال شهر")
PERSIAN = Document(key="page:5", language="fa", kind="article", title="بازگرداندن سفارش", body="سفارش‌های خود را برگردانید")
INDONESIAN = Document(key="page:6", language="id", kind="article", title="Cara mengembalikan barang", body="Dana kembali.")
ALL = [REFUND, SHIPPING, FAQ, ARABIC, PERSIAN, INDONESIAN]


@pytest.fixture
def filled(engine):
    engine.index(ALL)
    return engine


def keys(result):
    return [hit.key for hit in result.hits]


def find(engine, text, language="en", **more):
    return keys(engine.search(SearchQuery(text, language, **more)))


def test_a_title_comes_before_a_mention(filled):
    assert find(filled, "refund")[0] == "page:1"


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("en", "refunded", "page:1"),
        ("ar", "الطلب", "page:4"),
        ("ar", "سياسات", "page:4"),
        ("fa", "سفارش", "page:5"),
        ("fa", "سفارشها", "page:5"),
        ("id", "pengembalian barang", "page:6"),
    ],
)
def test_another_form_of_the_word_finds_the_page(filled, language, text, key):
    assert find(filled, text, language)[:1] == [key]


def test_other_languages_are_not_mixed_in(filled):
    assert find(filled, "refund", "id") == []


def test_all_words_come_before_some(filled):
    assert find(filled, "track refund parcel")[0] == "page:2"


def test_a_question_is_answered_when_no_page_has_all_its_words(filled):
    assert "page:1" in find(filled, "please tell me about the refund of elephants")


def test_counts_are_by_kind_and_do_not_change_with_the_choice(filled):
    found = filled.search(SearchQuery("refund", "en", filters=(("kind", ("faq",)),)))

    assert (keys(found), found.total, found.counts["kind"]) == (["page:3"], 1, {"article": 2, "faq": 1})


def test_a_category_narrows_to_what_is_below_it(filled):
    assert find(filled, "refund", filters=(("category", ("7",)),)) == ["page:1"]
    assert find(filled, "refund", filters=(("category", ("8",)),)) == []


def test_pages_of_results_follow_each_other(filled):
    first, second = find(filled, "refund", size=2), find(filled, "refund", size=2, page=2)

    assert len(first) == 2
    assert sorted(first + second) == ["page:1", "page:2", "page:3"]


def test_what_was_found_is_marked(filled):
    hit = filled.search(SearchQuery("refunds", "en")).hits[0]

    assert hit.title == "How long a <mark>refund</mark> takes"


def test_an_excerpt_is_marked_and_escaped(engine):
    engine.index([Document(key="page:1", language="en", kind="a", title="T", body="<script>refund</script> & more")])
    hit = engine.search(SearchQuery("refund", "en")).hits[0]

    assert hit.excerpt == "&lt;script&gt;<mark>refund</mark>&lt;/script&gt; &amp; more"


def test_other_languages_offer_their_best(filled):
    found = filled.search(SearchQuery("refund", "ar"), ["en", "fa", "id"])

    assert (found.hits, found.elsewhere[0].key, found.elsewhere[0].language) == ((), "page:1", "en")
    assert found.languages == {"en": 3}


def test_writing_again_replaces(filled):
    filled.index([Document(key="page:1", language="en", kind="article", title="Something else")])

    assert "page:1" not in find(filled, "refund")
    assert find(filled, "something else") == ["page:1"]


def test_a_variant_that_is_gone_is_removed(engine):
    engine.index(
        [
            Document(key="page:1", language="en", kind="a", title="Refund", max_level=1),
            Document(key="page:1", language="en", kind="a", title="Refund", body="secret", min_level=2),
        ]
    )
    engine.index([Document(key="page:1", language="en", kind="a", title="Refund")])

    assert find(engine, "secret", level=2) == []
    assert find(engine, "refund", level=2) == ["page:1"]


def test_removed_documents_are_gone(filled):
    filled.remove(["page:1", "page:99"])

    assert "page:1" not in find(filled, "refund")


def test_nothing_indexed_twice_counts_twice(filled):
    filled.index(ALL)

    assert filled.search(SearchQuery("refund", "en")).total == 3


def test_a_rebuild_leaves_only_what_it_was_given(filled):
    assert filled.rebuild([REFUND, ARABIC]) == 2
    assert find(filled, "refund") == ["page:1"]
    assert find(filled, "استرجاع", "ar") == ["page:4"]
    assert filled.health().documents == 2


def test_writing_goes_on_after_a_rebuild(filled):
    filled.rebuild([REFUND])
    filled.index([SHIPPING])
    filled.remove(["page:1"])

    assert find(filled, "refund") == ["page:2"]


def test_a_rebuild_that_fails_leaves_what_was_there(filled):
    def broken():
        yield REFUND
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        filled.rebuild(broken())

    assert "page:2" in find(filled, "refund")


def test_health_counts_documents(filled):
    assert (filled.health().ok, filled.health().documents) == (True, len(ALL))


def test_a_query_of_stop_words_finds_a_title_of_them(engine):
    engine.index([Document(key="page:1", language="en", kind="a", title="Who we are")])

    assert find(engine, "who are we") == ["page:1"]


class TestSuggestions:
    @pytest.mark.parametrize(
        ("prefix", "language", "key"),
        [
            ("refu", "en", "page:1"),
            ("how long a ref", "en", "page:1"),
            ("TRACK PAR", "en", "page:2"),
            ("سياسة الاستر", "ar", "page:4"),
            ("سیاسة الاستر", "ar", "page:4"),  # with a Persian yeh
            ("بازگ", "fa", "page:5"),
            ("cara mengem", "id", "page:6"),
        ],
    )
    def test_an_unfinished_word_completes_a_title(self, filled, prefix, language, key):
        assert [each.key for each in filled.suggest(SearchQuery(prefix, language))] == [key]

    def test_words_in_the_text_are_not_suggested(self, filled):
        assert filled.suggest(SearchQuery("money", "en")) == []

    def test_the_title_comes_as_it_was_written(self, filled):
        assert filled.suggest(SearchQuery("سياس", "ar"))[0].title == "سياسة الاسترجاع"


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


class TestSynonyms:
    @pytest.fixture
    def texts(self, engine):
        engine.index(
            [
                Document(key="page:1", language="en", kind="a", title="Terminate your contract", body="By letter."),
                Document(key="page:2", language="en", kind="a", title="Your contract", body="Nothing else."),
                Document(key="page:3", language="en", kind="a", title="Cancel a subscription", body="Today or tomorrow."),
            ]
        )
        return engine

    def test_any_alternative_will_do_and_what_was_typed_comes_first(self, texts):
        found = find(texts, "cancel subscription", segments=(("cancel subscription", "terminate contract"),))

        assert found == ["page:3", "page:1"]

    def test_words_beside_them_must_be_there(self, texts):
        found = texts.search(SearchQuery("x", "en", segments=(("cancel subscription", "terminate contract"), ("letter",))))

        assert keys(found)[0] == "page:1"


class TestRanking:
    def pair(self, engine, **more):
        """Index two documents that are the same but for what is given to the second one; return the order found."""
        plain: dict[str, Any] = {"language": "en", "kind": "a", "title": "Refund", "body": "Words about money."}
        engine.index([Document(key="page:1", **plain), Document(key="page:2", **{**plain, **more})])
        return find(engine, "refund", level=2, leading=("policy",))

    @pytest.mark.parametrize(
        "better", [{"helpful": 1.0}, {"views": 1.0}, {"kind": "policy"}], ids=["helpful", "read often", "a leading kind"]
    )
    def test_it_rises(self, engine, better):
        assert self.pair(engine, **better) == ["page:2", "page:1"]

    @pytest.mark.parametrize(
        "worse",
        [{"is_stale": True, "helpful": 1.0}, {"fades": True, "helpful": 1.0, "updated": datetime(2020, 1, 1, tzinfo=UTC)}],
        ids=["stale", "an old release note"],
    )
    def test_it_sinks(self, engine, worse):
        assert self.pair(engine, **worse) == ["page:1", "page:2"]

    def test_a_new_release_note_does_not_sink(self, engine):
        assert self.pair(engine, fades=True, helpful=1.0, updated=timezone.now()) == ["page:2", "page:1"]

    def test_helpfulness_does_not_lift_a_page_that_fits_less(self, engine):
        engine.index(
            [
                Document(key="page:1", language="en", kind="a", title="Refund of orders", body="Refund, refund."),
                Document(key="page:2", language="en", kind="a", title="Parcels", body="No refund here.", helpful=1.0, views=1.0),
            ]
        )

        assert find(engine, "refund") == ["page:1", "page:2"]


def test_questions_are_suggested_with_their_page(engine):
    engine.index(
        [Document(key="page:1", language="en", kind="faq", title="Returns", questions=("Can I return a gift?", "Who pays?"))]
    )
    found = engine.suggest(SearchQuery("return a gi", "en"))

    assert [(each.key, each.questions) for each in found] == [("page:1", ("Can I return a gift?", "Who pays?"))]
