"""Names of questions and topics in addresses."""

from __future__ import annotations

from typing import Any

from content.anchors import unique_anchor


def free_slug(thing: Any, text: str, *, otherwise: str) -> str:
    """Return a slug made of the words of `text` that no other thing of this kind has in its language. One query.

    `thing` has slug and locale; `otherwise` serves text without letters and digits.
    """
    longest = type(thing)._meta.get_field("slug").max_length - 5  # room for the number of the next one
    others = type(thing)._base_manager.filter(locale_id=thing.locale_id).exclude(pk=thing.pk)
    begin = unique_anchor(text[:longest], set(), otherwise=otherwise)[:longest]
    taken = set(others.filter(slug__startswith=begin).values_list("slug", flat=True))
    return unique_anchor(begin, taken, otherwise=otherwise)
