"""Publishing translations, and why not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from content.publishing import refusal_of
from localization.models import JobItem, Kind, Level, Stage, Translation, TranslationEvent, UnitState
from localization.openness import is_more_open
from localization.rendering.drafts import SourceGone, draft_save, rendered
from localization.snapshots import source_of
from localization.targets import has_drafts, target_of

READERS_HAVE = ["stage", "published", "based_on", "scheduled", "scheduled_on", "level", "outdated_since"]


class NotPublishable(Exception):
    """A translation cannot be published now; `problems` are sentences that say why, and what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def is_publishable(translation: Translation) -> list[str]:
    """Return why a translation cannot be published, in sentences of the active language; an empty list where it can.

    Looks at its words, its source and the page above. Whether a person may publish it is asked when they do.
    """
    problems = [*_source_problems(translation), *_unit_problems(translation), *_place_problems(translation)]
    return problems or _quality_problems(translation)


def translation_publish(translation: Translation, *, user: Any) -> None:
    """Publish what a translation says, and note which state of its source that is. Raises NotPublishable, and changes nothing.

    With a date to come it is only scheduled: what readers have until then stays noted.
    One that does not follow its source is published as its newest version is.
    """
    try:
        with transaction.atomic():
            # Held first: what somebody types from now on is not saved before this is published.
            translation.refresh_from_db(from_queryset=Translation.objects.select_for_update(of=("self",)))
            if problems := is_publishable(translation):
                raise NotPublishable(problems)
            if not has_drafts(translation.content_type.model_class()):
                _write_row(translation)
            elif not _publish(translation, user):
                return
            published_note(translation, user=user)
    except ValidationError as error:
        raise NotPublishable(_sentences(error, translation)) from error
    except SourceGone as error:
        raise NotPublishable(_source_problems(translation)) from error


def published_note(translation: Translation, *, user: Any, revision: Any = None) -> None:
    """Note that readers have what the translation says now, or said in a revision that waited for its date."""
    now = timezone.now()
    translation.stage, translation.published = Stage.PUBLISHED, now
    if revision is not None and revision.pk == translation.scheduled:
        translation.based_on = translation.scheduled_on
    else:
        translation.based_on = translation.snapshot.revision if translation.snapshot is not None else 0
    translation.scheduled = translation.scheduled_on = 0
    translation.level, translation.outdated_since = Level.NONE, None
    translation.save(update_fields=[*READERS_HAVE, "changed"])
    JobItem.objects.filter(translation=translation, done=None).update(done=now)
    _level_of_what_came_since(translation)
    what = TranslationEvent.What.PUBLISHED
    TranslationEvent.objects.create(translation=translation, what=what, user=user, words=translation.words_total)


def _publish(translation: Translation, user: Any) -> bool:
    """Return whether readers have it now: a date may be set for it."""
    revision = draft_save(translation, user=user)
    if revision is None:
        raise NotPublishable([_("There is nothing to publish yet.")])
    target = revision.as_object()
    target.full_clean()
    if refusal := refusal_of(target, user, revision):
        raise NotPublishable([refusal])
    # Reviewers have rights on the pages of their language; of snippets Wagtail knows no languages, and their word is enough.
    is_reviewed = translation.is_synced and not isinstance(target, Page) and user is not None
    try:
        revision.publish(user=user, skip_permission_checks=is_reviewed)
    except PermissionDenied as error:
        said = _("You may not publish here. Ask somebody who may, such as the lead of the language.")
        raise NotPublishable([said]) from error
    if target_of(translation).live_revision_id != revision.pk:
        translation.refresh_from_db(fields=["scheduled", "scheduled_on"])
        return False
    translation.title = str(getattr(target, "title", target))[:255]
    translation.save(update_fields=["title", "changed"])
    return True


