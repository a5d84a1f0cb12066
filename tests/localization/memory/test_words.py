"""How texts are compared: the words that must meet, and numbers put in."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localization.memory.words import OVERLAP, place_of, shape, signature, sizes_like, substitute, words_of

VOCABULARY = ["open", "close", "file", "parcel", "order", "return", "a", "of", "in", "settings", "account", "money", "day"]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=14)


@given(WORDS, WORDS)
@settings(max_examples=400, deadline=None)
def test_texts_that_share_enough_words_always_share_a_key(one: list[str], other: list[str]) -> None:
    """What prefix filtering promises; without it a good match would be lost silently."""
    first, second = " ".join(one), " ".join(other)
    mine, yours = words_of(first), words_of(second)
    if len(mine & yours) < math.ceil(OVERLAP * len(mine | yours)):
        return
    keys, size = signature(first, (1, 2))
    other_keys, other_size = signature(second, (1, 2))
    assert set(keys) & set(other_keys)
    least, most = sizes_like(size)
    assert least <= other_size <= most


def test_keys_of_other_languages_are_others() -> None:
    assert not set(signature("Open the file", (1, 2))[0]) & set(signature("Open the file", (1, 3))[0])


def test_shapes_differ_in_words_and_tags_and_not_in_numbers() -> None:
    assert shape("Wait 5 minutes, {name}") == shape("Wait 1,500 minutes, {user}")
    assert shape("Wait 5 minutes") != shape("Wait 5 hours")
    assert shape("Wait <b>5</b> minutes") != shape("Wait 5 minutes")


@pytest.mark.parametrize(
    ("old", "text", "new", "wanted"),
    [
        ("5 of 7", "۵ از ۷", "6 of 8", "۶ از ۸"),
        ("5 of 5", "۵ از ۵", "6 of 6", "۶ از ۶"),
        ("5 of 5", "۵ از ۵", "6 of 7", None),
        ("up to 5 MB", "تا پنج مگابایت", "up to 6 MB", None),
        ("1.5 km", "١٫٥ كم", "2.5 km", "٢٫٥ كم"),
        ("Hi {a}", "{a}!", "Hi {b}", "{b}!"),
        ("5 &lt; 6", "۵ &lt; ۶", "7 &lt; 8", "۷ &lt; ۸"),
    ],
)
def test_numbers_are_put_in_only_where_that_is_sure(old: str, text: str, new: str, wanted: Any) -> None:
    put = substitute(old=old, text=text, new=new)
    assert (put.text if put else None) == wanted


def test_a_place_is_a_field_and_not_a_block() -> None:
    assert place_of("body.6a1f0a56-52a7-4a09-8fd3-6d3b1b6b7a10.text") == "body.text"
    assert place_of("body.6a1f0a56-52a7-4a09-8fd3-6d3b1b6b7a10.'https://x.org/a'") == "body"
    assert place_of("title") == "title"
