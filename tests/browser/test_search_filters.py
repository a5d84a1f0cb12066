"""Filters on the page of results: with scripts and without, and what the browser keeps of them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ARTICLES = "input[name=kind][value=article]"
LOOKS = {
    "filters": "/{}/search/?q={}",
    "chosen": "/{}/search/?q={}&kind=article&updated=year",
    "other language": "/{}/search/?q={}&language=fa",
    "nothing left": "/{}/search/?q={}&tag=no-such-tag",
    "nothing": "/{}/search/?q=xyzzyqwv",
}
WORD = {"en": "refund", "ar": "استرداد"}


def question(page):
    return parse_qs(urlsplit(page.url).query)


def test_a_filter_acts_when_it_is_ticked_and_keeps_the_focus(open_page):
    page = open_page("/en/search/?q=refund")
    page.locator(ARTICLES).focus()
    page.keyboard.press("Space")
    page.wait_for_selector(".chip--chosen")
    assert question(page) == {"q": ["refund"], "kind": ["article"]}
    assert page.locator(ARTICLES).is_checked()
    assert page.evaluate("document.activeElement.value") == "article"


def test_the_place_on_the_screen_stays(open_page):
    page = open_page("/en/search/?q=refund")
    page.evaluate("scrollTo({ top: 100, behavior: 'instant' })")
    page.locator(ARTICLES).click()
    page.wait_for_selector(".chip--chosen")
    assert page.evaluate("scrollY") == 100


def test_the_new_number_of_results_is_told(open_page):
    page = open_page("/en/search/?q=refund")
    page.locator(ARTICLES).click()
    page.wait_for_selector(".chip--chosen")
    number = page.locator("[data-summary]").text_content().strip()
    expect(page.locator("[data-found] + [role=status]")).to_have_text(number)


def test_back_leads_through_the_filters_and_out(open_page, demo):
    page = open_page("/en/")
    page.goto(f"{demo.address}/en/search/?q=refund")
    before = page.locator("[data-summary]").text_content()
    page.locator(ARTICLES).click()
    page.wait_for_selector(".chip--chosen")
    page.go_back()
    page.wait_for_selector(".chip--chosen", state="detached")
    assert page.locator("[data-summary]").text_content() == before
    assert not page.locator(ARTICLES).is_checked()
    page.go_back()
    page.wait_for_load_state()
    assert page.url == f"{demo.address}/en/"


def test_back_from_a_hit_returns_to_the_filtered_page(open_page):
    page = open_page("/en/search/?q=refund")
    page.locator(ARTICLES).click()
    page.wait_for_selector(".chip--chosen")
    page.locator(".result a").first.click()
    page.wait_for_url(lambda url: "/search/" not in url)
    page.go_back()
    page.wait_for_selector(".chip--chosen")
    assert page.locator(ARTICLES).is_checked()


def test_a_chip_takes_its_filter_away(open_page):
    page = open_page("/en/search/?q=refund&kind=article&updated=year")
    page.locator(".chip--chosen").first.click()
    expect(page.locator(".chip--chosen")).to_have_count(1)
    assert question(page) == {"q": ["refund"], "updated": ["year"]}
    assert page.evaluate("document.activeElement.matches('[data-summary]')")


def test_the_arrows_of_a_choice_of_one_act_as_well(open_page):
    page = open_page("/en/search/?q=refund")
    page.locator("input[name=updated]").first.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".chip--chosen")
    assert "updated" in question(page)
    assert page.evaluate("document.activeElement.name") == "updated"


def test_an_opened_fold_stays_open(open_page):
    page = open_page("/en/search/?q=refund")
    fold = page.locator(".filters__more").first
    fold.locator("summary").click()
    fold.locator("input").last.click()
    page.wait_for_selector(".chip--chosen")
    assert fold.get_attribute("open") is not None


def test_the_languages_of_the_header_follow_the_filters(open_page):
    page = open_page("/en/search/?q=refund")
    page.locator(ARTICLES).click()
    page.wait_for_selector(".chip--chosen")
    assert "kind=article" in page.locator("header a[hreflang=ar]").get_attribute("href")


def test_filters_work_without_scripts(open_page):
    page = open_page("/en/search/?q=refund", scripts=False)
    page.locator(ARTICLES).check()
    with page.expect_navigation():
        page.locator(".filters__apply").click()
    assert question(page)["kind"] == ["article"]
    expect(page.locator(".chip--chosen")).to_have_count(1)
    with page.expect_navigation():
        page.locator(".chip--chosen").click()
    assert question(page) == {"q": ["refund"]}


def test_on_a_narrow_screen_the_results_come_first(open_page):
    page = open_page("/en/search/?q=refund", width=390)
    expect(page.locator(ARTICLES)).to_be_hidden()
    page.locator(".filters > summary").click()
    page.locator(ARTICLES).click()
    page.wait_for_selector(".chip--chosen")
    expect(page.locator(ARTICLES)).to_be_visible()


@pytest.mark.parametrize("kind", LOOKS)
@pytest.mark.parametrize("language", WORD)
def test_every_state_is_accessible_and_fits(open_page, kind, language):
    path = LOOKS[kind].format(language, WORD[language])
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = open_page(path, width=width, scheme=scheme, bypass_csp=True)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{width} {scheme}\n{found.generate_report()}"
    for width in (320, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
