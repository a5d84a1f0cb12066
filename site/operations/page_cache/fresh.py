"""What a process knows by heart may be older than the generation: it is forgotten before a page is made for a new one."""

from __future__ import annotations

from wagtail.models import Site

from content.locales import forget_codes
from plugins.active import sync

_at = ""


def process_refresh(token: str) -> None:
    """Have this process follow what others changed, once for each generation."""
    global _at
    if token == _at:
        return
    sync(force=True)  # plugins that were switched, and what is set for them
    forget_codes()
    Site.clear_site_root_paths_cache()
    _at = token
