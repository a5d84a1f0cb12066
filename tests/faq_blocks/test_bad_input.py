"""Bad input where people type questions: each has an outcome, and nothing breaks."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale

from faq_blocks.blocks.parts import FaqEntryBlock
from faq_blocks.models import FaqPage, Question
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked

pytestmark = pytest.mark.django_db

HOSTILE = '<p>calm<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">go</a></p>'


@pytest.fixture
def opened(home, client):
    def open_page(*blocks) -> str:
        page = add_page(home, FaqPage, "Questions", slug="questions", body=list(blocks))
        answer = client.get(page.link)
        assert answer.status_code == 200
        return answer.content.decode()

    return open_page


def question(text: str, **fields) -> Question:
    return Question(question=text, locale=Locale.objects.get(language_code="en"), **fields)


def test_an_empty_topic_shows_nothing_and_the_page_stands(opened):
    assert "faq" not in opened(faq_block(topic=add_topic().pk)).partition('<div class="prose"')[2].partition("</div>")[0]


def test_a_question_of_another_language_is_shown_in_its_own(opened):
    arabic = add_question("هل يمكنني الإرجاع؟", "<p>نعم.</p>", locale=Locale.objects.get(language_code="ar"))
    html = opened(faq_block(questions=picked(arabic)))
    assert "هل يمكنني الإرجاع؟" in html and 'lang="ar"' in html and 'dir="rtl"' in html


def test_a_question_of_10000_characters_is_refused_by_the_library():
    with pytest.raises(ValidationError) as error:
        question("ي" * 10_000).full_clean()
    assert "255" in error.value.message_dict["question"][0]


def test_a_typed_question_of_10000_characters_is_refused_by_the_form():
    block = FaqEntryBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"question": "a" * 10_000, "answer": "<p>Yes.</p>"}))


def test_one_that_is_stored_is_shown_all_the_same(opened):
    assert "a" * 10_000 in opened(faq_block(entries=[{"question": "a" * 10_000, "answer": "<p>Yes.</p>"}]))


def test_hostile_answers_of_the_library_do_nothing(opened):
    html = opened(faq_block(questions=picked(add_question("May I?", HOSTILE))))
    assert "calm" in html
    assert not [each for each in ("<script>alert", "onerror=", "javascript:alert") if each in html]


def test_hostile_typed_answers_do_nothing(opened):
    html = opened(faq_block(entries=[{"question": "May I?", "answer": HOSTILE}]))
    assert "calm" in html
    assert not [each for each in ("<script>alert", "onerror=", "javascript:alert") if each in html]


def test_hostile_questions_are_text(opened):
    html = opened(faq_block(questions=picked(add_question('<img src=x onerror="alert(1)">?'))))
    assert '<img src=x onerror="alert(1)">' not in html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202eyaP?\u202c", "yaP?"),
        ("\u200fهل يمكنني؟\u200f", "هل يمكنني؟"),
        ("آیا می\u200cتوانم؟", "آیا می\u200cتوانم؟"),
        ("May\r\nI?", "May I?"),
    ],
)
def test_marks_that_force_a_direction_are_taken_out_and_joiners_stay(typed, kept):
    found = question(typed)
    found.full_clean(exclude=["slug"])
    assert found.question == kept


@pytest.mark.parametrize("typed", ["\u200f", "\u202e \u2069", "   "])
def test_a_question_of_marks_alone_is_refused(typed):
    with pytest.raises(ValidationError):
        question(typed).full_clean()


def test_signs_without_letters_get_a_slug_all_the_same():
    one, other = add_question("؟؟؟"), add_question("!!!")
    assert (one.slug, other.slug) == ("question", "question-2")


def test_two_questions_of_a_slug_and_language_cannot_be():
    add_question("May I?", slug="may-i")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_question("May I too?", slug="may-i")
