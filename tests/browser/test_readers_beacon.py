"""What the script that counts readers tells, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "site" / "activity" / "static" / "activity" / "js" / "reading.js"
SITE = "https://help.example.org"
HTML = (
    '<span hidden data-activity="7" data-contact="/en/contact/"></span><script type="module" src="/reading.js"></script>'
    '<a id="us" href="/en/contact/"><b>Write to us</b></a> <a id="other" href="/en/other/">Other</a>'
)


@pytest.fixture
def reading(chromium: Browser) -> Iterator[Any]:
    """Opens a page that counts its readers; gives it with the addresses that were told."""
    contexts = []

    def open_page(*, hidden: bool = False) -> tuple[Page, list[str]]:
        context = chromium.new_context()
        contexts.append(context)
        told: list[str] = []

        def answer(route: Route) -> None:
            address = route.request.url.removeprefix(SITE)
            if address == "/reading.js":
                route.fulfill(path=SCRIPT, content_type="text/javascript")
            elif address.startswith("/activity/"):
                told.append(f"{route.request.method} {address}")
                route.fulfill(status=204)
            else:
                route.fulfill(body=HTML, content_type="text/html")

        context.route("**/*", answer)
        if hidden:
            context.add_init_script("Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})")
        page = context.new_page()
        page.clock.install(time=0)
        page.clock.pause_at(1000)  # it goes on only where a test lets it, however slow the machine is
        page.goto(f"{SITE}/en/article/")
        page.wait_for_load_state("networkidle")
        return page, told

    yield open_page
    for context in contexts:
        context.close()


def test_a_page_that_is_looked_at_for_a_moment_is_told(reading: Any) -> None:
    page, told = reading()
    page.clock.run_for(2500)
    page.wait_for_timeout(200)
    assert told == ["POST /activity/view/7/"]


def test_a_page_that_is_left_at_once_is_not_told(reading: Any) -> None:
    page, told = reading()
    page.clock.run_for(1000)
    page.wait_for_timeout(200)
    assert told == []


def test_a_page_in_a_tab_behind_is_not_told_until_it_is_looked_at(reading: Any) -> None:
    page, told = reading(hidden=True)
    page.clock.run_for(9000)
    before = list(told)
    page.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'visible'})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.clock.run_for(2500)
    page.wait_for_timeout(200)
    assert (before, told) == ([], ["POST /activity/view/7/"])


def test_a_page_is_told_once_however_often_one_comes_back_to_its_tab(reading: Any) -> None:
    page, told = reading()
    for _each in range(3):
        page.clock.run_for(2500)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(200)
    assert told == ["POST /activity/view/7/"]


def test_following_the_contact_link_is_told(reading: Any) -> None:
    page, told = reading()
    page.click("#us b")
    page.wait_for_timeout(300)
    assert told == ["POST /activity/exit/7/"]


def test_following_another_link_is_not_told(reading: Any) -> None:
    page, told = reading()
    page.click("#other")
    page.wait_for_timeout(300)
    assert told == []
