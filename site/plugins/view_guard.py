"""Runs a view of a plugin: what fails is recorded as the plugin's failure, and answered by our page for status 500."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from time import perf_counter
from typing import Any

from asgiref.sync import async_to_sync, iscoroutinefunction
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase

from plugins.figures import figures_of
from plugins.outside import is_cancelled
from plugins.savepoints import connection_here, protected
from plugins.shield import GUARDED, WrongResultError, failed

View = Callable[..., Any]

# These are answers, not failures: 404, 403 and 400.
ANSWERS = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)
# What marks a coroutine function, in this and later versions of Python: what is made here is none.
_COROUTINE_MARKS = ("_is_coroutine", "_is_coroutine_mark", "_is_coroutine_marker")


class PluginViewError(RuntimeError):
    """A plugin's view raised what is no `Exception`, such as SystemExit, which would end the process. Raised in its place."""


def guarded_view(slug: str, view: View, where: str) -> View:
    """Return a view that calls the plugin's. `where` names it for administrators, such as "/x/notes/".

    A template response is rendered here, so that what fails in its template is the plugin's failure, too; the body of a
    streaming response is made later, unguarded. `csrf_exempt` is not honoured: whoever needs it writes an API route.
    """
    figures = figures_of(slug, where)
    is_async = iscoroutinefunction(view)
    call = async_to_sync(view) if is_async else view

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        began = perf_counter()
        try:
            return protected(connection_here(), partial(_answer, call, request, args, kwargs))
        except ANSWERS:
            raise
        except GUARDED as error:
            if is_async and is_cancelled(error):
                raise
            failed(figures, view, error)
            if not isinstance(error, Exception):  # Django answers only those by a page
                raise PluginViewError(f"The view of the plugin {slug} at {where} raised {type(error).__name__}.") from error
            raise
        finally:
            figures.add(perf_counter() - began)

    for mark in _COROUTINE_MARKS:
        guarded.__dict__.pop(mark, None)
    guarded.csrf_exempt = False  # type: ignore[attr-defined]
    guarded.plugin_guarded = True  # type: ignore[attr-defined]
    return guarded


def _answer(call: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponseBase:
    response = call(request, *args, **kwargs)
    if not isinstance(response, HttpResponseBase):
        raise WrongResultError(f"It returned {type(response).__name__} where a response is expected.")
    render = getattr(response, "render", None)
    return render() if callable(render) else response
