"""Tells editors of shortcodes that nobody knows: readers see them as they were typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad import Finding, Severity

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
