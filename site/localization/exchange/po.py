"""PO, the format of gettext: an entry for each text, with inline HTML as it is.

Read by ourselves: the library at hand takes a line that was cut off for a whole one, breaks texts at signs that end no line, and
opens the file when an upload consists of a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from localization.exchange.documents import (
    BrokenFile,
    Document,
    Entry,
    Part,
    is_fuzzy,
    named_unit,
    number_check,
    size_check,
    unit_name,
)
from localization.models import Unit

SOURCE_HEADER = "X-Sanad-Source-Language"
"""Says that a file is an export of a help center, and from which language it translates."""
_ESCAPES = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "a": "\a"}
_ESCAPED = {sign: f"\\{letter}" for letter, sign in _ESCAPES.items()}
_SPECIAL = re.compile(f"[{re.escape(''.join(_ESCAPED))}]")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*\Z', re.DOTALL)
_ESCAPE = re.compile(r"\\(000|.)", re.DOTALL)
_KEYWORD = re.compile(r"(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)[ \t]*(?=\")")
# No database takes NUL, and no file the halves of signs that UTF-7 and UTF-16 may hold.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_CHARSET = re.compile(rb"charset=([A-Za-z0-9_.:-]+)")


def write(parts: Iterable[Part], *, source_code: str, code: str) -> Iterator[str]:
    """Yield the file piece by piece."""
    header = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": code,
        "PO-Revision-Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000"),
        SOURCE_HEADER: source_code,
    }
    yield f'msgid ""\nmsgstr {_string("".join(f"{key}: {value}{chr(10)}" for key, value in header.items()))}\n'
    for part in parts:
        for unit in part.units:
            yield _entry_of(unit, part)


def _entry_of(unit: Unit, part: Part) -> str:
    out = ["", f"#. {' '.join(f'{part.translation.title} · {unit.path}'.split())}"]
    if is_fuzzy(unit):
        out.append("#, fuzzy")
    if unit.text and unit.new_source:
        out += [f"#| {line}" for line in f"msgid {_string(unit.source)}".split("\n")]
    out.append(f"msgctxt {_string(f'{part.translation.translation_key}/{unit_name(unit)}')}")
    out += [f"msgid {_string(unit.source_now)}", f"msgstr {_string(unit.text)}", ""]
    return "\n".join(out)


def _string(text: str) -> str:
    """Write a text in quotation marks, a line of it a line of the file."""
    lines = text.split("\n")
    if len(lines) == 1:
        return f'"{_escaped(text)}"'
    parts = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    return "\n".join(['""', *(f'"{_escaped(part)}"' for part in parts)])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], text)


@dataclass
class _Block:
    """What one entry says: its strings by keyword, and the line of its first."""

    line: int = 0
    strings: dict[str, str] = field(default_factory=dict)
    is_fuzzy: bool = False


def read(content: bytes) -> Document:
    """Return what a PO file holds. Raises BrokenFile."""
    size_check(content)
    blocks = _blocks(_decoded(content))
    head = next(blocks, None)
    header = dict(line.partition(": ")[::2] for line in head.strings.get("msgstr", "").splitlines()) if head else {}
    if head is None or head.strings.get("msgid") or SOURCE_HEADER not in header:
        reason = _("This PO file was not exported here: its header does not say so. Export the file here first.")
        raise BrokenFile(reason, head.line if head else 1)
    document = Document(header[SOURCE_HEADER].strip(), header.get("Language", "").strip())
    for block in blocks:
        document.entries.append(_entry(block))
        number_check(len(document.entries), block.line)
    return document


def _entry(block: _Block) -> Entry:
    for keyword in ("msgctxt", "msgid", "msgstr"):
        if keyword not in block.strings:
            if any(name.startswith("msgstr[") for name in block.strings):
                raise BrokenFile(_("An entry has plural forms. Texts of pages have none."), block.line)
            raise BrokenFile(_("An entry has no %(keyword)s.") % {"keyword": keyword}, block.line)
    key, _slash, name = block.strings["msgctxt"].rpartition("/")
    number, version = named_unit(name, block.line)
    return Entry(key, number, version, block.strings["msgid"], block.strings["msgstr"], block.is_fuzzy, block.line)


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the entries of a file; comments and what is marked as obsolete are passed over."""
    block, keyword = _Block(), ""
    for line, raw in enumerate(text.split("\n"), 1):
        content = raw.strip(" \t\r")
        if content.startswith("#~") or not content:
            continue
        starts = content.startswith(("#", "msgctxt")) or (content.startswith("msgid") and "msgid" in block.strings)
        if starts and any(name.startswith("msgstr") for name in block.strings):
            yield block
            block, keyword = _Block(), ""
        if content.startswith("#"):
            block.is_fuzzy |= content.startswith("#,") and "fuzzy" in content[2:].replace(",", " ").split()
            continue
        block.line = block.line or line
        if found := _KEYWORD.match(content):
            keyword, content = found[1], content[found.end() :]
            if keyword in block.strings:
                raise BrokenFile(_("An entry has %(keyword)s twice.") % {"keyword": keyword}, line)
            block.strings[keyword] = ""
        if not keyword:
            raise BrokenFile(_("Neither an entry nor a comment stands here."), line)
        block.strings[keyword] += _unquoted(content, line)
    if block.strings:
        yield block


def _unquoted(content: str, line: int) -> str:
    """Return the text of a string in quotation marks. Raises BrokenFile where it is none."""
    found = _STRING.match(content)
    if "\0" in content:
        raise BrokenFile(_("The number %(number)s stands for no sign of a text.") % {"number": "0000"}, line)
    if found is None:
        raise BrokenFile(_("A text is not in quotation marks, or does not end. The file may have been cut off."), line)

    def sign(escape: re.Match[str]) -> str:
        if escape[1] not in _ESCAPES:
            raise BrokenFile(_("“\\%(sign)s” means nothing in a PO file. Write \\\\ for \\.") % {"sign": escape[1]}, line)
        return _ESCAPES[escape[1]]

    return _ESCAPE.sub(sign, found[1])


def _decoded(content: bytes) -> str:
    """Decode a file by its mark or by what its header says; UTF-8 where it says nothing."""
    found = _CHARSET.search(content[:4000])
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else found[1].decode() if found else "utf-8"
    if encoding.lower() in ("utf-8", "utf8", "charset"):
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except (UnicodeError, LookupError) as error:
        line = content[: error.start].count(b"\n") + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise BrokenFile(_("The file's encoding cannot be read. Save it as UTF-8."), line) from error
    if broken := _NO_TEXT.search(text):
        raise BrokenFile(_("The file is no PO file, or is damaged here."), text[: broken.start()].count("\n") + 1)
    return text
