from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.hooks import MenuItem
from wiki.models import SpacePage


def add_spaces(items: list[MenuItem], *, request: HttpRequest) -> list[MenuItem]:
    """Add the wiki spaces that the signed-in person may read, in the language of the page."""
    spaces = SpacePage.objects.listable_to(request.user).filter(locale__language_code=get_language()).order_by("path")
    return [*items, *(MenuItem(space.title, space.link) for space in spaces)]
