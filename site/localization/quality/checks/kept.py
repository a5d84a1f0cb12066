"""What must stay as it is: tags, placeholders and product names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from localization.placeholders import compare, is_nested_well, names_of, placeholders_of, plain, tags_of
from localization.quality.findings import Finding, Severity
from localization.quality.registry import Given


def tags(given: Given) -> Iterator[Finding]:
    """Tags that are missing, were added or are not closed."""
    found = compare(tags_of(given.source), tags_of(given.text))
    for tag in _by_pair(found.missing):
        # Where a language breaks its lines, and whether it slants a word, is its own matter.
        is_free = tag in {"<br/>", "<i>", "</i>", "<em>", "</em>"}
        yield Finding("tag_missing", Severity.HINT if is_free else Severity.ERROR, details={"part": tag})
    for tag in _by_pair(found.added):
        is_foreign = tag.startswith("<a")
        yield Finding("tag_added", Severity.ERROR if is_foreign else Severity.WARNING, details={"part": tag})
    if not is_nested_well(given.text):
        yield Finding("tag_open", Severity.ERROR)


def _by_pair(found: Iterable[str]) -> list[str]:
    """Return each tag once, and of a pair only the tag that opens it: both are one mistake."""
    tags = list(dict.fromkeys(found))
    opened = {re.sub(r"\W.*", "", tag[1:]) for tag in tags if not tag.startswith("</")}
    return [tag for tag in tags if not (tag.startswith("</") and tag[2:-1] in opened)]


def placeholders(given: Given) -> Iterator[Finding]:
    """Placeholders that are missing or that the source does not have."""
    found = compare(placeholders_of(given.source), placeholders_of(given.text))
    for part in dict.fromkeys(found.missing):
        yield Finding("placeholder_missing", Severity.ERROR, details={"part": part})
    for part in dict.fromkeys(found.added):
        start = given.plain.find(part)
        place = (start, start + len(part)) if start >= 0 else (0, 0)
        yield Finding("placeholder_added", Severity.ERROR, *place, details={"part": part})


def names(given: Given) -> Iterator[Finding]:
    """Product names that were translated, left out or written otherwise."""
    wanted = {part.text for part in names_of(given.source, given.names)}
    have = {part.text for part in names_of(given.text, given.names)}
    for name in sorted(wanted - have):
        yield Finding("name_missing", Severity.ERROR, details={"part": name})
    words = plain(given.text)
    for name in sorted(wanted & have):
        start = words.casefold().find(name.casefold())
        if name not in words and start >= 0:
            yield Finding("name_altered", Severity.WARNING, start, start + len(name), details={"part": name})


CHECKS = [
    (
        tags,
        {
            "tag_missing": _("%(part)s of the source is missing. Insert it where it belongs."),
            "tag_added": _("%(part)s is not in the source. Take it out."),
            "tag_open": _("A tag is opened and not closed, or the other way round. Put each pair around its words."),
        },
    ),
    (
        placeholders,
        {
            "placeholder_missing": _("The placeholder %(part)s is missing. Insert it as it is in the source."),
            "placeholder_added": _("The placeholder %(part)s is not in the source. Write it as it is there, or take it out."),
        },
    ),
    (
        names,
        {
            "name_missing": _("The name “%(part)s” is missing. It is not translated."),
            "name_altered": _("The name “%(part)s” is written otherwise."),
        },
    ),
]
