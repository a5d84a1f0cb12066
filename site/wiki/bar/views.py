from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.audiences import Audience, reader_for
from content.models import HelpPage
from theme.serving import page_at, refused
from theme.slots import SlotContext
from wiki.bar.selectors import told_of


@require_safe
@never_cache
def bar(request: HttpRequest) -> HttpResponse:
    """The bar of the page that htmx says it stands on; nothing where there is nothing to tell.

    Whoever is no agent gets the same answer for every page: to sign in, or that there is nothing at this address.
    """
    if reader_for(request.user).level < Audience.AGENT:
        return refused(request)
    page = _page(request)
    told = told_of(page=page, user=request.user, language=get_language() or "") if page is not None else None
    return render(request, "wiki/bar.html", {"told": told}) if told else HttpResponse(status=204)


def _page(request: HttpRequest) -> HelpPage | None:
    """The page at the address the reader looks at, if they may open it and it is in the language of this address."""
    path = unquote(urlsplit(request.headers.get("HX-Current-URL", "")).path)
    start = f"/{get_language()}/"
    if not path.startswith(start) or len(path) > 2000:
        return None
    page = page_at(request, path[len(start) :])
    return page if page is not None and page.may_open(request.user) else None


def bar_place(context: SlotContext) -> str:
    """The empty place: the same on every page of a language."""
    if context.page is None or context.page.is_private:
        return ""
    return format_html('<div hx-get="/{}/agents/bar/" hx-trigger="sanad:agent from:body once"></div>', context.language)
