"""What every engine promises, asked of each of them."""

import pytest

from search.documents import Document
from search.queries import SearchQuery
from tests.search.found import find, keys

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
    health = filled.health()

    assert (health.ok, health.documents) == (True, len(ALL)), health.text


def test_a_query_of_stop_words_finds_a_title_of_them(engine):
    engine.index([Document(key="page:1", language="en", kind="a", title="Who we are")])

    assert find(engine, "who are we") == ["page:1"]


def test_a_query_of_stop_words_finds_titles_with_some_of_them_after_those_with_all(engine):
    titles = ["Who we are", "Refund", "What we do", "How you are"]
    engine.index([Document(key=f"page:{n}", language="en", kind="a", title=title) for n, title in enumerate(titles, start=1)])
    found = engine.search(SearchQuery("who are we", "en"))

    assert keys(found)[0] == "page:1"
    assert {*keys(found)} == {"page:1", "page:3", "page:4"}
    assert found.full == 1


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


def test_questions_are_suggested_with_their_page(engine):
    engine.index(
        [Document(key="page:1", language="en", kind="faq", title="Returns", questions=("Can I return a gift?", "Who pays?"))]
    )
    found = engine.suggest(SearchQuery("return a gi", "en"))

    assert [(each.key, each.questions) for each in found] == [("page:1", ("Can I return a gift?", "Who pays?"))]


@pytest.mark.elasticsearch
def test_the_account_of_a_score_comes_with_each_hit(elasticsearch_engine):
    elasticsearch_engine.index([REFUND, Document(key="page:2", language="en", kind="article", title="Refund", min_level=2)])
    found = elasticsearch_engine.explained(SearchQuery("refund", "en"), all_words=True)

    assert [(each["_source"]["key"], each["_explanation"]["value"] > 0) for each in found] == [("page:1", True)]
