from __future__ import annotations

from typing import Any

from content.models import HelpPage
from wiki.models import SpacePage, WikiPage


def own_templates(*, user: Any, locale_id: int) -> list[WikiPage]:
    """Return the published pages offered as templates in a language that this person may read, by title. One query."""
    pages = HelpPage.objects.listable_to(user).filter(locale_id=locale_id)
    return list(WikiPage.objects.filter(template_entry__isnull=False, pk__in=pages.values("pk")).order_by("title", "pk"))


def place_for_new(*, parent: Any, user: Any) -> bool:
    """Tell whether this person may write a new wiki page below a page."""
    specific = parent.specific
    return isinstance(specific, SpacePage | WikiPage) and bool(specific.permissions_for_user(user).can_add_subpage())
