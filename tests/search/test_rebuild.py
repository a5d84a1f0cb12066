"""A rebuild makes the index what the pages are, and misses nothing that changes meanwhile."""

import uuid

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from operations.jobs import all_jobs
from search import jobs, outbox
from search.documents import Document
from search.engines.database import DatabaseEngine
from search.health import search_health
from search.models import IndexedDocument, OutboxEntry, Rebuild
from search.outbox import outbox_add, outbox_process
from search.rebuilding import RebuildUnderWay, rebuild_engine
from tests.search.published import found, key

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(center):
    page = center.page("Refund times")
    center.settle()
    return page


def test_it_finds_pages_that_were_never_announced(page):
    IndexedDocument.objects.all().delete()
    rebuild_engine(DatabaseEngine())

    assert found("refund") == [key(page)]


def test_it_removes_what_is_no_page_any_more(page):
    DatabaseEngine().index([Document(key="page:99999", language="en", kind="a", title="Ghost")])
    rebuild_engine(DatabaseEngine())

    assert found("ghost") == []


def test_what_changed_meanwhile_is_written_once_more(page):
    class Slow(DatabaseEngine):
        def rebuild(self, documents, progress=None):
            read_before = list(documents)
            Page.objects.get(pk=page.pk).specific.unpublish()
            outbox_process()
            return super().rebuild(read_before, progress)

    rebuild_engine(Slow())

    assert found("refund") == []
    outbox_process()
    assert not IndexedDocument.objects.filter(key=key(page)).exists()


def killed_rebuild(engine="database"):
    return Rebuild.objects.create(engine=engine, beat=timezone.now() - outbox.DEAD_AFTER * 2)


def test_the_rest_of_a_killed_one_does_not_keep_rows_for_ever(page):
    killed_rebuild()
    outbox_add(page_ids=[page.pk])
    outbox_process()

    assert not OutboxEntry.objects.exists()
    assert not Rebuild.objects.exists()


def test_what_was_done_during_a_killed_one_is_done_once_more(page):
    outbox_add(page_ids=[page.pk])
    OutboxEntry.objects.update(settled=True)
    killed_rebuild()
    IndexedDocument.objects.filter(key=key(page)).delete()
    outbox_process()

    assert found("refund") == [key(page)]


def test_a_second_one_says_since_when_the_first_is_under_way(page):
    Rebuild.objects.create(engine="database")
    with pytest.raises(RebuildUnderWay, match=r"under way since 2\d{3}-"):
        rebuild_engine(DatabaseEngine())


def test_the_command_says_so_too(page):
    Rebuild.objects.create(engine="database")
    with pytest.raises(CommandError, match="under way since"):
        call_command("search_rebuild")


def test_a_second_one_takes_over_from_one_that_was_killed(page):
    killed_rebuild()
    IndexedDocument.objects.all().delete()
    rebuild_engine(DatabaseEngine())

    assert found("refund") == [key(page)]
    assert not Rebuild.objects.exists()


def test_one_that_stood_still_ends_when_another_has_taken_over(page, monkeypatch):
    monkeypatch.setattr("search.rebuilding.BEAT", 0.0)

    class Sleeping(DatabaseEngine):
        def rebuild(self, documents, progress=None):
            Rebuild.objects.update(token=uuid.uuid4())
            return super().rebuild(documents, progress)

    with pytest.raises(RebuildUnderWay, match="taken over"):
        rebuild_engine(Sleeping())
    assert Rebuild.objects.count() == 1


class TestOutdated:
    def test_documents_that_other_code_has_read_are_noticed(self, page):
        assert DatabaseEngine().outdated() == []
        IndexedDocument.objects.filter(key=key(page)).update(version="00000000")
        first = IndexedDocument.objects.earliest("pk")
        IndexedDocument.objects.filter(pk=first.pk).update(version="00000000")

        assert DatabaseEngine().outdated() == ["made by another version"]

    def test_they_are_read_anew_by_themselves(self, page):
        IndexedDocument.objects.update(version="00000000", title="Old")
        jobs.look_for_outdated()

        assert DatabaseEngine().outdated() == []
        assert found("refund") == [key(page)]

    def test_an_empty_engine_is_filled(self, page):
        IndexedDocument.objects.all().delete()
        jobs.look_for_outdated()

        assert found("refund") == [key(page)]

    def test_health_tells_of_them(self, page):
        IndexedDocument.objects.update(version="00000000")

        assert search_health() == (False, "database search: 5 documents, to be rebuilt: made by another version")

    def test_nothing_is_done_while_a_rebuild_is_under_way(self, page):
        IndexedDocument.objects.update(version="00000000")
        Rebuild.objects.create(engine="database")
        jobs.look_for_outdated()

        assert DatabaseEngine().outdated() == ["made by another version"]

    def test_both_jobs_are_registered(self):
        jobs.connect()
        assert {"search.outdated", "search.check"} <= {job.name for job in all_jobs()}
