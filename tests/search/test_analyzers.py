"""Elasticsearch reads each language as the database engine does, from its own filters."""

import json
import tomllib
import uuid
from itertools import permutations
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from script.lib.environment import ROOT
from search.analysis import analyse, language_analysis, registered_languages, spellings
from search.engines.elasticsearch.analyzers import EXACT, SEARCH, TEXT, analysis_settings, text_field

FORMS = tomllib.loads(Path(__file__).with_name("word_forms.toml").read_text(encoding="utf-8"))
SAMPLES = ROOT.parent / "shared" / "hostile" / "unicode.json"


class Reading:
    """The analyzers of one index, asked for what they make of texts."""

    def __init__(self, client, language):
        self.language, self._client, self._known = language, client, {}
        self.index = f"test-{uuid.uuid4().hex[:12]}"
        settings = {"number_of_shards": 1, "number_of_replicas": 0, "analysis": analysis_settings(language)}
        client.indices.create(index=self.index, settings=settings, mappings={"properties": {"body": text_field()}})

    def terms(self, analyzer, text):
        """Return the terms of a text, in their order."""
        if (analyzer, text) not in self._known:
            answer = self._client.indices.analyze(index=self.index, analyzer=analyzer, text=text)
            self._known[analyzer, text] = [token["token"] for token in answer["tokens"]]
        return self._known[analyzer, text]

    def finds(self, query, text):
        """Tell whether a document with the text has all words of the query, each in one spelling at least."""
        found = set(self.terms(TEXT, text))
        words = [[self.terms(SEARCH, each) for each in ways] for ways in spellings(query, self.language)]
        return bool(words) and all(any(way and found.issuperset(way) for way in ways) for ways in words)


@pytest.fixture(scope="module")
def client(elasticsearch_url):
    with Elasticsearch(elasticsearch_url, request_timeout=60) as found:
        yield found


@pytest.fixture(scope="module")
def reading(client):
    """What makes the reading of a language, its index once for all tests and gone at the end."""
    made = {}

    def read(language):
        if language not in made:
            made[language] = Reading(client, language)
        return made[language]

    yield read
    for each in made.values():
        client.indices.delete(index=each.index)


def lines(*kinds):
    return [(language, line.split(" / ")) for language, table in FORMS.items() for kind in kinds for line in table.get(kind, ())]


@pytest.mark.elasticsearch
@pytest.mark.parametrize("language", sorted({*registered_languages(), *FORMS}))
def test_forms_of_a_word_find_each_other(reading, language):
    groups = [forms for code, forms in lines("same", "elasticsearch") if code == language]
    reader = reading(language)
    missed = [f"{one} -> {other}" for forms in groups for one, other in permutations(forms, 2) if not reader.finds(one, other)]

    assert not missed


@pytest.mark.elasticsearch
@pytest.mark.parametrize(("language", "pair"), lines("within"))
def test_a_word_of_an_unspaced_script_is_found_within_a_longer_one(reading, language, pair):
    assert reading(language).finds(*pair)


@pytest.mark.elasticsearch
@pytest.mark.parametrize(("language", "pair"), lines("apart"))
def test_different_words_stay_apart(reading, language, pair):
    assert not reading(language).finds(*pair)
    assert not reading(language).finds(*reversed(pair))


@pytest.mark.elasticsearch
@pytest.mark.parametrize("language", ["ar", "fa", "id", "en"])
def test_both_engines_make_the_same_terms(reading, language):
    forms = [form for code, line in lines("same", "apart") if code == language for form in line]
    # Pairs of neighbours that may be one word are more in Elasticsearch, which has no list of what compounds begin with.
    unequal = [each for each in forms if set(reading(language).terms(SEARCH, each)) - set(analyse(each, language))]

    assert not unequal


def _samples():
    if not SAMPLES.exists():
        return [pytest.param("", [], marks=pytest.mark.skip(reason=f"{SAMPLES} is not there"))]
    samples = json.loads(SAMPLES.read_text())["samples"]
    return [
        pytest.param(sample["input"], sample["expect"]["search_equal_to"], id=sample["id"])
        for sample in samples
        if "search_equal_to" in sample["expect"] and sample["id"] not in ("variation-selector", "id-reduplication")
    ]


@pytest.mark.elasticsearch
@pytest.mark.parametrize(("text", "equals"), _samples())
def test_the_same_text_in_another_encoding_is_the_same(reading, text, equals):
    for other in equals:
        assert any(reading(each).finds(other, text) for each in ("en", "ar", "fa", "id")), f"{other!a} -> {text!a}"


@pytest.mark.elasticsearch
def test_the_exact_analyzer_keeps_endings_and_stop_words(reading):
    assert reading("en").terms(EXACT, "The Refunds of the month") == ["the", "refunds", "of", "the", "month"]


@pytest.mark.elasticsearch
def test_the_exact_analyzer_unifies_letters(reading):
    assert reading("ar").terms(EXACT, "إِعدادات ٢٠٢٦") == ["اعدادات", "2026"]


@pytest.mark.elasticsearch
def test_joined_neighbours_take_no_place_of_their_own(client, reading):
    answer = client.indices.analyze(index=reading("fa").index, analyzer=TEXT, text="نصب نرم افزار")

    assert sorted({token["position"] for token in answer["tokens"]}) == [0, 1, 2]


@pytest.mark.elasticsearch
def test_what_is_found_is_told_where_it_stands_in_the_original(client, reading):
    text = "الـWiFi و iPhone15"
    answer = client.indices.analyze(index=reading("ar").index, analyzer=SEARCH, text=text)
    places = {token["token"]: text[token["start_offset"] : token["end_offset"]] for token in answer["tokens"]}

    assert places["15"] == "15"
    assert places["wifi"].endswith("WiFi")


def test_a_language_without_an_entry_gets_neither_stop_words_nor_a_stemmer():
    assert analysis_settings("xx")["filter"] == {}


@pytest.mark.parametrize("language", registered_languages())
def test_stop_words_are_those_of_the_language_itself(language):
    entry, filters = language_analysis(language), analysis_settings(language)["filter"]
    listed = filters.get("own_stop", {}).get("stopwords")

    assert listed in (None, f"_{entry.elasticsearch}_", sorted(entry.stop_words))


@pytest.mark.parametrize("language", ["ja", "ko", "zh"])
def test_unspaced_scripts_get_no_english_stop_words(language):
    assert "own_stop" not in analysis_settings(language)["filter"]


@pytest.mark.parametrize("language", registered_languages())
def test_queries_are_read_as_documents_are_but_for_joined_words(language):
    analyzers = analysis_settings(language)["analyzer"]
    more = [each for each in analyzers[TEXT]["filter"] if each not in analyzers[SEARCH]["filter"]]

    assert more == (["joined", "remove_duplicates"] if language_analysis(language).joins_words else ["remove_duplicates"])


@pytest.mark.parametrize("language", registered_languages())
def test_every_language_is_told_in_the_documentation(language):
    assert f"| `{language}` |" in (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
