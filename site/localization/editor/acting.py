"""The buttons below a translation: save a draft, submit it for review, publish it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext

from localization.editor.access import publishing_refused, submitting_refused
from localization.models import Translation
from localization.quality import blocking_findings

MOST_SENTENCES = 5


class Refused(Exception):
    """It was not done; `sentences` say why and what to do."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def act(what: str, translation: Translation, *, user: Any) -> str:
    """Do what a button says and return what to tell. Raises Refused. What is written in units is saved already."""
    if what == "submit":
        return _submit(translation, user)
    if what == "publish":
        return _publish(translation, user)
    if what == "draft":
        return _draft(translation, user)
    return gettext("Saved.")


def _draft(translation: Translation, user: Any) -> str:
    from localization.rendering import draft_save
    from localization.rendering.drafts import SourceGone
    from localization.stages import source_gone_sentence

    try:
        revision = draft_save(translation, user=user)
    except SourceGone as error:
        raise Refused([source_gone_sentence()]) from error
    if revision is None:  # what knows no drafts has its words in the units alone
        return gettext("Saved.")
    return gettext("The draft of the page is saved. Readers see nothing of it.")


def _submit(translation: Translation, user: Any) -> str:
    from localization.stages import NotAllowed, submit

    if refused := submitting_refused(user, translation):
        raise Refused([refused])
    _must_be_sound(translation)
    try:
        submit(translation, user=user)
    except NotAllowed as error:
        raise Refused([str(error)]) from error
    return gettext("Submitted. A reviewer reads it now.")


def _publish(translation: Translation, user: Any) -> str:
    from localization.rendering import NotPublishable, translation_publish

    if refused := publishing_refused(user, translation):
        raise Refused([refused])
    _must_be_sound(translation)
    try:
        translation_publish(translation, user=user)
    except NotPublishable as error:
        raise Refused([str(problem) for problem in error.problems]) from error
    translation.refresh_from_db(fields=["scheduled"])
    return gettext("Readers get it at the date that is set for it.") if translation.scheduled else gettext("Published.")


def _must_be_sound(translation: Translation) -> None:
    blocking = blocking_findings(translation)
    if blocking:
        number = len(blocking)
        first = ngettext(
            "%(number)s error stands in the way. Put it right, or ask a reviewer to accept it.",
            "%(number)s errors stand in the way. Put them right, or ask a reviewer to accept them.",
            number,
        )
        raise Refused([first % {"number": number}, *(each.message for each in blocking[:MOST_SENTENCES])])
