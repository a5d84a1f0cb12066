from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, TaskState, WorkflowState, WorkflowTask

from localization.models import Kind, Stage, TranslationEvent, TranslationReviewTask, Unit
from localization.review.stamp import words_stamp, wrote_any
from localization.review.workflow import review_state, review_workflow
from localization.stages import NotAllowed, approve, send_back, submit
from localization.targets import target_of
from localization.teams import team_ensure
from localization.units import unit_confirm, unit_write
from tests.kb.editing import form_of
from tests.localization.work.cast import locale, person, reload, write_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(translation, translator):
    write_all(translation, translator)
    return submit(translation, user=translator)


def action_url(translation, action):
    state: Any = review_state(translation)
    return reverse("wagtailadmin_pages:workflow_action", args=[translation.page_id, action, state.pk])


def test_each_language_has_one_workflow_with_one_task(homes):
    first: Any = review_workflow(locale("fa"))
    assert review_workflow(locale("fa")) == first
    assert [task.specific for task in first.tasks] == [TranslationReviewTask.objects.get(locale=locale("fa"))]
    assert review_workflow(locale("ar")) != first


def test_submitting_starts_the_workflow_with_the_latest_draft(submitted):
    state: Any = review_state(submitted)
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert state.revision_id == submitted.page.latest_revision_id
    assert state.stamp == words_stamp(submitted)


def test_the_page_is_locked_for_translators_while_it_is_reviewed(submitted, translator, reviewer):
    page = submitted.page.specific
    assert page.permissions_for_user(translator).page_locked()
    assert not page.permissions_for_user(reviewer).page_locked()


def test_reviewers_find_it_on_the_first_page_of_the_admin_and_others_do_not(submitted, client, reviewer):
    client.force_login(reviewer)
    assert action_url(submitted, "approve") in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(person("arab", "reviewers", code="ar"))
    assert action_url(submitted, "approve") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_wagtails_approve_publishes_the_words_of_the_translation(submitted, client, reviewer):
    client.force_login(reviewer)
    client.post(action_url(submitted, "approve"))
    row = reload(submitted)
    assert row.stage == Stage.PUBLISHED
    assert row.page.live and row.page.title.startswith("متن")
    assert WorkflowState.objects.for_instance(row.page).get().status == WorkflowState.STATUS_APPROVED


def test_wagtails_send_back_needs_a_reason_and_brings_it_back(submitted, client, reviewer):
    client.force_login(reviewer)
    client.post(action_url(submitted, "reject"), {"comment": ""})
    assert reload(submitted).stage == Stage.REVIEW
    client.post(action_url(submitted, "reject"), {"comment": "Shorter, please."})
    assert reload(submitted).stage == Stage.TRANSLATING
    assert TranslationEvent.objects.get(translation=submitted, what="returned").note == "Shorter, please."


def test_wagtails_approve_of_words_that_changed_leads_to_the_review_page(submitted, client, reviewer):
    unit = Unit.objects.filter(translation=submitted, kind=Kind.TEXT)[0]
    unit_write(unit=unit, text="متن دیگر", user=person("other", "reviewers"))
    client.force_login(reviewer)
    response = client.post(action_url(submitted, "approve"))
    assert response.url == reverse("localization_admin:review", args=[submitted.pk]) + "?again=1"
    row = reload(submitted)
    assert (row.stage, row.page.live) == (Stage.REVIEW, False)
    state: Any = review_state(row)
    assert state.revision_id == row.page.latest_revision_id
    assert state.stamp == words_stamp(row)


def test_a_new_draft_becomes_the_one_under_review(submitted, superuser):
    revision = submitted.page.specific.save_revision(user=superuser)
    state: Any = review_state(reload(submitted))
    assert state.revision_id == revision.pk


def test_wagtails_approve_is_not_offered_for_ones_own_words(translation, client, reviewer):
    write_all(translation, reviewer)
    submit(translation, user=reviewer)
    client.force_login(reviewer)
    client.post(action_url(translation, "approve"))
    assert reload(translation).stage == Stage.REVIEW
    assert not Page.objects.get(pk=reload(translation).page_id).live


