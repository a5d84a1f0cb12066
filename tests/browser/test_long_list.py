"""Hundreds of questions on one page: answers come when they are asked for, and each has an address."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

MAKING = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from benchmarks.faq.making import add_many
from benchmarks.faq.work import list_page_added
from home.models import HomePage
for home in HomePage.objects.filter(locale__language_code__in=["en", "fa"]):
    add_many(301, locale=home.locale)
    list_page_added(home, "long", "auto")
"""
ANSWER = ".long-list__answer"


@pytest.fixture(scope="module", autouse=True)
def pages(demo):
    demo.run(MAKING)


def nth(page, number):
    return page.locator(".long-list details").nth(number)


def test_an_answer_comes_when_its_question_is_opened(open_page):
    page = open_page("/en/long/")
    expect(page.locator(ANSWER)).to_have_count(0)
    nth(page, 3).locator("summary").click()
    assert "Keep the slip." in nth(page, 3).locator(ANSWER).inner_text()


def test_an_answer_is_fetched_once(open_page):
    page = open_page("/en/long/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/answer/") else None)
    for _each in range(3):
        nth(page, 3).locator("summary").click()
        page.wait_for_selector(ANSWER, state="attached")
    assert len(asked) == 1


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_address_opens_and_focuses_its_question(open_page, language):
    slug = nth(open_page(f"/{language}/long/"), 250).get_attribute("id")
    page = open_page(f"/{language}/long/#{slug}")
    page.wait_for_selector(f"{ANSWER}")
    until(page, "document.activeElement.localName === 'summary'")
    assert page.evaluate("document.activeElement.parentElement.id") == slug
    # The way there is long, and browsers take a while for it.
    until(page, "(top => top >= 0 && top < 700)(document.activeElement.getBoundingClientRect().top)")


def test_what_is_opened_is_in_the_address(open_page):
    page = open_page("/fa/long/")
    nth(page, 2).locator("summary").click()
    assert unquote(page.url).endswith(f"#{nth(page, 2).get_attribute('id')}")


@pytest.mark.parametrize("fragment", ["%E0%A4%A", "nothing", "main", "'><img src=x onerror=alert(1)>", "long-list-filter"])
def test_a_malformed_address_does_nothing(open_page, fragment):
    page = open_page(f"/en/long/#{fragment}")
    page.wait_for_load_state("load")
    expect(page.locator(".long-list details[open]")).to_have_count(0)


def test_the_list_narrows_while_one_types(open_page):
    page = open_page("/en/long/")
    word = nth(page, 9).locator("summary").inner_text().split()[2]
    page.fill("#long-list-filter", word.upper())
    shown = page.locator(".long-list details:visible summary").all_inner_texts()
    assert shown
    assert all(word in text for text in shown)


def test_persian_is_found_with_arabic_letters(open_page):
    page = open_page("/fa/long/")
    page.fill("#long-list-filter", "كارت")
    shown = page.locator(".long-list details:visible summary").all_inner_texts()
    assert shown
    assert all("کارت" in text for text in shown)


def test_an_address_uncovers_what_is_filtered_away(open_page):
    page = open_page("/en/long/")
    slug = nth(page, 9).get_attribute("id")
    page.fill("#long-list-filter", "nothing has these words")
    page.evaluate("(slug) => { location.hash = slug }", slug)
    page.wait_for_selector(ANSWER)
    expect(nth(page, 9)).to_be_visible()


def test_an_address_clears_the_filter_that_hid_its_question(open_page):
    page = open_page("/en/long/")
    slug = nth(page, 9).get_attribute("id")
    page.fill("#long-list-filter", "nothing has these words")
    page.evaluate("(slug) => { location.hash = slug }", slug)
    page.wait_for_selector(ANSWER)
    assert page.input_value("#long-list-filter") == page.locator(".long-list__status").inner_text() == ""


def test_escape_empties_the_field(open_page):
    page = open_page("/en/long/")
    page.fill("#long-list-filter", "nothing has these words")
    page.keyboard.press("Escape")
    expect(nth(page, 0)).to_be_visible()


def test_arrows_home_and_end_move_between_questions(open_page):
    page = open_page("/en/long/")
    nth(page, 0).locator("summary").focus()
    questions = "[...document.querySelectorAll('.long-list summary')]"
    last = page.evaluate(f"{questions}.length") - 1  # the demo's own questions are listed as well
    assert last >= 300
    reached = []
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        reached.append(page.evaluate(f"{questions}.indexOf(document.activeElement)"))
    assert reached == [1, last, 0, last, 0]


def test_the_link_to_an_answer_can_be_copied(open_page):
    page = open_page("/fa/long/", permissions=["clipboard-read", "clipboard-write"])
    nth(page, 3).locator("summary").click()
    nth(page, 3).locator(".faq__copy").click()
    page.wait_for_selector(".faq__copy[data-busy]")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert unquote(copied).endswith(f"/fa/long/#{nth(page, 3).get_attribute('id')}")


def test_an_answer_that_came_at_last_is_not_said_to_have_failed(open_page):
    page = open_page("/en/long/")
    page.route("**/answer/", lambda route: route.fulfill(status=404))  # a failure that the console may tell of
    nth(page, 3).locator("summary").click()
    failed = page.locator(".long-list__failed")
    failed.wait_for(state="visible")
    page.unroute("**/answer/")
    nth(page, 3).locator("summary").click()
    nth(page, 3).locator("summary").click()
    page.wait_for_selector(ANSWER)
    expect(failed).to_be_hidden()


def test_without_scripts_a_question_leads_to_its_own_page(open_page):
    page = open_page("/en/long/", scripts=False)
    nth(page, 3).locator("summary").click()
    nth(page, 3).locator("a").click()
    assert "Keep the slip." in page.locator("main").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_nothing_is_wider_than_the_window(open_page, language, width):
    page = open_page(f"/{language}/long/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_axe_finds_nothing(open_page, language, scheme):
    # axe sets styles of its own, which our policy would refuse.
    page = open_page(f"/{language}/long/", scheme=scheme, bypass_csp=True)
    nth(page, 1).locator("summary").click()
    page.wait_for_selector(ANSWER)
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
