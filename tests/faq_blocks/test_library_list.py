"""The list of questions tells where each stands and is shown, and is narrowed by it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from faq_blocks.models import FaqPage
from tests.conftest import _user
from tests.factories import add_page
from tests.faq_blocks.admin import address
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(client, editor):
    """Returns the questions of the list, narrowed by an address's parameters."""
    client.force_login(editor)

    def names(**parameters):
        shown = client.get(address("list_results"), parameters).context["object_list"]
        return [each.question for each in shown]

    return names


def test_the_list_names_the_topics(client, editor):
    add_question(topic=add_topic("Gifts and presents"))
    client.force_login(editor)
    assert "Gifts and presents" in client.get(address("list")).content.decode()


def test_a_topic_narrows_with_what_is_below_it(listed):
    returns = add_topic("Returns")
    add_question("Below?", topic=add_topic("Gifts", parent=returns))
    add_question("Elsewhere?")
    assert listed(topic=returns.pk) == ["Below?"]


def test_questions_without_a_topic_are_found(listed):
    add_question("Sorted?", topic=add_topic())
    add_question("Unsorted?")
    assert listed(unsorted="true") == ["Unsorted?"]


@pytest.mark.parametrize(("state", "found"), [("live", "Live?"), ("draft", "Draft?"), ("changed", "Changed?")])
def test_the_state_narrows(listed, state, found):
    add_question("Live?")
    add_question("Draft?", live=False)
    add_question("Changed?").save_revision()
    assert listed(state=state) == [found]


def test_the_language_narrows(listed):
    add_question("English?")
    add_question("فارسی؟", locale=Locale.objects.get(language_code="fa"))
    assert listed(locale="fa") == ["فارسی؟"]


def test_a_tag_narrows(listed):
    tagged = add_question("Tagged?")
    tagged.tags.add("money")
    tagged.save()
    add_question("Other?")
    assert listed(tags=tagged.tags.get().pk) == ["Tagged?"]


@pytest.mark.parametrize("words", ["turn i", "voucher", "refund"])
def test_part_of_the_question_and_words_of_keywords_and_answer_are_searched(listed, words):
    add_question("May I return it?", "<p>You get a refund.</p>", search_keywords="voucher")
    add_question("Other?", "<p>Nothing.</p>")
    assert listed(q=words) == ["May I return it?"]


def test_a_search_and_a_filter_work_together(listed):
    topic = add_topic()
    add_question("Return here?", topic=topic)
    add_question("Return there?")
    assert listed(q="Return", topic=topic.pk) == ["Return here?"]


def shown_by(client, editor, question):
    client.force_login(editor)
    return client.get(address("usage", question.pk)).content.decode()


def test_a_page_that_picks_a_question_is_named(home, client, editor):
    question = add_question()
    add_page(home, FaqPage, "Prices of all", slug="q", body=[faq_block(questions=picked(question))])
    assert "Prices of all" in shown_by(client, editor, question)


def test_a_page_that_shows_a_question_by_a_topic_above_its_own_is_named(home, client, editor):
    returns = add_topic("Returns")
    question = add_question(topic=add_topic("Gifts", parent=returns))
    add_page(home, FaqPage, "Prices of all", slug="q", body=[faq_block(topic=returns.pk)])
    assert "Prices of all" in shown_by(client, editor, question)


def test_a_page_that_shows_a_question_twice_counts_once(home, client, editor):
    topic = add_topic()
    question = add_question(topic=topic)
    add_page(home, FaqPage, "Prices", slug="q", body=[faq_block(questions=picked(question), topic=topic.pk)])
    client.force_login(editor)
    assert "Used 1 time" in " ".join(client.get(address("list")).content.decode().split())


def test_whoever_deletes_a_question_is_told_what_pages_lose(home, client, editor):
    question = add_question()
    add_page(home, FaqPage, "Prices", slug="q", body=[faq_block(questions=picked(question))])
    client.force_login(editor)
    assert "will show their other questions only" in client.get(address("delete", question.pk)).content.decode()


def test_many_questions_cost_no_more_queries_than_few(client):
    # An author: whoever may translate gets buttons that cost queries of their own, for each row.
    author, topic = _user("author", "Authors"), add_topic()
    client.force_login(author)
    add_question("First?", topic=topic, owner=author)
    client.get(address("list"))
    with CaptureQueriesContext(connection) as few:
        client.get(address("list"))
    for number in range(12):
        add_question(f"Number {number}?", topic=topic, owner=author)
    with CaptureQueriesContext(connection) as many:
        client.get(address("list"))
    assert len(many) <= len(few) + 1, "a query for each row"
