"""One query for everything around a page: what stands above it, beside it, its translations, and where its links lead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from content.addresses import page_path
from content.models import HelpPage

_ANCHOR = re.compile(r"<a\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)


@dataclass(frozen=True)
class Relative:
    """What is known of a page nearby."""

    pk: int
    path: str
    depth: int
    title: str
    summary: str
    url: str
    translation_key: Any
    locale_id: int
    is_alias: bool
    content_type_id: int


@dataclass
class Family:
    """The readers' view of a page's surroundings: only pages this reader may be shown are in it."""

    by_path: dict[str, Relative] = field(default_factory=dict)
    by_id: dict[int, Relative] = field(default_factory=dict)
    by_key: dict[tuple[Any, int], Relative] = field(default_factory=dict)

    def ancestors(self, path: str) -> list[Relative]:
        """Return the visible pages above a tree path, the home page first."""
        above = (path[:end] for end in range(2 * Page.steplen, len(path), Page.steplen))
        return [self.by_path[each] for each in above if each in self.by_path]

    def siblings(self, path: str) -> list[Relative]:
        """Return the visible pages beside a tree path, itself included, in tree order."""
        parent = path[: -Page.steplen]
        return [each for key, each in sorted(self.by_path.items()) if len(key) == len(path) and key.startswith(parent)]

    def in_language(self, translation_key: Any, locale_id: int) -> Relative | None:
        return self.by_key.get((translation_key, locale_id))

    def target(self, page_id: int, locale_id: int) -> Relative | None:
        """Return where a link to a page leads a reader of this language: the translation if there is one."""
        page = self.by_id.get(page_id)
        return None if page is None else self.in_language(page.translation_key, locale_id) or page


def family_of(
    page: HelpPage | None,
    *,
    user: Any,
    linked_ids: Iterable[int] = (),
    page_ids: Iterable[int] = (),
    with_siblings: bool = True,
    siblings_translated: bool = False,
) -> Family:
    """Read the family of a page in one query; without a page only what the linked ids and home pages need.

    `linked_ids` bring their translations along, `page_ids` come alone, and so do siblings unless `siblings_translated`.
    """
    linked, alone = set(linked_ids), set(page_ids)
    pages = Page.objects.order_by()
    # Parts that are put together, rather than alternatives of one condition: PostgreSQL finds each part by its index, but goes
    # through all pages for an alternative that has a subquery. The home pages are known by what a site's root has in common
    # with its translations.
    keys = [pages.filter(sites_rooted_here__isnull=False)]
    found: list[Any] = []
    if page is not None:
        above = [page.path[:end] for end in range(2 * Page.steplen, len(page.path) + 1, Page.steplen)]
        keys.append(pages.filter(path__in=above))
        if with_siblings and page.depth > 2:
            first, last = Page._get_children_path_interval(page.path[: -Page.steplen])
            beside = pages.filter(path__gte=first, path__lte=last, depth=page.depth)
            (keys if siblings_translated else found).append(beside)
    if linked:
        keys.append(pages.filter(pk__in=linked))
    if alone:
        found.append(pages.filter(pk__in=alone))
    found += [pages.filter(translation_key__in=each.values("translation_key")) for each in keys]
    first_part, *other_parts = [each.values("pk") for each in found]
    wanted = first_part.union(*other_parts) if other_parts else first_part
    about = ("pk", "path", "depth", "title", "summary", "url_path")
    names = (*about, "translation_key", "locale_id", "alias_of_id", "content_type_id")
    family = Family()
    for row in HelpPage.objects.listable_to(user).filter(pk__in=wanted).order_by("path").values_list(*names):
        pk, path, depth, title, summary, url_path, key, locale_id, alias_of, type_id = row
        url = page_path(url_path=url_path, locale_id=locale_id)
        relative = Relative(pk, path, depth, title, summary, url, key, locale_id, alias_of is not None, type_id)
        family.by_path[path] = family.by_id[pk] = family.by_key[key, locale_id] = relative
    return family


def linked_page_ids(raw: Any) -> set[int]:
    """Return the ids of the pages that the rich text anywhere in a raw stream links to, in whatever order of attributes."""
    text = json.dumps(raw, ensure_ascii=False).replace('\\"', '"') if raw else ""
    return set(_linked(text))


def _linked(text: str) -> Iterator[int]:
    for tag in _ANCHOR.findall(text):
        attributes = dict(_ATTRIBUTE.findall(tag))
        if attributes.get("linktype") == "page" and attributes.get("id", "").isdecimal():
            yield int(attributes["id"])
