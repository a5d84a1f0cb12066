"""What the wiki's home shows of it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage
from wiki.front.sections import HomeSection
from wiki.languages import Shown, preferred
from wiki.marks.recent import recent_of
from wiki.marks.selectors import favourites_of
from wiki.watching.changes import changes_for_list

FEW = 8


def favourites_section(request: HttpRequest) -> HomeSection | None:
    """The first favourites."""
    pages = favourites_of(request.user)[:FEW]
    url = reverse("wiki:mine") + "#favourites"
    return HomeSection("favourites", _("Favourites"), data=_shown(pages), url=url, place="rail") if pages else None


def recent_section(request: HttpRequest) -> HomeSection | None:
    """What was read last; spaces are on the same page anyway."""
    pages = [page for page in recent_of(request.user) if page.depth > 3][:FEW]
    url = reverse("wiki:mine") + "#recent"
    return HomeSection("recent", _("Read last"), data=_shown(pages), url=url, place="rail") if pages else None


def watched_section(request: HttpRequest) -> HomeSection | None:
    """What changed in what is watched."""
    changes = changes_for_list(user=request.user)[:FEW]
    if not changes:
        return None
    return HomeSection(
        "watched", _("Changed in what you watch"), "wiki/watching/_section.html", {"changes": changes}, reverse("wiki:mine")
    )


def _shown(pages: list[HelpPage]) -> dict[str, list[Shown[HelpPage]]]:
    return {"pages": [preferred([page], get_language() or "")[0] for page in pages]}
