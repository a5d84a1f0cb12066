"""Files that are none, or are damaged, are refused with line and reason before anything of them is believed."""

from __future__ import annotations

import time
from typing import Any

import pytest

from localization.exchange.documents import BrokenFile
from localization.exchange.formats import document_read, format_of
from localization.exchange.tmx import memory_plan
from localization.exchange.xml import xml_read

HEAD12 = '<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
FILE12 = f'{HEAD12}<file original="k" source-language="en" target-language="fa"><body>\n'
UNIT12 = '<trans-unit id="u1.0"><source>Hi</source><target>سلام</target></trans-unit>\n'
END12 = "</body></file></xliff>"
PO = 'msgid ""\nmsgstr "Language: fa\\nX-Sanad-Source-Language: en\\n"\n\n'
ENTRY = 'msgctxt "k/u1.0"\nmsgid "Hi"\nmsgstr "سلام"\n'


def refused(content: str | bytes, form: str) -> BrokenFile:
    with pytest.raises(BrokenFile) as caught:
        document_read(content.encode() if isinstance(content, str) else content, form)
    return caught.value


def test_the_whole_ones_are_read() -> None:
    assert document_read((FILE12 + UNIT12 + END12).encode(), "xliff12").entries[0].text == "سلام"
    assert document_read((PO + ENTRY).encode(), "po").entries[0].text == "سلام"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 0),
        ("   ", 0),
        ("no xml", 1),
        (FILE12 + UNIT12, 5),
        (FILE12 + UNIT12[:40], 4),
        (FILE12 + "<source></target>" + END12, 4),
        (FILE12 + UNIT12.replace("Hi", "&what;") + END12, 4),
        (FILE12 + UNIT12.replace("u1.0", "1") + END12, 4),
        (FILE12 + UNIT12.replace("u1.0", "u1.99999999999999999999") + END12, 4),
        (FILE12 + "<trans-unit id='u1.0'></trans-unit>" + END12, 4),
        (FILE12 + UNIT12.replace("Hi", "<foo/>") + END12, 4),
        (HEAD12 + "</xliff>", 2),
        (FILE12 + UNIT12 + "</body></file><file source-language='en' target-language='ar'/></xliff>", 5),
        (FILE12 + "<g>" * 200 + "</g>" * 200 + END12, 4),
    ],
)
def test_broken_xliff_is_refused_where_it_breaks(content: str, line: int) -> None:
    error = refused(content, "xliff12")
    assert error.line == line
    assert error.reason.endswith(".")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE xliff SYSTEM "http://example.org/x.dtd">',
        '<!DOCTYPE xliff [<!ENTITY a "b">]>',
        '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    ],
)
def test_whatever_declares_a_document_type_is_refused(declaration: str) -> None:
    content = (FILE12 + UNIT12 + END12).replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>\n{declaration}')
    error = refused(content, "xliff12")
    assert "DOCTYPE" in error.reason
    assert error.line == 2


def test_tmx_may_name_its_document_type_and_nothing_more() -> None:
    body = '<tmx version="1.4"><header/><body><tu/></body></tmx>'
    assert xml_read(f'<!DOCTYPE tmx SYSTEM "tmx14.dtd">{body}'.encode(), known_type="tmx").name == "tmx"
    for bad in ('<!DOCTYPE tmx [<!ENTITY a "b">]>', '<!DOCTYPE other SYSTEM "x">'):
        with pytest.raises(BrokenFile):
            xml_read(f"{bad}{body}".encode(), known_type="tmx")
    with pytest.raises(BrokenFile, match="entities"):
        xml_read(b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx>&some;</tmx>', known_type="tmx")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_of_unicode_are_read(encoding: str) -> None:
    po = (PO + ENTRY).encode(encoding)
    assert document_read(po, "po").entries[0].text == "سلام"
    xliff = (FILE12 + UNIT12 + END12).replace('<?xml version="1.0"?>\n', "").encode(encoding)
    assert document_read(xliff, "xliff12").entries[0].text == "سلام"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ((FILE12 + UNIT12 + END12).encode("utf-8").replace("سلام".encode(), b"\xff\xfe\xff"), "xliff12"),
        (b'<?xml version="1.0" encoding="klingon"?><xliff/>', "xliff12"),
        ((PO + ENTRY).encode().replace("سلام".encode(), b"\xff\xff"), "po"),
        ((PO + ENTRY).encode().replace(b"Language: fa", b"Content-Type: x; charset=klingon"), "po"),
        ((PO + ENTRY).encode().replace(b"Language: fa", b"Content-Type: x; charset=undefined"), "po"),
        ((PO + ENTRY).encode().replace(b"Language: fa", b"Content-Type: x; charset=punycode"), "po"),
        ((PO + ENTRY.replace("سلام", "+2D0-")).encode().replace(b"Language: fa", b"Content-Type: x; charset=utf-7"), "po"),
        (bytes(range(256)), "po"),
        (b"\x00" * 50, "xliff12"),
    ],
)
def test_unreadable_encodings_are_refused(content: bytes, form: str) -> None:
    assert refused(content, form).reason


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (PO + ENTRY + 'msgid "cut', 7),
        (PO + ENTRY[:-3], 6),
        (PO + ENTRY.replace('"Hi"', '"H"i"'), 5),
        (PO + ENTRY.replace('"Hi"', '"H\\i"'), 5),
        (PO + ENTRY.replace("msgstr", "msgtxt"), 6),
        (PO + ENTRY.replace('msgctxt "k/u1.0"\n', ""), 4),
        (PO + ENTRY.replace("u1.0", "x"), 4),
        (PO + 'msgctxt "k/u1.0"\nmsgid "Hi"\n', 4),
        (PO + 'msgctxt "k/u1.0"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', 4),
        (PO + ENTRY + 'msgstr "again"\n', 7),
        ('msgid "a"\nmsgstr "b"\n', 1),
        ('msgid ""\nmsgstr "Language: fa\\n"\n', 1),
        ("/etc/passwd", 1),
        ('"stray"\n', 1),
    ],
)
def test_broken_po_is_refused_where_it_breaks(content: str, line: int) -> None:
    error = refused(content, "po")
    assert error.line == line
    assert error.reason.endswith(".")


