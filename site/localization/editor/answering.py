"""Answers to the editor's scripts: JSON, also where something is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from localization.editor.access import translation_to_edit
from localization.editor.saving import NotSaved
from localization.editor.shown import shown_units
from localization.editor.values import ValueRefused
from localization.models import Translation, Unit, UnitState
from localization.quality import NotWaived
from localization.rights import writing_refused
from localization.units import UnitChanged

LARGEST = 2_000_000
"""Bytes of a request that are read."""
Answer = Callable[..., JsonResponse]


def answering(view: Answer) -> Answer:
    """Let a view answer scripts: what it raises becomes JSON with a sentence and the status that belongs to it.

    409 has the unit as it is now beside the sentence. 404 also for what is closed to this person.
    """

    @wraps(view)
    def answered(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            return view(request, translation_to_edit(request.user, pk), *args, **kwargs)
        except Http404:
            return _refused(gettext("This is not there any more. Reload the page."), 404)
        except PermissionDenied as denied:
            return _refused(str(denied) or gettext("You do not translate into this language."), 403)
        except UnitChanged as changed:
            changed.unit.translation = translation_to_edit(request.user, pk)
            sentence = gettext("Somebody else wrote this meanwhile. Yours is not lost: choose which one stays.")
            return _refused(sentence, 409, unit=unit_answer(request, changed.unit))
        except (NotSaved, ValueRefused, NotWaived) as refused:
            return _refused(str(refused), 422)
        except BadRequest:
            return _refused(gettext("This request could not be read. Reload the page."), 400)

    return answered


class BadRequest(Exception):
    """What was sent is not what the editor sends."""


def body_of(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that was sent. Raises BadRequest."""
    if len(request.body) > LARGEST:
        raise BadRequest
    try:
        sent = json.loads(request.body or b"{}")
        json.dumps(sent, ensure_ascii=False).encode()  # half of a pair of surrogates is no text, no database takes it
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(sent, dict):
        raise BadRequest
    return sent


def asked(sent: dict[str, Any], name: str, kind: type) -> Any:
    """Return one thing that was sent. Raises BadRequest when it is missing or of another kind."""
    value = sent.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BadRequest
    return value


def written(request: HttpRequest, translation: Translation, work: Callable[[Translation], Unit]) -> JsonResponse:
    """Do a write and answer with the unit it gives and how far the translation is. Raises PermissionDenied.

    The translation is locked first: what was submitted for review a moment ago is not written into any more.
    """
    with transaction.atomic():
        locked = Translation.objects.select_for_update(of=("self",)).select_related("locale", "source_locale", "content_type")
        current = locked.get(pk=translation.pk)
        if refused := writing_refused(request.user, current):
            raise PermissionDenied(refused)
        unit = work(current)
    current.refresh_from_db(fields=["units_total", "units_done", "words_total", "words_done"])
    unit.translation = current
    return JsonResponse({"unit": unit_answer(request, unit), "progress": progress_of(current)})


def unit_answer(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    """Return a unit for the scripts: what it says, its version, and its state, findings and source as HTML.

    The source, too, because it may have changed since the page was opened.
    """
    from localization.editor.access import may_waive

    (shown,) = shown_units(unit.translation, [unit], request.user, with_places=False)
    context = {"shown": shown, "may_waive": may_waive(request.user, unit.translation)}
    return {
        "id": unit.pk,
        "version": unit.version,
        "text": unit.text,
        "value": unit.value,
        "source": unit.source_now,
        "source_html": shown.source,
        "inserts": render_to_string("localization/editor/_inserts.html", context),
        "state": unit.state,
        "is_begun": shown.is_begun,
        "errors": shown.errors,
        "findings": len(shown.findings),
        "writer": shown.writer,
        "html": render_to_string("localization/editor/_state.html", context),
    }


def progress_of(translation: Translation) -> dict[str, Any]:
    """Return how far a translation is, for the bar and the sentence beside it."""
    total, done = translation.units_total, translation.units_done
    return {"total": total, "done": done, "words_total": translation.words_total, "words_done": translation.words_done}


def unit_of(translation: Translation, unit: int, *, in_bin: bool = False) -> Unit:
    """Return a unit of a translation. Raises Http404 for one of another, and for one in the bin where that is not asked for."""
    found = Unit.objects.filter(pk=unit, translation=translation).first()
    if found is None or (found.state == UnitState.BIN) != in_bin:
        raise Http404
    found.translation = translation
    return found


def _refused(sentence: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"error": sentence, **more}, status=status)
