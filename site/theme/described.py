"""What the reference of hooks and slots tells of this room besides its hooks."""

from __future__ import annotations

from theme.slots import SLOTS

SLOTS_WORDS = """
    from sanad import register_slot

    register_slot("article_after", callback)

The callback gets a `SlotContext` and returns text: escaped, unless it is marked as safe; empty text shows nothing. In `head`
and `body_end`, which have no wrapper, text must be marked as safe. The context has `reader`, `page` (a `ReaderPage`, None where
there is none), `language`, `direction` ("ltr", "rtl"), `url`, `kind` (such as "article", or the name of the view), `body_html`
and, around search results, `query` and `results`. A public page may be kept by caches: show the same to everybody who is
signed out.
"""


def slots() -> list[tuple[str, str]]:
    """Name and place of each slot."""
    return [(slot.name, str(slot.words)) for slot in SLOTS.values()]
