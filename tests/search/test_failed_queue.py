"""From the log to the queue of failed searches: counted, merged, opened and closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.log import click_log, failed_dismiss, failed_queue_refresh, failed_reopen, queue, search_log
from search.models import FailedQuery, SearchLogEntry

pytestmark = pytest.mark.django_db
Status = FailedQuery.Status


def searched(
    text: str = "refund", times: int = 1, *, ago: timedelta = timedelta(hours=1), clicked: bool = False, **fields
) -> None:
    """Search some time ago, with results unless told otherwise."""
    with time_machine.travel(timezone.now() - ago, tick=False):
        for _each in range(times):
            token = search_log(**{"text": text, "language": "en", "side": "public", "results": 4, "via": "page", **fields})
            if clicked:
                click_log(token=token, place=1)


def failed(text: str = "refund", times: int = 1, **fields) -> None:
    searched(text, times, results=0, **fields)


def one() -> FailedQuery:
    failed_queue_refresh()
    return FailedQuery.objects.get()


def nothing() -> bool:
    failed_queue_refresh()
    return not FailedQuery.objects.exists()


def test_a_query_without_results_is_in_the_queue():
    failed("refund", 3)
    assert (one().text, one().without_results, one().without_click, one().status) == ("refund", 3, 0, Status.OPEN)


def test_spellings_are_one_entry_named_by_the_most_frequent():
    failed("Refunds!")
    failed("refund", 2)
    assert (one().text, one().without_results) == ("refund", 3)


@pytest.mark.parametrize(("language", "texts"), [("fa", ("گوشی ۱۲", "گوشي 12", "گوشی ١٢")), ("ar", ("طلب ١٢", "طلب 12"))])
def test_digits_of_any_script_are_one_entry(language, texts):
    for text in texts:
        failed(text, language=language)
    assert one().without_results == len(texts)


def test_each_language_and_side_has_its_own_entry():
    failed("refund")
    failed("refund", language="id")
    failed("refund", side="internal")
    failed_queue_refresh()
    assert FailedQuery.objects.count() == 3


def test_typing_that_finds_nothing_is_no_failure():
    failed("refu", via="suggest")
    assert nothing()


def test_results_that_nobody_opened_are_a_failure():
    searched("refund", 2)
    assert (one().without_results, one().without_click) == (0, 2)


def test_a_reader_may_still_be_looking():
    searched("refund", ago=timedelta(minutes=29))
    assert nothing()


@pytest.mark.parametrize("via", ["suggest", "api"])
def test_where_clicks_are_not_told_their_lack_is_no_failure(via):
    searched("refund", via=via)
    assert nothing()


def test_the_embedded_search_tells_of_clicks_as_well():
    searched("refund", via="widget")
    assert one().without_click == 1


def test_a_query_that_is_clicked_now_and_then_is_answered():
    searched("refund", 4)
    searched("refund", clicked=True)
    assert nothing()


def test_a_query_that_is_hardly_ever_clicked_is_not():
    searched("refund", 5)
    searched("refund", clicked=True)
    assert one().without_click == 5


def test_clicks_of_the_last_week_outweigh_the_months_before():
    searched("refund", 50, ago=timedelta(days=30))
    searched("refund", ago=timedelta(days=1), clicked=True)
    assert nothing()


def test_the_trend_counts_two_weeks():
    failed(ago=timedelta(days=2))
    failed(times=3, ago=timedelta(days=9))
    failed(times=5, ago=timedelta(days=30))
    assert (one().last_week, one().week_before, one().without_results) == (1, 3, 9)


def test_a_week_later_the_trend_has_moved_on():
    failed(times=2, ago=timedelta(days=1))
    failed_queue_refresh()
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert (one().last_week, one().week_before) == (0, 2)


def test_first_and_last_time_are_told():
    failed(ago=timedelta(days=9))
    failed(ago=timedelta(days=2))
    now = timezone.now()
    assert ((now - one().first_seen).days, (now - one().last_seen).days) == (9, 2)


def test_counting_twice_counts_once():
    failed(times=2)
    failed_queue_refresh()
    failed_queue_refresh()
    assert one().without_results == 2


def test_counting_again_writes_nothing():
    failed(times=2)
    failed_queue_refresh()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        failed_queue_refresh()
    assert not [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_more_queries_than_fit_a_batch_are_all_counted(monkeypatch):
    monkeypatch.setattr(queue, "BATCH", 3)
    for number in range(10):
        failed(f"refund {number}")
    assert failed_queue_refresh() == FailedQuery.objects.count() == 10


def test_an_interrupted_count_is_finished_by_the_next(monkeypatch):
    monkeypatch.setattr(queue, "BATCH", 2)
    for number in range(5):
        failed(f"refund {number}")
    whole = queue._write
    calls: list[object] = []

    def cut_off(*args):
        if len(calls) == 1:
            raise KeyboardInterrupt
        calls.append(args)
        return whole(*args)

    monkeypatch.setattr(queue, "_write", cut_off)
    with pytest.raises(KeyboardInterrupt):
        failed_queue_refresh()
    assert FailedQuery.objects.count() == 2
    monkeypatch.setattr(queue, "_write", whole)
    failed_queue_refresh()
    assert FailedQuery.objects.count() == 5


def test_queries_grow_with_batches_not_with_rows():
    failed("refund 0")
    failed_queue_refresh()
    with CaptureQueriesContext(connection) as few:
        failed("delivery 0")
        failed_queue_refresh()
    with CaptureQueriesContext(connection) as many:
        SearchLogEntry.objects.bulk_create(
            SearchLogEntry(text=f"return {number}", key=f"return {number}", language="en", results=0) for number in range(60)
        )
        failed_queue_refresh()
    assert len(many) <= len(few) + 2, [each["sql"][:120] for each in many]


def test_a_dismissed_query_stays_dismissed():
    failed()
    failed_dismiss(pks=[one().pk])
    failed(ago=timedelta(0))
    assert (one().status, one().without_results) == (Status.DISMISSED, 2)


def test_an_answered_query_stays_answered_while_it_fails():
    failed()
    FailedQuery.objects.filter(pk=one().pk).update(status=Status.ANSWERED, answer="synonym")
    failed(ago=timedelta(0))
    assert (one().status, one().answer) == (Status.ANSWERED, "synonym")


def test_a_closed_query_opens_when_it_fails_again():
    failed(ago=timedelta(days=3))
    FailedQuery.objects.filter(pk=one().pk).update(
        status=Status.CLOSED, answer="article", tested=timezone.now() - timedelta(days=1), results_now=4
    )
    assert one().status == Status.CLOSED
    failed(ago=timedelta(hours=1))
    assert (one().status, one().answer, one().results_now) == (Status.OPEN, "", 0)


def test_a_closed_query_opens_when_its_new_results_are_left_alone():
    failed(ago=timedelta(days=3))
    FailedQuery.objects.filter(pk=one().pk).update(status=Status.CLOSED, tested=timezone.now() - timedelta(days=1), results_now=4)
    searched(times=2)
    assert (one().status, one().results_now) == (Status.OPEN, 4)


def test_readers_who_open_something_close_a_query():
    searched(times=3, ago=timedelta(days=10))
    assert one().status == Status.OPEN
    searched(times=2, clicked=True)
    assert (one().status, one().without_click) == (Status.CLOSED, 0)


def test_an_editor_can_put_an_entry_back():
    failed()
    failed_dismiss(pks=[one().pk])
    failed_reopen(pks=[one().pk])
    assert one().status == Status.OPEN


def test_a_quick_count_sees_what_was_searched_of_late_with_all_its_failures():
    failed("refund", 3, ago=timedelta(days=5))
    failed("delivery", ago=timedelta(days=5))
    failed("refund", ago=timedelta(minutes=5))
    assert failed_queue_refresh(within=timedelta(hours=2)) == 1
    assert FailedQuery.objects.get().without_results == 4


def test_a_quick_count_leaves_the_others_as_they_were():
    failed("delivery", ago=timedelta(days=5))
    failed_queue_refresh()
    failed("refund", ago=timedelta(minutes=5))
    failed_queue_refresh(within=timedelta(hours=2))
    assert set(FailedQuery.objects.values_list("text", "status")) == {("delivery", "open"), ("refund", "open")}


def test_a_quick_count_closes_what_readers_open():
    searched("refund", 2, ago=timedelta(days=10))
    failed_queue_refresh()
    searched("refund", ago=timedelta(minutes=5), clicked=True)
    failed_queue_refresh(within=timedelta(hours=2))
    assert FailedQuery.objects.get().status == Status.CLOSED
