"""Whom to tell of a weakness of this site (RFC 9116)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

DAYS = 180
"""How long what is said counts as fresh; who runs the site renews it by running it."""


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Name the contacts of the settings; nothing is there without any."""
    if not settings.SANAD_SECURITY_CONTACT:
        raise Http404
    today = timezone.now().astimezone(UTC).date()
    expires = datetime.combine(today + timedelta(days=DAYS), time(), tzinfo=UTC)
    lines = [f"Contact: {contact}" for contact in settings.SANAD_SECURITY_CONTACT]
    lines += [
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.WAGTAILADMIN_BASE_URL}{reverse('theme:security_txt')}",
    ]
    if settings.SANAD_SECURITY_POLICY:
        lines.append(f"Policy: {settings.SANAD_SECURITY_POLICY}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
