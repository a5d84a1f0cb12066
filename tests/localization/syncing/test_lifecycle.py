"""What becomes of translations when their source or their own page is published, deleted, moved, unpublished or copied."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from wagtail.models import Locale, Page

from content.audiences import Audience
from kb.models import ArticlePage, CategoryPage
from localization.models import JobItem, Stage, Translation, TranslationEvent, TranslationJob
from localization.rendering import is_publishable
from localization.stages import submit
from localization.syncing import source_become, translation_sync, translations_copy, translations_unpublish
from localization.syncing.lifecycle import NotPossible
from tests.factories import add_page
from tests.localization.syncing.site import (
    BODY,
    TWO,
    all_texts,
    begun,
    draft_of,
    living,
    page_of,
    published,
    rich,
    said,
    saved,
    translated,
)

pytestmark = pytest.mark.django_db


def events(row) -> list[str]:
    return list(TranslationEvent.objects.filter(translation=row).order_by("pk").values_list("what", flat=True))


class TestPublishing:
    def test_publishing_a_source_syncs_its_translations_by_itself(self, source, live, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            saved(source, body=[BODY[0], rich(TWO, "Write to us today.")])
        assert "Write to us today." in said(live)

    def test_a_draft_of_a_source_does_not(self, source, live, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            saved(source, publish=False, title="Money back")
        assert "Money back" not in said(live)

    def test_publishing_the_translated_page_in_its_editor_takes_over_what_was_written(
        self, live, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            saved(page_of(live), title="عنوان")
        assert said(live)["Refunds"] == "عنوان"

    def test_a_published_snippet_syncs_its_translations(self, homes, persian, superuser, django_capture_on_commit_callbacks):
        from tests.faq_blocks.library import add_question

        question = add_question("May I return it?", "<p>Yes.</p>")
        row = begun(question, persian)
        with django_capture_on_commit_callbacks(execute=True):
            question.question = "May I send it back?"
            if hasattr(question, "save_revision"):
                question.save_revision().publish()
            else:
                question.save()
        assert "May I send it back?" in said(row)


class TestDeletingASource:
    def test_its_translations_stay_live_and_are_marked(self, source, live, client):
        ArticlePage.objects.get(pk=source.pk).delete()
        live.refresh_from_db()
        assert live.is_source_gone and page_of(live).live
        assert client.get(page_of(live).url).status_code == 200
        assert events(live)[-1] == "source_gone"

    def test_a_source_deleted_while_it_is_translated_ends_no_work(self, source, translation, superuser):
        """The words stay, saving goes on, a sync says so, and publishing says why not."""
        row = translation
        unit = living(row)[0]
        ArticlePage.objects.get(pk=source.pk).delete()
        from localization.units import unit_write

        unit_write(unit=unit, text="نوشته", user=superuser)
        assert translation_sync(row).what == "source gone"
        assert "نوشته" in all_texts(row)
        row.refresh_from_db()
        assert any("deleted" in problem for problem in is_publishable(row))

    def test_another_language_can_take_its_place(self, source, live, superuser):
        other = begun(source, Locale.objects.get(language_code="id"))
        translated(other, superuser)
        ArticlePage.objects.get(pk=source.pk).delete()
        assert [row.pk for row in source_become(live, user=superuser)] == [other.pk]
        other.refresh_from_db()
        assert (other.source_locale_id, other.is_source_gone) == (live.locale_id, False)
        assert said(other)["fa Write to us."] == "fa Write to us."
        assert {unit.state for unit in living(other)} == {"done"}
        saved(page_of(live), body=[rich(TWO, "fa Write to us.")])
        assert translation_sync(other).binned == 2

    def test_what_takes_its_place_is_nobodys_work_any_more(self, source, live, superuser):
        """It was in review: nobody would find it there, its page would stay locked and its job open."""
        saved(source, title="Money back")
        translation_sync(live)
        translated(live, None)
        live.assignee, live.due = superuser, date(2026, 12, 1)
        live.save()
        submit(live, user=superuser)
        job = TranslationJob.objects.create(title="All")
        item = JobItem.objects.create(job=job, translation=live)
        ArticlePage.objects.get(pk=source.pk).delete()
        source_become(Translation.objects.get(pk=live.pk), user=superuser)
        live.refresh_from_db()
        item.refresh_from_db()
        assert (live.stage, live.assignee, live.due) == (Stage.PUBLISHED, None, None)
        assert item.done is not None
        assert page_of(live).current_workflow_state is None
        assert "returned" not in events(live)

    def test_not_while_the_source_is_there(self, live, superuser):
        with pytest.raises(NotPossible, match="still there"):
            source_become(live, user=superuser)

    def test_not_before_it_is_live(self, source, translation, superuser):
        ArticlePage.objects.get(pk=source.pk).delete()
        with pytest.raises(NotPossible, match="Publish"):
            source_become(translation, user=superuser)


class TestUnpublishingASource:
    def test_its_translations_stay_live_and_it_is_noted(self, source, live):
        source.unpublish()
        assert page_of(live).live
        assert events(live)[-1] == "hidden"

    def test_unless_the_site_wants_them_gone_with_it(self, source, live, settings, django_capture_on_commit_callbacks):
        settings.SANAD_UNPUBLISH_TRANSLATIONS = True
        with django_capture_on_commit_callbacks(execute=True):
            source.unpublish()
        assert not page_of(live).live
        live.refresh_from_db()
        assert (live.stage, live.published, live.based_on) == (Stage.TRANSLATING, None, 0)
        assert said(live)["Refunds"] == "fa Refunds"

    def test_somebody_can_ask_for_it(self, source, live, superuser):
        assert translations_unpublish(source.translation_key, user=superuser) == 1
        assert not page_of(live).live


class TestMovingASource:
    def test_its_translations_move_along_with_redirects(
        self, home, source, live, persian, superuser, client, django_capture_on_commit_callbacks
    ):
        other = add_page(home, CategoryPage, "Money")
        published(begun(other, persian), superuser)
        old = page_of(live).url
        with django_capture_on_commit_callbacks(execute=True):
            source.move(other, pos="last-child")
        page = page_of(live)
        assert page.get_parent().translation_key == other.translation_key
        assert events(live)[-1] == "moved"
        assert client.get(old).headers["Location"] == page.url
        assert Page.find_problems() == ([], [], [], [], [])

    def test_they_stay_where_the_new_place_is_not_translated(self, home, source, live, django_capture_on_commit_callbacks):
        other = add_page(home, CategoryPage, "Money")
        before = page_of(live).path
        with django_capture_on_commit_callbacks(execute=True):
            source.move(other, pos="last-child")
        assert page_of(live).path == before
        assert events(live)[-1] == "stayed"

    def test_they_stay_where_somebody_put_them_elsewhere(
        self, home, homes, source, live, persian, superuser, django_capture_on_commit_callbacks
    ):
        other = add_page(home, CategoryPage, "Money")
        published(begun(other, persian), superuser)
        apart = add_page(homes["fa"], CategoryPage, "جدا")
        page_of(live).move(apart, pos="last-child")
        with django_capture_on_commit_callbacks(execute=True):
            source.move(other, pos="last-child")
        assert page_of(live).get_parent().pk == apart.pk

    def test_where_fewer_may_read_no_translation_stays_open_to_all(
        self, home, source, live, superuser, client, django_capture_on_commit_callbacks
    ):
        strict = add_page(home, CategoryPage, "For agents", audience=Audience.AGENT)
        old = page_of(live).url
        assert client.get(old).status_code == 200
        with django_capture_on_commit_callbacks(execute=True):
            source.move(strict, pos="last-child")
        live.refresh_from_db()
        assert (page_of(live).live, live.published, events(live)[-1]) == (False, None, "closed")
        assert client.get(old).status_code == 404
        with override("en"):  # the request has left its language behind
            assert any("Fewer people may read" in problem for problem in is_publishable(live))
        assert said(live)["Refunds"] == "fa Refunds"

    def test_nor_where_it_cannot_move_along_for_its_address_is_taken(
        self, home, source, live, persian, superuser, django_capture_on_commit_callbacks
    ):
        strict = add_page(home, CategoryPage, "For agents", audience=Audience.AGENT)
        published(begun(strict, persian), superuser)
        twin = CategoryPage.objects.get(translation_key=strict.translation_key, locale=persian)
        add_page(twin, ArticlePage, "Another", slug=page_of(live).slug)
        with django_capture_on_commit_callbacks(execute=True):
            source.move(strict, pos="last-child")
        assert not page_of(live).live
        assert events(live)[-2:] == ["stayed", "closed"]

    def test_an_address_that_is_taken_in_one_language_keeps_no_other_from_moving(
        self, home, source, category, live, persian, superuser, django_capture_on_commit_callbacks
    ):
        other, indonesian = add_page(home, CategoryPage, "Money"), Locale.objects.get(language_code="id")
        for locale in (persian, indonesian):
            published(begun(other, locale), superuser)
        published(begun(category, indonesian), superuser)
        second = published(begun(source, indonesian), superuser)
        twin = CategoryPage.objects.get(translation_key=other.translation_key, locale=persian)
        add_page(twin, ArticlePage, "Another", slug=page_of(live).slug)
        with django_capture_on_commit_callbacks(execute=True):
            source.move(other, pos="last-child")
        assert (events(live)[-1], events(second)[-1]) == ("stayed", "moved")
        assert TranslationEvent.objects.filter(translation=live).latest("pk").note

    def test_nor_do_those_of_pages_below(self, home, category, live, superuser, client, django_capture_on_commit_callbacks):
        strict = add_page(home, CategoryPage, "For agents", audience=Audience.AGENT)
        old = page_of(live).url
        with django_capture_on_commit_callbacks(execute=True):
            category.move(strict, pos="last-child")
        assert client.get(old).status_code == 404
        assert not page_of(live).get_parent().live

    def test_below_an_equally_strict_translation_they_stay_live(
        self, home, source, live, persian, superuser, client, django_capture_on_commit_callbacks
    ):
        strict = add_page(home, CategoryPage, "For agents", audience=Audience.AGENT)
        published(begun(strict, persian), superuser)
        with django_capture_on_commit_callbacks(execute=True):
            source.move(strict, pos="last-child")
        assert page_of(live).live and page_of(live).effective_audience == Audience.AGENT
        assert client.get(page_of(live).url).status_code != 200

    def test_sorting_moves_nothing(self, source, category, live, django_capture_on_commit_callbacks):
        add_page(category, ArticlePage, "First")
        before = page_of(live).path
        with django_capture_on_commit_callbacks(execute=True):
            source.move(category, pos="first-child")
        assert page_of(live).path == before


class TestCopyingASource:
    def test_a_copy_is_no_translation_of_anything(self, source, live):
        copy = source.copy(update_attrs={"slug": "copy"})
        assert copy.translation_key != source.translation_key
        assert not Translation.objects.filter(translation_key=copy.translation_key).exists()

    def test_its_translations_are_copied_when_asked_for(self, source, live, superuser):
        copy = source.copy(update_attrs={"slug": "copy", "title": "Refunds again"})
        (row,) = translations_copy(ArticlePage.objects.get(pk=source.pk), ArticlePage.objects.get(pk=copy.pk), user=superuser)
        assert said(row)["Write to us."] == "fa Write to us."
        assert said(row)["Refunds again"] == ""
        assert not page_of(row).live
        assert {unit.origin for unit in living(row) if unit.text} == {"human"}


class TestDeletingATarget:
    def test_its_words_stay_and_come_back_when_it_is_asked_for_again(self, source, live, superuser):
        saved(page_of(live), publish=False, title="عنوان")  # only the page knows it
        page_of(live).delete()
        live.refresh_from_db()
        assert (live.page, live.object_id, live.stage, live.published) == (None, "", Stage.TRANSLATING, None)
        assert "عنوان" in all_texts(live)
        again = begun(source, live.locale)
        assert again.pk == live.pk
        assert draft_of(again).title == "عنوان" and not page_of(again).live

    def test_with_its_category(self, source, category, live, superuser):
        above = Translation.objects.get(translation_key=category.translation_key)
        CategoryPage.objects.get(pk=above.page_id).delete()
        live.refresh_from_db()
        assert live.page is None and said(live)["Refunds"] == "fa Refunds"

    def test_a_sync_does_not_bring_the_page_back(self, source, live):
        page_of(live).delete()
        saved(source, title="Money back")
        translation_sync(live)
        live.refresh_from_db()
        assert live.page is None and "Money back" in said(live)

    def test_an_unpublished_target_is_written_down_as_such(self, live):
        page_of(live).unpublish()
        live.refresh_from_db()
        assert (live.stage, live.published) == (Stage.TRANSLATING, None)
