"""What readers take for the same word becomes the same term; what they do not, does not."""

import json
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest

from script.lib.environment import ROOT
from search.analysis import (
    alternatives,
    analyse,
    excerpt,
    highlight,
    language_analysis,
    neighbours,
    registered_languages,
    spellings,
    terms,
    tokens,
)

FORMS = tomllib.loads(Path(__file__).with_name("word_forms.toml").read_text(encoding="utf-8"))


def lines(*kinds):
    """Return the lines of the table that are of these kinds, each with its language."""
    return [(language, line.split(" / ")) for language, table in FORMS.items() for kind in kinds for line in table.get(kind, ())]


def finds(language, query, text):
    """Tell whether the database engine finds a document with the text by the query: all words, each in one way at least."""
    terms = set(analyse(text, language))
    words = list(alternatives(query, language))
    return bool(words) and all(any(terms.issuperset(way) for way in ways) for ways in words)


@pytest.mark.parametrize(("language", "forms"), lines("same"))
def test_forms_of_a_word_find_each_other(language, forms):
    missed = [f"{one} -> {other}" for one, other in permutations(forms, 2) if not finds(language, one, other)]

    assert not missed


@pytest.mark.parametrize(("language", "pair"), lines("within"))
def test_a_word_of_an_unspaced_script_is_found_within_a_longer_one(language, pair):
    assert finds(language, *pair)


@pytest.mark.parametrize(("language", "pair"), lines("apart"))
def test_different_words_stay_apart(language, pair):
    assert not finds(language, *pair)
    assert not finds(language, *reversed(pair))


@pytest.mark.parametrize("language", ["en", "ar", "fa", "id"])
def test_the_table_has_many_groups_for_the_languages_of_the_interface(language):
    assert len(FORMS[language]["same"]) >= 25


@pytest.mark.parametrize("language", registered_languages())
def test_every_language_of_the_registry_stands_in_the_table(language):
    # What has only an algorithm of Snowball, and nothing of ours, needs no proof here.
    assert language in FORMS or language in ("eo", "ne", "yi")


def test_a_language_without_an_entry_has_no_stop_words_and_no_stems():
    assert analyse("the houses och husen", "xx") == ["the", "houses", "och", "husen"]


def test_a_regional_code_is_analysed_as_its_language():
    assert language_analysis("de-at").code == "de"


def test_stop_words_of_one_language_are_words_in_another():
    assert analyse("in", "en") == []
    assert analyse("in", "fi") != []


def test_a_latin_name_inside_arabic_is_found():
    assert "wagtail" in analyse("إعداد Wagtail الجديد", "ar")


def test_unspaced_scripts_are_cut_into_pairs():
    assert analyse("検索結果", "ja") == ["検索", "索結", "結果"]


def test_tokens_tell_where_they_stand_in_the_original():
    text = "«كَلِمَةُ» ﬁle straße"

    assert [text[token.start : token.end] for token in tokens(text, "ar")] == ["كَلِمَةُ", "ﬁle", "straße"]


def test_marks_go_around_whole_words_as_they_were_written():
    assert highlight("Get your Refunds.", {"refund"}, "en") == "Get your <mark>Refunds</mark>."


def test_highlighting_escapes_what_people_wrote():
    assert highlight("<b>refund & co</b>", {"refund"}, "en") == "&lt;b&gt;<mark>refund</mark> &amp; co&lt;/b&gt;"


def test_an_excerpt_shows_the_passage_with_most_of_the_terms():
    text = "Refund. " + "Other words come here. " * 40 + "A refund takes five days to your bank account." + " More." * 50

    assert "<mark>refund</mark> takes five days to your <mark>bank</mark>" in excerpt(text, {"refund", "bank"}, "en")


def test_an_excerpt_is_short():
    assert len(excerpt("word " * 5000, {"word"}, "en").replace("<mark>", "").replace("</mark>", "")) < 260


SAMPLES = ROOT.parent / "shared" / "hostile" / "unicode.json"


def _samples():
    if not SAMPLES.exists():
        return [pytest.param("", [], marks=pytest.mark.skip(reason=f"{SAMPLES} is not there"))]
    samples = json.loads(SAMPLES.read_text())["samples"]
    return [
        pytest.param(sample["input"], set(sample["expect"]["search_equal_to"]) - _COLLOQUIAL, id=sample["id"])
        for sample in samples
        if "search_equal_to" in sample["expect"] and sample["id"] not in _NO_WORDS
    ]


# Signs without letters are nothing to look for.
_NO_WORDS = {"variation-selector"}
_COLLOQUIAL = {"kata2"}
# Holds a letter beside the word; who asks for both finds only texts with both.
_MORE_WORDS = {"STRASSE straße ẞ"}


@pytest.mark.parametrize(("text", "equals"), _samples())
def test_the_same_text_in_another_encoding_is_the_same(text, equals):
    for other in equals:
        both = [(other, text)] if text in _MORE_WORDS else [(other, text), (text, other)]
        languages = [each for each in ("en", "ar", "fa", "id") if all(finds(each, *pair) for pair in both)]
        assert languages, f"{text!a} and {other!a} do not find each other in any language"


def test_a_language_may_have_a_code_in_capitals():
    assert language_analysis("pt-BR").elasticsearch == "brazilian"


def test_names_and_numbers_inside_arabic_are_words_of_their_own():
    assert analyse("الـiPhone15 وWiFi", "ar") == ["iphone", "15", "wifi"]


def test_a_short_code_is_one_word():
    assert analyse("5G E404 A1B2", "en") == ["5g", "e404", "a1b2"]


def test_an_article_before_an_apostrophe_is_no_word():
    assert analyse("l'avion", "fr") == ["avion"]


def test_neighbours_that_may_be_one_word_stand_behind_the_words():
    assert analyse("نصب نرم افزار", "fa")[:3] == ["نصب", "نرم", "افزار"]
    assert "نرمافزار" in analyse("نصب نرم افزار", "fa")[3:]


def test_words_on_both_sides_of_a_comma_are_not_joined():
    assert "نرمافزار" not in analyse("نرم، افزار", "fa")


def test_a_query_of_two_words_is_also_looked_for_as_one():
    assert spellings("نرم افزار", "fa") == [("نرم", "نرمافزار"), ("افزار", "نرمافزار")]


def test_words_have_one_spelling_where_a_language_does_not_join_them():
    assert spellings("log in", "de") == [("log",), ("in",)]


def test_neighbours_are_the_words_on_both_sides_of_stop_words():
    assert neighbours("Where is the refund of an order?", "en") == ["refund order"]


def test_the_plain_way_to_find_a_word_comes_first():
    assert next(alternatives("نرم‌افزار", "fa"))[0] == ("نرم", "افزار")


def test_a_compound_is_marked_where_the_text_splits_it():
    assert highlight("نصب نرم افزار", {"نرمافزار"}, "fa") == "نصب <mark>نرم افزار</mark>"


def test_threads_do_not_disturb_each_other():
    words = [f"{stem}{ending}" for stem in ("refund", "deliver", "pack", "order") for ending in ("s", "ed", "ing")] * 500
    # Distinct numbers keep the results out of the cache.
    texts = [" ".join(f"{word} x{thread}{at}" for at, word in enumerate(words)) for thread in range(4)]
    alone = [analyse(text, "es") for text in texts]
    terms._terms_of.cache_clear()
    terms._significant.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: analyse(text, "es"), texts))

    assert together == alone
