"""The script in the head of public pages, and the one host it may send to."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.template.loader import render_to_string

from sanad import Audience, Reader, SlotContext, plugin_settings

# Pages that no editor wrote, whose addresses say nothing of a reader. Those of accounts hold keys.
COUNTED_VIEWS = frozenset({"search:results"})


def tag(context: SlotContext) -> str:
    """The script, on what everybody may see, for readers who are signed out."""
    chosen = plugin_settings("web_analytics")
    if not (chosen.address and chosen.site) or not _is_counted(context.reader):
        return ""
    if context.page is None and context.kind not in COUNTED_VIEWS:
        return ""
    shown = {"program": chosen.program, "address": chosen.address, "site": chosen.site, "has_title": context.page is not None}
    return render_to_string("web_analytics/tag.html", shown)


def allowed_hosts(sources: list[str], *, reader: Reader) -> list[str]:
    """Let the script send, where it stands."""
    chosen = plugin_settings("web_analytics")
    if not (chosen.address and chosen.site) or not _is_counted(reader):
        return sources
    parts = urlsplit(chosen.address)
    return [*sources, f"connect-src {parts.scheme}://{parts.netloc.lower()}"]


def _is_counted(reader: Reader) -> bool:
    """What the signed-out are shown is for everybody; who is signed in is nobody's business."""
    return reader.level == Audience.PUBLIC
