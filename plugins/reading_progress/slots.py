"""What the plugin shows: the time above a text; the bar is drawn by its script."""

from __future__ import annotations

from django.template.loader import render_to_string

from sanad import SlotContext, plugin_settings

from .words import count_words, in_language, minutes_to_read

# Nobody reads these from the beginning to the end.
PICKED_FROM = frozenset({"faq", "category", "space"})


def head(context: SlotContext) -> str:
    """The style sheet and the script, on pages that need them."""
    chosen = plugin_settings("reading_progress")
    if not (chosen.show_time or chosen.show_bar) or not _is_long(context):
        return ""
    return render_to_string("reading_progress/head.html", {"show_bar": chosen.show_bar})


def reading_time(context: SlotContext) -> str:
    """How many minutes the text takes."""
    chosen = plugin_settings("reading_progress")
    if not chosen.show_time or not _is_long(context):
        return ""
    minutes = minutes_to_read(count_words(context.body_html), context.language, pace=float(chosen.pace))
    return render_to_string("reading_progress/reading_time.html", {"minutes": minutes})


def _is_long(context: SlotContext) -> bool:
    if context.page is None or context.page.is_home or context.kind in PICKED_FROM:
        return False
    least = in_language(plugin_settings("reading_progress").least_words, context.language)
    return count_words(context.body_html) >= max(1, least)
