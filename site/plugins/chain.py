"""Middleware of plugins: a chain of that of the active ones, made anew when they change, run by one fixed middleware.

    @register_middleware
    class Timed:
        def __init__(self, get_response):
            self.get_response = get_response

        def __call__(self, request):
            response = self.get_response(request)
            response["X-Timed"] = "yes"
            return response

It runs inside of Django's and the site's own, so that `request.user` is there. When it fails before it has asked for the
response, the response is made without it; afterwards, the response stands as it was. What the site itself raises passes
through it untouched. Only `__call__` is run: no `process_view`, `process_exception` or `process_template_response`.

A transaction that it began and did not end, or autocommit that it switched off, is put right before the rest of the site
runs, and when it is done: else what the site writes would hang on it, and be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, TypeVar

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from plugins.active import loaded_manifest
from plugins.figures import Figures, figures_of
from plugins.naming import owner_for
from plugins.registry import Entry, Registry
from plugins.savepoints import LEFT_OPEN, DatabaseFault, close_open, connection_here, is_open
from plugins.shield import GUARDED, WrongResultError, describe, failed
from plugins.surroundings import Surroundings, put_back, surroundings

Respond = Callable[[HttpRequest], Any]
Factory = Callable[[Respond], Respond]
Given = TypeVar("Given", bound=Callable[..., Any])

_NOT_RUN = ("process_view", "process_exception", "process_template_response")

middlewares: Registry[Factory] = Registry("middlewares")


def register_middleware(factory: Given, *, order: int = 100) -> Given:
    """Add a plugin's middleware, a class or function as Django takes it; lower orders are further outside.

    Raises ValueError when the plugin's manifest does not say that it provides "middleware", and for what cannot be run here.
    """
    slug = owner_for(factory)
    manifest = loaded_manifest(slug)
    if manifest is not None and "middleware" not in manifest.provides:
        raise ValueError(f'plugin.toml of {slug} must say that it has middleware: provides = ["middleware"].')
    if not getattr(factory, "sync_capable", True):
        raise ValueError(f"{describe(factory)}: middleware of plugins must be able to run synchronously.")
    if unknown := [name for name in _NOT_RUN if hasattr(factory, name)]:
        raise ValueError(f"{describe(factory)} has {', '.join(unknown)}, which is not run for middleware of plugins.")
    middlewares.add(factory, order=order)
    return factory


class Chain:
    """The middleware of the active plugins around `get_response`."""

    def __init__(self, get_response: Respond) -> None:
        self._get_response = get_response
        self._made: tuple[tuple[Entry[Factory], ...], Respond] = ((), get_response)

    def __call__(self, request: HttpRequest) -> Any:
        """Return the response."""
        entries, respond = self._made
        now = middlewares.entries()
        if now is not entries:
            respond = self._get_response
            for entry in reversed(now):
                respond = _link(entry, respond)
            self._made = (now, respond)
        return respond(request)


def _link(entry: Entry[Factory], inner: Respond) -> Respond:
    """The middleware of an entry around `inner`, or `inner` alone when it is not used or cannot be made."""
    figures = figures_of(entry.owner, f"middleware {describe(entry.entry)}")
    link = Link(figures, inner)
    was_open = is_open(connection_here())
    try:
        link.middleware = entry.entry(link.respond)
    except MiddlewareNotUsed:
        return inner
    except GUARDED as error:
        failed(figures, entry.entry, error)
        return inner
    finally:
        _end_open(figures, entry.entry, was_open)
    return link


def _end_open(figures: Figures, culprit: object, was_open: bool) -> None:
    """Undo and end a transaction that stands open now and did not before the plugin's turn. That is a failure."""
    connection = connection_here()
    if not was_open and is_open(connection):
        close_open(connection)
        failed(figures, culprit, DatabaseFault(LEFT_OPEN))


@dataclass(slots=True)
class _Run:
    """What became of one request within one middleware."""

    was_open: bool  # a transaction, before the middleware's turn
    response: Any = None
    error: BaseException | None = None  # raised by the site, not by the plugin
    seconds: float = 0.0  # that were not the plugin's
    around: Surroundings = field(default_factory=surroundings)  # as the site left them


class Link:
    """A plugin's middleware in the chain."""

    middleware: Respond

    def __init__(self, figures: Figures, inner: Respond) -> None:
        self._figures = figures
        self._inner = inner
        self._run: ContextVar[_Run] = ContextVar("plugin_middleware")

    def __call__(self, request: HttpRequest) -> Any:
        """Return the response of the middleware, or without it when it fails."""
        run = _Run(is_open(connection_here()))
        token = self._run.set(run)
        began = perf_counter()
        try:
            return _checked(self.middleware(request))
        except GUARDED as error:
            self._end_open(run)  # before the failure is recorded: in a transaction that would wait for its end
            if error is run.error:
                raise
            failed(self._figures, self.middleware, error)
            if run.error is not None:
                raise run.error from None
            return self.respond(request) if run.response is None else run.response
        finally:
            self._end_open(run)
            self._figures.add(perf_counter() - began - run.seconds)
            self._run.reset(token)
            put_back(run.around)

    def respond(self, request: HttpRequest) -> Any:
        """What the middleware knows as get_response."""
        run = self._run.get()
        self._end_open(run)
        put_back(run.around)
        began = perf_counter()
        try:
            run.response = self._inner(request)
        except BaseException as error:
            run.error = error
            raise
        finally:
            run.seconds += perf_counter() - began
            run.around = surroundings()
        return run.response

    def _end_open(self, run: _Run) -> None:
        _end_open(self._figures, self.middleware, run.was_open)


def _checked(response: Any) -> Any:
    if not isinstance(response, HttpResponseBase):
        raise WrongResultError(f"It returned {type(response).__name__} where a response is expected.")
    return response
