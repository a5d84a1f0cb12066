"""Reads hours as people type them, and knows which of them hold on a day.

    Mon-Thu 09:00-12:00, 13:00-17:00        a week, one line for some days
    06-15..08-31 Mon-Fri 08:00-14:00        a season, each year; the days of its week are parted by ;
    2026-12-24 09:00-13:00                  an exception; "closed" for none

Seasons replace the whole week, exceptions replace seasons; of two that fit a day the first holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext

DAY = 24 * 60  # minutes
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Span = tuple[int, int]  # minutes after midnight; the second may lie in the next day
Spans = tuple[Span, ...]
Week = tuple[Spans, ...]  # seven, Monday first

_DATE = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_DAYS = re.compile(r"((?:[a-z]+|[1-7])(?:\s*-\s*(?:[a-z]+|[1-7]))?)\s*(?:,\s*|(?=\s))", re.IGNORECASE)
CLOSED = "closed"
# What comes along when somebody copies an example out of a text from right to left, or out of a document: marks of
# direction and joiners that nobody sees, other dashes (‐ ‑ ‒ – −), and spaces that do not break.
_PASTED = {
    **dict.fromkeys([0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]),
    **dict.fromkeys([*range(0x2010, 0x2014), 0x2212], "-"),
    **dict.fromkeys([0xA0, 0x2007, 0x202F], " "),
}


class HoursError(ValueError):
    """A line cannot be read. The text says which and why, in the language of now."""


@dataclass(frozen=True)
class Days:
    """From one date to another, both included: of one year, or, without years, of each."""

    first: tuple[int, int, int]  # year (0 for each), month, day
    last: tuple[int, int, int]

    def __contains__(self, day: date) -> bool:
        if self.first[0]:
            return self.first <= (day.year, day.month, day.day) <= self.last
        first, last, this = self.first[1:], self.last[1:], (day.month, day.day)
        return first <= this <= last if first <= last else this >= first or this <= last


@dataclass(frozen=True)
class Schedule:
    """All hours that were set."""

    week: Week
    seasons: tuple[tuple[Days, Week], ...] = ()
    exceptions: tuple[tuple[Days, Spans], ...] = ()

    def week_on(self, day: date) -> Week:
        """Return the week that holds around a day: that of the season."""
        return next((week for days, week in self.seasons if day in days), self.week)

    def exception_on(self, day: date) -> Spans | None:
        """Return what holds on this day alone; None on an ordinary one."""
        return next((spans for days, spans in self.exceptions if day in days), None)

    def spans_on(self, day: date) -> Spans:
        """Return when it is open on a day."""
        exception = self.exception_on(day)
        return self.week_on(day)[day.weekday()] if exception is None else exception


@lru_cache(maxsize=16)
def read_schedule(hours: str, seasons: str = "", exceptions: str = "") -> Schedule:
    """Read all three texts. Raises HoursError."""
    return Schedule(read_week(hours), tuple(read_seasons(seasons)), tuple(read_exceptions(exceptions)))


def read_week(text: str, separator: str = "\n") -> Week:
    """Read lines of days with their times. Days that are not named are closed. Raises HoursError."""
    week: list[Spans] = [()] * 7
    for line in _lines(text, separator):
        days, rest = _days(line)
        spans = _spans(rest, line)
        for day in days:
            week[day] = spans
    return tuple(week)


def read_seasons(text: str) -> Iterator[tuple[Days, Week]]:
    """Read lines of a range of dates and a week. Raises HoursError."""
    for line in _lines(text):
        dates, rest = _dates(line)
        yield dates, read_week(rest, ";")


def read_exceptions(text: str) -> Iterator[tuple[Days, Spans]]:
    """Read lines of a date, or a range, and times. Raises HoursError."""
    for line in _lines(text):
        dates, rest = _dates(line)
        yield dates, _spans(rest, line)


def _lines(text: str, separator: str = "\n") -> Iterator[str]:
    return (line for each in text.translate(_PASTED).split(separator) if (line := each.strip()))


def _dates(line: str) -> tuple[Days, str]:
    first_text, _space, rest = line.partition(" ")
    parts = first_text.split("..")
    first = _date(parts[0], line)
    last = _date(parts[-1], line)
    if len(parts) > 2 or bool(first[0]) != bool(last[0]) or (first[0] and last < first):
        raise HoursError(gettext("“%(line)s”: these dates are no range.") % {"line": line})
    return Days(first, last), rest


def _date(text: str, line: str) -> tuple[int, int, int]:
    found = _DATE.fullmatch(text)
    if found is None:
        raise HoursError(gettext("“%(line)s” must begin with a date such as 2026-12-24 or 12-24.") % {"line": line})
    year, month, day = int(found[1] or 0), int(found[2]), int(found[3])
    try:
        date(year or 2024, month, day)  # a leap year
    except ValueError:
        raise HoursError(gettext("“%(line)s”: there is no such day.") % {"line": line}) from None
    return year, month, day


def _days(line: str) -> tuple[list[int], str]:
    days: list[int] = []
    rest = line
    while found := _DAYS.match(rest):
        if found[1].lower() == CLOSED:
            break
        ends = [_day(each.strip(), line) for each in found[1].split("-")]
        count = (ends[-1] - ends[0]) % 7
        days += [(ends[0] + step) % 7 for step in range(count + 1)]
        rest = rest[found.end() :].lstrip()
    if not days:
        raise HoursError(gettext("“%(line)s” must begin with days such as Mon-Fri or 1-5.") % {"line": line})
    return days, rest


def _day(text: str, line: str) -> int:
    if text.isdecimal():
        return int(text) - 1
    name = text.lower()[:3]
    if name not in NAMES:
        raise HoursError(gettext("“%(line)s”: %(day)s is no day of the week.") % {"line": line, "day": text})
    return NAMES.index(name)


def _spans(text: str, line: str) -> Spans:
    text = text.strip()
    if text.lower() == CLOSED:
        return ()
    spans = [_span(each.strip(), line) for each in text.split(",")]
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise HoursError(gettext("“%(line)s”: these times overlap.") % {"line": line})
    return tuple(spans)


def _span(text: str, line: str) -> Span:
    found = _SPAN.fullmatch(text)
    numbers = [int(each) for each in found.groups()] if found else []
    if not numbers or max(numbers[1], numbers[3]) > 59 or max(numbers[0], numbers[2] - 1) > 23:
        raise HoursError(gettext("“%(line)s” must end with times such as 09:00-17:00, or “closed”.") % {"line": line})
    begins, ends = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if ends > DAY:
        raise HoursError(gettext("“%(line)s”: a day ends at 24:00.") % {"line": line})
    return begins, ends if ends > begins else ends + DAY


def days_from(first: date, count: int) -> Iterator[date]:
    """Yield a day and those that follow it."""
    return (first + timedelta(days=step) for step in range(count))
