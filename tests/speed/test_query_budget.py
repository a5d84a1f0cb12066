"""The number of queries of the pages readers open most, held against query_budget.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.models import Locale, Site

from faq_blocks.models import FaqPage
from home.services import homes_ensure
from kb.models import ArticlePage, CategoryPage
from search.outbox import outbox_process
from tests.factories import add_page
from theme.models import Branding, Navigation

BUDGET: dict[str, int] = tomllib.loads((Path(__file__).parent / "query_budget.toml").read_text())
LIMITS = {name: 8 if name.endswith("pictures") else 6 for name in BUDGET}
ADDRESSES = {
    "article": "/en/delivery/article-1/",
    "article_with_pictures": "/en/delivery/pictures/",
    "category": "/en/delivery/",
    "home": "/en/",
    "faq": "/en/questions/",
    "search": "/en/search/?q=parcel",
    "suggestion": "/en/search/suggest/?q=par",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="9" cy="9" r="5"/></svg>'


def text(words: str) -> dict[str, Any]:
    return {"type": "rich_text", "value": f"<h2>{words}</h2><p>{words}</p>"}


def build(articles: int) -> None:
    homes = homes_ensure()
    category = add_page(homes["en"], CategoryPage, "Delivery", slug="delivery")
    add_page(homes["en"], FaqPage, "Questions", slug="questions", body=[text("Questions")])
    first = None
    for number in range(1, articles + 1):
        link = f'<p><a linktype="page" id="{first.pk}">first</a></p>' if first else ""
        body = [text("Parcel"), {"type": "rich_text", "value": link}, text("More")]
        page = add_page(category, ArticlePage, f"Parcel {number}", slug=f"article-{number}", body=body)
        first = first or page
    image = Image.objects.create(title="Dot", file=ImageFile(BytesIO(SVG), "dot.svg"))
    picture = {"type": "image", "value": {"image": image.pk, "alt": "dot", "caption": ""}}
    add_page(category, ArticlePage, "Pictures", slug="pictures", body=[picture, text("And"), picture, picture])
    site = Site.objects.get(is_default_site=True)
    Branding.objects.create(site=site, name="Naranj")
    Navigation.objects.create(
        site=site, locale=Locale.get_default(), main_menu=[{"type": "page", "value": {"page": category.pk, "title": ""}}]
    )
    while outbox_process():
        pass


@pytest.fixture(scope="module", params=[10, 100])
def site(request: pytest.FixtureRequest, django_db_setup: Any, django_db_blocker: Any) -> Iterator[int]:
    from django.db import transaction

    with django_db_blocker.unblock():
        mark = transaction.atomic()
        mark.__enter__()
        try:
            build(request.param)
            yield request.param
        finally:
            transaction.set_rollback(True)
            mark.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BUDGET)
def test_queries_stay_at_the_budget(site: int, name: str) -> None:
    client = Client()
    assert client.get(ADDRESSES[name]).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESSES[name])
    statements = [each["sql"] for each in captured.captured_queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    listed = "\n\n".join(f"{number}. {sql[:600]}" for number, sql in enumerate(statements, 1))
    assert len(statements) == BUDGET[name], f"{name} with {site} pages: {len(statements)} queries\n\n{listed}"


@pytest.mark.parametrize("name", BUDGET)
def test_the_budget_itself_stays_below_what_was_promised(name: str) -> None:
    assert BUDGET[name] <= LIMITS[name]
