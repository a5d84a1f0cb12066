"""What changes a page reaches the engines."""

import pytest
from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from search import outbox, sources
from search.engines.base import EngineBehind
from search.models import IndexedDocument, OutboxEntry
from search.outbox import outbox_add, outbox_process
from tests.search.published import found, key, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(center):
    page = center.page("Refund times", summary="How long a refund takes.")
    center.settle()
    return page


def test_a_published_page_is_found(page):
    assert found("refunds") == [key(page)]


def test_nothing_waits_when_all_is_done(page):
    assert waiting() == set()


def test_a_draft_is_not_found(page, center):
    page.title = "Elephants"
    page.save_revision()
    center.settle()

    assert found("elephants") == []


def test_an_unpublished_page_is_gone_before_the_outbox_is_done(page):
    page.unpublish()

    assert found("refund") == []


def test_an_unpublished_page_leaves_the_index(page, center):
    page.unpublish()
    center.settle()

    assert not IndexedDocument.objects.filter(key=key(page)).exists()


def test_a_deleted_page_leaves_the_index(page, center):
    gone = key(page)
    page.delete()
    center.settle()

    assert not IndexedDocument.objects.filter(key=gone).exists()


def test_pages_below_a_deleted_page_leave_the_index(center):
    parent = center.page("Category")
    center.page("Refund", parent=parent)
    center.settle()
    parent.delete()
    center.settle()

    assert found("refund") == []


def test_a_moved_page_gets_its_new_category(page, center):
    category = center.page("Money")
    page.move(category, pos="last-child")
    center.settle()

    assert found("refund", filters=(("category", (str(category.pk),)),)) == [key(page)]


def test_a_page_below_a_restricted_one_moves_to_another_audience(center):
    category = center.page("Money")
    page = center.page("Refund", parent=category)
    center.settle()
    PageViewRestriction.objects.create(page=category, restriction_type=PageViewRestriction.LOGIN)
    assert key(page) in waiting()
    center.settle()

    assert (found("refund"), found("refund", level=1)) == ([], [key(page)])


def test_a_lifted_restriction_brings_the_page_back(page, center):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    center.settle()
    restriction.delete()
    center.settle()

    assert found("refund") == [key(page)]


def test_a_page_with_a_password_is_not_indexed(page, center):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")
    center.settle()

    assert not IndexedDocument.objects.filter(key=key(page)).exists()


def test_a_page_below_an_unpublished_one_is_not_indexed(center):
    category = center.page("Money")
    center.page("Refund", parent=category)
    center.settle()
    Page.objects.get(pk=category.pk).specific.unpublish()
    center.settle()

    assert found("refund") == []


def test_an_alias_is_not_indexed(page, center):
    alias = page.create_alias(update_slug="alias-of-refund", parent=center.homes["en"])
    outbox_add(page_ids=[alias.pk])
    center.settle()

    assert found("refund") == [key(page)]


def test_a_page_waits_once_for_each_engine(page):
    for _each in range(3):
        outbox_add(page_ids=[page.pk, page.pk])

    assert OutboxEntry.objects.filter(key=key(page)).count() == 1


def test_the_row_goes_back_with_the_change(page):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox_add(page_ids=[page.pk])
        raise RuntimeError

    assert waiting() == set()


def test_many_pages_are_added_in_a_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(20):  # SQLite takes a hundred and some rows at a time
        outbox_add(page_ids=range(1, 2001))


def test_a_request_that_comes_while_the_page_is_read_is_kept(page, monkeypatch):
    outbox_add(page_ids=[page.pk])
    real = sources.documents_of

    def changed_meanwhile(keys):
        documents = list(real(keys))
        outbox_add(page_ids=[page.pk])
        return documents

    monkeypatch.setattr(outbox, "documents_of", changed_meanwhile)
    outbox_process()

    assert waiting() == {key(page)}


def test_too_many_waiting_documents_are_left_to_the_database(page):
    outbox_add(page_ids=range(1, 20))
    with pytest.raises(EngineBehind):
        outbox.waiting_keys("database", 10)

    assert len(outbox.waiting_keys("database", 100)) == 19


def test_the_task_runs_when_the_change_is_committed(center, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = center.page("Refund")

    assert found("refund") == [key(page)]
