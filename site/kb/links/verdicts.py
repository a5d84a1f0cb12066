"""What a look at an address says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kb.models.links import LinkState

REASONS = {
    "no-page": _("the page is gone"),
    "draft": _("the page is a draft"),
    "no-heading": _("the page has no such heading"),
    "no-file": _("the file is gone"),
    "no-address": _("there is no page at this address"),
    "gone": _("the other site has no such page (%(detail)s)"),
    "circle": _("it leads round in a circle"),
    "answers": _("the other site answers with an error (%(detail)s)"),
    "silent": _("the other site does not answer (%(detail)s)"),
    "closed": _("the other site does not let programs look (%(detail)s)"),
    "inner": _("it is within a network of the site’s own, which is not asked"),
}
"""Why an address counts as what it is. `detail` is a number, or the words of a program in English."""


@dataclass(frozen=True)
class Verdict:
    """`FINE`, `BROKEN` for what is certainly not there, `FAILING` for what may come back, `UNKNOWN`.

    `reason` is a key of REASONS.
    """

    state: LinkState
    reason: str = ""
    detail: str = ""


FINE = Verdict(LinkState.FINE)


def broken(reason: str, detail: object = "") -> Verdict:
    """It is not there."""
    return Verdict(LinkState.BROKEN, reason, str(detail)[:200])


def failing(reason: str, detail: object = "") -> Verdict:
    """It is not there now."""
    return Verdict(LinkState.FAILING, reason, str(detail)[:200])


def unknown(reason: str, detail: object = "") -> Verdict:
    """Nobody can tell from here."""
    return Verdict(LinkState.UNKNOWN, reason, str(detail)[:200])


def in_words(reason: str, detail: str) -> str:
    """Return why, for editors."""
    return str(REASONS[reason]) % {"detail": detail} if reason in REASONS else ""
