"""/metrics/, for the monitoring system or for people who look after the site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from operations.metrics.gauges import SiteGauges
from operations.metrics.store import registry
from operations.work.permissions import may_view


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with the numbers of all processes, as Prometheus reads them.

    For whoever sends the token (`Authorization: Bearer …`), or is signed in and may see the state of the system.
    """
    if not _may_read(request):
        answer = HttpResponse("A token, or the right to see the state of the system, is needed.\n", status=401)
        answer["Content-Type"] = "text/plain; charset=utf-8"
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    gauges = CollectorRegistry()
    gauges.register(SiteGauges())
    return HttpResponse(encode(registry()) + encode(gauges), content_type=content_type)


def _may_read(request: HttpRequest) -> bool:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return bool(settings.SANAD_METRICS_TOKEN) and constant_time_compare(token.strip(), settings.SANAD_METRICS_TOKEN)
    return request.user.is_authenticated and may_view(request.user)
