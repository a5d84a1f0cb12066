from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from content.review.selectors import may_review
from content.review.services import page_review
from wiki.agents import agents_only
from wiki.history.selectors import readable_page
from wiki.trust.forms import VerifyForm


@agents_only
@require_POST
def verify(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that somebody found all of a page still true, and show the page again. 404 for who may not."""
    page = readable_page(page_id=page_id, user=request.user)
    if page is None or not may_review(page, request.user):
        raise Http404
    form = VerifyForm(request.POST)
    if form.is_valid():
        page_review(page=page, user=request.user, **form.cleaned_data)
        messages.success(request, gettext("The page is marked as verified."))
    else:
        messages.error(request, next(str(errors[0]) for errors in form.errors.values()))
    return redirect(page.link)
