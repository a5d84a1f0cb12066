"""What becomes of translations when their source is unpublished, deleted or copied: offered where an editor did it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale

from accounts.models import User
from content.publishing import refusal_of
from home.models import PlainPage
from localization.deciding.selectors import offers_for
from localization.deciding.services import place_take
from localization.models import BackgroundRun, Translation
from localization.refusing import NotAllowed
from localization.rendering import translation_publish
from tests.conftest import _user
from tests.localization.work.cast import again, person
from tests.localization.working import begun, say_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(page) -> Any:
    return published(page)


def published(page, code: str = "fa") -> Any:
    row = begun(page, code)
    say_all(row, lambda words: f"متن {'آ' * len(words)}")
    translation_publish(row, user=None)
    return row


@pytest.fixture
def editing(client, editor: User):
    client.force_login(editor)
    return client


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def shown(client, page) -> str:
    return client.get(edit(page)).content.decode()


def address(name: str, *args) -> str:
    return reverse(f"localization_admin:{name}", args=args)


def fresh(page) -> PlainPage:
    return PlainPage.objects.get(pk=page.pk)


class TestUnpublished:
    def test_whoever_unpublishes_is_told_and_finds_the_button_later(self, editing, page, live):
        response = editing.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), follow=True)
        where = address("unpublish_translations", page.translation_key)
        assert "Readers still have 1 translation of it." in response.content.decode()
        assert where in response.content.decode()
        assert where in shown(editing, page)

    def test_who_unpublishes_a_translation_is_not_asked_about_the_others(self, editing, page, live):
        """They are translations of the source, which readers still have."""
        other = published(page, "id")
        response = editing.post(reverse("wagtailadmin_pages:unpublish", args=[live.page_id]), follow=True)
        assert not fresh(live.page).live and fresh(other.page).live
        assert "Readers still have" not in response.content.decode()

    def test_the_button_unpublishes_and_keeps_the_words(self, editing, page, live):
        fresh(page).unpublish()
        where = address("unpublish_translations", page.translation_key)
        assert live.page.title in editing.get(where).content.decode()
        editing.post(where)
        live.refresh_from_db()
        assert not fresh(live.page).live
        assert live.units_done == live.units_total
        assert editing.get(where).status_code == 404

    def test_nothing_is_offered_while_readers_have_the_source(self, page, live, editor):
        assert offers_for(fresh(page), None, editor) == []

    def test_the_address_does_nothing_then(self, editing, page, live):
        assert editing.post(address("unpublish_translations", page.translation_key)).status_code == 404
        assert fresh(live.page).live

    def test_who_may_not_unpublish_them_cannot(self, client, page, live, translator):
        fresh(page).unpublish()
        client.force_login(translator)
        assert client.post(address("unpublish_translations", page.translation_key)).status_code == 404
        assert fresh(live.page).live


class TestDeleted:
    def test_whoever_deletes_is_told_which_can_take_its_place(self, client, page, live, superuser):
        client.force_login(superuser)
        response = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
        assert "1 translation of it stays" in response.content.decode()
        assert address("become_source", live.pk) in response.content.decode()

    def test_a_lead_makes_it_the_original(self, client, page, live, lead):
        other = begun(page, "id")
        fresh(page).delete()
        client.force_login(lead)
        where = address("become_source", live.pk)
        assert where in shown(client, live.page)
        assert client.get(where).status_code == 200
        client.post(where)
        other.refresh_from_db()
        assert other.source_locale.language_code == "fa"
        text = shown(client, live.page)
        assert "Translated from" not in text
        assert 'name="translation-ready"' in text  # it is asked what a source is asked

    def test_what_readers_do_not_have_yet_can_go_on_by_itself(self, client, page, lead):
        row = begun(page)
        fresh(page).delete()
        client.force_login(lead)
        text = shown(client, row.page)
        assert address("become_source", row.pk) not in text
        assert address("follow", row.pk) in text
        client.post(address("follow", row.pk), {"do": "start"})
        client.post(address("follow", row.pk), {"do": "stop"})
        row.refresh_from_db()
        assert not row.is_synced
        assert refusal_of(fresh(row.page), again(lead)) == ""

    def test_a_translator_does_not(self, client, page, live, translator):
        fresh(page).delete()
        live.refresh_from_db()
        client.force_login(translator)
        assert client.post(address("become_source", live.pk)).status_code == 404
        with pytest.raises(NotAllowed):
            place_take(translation=live, user=again(translator))

    def test_not_while_the_source_is_there(self, client, live, lead):
        client.force_login(lead)
        assert client.get(address("become_source", live.pk)).status_code == 404


class TestCopied:
    def copied(self, client, page, **data):
        form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk, **data}
        return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form, follow=True)

    def test_whoever_copies_is_asked(self, editing, page, live):
        response = self.copied(editing, page)
        copy = PlainPage.objects.get(slug="copy")
        assert address("copy_translations", page.pk, copy.pk) in response.content.decode()

    def test_nobody_is_asked_where_there_is_nothing_to_copy(self, editing, page):
        self.copied(editing, page)
        copy = PlainPage.objects.get(slug="copy")
        assert editing.get(address("copy_translations", page.pk, copy.pk)).status_code == 404

    def test_the_copy_gets_drafts_with_the_same_words(self, editing, page, live):
        copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"})
        where = address("copy_translations", page.pk, copy.pk)
        assert editing.get(where).status_code == 200
        editing.post(where)
        row: Any = Translation.objects.get(translation_key=copy.translation_key)
        assert not row.page.live
        assert "متن " + "آ" * 31 in row.units.values_list("text", flat=True)

    def test_a_copied_subtree_is_done_by_the_worker(self, editing, page, live, home, django_capture_on_commit_callbacks):
        from tests.factories import add_page

        below = add_page(page, PlainPage, "Holidays", summary="We are closed.")
        published(below)
        copy = fresh(page).copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
        with django_capture_on_commit_callbacks(execute=True):
            response = editing.post(address("copy_translations", page.pk, copy.pk))
        run = BackgroundRun.objects.get(kind="copies")
        assert response.url == address("run", run.pk)
        assert (run.state, run.done) == ("done", 2)
        child = copy.get_children().get()
        row: Any = Translation.objects.get(translation_key=child.translation_key)
        assert "متن " + "آ" * 14 in row.units.values_list("text", flat=True)
        assert row.page.get_parent().translation_key == copy.translation_key

    def test_what_is_not_for_somebody_is_not_copied(self, client, page, live):
        copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"})
        client.force_login(_user("outside"))
        assert client.post(address("copy_translations", page.pk, copy.pk)).status_code in {302, 403, 404}
        assert not Translation.objects.filter(translation_key=copy.translation_key).exists()


class TestFollowing:
    def test_a_lead_stops_and_starts(self, client, live, lead):
        client.force_login(lead)
        where = address("follow", live.pk)
        assert "Stop following the original" in shown(client, live.page)
        client.post(where, {"do": "stop"})
        live.refresh_from_db()
        assert not live.is_synced
        assert "Follow the original again" in shown(client, live.page)
        client.post(where, {"do": "start"})
        live.refresh_from_db()
        assert live.is_synced

    def test_a_reviewer_does_not(self, client, live, reviewer):
        """What follows nothing is published without a review."""
        client.force_login(reviewer)
        client.post(address("follow", live.pk), {"do": "stop"})
        live.refresh_from_db()
        assert live.is_synced

    def test_a_lead_of_another_language_does_not(self, client, live):
        client.force_login(person("rani", "leads", code="id"))
        client.post(address("follow", live.pk), {"do": "stop"})
        live.refresh_from_db()
        assert live.is_synced

    def test_a_pressed_link_changes_nothing(self, client, live, lead):
        client.force_login(lead)
        assert client.get(address("follow", live.pk)).status_code == 405
        assert Locale.objects.filter(language_code="fa").exists()
        live.refresh_from_db()
        assert live.is_synced
