"""An index that has stood still since: what readers see is what the pages are now."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from content.audiences import Audience
from kb.models import ArticlePage
from search.engines import choice
from search.models import OutboxEntry
from search.outbox import outbox_add
from search.preparation import without_waiting
from search.queries import SearchQuery
from tests.search.faults.asking import IN_TIME, search, server_engine

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


class TestWhatAnIndexStillHas:
    """Nothing reaches the index any more: whatever it has, readers see what the pages are now."""

    @pytest.fixture
    def frozen(self, indexed, server, monkeypatch):
        """Both engines stand still from now on."""
        client, indexes = server_engine()._writer.indices, server_engine()._indexes
        client.put_settings(index=[each.name for each in indexes.all()], settings={"index.blocks.write": True})
        monkeypatch.setattr("search.outbox._process_engine", lambda *_arguments: 0)
        return indexed

    def page_of(self, client, text="refund"):
        page = client.get(f"/en/search/?q={text}").content.decode()
        return {number for number in range(4) if f"times {number}" in page.replace("<mark>", "").replace("</mark>", "")}

    def one(self, number):
        return ArticlePage.objects.get(title=f"Refund times {number}")

    def test_all_are_there_before(self, frozen, client):
        assert self.page_of(client) == {0, 1, 2, 3}

    def test_an_unpublished_page_vanishes(self, frozen, client):
        self.one(0).unpublish()
        assert self.page_of(client) == {1, 2, 3}
        assert search("refund")[0].total == 3

    def test_a_deleted_page_vanishes(self, frozen, client):
        self.one(1).delete()
        assert self.page_of(client) == {0, 2, 3}

    def test_a_page_that_becomes_private_vanishes(self, frozen, client):
        PageViewRestriction.objects.create(page=self.one(2), restriction_type=PageViewRestriction.LOGIN)
        assert self.page_of(client) == {0, 1, 3}

    def test_a_page_that_becomes_the_agents_vanishes(self, frozen, client):
        page = self.one(3)
        page.audience = Audience.AGENT
        page.save_revision().publish()
        assert self.page_of(client) == {0, 1, 2}

    def test_a_page_that_moves_below_a_private_one_vanishes(self, frozen, client):
        private = frozen.page("Private")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        self.one(0).move(private, pos="last-child")
        assert self.page_of(client) == {1, 2, 3}

    def test_what_vanished_is_in_no_total_and_no_facet(self, frozen):
        self.one(0).unpublish()
        found, _seconds = search("refund")
        engine = choice.engines()[-1]
        counts = engine.search(without_waiting(SearchQuery("refund", "en"), engine)).counts["kind"]

        assert (found.stood_in, found.total, counts) == (False, 3, {"article": 3})

    def test_even_without_the_outbox_the_page_itself_decides(self, frozen, client):
        self.one(0).unpublish()
        OutboxEntry.objects.all().delete()
        assert self.page_of(client) == {1, 2, 3}

    def test_more_changes_than_can_be_named_are_left_to_the_database(self, frozen, monkeypatch):
        monkeypatch.setattr("search.preparation.MOST_WAITING", 2)
        for number in range(3):
            self.one(number).unpublish()
        found, _seconds = search("refund")

        assert (found.stood_in, found.total) == (True, 1)
        assert not choice._breakers.are_open("")

    def test_as_many_as_can_be_named_are_named_in_time(self, frozen):
        outbox_add(page_ids=range(1_000_000, 1_009_990), engine_name="elasticsearch")
        search("refund")
        found, seconds = search("refund")

        assert (found.stood_in, found.total) == (False, 4)
        assert seconds < IN_TIME
