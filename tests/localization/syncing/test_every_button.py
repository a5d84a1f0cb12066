"""Every button that publishes, Wagtail's and ours, pressed at a translation that is not finished: readers get none of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from faq_blocks.models import Question
from localization.models import Translation
from localization.rendering import draft_save
from localization.review.stamp import words_stamp
from localization.syncing import translation_sync
from tests.faq_blocks.library import add_question
from tests.localization.syncing.site import begun, draft_of, form_of, page_of, saved, written

pytestmark = pytest.mark.django_db

SECRET = "پیش‌نویس"


def edited(row, client, **more):
    """Send Wagtail's editor of the page, as its buttons do."""
    return client.post(reverse("wagtailadmin_pages:edit", args=[row.page_id]), {**form_of(draft_of(row)), **more})


def by_publish(row, client, user):
    assert edited(row, client, **{"action-publish": "1"}).status_code == 302


def by_publish_of_many(row, client, user):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={row.page_id}", {"include_descendants": "on"})


def by_a_date(row, client, user):
    go_live = (timezone.now() + timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    edited(row, client, **{"action-publish": "1", "go_live_at": go_live})
    assert not page_of(row).revisions.exclude(approved_go_live_at=None).exists()
    call_command("publish_scheduled", verbosity=0)


def by_a_workflow(row, client, user):
    edited(row, client, **{"action-submit": "1"})
    for state in WorkflowState.objects.active().for_instance(page_of(row)):
        address = reverse("wagtailadmin_pages:workflow_action", args=[row.page_id, "approve", state.current_task_state_id])
        client.post(address, {"comment": ""})


def by_the_admins_api(row, client, user):
    client.post(reverse("wagtailadmin_api:pages:action", args=[row.page_id, "publish"]), content_type="application/json")


def by_an_old_version(row, client, user):
    old = page_of(row).revisions.order_by("pk").last()
    client.get(reverse("wagtailadmin_pages:revisions_revert", args=[row.page_id, old.pk]))
    edited(row, client, **{"action-publish": "1", "revision": str(old.pk)})


def by_the_api_of_old_versions(row, client, user):
    old = page_of(row).revisions.order_by("pk").last()
    address = reverse("wagtailadmin_api:pages:action", args=[row.page_id, "revert_to_page_revision"])
    client.post(address, {"revision_id": old.pk}, content_type="application/json")


def by_a_page_that_shows_it(row, client, user):
    parent = page_of(row).get_parent().pk
    address = reverse("wagtailadmin_api:pages:action", args=[row.page_id, "create_alias"])
    client.post(address, {"destination_page_id": parent, "update_slug": "shown"}, content_type="application/json")


def by_copying(row, client, user):
    address = reverse("wagtailadmin_pages:copy", args=[row.page_id])
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page_of(row).get_parent().pk, "publish_copies": "on"}
    client.post(address, form)


def _by_ours(do):
    def press(row, client, user):
        assert client.post(reverse("localization_admin:edit", args=[row.pk]), {"do": do}).status_code in (200, 302)

    return press


def _by_the_review(do):
    def press(row, client, user):
        form = {"do": do, "seen": words_stamp(row), "note": "Now."}
        assert client.post(reverse("localization_admin:review", args=[row.pk]), form).status_code in (200, 302)

    return press


def by_asking_again(row, client, user):
    form = {"do": "request", "page": row.page_id, "languages": [row.locale_id], "with_descendants": "on"}
    assert client.post(reverse("localization_admin:request"), form).status_code in (200, 302)


def by_the_machine(row, client, user):
    assert client.post(reverse("localization_admin:machine_page", args=[row.pk])).status_code in (200, 302)


BUTTONS = {
    "publish": by_publish,
    "publish many": by_publish_of_many,
    "a date": by_a_date,
    "a workflow": by_a_workflow,
    "the admin's API": by_the_admins_api,
    "an old version": by_an_old_version,
    "the API of versions": by_the_api_of_old_versions,
    "an alias": by_a_page_that_shows_it,
    "copy and publish": by_copying,
    "our save": _by_ours("save"),
    "our draft": _by_ours("draft"),
    "our submit": _by_ours("submit"),
    "our publish": _by_ours("publish"),
    "approve": _by_the_review("approve"),
    "submit in review": _by_the_review("submit"),
    "ask again": by_asking_again,
    "machine": by_the_machine,
}


@pytest.fixture
def pressed(client, superuser, django_capture_on_commit_callbacks):
    """Press a button as somebody who may do everything, and let the worker do what follows."""

    def press(name, row):
        client.force_login(superuser)
        with django_capture_on_commit_callbacks(execute=True):
            BUTTONS[name](row, client, superuser)
        client.logout()

    return press


