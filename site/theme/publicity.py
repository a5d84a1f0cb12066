"""Whether a page is for everybody, by its own row: only then search engines and other sites are told of it."""

from __future__ import annotations

from django.utils import timezone

from content.audiences import Audience
from content.models import HelpPage


def is_public(page: HelpPage) -> bool:
    """Tell whether the anonymous may be shown the page in lists. No query; `listable_to` decides the same for many."""
    is_there = page.live and page.ancestors_live and (page.visible_until is None or page.visible_until > timezone.now())
    is_closed = page.audience_now > Audience.PUBLIC or bool(page.required_groups) or page.unlisted
    return is_there and not is_closed and not page.is_archived and page.alias_of_id is None
