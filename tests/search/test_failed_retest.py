"""Failed searches are asked again after every publish, and closed when results appear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from search.engines.base import EngineError
from search.log import after_outbox, failed_answer, failed_retest, retesting
from search.log.retesting import retest_outdated
from search.models import FailedQuery, PromotedResult, SearchLogEntry

pytestmark = pytest.mark.django_db
Status, Answer = FailedQuery.Status, FailedQuery.Answer


def failed(text: str = "zeppelin", **fields) -> FailedQuery:
    return FailedQuery.objects.create(**{"text": text, "key": text, "language": "en", "without_results": 3, **fields})


def now(entry: FailedQuery) -> FailedQuery:
    entry.refresh_from_db()
    return entry


def test_a_query_that_still_finds_nothing_stays_open(center):
    entry = failed()
    assert failed_retest() == 0
    assert (now(entry).status, entry.results_now, entry.tested is None) == (Status.OPEN, 0, False)


def test_results_that_appear_close_a_query(center):
    entry = failed()
    failed_retest()
    center.page("Travel by zeppelin")
    center.settle()
    assert failed_retest() == 1
    assert (now(entry).status, entry.results_now) == (Status.CLOSED, 1)


def test_a_page_for_agents_does_not_close_what_the_public_asked(center):
    entry = failed()
    center.page("Travel by zeppelin", audience=2)
    center.settle()
    failed_retest()
    assert now(entry).status == Status.OPEN


def test_a_page_for_agents_closes_what_agents_asked(center):
    entry = failed(side="internal")
    center.page("Travel by zeppelin", audience=2)
    center.settle()
    failed_retest()
    assert now(entry).status == Status.CLOSED


def test_an_answered_query_closes_when_results_appear(center):
    entry = failed(status=Status.ANSWERED, answer=Answer.ARTICLE)
    center.page("Travel by zeppelin")
    center.settle()
    failed_retest()
    assert (now(entry).status, entry.answer) == (Status.CLOSED, Answer.ARTICLE)


@pytest.mark.parametrize("status", [Status.DISMISSED, Status.CLOSED])
def test_settled_queries_are_not_asked(center, status):
    entry = failed(status=status)
    failed_retest()
    assert now(entry).tested is None


def test_what_nobody_writes_is_not_asked_again(center):
    junk, meant = failed("\ufdfa" * 60), failed()
    after_outbox()
    retest_outdated()

    assert (now(junk).tested, now(meant).tested is None) == (None, False)


def test_asking_again_is_not_logged(center):
    failed()
    failed_retest()
    assert not SearchLogEntry.objects.exists()


def test_results_alone_do_not_close_what_nobody_opened(center):
    entry = failed(without_results=0, without_click=9)
    center.page("Travel by zeppelin")
    center.settle()
    failed_retest()
    assert (now(entry).status, entry.results_now) == (Status.OPEN, 1)


def test_a_query_that_opened_again_with_results_is_not_closed_by_them(center):
    entry = failed(results_now=1, without_click=2)
    center.page("Travel by zeppelin")
    center.settle()
    failed_retest()
    assert now(entry).status == Status.OPEN


def test_a_promoted_page_that_shows_closes_what_nobody_opened(center):
    page = center.page("Airships")
    center.page("Travel by zeppelin")
    center.settle()
    entry = failed(without_results=0, without_click=9)
    failed_retest()
    PromotedResult.objects.create(language="en", queries="zeppelin", page=page)
    failed_answer(failed=now(entry), answer=Answer.PROMOTED, page=page)
    failed_retest()
    assert (now(entry).status, entry.answer_page_id) == (Status.CLOSED, page.pk)


def test_an_answer_that_does_not_show_leaves_it_answered(center):
    page = center.page("Airships")
    center.settle()
    entry = failed(without_results=0, without_click=9)
    failed_answer(failed=entry, answer=Answer.PROMOTED, page=page)
    failed_retest()
    assert now(entry).status == Status.ANSWERED


def test_more_results_after_a_synonym_close_what_nobody_opened(center):
    entry = failed(without_results=0, without_click=9)
    center.page("Travel by zeppelin")
    center.settle()
    failed_retest()
    failed_answer(failed=now(entry), answer=Answer.SYNONYM)
    center.page("Another zeppelin")
    center.settle()
    failed_retest()
    assert now(entry).status == Status.CLOSED


def test_an_answer_is_tried_at_once(center, django_capture_on_commit_callbacks):
    entry = failed()
    center.page("Travel by zeppelin")
    center.settle()
    with django_capture_on_commit_callbacks(execute=True):
        failed_answer(failed=entry, answer=Answer.SYNONYM)
    assert now(entry).status == Status.CLOSED


def test_an_unknown_answer_is_refused():
    with pytest.raises(ValueError, match="no way"):
        failed_answer(failed=failed(), answer="magic")


def test_those_that_wait_longest_come_first(center):
    moment = timezone.now()
    newer, older, never = (
        failed(text, tested=tested)
        for text, tested in (("one", moment - timedelta(hours=1)), ("two", moment - timedelta(hours=2)), ("three", None))
    )
    failed_retest(limit=2)
    assert [(now(each).tested or moment) > moment for each in (newer, older, never)] == [False, True, True]


def test_a_run_stops_when_its_time_is_over(center):
    for number in range(3):
        failed(f"airship {number}")
    failed_retest(seconds=0)
    assert FailedQuery.objects.filter(tested__isnull=False).count() == 1


def test_what_an_editor_decides_meanwhile_stands(center):
    entry = failed()
    center.page("Travel by zeppelin")
    center.settle()
    FailedQuery.objects.filter(pk=entry.pk).update(status=Status.DISMISSED)
    assert not retesting.retest_one(entry)
    assert now(entry).status == Status.DISMISSED


def test_engines_that_do_not_answer_close_nothing(center, monkeypatch, caplog):
    entry = failed()

    def silent(ask, part=""):
        raise EngineError("timeout")

    monkeypatch.setattr("search.selectors.answer", silent)
    assert failed_retest() == 0
    assert (now(entry).status, entry.tested) == (Status.OPEN, None)
    assert "zeppelin" not in caplog.text


def test_the_scheduler_leaves_alone_what_was_tested_since_the_last_publish(center):
    center.page("Something else")
    moment = timezone.now() + retesting.INDEXING * 2
    entry = failed(tested=moment)
    retest_outdated()
    assert now(entry).tested == moment


def test_the_scheduler_tests_what_a_publish_may_have_solved(center):
    entry = failed(tested=timezone.now() - timedelta(hours=2))
    center.page("Travel by zeppelin")
    center.settle()
    assert retest_outdated() == 1
    assert now(entry).status == Status.CLOSED


def test_a_handful_is_tested_after_every_publish(center):
    entry = failed()
    after_outbox()
    center.page("Travel by zeppelin")
    center.settle()
    after_outbox()
    assert now(entry).status == Status.CLOSED


def test_many_are_tested_once_in_a_while(center, monkeypatch):
    monkeypatch.setattr(retesting, "FEW", 1)
    entries = [failed(), failed("airship")]
    after_outbox()
    first = [now(each).tested for each in entries]
    after_outbox()
    assert [now(each).tested for each in entries] == first


def test_with_nothing_waiting_no_pause_begins(center):
    after_outbox()
    assert cache.get("search.retest") is None


@pytest.mark.elasticsearch
def test_results_that_appear_in_elasticsearch_close_a_query(with_elasticsearch, center):
    entry = failed()
    center.page("Travel by zeppelin")
    center.settle()
    failed_retest()
    assert now(entry).status == Status.CLOSED
