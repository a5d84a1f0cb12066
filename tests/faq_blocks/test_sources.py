"""A FAQ block needs questions from somewhere; a question that is gone does not stand in the way."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.base import get_error_json_data

from faq_blocks.blocks import FaqAccordionBlock
from tests.faq_blocks.library import add_question, faq_block, picked

pytestmark = pytest.mark.django_db


@pytest.fixture
def block():
    made = FaqAccordionBlock()
    made.set_name("faq_accordion")
    return made


def value(block, **raw):
    return block.to_python(faq_block(**raw)["value"])


def test_a_block_without_questions_says_what_it_needs(block):
    with pytest.raises(ValidationError) as caught:
        block.clean(value(block))
    assert "There are no questions yet" in get_error_json_data(caught.value)["messages"][0]


def test_a_draft_may_be_without_questions(block):
    assert block.clean_deferred(value(block))["entries"] is not None


@pytest.mark.parametrize("source", ["entries", "questions"])
def test_one_source_is_enough(block, source):
    raw = {"entries": [{"question": "Why?", "answer": "<p>So.</p>"}], "questions": picked(add_question())}
    assert block.clean(value(block, **{source: raw[source]}))


def test_a_deleted_question_leaves_no_empty_field_in_the_form(block):
    gone, kept = add_question("Gone?"), add_question("Kept?")
    raw = picked(gone, kept)
    gone.delete()
    state = block.get_form_state(value(block, questions=raw))
    assert [each["value"]["string"] for each in state["questions"]] == ["Kept?"]


def test_a_deleted_question_does_not_keep_the_page_from_being_saved(block):
    gone, kept = add_question("Gone?"), add_question("Kept?")
    raw = picked(gone, kept)
    gone.delete()
    assert list(block.clean(value(block, questions=raw))["questions"]) == [kept]
