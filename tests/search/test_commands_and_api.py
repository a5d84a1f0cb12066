"""Search from the command line and over the API."""

import io

import pytest
from django.core.management import CommandError, call_command

from content.audiences import Audience
from search.engines import choice
from search.health import search_health
from search.models import IndexedDocument
from search.outbox import outbox_add

pytestmark = pytest.mark.django_db


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_rebuild_fills_the_engine_and_shows_progress(center):
    center.page("Refund")
    IndexedDocument.objects.all().delete()
    out, err = run("search_rebuild")

    assert "database: 5 documents of 5 pages" in out
    assert "100 %" in err


def test_a_rebuild_of_an_engine_that_is_not_set_up_says_so():
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        run("search_rebuild", "--engine", "elasticsearch")


def test_a_rebuild_that_fails_says_why(center, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
    choice.reset()
    with pytest.raises(CommandError, match="ConnectionError"):
        run("search_rebuild", "--engine", "elasticsearch")
    choice.reset()


def test_the_outbox_can_be_looked_at_and_worked_off(center):
    page = center.page("Refund")
    out, _err = run("search_outbox", "--list")
    assert "database: 1 waiting" in out

    out, _err = run("search_outbox")
    assert "done: 1" in out
    assert "database: 0 waiting" in out
    assert IndexedDocument.objects.filter(key=f"page:{page.pk}").exists()


def test_health_is_good_when_nothing_is_late(center):
    assert search_health() == (True, "database search: 4 documents")


def test_health_tells_of_rows_that_nobody_works_off(center, grow_old):
    outbox_add(page_ids=[center.page("Refund").pk])
    grow_old()
    ok, text = search_health()

    assert not ok
    assert "1 waiting for more than ten minutes" in text


@pytest.fixture
def grow_old():
    """Makes every waiting row an hour old."""
    from datetime import timedelta

    from django.utils import timezone

    from search.models import OutboxEntry

    return lambda: OutboxEntry.objects.update(created=timezone.now() - timedelta(hours=1))


class TestApi:
    @pytest.fixture
    def filled(self, center):
        center.page("Refund times", summary="Five days & nights")
        center.page("Refund secrets", audience=Audience.AGENT)
        center.settle()
        return center

    def test_it_finds_what_the_page_finds(self, client, filled):
        found = client.get("/api/search/?q=refunds&language=en").json()

        assert (found["total"], [hit["kind"] for hit in found["hits"]]) == (1, ["article"])
        assert found["hits"][0]["title"] == "<mark>Refund</mark> times"
        assert found["hits"][0]["excerpt"] == "Five days &amp; nights"
        assert client.get(found["hits"][0]["url"]).status_code == 200

    def test_it_suggests_titles(self, client, filled):
        assert [each["title"] for each in client.get("/api/suggest/?q=refu").json()] == ["Refund times"]

    def test_an_unknown_language_is_the_sites_own(self, client, filled):
        assert client.get("/api/search/?q=refunds&language=tlh").json()["total"] == 1

    @pytest.mark.parametrize("query", ["q=%00", "q=refund&page=-5", "q=refund&page=999999999999999999999", "q=" + "%22" * 3000])
    def test_strange_input_is_answered(self, client, filled, query):
        assert client.get(f"/api/search/?{query}").status_code in (200, 400)
