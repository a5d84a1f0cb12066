"""The styles there are: those of the folders beside this file, and what plugins bring."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial

from faq_blocks import hooks
from faq_blocks.styles.base import FaqStyle
from plugins.hooks import has_filter
from plugins.naming import own_name, owner_for
from plugins.owners import owner_of
from plugins.registry import Entry, Registry
from plugins.shield import shielded

ACCORDION = "accordion"
SEPARATOR = "__"
LENGTH = 100

logger = logging.getLogger(__name__)

styles: Registry[FaqStyle] = Registry("FAQ styles")


def register_faq_style(style: FaqStyle, *, order: int = 100) -> None:
    """Offer a style to editors. A plugin calls this in its `ready()`, with a name that begins with its slug: `river__tabs`.

    Lists that have chosen it are shown as accordions while the plugin is not active. Raises TypeError for a class in the place
    of an instance, DuplicateEntryError when the name is taken, and ValueError when it does not begin with the plugin's slug
    or is too long.
    """
    if not isinstance(style, FaqStyle):
        named = getattr(style, "__name__", type(style).__name__)
        raise TypeError(f"register_faq_style({named}) got no style. Give it an instance of a class derived from FaqStyle.")
    owner = owner_for(style)
    styles.add(style, name=_own_name(style, owner), order=order, owner=owner)


def style_entries() -> tuple[Entry[FaqStyle], ...]:
    """Return the styles of now with their owners: those registered, as the filter `faq_styles` leaves them.

    What a callback of the filter puts in must keep the rules of `register_faq_style`, and is left out otherwise. The accordion is
    always there: lists whose style is missing fall back to it.
    """
    registered = styles.entries()
    if not has_filter("faq_styles"):
        return registered
    known = {id(each.entry): each for each in registered}
    accordion = next(each for each in registered if each.name == ACCORDION)
    found: dict[str, Entry[FaqStyle]] = {}
    for style in hooks.faq_styles([each.entry for each in registered]):
        entry = known.get(id(style)) or _entry_of(style)
        if entry:
            found.setdefault(entry.name, entry)
    return tuple(found.values()) if ACCORDION in found else (accordion, *found.values())


def style_named(*names: str) -> Entry[FaqStyle]:
    """Return the style of the first of these names that is there, or else the accordion, with its owner."""
    there = {each.name: each for each in style_entries()}
    return next(there[name] for name in (*names, ACCORDION) if name in there)


def label_of(style: Entry[FaqStyle]) -> str:
    """Return the label as text; the name where making it fails: a lazy label is code of a plugin, in every form."""
    return shielded(style.owner, f"label of the FAQ style {style.name}", partial(_text, style), style.name)


def labels() -> Iterator[tuple[str, str]]:
    """Yield name and label of each style, in the order of the editor's list."""
    for each in style_entries():
        yield each.name, label_of(each)


def heeded() -> dict[str, list[str]]:
    """Return the settings that each style heeds, by its name."""
    return {each.name: [str(name) for name in each.entry.heeds] for each in style_entries()}


def _text(style: Entry[FaqStyle]) -> str:
    return str(style.entry.label)


def _own_name(style: FaqStyle, owner: str) -> str:
    own_name(style.name, owner, separator=SEPARATOR, what="FAQ style")
    if not style.name.isidentifier() or len(style.name) > LENGTH:
        raise ValueError(f"The name of a FAQ style must be made of up to {LENGTH} letters, digits and _; {style.name!r} is not.")
    return style.name


def _entry_of(style: FaqStyle) -> Entry[FaqStyle] | None:
    """An entry for what a callback has put in; None, and a line in the log, for a name that is not its own."""
    owner = owner_of(style)
    try:
        return Entry(style, _own_name(style, owner), 100, owner)
    except ValueError as error:
        logger.warning("faq_styles: a style is left out. %s", error)
        return None
