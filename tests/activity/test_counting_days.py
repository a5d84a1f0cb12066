"""From the readers of today to counts of days and months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from activity.counting import months_fold, views_fold
from activity.models import DailyCount, DailySalt, Kind, MonthlyCount, Seen
from activity.selectors import exit_counts, most_viewed, view_counts, window_counts
from operations.jobs import all_jobs
from tests.activity.conftest import tell

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def read(page_id: int, readers: int, *, exits: int = 0, day: date = TODAY) -> None:
    DailySalt.objects.get_or_create(day=day, defaults={"salt": "s"})
    for kind, many in ((Kind.VIEW, readers), (Kind.EXIT, exits)):
        Seen.objects.bulk_create(Seen(day=day, page_id=page_id, kind=kind, reader=f"r{each}") for each in range(many))


def test_readers_become_the_count_of_their_day():
    read(7, 3, exits=1)
    views_fold()
    assert DailyCount.objects.values_list("page_id", "day", "views", "exits").get() == (7, TODAY, 3, 1)


def test_counting_again_changes_nothing():
    read(7, 3)
    views_fold()
    views_fold()
    assert view_counts([7], 1) == {7: 3}


def test_readers_who_come_later_are_added():
    read(7, 3)
    views_fold()
    Seen.objects.create(day=TODAY, page_id=7, kind=Kind.VIEW, reader="late")
    views_fold()
    assert view_counts([7], 1) == {7: 4}


def test_the_hashes_of_a_day_go_with_its_last_count():
    read(7, 3, day=TODAY - timedelta(days=1))
    views_fold()
    assert (Seen.objects.count(), DailySalt.objects.count(), view_counts([7], 2)) == (0, 0, {7: 3})


def test_the_readers_of_today_stay_so_that_none_counts_twice():
    read(7, 3)
    views_fold()
    assert Seen.objects.count() == 3


def test_a_day_is_not_closed_right_after_midnight():
    read(7, 3)
    views_fold(datetime(2026, 3, 11, 0, 30, tzinfo=UTC))
    assert Seen.objects.count() == 3


def test_a_row_that_comes_after_its_day_was_closed_spoils_no_count():
    yesterday = TODAY - timedelta(days=1)
    read(7, 3, day=yesterday)
    views_fold()
    Seen.objects.create(day=yesterday, page_id=7, kind=Kind.VIEW, reader="too late")
    views_fold()
    assert (view_counts([7], 2), Seen.objects.count()) == ({7: 3}, 0)


def test_what_is_killed_in_the_middle_is_done_the_next_time(monkeypatch):
    read(7, 3, day=TODAY - timedelta(days=1))

    def killed(*_args, **_options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt), transaction.atomic():
        patched.setattr(type(Seen.objects.all()), "delete", killed)
        views_fold()
    assert not DailyCount.objects.exists()
    views_fold()
    assert view_counts([7], 2) == {7: 3}


def test_the_database_itself_keeps_readers_apart():
    read(7, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        read(7, 1)


def test_a_whole_month_that_is_old_becomes_one_count():
    for day in (date(2025, 1, 2), date(2025, 1, 30)):
        DailyCount.objects.create(page_id=7, day=day, views=5, exits=1)
    months_fold()
    assert list(MonthlyCount.objects.values_list("month", "views", "exits")) == [(date(2025, 1, 1), 10, 2)]
    assert not DailyCount.objects.exists()


def test_a_month_of_which_days_are_to_be_kept_stays_as_it_is(settings):
    settings.SANAD_VIEWS_DAYS = 31  # to the seventh of February
    DailyCount.objects.create(page_id=7, day=date(2026, 2, 1), views=5)
    DailyCount.objects.create(page_id=7, day=date(2026, 1, 31), views=4)
    months_fold()
    assert list(DailyCount.objects.values_list("day", flat=True)) == [date(2026, 2, 1)]


def test_a_month_that_was_summed_up_before_is_added_to():
    MonthlyCount.objects.create(page_id=7, month=date(2025, 1, 1), views=3)
    DailyCount.objects.create(page_id=7, day=date(2025, 1, 9), views=4)
    months_fold()
    assert MonthlyCount.objects.get().views == 7


def test_the_most_read_come_first():
    for page_id, views in ((1, 4), (2, 9), (3, 0)):
        DailyCount.objects.create(page_id=page_id, day=TODAY, views=views)
    assert most_viewed(7, 5) == [(2, 9), (1, 4)]


def test_a_window_has_as_many_days_as_it_says_today_included():
    for back in range(10):
        DailyCount.objects.create(page_id=1, day=TODAY - timedelta(days=back), views=1, exits=1)
    assert (view_counts([1], 7), exit_counts([1], 2)) == ({1: 7}, {1: 2})


def test_all_windows_are_summed_up_at_once():
    for back, views in ((0, 1), (20, 2), (60, 4), (300, 8), (370, 16)):
        DailyCount.objects.create(page_id=1, day=TODAY - timedelta(days=back), views=views)
    assert [(pk, counts.views) for pk, counts in window_counts()] == [(1, (1, 3, 7, 15))]


def test_the_counts_of_a_page_go_with_it(article):
    tell(article.pk)
    views_fold()
    article.delete()
    assert not (Seen.objects.exists() or DailyCount.objects.exists())


def test_the_scheduler_counts():
    assert {"activity.fold", "activity.months"} <= {job.name for job in all_jobs()}
