"""Who may do what with plugins."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from plugins.upload import uploads_allowed

View = Callable[..., HttpResponse]


def may_manage(user: Any) -> bool:
    """Switch plugins on and off, and see all about them but the insides of their failures."""
    return bool(user.is_active and user.has_perm("plugins.change_plugin"))


def may_uninstall(user: Any) -> bool:
    """Remove the data of plugins."""
    return may_manage(user) and bool(user.has_perm("plugins.delete_plugin"))


def may_serve(user: Any) -> bool:
    """What touches the server: safe mode, a reload, another try for a plugin that would not start, tracebacks."""
    return bool(user.is_active and user.is_superuser)


def may_upload(user: Any) -> bool:
    """Put code on the server, where the deployer allows it."""
    return may_serve(user) and uploads_allowed()


def only_for(test: Callable[[Any], bool]) -> Callable[[View], View]:
    """Let a view be for those who pass the test; others are refused. Nobody is asked to sign in here: the admin has done so."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not test(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
