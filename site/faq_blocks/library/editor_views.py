"""What the form of a FAQ block asks the server for: to split a paste, to move questions to the library, and to take them back."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Locale

from content.audiences import Audience
from faq_blocks.blocks.parts import questions_block
from faq_blocks.library.edited import edited_at
from faq_blocks.library.permissions import may
from faq_blocks.library.promoting import MOST_AT_ONCE, promotion_undo, questions_promote, typed_from_form, undo_token
from faq_blocks.pasting.reading import read_paste


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """Split a paste; nothing is stored."""
    return JsonResponse(read_paste(request.POST.get("text", ""), request.POST.get("html", "")))


@require_POST
def promote(request: HttpRequest) -> JsonResponse:
    """Move typed questions to the library: JSON with `place` (the address of the form) and `entries`, as the form has them.

    `audiences` are those chosen in the form, for the page and the passages around the block, saved or not.
    """
    if not may(request.user, "add"):
        raise PermissionDenied
    try:
        sent = _sent(request)
        entries = sent.get("entries")
        if not isinstance(entries, list) or not 0 < len(entries) <= MOST_AT_ONCE:
            raise ValidationError(gettext("Choose between 1 and %(count)d questions.") % {"count": MOST_AT_ONCE})
        edited = edited_at(str(sent.get("place", "")))
        typed = [typed_from_form(each) for each in entries]
        made = questions_promote(typed=typed, edited=edited, least=_least(sent), user=request.user)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=422)
    chooser = questions_block().child_block
    states = [chooser.get_form_state(each) for each in made]
    return JsonResponse({"picks": states, "undo": undo_token(made, request.user), "said": _said(made, edited.locale)})


@require_POST
def unpromote(request: HttpRequest) -> JsonResponse:
    """Take them back: JSON with `undo`."""
    if not may(request.user, "add"):
        raise PermissionDenied
    try:
        promotion_undo(token=str(_sent(request).get("undo", "")), user=request.user)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=422)
    return JsonResponse({})


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise ValidationError(gettext("These questions could not be read. Save the page and try again.")) from error
    return sent if isinstance(sent, dict) else {}


def _least(sent: dict[str, Any]) -> int:
    """The strictest audience that the form tells. It can close a question, not open one."""
    told = sent.get("audiences")
    known = {str(each.value): each.value for each in Audience}
    return max((known.get(str(each), 0) for each in told), default=0) if isinstance(told, list) else 0


def _said(made: list[Any], locale: Locale) -> str:
    words = ngettext(
        "%(count)d question is in the library now (%(language)s).",
        "%(count)d questions are in the library now (%(language)s).",
        len(made),
    ) % {"count": len(made), "language": locale}
    if not all(each.live for each in made):
        words += " " + gettext("Readers see them when somebody has published them there.")
    return words
