"""What only Elasticsearch does: sides that are apart, aliases, and a database that stands in."""

import json
import time

import pytest

from content.audiences import Audience
from search import selectors
from search.analysis import registered_languages
from search.documents import Document
from search.engines import choice
from search.engines.base import EngineError
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.answers import marked_up
from search.engines.elasticsearch.requests import MARK_BEGIN, MARK_END, search_body
from search.queries import SearchQuery

REFUND = Document(key="page:1", language="en", kind="a", title="Refund")


@pytest.mark.elasticsearch
@pytest.mark.django_db
class TestIndexes:
    def test_what_only_agents_may_see_is_in_no_public_index(self, elasticsearch_engine):
        elasticsearch_engine.index([Document(key="page:1", language="en", kind="a", title="Secret", min_level=2)])
        client, prefix = elasticsearch_engine._client, elasticsearch_engine._indexes.prefix

        assert client.count(index=f"{prefix}-public-*")["count"] == 0
        assert client.count(index=f"{prefix}-internal-*")["count"] == 1

    def test_a_reader_below_agents_never_asks_an_internal_index(self, elasticsearch_engine):
        asked = elasticsearch_engine._readable(SearchQuery("x", "en", level=1), ["en", "ar"])

        assert all("-public-" in each for each in asked)

    def test_a_rebuild_swaps_and_removes_the_old_index(self, elasticsearch_engine, settings):
        settings.LANGUAGES = [("en", "English")]
        elasticsearch_engine.index([REFUND])
        elasticsearch_engine.rebuild([REFUND])
        client, prefix = elasticsearch_engine._client, elasticsearch_engine._indexes.prefix
        found = client.indices.get(index=f"{prefix}-*")

        assert len(found) == 2
        assert all(len(each["aliases"]) == 2 for each in found.values())

    def test_the_old_index_serves_until_the_new_one_is_full(self, elasticsearch_engine, settings):
        settings.LANGUAGES = [("en", "English")]
        elasticsearch_engine.index([REFUND])
        seen = []

        def documents():
            yield REFUND
            seen.append(elasticsearch_engine.search(SearchQuery("refund", "en")).total)

        elasticsearch_engine.rebuild(documents())

        assert seen == [1]

    def test_the_rest_of_a_killed_rebuild_is_cleared_away(self, elasticsearch_engine):
        indexes = elasticsearch_engine._indexes
        left = indexes.create("public", "en", stamp=1000)

        assert indexes.remove_unfinished() == [left]

    def test_an_index_that_serves_is_not_cleared_away(self, elasticsearch_engine):
        elasticsearch_engine._indexes.ensure("en")

        assert elasticsearch_engine._indexes.remove_unfinished() == []

    def test_the_indexes_of_a_longer_prefix_are_somebody_elses(self, elasticsearch_engine, elasticsearch_url):
        other = ElasticsearchEngine(elasticsearch_url, f"{elasticsearch_engine._indexes.prefix}-staging")
        other.index([REFUND])
        elasticsearch_engine.index([REFUND])
        elasticsearch_engine.remove(["page:1"])
        left = other.search(SearchQuery("refund", "en")).total
        elasticsearch_engine.drop()
        still_there = other._indexes.all()
        other.drop()

        assert (left, len(still_there)) == (1, 2)

    def test_no_index_comes_into_being_by_writing(self, elasticsearch_engine):
        elasticsearch_engine._known_languages.add("en")
        with pytest.raises(EngineError):
            elasticsearch_engine.index([REFUND])

    @pytest.mark.parametrize("language", [*registered_languages(), "ja", "xx"])
    def test_the_server_knows_the_analyzer_of_every_language(self, elasticsearch_engine, language):
        name = elasticsearch_engine._indexes.create("public", language, stamp=0)

        assert elasticsearch_engine._client.indices.analyze(index=name, analyzer="text", text="Test")["tokens"]

    @pytest.mark.parametrize("language", ["ar", "en", "fa", "id"])
    @pytest.mark.parametrize("word", ["a" * 290, "ka" * 145, "\u0645" * 290, "pengemen" * 36])
    def test_a_word_that_is_none_keeps_nobody_waiting(self, elasticsearch_engine, language, word):
        name = elasticsearch_engine._indexes.create("public", language, stamp=0)
        analyze = elasticsearch_engine._client.indices.analyze
        analyze(index=name, analyzer="text", text="warm")
        begun = time.monotonic()
        analyze(index=name, analyzer="text", text=word)

        assert time.monotonic() - begun < 0.2

    @pytest.mark.parametrize(
        ("language", "one", "other"),
        [
            ("fa", "می‌خواهم", "می خواهم"),
            ("fa", "كتابي", "کتابی"),
            ("fa", "۱۲۳", "123"),
            ("ar", "ﻣﺮﺣﺒﺎ", "مرحبا"),
            ("ar", "ٱلكتاب", "الكتاب"),
            ("ar", "كَلِمَةُ", "كلمة"),
            ("id", "pembayaran", "membayar"),
            ("en", "pass\u00adword", "password"),
            ("en", "résumé", "resume"),
            ("xx", "ＨＥＬＰ", "help"),
        ],
    )
    def test_spellings_of_one_word_meet(self, elasticsearch_engine, language, one, other):
        name = elasticsearch_engine._indexes.create("public", language, stamp=0)

        def terms(text):
            found = elasticsearch_engine._client.indices.analyze(index=name, analyzer="text", text=text)
            return [token["token"] for token in found["tokens"]]

        assert terms(one) == terms(other)


@pytest.mark.elasticsearch
@pytest.mark.django_db
class TestSite:
    def test_a_published_page_is_found_by_elasticsearch(self, with_elasticsearch, center, anonymous):
        center.page("Refund times")
        center.settle()
        found = selectors.search_pages(SearchQuery("refunds", "en"), anonymous)

        assert ([hit.page.title for hit in found.hits], found.stood_in) == (["Refund times"], False)

    def test_what_waits_is_not_counted(self, with_elasticsearch, center, anonymous):
        page = center.page("Refund times")
        center.settle()
        page.unpublish()

        assert selectors.search_pages(SearchQuery("refunds", "en"), anonymous).total == 0

    def test_both_engines_are_written(self, with_elasticsearch, center):
        center.page("Refund times")
        center.settle()

        assert [engine.search(SearchQuery("refund", "en")).total for engine in choice.engines()] == [1, 1]

    def test_a_page_for_agents_stays_with_agents(self, with_elasticsearch, center, anonymous, agent_reader):
        center.page("Refund secrets", audience=Audience.AGENT)
        center.settle()
        query = SearchQuery("refund", "en")

        assert selectors.search_pages(query, anonymous).total == 0
        assert selectors.search_pages(query, agent_reader).total == 1


def test_the_request_filters_by_audience_and_groups():
    body = json.dumps(search_body(SearchQuery("x", "en", level=1, groups=frozenset({"5"})), all_words=True)["query"])

    assert '{"range": {"min_level": {"lte": 1}}}' in body
    assert '{"range": {"max_level": {"gte": 1}}}' in body
    assert '{"terms": {"required_groups": ["", "5"]}}' in body


def test_what_the_server_sends_is_escaped():
    passage = f"<b>{MARK_BEGIN}refund{MARK_END}</b> {MARK_END}{MARK_BEGIN}"

    assert marked_up(passage) == "&lt;b&gt;<mark>refund</mark>&lt;/b&gt; "
