"""The Content Security Policy of every page, and the foreign hosts that plugins add to it while they are active."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from content.audiences import ANONYMOUS, Reader, reader_for
from plugins.hooks import has_filter
from theme import hooks

logger = logging.getLogger(__name__)

# One host and nothing wider: no path that could end the directive, no keyword such as 'unsafe-inline', no *.
_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
_SOURCE = re.compile(
    rf"(?P<directive>(?:connect|font|frame|img|media|script|style|worker)-src) "
    rf"(?P<origin>(?:(?:https|wss)://{_HOST}|(?:http|ws)://(?:localhost|127\.0\.0\.1))(?::\d{{1,5}})?)"
)


ADMIN = "/admin/"


class PolicyMiddleware(CSPMiddleware):
    """Sends the policy of the settings, with what `csp_sources` adds to it for HTML; the admin has a policy of its own."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        """Return what django-csp builds the header from."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN) and not report_only:
            parts.config = settings.SANAD_ADMIN_POLICY
        elif _is_sent(request, report_only) and response.get("Content-Type", "").startswith("text/html"):
            for directive, origins in _added(request).items():
                parts.update = {**(parts.update or {}), directive: [*(parts.update or {}).get(directive, ()), *origins]}
        return parts


def _is_sent(request: HttpRequest, report_only: bool) -> bool:
    """Tell whether the header goes along with what is at this address."""
    name = "CONTENT_SECURITY_POLICY_REPORT_ONLY" if report_only else "CONTENT_SECURITY_POLICY"
    policy: dict[str, Any] = getattr(settings, name, None) or {}
    return bool(policy) and not request.path_info.startswith(tuple(policy.get("EXCLUDE_URL_PREFIXES") or ()))


def _added(request: HttpRequest) -> dict[str, list[str]]:
    """What plugins add, by directive; together with what holds where the settings say nothing of it."""
    added: dict[str, list[str]] = {}
    if not has_filter("csp_sources"):
        return added  # whose request it is has not been asked for, and need not be
    for source in hooks.csp_sources([], reader=_reader(request), path=request.path):
        if parsed := _parsed(source):
            directive, origin = parsed
            added.setdefault(directive, list(_inherited(directive))).append(origin)
    return added


def _reader(request: HttpRequest) -> Reader:
    """Whoever reads; nobody where that cannot be told: the page that says so has a policy as well."""
    try:
        return reader_for(getattr(request, "user", None))
    except Exception as error:
        logger.warning("csp_sources: the user could not be read: %s", error)
        return ANONYMOUS


def _inherited(directive: str) -> list[str]:
    """A directive that is not set follows default-src; once it is set it must repeat that."""
    policy: Any = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    inherited = policy.get("default-src", [])
    return [] if policy.get(directive) or inherited == ["'none'"] else inherited


@lru_cache(maxsize=256)  # what is refused is told once, not with every page
def _parsed(source: str) -> tuple[str, str] | None:
    match = _SOURCE.fullmatch(source) if isinstance(source, str) else None
    if match is None:
        logger.warning("csp_sources: %.200r is not added to the policy: it must be like 'img-src https://host'.", source)
        return None
    return match["directive"], match["origin"]
