"""What a reader does: find, open, read, vote; with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import signed_in
from tests.browser.waiting import stands_at

pytestmark = pytest.mark.browser


QUERIES = [("en", "refund"), ("ar", "استرداد"), ("fa", "بازپرداخت"), ("id", "pengembalian")]


@pytest.mark.parametrize(("language", "query"), QUERIES)
def test_a_reader_searches_and_opens_a_hit(open_page, language, query):
    page = open_page(f"/{language}/")
    page.fill("main input[name=q]", query)
    page.press("main input[name=q]", "Enter")
    page.wait_for_url(f"**/{language}/search/**")
    page.click("main h2 a, main h3 a >> nth=0")
    page.wait_for_load_state()
    assert f"/{language}/" in page.url and "/search/" not in page.url


def test_suggestions_appear_while_typing_and_enter_opens_one(open_page):
    page = open_page("/en/")
    page.type("main input[name=q]", "retu", delay=30)
    page.wait_for_selector("[role=option]")
    page.press("main input[name=q]", "ArrowDown")
    page.press("main input[name=q]", "Enter")
    page.wait_for_load_state()
    assert page.url.rstrip("/").split("/")[-1] not in {"en", "search"}


def test_an_answer_opens_by_keyboard(open_page):
    page = open_page("/en/questions/")
    answer = page.locator(".prose details").nth(1)
    before = answer.evaluate("element => element.open")
    answer.locator("summary").focus()
    page.keyboard.press("Enter")
    assert answer.evaluate("element => element.open") is not before


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_vote_is_answered_in_place(open_page, language):
    page = open_page(f"/{language}/returns/return-something/")
    page.locator(".feedback").scroll_into_view_if_needed()
    page.locator("form[action*='/feedback/'] button[value=yes]").click()
    page.wait_for_selector(".feedback [role=status]")
    stands_at(page, "/returns/return-something/")


def test_a_vote_works_without_scripts(open_page):
    page = open_page("/en/returns/return-something/", scripts=False)
    page.click("a[href*='/feedback/']")
    page.locator("form[action*='/feedback/'] button[value=yes]").click()
    assert "/feedback/" in page.url


def test_everything_is_readable_without_scripts(open_page):
    page = open_page("/ar/returns/return-something/", scripts=False)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator(".prose details > summary").first).to_be_visible()


def test_the_chosen_theme_lasts(open_page):
    page = open_page("/en/", scheme="light")
    page.click("[data-theme-toggle]")
    chosen = page.evaluate("document.documentElement.dataset.theme")
    page.goto(page.url + "returns/")
    assert chosen == page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_language_menu_keeps_the_page(open_page):
    page = open_page("/en/returns/return-something/")
    page.click(".menu--language > summary")
    page.click(".menu--language a[hreflang=ar]")
    page.wait_for_load_state()
    stands_at(page, "/ar/returns/return-something/")
    assert page.evaluate("document.documentElement.dir") == "rtl"


def test_an_agent_finds_the_exception_for_late_returns(open_page, demo):
    with signed_in(open_page, demo, "demo-agent") as page:
        page.goto(f"{demo.address}/en/search/?q=refund+after+30+days")
        page.locator("main a[href*='/wiki/']").first.click()
        page.wait_for_load_state()
        assert "/en/wiki/" in page.url
