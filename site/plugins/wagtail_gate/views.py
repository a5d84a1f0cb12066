"""Views that plugins gave to the admin once and for all: not found while the plugin is not active, guarded while it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from plugins.active import is_active
from plugins.loaded import loaded
from plugins.owners import owner_of
from plugins.view_guard import guarded_view

# Arguments by which Wagtail's own views are told of whose model they are.
_LABELS = ("app_name", "app_label", "content_type_app_name")


class PluginViews:
    """Middleware; must be the last, since it calls the view itself."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        """Nothing here: see `process_view`."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Call the view of a plugin under guard. Raises Http404 while the plugin is not active."""
        if getattr(view, "plugin_guarded", False):
            return None
        slug = owner_of_view(view)
        if not is_active(slug or owner_by_arguments(kwargs)):
            raise Http404
        if not slug:
            return None
        match = request.resolver_match
        response: HttpResponseBase = guarded_view(slug, view, f"/{match.route if match else ''}")(request, *args, **kwargs)
        return response


def owner_of_view(view: Callable[..., Any]) -> str:
    """Whose is it? Wagtail's view of a plugin's model is the plugin's."""
    if owner := owner_of(view):
        return owner
    given = getattr(view, "view_initkwargs", None) or {}
    kind = getattr(view, "view_class", None)
    for each in (kind, getattr(kind, "model", None), *given.values()):
        if isinstance(each, type) and (owner := owner_of(each)):
            return owner
    return ""


def owner_by_arguments(kwargs: dict[str, Any]) -> str:
    """The plugin whose models the address names, or ""."""
    return next((slug for name in _LABELS if (slug := kwargs.get(name)) in loaded().found), "")
