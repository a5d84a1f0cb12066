"""Places new pages in the tree: paths, slugs and addresses are worked out in memory."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils.text import slugify
from wagtail.models import Page

from importing.problems import Problem
from importing.writing.work import MODELS, Draft, Place, Work

TRANSLATIONS = uuid.UUID("b0f8b5c2-58a3-5c86-9a6a-0f4d9b7c3f11")
MOST_CHILDREN = 36**Page.steplen - 1
LONGEST_PATH = 255
LONGEST_URL = 2000


class TreeBuilder:
    """Hands out places below existing and new pages. Existing parents are read once, and locked where that is possible."""

    def __init__(self, work: Work, now: datetime) -> None:
        self.work = work
        self.now = now
        self.steps: dict[str, int] = {}
        self.slugs: defaultdict[str, set[str]] = defaultdict(set)
        self.grown: dict[int, int] = {}
        self.types = ContentType.objects.get_for_models(*MODELS.values())

    def build(self, drafts: dict[Place, Draft]) -> list[Draft]:
        """Give every draft its page, not yet saved; return those that found a place, parents first."""
        parents = self._existing_parents(drafts)
        self._read_children([page.path for page in parents.values()])
        placed = []
        for draft in in_order(drafts):
            parent_draft = drafts.get(draft.parent_place)
            parent = parent_draft.page if parent_draft else parents.get(draft.parent_place)
            if parent is not None and self._place(draft, parent, is_new=parent_draft is not None):
                placed.append(draft)
        return placed

    def _existing_parents(self, drafts: dict[Place, Draft]) -> dict[Place, Any]:
        wanted = {draft.parent_place for draft in drafts.values() if draft.parent_place not in drafts}
        ids = {}
        for place in wanted:
            row = self.work.rows.get(place)
            ids[place] = self.work.roots[place[0]].pk if place[1] == "" else row.page_id if row else None
        pages = Page._base_manager.filter(pk__in=[pk for pk in ids.values() if pk])
        if connection.features.has_select_for_update:
            pages = pages.select_for_update()
        found = {page.pk: page for page in pages.order_by("path")}
        return {place: found[pk] for place, pk in ids.items() if pk in found}

    def _read_children(self, paths: Iterable[str]) -> None:
        for path in paths:
            children = Page._base_manager.filter(path__startswith=path, depth=len(path) // Page.steplen + 1)
            for child_path, slug in children.values_list("path", "slug"):
                self.slugs[path].add(slug)
                self.steps[path] = max(self.steps.get(path, 0), Page._str2int(child_path[-Page.steplen :]))

    def _place(self, draft: Draft, parent: Any, *, is_new: bool) -> bool:
        step = self.steps.get(parent.path, 0) + 1
        if step > MOST_CHILDREN or len(parent.path) + Page.steplen > LONGEST_PATH:
            self._refuse(draft, "the tree has no more room here: too deep, or too many pages beside it")
            return False
        node, source = draft.node, draft.node.source
        slug = self._slug(source.name, parent.path)
        page = MODELS[node.kind](title=node.title, slug=slug, **node.fields)
        page.path = Page._get_path(parent.path, parent.depth + 1, step)
        page.depth, page.numchild = parent.depth + 1, 0
        page.url_path = f"{parent.url_path}{slug}/"
        if len(page.url_path) > LONGEST_URL:
            self._refuse(draft, "the address would be too long")
            return False
        page.content_type, page.draft_title = self.types[type(page)], node.title
        page.locale = self.work.locales[source.language]
        page.translation_key = uuid.uuid5(TRANSLATIONS, f"{self.work.collection.name}\0{source.source_id}")
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = self.now
        self.steps[parent.path] = step
        self.slugs[parent.path].add(slug)
        if is_new:
            parent.numchild += 1
        else:
            self.grown[parent.pk] = self.grown.get(parent.pk, 0) + 1
        draft.page = page
        return True

    def _slug(self, name: str, parent_path: str) -> str:
        base = slugify(name, allow_unicode=True)[:240] or "page"
        slug, number = base, 1
        while slug in self.slugs[parent_path]:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def _refuse(self, draft: Draft, message: str) -> None:
        language, source_id = draft.place
        self.work.report.problems.append(Problem(f"{language}/{source_id}", message))


def in_order(drafts: dict[Place, Draft]) -> list[Draft]:
    """Return drafts with parents before children, and siblings by their index, then by their name."""
    below: defaultdict[Place, list[Draft]] = defaultdict(list)
    tops = []
    for draft in drafts.values():
        if draft.parent_place in drafts:
            below[draft.parent_place].append(draft)
        else:
            tops.append(draft)
    result = []
    waiting = sorted(tops, key=sibling_key, reverse=True)
    while waiting:
        draft = waiting.pop()
        result.append(draft)
        waiting += sorted(below[draft.place], key=sibling_key, reverse=True)
    return result


def sibling_key(draft: Draft) -> tuple[int, str]:
    """The order of siblings."""
    return (draft.node.index, draft.node.source.source_id)
