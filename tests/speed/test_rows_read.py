"""PostgreSQL goes through few rows for a page, however many pages there are: asked of EXPLAIN ANALYZE, statement by statement.

A missing index shows as a scan of a whole table long before anybody could feel it. `script/bench scale` does the same with
100,000 pages.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from benchmarks.scale.making import site_fill
from benchmarks.scale.plans import readings
from benchmarks.scale.screens import Screen, screens_of
from benchmarks.search.documents import plan_make
from benchmarks.search.material import material_read
from search.engines.database import DatabaseEngine
from search.rebuilding import rebuild_engine
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite does not tell how many rows it reads"),
]

PAGES = 1500
# A shelf has some forty pages, an editor's list fifty: all of them, several times over, and far from all pages.
MOST = 400
SCREENS = ("article", "listing", "suggestion", "explorer", "form of an article")


@pytest.fixture(scope="module")
def screens(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Screen]]:
    if connection.vendor != "postgresql":
        yield {}
        return
    with django_db_blocker.unblock():
        mark = transaction.atomic()
        mark.__enter__()
        try:
            plan, material = plan_make(PAGES), material_read([ROOT / "demo"], "en")
            editor = site_fill(plan, {"en": material})
            rebuild_engine(DatabaseEngine())
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            yield {screen.name: screen for screen in screens_of("en", plan, material, editor)}
        finally:
            transaction.set_rollback(True)
            mark.__exit__(None, None, None)


@pytest.mark.parametrize("name", SCREENS)
def test_a_page_goes_through_few_rows(screens: dict[str, Screen], name: str) -> None:
    screens[name].ask(0)
    largest = readings(lambda: screens[name].ask(1), as_if_large=True)[0]
    assert largest.rows <= MOST, str(largest)


def test_a_scan_of_all_pages_would_be_seen(screens: dict[str, Screen]) -> None:
    assert readings(lambda: list(Page.objects.filter(seo_title="nothing")), as_if_large=True)[0].rows > PAGES
