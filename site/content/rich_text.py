"""Rich text as readers get it: what the editor can make, and nothing that acts, whoever stored it."""

from __future__ import annotations

import nh3

# What rich text can hold on this site, pictures of a plugin's features included; see content.blocks.text.
_NAMES = (
    "a abbr b bdi blockquote br code del div em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s small span"
    " strike strong sub sup table tbody td th thead tr u ul"
)
TAGS = frozenset(_NAMES.split())
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={
        "*": {"dir", "lang"},
        "a": {"href", "title"},
        "abbr": {"title"},
        "img": {"alt", "class", "height", "loading", "src", "width"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def clean_rich_text(markup: str) -> str:
    """Return expanded rich text without scripts, handlers, frames, forms, styles and addresses that act.

    The editor, the importers and translations clean what they store. This is for everything that came by another way: rows
    written by a program or a plugin, an old backup.
    """
    return _CLEANER.clean(markup) if "<" in markup or "&" in markup else markup
