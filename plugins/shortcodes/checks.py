"""Tells editors of shortcodes that nobody knows, or that nobody closed: readers see them as they were typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad import Finding, Severity

from .parsing import marks_in, tree_of
from .registry import shortcodes

# Brackets are used for much else: only what is closed, or has attributes, was surely meant as a shortcode.
_SURE = re.compile(r"\[/([a-zA-Z][\w-]*)\]|\[([a-zA-Z][\w-]*)\s+[\w-]+\s*=")


def unknown_shortcodes(page: Any) -> Iterator[Finding]:
    """Yield a hint for each unknown shortcode in the texts of a page."""
    body = getattr(page, "body", None)
    raw = list(getattr(body, "raw_data", ()))
    text = json.dumps(raw, ensure_ascii=False, default=str) if raw else ""
    known = {each.name for each in shortcodes.entries()}
    names = {(closed or opened).lower() for closed, opened in _SURE.findall(text)}
    for name in sorted(names - known):
        words = _("Nobody knows the shortcode [%(name)s]: readers see it as it was typed.")
        yield Finding(words % {"name": name}, Severity.HINT)


def unclosed_shortcodes(page: Any) -> Iterator[Finding]:
    """Yield a hint for each shortcode in the texts of a page that is shown with its closing half only, and has none."""
    needing = {each.name for each in shortcodes.entries() if each.entry.needs_end}
    text = "\n".join(_texts(list(getattr(getattr(page, "body", None), "raw_data", ()))))
    names = {each.mark.name for each in tree_of(marks_in(text, needing)) if each.close is None and not each.mark.escaped}
    for name in sorted(names):
        words = _("The shortcode [%(name)s] has no closing half [/%(name)s]: readers see it as it was typed.")
        yield Finding(words % {"name": name}, Severity.HINT)


def _texts(raw: Any) -> Iterator[str]:
    """The texts of a stream in which shortcodes are looked for: not those of blocks of code."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for name, each in raw.items():
            if name != "code":
                yield from _texts(each)
    elif isinstance(raw, (list, tuple)):
        for each in raw:
            yield from _texts(each)
