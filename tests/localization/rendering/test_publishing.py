"""A translation is published whole, below published pages, and says which state of its source readers have."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from faq_blocks.models import Question
from kb.models import ArticlePage, CategoryPage
from localization.models import Kind, Level, Stage, Translation, TranslationEvent, Unit, UnitState
from localization.rendering import NotPublishable, draft_save, is_publishable, translation_publish
from localization.significance.saying import change_say
from localization.syncing import translation_sync
from localization.units import unit_draft, unit_write
from tests.factories import add_page
from tests.faq_blocks.library import add_question
from tests.localization.working import begun, published, say_all

pytestmark = pytest.mark.django_db

BODY = [{"type": "rich_text", "value": "<p>Send it back.</p><p>Within 30 days.</p>", "id": "aa"}]


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Returns")


@pytest.fixture
def article(shelf):
    return add_page(shelf, ArticlePage, "Send it back", body=json.dumps(BODY))


def problems_of(translation: Translation) -> str:
    with pytest.raises(NotPublishable) as caught:
        translation_publish(translation, user=None)
    assert not Page.objects.get(pk=translation.page_id).live
    return " ".join(caught.value.problems)


def test_published_it_says_what_it_is_based_on(article, superuser):
    translation = published(article, user=superuser)
    translation.refresh_from_db()
    page = ArticlePage.objects.get(pk=translation.page_id)
    assert (page.live, page.title, page.live_revision_id) == (True, "fa Send it back", page.latest_revision_id)
    assert page.body.raw_data[0]["value"] == "<p>fa Send it back.</p><p>fa Within 30 days.</p>"
    assert (translation.stage, translation.based_on, translation.level) == (
        Stage.PUBLISHED,
        article.live_revision_id,
        Level.NONE,
    )
    assert translation.published is not None
    events = translation.events.filter(what=TranslationEvent.What.PUBLISHED)
    assert [(each.user, each.words) for each in events] == [(superuser, translation.words_total)]


@pytest.fixture
def whole(shelf, article):
    """A finished translation below a published shelf."""
    published(shelf)
    translation = begun(article)
    say_all(translation)
    assert is_publishable(translation) == []
    return translation


def test_a_segment_without_translation_is_in_the_way(whole, superuser):
    unit_write(unit=whole.units.get(path="title"), text="", user=superuser)
    assert "1 segment is not translated yet." in problems_of(whole)


def test_a_changed_source_is_in_the_way(whole):
    Unit.objects.filter(translation=whole, path="title").update(state=UnitState.OUTDATED, new_source="Send it all back")
    assert "source of 1 segment has changed" in problems_of(whole)


def test_what_a_machine_wrote_is_looked_at_first(whole):
    Unit.objects.filter(translation=whole, kind=Kind.TEXT).update(needs_edit=True)
    assert "3 segments were written by a machine" in problems_of(whole)


def test_what_is_in_the_bin_is_not_in_the_way(whole):
    Unit.objects.create(translation=whole, path="body.gone", source="Gone", state=UnitState.BIN)
    assert is_publishable(whole) == []


def test_the_page_above_comes_first(article):
    translation = begun(article)
    say_all(translation)
    assert "“Returns”, is not published" in problems_of(translation)


def test_a_gone_source_is_in_the_way_until_the_translation_stands_alone(whole, superuser):
    Translation.objects.filter(pk=whole.pk).update(is_source_gone=True)
    whole.refresh_from_db()
    assert "source was deleted" in problems_of(whole)
    draft_save(whole, user=superuser)
    whole.is_synced = False
    whole.save()
    translation_publish(whole, user=superuser)
    assert ArticlePage.objects.get(pk=whole.page_id).title == "fa Send it back"


def test_a_title_that_is_too_long_is_told_of(whole, superuser):
    unit_write(unit=whole.units.get(path="title"), text="x" * 300, user=superuser)
    assert "255" in problems_of(whole)
    assert whole.stage != Stage.PUBLISHED


def test_nothing_is_noted_when_publishing_fails(whole, superuser):
    unit_write(unit=whole.units.get(path="title"), text="x" * 300, user=superuser)
    problems_of(whole)
    whole.refresh_from_db()
    assert (whole.published, whole.based_on) == (None, 0)


def test_what_is_typed_before_it_is_held_is_in_the_way(whole, superuser, monkeypatch):
    begin = transaction.atomic
    typed: list[Any] = []

    def meanwhile(*args, **kwargs):
        if not typed:
            typed.append(True)
            unit_draft(unit=whole.units.get(path="title"), text="Half a", user=superuser)
        return begin(*args, **kwargs)

    monkeypatch.setattr(transaction, "atomic", meanwhile)
    assert "1 segment is not translated yet." in problems_of(whole)


def test_whoever_may_not_publish_is_told_so(whole, customer):
    with pytest.raises(NotPublishable, match="do not review"):
        translation_publish(whole, user=customer)
    assert not Page.objects.get(pk=whole.page_id).live


class TestSlugs:
    def test_the_slug_is_made_of_the_translated_title(self, whole, superuser):
        unit_write(unit=whole.units.get(path="title"), text="پس فرستادن کالا", user=None)
        translation_publish(whole, user=superuser)
        page = Page.objects.get(pk=whole.page_id)
        assert (page.slug, page.url_path.split("/")[-2]) == ("پس-فرستادن-کالا", "پس-فرستادن-کالا")

    def test_a_slug_that_is_taken_gets_a_number(self, shelf, whole, superuser):
        parent = Page.objects.get(pk=whole.page_id).get_parent().specific
        add_page(parent, ArticlePage, "Taken", slug="کالا")
        unit_write(unit=whole.units.get(path="title"), text="کالا", user=None)
        translation_publish(whole, user=superuser)
        assert Page.objects.get(pk=whole.page_id).slug == "کالا-2"

    def test_an_address_that_readers_know_stays(self, whole, superuser):
        translation_publish(whole, user=superuser)
        before = Page.objects.get(pk=whole.page_id).slug
        unit_write(unit=whole.units.get(path="title"), text="دیگر", user=None)
        translation_publish(whole, user=superuser)
        assert Page.objects.get(pk=whole.page_id).slug == before

    def test_a_slug_that_somebody_chose_stays(self, whole, superuser):
        page = ArticlePage.objects.get(pk=whole.page_id)
        page.slug = "chosen"
        page.save()
        page.save_revision()
        translation_publish(whole, user=superuser)
        assert Page.objects.get(pk=whole.page_id).slug == "chosen"


class TestGate:
    """Wagtail's own buttons: its editor, its API, a list, a workflow and a date all publish a revision."""

    def test_a_page_that_is_not_finished_is_published_by_nothing(self, article, superuser):
        from wagtail.actions.publish_page_revision import PublishPagePermissionError

        published(article.get_parent().specific)
        translation = begun(article)
        page = ArticlePage.objects.get(pk=translation.page_id)
        with pytest.raises(PublishPagePermissionError, match="3 of 3 segments"):
            page.latest_revision.publish(user=superuser)
        assert not page.permissions_for_user(superuser).can_publish()
        say_all(translation)
        assert ArticlePage.objects.get(pk=translation.page_id).permissions_for_user(superuser).can_publish()

    def test_neither_is_one_in_the_main_language(self, homes, superuser, django_assert_num_queries):
        from wagtail.actions.publish_page_revision import PublishPagePermissionError

        from localization.rendering.gate import refusal

        translation = begun(add_page(homes["fa"], ArticlePage, "پس بفرستید", body=json.dumps(BODY)), "en")
        page = ArticlePage.objects.get(pk=translation.page_id)
        with pytest.raises(PublishPagePermissionError, match="3 of 3 segments"):
            page.latest_revision.publish(user=superuser)
        with django_assert_num_queries(0):
            assert refusal(page, superuser, None) == ""  # a list of a thousand pages asks for each

    def test_a_page_that_follows_no_source_is_its_editors(self, article, superuser):
        published(article.get_parent().specific)
        translation = begun(article)
        Translation.objects.filter(pk=translation.pk).update(is_synced=False)
        ArticlePage.objects.get(pk=translation.page_id).latest_revision.publish(user=superuser)
        assert Page.objects.get(pk=translation.page_id).live


