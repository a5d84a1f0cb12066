from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wiki.approving.services import page_approve, page_withdraw
from wiki.models.approved import ApprovedPage


def approval_taken(request: HttpRequest, page: ApprovedPage) -> HttpResponse:
    """Approve the page, or take the approval back, as it asks for; then show the page again."""
    try:
        if request.POST.get("action") == "withdraw":
            page_withdraw(page=page, user=request.user)
        elif not page_approve(page=page, user=request.user, seal=request.POST.get("seal", "")):
            messages.warning(request, _("The page was changed meanwhile. Read it again before you approve it."))
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    return redirect(page.link)
