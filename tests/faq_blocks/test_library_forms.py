"""Questions are written in the admin by those whose groups do it on pages, too."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale

from content.audiences import Audience
from faq_blocks.models import Question
from tests.conftest import _user
from tests.faq_blocks.admin import address, form
from tests.faq_blocks.library import add_question, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    return _user("author", "Authors")


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    return client


def test_a_question_is_written_with_its_topics(editing):
    topic = add_topic("Returns")
    editing.post(address("add"), form(in_topics=[topic.pk]))
    assert list(Question.objects.get().topics.all()) == [topic]


def test_who_writes_a_question_owns_it(editing, editor):
    assert editing.get(address("add")).context["form"].initial["owner"] == editor.pk


def test_a_question_saved_as_a_draft_is_not_live(editing):
    editing.post(address("add"), form())
    assert not Question.objects.get().live


def test_an_editor_publishes(editing):
    editing.post(address("add"), form() | {"action-publish": "1"})
    assert Question.objects.get().live


def test_an_author_does_not_publish(client, author):
    client.force_login(author)
    client.post(address("add"), form() | {"action-publish": "1"})
    assert not Question.objects.get().live


def test_an_author_sorts_a_draft(client, author):
    question, topic = add_question(live=False), add_topic()
    client.force_login(author)
    client.post(address("edit", question.pk), form(in_topics=[topic.pk]))
    assert question.topics.count() == 1


def test_an_author_does_not_sort_what_is_published(client, author):
    question, topic = add_question(), add_topic()
    client.force_login(author)
    client.post(address("edit", question.pk), form(in_topics=[topic.pk]))
    assert question.topics.count() == 0


def test_a_published_question_is_not_sorted_by_the_form_that_saves_itself(editing):
    question, topic = add_question(), add_topic()
    editing.post(address("edit", question.pk), form(in_topics=[topic.pk]), headers={"Accept": "application/json"})
    assert (question.revisions.count(), question.topics.count()) == (2, 0)


def test_it_is_sorted_when_somebody_saves_it(editing):
    question, topic = add_question(), add_topic()
    editing.post(address("edit", question.pk), form(in_topics=[topic.pk]))
    assert list(question.topics.all()) == [topic]


def test_a_draft_keeps_its_topics_when_the_form_saves_itself(editing):
    question, topic = add_question(live=False), add_topic()
    editing.post(address("edit", question.pk), form(in_topics=[topic.pk]), headers={"Accept": "application/json"})
    assert list(question.topics.all()) == [topic]


def test_topics_of_another_language_are_not_offered(editing):
    add_topic("بازگشت", locale=Locale.objects.get(language_code="fa"))
    assert "بازگشت" not in editing.get(address("add")).content.decode()


def test_a_preview_does_not_sort(editing):
    question, topic = add_question(), add_topic()
    editing.post(address("preview_on_edit", question.pk), form(in_topics=[topic.pk]))
    editing.get(address("preview_on_edit", question.pk) + "?mode=0")
    assert question.topics.count() == 0


def test_a_slug_that_is_taken_is_refused_with_a_sentence(editing):
    add_question("Other?", slug="taken")
    html = editing.post(address("add"), form(slug="taken")).content.decode()
    assert "Something else in this language has this slug" in html


def test_the_same_slug_serves_in_another_language(editing):
    add_question("Other?", slug="taken", locale=Locale.objects.get(language_code="fa"))
    editing.post(address("add"), form(slug="taken"))
    assert Question.objects.filter(slug="taken").count() == 2


def test_a_question_of_ten_thousand_letters_is_refused_with_a_sentence(editing):
    html = editing.post(address("add"), form("w" * 10_000)).content.decode()
    assert "at most 255 characters" in html
    assert not Question.objects.exists()


def test_a_locked_question_is_not_changed(client, author, editor):
    question = add_question("Locked?", locked=True, locked_by=editor)
    client.force_login(author)
    client.post(address("edit", question.pk), form("Changed?"))
    assert question.get_latest_revision_as_object().question == "Locked?"


@pytest.mark.parametrize(("mode", "seen"), [("0", False), ("1", False), ("2", True)])
def test_the_preview_hides_passages_from_an_audience(mode, seen):
    secret = {"type": "audience", "value": {"audience": Audience.AGENT, "body": [{"type": "rich_text", "value": "<p>hush</p>"}]}}
    question = add_question(blocks=[secret])
    assert (b"hush" in question.make_preview_request(preview_mode=mode).content) is seen


def test_the_preview_says_who_does_not_see_the_question():
    question = add_question(audience=Audience.AGENT)
    assert b"Not shown to this audience: Everyone" in question.make_preview_request(preview_mode="0").content


def test_a_customer_does_not_get_in(client, customer):
    client.force_login(customer)
    assert client.get(address("list")).status_code == 302


@pytest.mark.parametrize("group", ["Editors", "Authors", "Reviewers", "Translators"])
def test_the_groups_of_the_admin_find_the_library_in_the_menu(client, group):
    client.force_login(_user("somebody", group))
    assert address("list") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_author_submits_and_a_reviewer_publishes_by_approving(client, author):
    question = add_question(live=False)
    client.force_login(author)
    client.post(address("edit", question.pk), form() | {"action-submit": "1"})
    task = Question.objects.get().current_workflow_task_state
    client.force_login(_user("reviewer", "Reviewers"))
    client.post(address("workflow_action", question.pk, "approve", task.pk), {"comment": ""})
    assert Question.objects.get().live


def test_a_slug_that_was_taken_meanwhile_does_not_keep_a_draft_from_being_published():
    question = add_question("First?", slug="first")
    question.slug = "wanted"
    revision = question.save_revision()
    add_question("Second?", slug="wanted")
    revision.publish()
    assert Question.objects.get(pk=question.pk).slug == "first"
