"""What agents have for themselves in the wiki, in a browser: marks by one press, accessible, and wide enough for a telephone."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import signed_in
from tests.browser.test_looks import RULES

pytestmark = pytest.mark.browser

PLACES = ["home", "mine", "space", "page", "handbook"]


@contextmanager
def reading(open_page, demo, **options):
    """An agent's window. axe sets styles of its own, which our policy would refuse."""
    with signed_in(lambda path: open_page(path, **options), demo, "demo-agent") as page:
        page.wait_for_url(lambda url: "/login/" not in url)
        yield page


def go(page, demo, place, language):
    page.goto(f"{demo.address}/{language}/agents/{'mine/' if place == 'mine' else ''}")
    if place in ("space", "page", "handbook"):
        page.click(".spaces__card a")
        if place == "page":
            page.locator(".page-list__link").first.click()
        elif place == "handbook":
            page.click(".wiki__handbook a")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en"), (390, "dark", "ar")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, demo, width, scheme, language):
    with reading(open_page, demo, width=width, scheme=scheme, bypass_csp=True) as page:
        for place in PLACES:
            go(page, demo, place, language)
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{place}\n{found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_a_page_becomes_a_favourite_by_the_keyboard_and_keeps_the_focus(open_page, demo):
    with reading(open_page, demo) as page:
        go(page, demo, "page", "en")
        title = page.inner_text("h1")
        page.focus("#wiki-mark-favourite")
        page.keyboard.press("Enter")
        page.wait_for_selector("#wiki-mark-favourite[aria-pressed=true]")
        assert page.evaluate("document.activeElement.id") == "wiki-mark-favourite"
        go(page, demo, "home", "en")
        assert title in page.inner_text("section[aria-labelledby=favourites-title]")


def test_without_scripts_a_page_is_watched_by_a_form(open_page, demo):
    with reading(open_page, demo, scripts=False) as page:
        go(page, demo, "page", "en")
        page.click("#wiki-mark-watch")
        expect(page.locator("#wiki-mark-watch")).to_have_attribute("aria-pressed", "true")


def test_a_handbook_is_made_and_downloaded(open_page, demo):
    with reading(open_page, demo) as page:
        go(page, demo, "handbook", "en")
        page.click("form[action$='/pdf/'] button")
        with page.expect_download(timeout=60_000) as found:
            page.click("a[href$='/download/']", timeout=60_000)
        assert found.value.suggested_filename.endswith(".pdf")


def test_every_section_of_a_handbook_can_be_reached_from_its_contents(open_page, demo):
    with reading(open_page, demo) as page:
        go(page, demo, "handbook", "ar")
        page.locator(".handbook__entry a").last.click()
        assert page.evaluate("document.querySelector(':target').tagName") == "ARTICLE"
