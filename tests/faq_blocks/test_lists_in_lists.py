"""An answer of the library holds no list of questions, and topics of one title are two."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError

from content.plain import texts_of
from content.streams import raw_stream_for
from faq_blocks.blocks.entries import NOTHING, Entry, grouped
from faq_blocks.models import Question, QuestionPlace
from home.models import PlainPage
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked
from tests.faq_blocks.test_styles import shown

pytestmark = pytest.mark.django_db

INNER = [{"type": "rich_text", "value": "<p>Read on.</p>"}, faq_block(entries=[{"question": "Inner?", "answer": "<p>Yes.</p>"}])]


def test_an_answer_with_a_list_of_questions_is_refused(home):
    question = add_question("Outer?")
    question.answer = INNER  # type: ignore[assignment]
    with pytest.raises(ValidationError, match="cannot hold a list"):
        question.full_clean()


def test_one_that_is_stored_all_the_same_is_not_shown(home, client):
    question = add_question("Outer?")
    Question.objects.filter(pk=question.pk).update(answer=INNER)
    page = add_page(home, PlainPage, "Pricing", slug="pricing", body=[faq_block(questions=picked(question))])
    own = f"/en/questions/{question.slug}/"
    pages = [client.get(address).content.decode() for address in (page.link, own)]
    assert [("Read on." in html, "Inner?" in html) for html in pages] == [(True, False)] * 2


def test_topics_of_one_title_stay_two(home, client):
    top = add_topic("All")
    for above in ("Orders", "Gifts"):
        add_question(f"{above}?", topic=add_topic("Returns", parent=add_topic(above, parent=top)))
    page = add_page(home, PlainPage, "Pricing", slug="pricing", body=[faq_block("faq_tabs", topic=top.pk)])
    html = client.get(page.link).content.decode()
    assert html.count('role="tab"') == 2
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    assert set(QuestionPlace.objects.filter(page=page).values_list("anchor", flat=True)) <= ids


def test_a_typed_topic_is_the_one_of_the_library_with_its_title():
    entries = [Entry("a", "A?", NOTHING, topic="Returns", topic_id=7), Entry("b", "B?", NOTHING, topic="Returns")]
    assert [len(each.entries) for each in grouped(entries, set())] == [2]


@pytest.mark.parametrize("style", ["faq_tabs", "faq_filter_list", "faq_accordion"])
def test_one_answer_is_open_where_the_first_shall_be(style):
    rows = [{"question": f"{topic}?", "answer": "<p>Yes.</p>", "topic": topic} for topic in ("One", "Two")]
    html = shown(style, entries=rows, first_open=True, look={"by_topic": True})
    assert len(re.findall(r"<details[^>]* open", html)) == 1


def test_texts_of_blocks_may_be_called_found_and_look():
    assert list(texts_of({"found": "In the cellar", "look": "Behind the door"})) == ["In the cellar", "Behind the door"]


def test_the_looks_of_a_list_are_no_text():
    assert list(texts_of(faq_block(heading="Costs", look={"density": "compact"})["value"])) == ["Costs"]


def test_questions_of_the_library_are_no_text_of_the_page(home):
    raw = [faq_block(questions=picked(add_question("Outer?")))]
    assert "Outer?" not in list(texts_of(raw_stream_for(raw, 0)))
