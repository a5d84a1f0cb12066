"""Slots: the places of the site's templates where a plugin, or another room, shows something of its own.

    from sanad import register_slot

    def reading_time(context):
        return format_html("<p>{} min</p>", len(context.body_html.split()) // 200)

    register_slot("article_before", reading_time)

A callback gets a `SlotContext` and returns text: escaped, unless it is marked as safe (`format_html`, `render_to_string`,
`mark_safe`). Empty text shows nothing. It stands in a `<div class="slot slot--article-before" data-plugin="its slug">`.

The slots `head` and `body_end` have no such wrapper and take safe text only. The site's Content Security Policy is strict:
scripts and styles are files (`static()`), inline ones do not run.

The context has no request, and so no name, no cookie and no form: a public page may be kept by caches between the site and
its readers, so what a slot shows must be the same for everybody who is signed out. What is personal is fetched by htmx or a
script from an address of the plugin's own.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from content.audiences import Reader
from plugins.registry import Registry
from plugins.shield import WrongResultError, describe, shielded
from theme.reader_pages import ReaderPage


class UnknownSlotError(LookupError):
    """There is no slot of this name. The message names the nearest."""


@dataclass(frozen=True, slots=True)
class SlotContext:
    """What the callback of a slot gets: who reads, and what this reader is shown."""

    reader: Reader
    page: ReaderPage | None  # None on pages that are not written by editors: search, accounts, errors
    language: str
    direction: str  # "ltr" or "rtl"
    url: str  # the path that the reader opened, such as /en/returns/
    kind: str  # of the page, such as "article"; without one the name of the view, such as "search:results"; or ""
    body_html: SafeString  # the text of the page as this reader sees it
    query: str = ""  # in the slots around search results: what was searched
    results: int = 0  # there, too: how many were found


Callback = Callable[[SlotContext], str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the templates. `words` say where it is."""

    name: str
    words: str | Promise
    registry: Registry[Callback]
    is_bare: bool = False  # no wrapper around what is shown, and safe text only


def _slots(*bare: str, **words: str | Promise) -> dict[str, Slot]:
    return {name: Slot(name, text, Registry(f"slot {name}"), name in bare) for name, text in words.items()}


SLOTS = _slots(
    "head",
    "body_end",
    head=_("In the head of every page, after the site’s own styles and scripts"),
    header=_("At the end of the header of every page, across its whole width"),
    article_before=_("Between the title and the text of a page"),
    article_after=_("After the text of a page, before the question whether it helped"),
    sidebar=_("Beside the text of a page, below its contents"),
    home_sections=_("On the home page, below its topics and pages"),
    search_results_before=_("Above the search results, or above the words that nothing was found"),
    search_results_after=_("Below the search results, or below the words that nothing was found"),
    footer=_("At the beginning of the footer of every page, across its whole width"),
    body_end=_("At the very end of every page, for scripts"),
)


def register_slot(slot: str, callback: Callback, *, order: int = 100) -> None:
    """Show in `slot` what `callback` returns for a `SlotContext`. Lower orders come first.

    Raises UnknownSlotError, and TypeError for a callback that cannot be called with one argument or is async.
    """
    if slot not in SLOTS:
        near = difflib.get_close_matches(slot, SLOTS, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(SLOTS)}."
        raise UnknownSlotError(f"There is no slot {slot!r}. {hint}")
    if inspect.iscoroutinefunction(callback):
        raise TypeError(f"{describe(callback)} is async, and nobody would await it.")
    try:
        inspect.signature(callback).bind(None)
    except TypeError as why:
        raise TypeError(f"{describe(callback)} cannot be called with the context of a slot alone: {why}.") from None
    SLOTS[slot].registry.add(callback, order=order)


def slot_html(slot: Slot, context: SlotContext) -> SafeString:
    """Return what rooms and active plugins show in the slot. A callback that fails shows nothing."""
    shown = []
    for entry in slot.registry.entries():
        call = partial(_text, slot, entry.entry, context)
        call.__wrapped__ = entry.entry  # type: ignore[attr-defined]  # for messages
        text = shielded(entry.owner, f"slot {slot.name}", call, "", expected=str)
        if text.strip():
            shown.append(text if slot.is_bare else _wrapped(slot, entry.owner, text))
    return mark_safe("\n".join(map(conditional_escape, shown)))  # noqa: S308  # nosec B308 # each is escaped or was marked as safe


def _text(slot: Slot, callback: Callback, context: SlotContext) -> str:
    text = callback(context)
    if slot.is_bare and isinstance(text, str) and text.strip() and not hasattr(text, "__html__"):
        # Escaped words in the head would end it, and stand at the top of the page.
        raise WrongResultError(f"{describe(callback)} returned text that nobody marked as safe.")
    return text


def _wrapped(slot: Slot, owner: str, text: str) -> SafeString:
    name = slot.name.replace("_", "-")
    return format_html('<div class="slot slot--{}" data-plugin="{}">{}</div>', name, owner or "sanad", text)
