"""What the plugin shows above a page.

A page may be kept by caches, and stays open in a tab. So the banner carries its end, which the script obeys; and within a day
before the beginning the page carries an empty place, that the script fills in time. The text itself is never sent too early.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import timezone

from sanad import SlotContext, plugin_url

from .current import Announcement, announcement_for


def head(context: SlotContext) -> str:
    """The style sheet and the script, where there is something to announce."""
    found = _found(context)
    return render_to_string("announcement/head.html", {"announcement": found}) if found else ""


def banner(context: SlotContext) -> str:
    """The banner, or the empty place where it will be."""
    found = _found(context)
    if found is None:
        return ""
    if found.is_there(timezone.now()):
        return render_to_string("announcement/banner.html", {"announcement": found, "language": context.language})
    source = plugin_url("announcement", "banner", language=context.language)
    return render_to_string("announcement/place.html", {"announcement": found, "source": source})


def _found(context: SlotContext) -> Announcement | None:
    is_home = context.page is not None and context.page.is_home
    return announcement_for(context.reader, context.language, is_home=is_home)
