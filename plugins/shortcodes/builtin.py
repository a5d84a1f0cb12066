"""The shortcodes that come along."""

from __future__ import annotations

import html
import re

from django.template.loader import render_to_string
from django.utils.html import format_html, strip_tags
from django.utils.translation import gettext as _

from .registry import Call, register_shortcode

# Kinds as people name them -> those of the site's own boxes.
KINDS = {
    "info": "info",
    "tip": "tip",
    "success": "tip",
    "warning": "warn",
    "warn": "warn",
    "caution": "warn",
    "stop": "stop",
    "danger": "stop",
    "error": "stop",
}
# A path of this site, an anchor, or an address of another: nothing that runs, and no //host that only looks like a path.
ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|#|/(?![/\\]))[^\s\\\"<>]*", re.IGNORECASE)
_VIDEO = re.compile(r"(?:(?:youtu\.be/|[?&/]v=|/embed/|/shorts/)|\A)([\w-]{11})(?![\w-])")


def register() -> None:
    """Add them all."""
    register_shortcode("note", note, is_block=True, needs_end=True)
    register_shortcode("button", button)
    register_shortcode("youtube", youtube)
    register_shortcode("embed", embed)
    register_shortcode("page", page)
    register_shortcode("faq", page)


def note(call: Call) -> str:
    """[note type="warning" title="Careful"]…[/note]: one of the site's own boxes."""
    kind = KINDS.get((call.attributes.get("type") or _first(call)).lower(), "info")
    shown = {"kind": kind, "title": call.attributes.get("title", ""), "content": call.content}
    return render_to_string("shortcodes/note.html", shown)


def button(call: Call) -> str:
    """[button url="/en/returns/"]Return it[/button]. Without an address that may be opened only the words stay."""
    label = _words(call) or call.attributes.get("text", "") or call.attributes.get("title", "")
    address = call.attributes.get("url") or call.attributes.get("href") or call.attributes.get("link") or _first(call)
    if not ADDRESS.fullmatch(address):
        return label
    return format_html('<a class="button" href="{}">{}</a>', address, label or address)


def youtube(call: Call) -> str:
    """[youtube id="…"], or with an address: a link. A player would tell another company who reads the page."""
    given = call.attributes.get("id") or call.attributes.get("url") or _first(call) or _words(call)
    found = _VIDEO.search(given)
    if not found:
        return call.content
    title = call.attributes.get("title") or _("Watch the video on YouTube")
    return format_html('<a href="https://www.youtube.com/watch?v={}" rel="noreferrer">{}</a>', found[1], title)


def embed(call: Call) -> str:
    """[embed]https://…[/embed]: a link to it."""
    address = _words(call) or _first(call)
    if not re.match("https?://", address, re.IGNORECASE) or not ADDRESS.fullmatch(address):
        return call.content
    if "youtube.com/" in address or "youtu.be/" in address:
        return youtube(call) or call.content
    return format_html('<a href="{}" rel="noreferrer">{}</a>', address, address)


def page(call: Call) -> str:
    """[page id="12"], also with words of its own: a link to the page in the reader's language; for others only the words."""
    number = call.attributes.get("id") or _first(call)
    link = call.link_to(int(number)) if number.isdecimal() and len(number) < 10 else None
    words = _words(call)
    return format_html('<a href="{}">{}</a>', link.url, words or link.title) if link else words


def _first(call: Call) -> str:
    return call.values[0] if call.values else ""


def _words(call: Call) -> str:
    """The content as plain text: without elements and with entities read, so that it is escaped once and not twice."""
    return html.unescape(str(strip_tags(call.content))).strip()
