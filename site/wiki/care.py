"""What stands beside a wiki page for those who may write there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from wiki.starting.selectors import place_for_new


@dataclass(frozen=True)
class Care:
    """Addresses; "" for what this person may not do."""

    history: str
    edit: str = ""
    add: str = ""


def care_of(*, page: Page, user: Any) -> Care:
    """Return what a reader of a wiki page may do with it."""
    history = reverse("wiki:history", args=[page.pk])
    if not user.has_perm("wagtailadmin.access_admin"):
        return Care(history)
    rights = page.permissions_for_user(user)
    return Care(
        history,
        edit=reverse("wagtailadmin_pages:edit", args=[page.pk]) if rights.can_edit() else "",
        add=reverse("wiki_new_page", args=[page.pk]) if place_for_new(parent=page, user=user) else "",
    )
