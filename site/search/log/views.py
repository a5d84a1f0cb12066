"""Where the browser tells that a result was clicked."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search.log.recording import click_log

LONGEST_BODY = 2000
"""Bytes of a beacon that are read: a token and a number."""


@csrf_exempt  # The signed token is the proof: it came with the results, and says nothing about the reader.
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Take `token` and `place` as a form or as JSON text (`navigator.sendBeacon`): 204 when they are good, 400 otherwise."""
    token, place = _read(request)
    is_good = bool(token) and click_log(token=token, place=place)
    response = HttpResponse(status=204 if is_good else 400)
    response["Cache-Control"] = "no-store"
    return response


def _read(request: HttpRequest) -> tuple[str, int]:
    """Return the token and the place; an empty token when they cannot be read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LONGEST_BODY:
        return "", 0
    body = request.body  # Before the form is looked at: the stream can be read once.
    if request.POST:
        return request.POST.get("token", ""), _number(request.POST.get("place", ""))
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return "", 0
    if not isinstance(told, dict) or not isinstance(told.get("token"), str):
        return "", 0
    return told["token"], _number(str(told.get("place", "")))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
