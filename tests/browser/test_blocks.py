"""Tabs and videos with the scripts and sheets that pages load. The blocks are put on a page of the demo as they are stored."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import until

pytestmark = pytest.mark.browser

TABS = """
<div class="tabs" data-tabs>
  <div class="tabs__list" role="tablist" aria-label="Versions" hidden>
    <button class="tabs__tab" type="button" role="tab" id="{0}a-tab" aria-controls="{0}a">iPhone</button>
    <button class="tabs__tab" type="button" role="tab" id="{0}b-tab" aria-controls="{0}b">Android</button>
    <button class="tabs__tab" type="button" role="tab" id="{0}c-tab" aria-controls="{0}c">Web</button>
  </div>
  <section class="tabs__panel" id="{0}a"><p class="tabs__label">iPhone</p><p>tap</p></section>
  <section class="tabs__panel" id="{0}b"><p class="tabs__label">Android</p><h2 id="{0}deep">Deep</h2></section>
  <section class="tabs__panel" id="{0}c"><p class="tabs__label">Web</p><p>press</p></section>
</div>
"""
VIDEO = """
<figure class="video"><div class="video__frame" data-video="https://www.youtube-nocookie.com/embed/00000000000" data-title="Pack">
<a class="video__start" href="https://www.youtube.com/watch?v=00000000000">Play</a></div></figure>
"""
OPEN = "[...document.querySelectorAll('[role=tab][aria-selected=true]')].map(each => each.textContent)"


@pytest.fixture
def with_blocks(open_page):
    """Opens an article of the demo, puts blocks into its text and loads their script."""

    def opened(markup, script, language="en"):
        page = open_page(f"/{language}/returns/return-something/")
        put_in(page, markup, script)
        return page

    return opened


def put_in(page, markup, script):
    page.evaluate(
        """([markup, name]) => new Promise((done) => {
            document.querySelector('.prose').insertAdjacentHTML('afterbegin', markup);
            const sheet = document.createElement('link');
            Object.assign(sheet, { rel: 'stylesheet', href: `/static/content/css/${name}.css` });
            const script = document.createElement('script');
            Object.assign(script, { type: 'module', src: `/static/content/js/${name}.js`, onload: done });
            document.head.append(sheet, script);
        })""",
        [markup, script],
    )


@pytest.mark.parametrize(("language", "key"), [("en", "ArrowRight"), ("ar", "ArrowLeft")])
def test_the_arrow_that_points_forward_opens_the_next_tab(with_blocks, language, key):
    page = with_blocks(TABS.format("x"), "tabs", language)
    page.focus("#xa-tab")
    page.keyboard.press(key)
    assert page.evaluate(OPEN) == ["Android"]
    assert page.evaluate("document.activeElement.id") == "xb-tab"


def test_home_and_end_and_round_the_corner(with_blocks):
    page = with_blocks(TABS.format("x"), "tabs")
    page.focus("#xa-tab")
    opened = []
    for key in ("End", "ArrowRight", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        opened += page.evaluate(OPEN)
    assert opened == ["Web", "iPhone", "Web", "iPhone"]


def test_one_choice_holds_for_all_tabs_and_for_the_next_page(with_blocks):
    page = with_blocks(TABS.format("x") + TABS.format("y"), "tabs")
    page.click("#xb-tab")
    assert page.evaluate(OPEN) == ["Android", "Android"]
    page.reload()
    put_in(page, TABS.format("z"), "tabs")
    assert page.evaluate(OPEN) == ["Android"]


def test_a_link_into_a_closed_tab_opens_it(with_blocks):
    page = with_blocks(TABS.format("x"), "tabs")
    page.evaluate("location.hash = 'xdeep'")
    until(page, "document.getElementById('xb-tab').getAttribute('aria-selected') === 'true'")


def test_paper_shows_all_tabs(with_blocks):
    page = with_blocks(TABS.format("x"), "tabs")
    page.emulate_media(media="print")
    until(page, "[...document.querySelectorAll('.tabs__panel')].every(each => each.offsetHeight > 20)")
    expect(page.locator("[role=tablist]")).to_be_hidden()


def test_a_video_asks_its_provider_only_once_it_is_started(with_blocks):
    page = with_blocks(VIDEO, "video")
    asked = []

    def refused(route):
        asked.append(route.request.url)
        route.abort()

    page.route("**/*youtube*/**", refused)
    page.wait_for_timeout(200)
    assert asked == []
    page.click(".video__start")
    page.wait_for_selector("iframe[title=Pack]")
    assert asked == ["https://www.youtube-nocookie.com/embed/00000000000"]
