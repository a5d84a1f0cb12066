"""Who may open a translation, write in it, and bring it on its way."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext

from localization.models import Stage, Translation
from localization.rights import writing_refused


def translation_to_edit(user: Any, pk: int) -> Translation:
    """Return a translation that somebody may work on. Raises Http404 where it is closed to them, PermissionDenied."""
    from localization.rights import may_translate
    from localization.visible import translations_visible_to

    found = translations_visible_to(user).filter(pk=pk)
    translation = found.select_related("locale", "source_locale", "content_type", "page", "assignee").first()
    if translation is None:
        raise Http404
    if not may_translate(user, translation.locale):
        raise PermissionDenied
    return translation


def may_waive(user: Any, translation: Translation) -> bool:
    """Tell whether somebody may accept an error with a reason: reviewers."""
    from localization.rights import may_review

    return may_review(user, translation.locale)


def submitting_refused(user: Any, translation: Translation) -> str:
    """Return why a translation cannot be submitted for review now; an empty text when it can."""
    if translation.stage == Stage.REVIEW:
        return gettext("It is in review already.")
    if translation.is_source_gone:
        return gettext("Its source was deleted: there is nothing to compare it with.")
    return writing_refused(user, translation)


def publishing_refused(user: Any, translation: Translation) -> str:
    """Return why somebody cannot publish a translation from here; an empty text when they can.

    Where a team has four eyes, a translation goes through review, whoever wrote it.
    """
    from localization.rights import may_review
    from localization.teams import has_four_eyes

    if not may_review(user, translation.locale):
        return gettext("Reviewers publish. Submit it for review.")
    if translation.stage == Stage.REVIEW:
        return gettext("It is in review: approve it there.")
    if has_four_eyes(translation.locale_id):
        return gettext("Somebody else must read it first. Submit it for review.")
    return writing_refused(user, translation)
