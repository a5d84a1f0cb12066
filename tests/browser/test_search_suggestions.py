"""Suggestions while typing, as fingers and ears meet them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIELD = "main form.search input[name=q]"


@pytest.fixture
def typed(open_page):
    """Open a page and type into its search field; returns the page and what was asked of the server meanwhile."""

    def type_(text, *, language="en", path="search/", wait="[role=option]", **options):
        page = open_page(f"/{language}/{path}", **options)
        asked = []
        page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
        page.locator(FIELD).press_sequentially(text, delay=30)
        if wait:
            page.wait_for_selector(wait)
        return page, asked

    return type_


def active(page):
    """The number of the chosen option, or None."""
    chosen = page.get_attribute(FIELD, "aria-activedescendant")
    return int(chosen.rpartition("-")[2]) if chosen else None


def test_one_letter_asks_nothing_two_letters_do(typed):
    page, asked = typed("r", wait=None)
    page.wait_for_timeout(400)
    assert asked == []
    page.locator(FIELD).press_sequentially("e")
    page.wait_for_selector("[role=option]")
    assert len(asked) == 1


def test_a_letter_with_its_mark_is_one_letter(typed):
    page, asked = typed("\u0645\u064e", language="ar", wait=None)
    page.wait_for_timeout(400)
    assert asked == []


def test_fast_typing_asks_once(typed):
    _page, asked = typed("return")
    assert len(asked) <= 2


def test_what_is_typed_twice_is_asked_once(typed):
    page, asked = typed("retu")
    page.press(FIELD, "Backspace")
    page.wait_for_timeout(500)
    before = len(asked)
    page.locator(FIELD).press_sequentially("u")
    page.wait_for_timeout(500)
    assert len(asked) == before


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_keys_move_through_the_list_and_back_to_the_field(typed, language):
    page, _asked = typed({"en": "re", "ar": "ال"}[language], language=language)
    last = page.locator("[role=option]").count() - 1
    steps = []
    for key in ("ArrowDown", "End", "Home", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.press(FIELD, key)
        steps.append(active(page))
    assert steps == [0, last, 0, None, last, None]
    assert page.evaluate("document.activeElement.name") == "q"


def test_escape_closes_the_list_and_keeps_the_text(typed):
    page, _asked = typed("re")
    page.press(FIELD, "Escape")
    expect(page.locator(".suggest")).to_be_hidden()
    assert page.input_value(FIELD) == "re"


def test_tab_closes_the_list_and_goes_on(typed):
    page, _asked = typed("re")
    page.press(FIELD, "ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator(".suggest")).to_be_hidden()
    assert page.evaluate("document.activeElement.name") != "q"
    assert "/search/" in page.url


def test_enter_opens_the_chosen_page(typed):
    page, _asked = typed("re")
    page.press(FIELD, "ArrowDown")
    address = page.get_attribute("[aria-selected=true]", "data-url")
    page.press(FIELD, "Enter")
    page.wait_for_url(lambda url: "/search/" not in url)
    assert urlsplit(page.url).path == urlsplit(address).path


def test_the_list_is_announced_once_typing_rests(typed):
    page, _asked = typed("re")
    status = page.locator(".search [role=status]")
    expect(status).to_contain_text(str(page.locator("[role=option]").count()))


def test_the_typed_part_is_marked_and_nothing_else(typed):
    page, _asked = typed("retu")
    marked = page.locator("[role=option] mark").all_text_contents()
    assert marked and {each.lower() for each in marked} == {"retu"}


def test_arabic_letters_are_marked_whatever_their_hamza(typed):
    page, _asked = typed("الا", language="ar")
    marked = set(page.locator("[role=option] mark").all_text_contents())
    assert marked & {"الإ", "الأ"}


def test_the_list_stands_below_the_field_in_both_directions(typed):
    for language, text in (("en", "re"), ("ar", "ال")):
        page, _asked = typed(text, language=language, width=390)
        form, found = page.locator("main form.search").bounding_box(), page.locator(".suggest").bounding_box()
        assert abs(form["x"] - found["x"]) <= 2 and abs(form["width"] - found["width"]) <= 4
        assert found["y"] >= form["y"] + form["height"]


def test_titles_begin_where_the_page_begins(typed):
    page, _asked = typed("ال", language="ar", width=390)
    option, title = page.locator("[role=option]").first, page.locator("[role=option] .suggest__title").first
    box, inner = option.bounding_box(), title.bounding_box()
    assert inner["x"] + inner["width"] > box["x"] + box["width"] - 30


def test_nothing_is_asked_while_letters_are_composed(typed):
    page, asked = typed("", wait=None)
    page.evaluate(
        """selector => {
            const field = document.querySelector(selector);
            field.focus();
            field.value = "re";
            field.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
        }""",
        FIELD,
    )
    page.wait_for_timeout(400)
    assert asked == []
    page.evaluate("selector => document.querySelector(selector).dispatchEvent(new CompositionEvent('compositionend'))", FIELD)
    page.wait_for_selector("[role=option]")


def test_typing_moves_nothing_on_the_page(open_page):
    page = open_page("/en/search/?q=refund")
    page.evaluate(
        """() => {
            window.shift = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) window.shift += entry.value;
            }).observe({ type: "layout-shift", buffered: true });
        }"""
    )
    page.locator(FIELD).press_sequentially("s re", delay=30)
    page.wait_for_timeout(600)
    assert page.evaluate("window.shift") < 0.01


def test_one_chain_holds_the_prefixes_and_the_search_together(typed):
    page, asked = typed("re")
    page.locator(FIELD).press_sequentially("fund")
    page.wait_for_timeout(500)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/search/?" in request.url else None)
    page.press(FIELD, "Enter")
    page.wait_for_load_state()
    chains = {parse_qs(urlsplit(url).query)["chain"][0] for url in [*asked, sent[0]]}
    assert len(asked) >= 2 and len(chains) == 1


def test_the_chain_is_not_in_the_address_that_is_shared(typed):
    page, _asked = typed("refund")
    page.press(FIELD, "Enter")
    page.wait_for_selector(".result")
    assert "chain" not in page.url
    expect(page.locator("a[href*='chain=']")).to_have_count(0)


def test_a_click_on_a_result_is_told_with_its_place(open_page):
    page = open_page("/en/search/?q=refund")
    told = []
    page.on("request", lambda request: told.append(request) if "/click/" in request.url else None)
    page.locator(".result a").nth(1).click()
    page.wait_for_load_state()
    assert [request.post_data_json["place"] for request in told] == [2]
    assert told[0].response().status == 204
