"""Menus and wordings in the admin, and writing them from code."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.models import Locale, Site
from wagtail.snippets.views.snippets import SnippetViewSet

from theme.models import Navigation


class NavigationViewSet(SnippetViewSet):
    """The list names site and language, for there is one row of each."""

    model = Navigation
    icon = "list-ul"
    list_display = ["__str__", "site", UpdatedAtColumn()]
    list_filter = ["site", "live"]
    menu_label = _("Menus and wordings")


def navigation_write(*, site: Site, locale: Locale, **fields: Any) -> Navigation:
    """Write the published menus and wordings of a site in a language, as one translation of those in others; repeatable."""
    known = Navigation.objects.filter(site=site).order_by("pk").first()
    made: dict[str, Any] = {"translation_key": known.translation_key} if known else {}  # type: ignore[has-type]
    row, _created = Navigation.objects.update_or_create(
        site=site, locale=locale, defaults={**fields, "live": True}, create_defaults={**made, **fields, "live": True}
    )
    return row
