"""What editors say in the form: kept with the draft, counted with the publishing, also where that comes later."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from faq_blocks.models import Question
from kb.models import ArticlePage
from localization.models import Level, SourceChange, Translation
from tests.factories import add_page
from tests.faq_blocks.admin import address as question_address
from tests.faq_blocks.admin import form as question_form
from tests.faq_blocks.library import add_question
from tests.kb.editing import form_of
from tests.localization.tracking import add_translation

pytestmark = pytest.mark.django_db

ASKED = {"translation-asked": "1", "translation-ready": "1"}


@pytest.fixture
def source(home):
    return add_page(home, ArticlePage, "Send it back", slug="send")


@pytest.fixture
def persian(source, homes):
    return add_translation(source, "fa", parent=homes["fa"])


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def save(browser, source, **sent):
    address = reverse("wagtailadmin_pages:edit", args=[source.pk])
    return browser.post(address, form_of(source) | ASKED | sent, follow=True)


def shown(browser, source):
    return browser.get(reverse("wagtailadmin_pages:edit", args=[source.pk])).content.decode()


def newest():
    return SourceChange.objects.order_by("-revision").first()


def test_what_is_said_with_the_publishing_counts_with_it(browser, source, persian):
    save(browser, source, **{"translation-level": "30", "translation-note": "Look at the days", "action-publish": "1"})
    change = newest()
    assert (change.level, change.is_suggested, change.note, change.is_ready) == (Level.MAJOR, False, "Look at the days", True)
    assert change.published is not None
    assert change.revision == ArticlePage.objects.get(pk=source.pk).live_revision_id
    persian.refresh_from_db()
    assert persian.level == Level.MAJOR


def test_what_is_left_open_is_suggested(browser, source, persian):
    save(browser, source, **{"title": "Send it bakc", "action-publish": "1"})
    change = newest()
    assert (change.level, change.is_suggested) == (Level.TYPO, True)
    persian.refresh_from_db()
    assert not persian.is_outdated


def test_it_is_kept_with_a_draft(browser, source, persian):
    save(browser, source, **{"translation-level": "20", "translation-note": "Days"})
    change = newest()
    assert (change.level, change.published) == (Level.MEDIUM, None)
    persian.refresh_from_db()
    assert persian.level == Level.NONE
    page = shown(browser, source)
    assert 'value="20" checked' in page
    assert 'value="Days"' in page


def test_it_begins_anew_after_a_publishing(browser, source, persian):
    save(browser, source, **{"translation-level": "30", "translation-note": "Days", "action-publish": "1"})
    page = shown(browser, source)
    assert 'value="30" checked' not in page
    assert 'value="Days"' not in page


def test_a_planned_publishing_counts_when_it_comes(browser, source, persian):
    later = timezone.now() + timedelta(hours=2)
    save(browser, source, **{"translation-level": "30", "go_live_at": f"{later:%Y-%m-%d %H:%M}", "action-publish": "1"})
    persian.refresh_from_db()
    assert persian.level == Level.NONE
    assert newest().published is None
    with time_machine.travel(later + timedelta(hours=1), tick=False):
        call_command("publish_scheduled")
    persian.refresh_from_db()
    assert persian.level == Level.MAJOR


def test_what_others_approve_counts_as_its_writer_said(browser, source, persian, superuser, client):
    save(browser, source, **{"translation-level": "30", "action-submit": "1"})
    page = ArticlePage.objects.get(pk=source.pk)
    page.current_workflow_state.current_task_state.approve(user=superuser)
    persian.refresh_from_db()
    assert persian.level == Level.MAJOR


def test_a_level_that_does_not_exist_counts_as_none(browser, source, persian):
    save(browser, source, **{"translation-level": "9999", "title": "Send it bakc", "action-publish": "1"})
    assert (newest().level, newest().is_suggested) == (Level.TYPO, True)


def test_a_note_that_is_too_long_is_cut(browser, source, persian):
    save(browser, source, **{"translation-note": "x" * 600})
    assert len(newest().note) == 500


def test_who_publishes_is_told_what_is_outdated_now(browser, source, persian, homes):
    add_translation(source, "ar", parent=homes["ar"])
    told = save(browser, source, **{"translation-level": "20", "action-publish": "1"}).content.decode()
    assert "2 translations are outdated now" in told
    assert "فارسی" in told


def test_a_typo_tells_nothing(browser, source, persian):
    told = save(browser, source, **{"translation-level": "10", "action-publish": "1"}).content.decode()
    assert "outdated now" not in told


def test_the_form_warns_before(browser, source, persian, homes):
    add_translation(source, "ar", parent=homes["ar"])
    add_translation(source, "id", parent=homes["id"], level=Level.MEDIUM)
    page = shown(browser, source)
    assert "2 translations will become outdated" in page
    assert "1 translation is outdated already" in page


def test_a_source_without_translations_is_asked_for_readiness_alone(browser, source):
    page = shown(browser, source)
    assert "translation-ready" in page
    assert "translation-level" not in page


def test_a_translation_is_not_asked(browser, persian):
    page = ArticlePage.objects.get(pk=persian.page_id)
    assert "translation-asked" not in shown(browser, page)
    save(browser, page, **{"translation-level": "30", "slug": page.slug, "action-publish": "1"})
    assert not SourceChange.objects.exists()


def test_what_is_saved_while_typing_makes_no_row_before_something_is_said(browser, source, persian):
    address = reverse("wagtailadmin_pages:edit", args=[source.pk])
    browser.post(address, form_of(source) | ASKED, headers={"Accept": "application/json"})
    assert not SourceChange.objects.exists()
    browser.post(address, form_of(source) | ASKED | {"translation-level": "30"}, headers={"Accept": "application/json"})
    assert newest().level == Level.MAJOR


def test_the_suggestion_for_the_draft_is_shown(browser, source, persian):
    page = ArticlePage.objects.get(pk=source.pk)
    page.title = "Send it back within 30 days to us"
    page.save_revision()
    told = shown(browser, source)
    assert "for the newest draft: medium" in told


def test_a_question_is_asked_too(browser, superuser):
    browser.force_login(superuser)
    question = add_question("May I return it?")
    question.save_revision().publish()
    question.refresh_from_db()
    question.refresh_from_db()
    add_translation(question, "fa", based_on=question.live_revision_id)
    sent = question_form("May I return it within 30 days?") | ASKED | {"translation-level": "30", "slug": question.slug}
    browser.post(question_address("edit", question.pk), sent | {"action-publish": "1"})
    assert Question.objects.get(pk=question.pk).question == "May I return it within 30 days?"
    assert (newest().level, newest().published is not None) == (Level.MAJOR, True)
    assert Translation.objects.get().level == Level.MAJOR
