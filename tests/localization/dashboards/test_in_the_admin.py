"""The states of translations where pages and questions are listed and edited."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kb.models import ArticlePage
from localization.models import Level, SourceChange
from localization.significance import change_say
from tests.conftest import _user
from tests.factories import add_page
from tests.faq_blocks.admin import address as question_address
from tests.faq_blocks.library import add_question
from tests.localization.tracking import add_translation, publish
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db

OUTDATED = "l10n-state--outdated"


def explorer(client, page):
    return client.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode()


def editor_of(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_the_explorer_has_a_column(editing, category, source, homes):
    add_translation(source, "fa", parent=homes["fa"], level=Level.MEDIUM)
    shown = explorer(editing, category)
    assert shown.count(OUTDATED) == 1
    assert "فارسی: outdated" in shown


def test_a_translation_in_the_explorer_shows_its_own_state(editing, source, homes):
    add_translation(source, "fa", parent=homes["fa"], level=Level.MEDIUM)
    shown = explorer(editing, homes["fa"])
    assert "فارسی: outdated" in shown
    assert "English: not followed" not in shown


def test_the_explorer_keeps_its_filter_by_type(editing, category, source):
    assert 'name="content_type"' in explorer(editing, category)


def test_pages_of_one_type_are_still_listed(editing, source):
    shown = editing.get(reverse("wagtailadmin_pages:type_use", args=["kb", "articlepage"])).content.decode()
    assert "Send it back" in shown


def test_more_pages_in_the_explorer_are_no_more_queries_for_it(client, superuser, category, homes):
    client.force_login(superuser)
    counts = []
    for number in (2, 12):
        for each in range(number):
            page = add_page(category, ArticlePage, f"Page {number} {each}")
            add_translation(page, "fa", parent=homes["fa"])
        explorer(client, category)
        with CaptureQueriesContext(connection) as found:
            explorer(client, category)
        counts.append(len([each for each in found if "localization_" in each["sql"]]))
    assert counts[0] == counts[1]


def test_the_panel_beside_the_form_tells_of_all_languages(editing, source, homes):
    add_translation(source, "fa", parent=homes["fa"], level=Level.MAJOR)
    shown = editor_of(editing, source)
    assert 'data-side-panel="translations"' in shown
    assert "readers are warned" in shown


def test_beside_a_translation_stands_what_changed_since(editing, source, homes):
    row = add_translation(source, "fa", parent=homes["fa"])
    revision = ArticlePage.objects.get(pk=source.pk).save_revision()
    change = {"translation_key": source.translation_key, "revision": revision.pk, "level": Level.MEDIUM, "note": "New days"}
    SourceChange.objects.create(**change, published=revision.created_at)
    shown = editor_of(editing, ArticlePage.objects.get(pk=row.page_id))
    assert "Translated from English" in shown
    assert "New days" in shown


def test_a_level_that_was_said_by_mistake_is_corrected_in_the_panel(editing, source, homes):
    row = add_translation(source, "fa", parent=homes["fa"])
    page = ArticlePage.objects.get(pk=source.pk)
    revision = page.save_revision()
    change_say(revision=revision, level=Level.MAJOR, is_ready=True, note="", user=None)
    revision.publish()
    address = reverse("localization_admin:correct_level", args=[source.translation_key])
    assert address in editor_of(editing, source)
    editing.post(address, {"level": "10"})
    row.refresh_from_db()
    assert row.level == Level.TYPO
    assert editing.post(address, {"level": "99"}).status_code == 404


def test_who_may_not_edit_the_original_corrects_nothing(client, persian_editor, source, homes):
    row = add_translation(source, "fa", parent=homes["fa"])
    publish(source, title="Sent it back")
    client.force_login(persian_editor)
    response = client.post(reverse("localization_admin:correct_level", args=[source.translation_key]), {"level": "30"})
    assert response.status_code in {302, 403}
    row.refresh_from_db()
    assert row.level == Level.TYPO


def test_a_new_page_has_no_panel_yet(editing, category):
    address = reverse("wagtailadmin_pages:add", args=["kb", "articlepage", category.pk])
    shown = editing.get(address).content.decode()
    assert 'data-side-panel="translations"' not in shown
    assert "translation-ready" in shown


def test_saving_while_typing_still_works(editing, source):
    from tests.kb.editing import form_of

    address = reverse("wagtailadmin_pages:edit", args=[source.pk])
    response = editing.post(address, form_of(source), headers={"Accept": "application/json"})
    assert response.json()["success"] is True


def test_a_page_of_a_closed_space_is_still_refused(client, home):
    page = add_page(add_page(home, SpacePage, "Zephyr corner", slug="space"), WikiPage, "Tone of voice", slug="tone")
    client.force_login(_user("outside", "Editors"))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code in {302, 403, 404}
    assert "Tone of voice" not in explorer(client, home)


def test_questions_have_the_column_and_the_panel(client, superuser):
    client.force_login(superuser)
    question = add_question("May I return it?")
    add_translation(question, "fa", based_on=1, level=Level.MEDIUM)
    assert OUTDATED in client.get(question_address("list")).content.decode()
    assert 'data-side-panel="translations"' in client.get(question_address("edit", question.pk)).content.decode()
