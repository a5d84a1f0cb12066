"""The page cache on the page "System"."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.templatetags.date_tags import local_digits
from operations.page_cache import counts
from operations.page_cache.layer import page_cache
from operations.system.panels import Fact, Tone, register_panel


def page_cache_facts() -> Iterator[Fact]:
    """What this process keeps, and how often it served. Others have their own, for whom nothing is said here."""
    cache = page_cache()
    if cache is None:
        yield Fact(_("State"), _("off: every page is made anew"))
        return
    known = counts.page_cache_counts()
    yield Fact(_("Pages kept in this process"), local_digits(len(cache.memory)))
    used = {"used": filesizeformat(cache.memory.size), "most": filesizeformat(cache.memory.most)}
    yield Fact(_("Memory taken"), _("%(used)s of %(most)s") % used)
    yield Fact(_("Sent ready-made"), local_digits(known[counts.HIT] + known[counts.SHARED_HIT]))
    yield Fact(_("Made anew and kept"), local_digits(known[counts.KEPT]))
    if lost := known[counts.WITHOUT_DATABASE]:
        yield Fact(_("Sent while the database was away"), local_digits(lost), Tone.DEGRADED)


def register() -> None:
    """Called once when the room is ready."""
    register_panel("pages", gettext_lazy("Ready-made pages"), page_cache_facts, order=45)
