from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wiki.front.sections import HomeSection, register_home_section
from wiki.menus import register_agent_link
from wiki.must_read.selectors import waiting_count, waiting_for

SHOWN = 5


def section(request: HttpRequest) -> HomeSection | None:
    """What this agent has to read, on the wiki's home; nothing when there is nothing."""
    waiting = list(waiting_for(request.user).select_related("page__locale")[:SHOWN])
    if not waiting:
        return None
    template = "wiki/must_read/_section.html"
    return HomeSection("must-read", _("To read"), template, {"waiting": waiting}, reverse("wiki:must_read"))


def register() -> None:
    """Called once when the room is ready."""
    register_home_section("must-read", section, order=10)
    register_agent_link("must-read", _("To read"), "wiki:must_read", icon="check", count=waiting_count, order=40)
