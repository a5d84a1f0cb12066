"""The way of a translation: to do, in translation, in review, published. Each step is a function here, and nowhere else.

All of them lock the row first, so that of two people one comes second and is told so. They return the translation as it is then.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext, ngettext

from localization.models import JobItem, Kind, Stage, Translation, TranslationEvent, Unit, UnitState
from localization.notices.telling import Told, tell
from localization.refusing import NotAllowed
from localization.review.stamp import words_stamp
from localization.review.workflow import (
    approval_refused,
    review_approve,
    review_cancel,
    review_end,
    review_follow,
    review_start,
    review_state,
    waiting_of,
)
from localization.rights import freely_sentence, may_lead, may_review, may_translate
from localization.teams import members_of, no_team_sentence, team_of

__all__ = ["NotAllowed", "approve", "assign", "claim", "release", "send_back", "submit"]

What = TranslationEvent.What
KEEP: Any = object()
"""As it stands when the row is locked: what somebody changed meanwhile is not undone."""


@transaction.atomic
def claim(translation: Translation, *, user: Any) -> Translation:
    """Take a translation to work on. Raises NotAllowed when somebody else has it. Safe to call twice."""
    row = _locked(translation, user)
    _must_have_source(row)
    _must_translate(row, user)
    if row.stage == Stage.REVIEW:
        raise NotAllowed(gettext("This translation is in review. Wait until it comes back."))
    if row.assignee_id not in (None, user.pk):
        words = gettext("%(person)s translates this already. Ask them to release it, or a lead to assign it to you.")
        raise NotAllowed(words % {"person": row.assignee.display_name() if row.assignee else ""})
    if row.assignee_id == user.pk and row.stage == Stage.TRANSLATING:
        return row
    row.assignee, row.stage = user, Stage.TRANSLATING
    return _moved(row, What.CLAIMED, user)


@transaction.atomic
def release(translation: Translation, *, user: Any) -> Translation:
    """Give a translation back to the team; leads do so for others. What was written stays. Raises NotAllowed."""
    row = _locked(translation, user)
    if row.assignee_id is None:
        return row
    if row.assignee_id != user.pk and not may_lead(user, row.locale_id):
        raise NotAllowed(gettext("Only who works on this, or a lead, can release it."))
    if row.stage == Stage.REVIEW:
        raise NotAllowed(gettext("This translation is in review. Wait until it comes back."))
    before, row.assignee = row.assignee, None
    if row.stage == Stage.TRANSLATING:
        row.stage = _resting_stage(row)
    _moved(row, What.RELEASED, user)
    tell(Told.RELEASED, row, [before], actor=user)
    return row


@transaction.atomic
def assign(translation: Translation, *, user: Any, to: Any = KEEP, due: date | None = KEEP, priority: int = KEEP) -> Translation:
    """Give a translation to somebody who translates into its language, or (None) to the team; with a day and a priority.

    Leads only, but whoever translates may take for themselves. Raises NotAllowed.
    """
    row = _locked(translation, user)
    to = row.assignee if to is KEEP else to
    if not may_lead(user, row.locale_id) and (to is None or to.pk != user.pk or row.assignee_id not in (None, user.pk)):
        raise NotAllowed(gettext("Only leads of this language give out its translations."))
    if to is not None and to.pk != row.assignee_id:
        _must_be_assignable(row, to)
    row.due = row.due if due is KEEP else due
    row.priority = row.priority if priority is KEEP else priority
    if row.assignee_id == (to.pk if to else None):
        row.save(update_fields=["due", "priority", "changed"])
        return row
    row.assignee = to
    if to is None and row.stage == Stage.TRANSLATING:
        row.stage = _resting_stage(row)
    note = to.display_name() if to else ""
    _moved(row, What.ASSIGNED, user, note=note, more=("due", "priority"))
    if to is not None:
        tell(Told.ASSIGNED, row, [to], actor=user)
    return row


def submit(translation: Translation, *, user: Any) -> Translation:
    """Give a translation to its reviewers: its words become a draft, and a workflow begins. Raises NotAllowed."""
    from localization.rendering import draft_save

    with transaction.atomic():
        row = _locked(translation, user)
        _must_have_source(row)
        _must_translate(row, user)
        _must_be_complete(row, user)
        draft_save(row, user=user)
        row.refresh_from_db()
        row.stage, row.assignee = Stage.REVIEW, row.assignee or user
        _moved(row, What.SUBMITTED, user)
        review_start(row, user)
    tell(Told.SUBMITTED, row, _reviewers(row), actor=user)
    return row


def submitted_note(translation: Translation, *, user: Any) -> None:
    """Note a review that began by Wagtail's own "submit again"."""
    with transaction.atomic():
        row = Translation.objects.select_for_update(of=("self",)).get(pk=translation.pk)
        row.stage = Stage.REVIEW
        _moved(row, What.SUBMITTED, user)
    tell(Told.SUBMITTED, row, _reviewers(row), actor=user)


