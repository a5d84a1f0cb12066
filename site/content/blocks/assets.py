"""Sheets and scripts of single blocks: a page loads them when the first such block is on it, and only then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def assets(context: Mapping[str, Any] | None, *names: str) -> SafeString:
    """Return the tags for files such as "content/css/tabs.css", those left out that stand above on the page.

    The set of ids that a page hands to its blocks keeps them: no id has a slash. Put them inside the element of the block:
    beside it they would part what belongs together.
    """
    taken = (context or {}).get("anchors")
    new = [name for name in names if taken is None or name not in taken]
    if taken is not None:
        taken.update(new)
    return format_html_join("", "{}", ((_tag(name),) for name in new))


def _tag(name: str) -> SafeString:
    if name.endswith(".css"):
        return format_html('<link rel="stylesheet" href="{}">', static(name))
    return format_html('<script type="module" src="{}"></script>', static(name))
