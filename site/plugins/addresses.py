"""Addresses of plugins: `/x/<slug>/…` and `/<language>/x/<slug>/…` for pages, `/api/x/<slug>/…` for the API.

What stands below is found in the plugin's own urls.py, as Django finds it, while the plugin is active. While it is not,
its addresses are not there, and a page with the same address would be shown. In urls.py:

    urlpatterns = [path("", views.index, name="index"), path("<int:pk>/", views.note, name="note")]

The names are used by `plugin_url("notes", "note", pk=3)` and `{% plugin_url "notes" "note" pk=3 %}`; `reverse` and
`{% url %}` do not know them. A page inside the site's frame is a template that extends "theme/base.html", rendered with the
request: name, menus and languages come with it. `<div class="wrap">` gives its content the margins of other pages.

Views ask for what they need by decorators, such as `login_required`. Forms carry a CSRF token; `csrf_exempt` does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NoReturn

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, URLPattern, get_resolver, get_script_prefix, reverse
from django.urls.resolvers import RegexPattern
from django.utils.translation import get_language

from plugins.active import is_active
from plugins.loaded import loaded
from plugins.outside import is_from_outside
from plugins.owners import owned_by
from plugins.shield import GUARDED
from plugins.view_guard import View, guarded_view

PREFIX = "x"

Urls = Callable[[str], Any]  # slug -> what Django takes for a URLconf, hashable, or None
Guard = Callable[[str, View, str], View]


class PluginAddresses(URLPattern):
    """One entry of urlpatterns for all plugins: matches what the urls of an active plugin match, and nothing else.

    Django then treats the plugin's view as any other: `request.resolver_match` is set (in the namespace of the slug), a
    missing slash is appended, middleware sees the view.
    """

    def __init__(self, prefix: str, name: str, urls_of: Urls, guard: Guard = guarded_view) -> None:
        self.urls_of = urls_of
        self.guard = guard
        self.prefix = prefix
        super().__init__(RegexPattern(rf"^{prefix}/(?P<slug>[a-z][a-z0-9_]*)/(?P<rest>(?s:.*))\Z"), _nothing, name=name)

    def resolve(self, path: str) -> ResolverMatch | None:
        """Return the match of a plugin's view, or None so that Django goes on to the next entry."""
        parts = self.pattern.match(path)
        if not parts:
            return None
        slug, rest = parts[2]["slug"], parts[2]["rest"]
        if slug not in loaded().found or not is_active(slug):
            return None
        try:
            urls = self.urls_of(slug)
            found = get_resolver(urls).resolve(f"/{rest}") if urls is not None else None
        except Resolver404:
            return None
        except GUARDED as error:
            if is_from_outside(error):
                raise
            found = ResolverMatch(partial(_broken, error), (), {}, route="urls.py")
        return found and self._owned(slug, found)

    def _owned(self, slug: str, found: ResolverMatch) -> ResolverMatch:
        route = f"{self.prefix}/{slug}/{found.route or ''}"
        return ResolverMatch(
            self.guard(slug, found.func, f"/{route}"),
            found.args,
            found.kwargs,
            found.url_name,
            [slug, *found.app_names],
            [slug, *found.namespaces],
            route,
            captured_kwargs=getattr(found, "captured_kwargs", None) or {},
            extra_kwargs=getattr(found, "extra_kwargs", None) or {},
        )


def plugin_url(slug: str, name: str, *args: Any, language: str | None = None, **kwargs: Any) -> str:
    """Return the address of a view of the plugin `slug` by its name in urls.py, in the language of the reader.

    `language` is another language's code, or "" for the address without a language, which leads on by what the reader's
    browser asks for. Raises NoReverseMatch for a plugin that is not active, and for an unknown name or wrong arguments.
    """
    urls = page_urls(slug) if slug in loaded().found and is_active(slug) else None
    if urls is None:
        raise NoReverseMatch(f"The plugin {slug!r} is not active, or has no urls.py.")
    site = get_script_prefix()
    rest = reverse(name, urlconf=urls, args=args, kwargs=kwargs)[len(site) :]
    code = (get_language() or settings.LANGUAGE_CODE) if language is None else language
    return f"{site}{code}{'/' if code else ''}{PREFIX}/{slug}/{rest}"


def page_urls(slug: str) -> Any:
    """Return the module urls.py of a plugin, imported now if it is not yet; None when it has none."""
    return module_of(slug, "urls")


def module_of(slug: str, name: str) -> Any:
    """Return a module of a plugin by its name, or None when it has none. Raises what the import raises."""
    package = loaded().package(slug)
    if find_spec(f"{package}.{name}") is None:
        return None
    with owned_by(slug):
        return import_module(f"{package}.{name}")


def page_addresses(name: str) -> PluginAddresses:
    """Return the entry of urlpatterns for pages of plugins."""
    return PluginAddresses(PREFIX, name, page_urls)


def _nothing(request: HttpRequest, **kwargs: Any) -> NoReturn:
    raise Http404


def _broken(error: BaseException, request: HttpRequest, **kwargs: Any) -> NoReturn:
    raise error