def _write_row(translation: Translation) -> None:
    """What knows no drafts is written when it is published, and not before."""
    thing = rendered(translation)
    thing.full_clean(exclude=["slug"] if not getattr(thing, "slug", "-") else None)
    thing.save()
    translation.object_id, translation.title = str(thing.pk), str(thing)[:255]
    translation.save(update_fields=["object_id", "title", "changed"])


def _source_problems(translation: Translation) -> list[str]:
    if not translation.is_synced:
        return []
    if translation.is_source_gone or (translation.snapshot is None and source_of(translation) is None):
        return [_("The source was deleted. Let this translation stop following it: then it can be published by itself.")]
    return []


def _unit_problems(translation: Translation) -> list[str]:
    if not translation.is_synced:
        return []
    units = translation.units.filter(kind=Kind.TEXT).exclude(state=UnitState.BIN)
    rows = list(units.values_list("state", "needs_edit"))
    to_do = sum(state == UnitState.TO_DO for state, _raw in rows)
    outdated = sum(state == UnitState.OUTDATED for state, _raw in rows)
    raw = sum(state == UnitState.DONE and needs_edit for state, needs_edit in rows)
    problems = []
    if to_do:
        words = ngettext("%(count)d segment is not translated yet.", "%(count)d segments are not translated yet.", to_do)
        problems.append(words % {"count": to_do})
    if outdated:
        words = ngettext(
            "The source of %(count)d segment has changed: look at it and save or confirm it.",
            "The source of %(count)d segments has changed: look at them and save or confirm them.",
            outdated,
        )
        problems.append(words % {"count": outdated})
    if raw:
        words = ngettext(
            "%(count)d segment was written by a machine, and nobody has looked at it yet.",
            "%(count)d segments were written by a machine, and nobody has looked at them yet.",
            raw,
        )
        problems.append(words % {"count": raw})
    return problems


def _place_problems(translation: Translation) -> list[str]:
    model = translation.content_type.model_class()
    if model is None:
        return [_("The type of this page belongs to a plugin that is not there. Bring it back first.")]
    if not issubclass(model, Page):
        return []
    target = target_of(translation)
    source = source_of(translation) if translation.is_synced else None
    if target is not None and source is not None and is_more_open(target, than=source):
        return [too_open_sentence()]
    if target is None:
        # draft_save makes it, and with it the pages above, which nobody has published then.
        above = _parent_of_source(translation)
    else:
        above = next((page for page in target.get_ancestors().filter(depth__gt=1, live=False)), None)
    if above is None:
        return []
    words = _("The page above, “%(title)s”, is not published in this language: readers would not find the way. Publish it first.")
    return [words % {"title": above.draft_title or above.title}]


def too_open_sentence() -> str:
    """Return what to say of a page that is open to people who may not read its source."""
    return _("Fewer people may read the source. Give this page the same audience and privacy, or move it to where they hold.")


def _parent_of_source(translation: Translation) -> Page | None:
    source = source_of(translation)
    parent = source.get_parent() if source is not None else None
    if parent is None or parent.depth == 1:
        return None
    twin = Page.objects.filter(translation_key=parent.translation_key, locale_id=translation.locale_id).first()
    if twin is None:
        return parent
    return twin if not twin.live else twin.get_ancestors().filter(depth__gt=1, live=False).first()


def _quality_problems(translation: Translation) -> list[str]:
    from localization.quality import blocking_findings

    return [str(finding.message) for finding in blocking_findings(translation)]


def _level_of_what_came_since(translation: Translation) -> None:
    """The source may have gone on since the state that was translated."""
    from localization.significance import levels_refresh

    levels_refresh(translation.translation_key)


def _sentences(error: ValidationError, translation: Translation) -> list[str]:
    model = translation.content_type.model_class()
    if not hasattr(error, "error_dict") or model is None:
        return [str(each) for each in error.messages]
    labels = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields}
    return [
        _("%(field)s: %(problem)s") % {"field": labels[name], "problem": each} if name in labels else str(each)
        for name, messages in error.message_dict.items()
        for each in messages
    ]
