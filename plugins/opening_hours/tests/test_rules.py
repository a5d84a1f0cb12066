from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polib
from django.test import SimpleTestCase

from sanad_plugins.opening_hours.rules import HoursError, Schedule, read_schedule

NINE_TO_FIVE = ((540, 1020),)
MONDAY, SATURDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 7), date(2026, 3, 8)


class WeekTest(SimpleTestCase):
    def test_a_range_of_days_has_the_same_hours(self) -> None:
        self.assertEqual(read_schedule("Mon-Sat 09:00-17:00").spans_on(SATURDAY), NINE_TO_FIVE)

    def test_a_day_that_is_not_named_is_closed(self) -> None:
        self.assertEqual(read_schedule("Mon-Sat 09:00-17:00").spans_on(SUNDAY), ())

    def test_days_can_be_listed_and_numbered(self) -> None:
        schedule = read_schedule("1, Sun 09:00-17:00")
        self.assertEqual([schedule.spans_on(day) for day in (MONDAY, SATURDAY, SUNDAY)], [NINE_TO_FIVE, (), NINE_TO_FIVE])

    def test_a_range_may_go_over_the_end_of_the_week(self) -> None:
        self.assertEqual(read_schedule("Sat-Mon 09:00-17:00").spans_on(MONDAY), NINE_TO_FIVE)

    def test_a_day_may_have_a_pause(self) -> None:
        self.assertEqual(read_schedule("Monday 9:00-12:00, 13:00-17:00").spans_on(MONDAY), ((540, 720), (780, 1020)))

    def test_hours_may_reach_over_midnight(self) -> None:
        self.assertEqual(read_schedule("Sat 20:00-02:00").spans_on(SATURDAY), ((1200, 1560),))

    def test_persian_digits_are_digits(self) -> None:
        self.assertEqual(read_schedule("Mon ۰۹:۰۰-۱۷:۰۰").spans_on(MONDAY), NINE_TO_FIVE)

    def test_marks_of_direction_that_were_pasted_do_not_matter(self) -> None:
        self.assertEqual(read_schedule("\u2066\u200fMon-\u2060Sat\u00a009:00-\u206017:00\u2069").spans_on(SATURDAY), NINE_TO_FIVE)

    def test_every_dash_is_one(self) -> None:
        for dash in "-\u2010\u2011\u2013\u2212":
            self.assertEqual(read_schedule(f"Mon{dash}Sat 09:00{dash}17:00").spans_on(SATURDAY), NINE_TO_FIVE, ascii(dash))

    def test_a_later_line_holds_for_its_days(self) -> None:
        self.assertEqual(read_schedule("Mon-Sun 09:00-17:00\nSun closed").spans_on(SUNDAY), ())


class SeasonsTest(SimpleTestCase):
    def schedule(self) -> Schedule:
        return read_schedule(
            "Mon-Fri 09:00-17:00", "12-20..01-06 Mon-Fri 10:00-12:00; Sat closed", "2026-12-24 09:00-10:00\n12-25..12-26 closed"
        )

    def test_a_season_may_go_over_the_end_of_the_year(self) -> None:
        for day in date(2026, 12, 21), date(2027, 1, 5):
            self.assertEqual(self.schedule().spans_on(day), ((600, 720),))

    def test_outside_of_it_the_usual_week_holds(self) -> None:
        self.assertEqual(self.schedule().spans_on(date(2027, 1, 7)), NINE_TO_FIVE)

    def test_an_exception_replaces_the_season(self) -> None:
        self.assertEqual(self.schedule().spans_on(date(2026, 12, 24)), ((540, 600),))

    def test_an_exception_with_a_year_holds_in_that_year_only(self) -> None:
        self.assertEqual(self.schedule().spans_on(date(2027, 12, 24)), ((600, 720),))

    def test_an_exception_without_a_year_holds_in_each(self) -> None:
        for year in 2026, 2031:
            self.assertEqual(self.schedule().exception_on(date(year, 12, 25)), ())


class MistakesTest(SimpleTestCase):
    def refused(self, *texts: str) -> None:
        with self.assertRaises(HoursError):
            read_schedule(*texts)

    def test_what_is_no_day_is_refused(self) -> None:
        self.refused("Caturday 09:00-17:00")

    def test_a_line_without_days_is_refused(self) -> None:
        self.refused("09:00-17:00")

    def test_a_line_without_times_is_refused(self) -> None:
        self.refused("Mon")

    def test_a_time_that_no_clock_shows_is_refused(self) -> None:
        for times in "09:60-17:00", "24:00-25:00", "09:00-24:30":
            self.refused(f"Mon {times}")

    def test_times_that_overlap_are_refused(self) -> None:
        self.refused("Mon 09:00-12:00, 11:00-17:00")

    def test_a_day_that_no_year_has_is_refused(self) -> None:
        self.refused("Mon 09:00-17:00", "", "02-30 closed")

    def test_a_range_with_one_year_is_refused(self) -> None:
        self.refused("Mon 09:00-17:00", "2026-06-01..08-31 Mon 09:00-12:00")

    def test_a_range_that_ends_before_it_begins_is_refused(self) -> None:
        self.refused("Mon 09:00-17:00", "", "2026-12-26..2026-12-25 closed")


class CatalogueTest(SimpleTestCase):
    def test_what_is_typed_from_left_to_right_stands_in_isolates_in_texts_from_right_to_left(self) -> None:
        for language in "ar", "fa":
            path = Path(__file__).parents[1] / "locale" / language / "LC_MESSAGES" / "django.po"
            for each in polib.pofile(str(path)):
                around = re.sub("[\u2066\u2068][^\u2066-\u2069]*\u2069|\\{time\\}", "", each.msgstr)
                self.assertNotRegex(around, r"[A-Za-z0-9%]", each.msgid)
