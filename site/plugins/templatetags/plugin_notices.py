"""What every page of the admin tells about plugins."""

from typing import Any

from django import template
from django.http import HttpRequest

from plugins import active
from plugins.admin.notices import notices
from plugins.admin.permissions import may_manage, may_serve
from plugins.loaded import loaded

register = template.Library()


@register.inclusion_tag("plugins/admin/_notices.html", takes_context=True)
def plugin_notices(context: dict[str, Any]) -> dict[str, Any]:
    """Safe mode, and plugins that were paused or would not start, for whoever can do something about it."""
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "user") or not may_manage(request.user):
        return {}
    return {
        "safe_mode": active.known().safe_mode or loaded().safe_mode,
        "by_server": loaded().safe_mode,
        "may_serve": may_serve(request.user),
        "notices": notices(request),
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
