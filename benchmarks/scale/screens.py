"""What is asked for: the same screens in a help centre of any size."""

from __future__ import annotations

import random
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from accounts.models import User
from benchmarks.search.documents import PAGES_OF_CATEGORY, Planned
from benchmarks.search.material import Material
from benchmarks.search.queries import Typist
from content.audiences import Audience
from kb.models import ArticlePage, CategoryPage


@dataclass(frozen=True)
class Screen:
    """Something to ask for, at a different place each time. What need not be flat has its curve shown."""

    name: str
    addresses: list[str]
    client: Client
    is_flat: bool = True

    def ask(self, turn: int) -> None:
        """Ask once; raises RuntimeError for anything but a page."""
        address = self.addresses[turn % len(self.addresses)]
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code} for {address}")


def screens_of(language: str, plan: list[Planned], material: Material, editor: User) -> list[Screen]:
    """Return the screens of one language."""
    reader, admin = Client(), Client()
    admin.force_login(editor)
    # A shelf of usual size, whatever the size of the help centre: what is on the screen is the same.
    shelves = sorted(
        CategoryPage.objects.filter(locale__language_code=language, depth__gt=3, effective_audience=Audience.PUBLIC),
        key=lambda shelf: (abs(shelf.numchild - PAGES_OF_CATEGORY), shelf.pk),
    )[:8] or list(CategoryPage.objects.filter(locale__language_code=language)[:1])
    articles = ArticlePage.objects.filter(locale__language_code=language, effective_audience=Audience.PUBLIC).order_by("pk")
    some = random.Random("articles").sample(list(articles), min(20, len(articles)))
    typist = Typist(plan, material, language)
    search, suggest = f"/{language}/search/", f"/{language}/search/suggest/"
    return [
        Screen("article", [page.link for page in some], reader),
        Screen("listing", [page.link for page in shelves], reader),
        Screen("search", [f"{search}?{query}" for query in typist.queries(60)], reader, is_flat=False),
        Screen("suggestion", [f"{suggest}?{query}" for query in typist.beginnings(60)], reader, is_flat=False),
        Screen("explorer", [reverse("wagtailadmin_explore", args=[page.pk]) for page in shelves], admin),
        Screen("form of an article", [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in some], admin, is_flat=False),
        Screen("dashboard", [reverse("wagtailadmin_home")], admin, is_flat=False),
    ]
