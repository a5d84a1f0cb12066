from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import register_personal_data
from wiki.changed.seen import changed_for, seen_erase, seen_export
from wiki.front.sections import HomeSection, register_home_section

SHOWN = 5


def section(request: HttpRequest) -> HomeSection | None:
    """What changed, on the wiki's home; nothing when nothing did."""
    rows = list(changed_for(request.user)[:SHOWN])
    if not rows:
        return None
    return HomeSection(
        "changed", _("Changed since you looked"), "wiki/changed/_section.html", {"rows": rows}, reverse("wiki:changed")
    )


def register() -> None:
    """Called once when the room is ready."""
    register_home_section("changed", section, order=20)
    register_personal_data("wiki_seen", _("Wiki pages you have seen"), seen_export, seen_erase)
