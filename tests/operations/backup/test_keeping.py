"""The last backup of each of so many days, weeks and months stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from operations.backup.keeping import Keep

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
DAILY = [NOW - timedelta(days=days) for days in range(400)]


def test_days_weeks_and_months_are_kept():
    kept = sorted(Keep(days=3, weeks=2, months=2).kept(DAILY), reverse=True)
    assert [each.strftime("%m-%d") for each in kept] == ["11-23", "11-22", "11-21", "10-31"]


def test_a_year_of_backups_is_thinned_out():
    assert len(Keep(7, 4, 6).kept(DAILY)) <= 7 + 4 + 6


def test_of_one_day_the_last_is_kept():
    hours = [NOW + timedelta(hours=hour) for hour in range(20)]
    assert Keep(days=1, weeks=0, months=0).kept(hours) == {hours[-1]}


def test_after_a_long_pause_old_ones_stay():
    old = [NOW - timedelta(days=900), NOW - timedelta(days=901)]
    assert old[0] in Keep(days=7, weeks=0, months=0).kept(old)


def test_none_is_none():
    assert Keep().kept([]) == set()


@pytest.mark.parametrize("words", [[], ["7"], ["0d"], ["7x"], ["-1d"], ["٧d"], ["d"]])
def test_a_rule_that_says_nothing_is_refused(words):
    with pytest.raises(ValueError, match=r"kept|is no number"):
        Keep.read(words)
