"""Help pages as a source of documents, and the builder for all kinds of pages that have none of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.audiences import EVERYTHING
from content.filling import filled_all
from content.models import HelpPage
from content.streams import raw_headings, raw_levels, raw_questions, raw_stream_for, raw_text
from plugins.naming import owner_for
from plugins.owners import owned_by, owner_of
from plugins.registry import Entry, Registry
from plugins.shield import shielded
from search.contributing import at_index_time
from search.documents import PRODUCT, TAG, Document, build, builder_for, level_ranges, register_builder, register_kind
from search.facets import page_values
from search.more import with_more
from search.outbox import page_key
from search.sources import Source, register_source

IDS_AT_ONCE = 10_000

Measure = Callable[[Sequence[int]], Mapping[int, float]]
MEASURES = ("helpful", "views", "stale")


@dataclass(frozen=True)
class _Provider:
    name: str
    measure: Measure
    of: type[HelpPage]


_measures: Registry[_Provider] = at_index_time(Registry("search measures"))


def register_page_measure(name: str, provider: Measure, *, of: type[HelpPage] = HelpPage) -> None:
    """Let a room or plugin tell something about pages that moves them up or down: ids to numbers between 0 and 1.

    `name` is "helpful", "views" (1 for the page that is read most) or "stale" (anything but 0 for what is out of date).
    Pages that the provider does not know are left out; it is not asked about those that are no `of`.
    Raises KeyError for another name. The last one who knows a page decides; plugins come after the rooms.
    """
    if name not in MEASURES:
        raise KeyError(name)
    owner = owner_for(provider)
    _measures.add(_Provider(name, provider, of), order=200 if owner else 100, owner=owner)


def load_pages(page_ids: Iterable[int]) -> Iterator[Document]:
    """Yield the documents of those pages that may be listed to somebody, a few queries for each type of page."""
    by_type: defaultdict[int, list[int]] = defaultdict(list)
    found = HelpPage.objects.listable_to(EVERYTHING).filter(pk__in=list(page_ids))
    for pk, content_type in found.values_list("pk", "content_type_id"):
        by_type[content_type].append(pk)
    for content_type, ids in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and builder_for(model):
            yield from build(model._base_manager.filter(pk__in=ids).select_related("locale"))


def page_ids() -> Iterator[int]:
    """Yield the ids of all pages that may be listed to somebody, some thousand with each query."""
    last = 0
    while ids := list(existing_pages(pk__gt=last).order_by("pk")[:IDS_AT_ONCE]):
        yield from ids
        last = ids[-1]


def existing_pages(**conditions: Any) -> Any:
    """Return the ids of those pages that may be listed to somebody and fulfil the conditions."""
    return HelpPage.objects.listable_to(EVERYTHING).filter(**conditions).values_list("pk", flat=True)


def page_documents(pages: Sequence[HelpPage]) -> Iterator[Document]:
    """Yield the documents of pages of one type, from the raw JSON of their streams: blocks are never made.

    A page type sets `search_kind` to name its kind (without it: the model's name without "page"), and `search_fades` when
    its pages lose worth with age; that may be a property of the page. See `kinds_of` for types with several kinds.
    """
    ids = [page.pk for page in pages]
    ancestors, measured, facets = _ancestors(pages), _measured(type(pages[0]), ids), page_values(ids)
    all_streams = filled_all([_raw_streams(page) for page in pages])
    for page, streams in zip(pages, all_streams, strict=True):
        above = [ancestors[path] for path in _paths_above(page) if path in ancestors]
        own = {name: tuple(values.get(page.pk, ())) for name, values in facets.items()}
        levels = level_ranges(page.audience_now, {level for raw in streams for level in raw_levels(raw)})
        for low, high in levels:
            visible = [raw_stream_for(raw, low) for raw in streams]
            document = Document(
                key=page_key(page.pk),
                language=page.locale.language_code,
                kind=kind_of_page(page),
                title=page.title,
                min_level=low,
                max_level=high,
                required_groups=page.required_groups,
                keywords=page.search_keywords,
                summary=page.summary,
                headings="\n".join(heading for raw in visible for heading in raw_headings(raw)),
                body="\n".join(filter(None, map(raw_text, visible))),
                category_path=tuple(pk for pk, _name in above),
                category_title=above[-1][1] if above else "",
                questions=tuple(question for raw in visible for question in raw_questions(raw)),
                tags=own.get(TAG, ()),
                products=own.get(PRODUCT, ()),
                more_facets=tuple(
                    (name, value) for name, values in own.items() if name not in (TAG, PRODUCT) for value in values
                ),
                updated=page.last_published_at,
                helpful=measured["helpful"].get(page.pk, 0.0),
                views=measured["views"].get(page.pk, 0.0),
                fades=bool(getattr(page, "search_fades", False)),
                is_stale=bool(measured["stale"].get(page.pk)),
            )
            yield with_more(document, page)


def kind_of(model: type[HelpPage]) -> str:
    """Return the kind of a page type. A plugin's begins with its slug unless the type says otherwise."""
    if named := getattr(model, "search_kind", ""):
        return str(named)
    own = re.sub("page$", "", str(model._meta.model_name)) or "page"
    return f"{slug}__{own}" if (slug := owner_of(model)) else own


def kinds_of(model: type[HelpPage]) -> list[str]:
    """Return all kinds that pages of a type can have: its own, and those that it lists in `more_search_kinds`.

    A page of such a type says by its property `own_search_kind` which one it is; nothing means the type's.
    """
    return [kind_of(model), *getattr(model, "more_search_kinds", ())]


def kind_of_page(page: HelpPage) -> str:
    """Return the kind of a page."""
    own = getattr(page, "own_search_kind", "")
    return own if own in kinds_of(type(page)) else kind_of(type(page))


def _measured(model: type[HelpPage], page_ids: Sequence[int]) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {name: {} for name in MEASURES}
    for each in _measures.entries():
        if issubclass(model, each.entry.of):
            found[each.entry.name] |= _numbers(each, page_ids)
    return found


def _numbers(each: Entry[_Provider], page_ids: Sequence[int]) -> Mapping[int, float]:
    measure = each.entry.measure
    if not each.owner:
        return measure(page_ids)

    def call() -> dict[int, float]:
        return {int(pk): min(max(float(number), 0.0), 1.0) for pk, number in measure(page_ids).items()}

    return shielded(each.owner, f"search measure {each.entry.name}", call, {})


def _raw_streams(page: HelpPage) -> list[list[dict[str, Any]]]:
    return [list(getattr(page, name).raw_data) for name in page.streams_read()]


def _paths_above(page: Page) -> list[str]:
    """Return the tree paths of the pages above, without the root of everything and the site's first page."""
    return [page.path[:end] for end in range(3 * Page.steplen, len(page.path), Page.steplen)]


def _ancestors(pages: Sequence[HelpPage]) -> dict[str, tuple[int, str]]:
    wanted = {path for page in pages for path in _paths_above(page)}
    return {path: (pk, title) for path, pk, title in Page.objects.filter(path__in=wanted).values_list("path", "pk", "title")}


def register() -> None:
    """Make pages known to search."""
    register_source("page", Source(load_pages, page_ids, existing=lambda ids: list(existing_pages(pk__in=ids))))
    register_builder(HelpPage, page_documents)
    register_kind("page", _("page"), _("pages"))
    for model in apps.get_models():
        if issubclass(model, HelpPage) and not ((slug := owner_of(model)) and not kind_of(model).startswith(f"{slug}__")):
            with owned_by(slug):
                register_kind(kind_of(model), model._meta.verbose_name, model._meta.verbose_name_plural, replace=False)
