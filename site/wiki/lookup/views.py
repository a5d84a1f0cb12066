"""The addresses of quick lookup. All of them answer who is no agent as a page that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from content.audiences import Audience, reader_for
from feedback.conf import feedback_settings
from localization.languages import language_info
from theme.chrome import chrome_for
from theme.serving import refused
from theme.slots import SlotContext
from wiki.deciding.values import Topic
from wiki.lookup.finding import LookedUp, look_up
from wiki.lookup.unanswered import LONGEST, unanswered_note

View = Callable[..., HttpResponse]
LONGEST_TYPED = 1200
"""Signs of an address that are read; what is looked for is cut further."""


def agents_only(view: View) -> View:
    """Ask the signed-out to sign in; for all others but agents there is nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if reader_for(request.user).level < Audience.AGENT:
            return refused(request)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@never_cache
@agents_only
def lookup(request: HttpRequest) -> HttpResponse:
    """The page for a second screen: `?q=`, with `to` (the customer's language) and `off` (topics that are words)."""
    request.chrome = replace(chrome_for(request), is_private=True)  # type: ignore[attr-defined]
    context = {**_context(request), "prefix": "lookup", "is_sent": "sent" in request.GET}
    return render(request, "wiki/lookup/page.html", context)


@require_safe
@never_cache
@agents_only
def hits(request: HttpRequest) -> HttpResponse:
    """What is found, as the scripts of the page and the palette show it."""
    prefix = "palette" if request.GET.get("in") == "palette" else "lookup"
    return render(request, "wiki/lookup/found.html", {**_context(request), "prefix": prefix})


@require_safe
@never_cache
@agents_only
def palette(request: HttpRequest) -> HttpResponse:
    """The palette itself, with its sheet and script: fetched by the pages on which agents read."""
    return render(request, "wiki/lookup/palette.html", {"prefix": "palette", "languages": _languages(get_language() or "")})


@require_POST
@never_cache
@agents_only
def unanswered(request: HttpRequest) -> HttpResponse:
    """Take "this did not answer me"; scripts get a sentence, browsers without them the page again."""
    if not _asks():
        return refused(request)
    typed = request.POST.get("q", "")[:LONGEST_TYPED]
    language = get_language() or settings.LANGUAGE_CODE
    problem = unanswered_note(user=request.user, language=language, query=typed, text=request.POST.get("text", ""))
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "wiki/lookup/_unanswered_done.html", {"problem": problem}, status=429 if problem else 200)
    if problem:
        return render(request, "wiki/lookup/unanswered.html", {"problem": problem, "typed": typed}, status=429)
    return HttpResponseRedirect(f"{reverse('wiki:lookup')}?{urlencode({'q': typed, 'sent': '1'})}", status=303)


def _context(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    wanted = request.GET.get("to", "")
    customer = wanted if wanted in dict(settings.LANGUAGES) else language
    off = [Topic(each) for each in request.GET.getlist("off") if each in Topic.values]
    found = look_up(
        request.GET.get("q", "")[:LONGEST_TYPED], language=language, customer=customer, reader=reader_for(request.user), off=off
    )
    return {
        "found": found,
        "typed": found.text,
        "customer": language_info(customer),
        "languages": _languages(customer),
        "chips": _chip_links(found, customer),
        "asks": _asks(),
        "longest": LONGEST,
    }


def _chip_links(found: LookedUp, customer: str) -> list[dict[str, Any]]:
    """Each chip leads to the same look-up with it taken off, or put on again."""
    off = {each.topic for each in found.chips if each.is_off}
    chips = []
    for each in found.chips:
        others = sorted(off ^ {each.topic})
        query = urlencode({"q": found.text, "to": customer, "off": others}, doseq=True)
        chips.append({"chip": each, "url": f"{reverse('wiki:lookup')}?{query}"})
    return chips


def _languages(chosen: str) -> list[tuple[str, str, bool]]:
    return [(code, language_info(code).name, code == chosen) for code, _name in settings.LANGUAGES]


def _asks() -> bool:
    asked = feedback_settings()
    return bool(asked.is_on and asked.asks_comments)


def palette_place(context: SlotContext) -> str:
    """The empty place of the palette at the end of every page: the same for all who read it, filled for agents alone.

    Pages of the wiki are read by agents and fetch it at once; elsewhere the account menu tells that an agent reads.
    """
    if context.kind.startswith("wiki:lookup"):
        return ""
    when = "load" if context.page is not None and context.page.is_private else "sanad:agent from:body once"
    return format_html('<div hx-get="/{}/agents/lookup/palette/" hx-trigger="{}"></div>', context.language, when)
