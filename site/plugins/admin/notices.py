"""What is told on every page of the admin: safe mode, and plugins that were paused or would not start.

For those who can do something about it. Asks the database only when plugins have changed since the last question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request

from plugins import active
from plugins.admin.permissions import may_manage, only_for
from plugins.loaded import LeftOut, loaded
from plugins.models import Plugin, State

SESSION = "plugin_notices_dismissed"
DAYS = 7
MOST = 50  # that a session remembers


@dataclass(frozen=True)
class Paused:
    """A plugin that rests since then."""

    slug: str
    at: datetime


@dataclass(frozen=True)
class Notice:
    """A plugin that is not in force although somebody wants it. `key` is what a session remembers when it is dismissed."""

    key: str
    name: str
    url: str
    is_paused: bool


_paused: tuple[object, tuple[Paused, ...]] = (None, ())


def notices(request: HttpRequest) -> list[Notice]:
    """Return what this person is to be told and has not dismissed."""
    if not may_manage(request.user):
        return []
    seen = set(request.session.get(SESSION, ()))
    return [notice for notice in _all() if notice.key not in seen]


@require_POST
@only_for(may_manage)
def dismiss(request: HttpRequest) -> HttpResponse:
    """Do not tell again what is told now."""
    keys = [notice.key for notice in notices(request)]
    request.session[SESSION] = [*request.session.get(SESSION, ()), *keys][-MOST:]
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def _all() -> list[Notice]:
    since = timezone.now() - timedelta(days=DAYS)
    paused = [_notice(each.slug, f"{each.at:%Y%m%d%H%M%S}", is_paused=True) for each in _rest() if each.at > since]
    broken = [slug for slug, kind in loaded().kinds.items() if kind == LeftOut.BROKEN and slug in active.known().wanted]
    return paused + [_notice(slug, _stamp(slug), is_paused=False) for slug in sorted(broken)]


def _rest() -> tuple[Paused, ...]:
    global _paused
    epoch = active.known().epoch
    if epoch is None or _paused[0] != epoch:
        rows = Plugin.objects.filter(state=State.PAUSED).values_list("slug", "changed_at")
        _paused = (epoch, tuple(Paused(slug, at) for slug, at in rows))
    return _paused[1]


def _notice(slug: str, mark: str, *, is_paused: bool) -> Notice:
    url = reverse("plugin_screen:details", args=[slug])
    return Notice(f"{slug}:{mark}", loaded().name(slug), url, is_paused)


def _stamp(slug: str) -> str:
    found = loaded().found.get(slug)
    return (found.stamp if found else "")[:12] or "broken"
