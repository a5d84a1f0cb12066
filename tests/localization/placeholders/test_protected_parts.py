"""Tags, placeholders and names are found in every script, compared, and nothing else becomes markup."""

from __future__ import annotations

import time

import pytest

from localization.placeholders import (
    cleaned,
    compare,
    is_nested_well,
    names_of,
    parts_of,
    placeholders_of,
    plain,
    tags_of,
    without_parts,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("مرحبًا {name}، لديك %(count)s رسائل", ["{name}", "%(count)s"]),
        ("سلام {{ user.name }}، سفارش %s آماده است", ["{{user.name}}", "%s"]),
        ("Halo :name, pesanan ${total} untuk %user%", [":name", "${total}", "%user%"]),
        ("%1$s dari %2$d halaman", ["%1$s", "%2$d"]),
        ("{0} و {1!r} و {price:.2f} و {}", ["{0}", "{1!r}", "{price:.2f}", "{}"]),
        ("Diskon 50 % untuk semua", []),
        ("تخفیف ۵۰% در همه جا", []),
        ("100% sure", []),
        ("Jam 10:30 sampai 12:00, lihat: halaman", []),
        ("https://example.com/a:b", []),
    ],
)
def test_placeholders_of_several_notations_are_found(text: str, parts: list[str]) -> None:
    assert [part.text for part in placeholders_of(text)] == parts


def test_tags_have_one_notation() -> None:
    text = 'انقر <a id="a1">هنا</a><br>ثم <b>احفظ</b><br />'
    assert [part.text for part in tags_of(text)] == ['<a id="a1">', "</a>", "<br/>", "<b>", "</b>", "<br/>"]


def test_a_tag_that_no_text_may_have_is_words() -> None:
    assert tags_of("<u>x</u> <script> <a href='x'>") == []


def test_arabic_prefixes_may_cling_to_a_name_and_latin_letters_may_not() -> None:
    assert [part.text for part in names_of("بNaranj وNaranj", ["Naranj"])] == ["Naranj", "Naranj"]
    assert names_of("Naranjo Naranj2", ["Naranj"]) == []


def test_the_longer_of_two_names_counts() -> None:
    assert [part.text for part in names_of("Buka Naranj Pay sekarang", ["Naranj", "Naranj Pay"])] == ["Naranj Pay"]


def test_a_name_with_an_ampersand_is_found_in_a_stored_text() -> None:
    assert [part.text for part in names_of("شبکه AT&amp;T", ["AT&T"])] == ["AT&T"]


def test_no_part_stands_within_another() -> None:
    text = '{Naranj} <a id="a1">x</a>'
    assert [part.text for part in parts_of(text, ["Naranj"])] == ["{Naranj}", '<a id="a1">', "</a>"]


def test_order_is_free_and_number_is_not() -> None:
    source = placeholders_of("{a} of {b} and {a}")
    assert not compare(source, placeholders_of("از {b}: {a} و {a}"))
    found = compare(source, placeholders_of("{b} {c}"))
    assert (found.missing, found.added) == (("{a}", "{a}"), ("{c}",))


@pytest.mark.parametrize(
    ("text", "is_well"),
    [
        ("<b>x</b>", True),
        ('<a id="a1"><b>x</b></a><br/>', True),
        ("<b>x", False),
        ("x</b>", False),
        ("<b><i>x</b></i>", False),
    ],
)
def test_nesting(text: str, is_well: bool) -> None:
    assert is_nested_well(text) is is_well


def test_plain_is_what_a_reader_reads() -> None:
    assert plain('<a id="a1">متجر</a> &amp; نارنج<br/>أهلًا') == "متجر & نارنج أهلًا"


def test_words_alone_are_without_names_code_and_placeholders() -> None:
    words = without_parts("Buka <b>Naranj</b>: {name} <code>ls -l</code> lalu simpan", ["Naranj"])
    assert words.split() == ["Buka", ":", "lalu", "simpan"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("x &amp; y &nbsp; &lt;", "x &amp; y &nbsp; &lt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<a href="javascript:x">y</a>', '&lt;a href="javascript:x"&gt;y</a>'),
        ('<a id="a1" onclick="x">', '&lt;a id="a1" onclick="x"&gt;'),
        ('<b>متن</b><br>\r\n<a id="a1">x</a>', '<b>متن</b><br/>\n<a id="a1">x</a>'),
        ("&#9999999999;", "&amp;#9999999999;"),
    ],
)
def test_nothing_that_is_typed_becomes_foreign_markup_and_nothing_is_lost(typed: str, stored: str) -> None:
    assert cleaned(typed) == stored
    assert cleaned(stored) == stored


@pytest.mark.parametrize(("text", "name"), [("WİKİ", "Wiki"), ("Lınux", "Linux")])
def test_a_name_in_letters_of_turkish_is_that_name(text: str, name: str) -> None:
    assert [part.text for part in names_of(f"{text} burada", ["Wiki", "Linux"])] == [name]


def test_braces_before_many_spaces_are_read_at_once() -> None:
    """A pattern that tried each way to part the spaces would be at it for hours."""
    began = time.process_time()
    assert placeholders_of("{{" + " " * 200_000) == []
    assert time.process_time() - began < 2
