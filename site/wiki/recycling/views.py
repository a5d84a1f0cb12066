"""The bin in the admin: what was deleted, who did it, until when it can be brought back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from content.audiences import Audience, reader_for
from content.editors import EditorsReport, edits_pages
from wiki.models.pages import WikiHelpPage
from wiki.models.recycling import RecycledPage
from wiki.recycling.selectors import KEPT, bin_of, may_restore
from wiki.recycling.services import page_restore, recycled_delete


def may_see_bin(user: Any) -> bool:
    """Tell whether somebody has a bin to look into: agents who write."""
    return reader_for(user).level >= Audience.AGENT and edits_pages(user)


class BinView(EditorsReport):
    """Deleted pages of the wiki, for those who may bring them back."""

    page_title = _("Recycle bin of the wiki")
    header_icon = "bin"
    template_name = "wiki/admin/bin.html"

    def may_see(self, user: Any) -> bool:
        return may_see_bin(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows."""
        user: Any = self.request.user
        rows, days = bin_of(user), KEPT.days
        return {**super().get_context_data(**kwargs), "rows": rows, "days": days, "may_delete": user.is_superuser}


@require_POST
def bin_restore(request: HttpRequest, row_id: int) -> HttpResponse:
    """Bring a page back, and go where it stands. 404 for what is not in one's bin."""
    row = _row(row_id, request.user)
    slug = row.slug
    page = page_restore(row=row, user=request.user)
    words = gettext("“%(title)s” is back at its place.") % {"title": page.title}
    if page.slug != slug:
        words += " " + gettext("Its address is “%(slug)s” now, for another page has the old one.") % {"slug": page.slug}
    messages.success(request, words, buttons=[messages.button(page.link, gettext("View"))])
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@require_POST
def bin_delete(request: HttpRequest, row_id: int) -> HttpResponse:
    """Delete a page for good, before its time: for superusers."""
    if not request.user.is_superuser:
        raise PermissionDenied
    recycled_delete(row=_row(row_id, request.user), user=request.user)
    messages.success(request, gettext("The page is gone for good."))
    return redirect(reverse("wiki_bin"))


def kept_notice(request: HttpRequest, page: Page, *, is_done: bool = False) -> None:
    """Tell who is about to delete a page of the wiki, or has done so, that it can be brought back."""
    if (is_done or request.method == "GET") and isinstance(page.specific, WikiHelpPage):
        days = KEPT.days
        words = ngettext(
            "Pages of the wiki go to the recycle bin: for %(days)d day they can be brought back, with all below them.",
            "Pages of the wiki go to the recycle bin: for %(days)d days they can be brought back, with all below them.",
            days,
        )
        buttons = [messages.button(reverse("wiki_bin"), gettext("Recycle bin"))] if is_done else []
        messages.info(request, words % {"days": days}, buttons=buttons)


def _row(row_id: int, user: Any) -> RecycledPage:
    row = RecycledPage.objects.select_related("page").filter(pk=row_id).first()
    if row is None or not may_restore(row, user):
        raise Http404
    return row
