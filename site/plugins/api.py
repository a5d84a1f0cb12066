"""The life cycle of plugins for programs, as the screen has it: mounted by config/api.py at /api/plugins/.

For whoever is signed in (session, with the CSRF token for what changes something) and may change plugins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError
from ninja.security import django_auth

from plugins import active, lifecycle
from plugins.admin.permissions import may_manage
from plugins.lifecycle import LifecycleError
from plugins.overview import Row, overview_with_new
from plugins.sentences import translated

router = Router(tags=["plugins"], auth=django_auth)


class PluginOut(Schema):
    """A plugin. `state` is active, inactive, paused, available, missing, invalid, incompatible, disabled or broken.

    `reason` says why it is not in force although it might be, in the reader's language where it is ours. `tables_version`
    is that of its tables, "" when it is not installed. `in_force`: in the process that answers, now.
    """

    slug: str
    name: str
    description: str
    author: str
    url: str
    version: str
    tables_version: str
    state: str
    reason: str
    in_force: bool
    must_use: bool
    recently_deactivated: bool
    needs: list[str]


class Refused(Schema):
    """Why nothing was done, in sentences."""

    detail: list[str]


class DeactivateIn(Schema):
    """`cascade`: what needs the plugin goes off before it."""

    cascade: bool = False


class PauseIn(Schema):
    """Why it is paused, for whoever looks at the list."""

    why: Annotated[str, Field(max_length=500)] = "Paused by hand."


Answer = PluginOut | Status[Any]


@router.get("", response=list[PluginOut], url_name="plugin_list")
def plugin_list(request: HttpRequest, state: str = "") -> list[PluginOut]:
    """All plugins, or those in one state. One whose folder is new is switched on after a restart of the server."""
    _allowed(request)
    return [_out(row) for row in overview_with_new() if state in ("", row.state)]


@router.get("/{slug}/", response=PluginOut, url_name="plugin")
def plugin(request: HttpRequest, slug: str) -> PluginOut:
    """One plugin."""
    _allowed(request)
    return _one(slug)


@router.post("/{slug}/activate/", response={200: PluginOut, 409: Refused}, url_name="plugin_activate")
def activate(request: HttpRequest, slug: str) -> Answer:
    """Install it when that is still to do, and switch it on."""
    return _done(request, slug, lambda: lifecycle.activate(slug, by=request.user))  # type: ignore[arg-type]


@router.post("/{slug}/deactivate/", response={200: PluginOut, 409: Refused}, url_name="plugin_deactivate")
def deactivate(request: HttpRequest, slug: str, body: DeactivateIn = DeactivateIn()) -> Answer:  # noqa: B008
    """Switch it off at once; its data is kept."""
    return _done(request, slug, lambda: lifecycle.deactivate(slug, by=request.user, cascade=body.cascade))  # type: ignore[arg-type]


@router.post("/{slug}/pause/", response={200: PluginOut, 409: Refused}, url_name="plugin_pause")
def pause(request: HttpRequest, slug: str, body: PauseIn = PauseIn()) -> Answer:  # noqa: B008
    """Let it rest for everyone until it is resumed. Does nothing to what is not active."""
    return _done(request, slug, lambda: lifecycle.pause(slug, body.why, by=request.user))  # type: ignore[arg-type]


@router.post("/{slug}/resume/", response={200: PluginOut, 409: Refused}, url_name="plugin_resume")
def resume(request: HttpRequest, slug: str) -> Answer:
    """Let a paused plugin go on."""
    return _done(request, slug, lambda: lifecycle.resume(slug, by=request.user))  # type: ignore[arg-type]


def _allowed(request: HttpRequest) -> None:
    if not may_manage(request.user):
        raise HttpError(403, "You may not change plugins.")
    active.sync(force=True)


def _done(request: HttpRequest, slug: str, do: Callable[[], object]) -> Answer:
    _allowed(request)
    _one(slug)
    try:
        do()
    except LifecycleError as error:
        return Status(409, Refused(detail=[translated(sentence) for sentence in error.sentences]))
    return _one(slug)


def _one(slug: str) -> PluginOut:
    row = next((row for row in overview_with_new() if row.slug == slug), None)
    if row is None:
        raise HttpError(404, "There is no such plugin.")
    return _out(row)


def _out(row: Row) -> PluginOut:
    values = {name: getattr(row, name) for name in PluginOut.model_fields}
    return PluginOut(**{**values, "needs": list(row.needs), "reason": str(translated(row.reason))})
