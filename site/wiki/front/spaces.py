from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wiki.front.sections import HomeSection
from wiki.languages import preferred
from wiki.models import SpacePage


def spaces_section(request: HttpRequest) -> HomeSection:
    """The spaces this agent may read, in their language where there is a translation. Two queries at most."""
    spaces = SpacePage.objects.listable_to(request.user).order_by("path")
    shown = preferred(spaces, get_language() or "")
    return HomeSection("spaces", _("Spaces"), "wiki/front/_spaces.html", {"pages": shown})
