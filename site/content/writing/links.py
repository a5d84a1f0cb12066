"""Links in the text that readers cannot follow, or that lead them into another language.

They are named by the words an editor wrote for them, never by the title of the page they lead to: that may be one the editor
is not to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from content.audiences import Audience
from content.checks import Finding, Severity
from content.models import HelpPage
from content.plain import plain_text
from content.writing.texts import language_of_page, markup_of, raw_of

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its language, and who reads it."""

    locale_id: int
    language: str
    audience: int = Audience.PUBLIC
    groups: str = ""


def links_for_all_readers(page: HelpPage) -> Iterator[Finding]:
    """Two queries, or none where no page is linked."""
    place = Place(page.locale_id, language_of_page(page), page.effective_audience, page.required_groups)
    yield from link_findings(raw_of(page), place)


def link_findings(raw: Any, place: Place) -> Iterator[Finding]:
    """Look at the links in a raw value that stands in some place; two queries, or none where no page is linked."""
    links = [
        (dict(_ATTRIBUTE.findall(attributes)), inner) for text in markup_of(raw) for attributes, inner in _LINK.findall(text)
    ]
    yield from _to_own_addresses(place, links)
    linked = {int(each["id"]): inner for each, inner in links if _is_to_page(each)}
    if not linked:
        return
    fields = ("live", "ancestors_live", "effective_audience", "required_groups", "unlisted", "translation_key", "locale_id")
    targets = {row[0]: row[1:] for row in HelpPage.objects.filter(pk__in=linked).values_list("pk", *fields)}
    foreign = {row[5] for row in targets.values() if row[6] != place.locale_id}
    translated = _translated(foreign, place) if foreign else set()
    for pk, inner in linked.items():
        words = {"link": " ".join(plain_text(inner).split())[:_LONGEST]}
        if pk not in targets:
            yield Finding(_("The link “%(link)s” leads to a page that is gone. Choose another page, or take it out.") % words)
            continue
        live, ancestors_live, audience, groups, unlisted, key, locale_id = targets[pk]
        if not (live and ancestors_live):
            text = _("The link “%(link)s” leads to a draft: readers see its words without a link. Publish that page first.")
            yield Finding(text % words)
        elif audience > place.audience or unlisted or (groups and groups != place.groups):
            text = _("The link “%(link)s” leads to a page that not all readers of this one may see: they get no link.")
            yield Finding(text % words, Severity.HINT)
        elif locale_id != place.locale_id and key not in translated:
            text = _("The link “%(link)s” leads to a page in another language, which has no translation into this one.")
            yield Finding(text % words, Severity.HINT)


def _translated(keys: set[Any], place: Place) -> set[Any]:
    own = HelpPage.objects.filter(translation_key__in=keys, locale_id=place.locale_id, live=True, alias_of=None)
    return set(own.values_list("translation_key", flat=True))


def _to_own_addresses(place: Place, links: list[tuple[dict[str, str], str]]) -> Iterator[Finding]:
    """An address that is typed does not follow its page, nor the reader's language."""
    own = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    codes = {code for code, _name in settings.LANGUAGES} - {place.language}
    for attributes, inner in links:
        path = attributes.get("href", "").removeprefix(own)
        if path.startswith("/") and path.split("/")[1] in codes:
            text = _("The link “%(link)s” is typed as an address in another language. Choose the page itself instead.")
            yield Finding(text % {"link": " ".join(plain_text(inner).split())[:_LONGEST]}, Severity.HINT)


def _is_to_page(attributes: dict[str, str]) -> bool:
    return attributes.get("linktype") == "page" and attributes.get("id", "").isdecimal()