@transaction.atomic
def send_back(translation: Translation, *, user: Any, note: str) -> Translation:
    """Ask for changes: the translation goes back to who has it, with a note. Raises NotAllowed."""
    row = _in_review(translation, user)
    if not may_review(user, row.locale_id):
        raise NotAllowed(gettext("You do not review translations into this language."))
    if not note.strip():
        raise NotAllowed(gettext("Write what is to be changed: nobody would know why it came back."))
    row.stage = Stage.TRANSLATING
    _moved(row, What.RETURNED, user, note=note)
    review_end(row, user, note)
    tell(Told.RETURNED, row, [row.assignee], actor=user, note=note)
    return row


def approve(translation: Translation, *, user: Any, seen: str, note: str = "") -> Translation:
    """Approve what was seen, and publish it. `seen` is the `words_stamp` of what the reviewer had before them.

    Raises NotAllowed: for who may not, with four eyes for who wrote any of it, when anything changed since it was seen (then
    the workflow shows the new words), and with the problems that keep it from being published.
    """
    try:
        return _approve(translation, user=user, seen=seen, note=note)
    except _Changed:
        review_follow(Translation.objects.get(pk=translation.pk))
        raise


class _Changed(NotAllowed):
    pass


@transaction.atomic
def _approve(translation: Translation, *, user: Any, seen: str, note: str) -> Translation:
    from localization.rendering import NotPublishable, translation_publish

    row = _in_review(translation, user)
    _must_have_source(row)
    if refusal := approval_refused(row, user):
        raise NotAllowed(refusal)
    if seen != words_stamp(row):
        raise _Changed(gettext("The text was changed since you opened it. Look at it again, then approve."))
    translator = row.assignee
    _event(row, What.APPROVED, user, note)
    try:
        if state := review_state(row):
            review_approve(state, user, note, stamp=seen)
        elif waiting_of(row):
            raise NotAllowed(gettext("It was approved here, and waits for a further step of its workflow."))
        else:
            translation_publish(row, user=user)
    except NotPublishable as error:
        raise NotAllowed(" ".join(str(each) for each in error.problems)) from error
    except PermissionDenied as error:
        raise NotAllowed(str(error) or gettext("This page may not be published by you. Ask a lead.")) from error
    row.refresh_from_db()
    if row.stage == Stage.PUBLISHED:  # an administrator may have added a further step to the workflow
        settle(row)
        tell(Told.PUBLISHED, row, [translator], actor=user, note=note)
    return row


def settle(translation: Translation) -> None:
    """What was asked for is done: nobody has it any more, no day is set, and its jobs know."""
    from django.utils import timezone

    Translation.objects.filter(pk=translation.pk).update(assignee=None, due=None, priority=0)
    translation.assignee, translation.due, translation.priority = None, None, 0
    JobItem.objects.filter(translation=translation, done=None).update(done=timezone.now())


def work_end(translation: Translation, *, user: Any) -> None:
    """Nobody translates this any more, though readers have it: whoever had it is free, and no review waits for ever."""
    translation.stage = Stage.PUBLISHED
    translation.save(update_fields=["stage", "changed"])
    settle(translation)
    review_cancel(translation, user)


def review_left(translation: Translation, *, user: Any, note: str = "") -> None:
    """The workflow was cancelled, or refused at a further step: what was in review is being translated again."""
    with transaction.atomic():
        row = Translation.objects.select_for_update(of=("self",)).get(pk=translation.pk)
        if row.stage == Stage.REVIEW:
            row.stage = Stage.TRANSLATING if row.assignee_id else Stage.TO_DO
            _moved(row, What.RETURNED, user, note=note)
            if note:
                tell(Told.RETURNED, row, [row.assignee], actor=user, note=note)


