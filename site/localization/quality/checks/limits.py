"""Texts that have no room: titles, slugs, and what search engines show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from localization.quality.findings import Finding, Severity
from localization.quality.registry import Given

_SLUG = re.compile(r"[-\w]+")


def length(given: Given) -> Iterator[Finding]:
    """More than the database takes, or more than is shown."""
    number, limit = len(given.plain), given.limit
    if limit.most and number > limit.most:
        yield Finding("too_long", Severity.ERROR, limit.most, number, details={"number": number, "most": limit.most})
    elif limit.best and number > limit.best:
        yield Finding("longish", Severity.WARNING, limit.best, number, details={"number": number, "best": limit.best})


def slug(given: Given) -> Iterator[Finding]:
    """What cannot stand in an address."""
    if given.limit.is_slug and not _SLUG.fullmatch(given.plain):
        yield Finding("slug_letters", Severity.ERROR)


CHECKS = [
    (
        length,
        {
            "too_long": _("%(number)s characters are too many: there is room for %(most)s."),
            "longish": _("%(number)s characters: after %(best)s it is cut where it is shown."),
        },
    ),
    (slug, {"slug_letters": _("An address has letters, digits and hyphens only. Put hyphens in the place of spaces.")}),
]
