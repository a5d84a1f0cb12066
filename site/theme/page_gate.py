"""Pages of types that plugins bring: served while the plugin is in force, and under guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page

from content.page_types import rests
from plugins.owners import owner_of
from plugins.view_guard import guarded_view

Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponseBase]


def connect() -> None:
    """Put the gate in; called once when the room is ready."""
    hooks.register("before_serve_page", gate, order=-100)
    # The last one wraps the page itself, inside of whatever others do to all pages.
    hooks.register("on_serve_page", guard, order=10_000)


def gate(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Serve no page of a plugin that is off. Those of the help center are stopped before; this is for Wagtail's own pages."""
    if rests(page):
        raise Http404


def guard(serve: Serve) -> Serve:
    """Make what fails in a page of a plugin's type that plugin's failure."""

    def guarded(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponseBase:
        if not (owner := owner_of(type(page))):
            return serve(page, request, args, kwargs)

        def view(asked: HttpRequest) -> HttpResponseBase:
            return serve(page, asked, args, kwargs)

        response: HttpResponseBase = guarded_view(owner, view, f"pages of the type {page._meta.label}")(request)
        return response

    return guarded