def test_a_translators_publish_does_not_pass_the_review(submitted, client, translator):
    client.force_login(translator)
    page = submitted.page.specific
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, title="Leak", **{"action-publish": "1"}))
    row = reload(submitted)
    assert not row.page.live
    assert row.stage == Stage.REVIEW


@pytest.fixture
def published(submitted, reviewer):
    approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    return reload(submitted)


def sent(row, **more):
    page = row.page.specific
    return reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, title="عنوان", summary="خلاصه", **more)


class TestThePagesOwnEditor:
    @pytest.mark.parametrize("button", ["action-submit", "action-restart-workflow"])
    def test_submitting_there_leads_to_the_team(self, client, published, translator, reviewer, button):
        client.force_login(translator)
        url, form = sent(published, **{button: "1"})
        assert client.post(url, form).url == url
        row = reload(published)
        assert row.stage == Stage.REVIEW
        assert getattr(review_state(row), "stamp", "") == words_stamp(row)
        assert set(row.units.filter(path__in=("title", "summary")).values_list("text", flat=True)) == {"عنوان", "خلاصه"}
        assert row.page.specific.permissions_for_user(translator).page_locked()
        assert approve(row, user=reviewer, seen=words_stamp(row)).stage == Stage.PUBLISHED
        assert reload(row).page.title == "عنوان"

    def test_what_is_not_done_is_kept_as_a_draft_and_not_submitted(self, client, published, translator):
        Unit.objects.filter(translation=published, path="title").update(state="outdated", new_source="Other hours")
        client.force_login(translator)
        page = published.page.specific
        url, form = sent(published, **{"action-submit": "1"})
        said = client.post(url, {**form, "title": page.title}, follow=True).content.decode()
        assert "not done yet" in said
        row = reload(published)
        assert row.stage != Stage.REVIEW
        assert not WorkflowState.objects.for_instance(page).active().exists()
        assert row.page.specific.get_latest_revision_as_object().summary == "خلاصه"

    def test_the_button_says_where_it_leads(self, client, published, translator):
        client.force_login(translator)
        said = client.get(sent(published)[0]).content.decode()
        assert "Submit for review" in said and "Submit to " not in said

    def test_other_pages_go_the_way_of_the_tree(self, client, page, superuser):
        client.force_login(superuser)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "Submit for review" not in client.get(url).content.decode()
        client.post(url, form_of(page, **{"action-submit": "1"}))
        assert WorkflowState.objects.for_instance(page).active().exists()

    def test_nobody_publishes_their_own_words_there(self, client, published, lead):
        client.force_login(lead)
        before = published.page.title
        url, form = sent(published, **{"action-publish": "1"})
        assert "Submit it for review" in client.post(url, form, follow=True).content.decode()
        row = reload(published)
        assert row.page.title == before
        assert row.page.specific.get_latest_revision_as_object().title == "عنوان"

    def test_without_four_eyes_they_do(self, client, published, lead):
        type(team_ensure(locale("fa"))).objects.update(has_four_eyes=False)
        client.force_login(lead)
        url, form = sent(published, **{"action-publish": "1"})
        client.post(url, form)
        assert reload(published).page.title == "عنوان"


def test_who_publishes_elsewhere_in_the_tree_does_not_pass_the_review(submitted, homes):
    from content.publishing import refusal_of

    author = person("author")
    assert "do not review" in refusal_of(submitted.page.specific, author)
    assert refusal_of(submitted.page.specific, None) == ""
    assert refusal_of(homes["fa"], author) == ""


def test_a_reviewers_publish_in_the_page_editor_ends_the_review(submitted, reviewer, django_capture_on_commit_callbacks):
    page = submitted.page.specific
    with django_capture_on_commit_callbacks(execute=True):
        page.get_latest_revision().publish(user=reviewer)
    row = reload(submitted)
    assert row.stage == Stage.PUBLISHED
    assert list(row.events.filter(what="published").values_list("user", flat=True)) == [page.get_latest_revision().user_id]
    assert not row.events.filter(what="returned").exists()


