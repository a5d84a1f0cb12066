"""Snippets have a matrix too, a kind at a time."""

from __future__ import annotations

import pytest
from django.urls import reverse

from localization.models import Level, Stage
from tests.faq_blocks.library import add_question
from tests.localization.tracking import add_translation, language

pytestmark = pytest.mark.django_db

KIND = "faq_blocks.question"


@pytest.fixture
def ruling(client, superuser):
    client.force_login(superuser)
    return client


def states(row):
    return {cell.locale.language_code: cell.state for cell in row.cells.values()}


def test_questions_have_their_states(ruling, rows):
    question = add_question("May I return it?")
    persian = add_question("پس بفرستم؟", locale=language("fa"), translation_key=question.translation_key)
    add_translation(question, "fa", object_id=str(persian.pk), stage=Stage.PUBLISHED, based_on=1, level=Level.MAJOR)
    add_translation(question, "ar")
    found = rows(ruling, "matrix_kind", KIND)
    assert [each.question for each in found] == ["May I return it?"]
    assert states(found[0]) == {"en": "source", "fa": "outdated", "ar": "to_do", "id": "missing"}


def test_a_question_that_stands_alone_in_another_language_is_not_followed(ruling, rows):
    question = add_question("May I return it?")
    add_question("پس بفرستم؟", locale=language("fa"), translation_key=question.translation_key)
    found = rows(ruling, "matrix_kind", KIND)
    assert [each.question for each in found] == ["May I return it?"]
    assert states(found[0])["fa"] == "loose"


def test_they_are_searched_and_narrowed(ruling, rows):
    first, second = add_question("May I return it?"), add_question("How much is it?")
    add_translation(first, "fa")
    assert [each.question for each in rows(ruling, "matrix_kind", KIND, q="much")] == [second.question]
    assert [each.question for each in rows(ruling, "matrix_kind", KIND, language="fa", state="to_do")] == [first.question]
    assert [each.question for each in rows(ruling, "matrix_kind", KIND, language="fa", state="missing")] == [second.question]


def test_every_kind_can_be_opened(ruling):
    kinds = ruling.get(reverse("localization_admin:matrix_snippets")).context["kinds"]
    assert {ruling.get(each["url"]).status_code for each in kinds} == {200}
    assert len(kinds) > 1


def test_a_kind_that_does_not_exist_is_not_found(ruling):
    assert ruling.get(reverse("localization_admin:matrix_kind", args=["auth.user"])).status_code == 404


def test_kinds_of_others_are_not_shown(client, editor):
    client.force_login(editor)
    editor.user_permissions.clear()
    shown = client.get(reverse("localization_admin:matrix_snippets"))
    names = {str(each["name"]) for each in shown.context["kinds"]} if shown.status_code == 200 else set()
    assert "synonym sets" not in names
