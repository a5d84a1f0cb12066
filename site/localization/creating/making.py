"""Making translations of many sources: a transaction for each chunk, parents before children, never twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.models import Locale, Page

from localization.creating.pages import pages_make
from localization.creating.snippets import snippets_make
from localization.models import Translation
from localization.problems import Problem
from localization.rendering.drafts import SourceGone
from localization.snapshots import source_at, source_of
from localization.targets import target_of

CHUNK = 50
"""Pages of one transaction: on SQLite it keeps all other writers waiting."""


@dataclass
class Created:
    """What came of it: the primary keys of translations that were made (or got their page back) and of those that were there."""

    made: list[int] = field(default_factory=list)
    there: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def skipped(self) -> int:
        """How many were there already."""
        return len(self.there)


def translations_create(
    *,
    sources: Sequence[Any],
    locale: Locale,
    user: Any,
    on_chunk: Callable[[int], bool] | None = None,
) -> Created:
    """Begin the translations of pages (of any class) and snippets into a language, as drafts; safe to call again.

    A source that is itself a translation stands for what it translates. Pages above that lack are made, too. Each chunk is a
    transaction of its own unless the caller has one; `on_chunk` gets the number of sources of each and ends the work by
    returning False. A page that is linked as a translation already is adopted. What cannot be done is among the problems.
    """
    created = Created()
    for chunk, is_pages in _chunks(_roots(sources), locale):
        done = _make(chunk, locale=locale, user=user, is_pages=is_pages)
        created.made += done.made
        created.there += done.there
        created.problems += done.problems
        if on_chunk is not None and on_chunk(len(chunk)) is False:
            break
    return created


def target_create(translation: Translation, *, user: Any) -> Any:
    """Create the missing target of a translation with the words it has, and return it. Raises SourceGone when it has no place."""
    model = translation.content_type.model_class()
    source = source_of(translation)
    if source is None and translation.snapshot is not None and model is not None and not issubclass(model, Page):
        source = source_at(translation.snapshot, model)
    if source is None:
        raise SourceGone(f"Translation {translation.pk} has no place: its source is gone.")
    translations_create(sources=[source], locale=translation.locale, user=user)
    translation.refresh_from_db()
    target = target_of(translation)
    if target is None:
        raise SourceGone(f"The page of translation {translation.pk} could not be created.")
    return target


def _make(chunk: list[Any], *, locale: Locale, user: Any, is_pages: bool) -> Created:
    work = pages_make if is_pages else snippets_make
    for attempt in (1, 2):
        created = Created()
        try:
            with transaction.atomic():
                work(chunk, locale=locale, user=user, created=created)
        except IntegrityError:
            # Somebody else made one of them at this moment. What is there now is seen the second time.
            if attempt == 2:
                raise
        else:
            return created
    raise AssertionError("unreachable")


def _roots(sources: Sequence[Any]) -> list[Any]:
    """Return the sources, those that are translations replaced by what they translate."""
    keys = {each.translation_key for each in sources}
    rows = Translation.objects.filter(translation_key__in=keys).values_list("translation_key", "locale_id", "source_locale_id")
    source_locales = {(key, locale): source for key, locale, source in rows}
    roots, seen = [], set()
    for each in sources:
        source_locale = source_locales.get((each.translation_key, each.locale_id), each.locale_id)
        if source_locale != each.locale_id:
            same = type(each)._base_manager.filter(translation_key=each.translation_key, locale_id=source_locale)
            each = same.first() or each
        if each.translation_key not in seen:
            seen.add(each.translation_key)
            roots.append(each)
    return roots


def _chunks(sources: list[Any], locale: Locale) -> Iterator[tuple[list[Any], bool]]:
    """Yield the sources in chunks of one depth (pages) or one model (snippets), pages first, those that lack above included."""
    by_depth: defaultdict[int, list[Any]] = defaultdict(list)
    snippets: defaultdict[type, list[Any]] = defaultdict(list)
    pages = [each for each in sources if isinstance(each, Page) and each.locale_id != locale.pk]
    for page in [*pages, *_lacking_above(pages, locale)]:
        by_depth[page.depth].append(page)
    for each in sources:
        if not isinstance(each, Page) and each.locale_id != locale.pk:
            snippets[type(each)].append(each)
    for depth in sorted(by_depth):
        row = sorted(by_depth[depth], key=lambda page: str(page.path))
        yield from ((row[start : start + CHUNK], True) for start in range(0, len(row), CHUNK))
    for some in snippets.values():
        yield from ((some[start : start + CHUNK], False) for start in range(0, len(some), CHUNK))


def _lacking_above(pages: list[Page], locale: Locale) -> list[Page]:
    known = {page.path for page in pages}
    steps = Page.steplen
    paths = {page.path[:end] for page in pages for end in range(2 * steps, len(page.path), steps)} - known
    above = list(Page.objects.filter(path__in=paths)) if paths else []
    keys = {page.translation_key for page in above}
    there = set(Page.objects.filter(locale=locale, translation_key__in=keys).values_list("translation_key", flat=True))
    return [page for page in above if page.translation_key not in there]
