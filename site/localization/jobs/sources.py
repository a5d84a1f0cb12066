"""What a request is about, from the address of its form: pages, pages with all below, rows of the overview, snippets."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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

    A page that is a translation itself stands for its source. Five queries and one for each kind of page.
    """
    asked: QueryDict = request.GET
    ids = list(filter(None, map(row_id, asked.getlist("page"))))
    if asked.get("chosen"):
        ids += [each for each in request.session.get(CHOSEN, []) if isinstance(each, int)]
    keys = [each for each in map(_key, asked.getlist("key")) if each]
    pages = _pages(ids[:MOST], keys[:MOST], request.user, with_descendants)
    snippets = [
        each for each in map(_snippet, asked.getlist("snippet")[:MOST]) if each and may_request_snippet(each, request.user)
    ]
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
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path, locale=page.locale_id)
    return list(offered.filter(below)[:MOST])


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


def _snippet(text: str) -> Any:
    """The snippet that "app.model:id" names; its source where it is a translation. None for anything else."""
    label, _colon, pk = text.partition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not issubclass(model, TranslatableMixin) or issubclass(model, Page) or row_id(pk) is None:
        return None
    chosen = model._default_manager.filter(pk=pk).first()
    if chosen is None:
        return None
    known = Translation.objects.filter(translation_key=chosen.translation_key).first()
    if known is None or known.source_locale_id == chosen.locale_id:
        return chosen
    return model._default_manager.filter(translation_key=chosen.translation_key, locale=known.source_locale_id).first()
