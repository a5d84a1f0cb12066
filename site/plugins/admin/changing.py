"""On, off, pause and on again, from the screen: each by POST, each refusal a message, each question a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from plugins import active, lifecycle
from plugins.admin.asking import Question, ask
from plugins.admin.permissions import may_manage, only_for
from plugins.admin.saying import refused
from plugins.lifecycle import LifecycleError
from plugins.lifecycle.checks import dependents, manifests_found, requirements_first
from plugins.loaded import loaded
from plugins.models import Plugin, State
from plugins.requirements import all_needed, needed_first


@require_POST
@only_for(may_manage)
def activate(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch a plugin on; when it needs others that are off, ask whether they are meant too."""
    active.sync(force=True)
    needed = needed_by(slug)
    if needed and "with-others" not in request.POST:
        return ask(
            request,
            Question(
                title=gettext("Activate %(name)s?") % {"name": loaded().name(slug)},
                text=gettext("It needs other plugins, which are not active. They are activated before it:"),
                items=tuple(map(loaded().name, needed)),
                yes=gettext("Activate all of them"),
                busy=gettext("Activating…"),
                fields={"with-others": "yes"},
            ),
        )
    _each(request, [*needed, slug], lambda one: lifecycle.activate(one, by=request.user), _activated())  # type: ignore[arg-type]
    return _back(request)


@require_POST
@only_for(may_manage)
def deactivate(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch a plugin off; when others need it, ask whether they are to go off with it."""
    needing = _running(dependents(slug, _active_in_database()))
    if needing and "with-others" not in request.POST:
        return ask(
            request,
            Question(
                title=gettext("Deactivate %(name)s?") % {"name": loaded().name(slug)},
                text=gettext("Other plugins need it. They are deactivated before it; the data of all of them is kept:"),
                items=tuple(map(loaded().name, needing)),
                yes=gettext("Deactivate all of them"),
                busy=gettext("Deactivating…"),
                fields={"with-others": "yes"},
            ),
        )
    try:
        gone = lifecycle.deactivate(slug, by=request.user, cascade="with-others" in request.POST)  # type: ignore[arg-type]
    except LifecycleError as error:
        refused(request, loaded().name(slug), error.sentences)
    else:
        _told(request, gone or [slug], _deactivated())
    return _back(request)


@require_POST
@only_for(may_manage)
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a plugin rest for everyone until somebody resumes it."""
    why = request.POST.get("why", "").strip()[:500] or gettext("Paused by hand.")
    try:
        paused = lifecycle.pause(slug, why, by=request.user)  # type: ignore[arg-type]
    except LifecycleError as error:
        refused(request, loaded().name(slug), error.sentences)
        return _back(request)
    if paused:
        _told(request, [slug], gettext("Paused: %(names)s."))
    else:
        refused(request, loaded().name(slug), [gettext("It is not active.")])
    return _back(request)


@require_POST
@only_for(may_manage)
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a paused plugin go on."""
    _each(request, [slug], lambda one: lifecycle.resume(one, by=request.user), _activated())  # type: ignore[arg-type]
    return _back(request)


@require_POST
@only_for(may_manage)
def bulk(request: HttpRequest) -> HttpResponse:
    """Do the same to several plugins, in an order in which each can be done, and tell the result of each."""
    chosen = set(request.POST.getlist("slug"))
    action = request.POST.get("action")
    if not chosen or action not in ("activate", "deactivate"):
        messages.warning(request, gettext("Choose an action and at least one plugin."))
        return _back(request)
    active.sync(force=True)
    ordered = requirements_first(chosen)
    if action == "activate":
        _each(request, ordered, lambda one: lifecycle.activate(one, by=request.user), _activated())  # type: ignore[arg-type]
    else:
        off = lambda one: lifecycle.deactivate(one, by=request.user)  # type: ignore[arg-type] # noqa: E731
        _each(request, ordered[::-1], off, _deactivated())
    return _back(request)


def needed_by(slug: str) -> list[str]:
    """Return the plugins that this one needs, directly or not, and that are off but could go on; what is needed first."""
    able = {each for each in loaded().usable() if not active.is_active(each)}
    needs = {each: able.intersection(manifest.requires) for each, manifest in manifests_found().items()}
    return needed_first(all_needed([slug], needs) - {slug}, needs)


def _each(request: HttpRequest, slugs: Iterable[str], do: Callable[[str], object], words: str) -> None:
    """Do it to one after the other; a refusal of one does not keep the next from its turn."""
    done = []
    for slug in slugs:
        try:
            do(slug)
        except LifecycleError as error:
            refused(request, loaded().name(slug), error.sentences)
        else:
            done.append(slug)
    if done:
        _told(request, done, words)


def _told(request: HttpRequest, slugs: list[str], words: str) -> None:
    """Say it with the plugins' names, each in its own direction."""
    names = format_html_join(", ", "<bdi>{}</bdi>", ((loaded().name(slug),) for slug in slugs))
    before, _names, after = words.partition("%(names)s")
    messages.success(request, format_html("{}{}{}", before, names, after))


def _activated() -> str:
    return gettext("Activated: %(names)s.")


def _deactivated() -> str:
    return gettext("Deactivated: %(names)s. All data is kept.")


def _active_in_database() -> list[str]:
    return list(Plugin.objects.filter(state__in=(State.ACTIVE, State.PAUSED)).values_list("slug", flat=True))


def _running(slugs: list[str]) -> list[str]:
    on = set(Plugin.objects.filter(slug__in=slugs, state=State.ACTIVE).values_list("slug", flat=True))
    return [slug for slug in slugs if slug in on]


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or reverse("plugin_screen:index"))
