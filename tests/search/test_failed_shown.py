"""What of the queue of failed searches an editor is shown at first, and what else there is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from search.models import FailedQuery
from tests.search.failed_searches import failed

pytestmark = pytest.mark.django_db
Status = FailedQuery.Status


def listing(browser, **parameters) -> str:
    return browser.get(reverse("search_failed:index"), parameters).content.decode()


@pytest.mark.parametrize(
    ("empty", "unopened", "is_shown"), [(1, 0, False), (0, 1, False), (1, 1, True), (2, 0, True), (0, 2, True)]
)
def test_the_list_begins_with_what_was_searched_at_least_twice(editing, empty, unopened, is_shown):
    failed(without_results=empty, without_click=unopened)
    assert (">zeppelin<" in listing(editing)) == is_shown


def test_all_can_be_shown(editing):
    failed(without_results=1)
    assert ">zeppelin<" in listing(editing, searched="all")


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.DISMISSED, Status.CLOSED])
def test_what_somebody_dealt_with_is_shown_however_rare(editing, status):
    failed(without_results=1, status=status)
    assert ">zeppelin<" in listing(editing, status=status.value)


def test_the_way_to_all_keeps_the_other_filters(editing):
    assert 'href="/admin/search/failed/?language=en&amp;searched=all"' in listing(editing, language="en", p="3")


def test_the_way_back_leaves_all(editing):
    assert 'href="/admin/search/failed/?language=en"' in listing(editing, language="en", searched="all")


def test_a_queue_of_rare_searches_is_not_called_empty(editing):
    failed(without_results=1)
    shown = listing(editing)
    assert ("Nothing waits:" in shown, "Nothing waits that was searched at least twice" in shown) == (False, True)


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("x" * 41, False),
        ("refund " + "ح" * 41, False),
        ("x" * 40, True),
        ("a b " * 60, True),
        ("请问我上个月在你们网站上购买的那台洗衣机如果还没有拆开包装能不能退货或者换成另外一种颜色的型号", True),
        ("ฉันต้องการคืนสินค้าที่ซื้อจากเว็บไซต์ของคุณเมื่อเดือนที่แล้วได้ไหม", True),
    ],
)
def test_what_no_language_writes_is_left_out(editing, text, is_shown):
    entry = failed(text)
    assert (f"failed_{entry.pk}_title" in listing(editing, searched="all")) == is_shown


def test_a_long_query_is_folded_and_whole(editing):
    text = "my parcel is late " * 10
    failed(text)
    page = listing(editing)
    assert "<summary>" in page and text in page


def test_a_short_query_has_no_fold(editing):
    failed()
    assert "failed-queue__long" not in listing(editing)


def test_an_editor_is_told_how_many_searches_of_agents_wait(editing):
    failed("secret limits", side="internal")
    failed("secret slip", side="internal", without_results=1)
    page = listing(editing)
    assert "1 failed search of agents waits" in page
    assert "secret" not in page


def test_whoever_sees_them_is_told_no_number(leading):
    failed("secret limits", side="internal")
    assert "of agents wait" not in listing(leading)
