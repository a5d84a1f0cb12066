"""One size: makes the help centre, says that it is ready, and asks for all screens once for each line that it is given."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from benchmarks.kb.report import times_of
from benchmarks.scale.making import site_fill
from benchmarks.scale.plans import readings
from benchmarks.scale.screens import Screen, screens_of
from benchmarks.search import place
from benchmarks.search.documents import plan_make
from benchmarks.search.indexing import rebuild_rate
from benchmarks.search.material import material_read
from search.engines import choice

TURNS = 4
"""Requests for each screen in a round; the first of them warms up."""


def serve(pages: int, languages: list[str], corpora: Path, engine: str) -> None:
    """Do all of it. One line of JSON for each line of stdin."""
    settings.ALLOWED_HOSTS = ["*"]
    sources = place.sources_find(corpora)
    materials = {language: material_read(sources, language) for language in languages}
    plan = plan_make(max(20, pages // len(languages)))
    began = time.monotonic()
    editor = site_fill(plan, materials)
    made = time.monotonic() - began
    for each in choice.engines():
        count, rate = rebuild_rate(each)
        place.say(f"{pages:,} pages: {made:.0f} s to make; {count:,} documents into {each.name}, {rate:.0f} a second")
    screens = screens_of(languages[0], list(plan), materials[languages[0]], editor)
    _answer({"pages": pages, "database": connection.vendor, "engine": engine})
    for turn, line in enumerate(sys.stdin):
        _answer(_plans(screens) if line.strip() == "plans" else _round(screens, turn))


def _round(screens: list[Screen], turn: int) -> dict[str, Any]:
    found = {}
    for screen in screens:
        # What one screen has left in the cache is no merit of the next.
        cache.clear()
        turns = iter(range(turn * TURNS, (turn + 1) * TURNS + 1))
        times = times_of(lambda screen=screen, turns=turns: screen.ask(next(turns)), TURNS - 1)  # type: ignore[misc]
        found[screen.name] = {"wall": times.wall, "own": times.own, "is_flat": screen.is_flat}
    return found


def _plans(screens: list[Screen]) -> dict[str, Any]:
    """Return the rows that the largest scan of each screen goes through, and of what; nothing on SQLite, which does not tell."""
    if connection.vendor != "postgresql":
        return {}
    largest = {}
    for screen in screens:
        found = [reading for turn in range(TURNS) for reading in readings(lambda turn=turn, screen=screen: screen.ask(turn))[:1]]  # type: ignore[misc]
        if found:
            worst = max(found, key=lambda reading: reading.rows)
            largest[screen.name] = [worst.rows, worst.table, worst.how, worst.statement]
    return largest


def _answer(value: dict[str, Any]) -> None:
    print(json.dumps(value), flush=True)
