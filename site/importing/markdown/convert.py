"""A text to the list of its blocks: tokens are split at the top level, never the HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from importing.markdown import pieces
from importing.markdown.clean import BODY_TAGS, rich_html
from importing.markdown.context import Conversion, Raw
from importing.markdown.parser import end_of, plain, tokens_of


@dataclass(frozen=True)
class Converted:
    """The raw JSON of a stream, not yet resolved: pictures are paths as written, links still addresses."""

    blocks: list[Raw]
    warnings: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)


def convert(text: str, *, key: str, link_scheme: str = "") -> Converted:
    """Return the blocks of a Markdown text. `key` is the same in all languages, and so are then the ids of the blocks."""
    conversion = Conversion(key, link_scheme)
    blocks = blocks_of(_lowered(tokens_of(text)), conversion)
    return Converted(blocks, conversion.warnings, conversion.images)


def convert_faq(text: str, *, key: str, link_scheme: str = "") -> Converted:
    """Return the blocks of a page of questions: an introduction, `# Topic` for each accordion, `## Question` in it."""
    conversion = Conversion(key, link_scheme)
    tokens = tokens_of(text)
    blocks: list[Raw] = []
    heading, start = "", 0
    bounds = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.tag in {"h1", "h2"}]
    topic: list[Token] = []
    blocks += blocks_of(tokens[: bounds[0] if bounds else len(tokens)], conversion)
    for number, start in enumerate(bounds):
        end = bounds[number + 1] if number + 1 < len(bounds) else len(tokens)
        if tokens[start].tag == "h1":
            blocks += _topic(heading, topic, conversion)
            heading, topic = plain(tokens[start + 1]), []
            blocks += blocks_of(tokens[end_of(tokens, start) : end], conversion)
        else:
            topic += tokens[start:end]
    blocks += _topic(heading, topic, conversion)
    return Converted(blocks, conversion.warnings, conversion.images)


def _topic(heading: str, tokens: list[Token], conversion: Conversion) -> list[Raw]:
    if not tokens:
        return [conversion.block("rich_text", f"<h2>{pieces.escaped(heading)}</h2>")] if heading else []
    return [pieces.accordion(heading, tokens, conversion, level="h2")]


def blocks_of(tokens: Sequence[Token], conversion: Conversion) -> list[Raw]:
    """Return the blocks of a run of top-level tokens; whatever has no block of its own gathers into rich text."""
    blocks: list[Raw] = []
    running: list[Token] = []
    at = 0
    while at < len(tokens):
        end = end_of(tokens, at)
        piece = tokens[at:end]
        make = _maker(piece, conversion)
        if make is None:
            running += piece
        else:
            # What gathered before comes first, so that ids count in the order of the text.
            blocks += _rich_text(running, conversion)
            running = []
            blocks += make()
        at = end
    return blocks + _rich_text(running, conversion)


def _rich_text(tokens: Sequence[Token], conversion: Conversion) -> list[Raw]:
    markup = rich_html(tokens, conversion, BODY_TAGS) if tokens else ""
    return [conversion.block("rich_text", markup)] if markup else []


def _maker(piece: Sequence[Token], conversion: Conversion) -> Callable[[], list[Raw]] | None:
    """Return what makes the blocks of a piece that is more than running text, or None."""
    kind = piece[0].type
    if kind in {"fence", "code_block"}:
        return lambda: [pieces.code(piece[0], conversion)]
    if kind == "table_open":
        return lambda: [pieces.table(piece, conversion)]
    if kind == "blockquote_open" and (note := pieces.note(piece)):
        return lambda: [pieces.callout(note, "", piece[1:-1], conversion)]
    if kind == "paragraph_open" and (image := pieces.lone_image(piece)):
        return lambda: [pieces.image(image, conversion)]
    if kind.startswith("container_"):
        return lambda: _container(piece, conversion)
    if kind == "paragraph_open" and piece[1].content.startswith(":::"):
        conversion.warn(f"unknown or unclosed container: {piece[1].content.splitlines()[0][:60]}")
    return None


def _container(piece: Sequence[Token], conversion: Conversion) -> list[Raw]:
    name, _space, title = piece[0].info.strip().partition(" ")
    title, inner = title.strip(), list(piece[1:-1])
    if name == "steps":
        steps = pieces.steps(inner, conversion)
        return [steps] if steps else blocks_of(inner, conversion)
    if name == "problem":
        problem = pieces.problem(title, inner, conversion)
        return [problem] if problem else blocks_of(inner, conversion)
    if name == "faq":
        accordion = pieces.accordion(title, inner, conversion, level="")
        return [accordion] if accordion["value"]["entries"] else blocks_of(inner, conversion)
    if name == "audience":
        return [pieces.audience(title, inner, conversion, blocks_of)]
    return [pieces.callout(name, title, inner, conversion)]


def _lowered(tokens: list[Token]) -> list[Token]:
    """The title of a page is its only h1: a text that uses h1 for its sections moves down by one level."""
    if not any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
        return tokens
    return [
        token.copy(tag=f"h{min(int(token.tag[1]) + 1, 6)}") if token.type in {"heading_open", "heading_close"} else token
        for token in tokens
    ]
