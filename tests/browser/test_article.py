"""Around the text of an article: the contents follow, pictures open, terms explain themselves, paper has it all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import stands_at, until

pytestmark = pytest.mark.browser

ARTICLE = "/{}/returns/return-something/"
BOTH = pytest.mark.parametrize("language", ["en", "ar"])


GLOSSARY = """
from kb.models import ArticlePage, CategoryPage
for code, title, words in (("en", "Courier", "Brings the parcel."), ("ar", "المندوب", "يحضر الطرد.")):
    shelf = CategoryPage.objects.get(locale__language_code=code, slug="delivery")
    term = ArticlePage(title=title, slug="courier", kind="term", definition=words, locale=shelf.locale)
    shelf.add_child(instance=term)
    term.save_revision().publish()
"""


@pytest.fixture(scope="module", autouse=True)
def glossary(demo):
    """The word for the courier, which stands in the article, in both languages."""
    demo.run(GLOSSARY)


def current(page):
    """The anchors that are marked, of those lists that show or would show."""
    marked = page.evaluate(
        "[...document.querySelectorAll('.toc a[aria-current]')].map((each) => decodeURIComponent(each.hash.slice(1)))"
    )
    return set(marked)


def read_until(page, anchor):
    page.evaluate(
        "(id) => scrollTo({ top: document.getElementById(id).getBoundingClientRect().top + scrollY - 40, behavior: 'instant' })",
        anchor,
    )
    page.wait_for_timeout(150)


def anchors(page):
    return page.evaluate("[...document.querySelectorAll('.prose h2[id], .prose h3[id]')].map((each) => each.id)")


@BOTH
@pytest.mark.parametrize("width", [390, 1280])
def test_the_contents_follow_the_reader_down_and_up(open_page, language, width):
    page = open_page(ARTICLE.format(language), width=width)
    order = anchors(page)
    assert current(page) == {order[0]}
    for anchor in [order[1], order[2], order[1]]:
        read_until(page, anchor)
        assert current(page) == {anchor}


@BOTH
def test_the_last_section_is_reached_at_the_end_of_the_page(open_page, language):
    page = open_page(ARTICLE.format(language))
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    page.wait_for_timeout(150)
    assert current(page) == {anchors(page)[-1]}


@BOTH
def test_a_chosen_entry_leads_to_its_heading(open_page, language):
    page = open_page(ARTICLE.format(language), width=390)
    page.click(".toc--inline > summary")
    page.click(".toc--inline li:nth-child(2) a")
    arrived = "(id) => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 160"
    until(page, arrived, arg=anchors(page)[1])  # it glides there
    expect(page.locator(".toc--inline[open]")).to_have_count(0)


@BOTH
def test_a_picture_opens_by_keyboard_and_gives_the_focus_back(open_page, language):
    page = open_page(ARTICLE.format(language))
    opener = page.locator(".figure__open").first
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.lightbox[open]")
    expect(dialog).to_have_count(1)
    assert dialog.evaluate("(element) => element.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert opener.evaluate("(element) => element === document.activeElement")


def test_the_large_picture_has_its_caption_and_says_what_it_shows(open_page):
    page = open_page(ARTICLE.format("en"))
    figure = page.locator(".prose figure").first
    caption, alt = figure.locator("figcaption").inner_text(), figure.locator("img").get_attribute("alt")
    page.locator(".figure__open").first.click()
    shown = page.locator("dialog.lightbox[open]")
    assert caption in shown.inner_text()
    assert alt in shown.inner_text()
    assert shown.locator("img").get_attribute("alt") == alt


@BOTH
def test_the_close_button_stands_at_the_end_of_the_line(open_page, language):
    page = open_page(ARTICLE.format(language))
    page.locator(".figure__open").first.click()
    x = page.locator(".lightbox__close").bounding_box()["x"]
    assert (x > 640) is (language == "en")
    page.locator(".lightbox__close").click()
    expect(page.locator("dialog.lightbox[open]")).to_have_count(0)


def test_a_click_beside_the_picture_closes_it(open_page):
    page = open_page(ARTICLE.format("en"))
    page.locator(".figure__open").first.click()
    page.mouse.click(8, 450)
    expect(page.locator("dialog.lightbox[open]")).to_have_count(0)


def test_without_scripts_pictures_stand_where_they_are(open_page):
    page = open_page(ARTICLE.format("en"), scripts=False)
    expect(page.locator(".prose figure img").first).to_be_visible()
    expect(page.locator(".figure__open")).to_have_count(0)


TERM = "a.term[data-term]"


@BOTH
@pytest.mark.parametrize("width", [390, 1280])
def test_a_term_shows_what_it_means_and_stays_in_the_window(open_page, language, width):
    page = open_page(ARTICLE.format(language), width=width)
    word = page.locator(TERM).first
    word.click()
    note = page.locator(".term-note:popover-open")
    expect(note).to_have_count(1)
    box = note.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] + box["height"] <= 900
    assert word.get_attribute("aria-expanded") == "true"


def test_a_term_works_by_keyboard(open_page):
    page = open_page(ARTICLE.format("en"))
    word = page.locator(TERM).first
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".term-note:popover-open")).to_have_count(1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "term-note__more"
    page.keyboard.press("Escape")
    expect(page.locator(".term-note:popover-open")).to_have_count(0)
    assert word.evaluate("(element) => element === document.activeElement")
    page.keyboard.press(" ")
    expect(page.locator(".term-note:popover-open")).to_have_count(1)


def test_a_second_press_and_a_press_elsewhere_close_the_explanation(open_page):
    page = open_page(ARTICLE.format("en"))
    word, note = page.locator(TERM).first, page.locator(".term-note:popover-open")
    for elsewhere in (word, page.locator("h1")):
        word.click()
        expect(note).to_have_count(1)
        elsewhere.click()
        expect(note).to_have_count(0)


def test_a_term_works_by_touch(open_page):
    page = open_page(ARTICLE.format("en"), width=390, has_touch=True)
    page.locator(TERM).first.tap()
    expect(page.locator(".term-note:popover-open")).to_have_count(1)


def test_without_scripts_a_term_is_a_link(open_page):
    page = open_page(ARTICLE.format("en"), scripts=False)
    target = page.locator(TERM).first.get_attribute("href")
    page.locator(TERM).first.click()
    stands_at(page, target)


@BOTH
def test_paper_has_every_answer_the_terms_and_where_it_comes_from(open_page, language):
    page = open_page(ARTICLE.format(language), width=700)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    visible = page.evaluate(
        """[...document.querySelectorAll('.prose details')].every(
            (each) => each.lastElementChild.getBoundingClientRect().height > 0)"""
    )
    assert visible
    assert page.locator(".print-head").is_visible() and page.locator(".print-foot").is_visible()
    assert ARTICLE.format(language) in page.locator(".print-head").inner_text()
    expect(page.locator(".term-note").first).to_be_visible()
    for gone in (".header", ".footer", ".toc--inline", ".neighbours", ".related", ".feedback", ".page-tools"):
        assert not page.locator(gone).first.is_visible(), gone


def test_paper_names_where_links_lead(open_page):
    page = open_page(ARTICLE.format("en"))
    page.emulate_media(media="print")
    link = page.locator(".prose a[href^='/']:not(.term):not(.anchor)").first
    after = link.evaluate("(element) => getComputedStyle(element, '::after').content")
    assert after not in ("none", "normal", '""')


@BOTH
def test_a_pdf_is_made_with_all_answers_open(open_page, language):
    page = open_page(ARTICLE.format(language))
    page.evaluate(
        """addEventListener("beforeprint", () => setTimeout(() => {
            window.opened = document.querySelectorAll(".prose details:not([open])").length === 0;
        }))"""
    )
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000
    # Afterwards they are as they were.
    assert page.locator(".prose details:not([open])").count() > 0


@BOTH
def test_an_article_weighs_less_than_it_may(open_page, language):
    """Every file as it is sent compressed; 100 kB is the most."""
    import gzip

    page = open_page(ARTICLE.format(language))
    sizes = {}
    page.on("response", lambda response: sizes.update({response.url: response}))
    page.reload()
    page.wait_for_load_state("networkidle")
    sent = {url: len(gzip.compress(each.body())) for url, each in sizes.items() if each.status == 200}
    assert sum(sent.values()) <= 100_000, sorted(sent.items(), key=lambda item: -item[1])[:5]
