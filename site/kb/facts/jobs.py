"""What the scheduler does for the lists, and what search gets to know of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from content.review.selectors import stale_ids
from kb.facts.likeness import likeness_refresh
from kb.facts.numbers import numbers_refresh, read_scores, register_stale, search_refresh
from kb.facts.texts import register_text_reader, texts_read
from kb.links.checking import links_check, links_tidy
from kb.links.extracting import links_store
from plugins.hooks import add_action
from search.pages import register_page_measure

TEXTS_EVERY = timedelta(minutes=5)
LINKS_EVERY = timedelta(minutes=1)
NUMBERS_EVERY = timedelta(hours=1)
DAILY = timedelta(days=1)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Read what was published, count, compare."""
    register("kb.texts", every=TEXTS_EVERY, run=texts_read)
    register("kb.numbers", every=NUMBERS_EVERY, run=numbers_refresh)
    register("kb.likeness", every=DAILY, run=likeness_refresh)
    register("kb.search_levels", every=DAILY, run=search_refresh)
    register("kb.links", every=LINKS_EVERY, run=links_check)
    register("kb.links_tidy", every=DAILY, run=links_tidy)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    register_page_measure("views", read_scores)
    register_stale(stale_ids)
    register_text_reader(links_store)
    add_action("scheduled_jobs", on_scheduled_jobs)
