"""The address opens an answer, follows what is opened, and survives whatever people make of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.faq_pages import making
from tests.browser.waiting import stands_at

pytestmark = pytest.mark.browser

OPEN = "[...document.querySelectorAll('.faq > details[open] .faq__answer')].map((each) => each.id)"


@pytest.fixture(scope="module", autouse=True)
def pages(demo):
    demo.run(making())


@pytest.mark.parametrize("slug", ["accordion", "toggle-list", "tabs", "filter-list"])
def test_an_address_opens_and_focuses_its_answer(open_page, slug):
    page = open_page(f"/en/styles-{slug}/#can-i-pay-in-cash")
    page.wait_for_selector("#can-i-pay-in-cash:focus")
    assert page.evaluate(OPEN) == ["can-i-pay-in-cash"]
    expect(page.locator("#can-i-pay-in-cash")).to_be_visible()


def test_an_address_in_letters_of_another_script_opens_its_answer(open_page):
    page = open_page("/ar/styles-accordion/#هل-يمكن-الدفع-نقدا")
    assert page.evaluate("document.activeElement.textContent").startswith("نعم")


def test_question_and_answer_are_in_sight(open_page):
    page = open_page("/en/styles-all/#can-i-pay-in-cash-6")
    page.wait_for_selector("#can-i-pay-in-cash-6:focus")
    page.wait_for_timeout(800)
    question = page.locator("details:has(#can-i-pay-in-cash-6) summary").bounding_box()
    assert question is not None
    assert 0 <= question["y"] < 700


def test_a_changed_address_opens_a_closed_tab(open_page):
    page = open_page("/en/styles-tabs/")
    page.evaluate("location.hash = 'can-i-change-the-address'")
    page.wait_for_selector("#can-i-change-the-address:focus")
    expect(page.locator("[role=tab][aria-selected=true]")).to_have_text("Delivery")


def test_an_address_uncovers_what_is_filtered_away(open_page):
    page = open_page("/en/styles-filter-list/")
    page.fill("input[type=search]", "refund")
    page.evaluate("location.hash = 'can-i-pay-in-cash'")
    page.wait_for_selector("#can-i-pay-in-cash:focus")
    assert page.input_value("input[type=search]") == ""


@pytest.mark.parametrize(
    "fragment",
    ["%", "%E0%A4%A", "%00", "no-such-question", "main", "'\"><img src=x onerror=alert(1)>", ":~:text=cash", "#", "%F0%9F"],
)
@pytest.mark.parametrize("slug", ["all"])
def test_a_malformed_address_does_nothing(open_page, slug, fragment):
    page = open_page(f"/en/styles-{slug}/#{fragment}")
    assert page.evaluate(OPEN) == []
    assert page.evaluate("document.activeElement === document.body || document.activeElement.id === 'main'")


def test_what_is_opened_is_in_the_address(open_page):
    page = open_page("/en/styles-toggle-list/")
    page.locator("summary", has_text="cash").click()
    stands_at(page, "#can-i-pay-in-cash")
    page.locator("summary", has_text="box").click()
    stands_at(page, "#do-i-have-to-keep-the-original-box")


def test_what_is_closed_leaves_the_address(open_page):
    page = open_page("/en/styles-toggle-list/?from=mail#can-i-pay-in-cash")
    page.locator("summary", has_text="cash").click()
    stands_at(page, "/styles-toggle-list/?from=mail")


def test_opening_makes_no_steps_in_the_history(open_page):
    page = open_page("/en/styles-toggle-list/")
    before = page.evaluate("history.length")
    page.locator("summary", has_text="cash").click()
    assert page.evaluate("history.length") == before


def test_a_tab_is_in_the_address(open_page):
    page = open_page("/en/styles-tabs/")
    page.get_by_role("tab", name="Payment").click()
    address = page.url
    assert address.endswith("#topic-payment")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.locator("[role=tab][aria-selected=true]")).to_have_text("Payment")


def test_a_tab_that_is_reached_by_a_key_is_in_the_address(open_page):
    page = open_page("/en/styles-tabs/")
    page.focus("[role=tab][aria-selected=true]")
    page.keyboard.press("ArrowRight")
    stands_at(page, "#topic-delivery")


def test_a_link_to_where_the_address_points_opens_it_again(open_page):
    page = open_page("/en/styles-toggle-list/#can-i-pay-in-cash")
    page.evaluate(
        "document.querySelector('#can-i-pay-in-cash').closest('details').open = false;"
        "document.querySelector('.prose').insertAdjacentHTML('afterbegin', '<a id=again href=\"#can-i-pay-in-cash\">again</a>')"
    )
    page.click("#again")
    assert page.evaluate(OPEN) == ["can-i-pay-in-cash"]


def test_two_lists_on_a_page_do_not_disturb_each_other(open_page):
    page = open_page("/en/styles-all/")
    page.locator(".faqs--accordion summary", has_text="cash").click()
    page.locator(".faqs--toggle-list summary", has_text="cash").click()
    assert page.evaluate(OPEN) == ["can-i-pay-in-cash", "can-i-pay-in-cash-2"]


def test_the_link_to_an_answer_can_be_copied(open_page):
    page = open_page("/ar/styles-accordion/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".faq summary").nth(3).click()
    page.locator(".faq__copy:visible").click()
    page.wait_for_selector(".faq__copy[data-busy]")
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(copied)
    assert page.evaluate("document.activeElement.textContent").startswith("نعم")


def test_words_found_in_the_page_open_their_answer(open_page):
    """What Chromium does when it finds a word: it tells what is hidden until then, and opens details by itself."""
    page = open_page("/en/styles-tabs/")
    panel = page.locator(".tabs__panel").nth(2)
    assert panel.get_attribute("hidden") == "until-found"
    panel.evaluate("(each) => each.dispatchEvent(new Event('beforematch', { bubbles: true }))")
    expect(page.locator("[role=tab][aria-selected=true]")).to_have_text("Payment")
