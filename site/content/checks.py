"""What editors are told about a page while they edit it, and in the report: rooms and plugins register what they look for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from content.models import HelpPage
from plugins.naming import own_name, owner_for
from plugins.registry import Entry, Registry
from plugins.shield import shielded

MOST_FINDINGS = 20
"""Findings of one check about one page that are shown."""


class Severity(StrEnum):
    """`WARNING`: something is wrong for readers. `HINT`: the page could be better."""

    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """A sentence for editors about one page, in their language; plain text, never HTML."""

    text: Any
    severity: Severity = Severity.WARNING


Check = Callable[[Any], Iterable[Finding]]
"""From a page of any type, as it is being edited, to what there is to say about it."""


@dataclass(frozen=True)
class ContentCheck:
    """Something that is looked for in every page."""

    name: str
    label: Any
    check: Check


@dataclass(frozen=True)
class Found:
    """A finding, and the check that made it."""

    check: str
    label: str
    text: str
    severity: Severity


_checks: Registry[ContentCheck] = Registry("content checks")


def register_content_check(name: str, label: Any, check: Check, *, order: int = 100) -> None:
    """Look for something in every page: editors read the findings above the form of the page, and in a report of all pages.

    `check` gets the page (of its own type; perhaps a draft) and returns or yields findings; it changes nothing and takes a
    few milliseconds, for the report asks it about hundreds of pages. A plugin's name is "<slug>__name".
    Raises ValueError for another name, and when the name is taken. Lower orders come first; those of Sanad have 100.
    """
    owner = owner_for(check)
    _checks.add(ContentCheck(own_name(name, owner, what="content check"), label, check), name=name, order=order, owner=owner)


def content_checks() -> list[ContentCheck]:
    """Return the checks that are in force, in their order."""
    return list(_checks)


def findings_of(page: HelpPage, *, only: str = "") -> list[Found]:
    """Return what the checks, or the one named `only`, find in a page: warnings first. A check that fails finds nothing."""
    wanted = [each for each in _checks.entries() if only in ("", each.name)]
    found = [finding for each in wanted for finding in shielded(each.owner, f"content check {each.name}", _asked(each, page), [])]
    return sorted(found, key=lambda each: each.severity != Severity.WARNING)


def _asked(each: Entry[ContentCheck], page: HelpPage) -> Callable[[], list[Found]]:
    def call() -> list[Found]:
        return list(_found(each.entry, page))

    return call


def _found(check: ContentCheck, page: HelpPage) -> Iterator[Found]:
    for number, each in enumerate(check.check(page)):
        if number == MOST_FINDINGS:
            return
        yield Found(check.name, str(check.label), str(each.text), Severity(each.severity))


def summary_missing(page: HelpPage) -> Iterator[Finding]:
    """Readers choose among results by the summary."""
    if page.needs_summary and not page.summary.strip():
        yield Finding(_("The summary is empty: lists and search results show the title alone."), Severity.HINT)


def pictures_without_words(page: HelpPage) -> Iterator[Finding]:
    """Who does not see a picture needs words for it."""
    streams = (list(getattr(page, name).raw_data) for name in page.streams_read())
    if count := sum(_pictures_without_words(raw) for raw in streams):
        text = ngettext(
            "%(count)d picture has no alternative text. That is right only where it decorates.",
            "%(count)d pictures have no alternative text. That is right only where they decorate.",
            count,
        )
        yield Finding(text % {"count": count}, Severity.HINT)


def _pictures_without_words(raw: Any) -> int:
    if isinstance(raw, list):
        return sum(map(_pictures_without_words, raw))
    if not isinstance(raw, dict):
        return 0
    value = raw.get("value")
    if raw.get("type") == "image" and isinstance(value, dict):
        return int(bool(value.get("image")) and not str(value.get("alt") or "").strip())
    return sum(map(_pictures_without_words, raw.values()))


def register_own() -> None:
    """Register the checks of this room; called once when it is ready."""
    register_content_check("summary", _("Summary"), summary_missing)
    register_content_check("pictures", _("Alternative texts"), pictures_without_words)
    # They make findings, hence know this module.
    from content.private_files.checks import files_for_all_readers
    from content.writing.headings import headings_in_order
    from content.writing.language import in_its_own_language
    from content.writing.links import links_for_all_readers
    from content.writing.readability import readable

    register_content_check("headings", _("Headings"), headings_in_order)
    register_content_check("links", _("Links"), links_for_all_readers)
    register_content_check("readability", _("Readability"), readable)
    register_content_check("language", _("Language"), in_its_own_language)
    register_content_check("files", _("Pictures and documents"), files_for_all_readers)
