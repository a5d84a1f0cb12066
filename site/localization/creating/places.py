"""Where translated pages go: below the translation of what is above their source, with a free slug."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import F, Q
from wagtail.models import Page

from content.addresses import is_reserved
from localization.creating.rows import Begun
from localization.problems import problem
from localization.rendering.slugs import LONGEST, numbered, slug_begin

MOST_CHILDREN = 36**Page.steplen - 1
LONGEST_PATH = 255
LONGEST_URL = 2000


class Places:
    """Places below the parents of a chunk. The parents are locked where that is possible, until the end of the transaction."""

    def __init__(self, sources: list[Any], locale: Any) -> None:
        self.locale = locale
        self.parents = self._parents(sources)
        self.steps: dict[str, int] = {}
        self.slugs: defaultdict[str, set[str]] = defaultdict(set)
        self.grown: defaultdict[int, int] = defaultdict(int)
        self.read()

    def _parents(self, sources: list[Any]) -> dict[str, Any]:
        """Return the parents of the translations by the path of the source's parent. The root is its own translation."""
        paths = {source.path[: -Page.steplen] for source in sources}
        above = {page.path: page for page in Page.objects.filter(path__in=paths)} if paths else {}
        keys = {page.translation_key for page in above.values() if page.depth > 1}
        rows = Page.objects.filter(Q(translation_key__in=keys, locale=self.locale) | Q(path__in=paths, depth=1))
        if connection.features.has_select_for_update:
            rows = rows.select_for_update(of=("self",))
        twins = {page.translation_key: page for page in rows.order_by("path")} if paths else {}
        return {path: twins[page.translation_key] for path, page in above.items() if page.translation_key in twins}

    def read(self) -> None:
        """Read which names and numbers are taken below the parents."""
        parents = list(self.parents.values())
        if not parents:
            return
        below = reduce(or_, (Q(path__startswith=page.path, depth=page.depth + 1) for page in parents))
        for path, slug in Page.objects.filter(below).values_list("path", "slug"):
            parent = path[: -Page.steplen]
            self.slugs[parent].add(slug)
            self.steps[parent] = max(self.steps.get(parent, 0), Page._str2int(path[-Page.steplen :]))

    def parent_of(self, source: Any) -> Any:
        """Return the page below which a source's translation goes, read anew: treebeard trusts what it is given."""
        return Page.objects.get(pk=self.parents[source.path[: -Page.steplen]].pk)

    def has_room(self, source: Any, created: Any) -> bool:
        """Tell whether a source's translation has a place; if not, note why."""
        parent = self.parents.get(source.path[: -Page.steplen])
        if parent is None:
            code = "no_place"
        elif self._is_full(parent):
            code = "no_room"
        else:
            return True
        created.problems.append(problem(code, title=source.title, language=self.locale.language_code))
        return False

    def _is_full(self, parent: Any) -> bool:
        too_deep = len(parent.path) + Page.steplen > LONGEST_PATH or len(parent.url_path) + LONGEST > LONGEST_URL
        return too_deep or self.steps.get(parent.path, 0) >= MOST_CHILDREN

    def name(self, each: Begun) -> None:
        """Give a page its slug: that of its source while it is called the same."""
        parent = self.parents[each.source.path[: -Page.steplen]]
        same = each.target.title == each.source.title
        begin = each.source.slug if same else slug_begin(each.target.title, otherwise=each.source.slug)
        if parent.depth == 1:
            begin = f"{begin}-{self.locale.language_code}"  # beside the home page it translates
        elif parent.depth == 2 and not same and is_reserved(parent, begin):
            self.slugs[parent.path].add(begin)
        each.target.slug = numbered(begin, self.slugs[parent.path])

    def put(self, each: Begun) -> None:
        """Give a page its place in the tree."""
        parent, page = self.parents[each.source.path[: -Page.steplen]], each.target
        self.steps[parent.path] = self.steps.get(parent.path, 0) + 1
        page.path = Page._get_path(parent.path, parent.depth + 1, self.steps[parent.path])
        page.depth, page.numchild = parent.depth + 1, 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        self.grown[parent.pk] += 1

    def grow(self) -> None:
        """Count the new children with their parents, in one statement for each number of them."""
        by_number: defaultdict[int, list[int]] = defaultdict(list)
        for pk, number in self.grown.items():
            by_number[number].append(pk)
        for number, pks in by_number.items():
            Page._base_manager.filter(pk__in=pks).update(numchild=F("numchild") + number)
        self.grown.clear()
