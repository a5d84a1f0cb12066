"""Two editors at once: nobody's work is published over unseen.

Wagtail keeps each save as a version and tells open editors of one another by script. What is missing there is the save of
somebody who did not see that notice, or passed over it: it is kept, too, but does not go live, and says what it would replace.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page, Revision


def overlooked(request: HttpRequest, page: Page) -> Revision | None:
    """Return the newest version that somebody else saved after the one this form began with; None when there is none."""
    if not request.POST.get("loaded_revision_id"):
        return None
    try:
        loaded = datetime.fromisoformat(request.POST.get("loaded_revision_created_at", ""))
        if timezone.is_naive(loaded):
            return None
        newer = Revision.page_revisions.filter(object_id=str(page.pk), created_at__gt=loaded).exclude(user=request.user)
        found: Revision | None = newer.select_related("user").order_by("-created_at", "-pk").first()
    except (ValueError, TypeError, OverflowError):  # no such moment
        return None
    return found


def publish_held_back(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the changes as the newest draft where somebody else's would be replaced, and show both."""
    other = overlooked(request, page)
    if other is None:
        return None
    words = gettext(
        "While you were writing, %(name)s saved another version. Yours is kept as the newest draft and is not published yet: "
        "compare both, take over what is missing, then publish."
    )
    _warn(request, page, other, words)
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def saved_over(request: HttpRequest, page: Page) -> None:
    """Tell whoever saved a draft of what somebody else saved meanwhile."""
    other = overlooked(request, page) if request.method == "POST" else None
    if other is not None:
        words = gettext("While you were writing, %(name)s saved another version. Both are kept, yours is the newest.")
        _warn(request, page, other, words)


def _warn(request: HttpRequest, page: Page, other: Revision, words: str) -> None:
    name: Any = other.user.display_name() if other.user else gettext("somebody")
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, other.pk, "latest"])
    messages.warning(request, words % {"name": name}, buttons=[messages.button(compare, gettext("Compare"))])


def connect() -> None:
    """Put both in; called once when the room is ready."""
    hooks.register("before_publish_page", publish_held_back)
    hooks.register("after_edit_page", saved_over)
