"""Answers that stand among many: voting in place, and what is told of those that readers open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "site" / "feedback" / "static" / "feedback" / "js" / "answers.js"
SITE = "https://help.example.org"
ANSWER = '<p class="answer-vote" data-answer="question/{0}">Was this helpful? <a href="/feedback/question/{0}/">Yes</a></p>'
HTML = (
    "<!doctype html>"
    + "".join(f'<details><summary>Question {pk}</summary><div id="q{pk}">{ANSWER.format(pk)}</div></details>' for pk in (7, 8))
    + f"<details open><summary>Question 9</summary><div id='q9'>{ANSWER.format(9)}</div></details>"
    + f'<div hidden id="tab">{ANSWER.format(10)}</div><div id="later"></div>'
    + '<script type="module" src="/answers.js"></script>'
)


@pytest.fixture
def list_of_answers(chromium: Browser) -> Iterator[Any]:
    """Opens a list; gives the page with what was told of it."""
    contexts = []

    def open_page(fragment: str = "", html: str = HTML) -> tuple[Page, list[str]]:
        context = chromium.new_context()
        contexts.append(context)
        told: list[str] = []

        def answer(route: Route) -> None:
            address = route.request.url.removeprefix(SITE)
            if address == "/answers.js":
                route.fulfill(path=SCRIPT, content_type="text/javascript")
            elif address.startswith("/activity/"):
                told.append(f"{address} {route.request.post_data}")
                route.fulfill(status=204)
            else:
                route.fulfill(body=html, content_type="text/html")

        context.route("**/*", answer)
        page = context.new_page()
        page.goto(f"{SITE}/en/faq/{fragment}")
        page.wait_for_load_state("networkidle")
        return page, told

    yield open_page
    for context in contexts:
        context.close()


def leave(page: Page) -> None:
    """Go elsewhere: what waits is told then."""
    page.evaluate(
        "() => { Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    page.wait_for_timeout(200)


def test_answers_that_are_opened_and_read_are_told_together(list_of_answers: Any) -> None:
    page, told = list_of_answers()
    page.locator("summary").nth(0).click()
    page.locator("summary").nth(1).click()
    page.wait_for_timeout(1300)
    leave(page)
    assert told == ["/activity/open/question/ 7,8"]


def test_an_answer_that_is_closed_at_once_is_not(list_of_answers: Any) -> None:
    page, told = list_of_answers()
    page.locator("summary").nth(0).click()
    page.wait_for_timeout(100)
    page.locator("summary").nth(0).click()
    page.wait_for_timeout(1300)
    leave(page)
    assert told == []


def test_opening_it_again_tells_nothing_more(list_of_answers: Any) -> None:
    page, told = list_of_answers()
    for _each in range(3):
        page.locator("summary").nth(0).click()
        page.wait_for_timeout(1200)
    leave(page)
    assert told == ["/activity/open/question/ 7"]


def test_what_stands_open_from_the_beginning_tells_nothing(list_of_answers: Any) -> None:
    page, told = list_of_answers()
    page.wait_for_timeout(1300)
    leave(page)
    assert told == []


def test_what_the_address_asks_for_is_told(list_of_answers: Any) -> None:
    page, told = list_of_answers("#q9")
    page.wait_for_timeout(1300)
    leave(page)
    assert told == ["/activity/open/question/ 9"]


@pytest.mark.parametrize("fragment", ["#%E0%A4%A", "#", "#%00", "#nothing", "#q9%3Cscript%3E"])
def test_a_mangled_address_does_no_harm(list_of_answers: Any, fragment: str) -> None:
    page, told = list_of_answers(fragment)
    page.locator("summary").nth(0).click()
    page.wait_for_timeout(1300)
    leave(page)
    assert told == ["/activity/open/question/ 7"]


def test_what_a_tab_uncovers_is_told(list_of_answers: Any) -> None:
    page, told = list_of_answers()
    page.evaluate("document.getElementById('tab').hidden = false")
    page.wait_for_timeout(1300)
    leave(page)
    assert told == ["/activity/open/question/ 10"]


def test_an_answer_that_comes_later_is_told(list_of_answers: Any) -> None:
    page, told = list_of_answers()
    page.evaluate("html => { document.getElementById('later').innerHTML = html }", ANSWER.format(11))
    page.wait_for_timeout(1300)
    leave(page)
    assert told == ["/activity/open/question/ 11"]


def test_an_answers_own_page_tells_of_it(list_of_answers: Any) -> None:
    script = '<script type="module" src="/answers.js"></script>'
    own = f"<!doctype html><article data-answers-read>{ANSWER.format(12)}</article>{script}"
    page, told = list_of_answers(html=own)
    page.wait_for_timeout(1300)
    leave(page)
    assert told == ["/activity/open/question/ 12"]


# -- with the real product --------------------------------------------------------------------------------------------

MAKE = """
from home.models import HomePage, PlainPage
from faq_blocks.models import Question
from wagtail.models import Locale
for code in ("en", "ar"):
    locale = Locale.objects.get(language_code=code)
    asked = []
    for number in range(3):
        question = Question(question=f"Voted {number}?", answer=[{"type": "rich_text", "value": "<p>So.</p>"}], locale=locale)
        question.save()
        question.save_revision().publish()
        asked.append({"type": "item", "value": question.pk, "id": f"pick-{question.pk}"})
    body = [{"type": "faq_accordion", "value": {"heading": "", "entries": [], "questions": asked}}]
    page = PlainPage(title="Voting", slug="voting", body=body, locale=locale)
    HomePage.objects.get(locale=locale).add_child(instance=page)
    page.save_revision().publish()
"""


@pytest.fixture(scope="module")
def voting(demo: Any) -> None:
    demo.run(MAKE)


def asked_of(page: Page) -> list[str]:
    found: list[str] = []

    def note(request: Request) -> None:
        if "/feedback/question/" in request.url:
            found.append(request.method)

    page.on("request", note)
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_press_votes_in_place(voting: None, open_page: Any, language: str) -> None:
    page = open_page(f"/{language}/voting/")
    sent = asked_of(page)
    page.locator(".faq summary").nth(0).click()
    page.locator(".answer-vote a").nth(0).click()
    page.wait_for_selector(".feedback--answer > .feedback__message")
    assert sent == ["GET", "POST"] and page.url.partition("#")[0].endswith("/voting/")
    page.wait_for_function("document.activeElement.classList.contains('feedback__message')")


def test_opening_all_answers_asks_for_nothing(voting: None, open_page: Any) -> None:
    page = open_page("/en/voting/")
    sent = asked_of(page)
    for number in range(3):
        page.locator(".faq summary").nth(number).click()
    page.wait_for_timeout(500)
    assert sent == []


def test_two_answers_on_a_page_have_no_id_in_common(voting: None, open_page: Any) -> None:
    page = open_page("/en/voting/")
    for number in (0, 1):
        page.locator(".faq summary").nth(number).click()
    for _each in range(2):
        page.locator(".answer-vote:visible a").nth(1).click()
        page.wait_for_timeout(1200)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    expect(page.locator(".feedback--answer textarea")).to_have_count(2)
    assert len(ids) == len(set(ids))


def test_without_scripts_the_link_leads_to_a_form_that_votes(voting: None, open_page: Any) -> None:
    page = open_page("/en/voting/", scripts=False)
    page.locator(".faq summary").nth(2).click()
    page.locator(".answer-vote a").nth(4).click()
    page.locator("button[value=yes]").click()
    assert page.locator(".feedback > .feedback__message").inner_text().startswith("Thank you")