def test_an_approval_is_noted_as_one_publishing(submitted, reviewer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    assert submitted.events.filter(what="published").count() == 1


def test_a_cancelled_workflow_brings_the_translation_back_to_work(submitted, translator):
    submitted.page.specific.current_workflow_state.cancel(user=translator)
    assert reload(submitted).stage == Stage.TRANSLATING


def test_submitting_again_in_the_page_editor_is_a_review_too(submitted, reviewer, translator):
    send_back(submitted, user=reviewer, note="Once more.")
    submitted.page.specific.current_workflow_state.resume(user=translator)
    assert reload(submitted).stage == Stage.REVIEW
    row = approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))
    assert row.stage == Stage.PUBLISHED


def test_what_waits_in_another_workflow_is_not_submitted(translation, translator, superuser):
    page = translation.page.specific
    page.save_revision()
    page.get_workflow().start(page, superuser)
    write_all(translation, translator)
    with pytest.raises(NotAllowed, match="another workflow"):
        submit(translation, user=translator)
    assert reload(translation).stage != Stage.REVIEW


def test_where_the_workflow_is_switched_off_the_stages_work_without(translation, translator, reviewer):
    workflow: Any = review_workflow(locale("fa"))
    workflow.deactivate()
    write_all(translation, translator)
    submit(translation, user=translator)
    assert review_state(reload(translation)) is None
    assert approve(translation, user=reviewer, seen=words_stamp(reload(translation))).stage == Stage.PUBLISHED


