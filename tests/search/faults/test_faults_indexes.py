"""Indexes that are missing, red, read-only or not ours: the database stands in, or what there is serves on."""

from __future__ import annotations

import pytest

from search import selectors
from search.engines import choice
from search.engines.base import EngineError
from search.models import OutboxEntry
from search.outbox import outbox_process
from search.queries import SearchQuery
from tests.search.faults.asking import IN_TIME, search, server_engine

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


class TestIndexes:
    def indexes(self):
        engine = server_engine()
        return engine._writer.indices, engine._indexes

    def test_a_missing_index_is_stood_in_for(self, indexed, server):
        client, indexes = self.indexes()
        client.delete(index=indexes.new_name("public", "en", 0))

        assert (search()[0].total, search()[0].stood_in) == (4, True)

    def test_a_missing_language_does_not_stop_the_others(self, indexed, server):
        client, indexes = self.indexes()
        client.delete(index=indexes.new_name("public", "fa", 0))
        fa = [search("بازپرداخت", "fa")[0].stood_in for _each in range(5)]
        en, _seconds = search()

        assert fa == [True] * 5
        assert (en.total, en.stood_in) == (4, False)

    def test_a_missing_alias_is_stood_in_for(self, indexed, server):
        client, indexes = self.indexes()
        client.delete_alias(index=indexes.new_name("public", "en", 0), name=indexes.alias("public", "en", "read"))

        assert (search()[0].total, search()[0].stood_in) == (4, True)

    def test_an_agent_gets_no_half_answer_when_the_internal_side_is_missing(self, indexed, server, agent_reader):
        client, indexes = self.indexes()
        client.delete(index=indexes.new_name("internal", "en", 0))
        found = selectors.search_pages(SearchQuery("refunds", "en"), agent_reader)

        assert (found.total, found.stood_in) == (4, True)

    def test_a_red_index_is_stood_in_for_and_the_others_serve(self, indexed, server):
        client, indexes = self.indexes()
        name = indexes.new_name("public", "en", 0)
        client.delete(index=name)
        # No server has this name: the shard is never allotted.
        client.create(
            index=name,
            settings={"number_of_shards": 1, "index.routing.allocation.require._name": "nobody"},
            mappings={"_meta": {"made_by": "x"}},
            aliases={indexes.alias("public", "en", "read"): {}},
            wait_for_active_shards=0,
        )
        en, seconds = search()
        fa, _seconds = search("بازپرداخت", "fa")

        assert (en.total, en.stood_in, fa.total, fa.stood_in) == (4, True, 1, False)
        assert seconds < IN_TIME

    def test_a_partly_red_index_is_no_truth(self, indexed, server):
        client, indexes = self.indexes()
        engine = choice.engines()[-1]
        healthy = indexes.new_name("public", "en", 0)
        client.create(
            index=indexes.new_name("public", "en", 1),
            settings={"number_of_shards": 1, "index.routing.allocation.require._name": "nobody"},
            mappings={"_meta": {"made_by": "x"}},
            aliases={indexes.alias("public", "en", "read"): {}},
            wait_for_active_shards=0,
        )
        assert client.exists(index=healthy)
        with pytest.raises(EngineError, match=r"shard|search_phase"):
            engine.search(SearchQuery("refund", "en"))

    def test_an_index_that_is_not_ours_is_stood_in_for(self, indexed, server):
        client, indexes = self.indexes()
        name = indexes.new_name("public", "en", 0)
        client.delete(index=name)
        client.create(index=name, aliases={indexes.alias("public", "en", "read"): {}})
        choice.reset()

        assert (search()[0].total, search()[0].stood_in) == (4, True)

    @pytest.mark.parametrize("block", ["write", "read_only_allow_delete", "read_only"])
    def test_a_read_only_index_serves_and_what_it_does_not_take_waits(self, indexed, server, block):
        client, indexes = self.indexes()
        client.put_settings(index=indexes.new_name("public", "en", 0), settings={f"index.blocks.{block}": True})
        indexed.page("Refund times of today")
        outbox_process(by_hand=True)
        found, _seconds = search("today")
        waits = set(OutboxEntry.objects.values_list("engine", flat=True))
        client.put_settings(index=indexes.new_name("public", "en", 0), settings={f"index.blocks.{block}": None})

        assert (found.stood_in, found.total, waits) == (False, 0, {"elasticsearch"})
        outbox_process(by_hand=True)
        assert search("today")[0].total == 1
