"""The seven styles of questions with their scripts and sheets: accessible, on paper, without scripts, and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.faq_pages import STYLES, WORDS, making
from tests.browser.test_looks import RULES

pytestmark = pytest.mark.browser

LANGUAGES = list(WORDS)
SLUGS = [each.replace("_", "-") for each in STYLES]
SEEN = """(words) => words.filter((each) => {
    const found = [...document.querySelectorAll('.faq__answer')].find((answer) => answer.textContent.includes(each));
    return found && found.checkVisibility({ contentVisibilityAuto: true }) && found.getBoundingClientRect().height > 10;
})"""


def seen(page, words):
    """Those of the words that can be seen. What a sheet shows that was hidden before is there a frame later."""
    for _ in range(20):
        if (found := page.evaluate(SEEN, words)) == words:
            break
        page.wait_for_timeout(100)
    return found


# Pages by topic with numbers, and pages with questions of the library, which readers are asked about.
MORE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from faq_blocks.models import FaqPage
from home.models import HomePage
from tests.faq_blocks.library import add_question, picked

home = HomePage.objects.get(locale__language_code="en", depth=2)
LOOK = {{"numbered": True, "by_topic": True, "level": "2", "columns": "3"}}
typed = [{{"question": f"Q{{at}}?", "answer": "<p>Yes.</p>", "topic": ("Returns", "Costs", "")[at // 2]}} for at in range(6)]
few = picked(*(add_question(f"Of the library {{at}}?") for at in range(3)))
for style in {STYLES!r}:
    for name, more in (("numbered", {{"entries": typed}}), ("asked", {{"entries": [], "questions": few}})):
        page = FaqPage(title=name, slug=f"{{name}}-{{style.replace('_', '-')}}", locale=home.locale)
        raw = [{{"type": f"faq_{{style}}", "value": {{"heading": "", "look": LOOK, **more}}}}]
        page.body = page.body.stream_block.to_python(raw)
        home.add_child(instance=page)
        page.save_revision().publish()
"""


@pytest.fixture(scope="module", autouse=True)
def pages(demo):
    demo.run(making())
    demo.run(MORE)


def answers(language):
    """The beginnings of all answers, without markup."""
    return [answer.split("<")[0][:20] for _question, answer, _topic in WORDS[language]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_axe_finds_nothing(open_page, slug, language):
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = open_page(f"/{language}/styles-{slug}/", width=width, scheme=scheme, bypass_csp=True)
        page.evaluate("for (const each of document.querySelectorAll('.faq > details')) each.open = true")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{width} {scheme}\n{found.generate_report()}"


@pytest.mark.parametrize("slug", SLUGS)
def test_no_style_scrolls_sideways(open_page, slug):
    page = open_page(f"/id/styles-{slug}/", width=320)
    for width in (320, 768, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("slug", SLUGS)
def test_paper_shows_every_answer(open_page, slug, scripts):
    page = open_page(f"/fa/styles-{slug}/", scripts=scripts)
    page.emulate_media(media="print")
    assert seen(page, answers("fa")) == answers("fa")


@pytest.mark.parametrize("slug", SLUGS)
def test_without_scripts_every_answer_can_be_read(open_page, slug):
    page = open_page(f"/en/styles-{slug}/", scripts=False)
    for question in page.locator(".faq > details > summary").all():
        question.click()
    assert seen(page, answers("en")) == answers("en")


def test_without_scripts_tabs_are_panels_under_headings(open_page):
    page = open_page("/en/styles-tabs/", scripts=False)
    expect(page.locator("[role=tablist]")).to_be_hidden()
    assert page.locator(".tabs__label").all_text_contents() == ["Returns", "Delivery", "Payment"]
    assert all(each.is_visible() for each in page.locator(".tabs__label").all())


def test_without_scripts_an_address_opens_its_answer(open_page):
    page = open_page("/en/styles-accordion/#can-i-pay-in-cash", scripts=False)
    expect(page.locator("#can-i-pay-in-cash")).to_be_visible()


def test_without_scripts_there_is_no_dead_control(open_page):
    page = open_page("/en/styles-filter-list/", scripts=False)
    assert not page.locator("input[type=search]:visible, .faqs button:visible").count()


def test_reduced_motion_moves_nothing(open_page):
    page = open_page("/en/styles-accordion/", reduced_motion="reduce")
    sign = "getComputedStyle(document.querySelector('.faq summary'), '::after').transitionDuration"
    assert page.evaluate(sign) == "0s"


def test_densities_differ(open_page):
    page = open_page("/en/styles-accordion/")
    heights = [
        page.evaluate(
            "(name) => { const list = document.querySelector('.faqs'); list.className = `faqs faqs--accordion faqs--${name}`;"
            " return list.querySelector('summary').offsetHeight }",
            name,
        )
        for name in ("compact", "normal", "roomy")
    ]
    assert heights == sorted(set(heights))


def laid_out(page) -> list[str]:
    """The texts of the page as they are shown, with what sheets have put in."""
    found = page.context.new_cdp_session(page).send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    return [found["strings"][at] for at in found["documents"][0]["layout"]["text"] if at >= 0]


@pytest.mark.parametrize("slug", ["accordion", "toggle-list", "cards", "side-index", "filter-list"])
def test_numbers_go_on_from_topic_to_topic(open_page, slug):
    texts = laid_out(open_page(f"/en/numbered-{slug}/"))
    numbers = [texts[at - 2] for at, text in enumerate(texts) if text in {f"Q{number}?" for number in range(6)} and at > 1]
    assert numbers[-6:] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_numbers_begin_anew_in_each_tab(open_page, scripts):
    texts = laid_out(open_page("/en/numbered-tabs/", scripts=scripts))
    assert [each for each in texts if each.isdigit()] == ["1", "2"] * 3


@pytest.mark.parametrize("slug", ["accordion", "toggle-list", "tabs", "cards", "side-index", "filter-list"])
def test_questions_without_a_topic_have_a_heading_beside_others(open_page, slug):
    page = open_page(f"/en/numbered-{slug}/")
    titles = page.locator("h2.faqs__topic, h2.tabs__label").all_text_contents()
    assert [each.removesuffix("#") for each in titles] == ["Returns", "Costs", "General"]


@pytest.mark.parametrize(("slug", "width"), [("conversation", 390), ("conversation", 320), ("cards", 1280)])
def test_yes_and_no_stand_on_one_line(open_page, slug, width):
    page = open_page(f"/en/asked-{slug}/", width=width)
    boxes = [each.bounding_box() for each in page.locator(".answer-vote >> nth=0 >> a").all()]
    assert len({box["y"] for box in boxes if box}) == 1
