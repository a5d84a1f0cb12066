"""What editors are told about pages of the wiki while they write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.checks import Finding, Severity, register_content_check
from content.page_links.resolving import names_left
from wiki.models.pages import WikiHelpPage

LONGEST = 60


def names_without_pages(page: Any) -> Iterator[Finding]:
    """Names in double brackets that became no links: no page has the title, or several have it."""
    if not isinstance(page, WikiHelpPage):
        return
    for title in names_left([list(getattr(page, name).raw_data) for name in page.streams_read()]):
        text = _("“[[%(title)s]]” names no page, or several alike. Correct the title, or choose the page.")
        yield Finding(text % {"title": title[:LONGEST]}, Severity.WARNING)


def register_own() -> None:
    """Register the checks of this room; called once when it is ready."""
    register_content_check("wiki-names", _("Links to pages"), names_without_pages)
