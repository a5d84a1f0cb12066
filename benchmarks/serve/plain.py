"""An article by plain Wagtail idioms: found by walking down the tree, shown by a template that asks the page for the rest."""

from __future__ import annotations

from collections.abc import Callable

from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import include, path, re_path
from django.utils.cache import patch_response_headers
from wagtail.models import Page, Site

from config.urls import urlpatterns as own
from theme.models import Branding, Navigation


def article(request: HttpRequest, path: str) -> HttpResponse:
    """Show a page as the documentation does; whoever may not see it gets nothing."""
    page = Page.find_for_request(request, path)
    if page is None or not page.live:
        raise Http404
    page = page.specific
    if any(not restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        raise Http404
    site = Site.find_for_request(request)
    shown = {
        "page": page,
        "branding": Branding.objects.filter(site=site).first(),
        "navigation": Navigation.objects.filter(site=site, locale=page.locale, live=True).first(),
        "related": [each.target.specific for each in page.related_pages.all()],
    }
    return render(request, "plain_article.html", shown)


def may_be_kept_for_an_hour(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware; says what Django's cache takes for leave."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        del response["Cache-Control"]
        patch_response_headers(response, 3600)
        return response

    return answer


# Names that templates ask for; the addresses are asked by nobody here.
urlpatterns = [
    *i18n_patterns(re_path(r"^((?:[^/]+/)*)$", article, name="wagtail_serve")),
    path("", include(own)),
]
