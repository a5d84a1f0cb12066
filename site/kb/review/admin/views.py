"""Marking one article, and the list of what is due, from which several can be marked at once."""

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
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from kb.models import ArticlePage
from kb.review.admin.forms import ReviewForm
from kb.review.selectors import due_pages, may_review
from kb.review.services import article_review, articles_review

SHOWN = 50
SOON = 14
"""Days ahead that the list and the panel look."""


def review_article(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for a note, and mark the article as reviewed."""
    article = get_object_or_404(ArticlePage, pk=page_id)
    if not may_review(article, request.user):
        raise PermissionDenied
    onward = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[article.pk])
    form = ReviewForm(request.POST or None, initial={"verified_until": None})
    if request.method == "POST" and form.is_valid():
        article_review(article=article, user=request.user, **form.cleaned_data)
        messages.success(request, gettext("“%(title)s” is marked as reviewed.") % {"title": article.title})
        return redirect(onward)
    return TemplateResponse(request, "kb/admin/review.html", {"article": article, "form": form, "next": onward})


def may_see_due(user: Any) -> bool:
    """Tell whether this person edits any page."""
    return bool(page_permission_policy.user_has_any_permission(user, {"add", "change"}))


class DueView(WagtailAdminTemplateMixin, TemplateView):
    """Articles that are due for review, or soon will be; `?mine=1`: only those this person is responsible for."""

    page_title = _("Due for review")
    header_icon = "calendar-check"
    template_name = "kb/admin/due.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who edit pages."""
        if not may_see_due(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the list."""
        only_own = self.request.GET.get("mine") == "1"
        due = due_pages(self.request.user, within_days=SOON, only_own=only_own).select_related("locale", "responsible")
        articles = Paginator(due, SHOWN).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "articles": articles, "only_own": only_own, "form": ReviewForm()}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark the chosen ones; those that this person may not mark, or that are gone, are left out and counted."""
        form, ids = ReviewForm(request.POST), [each for each in request.POST.getlist("id") if each.isdecimal() and len(each) < 19]
        if form.is_valid() and ids:
            chosen = list(ArticlePage.objects.filter(pk__in=ids[:SHOWN]))
            allowed = [each for each in chosen if may_review(each, request.user)]
            count = articles_review(articles=allowed, user=request.user, **form.cleaned_data)
            _tell(request, count, len(ids) - count)
        else:
            wrong = next((errors[0] for errors in form.errors.values()), gettext("Choose the articles that you have checked."))
            messages.error(request, wrong)
        return redirect(request.get_full_path())


def _tell(request: HttpRequest, count: int, left: int) -> None:
    if count:
        words = ngettext("%(count)d article is marked as reviewed.", "%(count)d articles are marked as reviewed.", count)
        messages.success(request, words % {"count": count})
    if left:
        words = ngettext("%(count)d article was not yours to mark.", "%(count)d articles were not yours to mark.", left)
        messages.warning(request, words % {"count": left})
