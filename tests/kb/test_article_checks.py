"""What editors are told of the title, the topic and the beginning of an article."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Locale

from content.checks import findings_of
from kb.models import ArticlePage, CategoryPage

pytestmark = pytest.mark.django_db


def article(title: str, language: str = "en", *html: str, summary: str = "", **fields: Any) -> ArticlePage:
    body = [{"type": "rich_text", "value": each} for each in html]
    return ArticlePage(title=title, summary=summary, locale=Locale.objects.get(language_code=language), body=body, **fields)


def found(page: Any, check: str) -> str:
    return " / ".join(each.text for each in findings_of(page, only=check))


@pytest.fixture(autouse=True)
def languages(homes):
    """The checks ask for the language of a page."""


GOOD = [
    ("Return a gift", "en"),
    ("Where is my parcel?", "en"),
    ("A parcel is lost", "en"),
    ("Missing piece in a set", "en"),
    ("Aboutness of things explained", "en"),
    ("أين شحنتي؟", "ar"),
    ("عناوين التوصيل وتغييرها", "ar"),
    ("چگونه پس بدهم؟", "fa"),
    ("Ubah alamat pengiriman", "id"),
    ("Umumkan libur toko", "id"),
]


@pytest.mark.parametrize(("title", "language"), GOOD)
def test_a_question_a_task_or_what_has_happened_is_a_good_title(title, language):
    assert found(article(title, language), "title") == ""


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Returns", "en"),
        ("Information on returns", "en"),
        ("Issues with delivery", "en"),
        ("الإرجاع", "ar"),
        ("معلومات عن الإرجاع", "ar"),
        ("درباره ارسال", "fa"),
        ("Tentang pengembalian", "id"),
    ],
)
def test_the_name_of_a_subject_is_told_of(title, language):
    assert "names a subject" in found(article(title, language), "title")


def test_the_name_of_a_process_is_told_of():
    assert "Begin the title" in found(article("Changing your address"), "title")


def test_a_title_too_long_for_search_engines_is_told_of():
    assert "80 characters" in found(article("Send " + "x" * 75), "title")


@pytest.mark.parametrize(
    ("title", "language", "is_told"),
    [
        ("Change or cancel and return and exchange", "en", True),
        ("Cancel and return", "en", False),
        ("Ubah dan batalkan dan kembalikan", "id", True),
        ("تغيير العنوان والهاتف والبريد", "ar", True),
        ("وصلتني قطعة مكسورة", "ar", False),
    ],
)
def test_a_title_of_several_things_is_told_of(title, language, is_told):
    assert bool(found(article(title, language), "topic")) is is_told


def test_many_sections_are_told_of():
    assert "9 sections" in found(article("A b", "en", *["<h2>Part</h2><p>x</p>"] * 9), "topic")


def test_a_very_long_article_is_told_of():
    assert "words; few readers" in found(article("A b", "en", f"<p>{'word ' * 1600}</p>"), "topic")


@pytest.mark.parametrize(
    ("beginning", "language"),
    [
        ("In this article we explain returns.", "en"),
        ("Welcome to our help centre!", "en"),
        ("Artikel ini menjelaskan pengembalian.", "id"),
        ("في هذا المقال نشرح الإرجاع.", "ar"),
        ("در این مقاله توضیح می‌دهیم.", "fa"),
    ],
)
def test_a_text_that_begins_with_itself_is_told_of(beginning, language):
    assert "speaking of itself" in found(article("Return a gift", language, f"<p>{beginning}</p>", summary="x"), "opening")


def test_an_answer_that_comes_late_is_told_of():
    late = f"<p>{'The weather was fine that day. ' * 20} Returned gifts are welcome.</p>"
    assert "first 60 words" in found(article("Return a gift", "en", late), "opening")


def test_an_inflected_word_of_the_title_is_recognised():
    assert found(article("Return a gift", "en", "<p>Gifts can be sent back.</p>"), "opening") == ""


@pytest.mark.parametrize("check", ["title", "topic", "opening"])
def test_pages_that_are_no_articles_are_left_alone(check):
    assert found(CategoryPage(title="Returns", locale=Locale.objects.get(language_code="en")), check) == ""
