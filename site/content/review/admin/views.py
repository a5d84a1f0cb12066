"""Marking one page, and the list of what is due, from which several can be marked at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from content.converters import row_id
from content.editors import EditorsReport
from content.models import HelpPage
from content.review.admin.forms import ReviewForm
from content.review.selectors import due_pages, may_review
from content.review.services import page_review, pages_review

SHOWN = 50
SOON = 14
"""Days ahead that the list and the panel look."""


def review_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for a note, and mark the page as reviewed."""
    page = get_object_or_404(HelpPage, pk=page_id).specific
    if not may_review(page, request.user):
        raise PermissionDenied
    onward = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = ReviewForm(request.POST or None, initial={"verified_until": None})
    if request.method == "POST" and form.is_valid():
        page_review(page=page, user=request.user, **form.cleaned_data)
        messages.success(request, gettext("“%(title)s” is marked as reviewed.") % {"title": page.title})
        return redirect(onward)
    subtitle = f"\u2068{page.get_admin_display_title()}\u2069"  # its direction does not turn what stands around it
    return TemplateResponse(
        request, "content/review/review.html", {"page": page, "subtitle": subtitle, "form": form, "next": onward}
    )


class DueView(EditorsReport):
    """Pages that are due for review, or soon will be; `?mine=1`: only those this person is responsible for."""

    page_title = _("Due for review")
    header_icon = "calendar-check"
    template_name = "content/review/due.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        only_own = self.request.GET.get("mine") == "1"
        due = due_pages(self.request.user, within_days=SOON, only_own=only_own)
        pages = Paginator(due, SHOWN).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "pages": pages, "only_own": only_own, "form": ReviewForm()}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark the chosen ones; those that this person may not mark, or that are gone, are left out and counted."""
        form, ids = ReviewForm(request.POST), list(filter(None, map(row_id, request.POST.getlist("id"))))
        if form.is_valid() and ids:
            chosen = list(HelpPage.objects.filter(pk__in=ids[:SHOWN]).specific())
            allowed = [each for each in chosen if may_review(each, request.user)]
            count = pages_review(pages=allowed, user=request.user, **form.cleaned_data)
            _tell(request, count, len(ids) - count)
        else:
            wrong = next((errors[0] for errors in form.errors.values()), gettext("Choose the pages that you have checked."))
            messages.error(request, wrong)
        return redirect(request.get_full_path())


def _tell(request: HttpRequest, count: int, left: int) -> None:
    if count:
        words = ngettext("%(count)d page is marked as reviewed.", "%(count)d pages are marked as reviewed.", count)
        messages.success(request, words % {"count": count})
    if left:
        words = ngettext("%(count)d page was not yours to mark.", "%(count)d pages were not yours to mark.", left)
        messages.warning(request, words % {"count": left})