def test_wagtail_sends_no_mails_of_its_own_about_it(
    translation, translator, reviewer, superuser, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        write_all(translation, translator)
        submit(translation, user=translator)
    assert [each.to for each in mail.outbox] == [[reviewer.email]]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        approve(translation, user=reviewer, seen=words_stamp(reload(translation)))
    assert [each.to for each in mail.outbox] == [[translator.email]]


def test_administrators_can_make_no_broken_task_by_hand(client, superuser, homes):
    client.force_login(superuser)
    url = reverse("wagtailadmin_workflows:add_task", args=["localization", "translationreviewtask"])
    response = client.post(url, {"name": "By hand"})
    assert response.status_code == 200
    assert not TranslationReviewTask.objects.filter(name="By hand").exists()


def test_questions_go_the_same_way(homes, translator, reviewer):
    from faq_blocks.models import Question
    from tests.faq_blocks.library import add_question
    from tests.localization.work.cast import translation_of

    question = add_question("Can I pay later?", "<p>Yes, you can.</p>")
    translation = translation_of(question)
    write_all(translation, translator)
    submit(translation, user=translator)
    assert review_state(reload(translation)) is not None
    assert approve(translation, user=reviewer, seen=words_stamp(reload(translation))).stage == Stage.PUBLISHED
    assert Question.objects.get(translation_key=question.translation_key, locale=locale("fa")).live


def test_submitting_in_the_editor_of_a_question_leads_to_the_team_too(client, homes, translator, reviewer, superuser):
    from tests.faq_blocks.admin import address, form
    from tests.faq_blocks.library import add_question
    from tests.localization.work.cast import translation_of

    translation = translation_of(add_question("Can I pay later?", "<p>Yes, you can.</p>"))
    write_all(translation, translator)
    submit(translation, user=translator)
    target = target_of(approve(translation, user=reviewer, seen=words_stamp(reload(translation))))
    client.force_login(superuser)
    assert "Submit for review" in client.get(address("edit", target.pk)).content.decode()
    said = form("پرسش تازه", "پاسخ تازه") | {"answer-0-id": target.answer[0].id, "slug": target.slug, "action-submit": "1"}
    text = client.post(address("edit", target.pk), said, follow=True).content.decode()
    assert "the reviewers are told" in text
    assert reload(translation).stage == Stage.REVIEW
    assert review_state(reload(translation)) is not None


class TestAFurtherStep:
    """Administrators may add one to the workflow of a language."""

    @pytest.fixture
    def boss(self, homes):
        group = Group.objects.create(name="Law")
        GroupApprovalTask.objects.create(name="Law").groups.add(group)
        workflow: Any = review_workflow(locale("fa"))
        WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.get(name="Law"), sort_order=1)
        boss = person("boss")
        boss.is_superuser = True
        boss.save()
        boss.groups.add(group)
        return boss

    @pytest.fixture
    def waiting(self, boss, submitted, reviewer):
        return approve(submitted, user=reviewer, seen=words_stamp(reload(submitted)))

    @pytest.fixture
    def press(self, client, boss):
        def press(row, action, **form):
            client.force_login(boss)
            state = row.page.specific.current_workflow_task_state
            return client.post(reverse("wagtailadmin_pages:workflow_action", args=[row.page_id, action, state.pk]), form)

        return press

    def test_publishes_what_was_reviewed(self, waiting, press):
        assert not reload(waiting).page.live
        press(waiting, "approve")
        assert reload(waiting).stage == Stage.PUBLISHED

    def test_is_not_passed_by_approving_twice(self, waiting, reviewer):
        with pytest.raises(NotAllowed, match="further step"):
            approve(waiting, user=reviewer, seen=words_stamp(reload(waiting)))
        assert not reload(waiting).page.live

    def test_sent_back_by_a_reviewer_ends_the_workflow(self, waiting, reviewer, translator):
        send_back(waiting, user=reviewer, note="Shorter.")
        assert not WorkflowState.objects.for_instance(waiting.page.specific).active().exists()
        submit(reload(waiting), user=translator)
        assert review_state(reload(waiting)) is not None

    def test_refused_there_it_goes_back_to_who_translates_and_through_the_review(self, waiting, press, translator):
        press(waiting, "reject", comment="Not like this.")
        row = reload(waiting)
        assert row.stage == Stage.TRANSLATING
        assert row.events.filter(what="returned").latest("pk").note == "Not like this."
        submit(row, user=translator)
        assert review_state(reload(row)) is not None

    def test_publishes_nothing_that_was_written_since(self, waiting, press):
        unit = Unit.objects.filter(translation=waiting, kind=Kind.TEXT)[0]
        unit_write(unit=unit, text="متن دیگر", user=person("other", "reviewers"))
        assert press(waiting, "approve").status_code in (302, 403)
        assert (reload(waiting).stage, reload(waiting).page.live) == (Stage.REVIEW, False)

    def test_says_what_is_in_the_way(self, waiting, press, boss):
        Unit.objects.filter(translation=waiting, kind=Kind.TEXT).update(needs_edit=True)
        assert press(waiting, "approve").status_code in (302, 403)
        state = waiting.page.specific.current_workflow_task_state
        with pytest.raises(PermissionDenied, match="machine"):
            state.approve(user=boss)


def test_four_eyes_know_the_words_of_who_did_not_save_last(published, reviewer, translator):
    """The reviewer types; a translator changes another word of the page, and submits it."""

    def typed(user, **fields):
        draft = published.page.specific.get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=user)

    typed(reviewer, title="عنوان")
    typed(translator, summary="خلاصه")
    row = submit(reload(published), user=translator)
    wrote = dict(row.units.filter(path__in=("title", "summary")).values_list("path", "user__username"))
    assert wrote == {"title": "reviewer", "summary": "translator"}
    with pytest.raises(NotAllowed, match="wrote some of this yourself"):
        approve(row, user=reviewer, seen=words_stamp(reload(row)))


def test_who_confirms_the_words_of_another_has_not_written_them(published, reviewer, lead, translator):
    unit = published.units.get(path="title")
    unit_write(unit=unit, text="ساعت‌ها", user=reviewer)
    unit.refresh_from_db()
    unit_confirm(unit=unit, user=translator)
    unit.refresh_from_db()
    unit_write(unit=unit, text="ساعت‌ها", user=lead)
    assert published.units.get(path="title").user == reviewer
    assert wrote_any(reviewer, reload(published))
    assert not wrote_any(lead, reload(published))
