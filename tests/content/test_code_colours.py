"""Code gets its colours in bounded time, and each can be read on every background a brand has."""

from __future__ import annotations

import re
from pathlib import Path
from time import thread_time

import pytest

from content.code.highlighting import LONGEST, SECONDS, highlighted
from content.code.languages import LANGUAGES, language_code
from content.registry import registered_block

SHEET = Path(__file__).resolve().parents[2] / "site/content/static/content/css/code.css"
# The lightest and the darkest a sunken background gets with any accent: oklch lightness 0.96 and 0.155, chroma at most 0.012.
LIGHT, DARK = "#ecefed", "#100f12"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_every_colour_can_be_read_in_light_and_in_dark():
    pairs = re.findall(r"(--code-[a-z-]+): light-dark\((#\w{6}), (#\w{6})\)", SHEET.read_text(encoding="utf-8"))
    assert len(pairs) == 7
    weak = [name for name, light, dark in pairs if contrast(light, LIGHT) < 4.5 or contrast(dark, DARK) < 4.5]
    assert weak == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_code_stays_the_same(language):
    code = "<?php if (a < b && 'c' > \"d\") { return 1; } // \u200fnote\n\n  x: [1, 2]\t# end"
    shown = highlighted(code, language)
    plain = re.sub(r"</?span[^>]*>", "", shown)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        plain = plain.replace(entity, sign)
    assert plain == code


# Texts on which lexers of Pygments took seconds.
SLOW = {
    "javascript": "'\\",
    "css": "'\\",
    "makefile": "\\",
    "csharp": "$",
    "http": "a",
    "perl": "'\\",
    "ini": "a=",
    "rust": "*a_",
}


@pytest.mark.parametrize("language", SLOW)
def test_hostile_code_costs_bounded_time(language):
    for hostile in ((SLOW[language] * LONGEST)[:LONGEST], "\n".join([(SLOW[language] * 1990)[:1990]] * 6)):
        started = thread_time()
        highlighted(hostile, language)
        assert thread_time() - started < SECONDS * 3


def test_a_hundred_kilobytes_are_shown_plain_and_at_once():
    started = thread_time()
    shown = highlighted('{"a": 1}\n' * 11_000, "json")
    assert thread_time() - started < 0.1
    assert "<span" not in shown


@pytest.mark.parametrize(
    ("written", "code"), [("JSON", "json"), ("Python3", "python"), ("c++", "cpp"), (" YML ", "yaml"), ("x", "")]
)
def test_words_for_a_language(written, code):
    assert language_code(written) == code


def test_the_form_chooses_what_was_free_text():
    block = registered_block("code")
    assert block is not None
    assert block.to_python({"language": "JavaScript", "code": "a"})["language"] == "javascript"


def test_a_word_nobody_knows_is_kept_until_an_editor_chooses():
    block = registered_block("code")
    assert block is not None
    assert block.get_prep_value(block.to_python({"language": "Umbrella", "code": "a"}))["language"] == "Umbrella"
