"""A rebuild makes the index what the pages are, and misses nothing that changes meanwhile."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from search import outbox
from search.documents import Document
from search.engines.database import DatabaseEngine
from search.models import IndexedDocument, OutboxEntry, Rebuild
from search.outbox import outbox_add, outbox_process
from search.queries import SearchQuery
from search.rebuilding import rebuild_engine

pytestmark = pytest.mark.django_db


def found(text):
    return [hit.key for hit in DatabaseEngine().search(SearchQuery(text, "en")).hits]


def key(page):
    return f"page:{page.pk}"


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


def test_the_rest_of_a_killed_one_does_not_keep_rows_for_ever(page):
    Rebuild.objects.create(engine="database", started=timezone.now() - outbox.ABANDONED * 2)
    outbox_add(page_ids=[page.pk])
    outbox_process()

    assert not OutboxEntry.objects.exists()
