"""Questions by the keyboard, all at once, and by what is typed into their filter."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.faq_pages import making

pytestmark = pytest.mark.browser

OPEN = "document.querySelectorAll('.faq > details[open]').length"
FOCUSED = "document.activeElement.textContent.trim()"
SHOWN = "[...document.querySelectorAll('.faq > details:not([hidden]) h3')].map((each) => each.textContent)"


@pytest.fixture(scope="module", autouse=True)
def pages(demo):
    demo.run(making())


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_and_closes(open_page, key):
    page = open_page("/en/styles-accordion/")
    page.focus(".faq summary")
    page.keyboard.press(key)
    assert page.evaluate(OPEN) == 1
    page.keyboard.press(key)
    assert page.evaluate(OPEN) == 0


def test_arrows_home_and_end_move_between_questions(open_page):
    page = open_page("/en/styles-accordion/")
    page.focus(".faq summary")
    reached = []
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        reached.append(page.evaluate(FOCUSED))
    last, first = "Can I pay in cash?", "When will my refund arrive?"
    assert reached == ["Can I change the address?", last, first, last, first]


def test_keys_with_others_held_stay_with_the_browser(open_page):
    page = open_page("/en/styles-accordion/")
    page.focus(".faq summary")
    page.keyboard.press("Control+End")
    assert page.evaluate(FOCUSED) == "When will my refund arrive?"


def test_arrows_pass_by_what_is_filtered_away(open_page):
    page = open_page("/en/styles-filter-list/")
    page.fill("input[type=search]", "can i")
    page.focus(".faq > details:not([hidden]) summary")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED).startswith("Can I pay in cash?")


@pytest.mark.parametrize(("language", "key"), [("en", "ArrowRight"), ("fa", "ArrowLeft")])
def test_the_arrow_that_points_forward_opens_the_next_topic(open_page, language, key):
    page = open_page(f"/{language}/styles-tabs/")
    page.focus("[role=tab]")
    page.keyboard.press(key)
    assert page.evaluate("[...document.querySelectorAll('[role=tab]')].findIndex((each) => each.ariaSelected === 'true')") == 1


def test_one_open_at_a_time_where_the_list_says_so(open_page):
    page = open_page("/en/styles-all/")
    for question in page.locator(".faqs--accordion summary").all()[:3]:
        question.click()
    assert page.evaluate("document.querySelectorAll('.faqs--accordion details[open]').length") == 1


@pytest.mark.parametrize("slug", ["toggle-list", "tabs", "filter-list", "accordion"])
def test_all_open_and_close_at_once(open_page, slug):
    page = open_page(f"/en/styles-{slug}/")
    page.get_by_role("button", name="Open all answers").click()
    assert page.evaluate(OPEN) == 4
    page.get_by_role("button", name="Close all answers").click()
    assert page.evaluate(OPEN) == 0


def test_the_button_for_all_follows_what_is_open(open_page):
    page = open_page("/en/styles-toggle-list/")
    for question in page.locator(".faq summary").all():
        question.click()
    expect(page.get_by_role("button", name="Close all answers")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "CASH", 1),
        ("en", "original box", 1),
        ("en", "working days", 1),  # stands in an answer
        ("en", "returns", 2),  # a topic
        ("en", "copy the link", 0),
        ("ar", "الاحتفاظ", 1),
        ("ar", "عليَ", 1),  # other vowel signs than the text has
        ("ar", "العلبه الاصليه", 1),  # as most people type it
        ("ar", "٢٠٠", 1),
        ("fa", "مي توانم", 2),  # Arabic yeh, and a space where the text has a joiner
        ("fa", "۲۰۰", 1),
        ("fa", "200", 1),
        ("id", "  UANG   saya ", 1),
        ("id", "xyzzy", 0),
        ("en", "<script>", 0),
        ("en", "\\", 0),
        ("en", "(", 0),
    ],
)
def test_what_is_typed_narrows_the_list(open_page, language, typed, found):
    page = open_page(f"/{language}/styles-filter-list/")
    page.fill("input[type=search]", typed)
    assert len(page.evaluate(SHOWN)) == found
    assert page.locator(".faq-filter__none").is_visible() is (found == 0)


def test_the_count_is_told_in_the_digits_of_the_page(open_page):
    page = open_page("/fa/styles-filter-list/")
    page.fill("input[type=search]", "جعبه")
    assert "۱" in page.locator(".faq-filter [role=status]").inner_text()


def test_a_topic_narrows_and_all_topics_widen_again(open_page):
    page = open_page("/en/styles-filter-list/")
    page.get_by_role("button", name="Payment").click()
    assert page.evaluate(SHOWN) == ["Can I pay in cash?"]
    page.get_by_role("button", name="All topics").click()
    assert len(page.evaluate(SHOWN)) == 4


def test_nothing_found_can_be_undone(open_page):
    page = open_page("/en/styles-filter-list/")
    page.fill("input[type=search]", "xyzzy")
    page.get_by_role("button", name="Show all questions").click()
    assert len(page.evaluate(SHOWN)) == 4
    assert page.evaluate("document.activeElement.type") == "search"


def test_escape_empties_the_field(open_page):
    page = open_page("/en/styles-filter-list/")
    page.fill("input[type=search]", "cash")
    page.keyboard.press("Escape")
    assert len(page.evaluate(SHOWN)) == 4


def test_the_side_list_marks_what_is_read(open_page):
    page = open_page("/en/styles-side-index/")
    page.set_viewport_size({"width": 1280, "height": 300})
    page.evaluate("document.querySelectorAll('.faq-side__entry')[3].scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.locator(".faq-side__list a[aria-current]", has_text="Can I pay in cash?").wait_for()
