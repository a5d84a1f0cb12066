"""Which shortcodes there are. Other plugins add theirs:

    # plugin.toml: [requires.plugins] shortcodes = ">=1,<2"
    from sanad_plugins.shortcodes.registry import Call, register_shortcode

    def price(call: Call) -> str:
        return format_html("<b>{}</b>", call.attributes.get("of", ""))

    register_shortcode("price", price)          # in ready()

They are shown while their plugin is active; one that fails is left as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sanad import Link, Reader, ReaderPage, Registry


@dataclass(frozen=True)
class Call:
    """One shortcode in a text. What stands in attributes is plain text that somebody typed: it needs escaping."""

    name: str
    attributes: Mapping[str, str]  # names in small letters
    values: tuple[str, ...]  # those without a name
    content: SafeString  # between the opening and the closing one, as HTML; empty without a closing one
    page: ReaderPage
    reader: Reader
    link_to: Callable[[int], Link | None]  # by the id of a page; None for one that is not there or not for this reader


Show = Callable[[Call], str]


@dataclass(frozen=True)
class Shortcode:
    """`is_block`: it stands between paragraphs, not in one. `needs_end`: it stays text without its closing half."""

    name: str
    show: Show
    is_block: bool = False
    needs_end: bool = False


shortcodes: Registry[Shortcode] = Registry("shortcodes")


def register_shortcode(name: str, show: Show, *, is_block: bool = False, needs_end: bool = False) -> None:
    """Show `[name …]` as what `show` returns for a `Call`: text that is escaped, unless it is marked as safe.

    A paragraph in which nothing is left, because `show` returned "", goes with it. With `needs_end` only `[name …]…[/name]`
    is shown, and what nobody closed stays as it was typed.

    Raises ValueError for a name that nobody could type, or that is taken (small and large letters are the same).
    """
    if not re.fullmatch(r"[a-z][\w-]*", name):
        raise ValueError(f"A shortcode cannot be named {name!r}: small letters, digits, _ and - only.")
    shortcodes.add(Shortcode(name, show, is_block, needs_end), name=name)
