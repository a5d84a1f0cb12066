from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from theme.chrome import chrome_for


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Offer `chrome` to every template; computed only where it is used, and only once when a page brings its own."""
    closed = getattr(request, "closed_page", None)
    return {"chrome": getattr(request, "chrome", None) or SimpleLazyObject(lambda: chrome_for(request, page=closed))}
