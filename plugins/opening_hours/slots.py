"""What the plugin shows in the footer.

A page may be kept by caches, so whether it is open now is for the browser to say: the page carries the moments of the coming two
weeks at which it opens and closes, and the script compares them with the clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from sanad import SlotContext, plugin_settings

from .rules import DAY, Schedule, Span, Spans, days_from, read_schedule

AHEAD = 14  # days
# Where the week does not begin on Monday (0).
FIRST_DAYS = {"ar": 5, "fa": 5}


def head(context: SlotContext) -> str:
    """The style sheet and the script."""
    return render_to_string("opening_hours/head.html") if plugin_settings("opening_hours").hours.strip() else ""


def hours(context: SlotContext) -> str:
    """The hours that hold today, the exceptions of the coming two weeks, and the place where the script says the state."""
    chosen = plugin_settings("opening_hours")
    if not chosen.hours.strip():
        return ""
    schedule = read_schedule(chosen.hours, chosen.seasons, chosen.exceptions)
    now = timezone.now().astimezone(ZoneInfo(chosen.time_zone))
    shown: dict[str, Any] = {
        "heading": chosen.heading,
        "note": chosen.note,
        "rows": list(rows_of(schedule, now.date(), FIRST_DAYS.get(context.language.partition("-")[0], 0))),
        "exceptions": exceptions_of(schedule, now.date()),
        "moments": json.dumps(moments_of(schedule, chosen.time_zone, now.date())),
        "zone": chosen.time_zone,
        "offset": offset_text(now),
    }
    return render_to_string("opening_hours/hours.html", shown)


def rows_of(schedule: Schedule, day: date, first_day: int) -> Iterator[tuple[str, str, list[str]]]:
    """Yield first day, last day (empty for one day) and times, for neighbouring days with equal hours at once."""
    week = schedule.week_on(day)
    order = [(first_day + step) % 7 for step in range(7)]
    for spans, days in groupby(order, key=lambda each: week[each]):
        group = list(days)
        yield str(WEEKDAYS[group[0]]), str(WEEKDAYS[group[-1]]) if len(group) > 1 else "", [span_text(each) for each in spans]


def exceptions_of(schedule: Schedule, first: date) -> list[tuple[date, list[str]]]:
    """Return the days of the coming two weeks that are not as usual, with their times."""
    found: list[tuple[date, Spans | None]] = [(day, schedule.exception_on(day)) for day in days_from(first, AHEAD)]
    return [(day, [span_text(each) for each in spans]) for day, spans in found if spans is not None]


def span_text(span: Span) -> str:
    """Return a span as it is written: 09:00–17:00."""
    begins, ends = (f"{each // 60:02}:{each % 60:02}" for each in (span[0], span[1] - DAY if span[1] > DAY else span[1]))
    return f"{begins}–{ends}"


@lru_cache(maxsize=16)
def moments_of(schedule: Schedule, zone: str, first: date) -> list[tuple[int, int]]:
    """Return the seconds since 1970 at which it opens and closes from yesterday on, two weeks long.

    Hours are those of the clock on the wall: on a day on which the clock is changed they are longer or shorter.
    """
    found: list[tuple[int, int]] = []
    for day in days_from(first - timedelta(days=1), AHEAD + 2):
        for begins, ends in schedule.spans_on(day):
            moment = (_moment(day, begins, zone), _moment(day, ends, zone))
            if found and moment[0] <= found[-1][1]:  # open through midnight, or one night reaches into the next day
                found[-1] = (found[-1][0], max(found[-1][1], moment[1]))
            else:
                found.append(moment)
    return found


def offset_text(now: datetime) -> str:
    """Return how the zone is written in all languages: UTC+03:30."""
    offset = f"{now:%z}"
    return "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:5]}"


def _moment(day: date, minutes: int, zone: str) -> int:
    days, rest = divmod(minutes, DAY)
    return int(datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), ZoneInfo(zone)).timestamp())
