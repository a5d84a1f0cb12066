"""Two versions of a page, rendered for a reader, and compared part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue

from content.audiences import Audience, Reader
from content.models import HelpPage
from content.streams import stream_for
from theme.compare.changes import ChangedLine, changed_lines
from theme.compare.lines import Line, lines_of
from theme.reading import reader_page


@dataclass(frozen=True)
class Part:
    """A field or a block of the page.

    `label` names it, lazily: the text is in the page's language, names are in the editor's.
    `state` is "", "added", "removed" or "changed".
    """

    label: Any
    lines: tuple[ChangedLine, ...]
    state: str = ""


@dataclass(frozen=True)
class _Rendered:
    key: str
    label: Any
    lines: tuple[Line, ...]


def compared(before: HelpPage, after: HelpPage, *, audience: Audience) -> list[Part]:
    """Return what readers of an audience saw before and see after, in the order of the newer version."""
    old, new = _parts(before, audience), _parts(after, audience)
    old_by_key, new_keys = {each.key: each for each in old}, {each.key for each in new}
    found: list[Part] = []
    order = SequenceMatcher(None, [each.key for each in old], [each.key for each in new], autojunk=False)
    for operation, low, high, new_low, new_high in order.get_opcodes():
        if operation in ("delete", "replace"):
            found += [_part(each.lines, (), each.label) for each in old[low:high] if each.key not in new_keys]
        # A part that only moved is compared with itself, at its new place.
        for each in new[new_low:new_high]:
            partner = old_by_key.get(each.key)
            found.append(_part(partner.lines if partner else (), each.lines, each.label))
    return [part for part in found if part.lines]


def _part(before: Sequence[Line], after: Sequence[Line], label: Any) -> Part:
    lines = tuple(changed_lines(before, after))
    states = {line.state for line in lines}
    return Part(label, lines, states.pop() if len(states) == 1 else "changed")


def _parts(page: HelpPage, audience: Audience) -> list[_Rendered]:
    parts = [
        _Rendered("title", gettext_lazy("Title"), tuple(lines_of(f"<h1>{escape(page.title)}</h1>"))),
        _Rendered("summary", gettext_lazy("Summary"), tuple(lines_of(f"<p>{escape(page.summary)}</p>"))),
    ]
    for name, label, text in page.texts_read():
        lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        parts.append(_Rendered(name, capfirst(label), tuple(lines_of(lines))))
    for name in page.streams_read():
        value = getattr(page, name)
        if isinstance(value, StreamValue):
            parts += _blocks(page, name, stream_for(value, audience), audience)
    return parts


def _blocks(page: HelpPage, name: str, stream: StreamValue, audience: Audience) -> list[_Rendered]:
    found = []
    for number, child in enumerate(stream):
        # As on the page itself: blocks get what its reader may know of it, never the model.
        context: dict[str, Any] = {"page": reader_page(page), "reader": Reader(audience), "anchors": set()}
        markup = str(child.render_as_block(context))
        label = child.block.label
        found.append(_Rendered(f"{name}:{child.id or number}", label, tuple(lines_of(markup))))
    return found
