"""Which pages leave the site, and as what: data without anything that the chosen readers may not see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from wagtail.models import Page

from content.audiences import Audience, Reader
from content.filling import filled
from content.locales import code_of
from content.models import HelpPage
from content.streams import AUDIENCE, raw_levels, raw_stream_for
from home.models import HomePage
from importing.reading.keys import KEYS
from importing.writing.criteria import criteria_written
from importing.writing.products import products_written
from importing.writing.work import MODELS
from search.pages import kind_of

KIND_OF = {model: kind for kind, model in MODELS.items()}
AT_ONCE = 100


@dataclass(frozen=True)
class ExportedPage:
    """A page as data.

    `path` names it in every language: slugs from the home page down, "" for that itself. `kind` is what a Markdown file calls
    it, or the kind of a plugin's page. `fields` are further properties by their name in front matter, `links` those that name
    another page. `blocks` is the raw JSON of its text; an "audience" block in it is for whom it says.
    """

    pk: int
    language: str
    path: str
    url: str
    kind: str
    title: str
    index: int
    fields: dict[str, Any] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    blocks: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Export:
    """Pages in the order of the tree, those above before those below. `paths`: of each page by id, for links."""

    audience: Audience
    pages: tuple[ExportedPage, ...]
    paths: dict[int, tuple[str, str]]
    """Ids of pages to language and path."""


def export_of(audience: Audience, *, languages: Iterable[str] = ()) -> Export:
    """Return the pages that readers of this audience without any group may list, all or those in some languages."""
    readable = HelpPage.objects.listable_to(Reader(audience)).order_by("path")
    rows = list(readable.values_list("pk", "path", "slug", "translation_key", "locale_id"))
    places = _places(rows)
    wanted = set(languages) or {code for code, _name in settings.LANGUAGES}
    ids = [row[0] for row in rows if row[0] in places and places[row[0]][0] in wanted]
    pages: list[ExportedPage] = []
    counted: dict[str, int] = {}
    for at in range(0, len(ids), AT_ONCE):
        some = {page.pk: page for page in HelpPage.objects.filter(pk__in=ids[at : at + AT_ONCE]).specific()}
        for pk in ids[at : at + AT_ONCE]:
            above = some[pk].path[: -Page.steplen]
            counted[above] = counted.get(above, 0) + 1
            pages.append(_exported(some[pk], *places[pk], counted[above], audience))
    exported = {page.pk for page in pages}
    return Export(audience, tuple(pages), {pk: place for pk, place in places.items() if pk in exported})


def _places(rows: Iterable[tuple[int, str, str, Any, int]]) -> dict[int, tuple[str, str]]:
    """Return language and path of each page: translations share the path of the page in the default language."""
    rows = list(rows)
    slugs = {row[3]: row[2] for row in rows if code_of(row[4]) == settings.LANGUAGE_CODE}
    homes = set(HomePage.objects.values_list("path", flat=True))
    by_tree: dict[str, tuple[str, str]] = {}
    taken: set[tuple[str, str]] = set()
    places = {}
    for pk, tree, slug, key, locale_id in rows:
        language, above = code_of(locale_id), by_tree.get(tree[: -Page.steplen])
        if tree in homes:
            place = (language, "")
        elif above is None or above[0] != language:
            continue  # below something that is no page of the help center
        else:
            place = (language, _free(f"{above[1]}/{slugs.get(key, slug)}".lstrip("/"), language, taken))
        taken.add(place)
        by_tree[tree] = places[pk] = place
    return places


def _free(path: str, language: str, taken: set[tuple[str, str]]) -> str:
    found, number = path, 1
    while (language, found) in taken:
        number += 1
        found = f"{path}-{number}"
    return found


def _exported(page: Any, language: str, path: str, index: int, audience: Audience) -> ExportedPage:
    kind = KIND_OF.get(type(page), "")
    known = KEYS.get(kind, {})
    unread = getattr(page, "unread_fields", ())
    told = [(name, key.field) for name, key in known.items() if not (key.is_link or key.is_rows) and key.field not in unread]
    fields = {name: getattr(page, field) for name, field in told if hasattr(page, field)}
    fields["audience"] = Audience(max(page.audience, page.minimum_audience))
    links = {name: getattr(page, f"{key.field}_id", None) for name, key in known.items() if key.is_link}
    return ExportedPage(
        pk=page.pk,
        language=language,
        path=path,
        url=page.link,
        kind=kind or kind_of(type(page)),
        title=page.title,
        index=index,
        fields=fields,
        links={name: pk for name, pk in links.items() if pk},
        tags=tuple(page.tags.names()) if hasattr(page, "tags") else (),
        products=tuple(products_written(page)),
        criteria=tuple(criteria_written(page)),
        blocks=tuple(block for name in page.streams_read() for block in _blocks(page, name, audience)),
    )


def _blocks(page: Any, name: str, audience: Audience) -> list[dict[str, Any]]:
    """Return the blocks without passages for others. Passages for these readers keep saying for whom they are: whoever
    imports them again must not make them public."""
    kept: list[dict[str, Any]] = []
    for block in filled(list(getattr(page, name).raw_data)):
        if block["type"] == AUDIENCE:
            if inside := raw_stream_for([block], audience):
                strictest = max(level for level in raw_levels([block]) if level <= audience)
                kept.append({**block, "value": {**block["value"], "audience": strictest, "body": inside}})
        else:
            kept += raw_stream_for([block], page.effective_audience)
    return kept
