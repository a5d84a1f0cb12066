from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from content.models import HelpPage
from wiki.agents import agents_only
from wiki.marks.pages import readable
from wiki.marks.recent import recent_forget, recent_of
from wiki.marks.selectors import favourites_of, marks_of, watched_of
from wiki.marks.services import MOST_FAVOURITES, MOST_WATCHED, TooMany, favourite_move, favourite_set, watch_set
from wiki.models import Frequency
from wiki.watching.changes import changes_for_list
from wiki.watching.services import list_seen, settings_of


@agents_only
@require_POST
def favourite(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make a page a favourite, or none (`on` is "1" or "0")."""
    page, problem = _page(request, page_id), ""
    try:
        favourite_set(page=page, user=request.user, on=request.POST.get("on") == "1")
    except TooMany:
        problem = _("You have %(most)d favourites. Take one off first.") % {"most": MOST_FAVOURITES}
    return _answer(request, page, problem)


@agents_only
@require_POST
def watch(request: HttpRequest, page_id: int) -> HttpResponse:
    """Watch a page, or no more (`on` is "1" or "0")."""
    page, problem = _page(request, page_id), ""
    try:
        watch_set(page=page, user=request.user, on=request.POST.get("on") == "1")
    except TooMany:
        problem = _("You watch %(most)d pages. Stop watching one first.") % {"most": MOST_WATCHED}
    return _answer(request, page, problem)


@agents_only
@require_POST
def move(request: HttpRequest, page_id: int) -> HttpResponse:
    """Move a favourite up or down (`to` is "up" or "down")."""
    page = _page(request, page_id)
    shown = [each.pk for each in favourites_of(request.user)]
    favourite_move(page=page, user=request.user, up=request.POST.get("to") == "up", shown=shown)
    return redirect(reverse("wiki:mine") + "#favourites")


@agents_only
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget what was read last."""
    recent_forget(user=request.user)
    return redirect(reverse("wiki:mine") + "#recent")


@agents_only
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is watched and what changed there, favourites, and what was read last."""
    user, own = request.user, settings_of(user=request.user)
    changes = changes_for_list(user=user)
    context = {
        "changes": changes,
        "watched": watched_of(user),
        "favourites": favourites_of(user),
        "recent": recent_of(user),
        "own": own,
        "frequencies": Frequency.choices,
    }
    response = render(request, "wiki/marks/mine.html", context)
    if own is not None and changes and request.method == "GET":
        list_seen(user=user)
    return response


def _page(request: HttpRequest, page_id: int) -> HelpPage:
    page: HelpPage | None = readable(request.user).filter(pk=page_id).first()
    if page is None:
        raise Http404
    return page


def _answer(request: HttpRequest, page: HelpPage, problem: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        context: dict[str, Any] = {"page": page, "marks": marks_of(page=page, user=request.user), "problem": problem}
        return render(request, "wiki/marks/_marks.html", context)
    if problem:
        return render(request, "wiki/marks/problem.html", {"page": page, "problem": problem}, status=400)
    back = request.POST.get("back", "")
    return redirect(reverse("wiki:mine") if back == "mine" else page.link)
