"""The Markdown we read: CommonMark, tables, strikethrough and named containers; and how its tokens become HTML.

The HTML is the small dialect that rich text is stored in: b and i, no newlines between blocks, tight lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

CALLOUTS = ("info", "tip", "warning", "stop")
CONTAINERS = (*CALLOUTS, "steps", "faq", "audience", "problem")


class RichTextRenderer(RendererHTML):
    """Writes what rich text can hold; what it cannot is brought into its nearest shape instead of being lost."""

    def strong_open(self, *_args: Any) -> str:
        return "<b>"

    def strong_close(self, *_args: Any) -> str:
        return "</b>"

    def em_open(self, *_args: Any) -> str:
        return "<i>"

    def em_close(self, *_args: Any) -> str:
        return "</i>"

    def softbreak(self, *_args: Any) -> str:
        return " "

    def hardbreak(self, *_args: Any) -> str:
        return "<br>"

    def image(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        # A picture inside running text: its description stands for it.
        return escapeHtml(tokens[idx].content)

    def fence(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        # Code inside a list or quotation; at the top of the text it is a block of its own.
        lines = tokens[idx].content.rstrip("\n").split("\n")
        return f"<p><code>{'<br>'.join(escapeHtml(line) for line in lines)}</code></p>"

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.fence(tokens, idx, options, env)

    def tr_open(self, *_args: Any) -> str:
        return "<p>"

    def tr_close(self, *_args: Any) -> str:
        return "</p>"

    def td_close(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        # A table inside a list or quotation: one line for each row.
        return "" if tokens[idx + 1].type == "tr_close" else " – "

    def th_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.td_close(tokens, idx, options, env)


@cache
def parser() -> MarkdownIt:
    """Return the parser, made once. HTML passes through it and is cleaned afterwards."""
    made = MarkdownIt("commonmark", {"html": True}, renderer_cls=RichTextRenderer).enable(["table", "strikethrough"])
    # One rule for all names: each rule is tried at every line.
    container_plugin(made, "box", validate=lambda params, *_rest: params.strip().partition(" ")[0] in CONTAINERS)
    return made


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a Markdown text."""
    return parser().parse(text)


def render(tokens: Sequence[Token]) -> str:
    """Return the HTML of a run of block tokens, not yet cleaned."""
    made = parser()
    return str(made.renderer.render(list(tokens), made.options, {}))


def end_of(tokens: Sequence[Token], start: int) -> int:
    """Return the index after the token that closes the one at `start`; for a token that opens nothing, the next index."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index + 1
    return len(tokens)


def plain(inline: Token) -> str:
    """Return the visible text of an inline token, without any markup."""
    parts = []
    for child in inline.children or ():
        if child.type in {"text", "code_inline"} or child.type == "image":
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return " ".join("".join(parts).split())


def in_one_line(tokens: Sequence[Token]) -> str:
    """Return the visible text of all inline tokens of a run."""
    return " ".join(filter(None, (plain(token) for token in tokens if token.type == "inline")))
