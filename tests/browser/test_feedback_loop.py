"""From "No" to the thanks, with the keyboard and with screen readers in mind."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import stands_at, until

pytestmark = pytest.mark.browser


def vote(page, answer: str) -> None:
    page.locator(".feedback").scroll_into_view_if_needed()
    page.locator(f"form[action*='/feedback/'] button[value={answer}]").click()
    page.wait_for_selector(".feedback__follow-up")


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


@pytest.fixture
def article(open_page):
    """Opens an article of the demo in a language."""

    def call(language: str = "en", **options):
        return open_page(f"/{language}/returns/return-something/", **options)

    return call


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_then_a_reason_then_thanks(article, language, width):
    page = article(language, width=width)
    vote(page, "no")
    page.check("input[name=reason][value=broken]")
    page.fill("#feedback-text", "الرابط لا يعمل")
    page.click(".feedback__actions button")
    page.wait_for_selector(".feedback__done")
    expect(page.locator(".feedback__done h2")).to_be_visible()
    stands_at(page, "/returns/return-something/")


def test_it_goes_by_keyboard_alone(article):
    page = article()
    vote(page, "no")
    keys = ["Tab", "ArrowDown", "ArrowDown", "Tab", "Tab", "Tab", "Enter"]
    for key in keys:  # from the thanks to the reasons, then past comment and address to the button
        page.keyboard.press(key)
    page.wait_for_selector(".feedback__done")


def test_the_focus_goes_to_what_is_said(article):
    page = article()
    vote(page, "no")
    assert focused(page).startswith("Thank you")
    page.check("input[name=reason][value=other]")
    page.click(".feedback__actions button")
    page.wait_for_selector(".feedback__done")
    until(page, "document.activeElement.classList.contains('feedback__done')")
    assert "in good hands" in focused(page)


def test_letters_are_counted_as_the_server_counts(article):
    page = article()
    vote(page, "yes")
    page.fill("#feedback-text", "😀é\nب")
    expect(page.locator("[data-count]")).to_have_text("4 / 1000")


def test_a_comment_that_is_too_long_is_not_sent_and_not_lost(article):
    page = article()
    vote(page, "yes")
    page.fill("#feedback-text", "x" * 1001)
    page.click(".feedback__actions button")
    expect(page.locator("[data-over]")).to_be_visible()
    assert page.locator("#feedback-text").get_attribute("aria-invalid") == "true"
    assert len(page.input_value("#feedback-text")) == 1001


def test_the_section_that_was_read_is_sent(article):
    page = article()
    page.locator(".prose h2[id]").nth(1).evaluate("heading => scrollTo(0, heading.offsetTop - 100)")
    page.wait_for_timeout(3500)
    vote(page, "no")
    page.check("input[name=reason][value=other]")
    with page.expect_request("**/comment/") as sent:
        page.click(".feedback__actions button")
    assert "section=" in sent.value.post_data and "section=&" not in sent.value.post_data


def test_without_scripts_it_is_the_same(article):
    page = article(scripts=False)
    page.click("a[href*='/feedback/']")
    page.click("form[action*='/feedback/'] button[value=no]")
    page.check("input[name=reason][value=outdated]")
    page.click(".feedback__actions button")
    expect(page.locator(".feedback__done")).to_be_visible()


def test_what_the_network_swallows_is_told_and_kept(chromium, demo):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{demo.address}/en/returns/return-something/")
    vote(page, "yes")
    page.fill("#feedback-text", "Kept words")
    context.set_offline(True)
    page.click(".feedback__actions button")
    page.wait_for_selector(".feedback__follow-up [data-unsent]:not([hidden])")
    assert page.input_value("#feedback-text") == "Kept words"
    context.close()
