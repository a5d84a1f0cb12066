"""The page that a request names by its id, if this reader may open it."""

from __future__ import annotations

from django.http import HttpRequest

from content.models import HelpPage


def openable(request: HttpRequest, page_id: int) -> HelpPage | None:
    """Return the page if this reader may open it by its address, else None. One query for the anonymous."""
    page = HelpPage.objects.filter(pk=page_id).first()
    if page is None or not page.may_open(request.user):
        return None
    # Whoever has the address of an unlisted page may open it, but ids can be counted through: ask for what the page asks.
    if page.unlisted and not all(each.accept_request(request) for each in page.get_view_restrictions()):
        return None
    return page


def text_read(request: HttpRequest, page_id: int) -> int:
    """Return the id of the page whose text this reader gets there: an untranslated copy shows that of its source. 0 for none."""
    page = openable(request, page_id)
    if page is None:
        return 0
    source = openable(request, page.alias_of_id) if page.alias_of_id else None
    return (source or page).pk
