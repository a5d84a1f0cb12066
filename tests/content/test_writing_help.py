"""What editors are told of headings, links, readability and language, and that the demo gives no reason to."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml
from wagtail.models import Locale

from content.checks import content_checks, findings_of
from content.models import HelpPage
from content.writing.readability import flesch, lix, syllables_of
from content.writing.texts import sentences
from importing.markdown import convert, convert_faq
from kb.models import ArticlePage, CategoryPage, Kind
from tests.conftest import ROOT
from tests.factories import add_page

pytestmark = pytest.mark.django_db

PLAIN = {
    "en": "You can send the parcel back within thirty days, and we pay you the whole sum at once by the same way.",
    "id": "Anda bisa mengirim kembali paket itu dalam tiga puluh hari, dan kami membayar semuanya dengan cara yang sama.",
    "ar": "يمكنك إعادة الشحنة خلال ثلاثين يومًا من يوم التسليم، ونعيد إليك المبلغ كله بالطريقة نفسها التي دفعت بها.",
    "fa": "می‌توانید مرسوله را تا سی روز پس از تحویل پس بفرستید و ما همهٔ پول را از همان راه به شما برمی‌گردانیم.",
}
HARD = (
    "Notwithstanding aforementioned contractual considerations, international organisational responsibilities regarding "
    "environmentally unsustainable manufacturing necessitate comprehensive interdisciplinary administrative investigations. "
)


def article(language: str = "en", *html: str, title: str = "Return a gift", **fields: Any) -> ArticlePage:
    body = [{"type": "rich_text", "value": each} for each in html]
    return ArticlePage(title=title, locale=Locale.objects.get(language_code=language), body=body, **{"summary": title, **fields})


def found(page: ArticlePage, check: str) -> str:
    return " / ".join(each.text for each in findings_of(page, only=check))


@pytest.fixture(autouse=True)
def languages(homes):
    """The checks ask for the language of a page."""


# -- headings -----------------------------------------------------------------------------------------------------------


def test_a_level_that_is_left_out_is_told_of_by_its_heading():
    assert "“Deep”" in found(article("en", "<h2>A</h2><p>a</p><h4>Deep</h4>"), "headings")


def test_a_first_heading_too_deep_is_told_of():
    assert "level 2" in found(article("en", "<p>a</p><h3>A</h3>"), "headings")


def test_going_back_up_is_all_right():
    assert found(article("en", "<h2>A</h2><h3>B</h3><h4>C</h4>", "<h2>D</h2><h3>E</h3>"), "headings") == ""


def test_an_empty_heading_is_told_of():
    assert "empty" in found(article("en", "<h2> </h2>"), "headings")


# -- links --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Shelf")


def linking(target: int, language: str = "en") -> ArticlePage:
    return article(language, f'<p><a linktype="page" id="{target}">these words</a></p>')


def test_a_link_to_an_open_page_is_all_right(shelf):
    assert found(linking(shelf.pk), "links") == ""


def test_a_link_to_a_draft_is_told_of_by_its_words_and_not_by_the_drafts_title(shelf):
    draft = add_page(shelf, ArticlePage, "Secret plan", live=False)
    told = found(linking(draft.pk), "links")
    assert "“these words” leads to a draft" in told
    assert "Secret" not in told


def test_a_link_to_a_page_that_is_gone_is_told_of():
    assert "gone" in found(linking(987_654), "links")


def test_a_link_to_a_page_for_fewer_readers_is_told_of(shelf):
    private = add_page(shelf, ArticlePage, "For agents", audience=2)
    assert "not all readers" in found(linking(private.pk), "links")


def test_a_link_to_another_language_is_told_of_where_there_is_no_translation(shelf):
    assert "another language" in found(linking(shelf.pk, "ar"), "links")


def test_a_link_to_a_page_that_has_a_translation_leads_there(shelf, homes):
    twin = add_page(homes["ar"], CategoryPage, "رف")
    HelpPage.objects.filter(pk=twin.pk).update(translation_key=shelf.translation_key)
    assert found(linking(shelf.pk, "ar"), "links") == ""


def test_an_address_that_is_typed_in_another_language_is_told_of():
    assert "typed" in found(article("ar", '<p><a href="/en/returns/">x</a></p>'), "links")


def test_a_page_without_links_to_pages_costs_no_query(django_assert_num_queries):
    page = article("en", "<p>a</p>")
    findings_of(page, only="links")  # the languages are read once
    with django_assert_num_queries(0):
        findings_of(page, only="links")


# -- links within the page ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("goal", "is_told"), [("return-it", False), ("%D8%B1%D8%AF", False), ("gone", True)])
def test_a_link_to_a_heading_that_is_not_there_is_told_of(goal, is_told):
    page = article("en", f'<h2>Return it</h2><h2>رد</h2><p><a href="#{goal}">x</a></p>')
    assert bool(found(page, "anchors")) is is_told


# -- readability --------------------------------------------------------------------------------------------------------


def test_a_hard_english_text_is_told_of():
    assert "Flesch" in found(article("en", f"<p>{HARD * 8}</p>"), "readability")


@pytest.mark.parametrize("language", PLAIN)
def test_a_plain_text_is_all_right_in_each_language(language):
    assert found(article(language, f"<p>{PLAIN[language]}</p>" * 10), "readability") == ""


@pytest.mark.parametrize("language", ["ar", "fa", "id"])
def test_a_text_of_long_words_in_endless_sentences_is_told_of(language):
    long = " ".join(each for each in PLAIN[language].replace(".", "").split() if len(each) > 5)
    assert "LIX" in found(article(language, f"<p>{' '.join([long] * 30)}</p>"), "readability")


def test_a_short_text_is_not_measured():
    assert found(article("en", f"<p>{HARD}</p>"), "readability") == ""


def test_a_very_long_sentence_is_named():
    assert "45 words: “word word" in found(article("en", f"<p>{'word ' * 45}</p>"), "readability")


@pytest.mark.parametrize(("word", "count"), [("cat", 1), ("table", 2), ("make", 1), ("delivery", 4), ("e", 1), ("NR", 1)])
def test_syllables_of_english_words(word, count):
    assert syllables_of(word) == count


def test_the_formulas_on_a_text_that_was_counted_by_hand():
    text = sentences("The cat sat. The cat ran home.")
    assert flesch(text) == pytest.approx(206.835 - 1.015 * 7 / 2 - 84.6 * 7 / 7)
    assert lix(sentences("One two extraordinarily.")) == pytest.approx(3 + 100 / 3)


# -- language -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("own", PLAIN)
@pytest.mark.parametrize("other", PLAIN)
def test_a_paragraph_in_another_language_is_told_of(own, other):
    told = found(article(own, f"<p>{PLAIN[own]}</p><p>{PLAIN[other]}</p>"), "language")
    assert bool(told) is (own != other)


def test_code_and_short_words_are_no_language():
    page = article("ar", "<p>Press Return</p>")
    code = {"type": "code", "value": {"language": "python", "code": PLAIN["en"]}}
    page.body = [*page.body.raw_data, code]  # type: ignore[assignment]
    assert found(page, "language") == ""


# -- the demo -----------------------------------------------------------------------------------------------------------


def demo_pages() -> list[Path]:
    return [each for code in PLAIN for each in sorted((ROOT / "demo" / code).rglob("*.md")) if "policies" not in each.parts]


def demo_page(path: Path) -> ArticlePage:
    _empty, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(front)
    blocks = (convert_faq if fields.get("kind") == "faq" else convert)(text, key=path.name).blocks
    # The path stands for a picture that an import would make.
    kept = [each for each in blocks if each["type"] != "image"]
    language = path.relative_to(ROOT / "demo").parts[0]
    locale = Locale.objects.get(language_code=language)
    kind = str(fields.get("kind", "")).replace("-", "_")
    page = ArticlePage(title=fields["title"], summary=fields.get("summary", ""), body=kept, locale=locale)
    page.kind = kind if kind in Kind.values else Kind.ARTICLE
    return page


def test_the_demo_gives_no_reason_for_a_word():
    # A page of questions and the wiki are no articles, and have many sections for a reason.
    told = {
        f"{path.relative_to(ROOT / 'demo')}: {each.text}"
        for path in demo_pages()
        for each in findings_of(demo_page(path))
        if not (each.check in ("topic", "title") and (path.stem in ("questions", "about", "pricing") or "wiki" in path.parts))
        if each.check != "anchors"
    }
    assert told == set()


def test_all_checks_of_a_long_article_take_some_milliseconds():
    page = article("en", *[f"<h2>Part {n}</h2><p>{PLAIN['en']} {PLAIN['en']}</p>" for n in range(30)])
    findings_of(page)  # what is read once is read
    started = perf_counter()
    for _round in range(5):
        findings_of(page)
    assert (perf_counter() - started) / 5 / len(content_checks()) < 0.02
