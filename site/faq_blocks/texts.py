"""Questions as one line, and answers as the rich text that the editor stores, wherever they were typed or pasted."""

from __future__ import annotations

import re
import unicodedata
from html import escape

import nh3

LONGEST_ANSWER = 1_200
"""Characters. Who opens an answer wants a paragraph or two; what is longer is an article."""

# What rich text of an article can hold (content.blocks.text.BODY_FEATURES), and no more.
TAGS = frozenset(["p", "h2", "h3", "h4", "b", "i", "ol", "ul", "li", "a", "code", "br", "blockquote", "hr", "sup", "sub", "s"])
_INLINE = TAGS - frozenset(["p", "h2", "h3", "h4", "ol", "ul", "li", "blockquote", "hr"])
_SCHEMES = {"http", "https", "mailto", "tel"}
_ATTRIBUTES = {"a": {"href", "linktype", "id"}}

# Directions that are forced turn letters and file names around; the marks that only help at the seams of two scripts stay.
_FORCED = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_MARKS_AT_ENDS = "\u200e\u200f\u061c"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")

_IS_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_SAME = {
    **dict.fromkeys(("strong",), "b"),
    **dict.fromkeys(("em",), "i"),
    **dict.fromkeys(("del", "strike"), "s"),
    **dict.fromkeys(("h1",), "h2"),
    **dict.fromkeys(("h5", "h6"), "h4"),
    **dict.fromkeys(("div", "section", "article", "tr", "dt", "dd", "pre", "center"), "p"),
}
_SAME_TAG = re.compile(rf"(</?)({'|'.join(_SAME)})(?=[\s/>])", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_VOID = {"br", "hr"}
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_LINK_TAG = re.compile(r"<a\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_PARAGRAPH = re.compile(r"</?p>")
_EMPTY = re.compile(r"<(p|h[2-4]|blockquote|li)>(?:\s|<br>|&nbsp;)*</\1>")


def one_line(text: str) -> str:
    """Return a text without line breaks, control characters, hidden hyphens, forced directions, and direction marks at its ends.

    Marks and joiners within it stay: Persian and Arabic need them.
    """
    kept = _FORCED.sub("", _CONTROL.sub(" ", unicodedata.normalize("NFC", text).replace("\u00ad", "")))
    line = " ".join(kept.split())
    while line != (line := line.strip().strip(_MARKS_AT_ENDS)):
        pass
    return line


def rich_text_of(text: str) -> str:
    """Return plain text or HTML as the rich text of an answer: nothing in it that acts, every line in a block of its own."""
    if _IS_HTML.search(text):
        return clean_answer(text)
    paragraphs = [each.strip() for each in re.split(r"\n\s*\n", _FORCED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))]
    lines = ("<br/>".join(escape(line.strip(), quote=False) for line in each.split("\n")) for each in paragraphs if each)
    return "".join(f"<p>{each}</p>" for each in lines)


def clean_answer(markup: str) -> str:
    """Return HTML from anywhere as rich text of the kind that the editor stores.

    Scripts, styles, handlers, frames and links that act are gone; tables and divisions become paragraphs; text that stands
    alone gets a paragraph. Cleaning twice changes nothing.
    """
    same = _SAME_TAG.sub(lambda match: match[1] + _SAME[match[2].lower()], _CELL_END.sub(" ", _FORCED.sub("", markup)))
    cleaned = nh3.clean(same, tags=set(TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    cleaned = _DEAD_LINK.sub(r"\1", _LINK_TAG.sub(_own_link, cleaned))
    blocks = "".join(_pieces(re.sub(r"[ \t\r\n\f]+", " ", cleaned)))
    while blocks != (blocks := _EMPTY.sub("", blocks)):
        pass
    return blocks.replace("<br>", "<br/>").replace("<hr>", "<hr/>")


def _own_link(match: re.Match[str]) -> str:
    """An id names a page or a document, and nothing else."""
    found = dict(_ATTRIBUTE.findall(match[1]))
    is_own = found.get("linktype") in ("page", "document") and re.fullmatch("[0-9]{1,9}", found.get("id", ""))
    names = ("linktype", "id", "href") if is_own else ("href",)
    kept = "".join(f' {name}="{found[name]}"' for name in names if name in found)
    return f"<a{kept}>"


def _pieces(markup: str) -> list[str]:
    """The blocks of well-formed HTML, what stands between them in paragraphs."""
    found: list[str] = []
    loose: list[str] = []
    at = start = depth = 0
    name = ""
    for match in _TAG.finditer(markup):
        is_end, tag = bool(match[1]), match[2]
        if depth == 0:
            loose.append(markup[at : match.start()])
            start, name = match.start(), tag
        if tag not in _VOID:
            depth += -1 if is_end else 1
        if depth == 0:
            piece = markup[start : match.end()]
            if name in _INLINE:
                loose.append(nh3.clean(piece, tags=set(_INLINE), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None))
            else:
                found += [_paragraph(loose), _block(name, piece)]
                loose = []
            at = match.end()
    return [*found, _paragraph([*loose, markup[at:]])]


def _paragraph(loose: list[str]) -> str:
    text = "".join(loose).strip()
    return f"<p>{text}</p>" if text else ""


def _block(name: str, piece: str) -> str:
    """The editor has no paragraphs in list items and quotations."""
    if name in ("ol", "ul", "blockquote"):
        piece = _PARAGRAPH.sub("", re.sub(r"</p>\s*(?=<p>)", "<br>", piece))
    return re.sub(r"\s+(</(?:p|li|h[2-4]|blockquote)>)", r"\1", re.sub(r"(<(?:p|li|h[2-4]|blockquote|ul|ol)>)\s+", r"\1", piece))
