from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from content.audiences import Audience
from content.locales import code_of
from localization.languages import direction_of
from theme.compare.versions import compared
from wiki.agents import agents_only
from wiki.history.selectors import readable_page, version_content, versions_of
from wiki.models.pages import WikiHelpPage


@require_safe
@agents_only
def history(request: HttpRequest, page_id: int) -> HttpResponse:
    """The versions of a page that were published, and the ways to compare and to restore them."""
    page = _page(request, page_id)
    rights = page.permissions_for_user(request.user)
    shown = {"versions": versions_of(page=page), "may_edit": rights.can_edit()}
    return render(request, "wiki/history.html", {**_around(request, page), **shown})


@require_safe
@agents_only
def changes(request: HttpRequest, page_id: int, before: int, after: int) -> HttpResponse:
    """What changed between two published versions, word by word."""
    page = _page(request, page_id)
    versions = {each.pk: each for each in versions_of(page=page)}
    if not {before, after} <= versions.keys():
        raise Http404
    old, new = (version_content(page=page, version=versions[pk]) for pk in (before, after))
    with override(code_of(page.locale_id)):
        parts = compared(old, new, audience=Audience.AGENT)
    shown = {"parts": parts, "before": versions[before], "after": versions[after]}
    return render(
        request,
        "wiki/changes.html",
        {**_around(request, page), **shown, "is_same": all(not part.state for part in parts)},
    )


def _page(request: HttpRequest, page_id: int) -> WikiHelpPage:
    page = readable_page(page_id=page_id, user=request.user)
    if page is None:
        raise Http404
    return page


def _around(request: HttpRequest, page: WikiHelpPage) -> dict[str, Any]:
    language = code_of(page.locale_id)
    return {"page": page, "text_language": language, "text_direction": direction_of(language)}
