"""Where the stages of a translation and Wagtail's workflows meet. Each language has a workflow of its own, with one task."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext, override
from wagtail.models import DraftStateMixin, Locale, Page, TaskState, Workflow, WorkflowMixin, WorkflowState, WorkflowTask

from localization.languages import language_info
from localization.links import link_to
from localization.models import Stage, Translation, TranslationReviewState, TranslationReviewTask
from localization.refusing import NotAllowed
from localization.review.stamp import words_stamp, wrote_any
from localization.rights import may_review
from localization.targets import target_of, translation_of
from localization.teams import has_four_eyes


def review_workflow(locale: Locale) -> Workflow | None:
    """Return the workflow for translations into a language, made where it lacks; None where an administrator put it off."""
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return None
    with override(settings.LANGUAGE_CODE):  # it is stored: everybody reads what the first one made
        name = gettext("Review of translations: %(language)s") % {"language": language_info(locale.language_code).name}
    task, _made = TranslationReviewTask.objects.get_or_create(locale=locale, defaults={"name": name})
    workflow = Workflow.objects.filter(workflow_tasks__task=task).order_by("-active", "pk").first()
    if workflow is None:
        workflow = Workflow.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow if workflow.active and task.active else None


def is_ours(state: WorkflowState) -> bool:
    """Tell whether a workflow is one for translations."""
    return TranslationReviewTask.objects.filter(workflow_tasks__workflow=state.workflow_id).exists()


def review_start(translation: Translation, user: Any) -> None:
    """Let a workflow begin, or go on after changes, with the latest draft; nothing where the target knows no workflows.

    Raises NotAllowed where the target is in another workflow.
    """
    target = target_of(translation)
    if not isinstance(target, WorkflowMixin):
        return
    state = target.current_workflow_state
    if state is not None and not is_ours(state):
        raise NotAllowed(gettext("This page waits for approval in another workflow. Finish or cancel that first."))
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    elif state is None and (workflow := review_workflow(translation.locale)) is not None:
        workflow.start(target, user)


def review_state(translation: Translation) -> TranslationReviewState | None:
    """Return the step of the workflow at which a translation is being reviewed; None where it has none."""
    target = target_of(translation)
    state = target.current_workflow_task_state if isinstance(target, WorkflowMixin) else None
    return state if isinstance(state, TranslationReviewState) else None


def review_approve(state: TranslationReviewState, user: Any, note: str, *, stamp: str) -> None:
    """Let the workflow go on with the words that were approved: a further step publishes these and no others."""
    state.stamp = stamp
    state.save(update_fields=["stamp"])
    state.approve(user=user, comment=note)


def review_end(translation: Translation, user: Any, note: str) -> None:
    """Refuse what waits, at whichever step. After a further one the whole workflow ends: new words are reviewed from the start.

    What was approved for a date is not published then.
    """
    target = target_of(translation)
    if isinstance(target, DraftStateMixin):
        for revision in target.revisions.exclude(approved_go_live_at=None):
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
    if state := review_state(translation):
        state.reject(user=user, comment=note)
    elif waiting := waiting_of(translation):
        waiting.cancel(user=user)


def review_cancel(translation: Translation, user: Any) -> None:
    """End the review of a translation without a word on its words; other workflows go on."""
    waiting = waiting_of(translation)
    if waiting is not None and is_ours(waiting):
        waiting.cancel(user=user)


def waiting_of(translation: Translation) -> WorkflowState | None:
    """Return the workflow that is under way, at whichever step; None without one."""
    target = target_of(translation)
    return target.current_workflow_state if isinstance(target, WorkflowMixin) else None


def review_begun(state: TaskState, user: Any) -> None:
    """Note which words a review is about. Where it began in the page editor, the stage follows."""
    translation = translation_of(state.workflow_state.content_object)
    if translation is None or not isinstance(state, TranslationReviewState):
        return
    state.stamp = words_stamp(translation)
    state.save(update_fields=["stamp"])
    if translation.stage != Stage.REVIEW:
        from localization.stages import submitted_note

        submitted_note(translation, user=user)


def review_follow(translation: Translation) -> None:
    """Let the workflow show the words as they are now: after a refusal, the next look is at these."""
    from localization.rendering import draft_save

    if (state := review_state(translation)) is None or state.stamp == words_stamp(translation):
        return
    draft_save(translation, user=get_user_model()._default_manager.filter(pk=translation.assignee_id or 0).first())
    state.refresh_from_db()
    state.revision, state.stamp = target_of(translation).latest_revision, words_stamp(translation)
    state.save()


def may_approve(target: Any, user: Any) -> bool:
    """Tell whether somebody may approve what a page or snippet waits with."""
    translation = translation_of(target)
    return translation is not None and not approval_refused(translation, user)


def approval_refused(translation: Translation, user: Any) -> str:
    """Return why somebody may not approve a translation, whatever its stage; "" when they may."""
    if not may_review(user, translation.locale_id):
        return gettext("You do not review translations into this language. Submit it: its reviewers are told.")
    if has_four_eyes(translation.locale_id) and wrote_any(user, translation):
        return gettext("You wrote some of this yourself. In this language somebody else has to approve it.")
    return ""


def act(task_state: TaskState, user: Any, action: str, *, comment: str = "") -> str | None:
    """Do what somebody chose in Wagtail's screens. Returns the review page's address where it was refused."""
    from localization.stages import approve, send_back

    translation = translation_of(task_state.workflow_state.content_object)
    seen = task_state.stamp if isinstance(task_state, TranslationReviewState) else ""
    try:
        if translation is None:
            raise NotAllowed(gettext("This is no translation any more. Cancel the workflow."))
        if action == "approve":
            approve(translation, user=user, seen=seen, note=comment)
        elif action == "reject":
            send_back(translation, user=user, note=comment)
    except NotAllowed:
        return link_to("review", translation.pk, again=1) if translation else None
    return None


def published_by_workflow(workflow_state: WorkflowState, user: Any) -> bool:
    """Publish an approved translation with the words of its units; False for what is none of ours.

    Raises PermissionDenied with a sentence, which Wagtail's screens show, where they are not those that reviewers approved.
    """
    from localization.rendering import NotPublishable, translation_publish

    if not is_ours(workflow_state):
        return False
    translation = translation_of(workflow_state.content_object)
    if translation is None:
        return False
    reviews = TranslationReviewState.objects.filter(workflow_state=workflow_state, status=TaskState.STATUS_APPROVED)
    last = reviews.order_by("pk").last()
    if last is not None and last.stamp != words_stamp(translation):
        raise PermissionDenied(gettext("The words were changed since the review. Ask for changes: then they are reviewed again."))
    try:
        translation_publish(translation, user=user)
    except NotPublishable as error:
        raise PermissionDenied(str(error)) from error
    return True


def publishing_refused(page: Any, user: Any, revision: Any = None) -> str:
    """Return why somebody must not publish a translated page past its review; "" when they may, and for all other pages.

    Publishing is approving: with four eyes, what they wrote in the page's own editor counts as theirs. It is taken over here;
    where it is only asked whether to offer a button (no `revision`), pressing it asks again.
    """
    if user is None:
        return ""
    if isinstance(page, Page):
        translation: Translation | None = getattr(page, "localization_translation", None)
    else:
        translation = translation_of(page)
    if translation is None or not translation.is_synced:
        return ""
    if revision is None or not may_review(user, translation.locale_id) or not has_four_eyes(translation.locale_id):
        return approval_refused(translation, user)
    from localization.syncing import translation_harvest

    translation_harvest(translation)
    if wrote_any(user, translation) and translation.stage != Stage.REVIEW:
        return gettext("Somebody else must read it first. Submit it for review.")
    return approval_refused(translation, user)
