"""What touches the server: a reload, and another try for plugins that did not start."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from plugins.admin.permissions import may_serve, only_for
from plugins.journal import forgive
from plugins.lifecycle import audit
from plugins.lifecycle.audit import Done
from plugins.loaded import loaded
from plugins.reloading import reload_ask, reload_way
from plugins.store import state_folder
from plugins.trial import forget


@require_POST
@only_for(may_serve)
def reload(request: HttpRequest) -> HttpResponse:
    """Ask the server to start anew with the plugins as they lie on the disk."""
    if reload_ask():
        audit.note("", Done.RELOAD, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The server is reloading. New and changed plugins are there in a few seconds."))
    else:
        messages.error(request, _("This server cannot be reloaded from here. Restart it where it was started."))
    return redirect("plugin_screen:index")


@require_POST
@only_for(may_serve)
def try_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget what went wrong with a plugin, so that the next start gives it another try."""
    if found := loaded().found.get(slug):
        forget(state_folder(), found.folder)
        forgive(state_folder(), slug)
        audit.note(slug[:40], Done.ANOTHER_TRY, by=request.user)  # type: ignore[arg-type]
        messages.success(request, format_html("<bdi>{}</bdi>: {}", loaded().name(slug), _how()))
    return redirect(reverse("plugin_screen:index") + "?state=problems")


def _how() -> str:
    if reload_way().possible:
        return _("It will be tried again when the server reloads. You can reload it here.")
    return _("It will be tried again at the next start of the server.")
