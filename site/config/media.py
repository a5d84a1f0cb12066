"""Uploaded files, where no proxy serves them."""

from __future__ import annotations

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture. A picture may hold scripts (SVG): opened by its own address it runs none of them.

    Documents are left to Wagtail's own view, which asks for the rights of their collection.
    """
    if posixpath.normpath(path).startswith("documents"):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
