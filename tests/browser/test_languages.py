"""Readers between languages: what stands in for a page, and the way from one language to another."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

ADDRESS = "/en/only-english/"
MAKE = """
from home.models import HomePage, PlainPage
home = HomePage.objects.get(locale__language_code="en")
page = PlainPage(title="Only in English", slug="only-english", summary="Nobody has translated this (yet).", locale=home.locale,
    body=[{"type": "rich_text", "value": "<h2>Part</h2><p>Full stops (and brackets) stand where they should.</p>"}])
home.add_child(instance=page)
page.save_revision().publish()
"""


@pytest.fixture(scope="module")
def english_only(demo):
    demo.run(
        f"from home.models import PlainPage\nif not PlainPage.objects.filter(slug='only-english').exists():\n    exec({MAKE!r})"
    )
    return ADDRESS


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_in_another_language_keeps_its_own_direction(open_page, english_only, width):
    page = open_page("/ar/only-english/", width=width)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.locator(".prose").evaluate("each => getComputedStyle(each).direction") == "ltr"
    assert page.locator("main .callout--info").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_switcher_tells_where_the_page_can_be_read(open_page, english_only, width):
    page = open_page("/ar/only-english/", width=width)
    page.click(".menu--language > summary")
    panel = page.locator(".menu--language .menu__panel")
    assert panel.locator("a[hreflang=en]").inner_text().split("\n") == ["English", "Only in English"]
    box = panel.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_the_chosen_language_is_where_the_next_visit_begins(open_page, demo, english_only):
    page = open_page("/ar/only-english/")
    page.click(".menu--language > summary")
    page.click(".menu--language a[hreflang=id]")
    page.wait_for_load_state()
    page.goto(f"{demo.address}/")
    assert page.url == f"{demo.address}/id/"
