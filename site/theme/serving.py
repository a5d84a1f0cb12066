"""Answers the address of a page with few queries, whatever its depth: one row brings page and type."""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve
from wagtail.views import serve_chain

from content.audiences import Audience
from content.locales import code_of
from content.models import HelpPage
from content.page_types import in_force, rests
from theme.archive import onward_address
from theme.chrome import surroundings_of
from theme.fallbacks import mark_fallback, page_elsewhere, standing_in
from theme.looks import look_columns, looks_handed_on
from theme.redirects.following import leads_on

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

_types: dict[tuple[str, str], type[HelpPage]] = {}
"""Language and path to the type of page that was there: a guess that each query proves."""
MOST_TYPES = 20_000


def type_joins() -> list[str]:
    """Return the names that join every page type to HelpPage, for select_related.

    Without those of plugins that are off: their pages are not shown, and their tables may not be what their code says.
    """
    found = []
    for model in apps.get_models():
        if issubclass(model, HelpPage) and model is not HelpPage and in_force(model):
            steps = [each for each in reversed(model.__mro__) if isinstance(each, type) and issubclass(each, HelpPage)]
            concrete = [each for each in steps if each is not HelpPage and not each._meta.abstract]
            found.append("__".join(str(each._meta.model_name) for each in concrete))
    return found


def page_at(request: HttpRequest, path: str) -> HelpPage | None:
    """Return the page, of its own type, at a path below the language's home; live or not. Two queries with the site's."""
    if _CONTROL.search(path):
        return None  # PostgreSQL takes no zeros in texts, and no slug has such signs
    wanted, key = _url_path(request, path), (get_language() or "", path)
    if (page := _of_known_type(key, wanted)) is not None:
        return page
    rows = HelpPage.objects.filter(url_path=wanted).select_related("locale", *type_joins())
    row = rows.annotate(**look_columns()).first()
    if row is None:
        return None
    page = specific_of(row)
    if len(_types) >= MOST_TYPES:
        _types.clear()
    _types[key] = type(page)
    return page


def _of_known_type(key: tuple[str, str], wanted: Concat) -> HelpPage | None:
    """Ask for a page of the type that was at this address the last time; None when there is none of it any more.

    A statement that joins every type takes twice as long to make and to read as one for the type itself.
    """
    known = _types.get(key)
    if known is None or not in_force(known):
        return None
    rows = known._default_manager.filter(url_path=wanted).select_related("locale").annotate(**look_columns())
    page: HelpPage | None = rows.first()
    # A type that stands on this one has a row in its table, too.
    return page if page is not None and page.cached_content_type.model_class() is known else None


def specific_of(row: HelpPage) -> HelpPage:
    """Return the object of the page's own type that select_related brought along."""
    # A type that stands on another one comes before it.
    for join in sorted(type_joins(), key=lambda join: -join.count("__")):
        found: Any = row
        for name in join.split("__"):
            found = getattr(found, name, None)
            if found is None:
                break
        if found is not None and type(found)._meta.model_name == join.rsplit("__", maxsplit=1)[-1]:
            found._state.fields_cache["locale"] = row.locale
            looks_handed_on(row, found)
            return found
    return row


def _url_path(request: HttpRequest, path: str) -> Concat:
    site = surroundings_of(request, get_language() or "").site
    home = Page.objects.filter(translation_key=site.root_page.translation_key, locale__language_code=get_language()).values(
        "url_path"
    )[:1]
    return Concat(Subquery(home), Value(path))


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at a path, or answer as its audience demands; Wagtail's own way for what is no HelpPage."""
    try:
        page = page_at(request, path)
    except Site.DoesNotExist as error:
        raise Http404("There is no site yet.") from error
    if page is None and _CONTROL.search(path):
        raise Http404
    if page is None:
        if _below_private(request, path):
            return refused(request)
        return _wagtails_own(request, path)
    if not page.may_open(request.user):
        is_there = page.live and page.ancestors_live and not rests(page)
        if is_there or page.audience_now >= Audience.AGENT:
            return refused(request)
        # A draft: its readers read on in the language that stands in for theirs.
        if answer := _stand_in(request, standing_in(page.translation_key, request.user, get_language() or "")):
            return answer
        raise Http404
    if page.is_archived and (address := onward_address(page, request.user)):
        return _kept(redirect(address), page, request)  # not for good: an editor may bring the page back
    return served(page, request)


def _wagtails_own(request: HttpRequest, path: str) -> HttpResponse:
    """Let Wagtail answer, for pages of other types than ours; where there is none, a page in another language may do."""
    try:
        response: HttpResponse = wagtail_serve(request, path)
    except Http404:
        if answer := _in_another_language(request, path):
            return answer
        raise
    return response


def _in_another_language(request: HttpRequest, path: str) -> HttpResponse | None:
    """Answer an address below the language's home page that leads to nothing there; None where no language has anything."""
    if leads_on(request):
        return None  # an old address: the redirect that is kept for it knows better
    site, language = surroundings_of(request, get_language() or "").site, get_language() or ""
    return _stand_in(request, page_elsewhere(path, request.user, site=site, language=language))


def _stand_in(request: HttpRequest, page: HelpPage | None) -> HttpResponse | None:
    """Show a page in another language where one is to be read; send on to one that is in the reader's own."""
    if page is None:
        return None
    if code_of(page.locale_id) == get_language():
        answer = redirect(page.link)  # not for good: a page may come to be at this address
        patch_cache_control(answer, no_cache=True, private=True)
        return answer
    row = HelpPage.objects.filter(pk=page.pk).select_related("locale", *type_joins()).annotate(**look_columns()).first()
    if row is None:
        return None
    mark_fallback(request)
    response = served(specific_of(row), request)
    response["X-Robots-Tag"] = "noindex"
    return response


def served(page: HelpPage, request: HttpRequest) -> HttpResponse:
    """Serve a page the reader may open, through Wagtail's hooks; one of them asks for passwords."""
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    chain = serve_chain
    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        chain = wrap(chain)
    response: HttpResponse = chain(page, request, [], {})
    return _kept(response, page, request)


def _kept(response: HttpResponse, page: HelpPage, request: HttpRequest) -> HttpResponse:
    """Tell caches, and search engines where it is about an archived page, what they may keep."""
    if page.is_archived:
        response["X-Robots-Tag"] = "noindex"
    if request.user.is_authenticated or page.audience_now or page.unlisted:
        patch_cache_control(response, private=True, no_store=True)
    else:
        response["X-Public"] = "1"
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def refused(request: HttpRequest) -> HttpResponse:
    """Send the signed-out to sign in; the signed-in, to whom this is closed, see what they would at no page at all."""
    if request.user.is_authenticated:
        raise Http404
    return redirect(f"{reverse('accounts:login')}?{urlencode({'next': request.get_full_path()})}")


def _below_private(request: HttpRequest, path: str) -> bool:
    """Tell whether an address that leads nowhere lies below pages for agents: those answer alike whether they exist or not."""
    parts = [part for part in path.split("/") if part]
    if not parts:
        return False
    above = ["/".join(parts[:end]) + "/" for end in range(1, len(parts))]
    wanted = Q()
    for each in above:
        wanted |= Q(url_path=_url_path(request, each))
    internal = Q(effective_audience__gte=Audience.AGENT) | Q(internal_until__gt=timezone.now())
    return bool(above) and HelpPage.objects.filter(wanted & internal).exists()
