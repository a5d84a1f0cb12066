"""What is old is forgotten, and the scheduler knows when."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from search.log import failed_queue_refresh, log_prune, search_log
from search.models import FailedQuery, SearchLogEntry

pytestmark = pytest.mark.django_db


def failed(text: str = "refund", times: int = 1, *, ago: timedelta) -> None:
    """Search in vain some time ago."""
    with time_machine.travel(timezone.now() - ago, tick=False):
        for _each in range(times):
            search_log(text=text, language="en", side="public", results=0, via="page")


def one() -> FailedQuery:
    failed_queue_refresh()
    return FailedQuery.objects.get()


def test_what_is_older_than_the_setting_is_forgotten(settings):
    settings.SANAD_SEARCH_LOG_DAYS = 30
    failed("old", ago=timedelta(days=31))
    failed("new", ago=timedelta(days=29))
    failed_queue_refresh()
    assert log_prune() == 1
    assert [each.text for each in SearchLogEntry.objects.all()] == ["new"]
    assert [each.text for each in FailedQuery.objects.all()] == ["new"]


def test_without_the_setting_ninety_days_are_kept(settings):
    if hasattr(settings, "SANAD_SEARCH_LOG_DAYS"):
        settings.SANAD_SEARCH_LOG_DAYS = 90
    failed(ago=timedelta(days=89))
    failed(ago=timedelta(days=91))
    assert log_prune() == 1


def test_a_query_whose_failures_are_forgotten_counts_what_is_left(settings):
    settings.SANAD_SEARCH_LOG_DAYS = 30
    failed(times=4, ago=timedelta(days=31))
    failed(times=1, ago=timedelta(days=2))
    assert one().without_results == 5
    log_prune()
    assert one().without_results == 1


def test_the_scheduler_is_told_of_the_work():
    from search.log.jobs import on_scheduled_jobs

    told: dict[str, timedelta] = {}
    on_scheduled_jobs(lambda name, *, every, run: told.update({name: every}))
    assert set(told) == {"search.failed", "search.failed_recount", "search.log_prune"}
