"""Writes a planned help centre into the database: the rows that pages, their visibility and search are made of.

The pages are real: in the tree, published, with audiences from which their visibility is computed. Left out is what only
editors see: revisions, logs, references and Wagtail's own search rows, which take most of an import's time.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from taggit.models import Tag
from wagtail.models import Page

from benchmarks.search.documents import ARTICLE, CATEGORY, FAQ, SPACE, WIKI, Planned, text_write
from benchmarks.search.material import Material
from content.models import HelpPage
from content.visibility import visibility_problems, visibility_refresh
from faq_blocks.models import FaqPage
from home.models import HomePage
from home.services import homes_ensure
from importing.writing.batch import tags_named
from kb.models import ArticlePage, ArticleTag, CategoryPage
from search.models import OutboxEntry
from wiki.models import SpacePage, WikiPage

MODELS: dict[str, type[HelpPage]] = {
    CATEGORY: CategoryPage,
    ARTICLE: ArticlePage,
    FAQ: FaqPage,
    SPACE: SpacePage,
    WIKI: WikiPage,
}
BATCH = 1000

Advance = Callable[[int], None]


@dataclass(frozen=True)
class Place:
    """Where a page stands in the tree."""

    path: str
    depth: int
    url_path: str


def site_make(plan: Sequence[Planned], materials: dict[str, Material], seed: int, advance: Advance) -> None:
    """Write the plan in every language of `materials` below its home page; pages of one number are translations."""
    homes = homes_ensure(languages=sorted(materials))
    for language, material in materials.items():
        _Branch(homes[language], plan, material, language, seed).write(advance)
    for home in homes.values():
        visibility_refresh(page_id=home.pk, whole_subtree=True)
    if wrong := visibility_problems():
        raise RuntimeError(f"{len(wrong)} pages have another visibility than they should")
    # Both engines are filled from the beginning: nothing has to be brought up to date.
    OutboxEntry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Branch:
    """The tree of one language."""

    def __init__(self, home: HomePage, plan: Sequence[Planned], material: Material, language: str, seed: int) -> None:
        self.home, self.plan, self.material, self.language, self.seed = home, plan, material, language, seed
        self.now = timezone.now()
        self.places: dict[int | None, Place] = {None: Place(home.path, home.depth, home.url_path)}
        self.children = Counter(page.parent for page in plan)
        self.steps: Counter[int | None] = Counter()
        self.types = ContentType.objects.get_for_models(*MODELS.values())
        self.tags: dict[str, Tag] = tags_named(set(material.tags))

    def write(self, advance: Advance) -> None:
        for some in _batches(self.plan):
            with transaction.atomic():
                self._insert([self._page(planned) for planned in some])
            advance(len(some))
        Page._base_manager.filter(pk=self.home.pk).update(numchild=self.children[None])

    def _page(self, planned: Planned) -> tuple[Any, tuple[str, ...]]:
        """Return a page that is not saved yet, and its tags."""
        text = text_write(planned, self.material, self.language, self.seed)
        slug = f"{slugify(text.title, allow_unicode=True)[:60].strip('-')}-{planned.number}"
        place = self.places[planned.number] = self._place(planned, slug)
        model = MODELS[planned.kind]
        published = self.now - timedelta(days=planned.age_days)
        page = model(title=text.title, draft_title=text.title, slug=slug, summary=text.summary, search_keywords=text.keywords)
        page.path, page.depth, page.url_path = place.path, place.depth, place.url_path
        page.numchild = self.children[planned.number]
        page.content_type, page.locale, page.audience = self.types[model], self.home.locale, planned.audience
        page.translation_key = _uuid(self.seed, planned.number)
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = published
        if hasattr(page, "body"):
            page.body = json.dumps(text.body)
        return page, text.tags if planned.kind == ARTICLE else ()

    def _place(self, planned: Planned, slug: str) -> Place:
        above = self.places[planned.parent]
        self.steps[planned.parent] += 1
        # The home page may have children already; those of this plan come after them.
        step = self.steps[planned.parent] + (self.home.numchild if planned.parent is None else 0)
        return Place(Page._get_path(above.path, above.depth + 1, step), above.depth + 1, f"{above.url_path}{slug}/")

    def _insert(self, written: list[tuple[Any, tuple[str, ...]]]) -> None:
        pages = [page for page, _tags in written]
        names = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
        rows = Page._base_manager.bulk_create([Page(**{name: getattr(page, name) for name in names}) for page in pages])
        for page, row in zip(pages, rows, strict=True):
            page.pk = page.id = page.page_ptr_id = page.helppage_ptr_id = row.pk
        # bulk_create refuses models with several tables; this is its inner half, for one of the tables.
        models: list[type[HelpPage]] = [HelpPage, *MODELS.values()]
        for model in models:
            some = [page for page in pages if isinstance(page, model)]
            model._base_manager.get_queryset()._batched_insert(some, model._meta.local_concrete_fields, BATCH)
        ArticleTag.objects.bulk_create(
            ArticleTag(tag=self.tags[name], content_object_id=page.pk) for page, names in written for name in names
        )


def _uuid(seed: int, number: int) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"benchmark/{seed}/{number}")


def _batches(items: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
