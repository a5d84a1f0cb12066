"""What is made anew from restored rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command

from operations.backup.making import Progress
from operations.page_cache.generation import generation_end
from plugins.active import epoch_raise, sync
from search.engines.choice import engines
from search.rebuilding import rebuild_engine
from search.spelling import vocabulary_refresh


def renew(progress: Progress) -> list[str]:
    """Make caches and indexes anew; return a sentence for each that could not be. Never raises: the site is back."""
    warnings: list[str] = []

    def attempt(name: str, work: Callable[[], object], by_hand: str) -> None:
        progress(f"renewing {name}")
        try:
            work()
        except Exception as error:
            warnings.append(f"{name} could not be renewed ({type(error).__name__}: {error}): {by_hand}")

    ContentType.objects.clear_cache()
    attempt("the cache", cache.clear, "restart the cache server")
    attempt("the pages that are kept", generation_end, "restart the servers")
    attempt("the state of plugins", _plugins, "restart the servers")
    for engine in engines():
        attempt(
            f"the search index of {engine.name}",
            partial(rebuild_engine, engine, take_over=True),
            f"run `manage.py search_rebuild --engine {engine.name}`",
        )
    attempt("the words of spelling", lambda: vocabulary_refresh(full=True), "the next change of a page does it")
    attempt("the search of the admin", lambda: call_command("update_index", verbosity=0), "run `manage.py update_index`")
    return warnings


def _plugins() -> None:
    epoch_raise()
    sync(force=True)
