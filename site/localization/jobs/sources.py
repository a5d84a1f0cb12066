"""What a request is about, from the address of its form: pages, pages with all below, rows of the overview, snippets."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from wagtail.models import Locale, Page, TranslatableMixin

from content.converters import row_id
from localization.jobs.rights import AT_ONCE, may_request_snippet, pages_offered
from localization.models import Translation

CHOSEN = "localization_chosen"
"""Where the explorer's selection waits in the session: it may be too long for an address."""
MOST = 5000
BRANCHES = 200
"""Pages whose subtrees are looked for in one query: SQLite takes conditions of a thousand parts at most."""


@dataclass(frozen=True)
class Sources:
    """What was chosen, parents before their children; without what is gone, or not for this person."""

    pages: list[Page] = field(default_factory=list)
    snippets: list[Any] = field(default_factory=list)

    @property
    def all(self) -> list[Any]:
        """Pages and snippets."""
        return [*self.pages, *self.snippets]

    @property
    def keys(self) -> list[str]:
        """Their translation keys as text."""
        return [str(each.translation_key) for each in self.all]


def sources_asked(request: HttpRequest, *, with_descendants: bool) -> Sources:
    """Return what the parameters name: `page` (ids), `key` (translation keys), `snippet` ("app.model:id"), `chosen`
    (what the explorer's bulk action left in the session).

    A page that is a translation itself stands for its source. For some hundred things, eight queries and
    three for each kind of snippet.
    """
    asked: QueryDict = request.GET
    ids = list(filter(None, map(row_id, asked.getlist("page"))))
    if asked.get("chosen"):
        ids += [each for each in request.session.get(CHOSEN, []) if isinstance(each, int)]
    keys = [each for each in map(_key, asked.getlist("key")) if each]
    pages = _pages(ids[:MOST], keys[:MOST], request.user, with_descendants)
    snippets = _snippets(asked.getlist("snippet")[:MOST], request.user)
    return Sources(pages, snippets)


def _pages(ids: Sequence[int], keys: Sequence[uuid.UUID], user: Any, with_descendants: bool) -> list[Page]:
    offered = pages_offered(user).filter(depth__gt=1, alias_of=None)
    chosen = {page.pk: page for page in _of(offered, "pk", ids)}
    wanted = {page.translation_key for page in chosen.values()} | set(keys)
    source_locales = dict(_translations(wanted))
    default = Locale.get_default().pk
    sources: dict[int, Page] = {}
    for page in _of(offered, "translation_key", list(wanted)):
        source = source_locales.get(page.translation_key)
        own = page.pk in chosen if source is None else page.locale_id == source
        if own or (source is None and page.translation_key in set(keys) and page.locale_id == default):
            sources[page.pk] = page
    if with_descendants and sources:
        sources |= {page.pk: page for page in _below(offered, sources.values())}
    return sorted(sources.values(), key=lambda page: page.path)[:MOST]


def _below(offered: Any, pages: Iterable[Page]) -> list[Page]:
    """Return what stands below pages in their languages. In parts: a database takes no condition of any length."""
    tops: list[Page] = []
    last: dict[int, str] = {}
    for page in sorted(pages, key=lambda page: page.path):
        if not page.path.startswith(last.get(page.locale_id, "-")):
            last[page.locale_id] = page.path
            tops.append(page)
    found: list[Page] = []
    for start in range(0, len(tops), BRANCHES):
        branches = [Q(path__startswith=page.path, locale=page.locale_id) for page in tops[start : start + BRANCHES]]
        found += offered.filter(reduce(or_, branches))[: MOST - len(found)]
        if len(found) >= MOST:
            break
    return found


def _translations(keys: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, int]]:
    rows: list[tuple[uuid.UUID, int]] = []
    listed = list(keys)
    for start in range(0, len(listed), AT_ONCE):
        found = Translation.objects.filter(translation_key__in=listed[start : start + AT_ONCE])
        rows += found.order_by().values_list("translation_key", "source_locale").distinct()
    return rows


def _of(pages: Any, name: str, values: Sequence[Any]) -> list[Page]:
    found: list[Page] = []
    for start in range(0, len(values), AT_ONCE):
        found += pages.filter(**{f"{name}__in": values[start : start + AT_ONCE]})
    return found


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _snippets(named: Iterable[str], user: Any) -> list[Any]:
    """Return the snippets that "app.model:id" names, each once, or their sources. Three queries for each kind."""
    asked: dict[Any, list[int]] = {}
    for text in named:
        label, _colon, pk = text.partition(":")
        model, number = _kind(label), row_id(pk)
        if model is not None and number is not None:
            asked.setdefault(model, []).append(number)
    found: dict[tuple[Any, Any], Any] = {}
    for model, ids in asked.items():
        for source in _sources(model, ids):
            if may_request_snippet(source, user):
                found[model, source.pk] = source
    return list(found.values())


def _sources(model: Any, ids: Sequence[int]) -> list[Any]:
    rows = {each.pk: each for each in _of(model._default_manager.all(), "pk", ids)}
    chosen = [rows[pk] for pk in ids if pk in rows]
    locales = dict(_translations({each.translation_key for each in chosen}))
    away = {each.translation_key for each in chosen if locales.get(each.translation_key, each.locale_id) != each.locale_id}
    others = _of(model._default_manager.all(), "translation_key", list(away))
    known = {(each.translation_key, each.locale_id): each for each in [*others, *chosen]}
    wanted = [(each.translation_key, locales.get(each.translation_key, each.locale_id)) for each in chosen]
    return [known[each] for each in wanted if each in known]


def _kind(label: str) -> Any:
    """The kind of snippet that has translations; None for anything else."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, TranslatableMixin) and not issubclass(model, Page) else None