@pytest.mark.parametrize("name", BUTTONS)
def test_a_page_that_was_never_published_is_read_by_nobody(translation, client, pressed, name):
    written(translation, "Refunds", SECRET)
    draft_save(translation, user=None)
    pressed(name, Translation.objects.get(pk=translation.pk))
    page = page_of(translation)
    told = client.get(page.url).content.decode()
    assert not page.live and SECRET not in told
    above = page.get_parent()
    assert not above.get_descendants().filter(live=True, title=SECRET).exists()


@pytest.mark.parametrize("name", BUTTONS)
def test_of_a_live_page_readers_go_on_with_what_was_published(source, live, client, pressed, name):
    saved(source, title="Money back")
    translation_sync(live)
    written(live, "Write to us.", SECRET)
    draft_save(live, user=None)
    pressed(name, Translation.objects.get(pk=live.pk))
    page = page_of(live)
    told = client.get(page.url).content.decode()
    assert page.live and page.title == "fa Refunds"
    assert SECRET not in told and "fa Refunds" in told and "fa Write to us." in told


def test_what_was_approved_for_a_date_comes_then_whatever_its_source_says_by_now(source, live):
    """And it keeps nothing else that waits for that minute from being published."""
    latest = draft_of(live)
    latest.go_live_at = timezone.now() + timedelta(hours=1)
    revision = latest.save_revision()
    revision.publish()
    saved(source, title="Money back")
    translation_sync(live)
    assert page_of(live).revisions.filter(pk=revision.pk).exclude(approved_go_live_at=None).exists()
    page_of(live).revisions.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert page_of(live).live and page_of(live).title == "fa Refunds"


class TestWhatIsTypedInThePagesEditor:
    def test_is_published_from_there_once_all_is_said(self, live, translation, superuser, client):
        """A translation that was written in the page's own editor alone."""
        page = page_of(translation)
        client.force_login(superuser)
        form = form_of(draft_of(translation))
        form["title"] = "برگشت پول"
        for name, value in form.items():
            if name.startswith("body-") and name.endswith("-value"):
                form[name] = _said_otherwise(value)
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form, "action-save": "1"})
        assert answer.status_code == 302
        from content.publishing import refusal_of

        page = page_of(translation)
        assert "segments are not translated" not in refusal_of(page, superuser, page.latest_revision)
        translation.refresh_from_db()
        assert (translation.units_done, translation.units_total) == (4, 4)

    def test_saved_once_more_into_the_same_version_it_is_not_lost(self, live, superuser):
        """Wagtail's editor saves every now and then while one types, always into one version."""
        first = draft_of(live)
        first.title = "نیمه"
        revision = first.save_revision(user=superuser)
        translation_sync(live)
        again = draft_of(live)
        again.title = "تمام"
        again.save_revision(user=superuser, overwrite_revision=page_of(live).latest_revision)
        assert page_of(live).latest_revision_id == revision.pk
        draft_save(Translation.objects.get(pk=live.pk), user=superuser)
        assert live.units.get(path="title").text == "تمام"
        assert draft_of(live).title == "تمام"


def _said_otherwise(value: str) -> str:
    said = {"Pay by card.": "با کارت بپردازید.", "Wait three days.": "سه روز صبر کنید.", "Write to us.": "بنویسید."}
    for source, text in said.items():
        value = value.replace(source, text)
    return value


class TestQuestions:
    """No pages, and yet with drafts: their buttons ask as well."""

    @pytest.fixture
    def question(self, homes, persian):
        row = begun(add_question("May I return it?", "<p>Yes.</p>"), persian)
        written(row, "May I return it?", SECRET)
        draft_save(row, user=None)
        return Translation.objects.get(pk=row.pk)

    def is_live(self, row) -> bool:
        return Question.objects.get(pk=row.object_id).live

    def test_publish_many_leaves_them(self, question, client, superuser):
        client.force_login(superuser)
        address = reverse("wagtail_bulk_action", args=["faq_blocks", "question", "publish"])
        client.post(f"{address}?id={question.object_id}")
        assert not self.is_live(question)

    def test_their_editors_publish_keeps_a_draft_and_says_why(self, question, superuser, rf):
        from django.contrib.messages.storage.fallback import FallbackStorage

        from content.publishing import refused_in_snippet_editor

        request = rf.post("/")
        request.user, request.session = superuser, {}
        request._messages = FallbackStorage(request)
        thing = Question.objects.get(pk=question.object_id)
        answer = refused_in_snippet_editor(request, thing)
        assert answer is not None and answer.status_code == 302
        assert "Not published" in str(next(iter(request._messages)))

    def test_another_workflow_does_not_publish_them(self, question, superuser):
        from types import SimpleNamespace

        from django.core.exceptions import PermissionDenied

        from content.approving import approved_publish

        thing = Question.objects.get(pk=question.object_id)
        state = SimpleNamespace(content_object=thing, workflow_id=0)
        with pytest.raises(PermissionDenied):
            approved_publish(state, superuser)
        assert not self.is_live(question)
