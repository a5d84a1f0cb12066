"""The API of plugins: `router` in a plugin's api.py answers at /api/x/<slug>/ while the plugin is active.

`openapi.json` there describes it. Its routes take requests from other sites and servers, so there is no CSRF check; in
return a reader's session counts only for requests that change nothing or carry the header X-CSRFToken. All others come from
nobody: `request.user` is anonymous, unless the route has an `auth` of its own.
"""

from __future__ import annotations

from copy import copy
from functools import partial, wraps
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from ninja import NinjaAPI, Router
from ninja.responses import Response
from ninja.utils import check_csrf

import theme.views
from config.api import exception_handlers
from plugins.active import loaded_manifest
from plugins.addresses import PREFIX, PluginAddresses, module_of
from plugins.view_guard import View, guarded_view

# slug -> the router, and what was made of it. A plugin loaded again has another one.
_made: dict[str, tuple[Router, tuple[Any, ...]]] = {}


class NoRouter(TypeError):
    """The api.py of a plugin has no router of django-ninja."""


def api_urls(slug: str) -> tuple[Any, ...] | None:
    """Return the routes of a plugin's API, or None when it has no api.py. Raises NoRouter."""
    module = module_of(slug, "api")
    if module is None:
        return None
    router = getattr(module, "router", None)
    if not isinstance(router, Router):
        raise NoRouter(f"{module.__name__} has no `router = ninja.Router()`.")
    if slug not in _made or _made[slug][0] is not router:
        _made[slug] = (router, _routes(slug, router))
    return _made[slug][1]


def _routes(slug: str, router: Router) -> tuple[Any, ...]:
    manifest = loaded_manifest(slug)
    api = NinjaAPI(
        title=manifest.name if manifest else slug,
        version=manifest.version if manifest else "1",
        urls_namespace=f"plugin-{slug}",
        openapi_url=None,
        docs_url=None,
    )
    exception_handlers(api)
    api.add_exception_handler(Exception, _raise)
    api.add_router("/", router)
    description = path("openapi.json", partial(_description, api=api, slug=slug), name="openapi-json")
    return (description, *api.urls[0])


def _raise(request: HttpRequest, error: Any) -> NoReturn:
    """What fails is for the guard around the route, in development as well."""
    raise error


def _description(request: HttpRequest, *, api: NinjaAPI, slug: str) -> HttpResponse:
    return Response(api.get_openapi_schema(path_prefix=f"/api/{PREFIX}/{slug}/"))


def guarded_route(slug: str, view: View, where: str) -> View:
    """Return the view of a route: guarded, without a CSRF check, and without the reader where that check would refuse."""
    guarded = guarded_view(slug, view, f"/api{where}")

    @wraps(guarded)
    def route(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not _is_from_our_pages(request):
            request.user = AnonymousUser()
            request.auser = _nobody  # type: ignore[attr-defined, unused-ignore]
        response: HttpResponseBase = guarded(request, *args, **kwargs)
        return response

    route.csrf_exempt = True  # type: ignore[attr-defined]
    return route


def _is_from_our_pages(request: HttpRequest) -> bool:
    """Would Django's CSRF check let it pass? Asked of a copy that is no POST: of one it would read the body, once for all."""
    probe = copy(request)
    if request.method == "POST":
        probe.method = "PUT"
    return check_csrf(probe) is None


async def _nobody() -> AnonymousUser:
    return AnonymousUser()


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for status 404; below /api/ it is for programs."""
    if request.path_info.startswith("/api/"):
        return Response({"detail": "Not Found"}, status=404)
    return theme.views.not_found(request, exception)


def api_addresses(name: str) -> PluginAddresses:
    """Return the entry of urlpatterns below /api/ for the API of plugins."""
    return PluginAddresses(PREFIX, name, api_urls, guarded_route)
