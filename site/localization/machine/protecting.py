"""What no machine may change: placeholders and names are taken out before, and put back and counted after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from localization.exchange.inline import UnusableText, checked, tags_of
from localization.placeholders import parts_of

_MARK = re.compile(r'<x id="p(\d{1,4})"\s*(?:/>|>\s*</x>)')


class Lost(Exception):
    """The machine did not give back what it had to leave alone; the message says so."""


@dataclass(frozen=True)
class Protected:
    """A text as a machine gets it: `kept` are what its marks stand for, in order."""

    html: str
    kept: tuple[str, ...]


def protect(html: str, names: Iterable[str] = ()) -> Protected:
    """Put an empty element for each placeholder and name of a text; its tags stay, engines know how to keep those."""
    out: list[str] = []
    kept: list[str] = []
    at = 0
    for part in parts_of(html, names):
        if part.kind != "tag":
            out += [html[at : part.start], f'<x id="p{len(kept)}"></x>']
            kept.append(html[part.start : part.end])
            at = part.end
    return Protected("".join([*out, html[at:]]), tuple(kept))


def restored(translated: str, protected: Protected, source: str, attributes: Mapping[str, Any]) -> str:
    """Return a machine's text with everything put back, as a unit may hold it.

    Raises Lost where a placeholder, name, tag or link of the source is missing, is there twice, or was made up.
    """
    numbers = [int(number) for number in _MARK.findall(translated)]
    if sorted(numbers) != list(range(len(protected.kept))):
        raise Lost(_("The machine lost or doubled a placeholder or a name."))
    text = _MARK.sub(lambda found: protected.kept[int(found[1])], translated)
    try:
        text = checked(text, attributes)
    except UnusableText as error:
        raise Lost(_("The machine made up a tag: %(reason)s") % {"reason": error}) from error
    if tags_of(text) != tags_of(source):
        raise Lost(_("The machine lost or doubled a tag or a link."))
    if not text.strip():
        raise Lost(_("The machine gave nothing back."))
    return text
