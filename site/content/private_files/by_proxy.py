"""Files that a proxy sends once we have said who may have them: a process of ours is free again after a millisecond.

SANAD_PRIVATE_ACCEL and SANAD_MEDIA_ACCEL tell how: the path of an `internal` location (X-Accel-Redirect, nginx), or the word
"x-sendfile" (X-Sendfile with the path of the file: Apache, lighttpd, Caddy). Empty: we send them.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served

from content.private_files.storage import is_private_name, public_name

X_SENDFILE = "x-sendfile"


def by_proxy(file: Any, *, content_type: str | None = None) -> HttpResponse | None:
    """Return the answer that has the proxy send a file of ours, or None where none is told to."""
    name: str = file.name
    way: str = settings.SANAD_PRIVATE_ACCEL if is_private_name(name) else settings.SANAD_MEDIA_ACCEL
    if not way:
        return None
    response = HttpResponse(content_type=content_type or "")
    if not content_type:
        del response["Content-Type"]  # the proxy knows it by the name
    if way.lower() == X_SENDFILE:
        response["X-Sendfile"] = quote(file.path)
    else:
        response["X-Accel-Redirect"] = f"{way.rstrip('/')}/{quote(public_name(name))}"
    return response


def document_by_proxy(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Answer for Wagtail's view of documents, after everything that asks whether this reader may have it."""
    response = by_proxy(document.file, content_type=document.content_type)
    if response is None:
        return None
    document_served.send(sender=get_document_model(), instance=document, request=request)
    is_download = document.content_disposition != "inline"
    response["Content-Disposition"] = content_disposition_header(is_download, document.filename) or "inline"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def connect() -> None:
    """Come last: a hook that answers keeps the later ones from being asked."""
    hooks.register("before_serve_document", document_by_proxy, order=10_000)
