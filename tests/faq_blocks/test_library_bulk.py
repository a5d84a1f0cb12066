"""Many questions are sorted, tagged and published at once, each only where this person may."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import Locale

from faq_blocks.models import Question
from tests.conftest import _user
from tests.faq_blocks.admin import address
from tests.faq_blocks.library import add_question, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def acting(client, editor):
    client.force_login(editor)
    return client


def act(client, name, *questions, back="", **form):
    ids = [("id", each.pk) for each in questions] or [("id", "all")]
    query = urlencode([*ids, ("next", back or address("list"))])
    url = reverse("wagtail_bulk_action", args=["faq_blocks", "question", name])
    return client.post(f"{url}?{query}", form, follow=True)


def tags_of(question):
    return sorted(Question.objects.get(pk=question.pk).tags.names())


def test_many_come_into_a_topic(acting):
    topic, first, second = add_topic(), add_question("A?"), add_question("B?")
    act(acting, "add_to_topic", first, second, topic=topic.pk)
    assert topic.placements.count() == 2


def test_many_move_to_a_topic(acting):
    old, new = add_topic("Old"), add_topic("New")
    question = add_question(topic=old)
    act(acting, "move_to_topic", question, topic=new.pk)
    assert list(question.topics.all()) == [new]


def test_all_means_all_of_the_list_as_it_is_narrowed(acting):
    topic = add_topic()
    inside, outside = add_question("Money?"), add_question("Parcel?")
    act(acting, "add_to_topic", back=address("list") + "?q=Money", topic=topic.pk)
    assert (inside.topics.count(), outside.topics.count()) == (1, 0)


def test_those_without_the_topic_in_their_language_are_named_as_left_alone(acting):
    persian = add_question("چرا؟", locale=Locale.objects.get(language_code="fa"))
    html = act(acting, "add_to_topic", persian, topic=add_topic().pk).content.decode()
    assert "1 was left alone: the topic has no translation" in html


def test_an_author_sorts_drafts_only(client):
    client.force_login(_user("author", "Authors"))
    topic, live, draft = add_topic(), add_question("Live?"), add_question("Draft?", live=False)
    act(client, "add_to_topic", live, draft, topic=topic.pk)
    assert (live.topics.count(), draft.topics.count()) == (0, 1)


def test_tags_are_added(acting):
    question = add_question()
    act(acting, "tag", question, tags="money, parcel")
    assert tags_of(question) == ["money", "parcel"]


def test_tags_come_to_what_is_live_and_to_its_draft(acting):
    question = add_question("Live?")
    question.question = "Changed?"
    question.save_revision()
    act(acting, "tag", question, tags="money")
    draft = Question.objects.get(pk=question.pk).get_latest_revision_as_object()
    assert (tags_of(question), list(draft.tags.names()), draft.question) == (["money"], ["money"], "Changed?")


def test_a_draft_is_not_published_by_a_tag(acting):
    question = add_question("Live?")
    question.question = "Changed?"
    question.save_revision()
    act(acting, "tag", question, tags="money")
    assert Question.objects.get(pk=question.pk).question == "Live?"


def test_a_locked_question_is_not_tagged(acting, superuser):
    question = add_question(locked=True, locked_by=superuser)
    act(acting, "tag", question, tags="money")
    assert tags_of(question) == []


def test_drafts_are_published(acting):
    question = add_question(live=False)
    act(acting, "publish", question)
    assert Question.objects.get(pk=question.pk).live


def test_the_newest_draft_is_what_is_published(acting):
    question = add_question("Live?")
    question.question = "Changed?"
    question.save_revision()
    act(acting, "publish", question)
    assert Question.objects.get(pk=question.pk).question == "Changed?"


def test_an_unfinished_draft_is_not_published(acting):
    question = add_question(live=False)
    question.question = ""
    question.save_revision(clean=False)
    html = act(acting, "publish", question).content.decode()
    assert (Question.objects.get(pk=question.pk).live, "left alone" in html) == (False, True)


def test_an_author_publishes_nothing(client):
    client.force_login(_user("author", "Authors"))
    question = add_question(live=False)
    act(client, "publish", question)
    assert not Question.objects.get(pk=question.pk).live


def test_a_number_that_is_none_breaks_nothing(acting):
    url = reverse("wagtail_bulk_action", args=["faq_blocks", "question", "publish"])
    assert acting.get(f"{url}?id=x&next=/admin/").status_code == 200


def test_many_are_asked_for_their_locks_at_once(acting, django_assert_max_num_queries):
    questions = [add_question(f"Number {number}?", live=False) for number in range(12)]
    query = urlencode([("id", each.pk) for each in questions])
    url = reverse("wagtail_bulk_action", args=["faq_blocks", "question", "publish"])
    acting.get(f"{url}?{query}")  # what is read once for a process
    with django_assert_max_num_queries(30):
        acting.get(f"{url}?{query}")


def test_a_question_that_is_being_reviewed_is_not_tagged_by_its_author(client, superuser):
    question, author = add_question(live=False), _user("author", "Authors")
    question.save_revision(user=author)
    question.get_workflow().start(question, author)
    client.force_login(author)
    act(client, "tag", question, tags="new")
    assert question.get_latest_revision_as_object().tags.count() == 0
