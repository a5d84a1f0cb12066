"""Lists and quotations as the language of the interface writes them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext


def listed(parts: Iterable[object]) -> str:
    """Return the parts in one line, with the comma of the language."""
    return pgettext("between the parts of a list", ", ").join(map(str, parts))


def quoted(text: object) -> str:
    """Return the text within the quotation marks of the language."""
    return gettext("“%(text)s”") % {"text": text}
