"""What the editor's scripts ask and save. Each answers only whoever may work on the translation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.html import escape
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from content.templatetags.date_tags import local_moment
from localization.editor.access import may_waive
from localization.editor.answering import answering, asked, body_of, unit_answer, unit_of, written
from localization.editor.marked import marked
from localization.editor.registry import pairs_with, suggestions_for, terms_of
from localization.editor.saving import bin_restore, text_from, text_save, value_confirm, value_save, version_restore
from localization.models import Kind, Origin, Translation, Unit
from localization.quality import finding_waive
from localization.units import PERSON

MOST_VERSIONS = 50
SHORTEST_QUERY = 2
LONGEST_QUERY = 200


@require_http_methods(["GET", "POST"])
@answering
def unit(request: HttpRequest, translation: Translation, unit_id: int) -> JsonResponse:
    """GET: a unit with terms and the suggestions that are there at once.

    POST {"text", "version", "done"}: save it, as done or as it is being typed.

    "taken" is true for a suggestion, word for word.
    """
    found = unit_of(translation, unit_id)
    if request.method == "GET":
        return JsonResponse({"unit": unit_answer(request, found), **_help_for(found, translation, request.user)})
    sent = body_of(request)
    text, seen, is_done = asked(sent, "text", str), asked(sent, "version", int), bool(sent.get("done"))
    wrote = text_from(found, text, request.user) if sent.get("taken") is True else PERSON

    def save(current: Translation) -> Unit:
        found.translation = current
        return text_save(unit=found, text=text, user=request.user, seen=seen, is_done=is_done, wrote=wrote)

    return written(request, translation, save)


@require_GET
@answering
def suggestions(request: HttpRequest, translation: Translation, unit_id: int) -> JsonResponse:
    """GET: the suggestions that may take a while, such as a machine's."""
    found = unit_of(translation, unit_id)
    return JsonResponse({"suggestions": _suggestions(found, request.user, slow=True)})


@require_POST
@answering
def value(request: HttpRequest, translation: Translation, unit_id: int) -> JsonResponse:
    """POST {"value", "version"}: save a language's own link or file; null is that of the source.

    POST {"confirm": true, "version"}: its own fits what the source has now.
    """
    found, sent = unit_of(translation, unit_id), body_of(request)
    seen = asked(sent, "version", int)

    def save(_current: Translation) -> Unit:
        if sent.get("confirm") is True:
            return value_confirm(unit=found, user=request.user, seen=seen)
        return value_save(unit=found, raw=sent.get("value"), user=request.user, seen=seen)

    return written(request, translation, save)


@require_http_methods(["GET", "POST"])
@answering
def history(request: HttpRequest, translation: Translation, unit_id: int) -> JsonResponse:
    """GET: what a unit said before, the newest first. POST {"restore", "version"}: write one of these again."""
    found = unit_of(translation, unit_id)
    if request.method == "GET":
        versions = found.versions.select_related("user")[:MOST_VERSIONS]
        return JsonResponse({"versions": [_version(each, found) for each in versions]})
    sent = body_of(request)
    number, seen = asked(sent, "restore", int), asked(sent, "version", int)
    wanted = get_object_or_404(found.versions, pk=number)

    def save(current: Translation) -> Unit:
        found.translation = current
        return version_restore(unit=found, version=wanted, user=request.user, seen=seen)

    return written(request, translation, save)


@require_POST
@answering
def waive(request: HttpRequest, translation: Translation, unit_id: int) -> JsonResponse:
    """POST {"code", "details", "reason"}: a reviewer accepts a finding, or takes that back with an empty reason."""
    if not may_waive(request.user, translation):
        raise PermissionDenied
    found, sent = unit_of(translation, unit_id), body_of(request)
    code, details, reason = asked(sent, "code", str), asked(sent, "details", dict), asked(sent, "reason", str)
    accepted = finding_waive(unit=found, code=code, details=details, reason=reason, user=request.user)
    accepted.translation = translation
    return JsonResponse({"unit": unit_answer(request, accepted)})


@require_POST
@answering
def restore(request: HttpRequest, translation: Translation, unit_id: int) -> JsonResponse:
    """POST: put a text of the bin back where it came from. Answers with the unit that has it now."""
    found = unit_of(translation, unit_id, in_bin=True)

    def save(current: Translation) -> Unit:
        found.translation = current
        return bin_restore(unit=found, user=request.user)

    return written(request, translation, save)


@require_GET
@answering
def concordance(request: HttpRequest, translation: Translation) -> JsonResponse:
    """GET ?q=: earlier texts with these words, and their translations."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    if len(query) < SHORTEST_QUERY:
        return JsonResponse({"pairs": []})
    pairs = pairs_with(query, translation.source_locale, translation.locale, request.user)
    return JsonResponse(
        {
            "pairs": [
                {"source": str(marked(each.source)), "text": each.text, "shown": str(marked(each.text))}
                | {"place": each.place, "url": each.url}
                for each in pairs
            ]
        }
    )


def _help_for(found: Unit, translation: Translation, user: Any) -> dict[str, Any]:
    if found.kind != Kind.TEXT:
        return {"suggestions": [], "terms": []}
    terms = [
        {"source": hit.source, "target": hit.target, "forbidden": list(hit.forbidden), "note": hit.note}
        for hit in terms_of(found.source_now, translation.source_locale, translation.locale)
    ]
    known = [each for at, each in enumerate(terms) if each not in terms[:at]]
    return {"suggestions": _suggestions(found, user, slow=False), "terms": known}


def _suggestions(found: Unit, user: Any, *, slow: bool) -> list[dict[str, Any]]:
    if found.kind != Kind.TEXT:
        return []
    labels = {str(value): str(label) for value, label in Origin.choices}
    return [
        {"text": each.text, "shown": str(marked(each.text)), "match": each.match, "note": each.note}
        | {"origin": each.origin, "label": labels.get(each.origin, "")}
        for each in suggestions_for(found, user, slow=slow)
        if each.text != found.text  # what stands there already helps nobody
    ]


def _version(each: Any, found: Unit) -> dict[str, Any]:
    when = each.written or each.replaced
    return {
        "id": each.pk,
        "text": each.text,
        "shown": str(marked(each.text)) if found.kind == Kind.TEXT else escape(str(each.value)),
        "by": str(each.user) if each.user else str(each.get_origin_display() if each.origin else ""),
        "at": local_moment(when),
    }
