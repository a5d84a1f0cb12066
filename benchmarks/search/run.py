"""One run: makes the help centre unless it is kept, then measures it."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from benchmarks._starting import django_start
from benchmarks.search import place
from benchmarks.search.documents import Planned, plan_make
from benchmarks.search.material import Material, material_read
from benchmarks.search.report import Report


def run(options: argparse.Namespace, documents: int) -> Report:
    """Measure one number of documents. Whatever was begun here is ended and removed again."""
    languages = options.languages.split(",")
    sources = place.sources_find(options.corpora)
    materials = {language: material_read(sources, language) for language in languages}
    with place.folder(options.keep) as scratch:
        stamp = place.made_as(documents, languages, options.seed, sources)
        is_made = place.database_ready(scratch, documents, stamp)
        django_start(scratch, url=place.database_url(scratch, documents))
        plan = plan_make(documents // len(languages), options.seed)
        if not is_made:
            _make(plan, materials, options.seed)
            place.database_made(scratch, documents, stamp)
        # Only now are there settings: everything in it imports models.
        from benchmarks.search.work import work

        return work(options, documents, plan, materials)


def _make(plan: Sequence[Planned], materials: dict[str, Material], seed: int) -> None:
    from benchmarks.search.pages import site_make

    total, done, began = len(plan) * len(materials), 0, time.monotonic()

    def advance(count: int) -> None:
        nonlocal done
        done += count
        place.say(f"{done} of {total} pages made, {done / (time.monotonic() - began):.0f} a second")

    site_make(plan, materials, seed, advance)
