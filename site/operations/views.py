from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.health import State, health_report, overall


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """Tell how the site is: {"status", "parts": {name: {"state", "text"}}}.

    503 when the database is down, so that a load balancer sends readers elsewhere; 200 while readers can be served.
    """
    parts = health_report()
    status = overall(parts)
    body = {
        "status": status,
        "parts": {name: {"state": part.state, "text": part.text} for name, part in parts.items()},
    }
    return JsonResponse(body, status=503 if status == State.DOWN else 200)