def test_a_question_is_published_where_readers_ask(homes, superuser):
    translation = begun(add_question("May I return it?", "<p>Yes.</p>"))
    with pytest.raises(NotPublishable):
        translation_publish(translation, user=superuser)
    say_all(translation)
    translation_publish(translation, user=superuser)
    own = Question.objects.get(pk=translation.object_id)
    assert (own.live, own.question, own.answer[0].value.source) == (True, "fa May I return it?", "<p>fa Yes.</p>")


class TestADateToCome:
    """Approved now, read later: until then readers have what they had."""

    SOON = timedelta(days=3)

    @pytest.fixture
    def scheduled(self, whole, superuser):
        return self.dated(whole, superuser)

    def dated(self, row, user):
        draft_save(row, user=user)
        latest = ArticlePage.objects.get(pk=row.page_id).get_latest_revision_as_object()
        latest.go_live_at = timezone.now() + self.SOON
        latest.save_revision()
        translation_publish(row, user=user)
        row.refresh_from_db()
        return row

    def changed(self, article):
        """The source is published anew, and merged."""
        page = ArticlePage.objects.get(pk=article.pk)
        page.title = "Bring it all back to us"
        revision = page.save_revision()
        change_say(revision=revision, level=Level.MAJOR, is_ready=True, note="", user=None)
        revision.publish()
        return revision

    def test_is_not_noted_as_published(self, scheduled):
        page = ArticlePage.objects.get(pk=scheduled.page_id)
        assert (page.live, scheduled.published, scheduled.based_on) == (False, None, 0)
        assert scheduled.stage != Stage.PUBLISHED
        assert not scheduled.events.filter(what=TranslationEvent.What.PUBLISHED).exists()

    def test_leaves_the_text_that_readers_have_as_old_as_it_is(self, whole, article, superuser):
        translation_publish(whole, user=superuser)
        self.changed(article)
        translation_sync(whole)
        say_all(whole, user=None)
        row = self.dated(whole, superuser)
        assert (row.level, row.based_on) == (Level.MAJOR, article.live_revision_id)

    def test_then_it_says_the_state_of_its_source_that_it_was_made_of(
        self, scheduled, article, superuser, django_capture_on_commit_callbacks
    ):
        self.changed(article)
        translation_sync(scheduled)
        with time_machine.travel(timezone.now() + 2 * self.SOON), django_capture_on_commit_callbacks(execute=True):
            call_command("publish_scheduled", verbosity=0)
        scheduled.refresh_from_db()
        assert ArticlePage.objects.get(pk=scheduled.page_id).title == "fa Send it back"
        assert (scheduled.stage, scheduled.based_on, scheduled.level) == (
            Stage.PUBLISHED,
            article.live_revision_id,
            Level.MAJOR,
        )
        assert (scheduled.scheduled, scheduled.scheduled_on) == (0, 0)

    def test_taken_back_it_is_forgotten(self, scheduled):
        revision = ArticlePage.objects.get(pk=scheduled.page_id).scheduled_revision
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        scheduled.refresh_from_db()
        assert scheduled.scheduled == 0
