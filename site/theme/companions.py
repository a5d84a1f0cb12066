"""What a room knows of a page beside its text. A room that knows more than nothing hands a companion to `reading_context`.

The reading asks it in the order of its methods: before the one query for the page's surroundings which pages may be linked,
and afterwards what to make of those that this reader may see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from theme.chrome import Chrome
    from theme.family import Family, Relative
    from theme.social.tags import Social


class Companion:
    """Adds nothing. Rooms override what they have to say."""

    def linked_ids(self) -> set[int]:
        """Return the ids of pages that will be linked in the reader's language."""
        return set()

    def page_ids(self, raw: list[Any]) -> set[int]:
        """Return the ids of pages that will be linked as they are. `raw`: the page's text as this reader may see it."""
        return set()

    def taken(self) -> set[str]:
        """Return the ids that stand on the page beside its text, which gets others."""
        return set()

    def marked(self, markup: SafeString, family: Family) -> SafeString:
        """Return the text of the page as it is to be shown. Headings get their anchors afterwards."""
        return markup

    def related(self, family: Family, beside: list[Relative]) -> list[Relative]:
        """Return the pages to read next, at first `beside`: those that follow on the same shelf."""
        return beside

    def structured(self, chrome: Chrome, social: Social) -> list[dict[str, Any]]:
        """Return what search engines are told of a page that everybody may see, in the terms of schema.org."""
        return []