def _locked(translation: Translation, user: Any) -> Translation:
    from localization.visible import translations_visible_to

    row = (
        Translation.objects.select_for_update(of=("self",))
        .filter(pk=translation.pk)
        .select_related("locale", "assignee", "content_type")
        .first()
    )
    if row is None or not translations_visible_to(user).filter(pk=row.pk).exists():
        raise NotAllowed(gettext("This translation is gone. Go back to the list and choose another."))
    return row


def _must_have_source(row: Translation) -> None:
    """Nothing more is begun or published of a source that is gone; what somebody has is still given on and given back."""
    if row.is_source_gone:
        raise NotAllowed(source_gone_sentence())


def source_gone_sentence() -> str:
    """Return what to say where there is nothing to translate any more."""
    return gettext("The page that this translates was deleted. There is nothing left to do here.")


def _in_review(translation: Translation, user: Any) -> Translation:
    row = _locked(translation, user)
    if row.stage != Stage.REVIEW:
        raise NotAllowed(gettext("This translation is not in review (any more)."))
    return row


def _must_translate(row: Translation, user: Any) -> None:
    if may_translate(user, row.locale_id):
        if not row.is_synced:
            raise NotAllowed(freely_sentence())
        return
    if team_of(row.locale_id) is None:
        raise NotAllowed(no_team_sentence(row.locale))
    raise NotAllowed(gettext("You do not translate into this language. Ask its lead to add you to the team."))


def _must_be_assignable(row: Translation, to: Any) -> None:
    from localization.visible import translations_visible_to

    if not may_translate(to, row.locale_id):
        words = gettext("%(person)s does not translate into this language. Choose somebody of its team.")
        raise NotAllowed(words % {"person": to.display_name()})
    if not translations_visible_to(to).filter(pk=row.pk).exists():
        raise NotAllowed(gettext("%(person)s may not see this page.") % {"person": to.display_name()})


def _must_be_complete(row: Translation, user: Any) -> None:
    from localization.quality import blocking_findings

    if row.stage == Stage.REVIEW:
        raise NotAllowed(gettext("This translation is in review already."))
    if row.assignee_id not in (None, user.pk) and not may_lead(user, row.locale_id):
        raise NotAllowed(gettext("Only who works on this, or a lead, can submit it."))
    left = Unit.objects.filter(translation=row).exclude(state=UnitState.BIN)
    open_texts = left.filter(kind=Kind.TEXT, state=UnitState.TO_DO).exclude(source="")
    count = (open_texts | left.filter(state=UnitState.OUTDATED) | left.filter(needs_edit=True)).count()
    if count:
        words = ngettext(
            "%(count)d text is not done yet. Translate it first.",
            "%(count)d texts are not done yet. Translate them first.",
            count,
        )
        raise NotAllowed(words % {"count": count})
    if count := len(blocking_findings(row)):
        words = ngettext(
            "The checks found %(count)d mistake. Mend it first.", "The checks found %(count)d mistakes. Mend them first.", count
        )
        raise NotAllowed(words % {"count": count})


def _resting_stage(row: Translation) -> str:
    """Where a translation stands that nobody works on: published ones without new words are still just that."""
    if row.published is None:
        return Stage.TO_DO
    newer = Unit.objects.filter(translation=row, written__gt=row.published).exclude(state=UnitState.BIN).exists()
    return Stage.TO_DO if newer else Stage.PUBLISHED


def _reviewers(row: Translation) -> list[Any]:
    return list(members_of(row.locale_id, "reviewers", "leads"))


def _moved(row: Translation, what: str, user: Any, *, note: str = "", more: tuple[str, ...] = ()) -> Translation:
    row.save(update_fields=["stage", "assignee", "changed", *more])
    _event(row, what, user, note)
    return row


def _event(row: Translation, what: str, user: Any, note: str = "") -> None:
    TranslationEvent.objects.create(translation=row, what=what, user=user, words=row.words_total, note=note)