def test_comments_and_obsolete_entries_of_po_are_passed_over() -> None:
    content = f'{PO}# note\n#. ours\n#, fuzzy, c-format\n#| msgid "Ho"\n{ENTRY}\n#~ msgid "gone"\n#~ msgstr "weg"\n'
    (entry,) = document_read(content.encode(), "po").entries
    assert entry.is_fuzzy
    assert entry.source == "Hi"


@pytest.mark.parametrize("name", ["x.exe", "x", "x.zip", "x.html"])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(BrokenFile, match="whose name ends"):
        format_of(b"something", name)


def test_xml_of_another_kind_is_refused() -> None:
    for content in (b'<xliff version="3.0"/>', b"<html/>"):
        with pytest.raises(BrokenFile, match=r"no XLIFF 1\.2 or 2\.0"):
            format_of(content, "x.xlf")


def test_a_huge_file_is_refused_without_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localization.exchange.documents.LARGEST", 1000)
    with pytest.raises(BrokenFile, match="larger than"):
        format_of(b"x" * 1001, "x.po")


def test_a_file_of_twenty_thousand_texts_is_read_in_seconds() -> None:
    content = FILE12 + "".join(UNIT12.replace("u1.", f"u{number}.") for number in range(20_000)) + END12
    began = time.perf_counter()
    assert len(document_read(content.encode(), "xliff12").entries) == 20_000
    assert time.perf_counter() - began < 20, "reading grows faster than the file"


@pytest.mark.django_db
def test_a_broken_tmx_is_a_problem_and_imports_nothing(homes: Any) -> None:
    for content in (b"<tmx>", b"<xliff/>", b"", b"<tmx><body/></tmx>"):
        plan = memory_plan(content, user=None)
        assert plan.problems
        assert not plan.writes


SIGNS = ["0000", "d800", "dfff"]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_that_no_text_can_have_are_refused_in_their_line(homes: Any, sign: str) -> None:
    in_12 = FILE12 + UNIT12.replace("سلام", f'<x id="s" ctype="x-sign-{sign}"/>') + END12
    in_20 = (
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="fa">\n<file id="k">\n'
        f'<unit id="u1.0"><segment><source>Hi</source><target><cp hex="{sign}"/></target></segment></unit></file></xliff>'
    )
    assert refused(in_12, "xliff12").line == 4
    assert refused(in_20, "xliff20").line == 3
    in_tmx = (
        '<tmx version="1.4"><header srclang="en"/><body>\n<tu><tuv xml:lang="en"><seg>Hi</seg></tuv>'
        f'<tuv xml:lang="fa"><seg>x<ph type="x-sign-{sign}"/></seg></tuv></tu></body></tmx>'
    )
    plan = memory_plan(in_tmx.encode(), user=None)
    assert [problem.line for problem in plan.problems] == [2]


def test_a_sign_of_nothing_in_a_po_file_is_refused_in_its_line() -> None:
    for sign in ("\\000", "\0"):
        assert refused(PO + ENTRY.replace("سلام", f"x{sign}"), "po").line == 6
