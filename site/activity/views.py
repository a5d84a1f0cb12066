"""Where the browser tells that a page is being read, or left for the contact page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from activity.bots import reads_pages
from activity.models import Kind
from activity.recording import is_known, seen_record, seen_record_all
from activity.targets import openable_named, page_read

logger = logging.getLogger(__name__)

MOST_OPENED = 50
"""Things that one beacon may name."""
LONGEST_BEACON = MOST_OPENED * 20
KINDS = {"view": Kind.VIEW, "exit": Kind.EXIT}


@csrf_exempt  # A cached page has no token. What comes from another site is left out, and sets nothing but a number.
@require_POST
def seen(request: HttpRequest, kind: str, page_id: str) -> HttpResponse:
    """Take a beacon. The answer is 204 without cookies, whether it was counted or not: it tells of no page that it is there."""
    return _answered(request, partial(_count, request, KINDS[kind], int(page_id)))


@csrf_exempt
@require_POST
def opened(request: HttpRequest, name: str) -> HttpResponse:
    """Take a beacon that names by their ids what was opened since the last one: "7,12". Answers as the other one."""
    return _answered(request, partial(_count_opened, request, name))


def _answered(request: HttpRequest, count: Callable[[], None]) -> HttpResponse:
    try:
        if _may_count(request):
            count()
    except Error as error:
        logger.warning("a reader was not counted: %s", type(error).__name__)
    response = HttpResponse(status=204)
    response["Cache-Control"] = "no-store"
    return response


def _count_opened(request: HttpRequest, name: str) -> None:
    openable = openable_named(name)
    if openable is None:
        return
    asked = [pk for pk in _ids(request) if not is_known(request, page_id=pk, kind=openable.number)]
    if found := list(openable.for_reader(request, asked)) if asked else []:
        counted = seen_record_all(request, ids=found, kind=openable.number)
        if counted:
            openable.opened(counted)


def _ids(request: HttpRequest) -> list[int]:
    """Return the ids that a beacon names, each once; none where it is longer than any of ours."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length[:18]) > LONGEST_BEACON:
        return []
    words = request.body.decode("ascii", "replace").split(",")[:MOST_OPENED]
    return list(dict.fromkeys(int(word) for word in words if word.isdecimal() and word.isascii() and len(word) < 19))


def _count(request: HttpRequest, kind: Kind, asked: int) -> None:
    if is_known(request, page_id=asked, kind=kind):
        return
    if page_id := page_read(request, asked):
        seen_record(request, page_id=page_id, kind=kind)


def _may_count(request: HttpRequest) -> bool:
    """Leave out programs, pages of other sites, and readers who do not want to be counted."""
    if not settings.SANAD_COUNT_VIEWS or not reads_pages(request.headers.get("User-Agent", "")):
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    said_no = request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"
    return not (settings.SANAD_VIEWS_HONOUR_DNT and said_no)
