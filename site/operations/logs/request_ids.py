"""The name of a request, by which its lines in the log, in the log of the proxy and in error reports are found together."""

from __future__ import annotations

import re
import uuid

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")


def request_id(request: HttpRequest) -> str:
    """Return the name that a proxy of our own gave the request, else a new one.

    Anybody can send the header: without such a proxy it is not believed, and one that is not well formed never is. The proxy
    has to set it itself and to drop what came with the request (nginx: `proxy_set_header X-Request-ID $request_id`).
    """
    given = request.headers.get(HEADER, "") if settings.SANAD_TRUSTED_PROXIES else ""
    return given if WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
