"""A question is begun in another language with the text of this one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from faq_blocks.library.copying import question_copy
from faq_blocks.models import Question
from tests.conftest import _user
from tests.faq_blocks.admin import address
from tests.faq_blocks.library import add_question, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def persian(db):
    return Locale.objects.get(language_code="fa")


def test_the_copy_is_a_draft_and_the_translation(client, editor, persian):
    question = add_question()
    client.force_login(editor)
    client.post(address("copy_for", question.pk), {"locale": persian.pk})
    copy = Question.objects.get(locale=persian)
    assert (copy.live, copy.translation_key) == (False, question.translation_key)


def test_it_stands_in_the_translations_of_the_topics(editor, persian):
    topic = add_topic()
    twin = add_topic("بازگشت", locale=persian, translation_key=topic.translation_key)
    copy = question_copy(question=add_question(topic=topic), locale=persian, user=editor)
    assert list(copy.topics.all()) == [twin]


def test_it_stays_where_its_other_translations_have_put_it(editor, persian):
    question, topic = add_question(), add_topic("إرجاع", locale=Locale.objects.get(language_code="ar"))
    add_question("هل؟", topic=topic, translation_key=question.translation_key)
    twin = add_topic("بازگشت", locale=persian, translation_key=topic.translation_key)
    copy = question_copy(question=question, locale=persian, user=editor)
    assert list(copy.topics.all()) == [twin]


def test_it_is_neither_locked_nor_planned_nor_published(editor, persian):
    later = timezone.now() + timedelta(days=9)
    question = add_question(expire_at=later)
    Question.objects.filter(pk=question.pk).update(locked=True, locked_by=editor, locked_at=later)
    copy = question_copy(question=Question.objects.get(pk=question.pk), locale=persian, user=editor)
    copy.refresh_from_db()
    assert (copy.locked, copy.locked_by, copy.live_revision, copy.first_published_at, copy.expire_at) == (False, *[None] * 4)


def test_a_second_copy_is_the_first_one(editor, persian):
    question = add_question()
    first = question_copy(question=question, locale=persian, user=editor)
    assert question_copy(question=question, locale=persian, user=editor) == first


def test_a_language_it_is_there_in_is_not_offered(client, editor, persian):
    question = add_question()
    question_copy(question=question, locale=persian, user=editor)
    client.force_login(editor)
    offered = client.get(address("copy_for", question.pk)).context["form"].fields["locale"].queryset
    assert {each.language_code for each in offered} == {"ar", "id"}


def test_a_translator_makes_no_new_question(client, persian):
    question = add_question()
    client.force_login(_user("translator", "Translators"))
    client.post(address("copy_for", question.pk), {"locale": persian.pk})
    assert Question.objects.count() == 1
