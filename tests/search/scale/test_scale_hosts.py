"""Several hosts, shards and replicas, as the settings say."""

from __future__ import annotations

import pytest

from search.engines.deadline import deadline
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.client import Options
from search.queries import SearchQuery
from tests.search import fault_server as faults
from tests.search.scale.documents import documents


@pytest.mark.elasticsearch
@pytest.mark.django_db
class TestRealServer:
    def test_shards_and_replicas_are_those_of_the_settings(self, elasticsearch_url, elasticsearch_engine):
        engine = ElasticsearchEngine(elasticsearch_url, elasticsearch_engine._indexes.prefix, Options(shards=2, replicas="0"))
        engine.index(documents(1))
        (name, *_more) = sorted(each.name for each in engine._indexes.all())
        found = engine._writer.indices.get_settings(index=name)[name]["settings"]["index"]

        assert (found["number_of_shards"], found["number_of_replicas"]) == ("2", "0")

    def test_another_number_of_shards_is_noticed(self, engine, elasticsearch_url):
        other = ElasticsearchEngine(elasticsearch_url, engine._indexes.prefix, Options(shards=2))

        assert other.outdated() == [f"en {side}: divided into another number of shards" for side in ("public", "internal")]

    def test_with_one_of_two_hosts_dead_readers_notice_nothing(self, engine, proxy):
        two = ElasticsearchEngine(f"http://127.0.0.1:1,{proxy.url}", engine._indexes.prefix)
        with deadline(10):
            found = [two.search(SearchQuery("refund", "en")).total for _each in range(4)]

        assert found == [1, 1, 1, 1]

    def test_with_one_of_two_hosts_silent_readers_get_the_other_in_time(self, engine, proxy, elasticsearch_url):
        two = ElasticsearchEngine(f"{proxy.url},{elasticsearch_url}", engine._indexes.prefix)
        proxy.fault = faults.silent
        with deadline(3):
            found = [two.search(SearchQuery("refund", "en")).total for _each in range(2)]

        assert found == [1, 1]

    def test_health_tells_how_many_hosts_are_silent_and_not_which(self, engine, elasticsearch_url):
        two = ElasticsearchEngine(f"http://127.0.0.1:1,{elasticsearch_url}", engine._indexes.prefix)
        health = two.health()

        assert (health.ok, "1 of 2 hosts do not answer" in health.text, "127.0.0.1" in health.text) == (False, True, False)
