"""Nothing that comes from a file reaches a page without passing here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it.token import Token

from importing.markdown.context import Conversion
from importing.markdown.parser import render

# What the rich text features of content.blocks.text store, and no more.
TEXT_TAGS = {"p", "b", "i", "ol", "ul", "li", "a", "code", "br"}
BODY_TAGS = {*TEXT_TAGS, "h2", "h3", "h4", "blockquote", "hr", "sup", "sub", "s"}
CELL_TAGS = {"b", "i", "a", "code", "br"}

SCHEMES = {"http", "https", "mailto", "tel"}
_ATTRIBUTES = {"a": {"href"}}
_BLOCK = re.compile(r"<(?:p|ol|ul|h[2-4]|blockquote|hr)\b")
_NAMES = r"(?:p|ol|ul|li|h[2-4]|blockquote|hr)"
_BEFORE = re.compile(rf"\s+(?=</?{_NAMES}\b)")
_AFTER = re.compile(rf"(</?{_NAMES}>)\s+")
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_EMPTY = re.compile(r"<p>\s*</p>")
_SAME = {"strong": "b", "em": "i", "del": "s", "strike": "s"}
_SAME_TAG = re.compile(r"(</?)(strong|em|del|strike)(?=[\s>/])", re.IGNORECASE)


def clean_html(markup: str, *, tags: set[str], conversion: Conversion, from_author: bool = False) -> str:
    """Return markup with these tags only, no attributes but safe links, no newline between blocks.

    `from_author` says that HTML was written in the file: then a warning tells when some of it went.
    """
    schemes = SCHEMES | ({conversion.link_scheme} if conversion.link_scheme else set())
    markup = _SAME_TAG.sub(lambda match: match[1] + _SAME[match[2].lower()], markup)
    cleaned = nh3.clean(markup, tags=tags, attributes=_ATTRIBUTES, url_schemes=schemes, link_rel=None)
    if "<a>" in cleaned:
        conversion.warn("a link with an address that is not allowed became plain text")
        cleaned = _DEAD_LINK.sub(r"\1", cleaned)
    if from_author and cleaned.count("<") < markup.count("<"):
        conversion.warn("HTML that cannot be kept was removed")
    return _EMPTY.sub("", _AFTER.sub(r"\1", _BEFORE.sub("", cleaned))).replace("\n", " ").strip()


def rich_html(tokens: Sequence[Token], conversion: Conversion, tags: set[str]) -> str:
    """Return a run of block tokens as rich text with these tags."""
    tidied = _without_loose_lists(_with_headings(tokens, tags))
    from_author = any(
        token.type == "html_block" or any(child.type == "html_inline" for child in token.children or ()) for token in tokens
    )
    markup = clean_html(render(tidied), tags=tags, conversion=conversion, from_author=from_author)
    if markup and not _BLOCK.match(markup):
        # Text that stood in HTML which is gone needs a paragraph of its own.
        first = _BLOCK.search(markup)
        at = first.start() if first else len(markup)
        markup = f"<p>{markup[:at].strip()}</p>{markup[at:]}"
    return markup


def inline_html(inline: Token, conversion: Conversion) -> str:
    """Return one inline token as the text of a table cell."""
    from_author = any(child.type == "html_inline" for child in inline.children or ())
    markup = clean_html(render([inline]), tags=CELL_TAGS, conversion=conversion, from_author=from_author)
    return f"<p>{markup}</p>" if markup else ""


def _with_headings(tokens: Sequence[Token], tags: set[str]) -> list[Token]:
    """Headings the target cannot hold become the nearest level, or a bold paragraph."""
    result: list[Token] = []
    for token in tokens:
        if token.type not in {"heading_open", "heading_close"}:
            result.append(token)
            continue
        if "h2" in tags:
            result.append(token.copy(tag=f"h{min(max(int(token.tag[1]), 2), 4)}"))
            continue
        paragraph: dict[str, Any] = {"type": token.type.replace("heading", "paragraph"), "tag": "p"}
        bold = Token(f"strong_{'open' if token.nesting == 1 else 'close'}", "b", token.nesting)
        both = [token.copy(**paragraph), bold]
        result += both if token.nesting == 1 else reversed(both)
    return result


def _without_loose_lists(tokens: Sequence[Token]) -> list[Token]:
    """Paragraphs in list items lose their tags, and a line break stands between two of them.

    The editor has no paragraphs in list items, and a round trip through translation drops them.
    """
    result: list[Token] = []
    ends_paragraph: list[bool] = []
    for token in tokens:
        if token.type == "list_item_open":
            ends_paragraph.append(False)
        elif token.type == "list_item_close":
            ends_paragraph.pop()
        elif ends_paragraph and token.type in {"paragraph_open", "paragraph_close"}:
            if token.nesting == 1 and ends_paragraph[-1]:
                result.append(Token("hardbreak", "br", 0))
            ends_paragraph[-1] = token.nesting == -1
            result.append(token.copy(hidden=True))
            continue
        elif ends_paragraph and token.type != "inline":
            ends_paragraph[-1] = False
        result.append(token)
    return result
