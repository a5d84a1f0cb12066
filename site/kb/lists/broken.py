"""The list of pages with broken links, and what an editor can say to a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.models import HelpPage
from feedback.inbox.selectors import pages_edited_by
from kb.links.checking import settle
from kb.links.inside import look_inside
from kb.links.verdicts import in_words
from kb.lists.registry import Chosen
from kb.lists.selectors import counts_forget
from kb.models.links import LinkState, PageLink


def broken_links() -> QuerySet[PageLink]:
    """Return the links that are broken, and that nobody called right as they are."""
    return PageLink.objects.filter(link__state=LinkState.BROKEN, ignored=False)


def with_broken_links(pages: QuerySet[HelpPage], _chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages that have such links."""
    return pages.filter(pk__in=broken_links().values("page"))


def prepare_broken(pages: Sequence[Any], user: Any, _chosen: Chosen) -> None:
    """Give each page its broken links, with words for each."""
    found: defaultdict[int, list[PageLink]] = defaultdict(list)
    rows = list(broken_links().filter(page__in=[page.pk for page in pages]).select_related("link").order_by("pk"))
    titles = _titles(rows, user)
    for row in rows:
        row.shown = shown_address(row.link.address, titles)  # type: ignore[attr-defined]
        row.words = in_words(row.link.reason, row.link.detail)  # type: ignore[attr-defined]
        found[row.page_id].append(row)
    for page in pages:
        page.broken = found[page.pk]
        page.broken_words = "; ".join(f"{row.shown}: {row.words}" for row in page.broken)


def _titles(rows: list[PageLink], user: Any) -> dict[str, str]:
    """Return the titles of pages that are linked to and that this person may know."""
    targets = {row.link.address.removeprefix("page:").partition("#")[0] for row in rows if row.link.address.startswith("page:")}
    known = pages_edited_by(user).filter(pk__in=[int(each) for each in targets])
    return {str(pk): title for pk, title in known.values_list("pk", "title")}


def shown_address(address: str, titles: dict[str, str]) -> str:
    """Return an address as editors know it: what they chose in a dialogue has no address for them."""
    if address.startswith("page:"):
        pk, _sign, anchor = address.removeprefix("page:").partition("#")
        return " #".join(filter(None, (titles.get(pk) or _("a page of this site"), anchor)))
    return _("a file of this site") if address.startswith("document:") else address


@require_POST
def link_ignore(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a link out of the list for good: it is right as it is."""
    row = _row(request, pk)
    PageLink.objects.filter(pk=row.pk).update(ignored=True, ignored_by=request.user.pk)
    messages.success(request, _("This link is not told again."))
    return _back(request)


@require_POST
def link_recheck(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again: at this site at once, at others with the next round."""
    link = _row(request, pk).link
    if link.host:
        type(link).objects.filter(pk=link.pk).update(next_check=timezone.now())
        messages.success(request, _("The other site is asked again within minutes."))
    else:
        settle(link, look_inside(link.address), timezone.now())
        is_broken = link.state == LinkState.BROKEN
        messages.info(request, _("The link is still broken.") if is_broken else _("The link works."))
    return _back(request)


def _row(request: HttpRequest, pk: int) -> PageLink:
    """Return the link, for those who edit its page; for others there is none."""
    mine = pages_edited_by(request.user).order_by().values("pk")
    row = PageLink.objects.filter(pk=pk, page__in=mine).select_related("link").first()
    if row is None:
        raise Http404
    return row


def _back(request: HttpRequest) -> HttpResponse:
    counts_forget(request.user)
    return redirect(reverse("kb_list", args=["broken"]))
