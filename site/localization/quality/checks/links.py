"""Where links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from localization.quality.findings import Finding, Severity
from localization.quality.registry import Given

_ADDRESS = re.compile(r"https?://[^\s<>\"'،؛()«»]+[^\s<>\"'،؛()«».,:;!?؟]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def addresses(given: Given) -> Iterator[Finding]:
    """Addresses that are written out: each stands in the translation as well, or one of the same site does."""
    wanted, have = Counter(_ADDRESS.findall(given.source_plain)), Counter(_ADDRESS.findall(given.plain))
    missing, added = list(dict.fromkeys((wanted - have).elements())), list(dict.fromkeys((have - wanted).elements()))
    for address in missing:
        other = next((each for each in added if _site(each) == _site(address)), None)
        if other is None:
            yield Finding("address_missing", Severity.ERROR, details={"address": address})
        else:  # another page of the same site: the language may have its own
            added.remove(other)
    for address in added:
        start = given.plain.find(address)
        yield Finding("address_added", Severity.WARNING, start, start + len(address), details={"address": address})


def elsewhere(given: Given) -> Iterator[Finding]:
    """Links to a page in another language that there is in this one. Publishing leads them to it."""
    for identity in sorted(given.elsewhere):
        if f'id="{identity}"' in given.text:
            yield Finding("link_elsewhere", Severity.HINT, details={"link": identity})


def _site(address: str) -> str:
    if "://" not in address:
        return address.rpartition("@")[2]
    try:
        return urlsplit(address).netloc
    except ValueError:  # brackets that are no address of a computer, as in https://[your-store].example.com
        return address


CHECKS = [
    (
        addresses,
        {
            "address_missing": _("The address %(address)s of the source is missing."),
            "address_added": _("The address %(address)s is not in the source."),
        },
    ),
    (
        elsewhere,
        {
            "link_elsewhere": _(
                "The link %(link)s leads to a page in another language. Publishing leads it to the same page in this one."
            )
        },
    ),
]
