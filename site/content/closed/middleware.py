"""Addresses of the admin that name a page of the wiki are refused to who may not read it, whichever app's they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from content.closed.pages import is_closed
from content.converters import id_looked_for
from content.private_files.screens import refuse_closed

# Parts of addresses that are ids of pages: Wagtail's, those of wagtail-localize, and ours.
_NAMES = {"page_id", "parent_page_id", "parent_page_pk", "parent_id", "page_to_move_id", "destination_id", "page"}
CHOSEN = "wagtailadmin_choose_page_chosen_multiple"


class ClosedPages:
    """Answers as if there were no such page or file, before the view is asked. No query for superusers, nor elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> None:
        """Look at the pages that the address names."""
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return
        user = request.user
        if not user.is_authenticated or user.is_superuser:
            return
        refuse_closed(request, kwargs)
        if (wanted := _wanted(request, kwargs)) and any(is_closed(page, user) for page in _pages(wanted)):
            raise Http404


def _wanted(request: HttpRequest, kwargs: dict[str, Any]) -> Q:
    named = [value for name, value in kwargs.items() if name in _NAMES]
    if request.resolver_match and request.resolver_match.url_name == CHOSEN:
        named += request.GET.getlist("id")
    ids = list(filter(None, map(id_looked_for, named)))
    wanted = Q(pk__in=ids) if ids else Q()
    if source := kwargs.get("translation_source_id"):
        wanted |= Q(translation_key__in=TranslationSource.objects.filter(pk=source).values("object_id"))
    if translation := kwargs.get("translation_id"):
        wanted |= Q(translation_key__in=Translation.objects.filter(pk=translation).values("source__object_id"))
    return wanted


def _pages(wanted: Q) -> Iterator[Page]:
    yield from Page.objects.filter(wanted).specific(defer=True)
