from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sanad.testing import PluginTest
from sanad_plugins.opening_hours.rules import read_schedule
from sanad_plugins.opening_hours.slots import moments_of, rows_of

HOUR = 3600


class FooterTest(PluginTest):
    plugin = "opening_hours"

    def set_hours(self, **values: Any) -> None:
        self.configure(**{"heading": "Opening hours", "hours": "Mon-Fri 09:00-17:00", "time_zone": "Asia/Tehran"} | values)

    def test_nothing_is_shown_until_hours_are_set(self) -> None:
        self.assertEqual(self.slot("footer") + self.slot("head"), "")

    def test_the_footer_of_a_page_tells_the_hours(self) -> None:
        self.set_hours()
        page = self.client.get(self.article().url)
        self.assertContains(page, "09:00–17:00")
        self.assertContains(page, "opening_hours.js")

    def test_an_exception_soon_is_told(self) -> None:
        soon = timezone.now().date() + timedelta(days=5)
        self.set_hours(exceptions=f"{soon:%Y-%m-%d} 11:11-12:12")
        self.assertIn("11:11–12:12", self.slot("footer"))

    def test_an_exception_next_month_is_not_told_yet(self) -> None:
        later = timezone.now().date() + timedelta(days=30)
        self.set_hours(exceptions=f"{later:%Y-%m-%d} 11:11-12:12")
        self.assertNotIn("11:11–12:12", self.slot("footer"))

    def test_persian_readers_get_persian_digits(self) -> None:
        self.set_hours()
        self.assertIn("۰۹:۰۰–۱۷:۰۰", self.slot("footer", language="fa"))

    def test_the_offset_of_the_zone_is_told(self) -> None:
        self.set_hours()
        self.assertIn("UTC+03:30", self.slot("footer"))

    def test_the_page_says_the_same_at_any_time_of_the_day(self) -> None:
        self.set_hours()
        self.assertNotIn("opening-hours__state--open", self.slot("footer"))

    def test_the_script_can_read_the_moments(self) -> None:
        self.set_hours()
        moments = self.slot("footer").partition('data-opening-hours="')[2].partition('"')[0]
        self.assertTrue(all(opens < closes for opens, closes in json.loads(moments)))

    def test_what_cannot_be_read_is_refused_with_its_line(self) -> None:
        with self.assertRaisesRegex(AssertionError, "Mon nine to five"):
            self.set_hours(hours="Mon nine to five")

    def test_a_zone_that_is_not_there_is_refused(self) -> None:
        with self.assertRaisesRegex(AssertionError, "time_zone"):
            self.set_hours(time_zone="Moon/Crater")

    def test_nothing_is_left_when_it_is_switched_off(self) -> None:
        self.set_hours()
        self.deactivate()
        self.assertNotContains(self.client.get(self.article().url), "opening")


class MomentsTest(PluginTest):
    plugin = "opening_hours"

    def lengths(self, hours: str, zone: str, first: date) -> list[float]:
        return [(closes - opens) / HOUR for opens, closes in moments_of(read_schedule(hours), zone, first)]

    def test_moments_are_those_of_the_zone(self) -> None:
        opens, _closes = moments_of(read_schedule("Mon-Sun 09:00-17:00"), "Asia/Tehran", date(2026, 3, 2))[1]
        self.assertEqual(opens, 1772429400)  # 2026-03-02 05:30 UTC

    def test_a_night_on_which_the_clock_is_changed_is_an_hour_shorter(self) -> None:
        self.assertEqual(sorted(set(self.lengths("Mon-Sun 00:00-08:00", "Europe/Berlin", date(2026, 3, 28)))), [7, 8])

    def test_round_the_clock_is_one_time(self) -> None:
        self.assertEqual(len(self.lengths("Mon-Sun 00:00-24:00", "UTC", date(2026, 3, 2))), 1)

    def test_hours_after_midnight_belong_to_the_evening_before(self) -> None:
        self.assertEqual(set(self.lengths("Fri 20:00-02:00", "UTC", date(2026, 3, 2))), {6})


class RowsTest(PluginTest):
    plugin = "opening_hours"

    def test_neighbours_with_equal_hours_share_a_row(self) -> None:
        rows = list(rows_of(read_schedule("Mon-Fri 09:00-17:00"), date(2026, 3, 2), 0))
        self.assertEqual([(first, last) for first, last, _times in rows], [("Monday", "Friday"), ("Saturday", "Sunday")])

    def test_the_week_begins_on_saturday_where_it_does(self) -> None:
        rows = list(rows_of(read_schedule("Sat-Wed 09:00-17:00"), date(2026, 3, 2), 5))
        self.assertEqual([(first, last) for first, last, _times in rows], [("Saturday", "Wednesday"), ("Thursday", "Friday")])
