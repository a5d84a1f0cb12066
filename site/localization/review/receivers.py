"""What keeps stages, teams and workflows together when people work in Wagtail's own screens."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Locale, Page, Revision, TaskState, TranslatableMixin
from wagtail.signals import published, workflow_cancelled, workflow_rejected

from localization.models import Stage, Translation, TranslationEvent, TranslationReviewState, TranslationReviewTask
from localization.review.workflow import is_ours
from localization.rights import TREE_DEPTH
from localization.targets import target_of, translation_of
from localization.teams import team_ensure


def on_locale(instance: Locale, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """A language has a team from the start."""
    if created and not raw:
        team_ensure(instance)


def on_home(instance: Any, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Its rights come with the tree."""
    if created and not raw and isinstance(instance, Page) and instance.depth == TREE_DEPTH:
        team_ensure(instance.locale)


def on_cancelled(instance: Any, user: Any = None, **_kwargs: Any) -> None:
    """Somebody took a translation out of its review."""
    from localization.stages import review_left

    target = instance.content_object
    if target is None or not is_ours(instance):
        return
    # Publishing cancels it too: that is no way back to work.
    is_published = getattr(target, "live", False) and not target.has_unpublished_changes
    if not is_published and (translation := translation_of(target)):
        review_left(translation, user=user)


def on_rejected(instance: Any, user: Any = None, **_kwargs: Any) -> None:
    """Refused at a step that an administrator added: it goes back to who translates, and is reviewed from the start then."""
    from localization.stages import review_left

    last = instance.current_task_state
    if not is_ours(instance) or last is None or isinstance(last.specific, TranslationReviewState):
        return
    if translation := translation_of(instance.content_object):
        review_left(translation, user=user, note=last.comment)
    instance.cancel(user=user)


def on_published(instance: Any, revision: Any = None, **_kwargs: Any) -> None:
    """Published by Wagtail's own button, by a date or by another workflow: the translation is published then as well."""
    if isinstance(instance, TranslatableMixin) and (translation := translation_of(instance)):
        transaction.on_commit(partial(published_elsewhere, translation.pk, revision))


def published_elsewhere(translation_id: int, revision: Any) -> None:
    """Note it, unless `translation_publish` did so in the same transaction."""
    from localization.rendering.publishing import published_note

    row = Translation.objects.filter(pk=translation_id).select_related("snapshot").first()
    target = target_of(row) if row is not None else None
    last = getattr(target, "last_published_at", None)
    if row is None or target is None or not getattr(target, "live", False) or last is None:
        return
    if row.stage != Stage.PUBLISHED or row.published is None or row.published < last:
        user = get_user_model()._default_manager.filter(pk=revision.user_id).first() if revision and revision.user_id else None
        published_note(row, user=user, revision=revision)


def on_scheduled(instance: Revision, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """A version is given a date, or loses it: which state of the source it says is kept, for the source may go on until then."""
    content = instance.content
    if raw or "approved_go_live_at" not in (update_fields or ()) or "translation_key" not in content:
        return
    rows = Translation.objects.filter(translation_key=content["translation_key"], object_id=instance.object_id)
    if instance.approved_go_live_at is None:
        rows.filter(scheduled=instance.pk).update(scheduled=0, scheduled_on=0)
        return
    for row in rows.filter(locale=content.get("locale")).select_related("snapshot"):
        on = row.snapshot.revision if row.snapshot is not None else 0
        Translation.objects.filter(pk=row.pk).update(scheduled=instance.pk, scheduled_on=on)


def on_revision(instance: Revision, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """A review is of the latest draft, whoever saved it. What was approved before by its stamp is not approved by that."""
    if not created or raw:
        return
    TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=TranslationReviewTask.objects.values("pk"),
        workflow_state__base_content_type=instance.base_content_type_id,
        workflow_state__object_id=instance.object_id,
    ).update(revision=instance)


def on_event(instance: TranslationEvent, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """However a translation was published: what was asked for is done."""
    from localization.stages import settle

    if created and not raw and instance.what == TranslationEvent.What.PUBLISHED:
        settle(instance.translation)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    from content.approving import register_finisher
    from content.publishing import register_publish_gate, register_thing_gate
    from localization.review import mails, submitting
    from localization.review.workflow import published_by_workflow, publishing_refused

    post_save.connect(on_locale, sender=Locale, dispatch_uid="localization.review.locale")
    post_save.connect(on_home, dispatch_uid="localization.review.home")
    post_save.connect(on_revision, sender=Revision, dispatch_uid="localization.review.revision")
    post_save.connect(on_scheduled, sender=Revision, dispatch_uid="localization.review.scheduled")
    post_save.connect(on_event, sender=TranslationEvent, dispatch_uid="localization.review.event")
    published.connect(on_published, dispatch_uid="localization.review.published")
    workflow_cancelled.connect(on_cancelled, dispatch_uid="localization.review.cancelled")
    workflow_rejected.connect(on_rejected, dispatch_uid="localization.review.rejected")
    register_finisher(published_by_workflow)
    register_publish_gate(publishing_refused, lambda _page, _user: False)
    register_thing_gate(publishing_refused)
    submitting.register()
    mails.connect()
