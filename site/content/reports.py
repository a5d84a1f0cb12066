"""The report of all pages in which the content checks find something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.checks import Found, content_checks, findings_of
from content.editors import EditorsReport
from content.locales import code_of
from content.models import HelpPage

SHOWN = 25
"""Pages with findings on one page of the report."""
LOOKED_AT = 500
"""Pages that are looked at for one page of the report: a site where all is well must not be read as a whole at once."""
AT_ONCE = 50


@dataclass(frozen=True)
class Row:
    """A page in which something was found."""

    page: HelpPage
    url: str
    language: str
    language_name: str
    findings: list[Found]


@dataclass(frozen=True)
class Stretch:
    """A part of the report. `end`: the place in the tree after which it goes on, "" when all pages have been looked at."""

    rows: list[Row]
    looked_at: int
    end: str


def stretch_of(user: Any, *, after: str = "", only: str = "") -> Stretch:
    """Return pages with findings that this person may edit, in the order of the tree, from a place in it on."""
    rows: list[Row] = []
    looked_at, end = 0, ""
    for page in _pages(user, after):
        if len(rows) == SHOWN or looked_at == LOOKED_AT:
            return Stretch(rows, looked_at, end)
        looked_at, end = looked_at + 1, page.path
        if found := findings_of(page, only=only):
            url, code = reverse("wagtailadmin_pages:edit", args=[page.pk]), code_of(page.locale_id)
            rows.append(Row(page, url, code, str(dict(settings.LANGUAGES).get(code, code)), found))
    return Stretch(rows, looked_at, "")


def _pages(user: Any, after: str) -> Iterator[HelpPage]:
    mine = page_permission_policy.instances_user_has_permission_for(user, "change").type(HelpPage)
    # The text of an alias is edited on the page that it repeats.
    mine = mine.filter(alias_of=None).order_by("path")
    while batch := list(mine.filter(path__gt=after).specific()[:AT_ONCE]):
        yield from batch
        after = batch[-1].path


class ContentChecksView(EditorsReport):
    """A list of pages with what was found in each; `?check=` names one check, `?after=` a place in the tree."""

    page_title = _("Content checks")
    header_icon = "glasses"
    template_name = "content/admin/checks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Look at the pages. What makes no sense in the address counts as not there."""
        names = [check.name for check in content_checks()]
        only, after = self.request.GET.get("check", ""), self.request.GET.get("after", "")
        only = only if only in names else ""
        after = after if after.isascii() and after.isalnum() and len(after) <= Page._meta.get_field("path").max_length else ""
        found = stretch_of(self.request.user, after=after, only=only)
        more = urlencode({"check": only, "after": found.end}) if found.end else ""
        context = {"found": found, "checks": content_checks(), "only": only, "after": after, "more": more}
        return {**super().get_context_data(**kwargs), **context}
