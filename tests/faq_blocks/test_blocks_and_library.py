"""A FAQ block shows the questions of the library that it names, as they are now, to those who may see them."""

from __future__ import annotations

import pytest

from content.audiences import Audience
from faq_blocks.models import FaqPage
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(home, client):
    """Returns the HTML of a page with these blocks, as its reader gets it."""

    def open_page(*blocks, user=None):
        page = add_page(home, FaqPage, "Questions", slug="questions", body=list(blocks))
        if user:
            client.force_login(user)
        return client.get(page.link).content.decode()

    return open_page


def test_questions_picked_by_hand_are_shown_in_their_order(opened):
    late, early = add_question("Is it late?"), add_question("Is it early?")
    html = opened(faq_block(questions=picked(late, early)))
    assert html.index("Is it late?") < html.index("Is it early?")


def test_a_topic_brings_its_questions_and_those_below_it(opened):
    returns = add_topic("Returns")
    gifts = add_topic("Gifts", parent=returns)
    add_question("May I return a gift?", topic=gifts)
    add_question("May I return it?", topic=returns)
    html = opened(faq_block(topic=returns.pk))
    assert html.index("May I return it?") < html.index("May I return a gift?")


def test_library_and_typed_questions_stand_in_one_list(opened):
    question = add_question("From the library?")
    html = opened(faq_block(questions=picked(question), entries=[{"question": "Typed in place?", "answer": "<p>Here.</p>"}]))
    assert "From the library?" in html
    assert "Typed in place?" in html


def test_a_draft_is_not_shown(opened):
    assert "Not yet?" not in opened(faq_block(questions=picked(add_question("Not yet?", live=False))))


def test_a_question_for_agents_is_not_shown_to_others(opened):
    secret = add_question("How much may I refund?", audience=Audience.AGENT)
    assert "How much may I refund?" not in opened(faq_block(questions=picked(secret)))


def test_a_question_for_agents_is_shown_to_them(opened, agent):
    secret = add_question("How much may I refund?", audience=Audience.AGENT)
    assert "How much may I refund?" in opened(faq_block(questions=picked(secret)), user=agent)


def test_a_deleted_question_leaves_the_others(opened):
    gone, kept = add_question("Gone?"), add_question("Kept?")
    block = faq_block(questions=picked(gone, kept))
    gone.delete()
    html = opened(block)
    assert "Kept?" in html
    assert "Gone?" not in html


def test_pages_without_library_questions_cost_no_query(django_assert_num_queries):
    from content.filling import filled

    raw = [faq_block(entries=[{"question": "Typed?", "answer": "<p>Yes.</p>"}])]
    with django_assert_num_queries(0):
        assert filled(raw) is raw
