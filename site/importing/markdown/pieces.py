"""The blocks that are more than running text, one function each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from importing.markdown.clean import TEXT_TAGS, inline_html, rich_html
from importing.markdown.context import Conversion, Raw
from importing.markdown.parser import end_of, in_one_line, plain

BlocksOf = Callable[[Sequence[Token], Conversion], list[Raw]]

AUDIENCES = {"customer": 1, "agent": 2}
LONGEST_STEP_TITLE = 120

_NOTES = {
    "info": "note info important hint catatan penting ملاحظة ملاحظات هام یادداشت نکته توجه",
    "tip": "tip tips kiat saran نصيحة تلميح ترفند راهنمایی",
    "warning": "warning caution peringatan perhatian تحذير تنبيه هشدار اخطار",
    "stop": "stop danger bahaya berhenti خطر قف ایست",
}
_NOTE_WORDS = {word: kind for kind, words in _NOTES.items() for word in words.split()}
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}")

escaped = escapeHtml


def code(token: Token, conversion: Conversion) -> Raw:
    """A fenced or indented passage of code."""
    language = _LANGUAGE.match(token.info.strip())
    return conversion.block("code", {"language": language[0] if language else "", "code": token.content.rstrip("\n")})


def table(piece: Sequence[Token], conversion: Conversion) -> Raw:
    """A table of text columns. An empty corner above a filled first column means that this column names the rows."""
    rows: list[list[Token]] = []
    for index, token in enumerate(piece):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            rows[-1].append(piece[index + 1])
    headings = [plain(cell) for cell in rows[0]]
    body = [{"values": [inline_html(cell, conversion) for cell in row]} for row in rows[1:]]
    value = {
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": body,
        "caption": "",
    }
    names_rows = len(headings) > 1 and not headings[0] and any(headings) and all(row["values"][0] for row in body)
    return conversion.block("table", {"table": value, "row_headers": names_rows})


def lone_image(piece: Sequence[Token]) -> Token | None:
    """Return the picture of a paragraph that holds nothing else, or None."""
    children = [
        each for each in piece[1].children or () if each.type != "softbreak" and (each.type != "text" or each.content.strip())
    ]
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def image(token: Token, conversion: Conversion) -> Raw:
    """A picture; its `image` is the path as it is written, until the writer knows the stored picture."""
    source = str(token.attrGet("src") or "")
    conversion.images.append(source)
    value = {"image": source, "alt": _words(token), "caption": str(token.attrGet("title") or "")}
    return conversion.block("image", value)


def _words(picture: Token) -> str:
    """Return the description without escapes and marks. What looks like HTML in it are words: nothing else can stand there."""
    return plain(picture.copy(children=[_as_text(each) for each in picture.children or ()]))


def _as_text(token: Token) -> Token:
    return token.copy(type="text") if token.type == "html_inline" else token


def note(piece: Sequence[Token]) -> str | None:
    """Return the kind of callout a quotation stands for when it begins with a bold `Note:`, and take that word away."""
    if len(piece) < 3 or piece[1].type != "paragraph_open":
        return None
    children = [each for each in piece[2].children or () if each.type != "text" or each.content]
    if [each.type for each in children[:3]] != ["strong_open", "text", "strong_close"]:
        return None
    rest = children[3:]
    follows = rest[0].content if rest and rest[0].type == "text" else ""
    label = children[1].content.strip()
    kind = _NOTE_WORDS.get(label.rstrip(":：!").strip().casefold())
    if kind is None or not (label[-1:] in ":：!" or follows.lstrip().startswith((":", "："))):
        return None
    if follows:
        rest[0] = rest[0].copy(content=follows.lstrip(" :："))
    while rest and rest[0].type in {"softbreak", "hardbreak"}:
        rest.pop(0)
    piece[2].children = rest
    return kind


def callout(kind: str, title: str, inner: Sequence[Token], conversion: Conversion) -> Raw:
    """A short passage that must not be missed."""
    return conversion.block("callout", {"kind": kind, "title": title, "text": rich_html(inner, conversion, TEXT_TAGS)})


def audience(name: str, inner: Sequence[Token], conversion: Conversion, blocks_of: BlocksOf) -> Raw:
    """A passage for some readers. A name that is not known keeps it from all but agents."""
    if name not in AUDIENCES:
        conversion.warn(f"unknown audience {name[:30]!r}: the passage is shown to agents only")
    # The block's own id comes first, then those of what it holds.
    block = conversion.block("audience", {})
    inside = [each for each in blocks_of(inner, conversion) if each["type"] != "audience"]
    block["value"] = {"audience": AUDIENCES.get(name, 2), "body": inside}
    return block


def accordion(heading: str, tokens: Sequence[Token], conversion: Conversion, *, level: str) -> Raw:
    """Questions (headings of `level`; any first heading's level when empty) with the answers that follow them."""
    starts = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.level == tokens[0].level]
    if starts:
        level = level or tokens[starts[0]].tag
        starts = [index for index in starts if tokens[index].tag == level]
    block = conversion.block("faq_accordion", {})
    entries = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(tokens)
        answer = rich_html(tokens[end_of(tokens, start) : end], conversion, TEXT_TAGS)
        entries.append({"question": plain(tokens[start + 1]), "answer": answer})
    if starts and starts[0] > 0:
        conversion.warn("text before the first question was left out")
    block["value"] = {
        "heading": heading,
        "entries": conversion.items(entries),
        "first_open": False,
        "one_open": False,
        "style": "",
    }
    return block


