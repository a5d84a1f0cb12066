"""Sentences of the engine on the screen: ours in the editor's language, what Python or a plugin said as it was said."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.admin import messages

from plugins.sentences import Sentence, parts_of


def said(text: str) -> SafeString:
    """Return a reason as HTML. What is not ours is marked as English and as a technical detail."""
    parts = parts_of(text)
    ours = [part.translated() for part in parts if isinstance(part, Sentence)]
    theirs = [part for part in parts if not isinstance(part, Sentence)]
    shown = format_html_join(" ", "{}", ((each,) for each in ours))
    if not theirs:
        return shown
    details = format_html_join(" ", '<bdi lang="en" dir="ltr">{}</bdi>', ((each,) for each in theirs))
    return format_html("{}{}{}: {}", shown, " " if ours else "", gettext("Technical details"), details)


def refused(request: HttpRequest, what: str, sentences: Iterable[str]) -> None:
    """Tell in a message why something was not done. `what` is what the sentences are about, mostly a plugin's name."""
    reasons = format_html_join(" ", "{}", ((said(each),) for each in sentences))
    messages.error(request, format_html("<bdi>{}</bdi>: {}", what, reasons))
