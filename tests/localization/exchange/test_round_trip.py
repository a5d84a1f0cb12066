"""Texts go out in each format and come back as they were, whatever is in them."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localization.exchange import tmx
from localization.exchange.documents import BrokenFile, Part
from localization.exchange.formats import FORMATS, document_read
from localization.exchange.inline import html_of, normal, pieces_of
from localization.exchange.xml import xml_read
from localization.models import Translation, Unit, UnitState
from tests.conftest import SHARED

HOSTILE = SHARED / "hostile"
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
TRICKY = [
    '<b>Save</b> or <i>save <b>all</b></i>,<br/><a id="a1">see</a> <a id="a2"><code>x</code></a>',
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &amp;lt;",
    "روی «ذخیره» بزنید؛ می\u200cخواهم \u2067rtl\u2069 \u202eoverride\u202c",
    "العربية <b>غامق</b> (24 ساعة).",
    "controls \x01\x02\x0b\x0c\x0e\x1f\x7f\x85 separators \u2028\u2029 \ufeff \ufffe\uffff end",
    "carriage\rreturn\r\nand\nlines\n\n",
    '"quoted" \\ \\n \\" back\\',
    "  blanks  around\t",
    "{name} %(count)s %s {{ x }} 100% ${y}",
    "]]> <![CDATA[ &#0; &nbsp;".replace("<", "&lt;").replace(">", "&gt;").replace("&#0;", "&amp;#0;").replace("&nbsp;", "\u00a0"),
    "x" * 50_000,
    "کلمه " * 10_000,
    "😀👨‍👩‍👧‍👦 e\u0301 ﷺ",
]


def hostile_texts() -> list[str]:
    """Strings that break programs, as the inline HTML that a unit has for them; but none that no database takes."""
    if not HOSTILE.is_dir():
        return TRICKY
    found = [text for text in json.loads((HOSTILE / "blns.json").read_text("utf-8")) if isinstance(text, str)]
    found += [each["input"] for each in json.loads((HOSTILE / "unicode.json").read_text("utf-8"))["samples"]]
    return [*TRICKY, *(escape(text, quote=False) for text in found if text.strip() and not UNSTORABLE.search(text))]


def exported(name: str, texts: list[str], **fields: Any) -> tuple[bytes, list[Unit]]:
    translation = Translation(pk=7, translation_key=uuid4(), title='Page <x> & "y" \x01')
    units = [
        Unit(pk=number, version=3, path=f"body.{number}.text", source=text, **{"text": text, "state": UnitState.DONE, **fields})
        for number, text in enumerate(texts, 1)
    ]
    return b"".join(FORMATS[name].written([Part(translation, units)], source_code="en", code="fa")), units


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_texts_come_back_as_they_were(name: str) -> None:
    content, units = exported(name, hostile_texts())
    document = document_read(content, name)
    assert (document.source_code, document.code) == ("en", "fa")
    assert len(document.entries) == len(units)
    for entry, unit in zip(document.entries, units, strict=True):
        assert (entry.unit, entry.version, entry.is_fuzzy) == (unit.pk, 3, False)
        assert normal(entry.source) == normal(unit.source)
        assert normal(entry.text) == normal(unit.text)


@pytest.mark.parametrize("name", FORMATS)
@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=120, deadline=None)
def test_any_text_comes_back(name: str, texts: list[str]) -> None:
    content, units = exported(name, [escape(text, quote=False) for text in texts])
    entries = document_read(content, name).entries
    assert [entry.text for entry in entries] == [normal(unit.text) if name != "po" else unit.text for unit in units]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("fields", "is_fuzzy", "source"),
    [
        ({"state": UnitState.DONE}, False, "Old"),
        ({"state": UnitState.DONE, "needs_edit": True}, True, "Old"),
        ({"state": UnitState.OUTDATED, "new_source": "New"}, True, "New"),
        ({"state": UnitState.TO_DO, "text": ""}, False, "Old"),
        ({"state": UnitState.TO_DO}, True, "Old"),
    ],
)
def test_what_a_person_must_look_at_is_marked(name: str, fields: dict[str, Any], is_fuzzy: bool, source: str) -> None:
    content, units = exported(name, ["Old"], **fields)
    entry = document_read(content, name).entries[0]
    assert (entry.is_fuzzy, entry.source, entry.text) == (is_fuzzy, source, units[0].text)


def test_tags_are_elements_of_xliff_and_not_text() -> None:
    first, _units = exported("xliff12", TRICKY[:1])
    assert b'<g id="b_1" ctype="bold">Save</g>' in first
    assert b'<x id="br_1" ctype="lb"/>' in first
    assert b'<g id="a1" ctype="link">see</g>' in first
    second, _units = exported("xliff20", TRICKY[:1])
    assert b'<pc id="b_1" type="fmt" subType="xlf:b">Save</pc>' in second
    assert b'<ph id="br_1" type="fmt" subType="xlf:lb"/>' in second
    assert b"&lt;b&gt;" not in first + second


def test_po_is_what_gettext_reads(tmp_path: Path) -> None:
    """By another reader than ours; texts with line ends of their own are not for it."""
    texts = [text for text in TRICKY if not set(text) & set("\x00\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")]
    content, _units = exported("po", texts)
    path = tmp_path / "x.po"
    path.write_bytes(content)
    assert [entry.msgstr for entry in polib.pofile(str(path))] == texts


@pytest.mark.parametrize("text", hostile_texts()[:600])
def test_the_memory_comes_back_from_tmx(text: str) -> None:
    assert tmx.html(xml_read(f"<seg>{tmx.content(text)}</seg>".encode())) == normal(text)


@pytest.mark.parametrize(
    ("name", "sign"), [("po", "\0"), ("xliff12", "\0"), ("xliff12", "\ud800"), ("xliff20", "\0"), ("xliff20", "\ud800")]
)
def test_what_no_database_takes_is_refused(name: str, sign: str) -> None:
    content, _units = exported(name, [f"a{sign}b"])
    with pytest.raises(BrokenFile):
        document_read(content, name)


def test_tags_of_other_programs_go_and_their_words_stay() -> None:
    segment = xml_read(b'<seg>Press <bpt i="1" type="x-rtf">{\\b</bpt>Save<ept i="1">}</ept> <ph>1</ph><hi>now</hi></seg>')
    assert tmx.html(segment) == "Press Save now"


def test_half_a_pair_of_tags_takes_all_tags_away() -> None:
    assert tmx.html(xml_read(b'<seg>a <bpt i="1" type="b_1">x</bpt>b</seg>')) == "a b"


@given(st.text(alphabet="<>/abi &;\"'=#x1 \n", max_size=60))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_text_becomes_balanced_pieces(html: str) -> None:
    once = html_of(pieces_of(html))
    assert html_of(pieces_of(once)) == once