def steps(inner: Sequence[Token], conversion: Conversion) -> Raw | None:
    """The items of the first list, each a step; None, with a warning, when there is no list or something beside it."""
    if not _is_numbered_list(inner):
        conversion.warn("a container of steps needs one numbered list and nothing else")
        return None
    block = conversion.block("steps", {})
    block["value"] = {"steps": conversion.items(_items(inner, conversion))}
    return block


def problem(symptom: str, inner: Sequence[Token], conversion: Conversion) -> Raw | None:
    """A numbered list of causes, written as steps are, each with what helps; None, with a warning, for anything else."""
    if not symptom or not _is_numbered_list(inner):
        conversion.warn("a problem needs a symptom, one numbered list of causes and nothing else")
        return None
    block = conversion.block("problem", {})
    causes = [{"cause": each["title"], "solution": each["text"]} for each in _items(inner, conversion)]
    block["value"] = {"title": symptom, "causes": conversion.items(causes)}
    return block


def _is_numbered_list(inner: Sequence[Token]) -> bool:
    return bool(inner) and inner[0].type == "ordered_list_open" and end_of(inner, 0) == len(inner)


def _items(inner: Sequence[Token], conversion: Conversion) -> list[Raw]:
    """The items of a list, each with its title and its text."""
    found = []
    at = 1
    while at < len(inner) - 1:
        end = end_of(inner, at)
        found.append(_step(inner[at + 1 : end - 1], conversion))
        at = end
    return found


def _step(tokens: Sequence[Token], conversion: Conversion) -> Raw:
    """The first paragraph is the title when it is short and plain, or its bold beginning is; the rest is the text."""
    if not tokens or tokens[0].type != "paragraph_open":
        title = in_one_line(tokens)[:LONGEST_STEP_TITLE]
        return {"title": title, "text": rich_html(tokens, conversion, TEXT_TAGS)}
    tokens = [
        each.copy(hidden=False) if each.type.startswith("paragraph") and each.level == tokens[0].level else each
        for each in tokens
    ]
    inline = tokens[1]
    children = inline.children or []
    bold_ends = next((index for index, each in enumerate(children) if each.type == "strong_close"), None)
    starts_bold = next((each.type == "strong_open" for each in children if each.type != "text" or each.content), False)
    if starts_bold and bold_ends is not None:
        title = plain(Token("inline", "", 0, children=children[: bold_ends + 1])).rstrip(" .:")
        rest = inline.copy(children=children[bold_ends + 1 :])
        before = [tokens[0], rest, tokens[2]] if plain(rest) else []
        return {"title": title, "text": rich_html([*before, *tokens[3:]], conversion, TEXT_TAGS)}
    title = plain(inline)
    if len(title) > LONGEST_STEP_TITLE or any(each.type == "link_open" for each in children):
        shortened = title if len(title) <= LONGEST_STEP_TITLE else title[:LONGEST_STEP_TITLE].rsplit(" ", 1)[0] + "…"
        return {"title": shortened, "text": rich_html(tokens, conversion, TEXT_TAGS)}
    return {"title": title, "text": rich_html(tokens[3:], conversion, TEXT_TAGS)}
