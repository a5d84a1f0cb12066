"""Finds the terms in the HTML of an article, and makes each first one a link that a script turns into an explanation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kb.glossary.table import Form, Table, Term, parts_of
from search.analysis.letters import WORD

# A comment, or a tag with its name and attributes; a > within quotes does not end it.
_TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL)
# What is a link or a control, is said exactly as it is, or is a heading.
# fmt: off
_CLOSED = frozenset((
    "a", "abbr", "audio", "button", "canvas", "code", "datalist", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "iframe", "kbd",
    "label", "legend", "math", "object", "option", "pre", "samp", "script", "select", "style", "summary", "svg", "template",
    "textarea", "title", "var", "video",
))
# fmt: on
_TITLES = re.compile(r"""class=["'][^"']*(?:__title|__bar|\bno-terms\b)""")
_EMPTY = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_ENTITY_OR_WORD = re.compile(rf"&(?:#\w+|\w+);|(?P<word>{WORD.pattern})")
_BETWEEN = re.compile("[\\s\\-\u2010\u2011\u200c]{1,3}")


@dataclass(frozen=True)
class Explained:
    """A term that stands on the page, for kb/_terms.html."""

    pk: int
    title: str
    definition: str
    url: str

    @property
    def anchor(self) -> str:
        return f"term-{self.pk}"


class _Word(NamedTuple):
    start: int
    end: int
    parts: tuple[str, ...]


def explained(markup: str, table: Table, address_of: Callable[[Term], str]) -> tuple[SafeString, list[Explained]]:
    """Return the markup with a link at the first place of each term, and the terms in their order.

    `address_of`: where the page of a term is, "" when this reader is not to know of it. Texts in headings, links, code and
    attributes stay as they are.
    """
    if not table.forms:
        return mark_safe(markup), []  # noqa: S308  # nosec B308 # as it came
    found: dict[int, Explained] = {}
    pieces = [_with_links(text, table, address_of, found) if is_open else text for text, is_open in _pieces(markup)]
    return mark_safe("".join(pieces)), list(found.values())  # noqa: S308  # nosec B308 # nothing but our links was put in


def _pieces(markup: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts between tags, and the tags, each with whether terms may be explained in it."""
    at, closed, depth = 0, "", 0
    for tag in _TAG.finditer(markup):
        if tag.start() > at:
            yield markup[at : tag.start()], not closed
        yield tag[0], False
        at = tag.end()
        name, is_end = (tag[2] or "").lower(), bool(tag[1])
        if closed:
            depth += (name == closed) * (-1 if is_end else 1)
            closed = closed if depth else ""
        elif not is_end and name not in _EMPTY and (name in _CLOSED or _TITLES.search(tag[3] or "")):
            closed, depth = name, 1
    if at < len(markup):
        yield markup[at:], not closed


def _with_links(text: str, table: Table, address_of: Callable[[Term], str], found: dict[int, Explained]) -> str:
    written = [
        _Word(match.start(), match.end(), parts_of(match[0], table.language))
        for match in _ENTITY_OR_WORD.finditer(text)
        if match["word"]
    ]
    pieces: list[str] = []
    at = position = 0
    while position < len(written):
        first = written[position]
        forms = table.forms.get(first.parts[0], ()) if first.parts else ()
        for form in forms:
            length = _words_of(form, written, position, text)
            if length and form.term.pk not in found and (url := address_of(form.term)):
                end = written[position + length - 1].end
                each = found[form.term.pk] = Explained(form.term.pk, form.term.title, form.term.definition, url)
                pieces += [text[at : first.start], _link(each, text[first.start : end])]
                at, position = end, position + length - 1
                break
        position += 1
    return "".join([*pieces, text[at:]]) if pieces else text


def _words_of(form: Form, written: list[_Word], position: int, text: str) -> int:
    """Return how many words from `position` on are this form of a term; 0 when they are not."""
    matched = 0
    for number, word in enumerate(written[position : position + len(form.parts)]):
        is_apart = number and not _BETWEEN.fullmatch(text, written[position + number - 1].end, word.start)
        if is_apart or not word.parts or form.parts[matched : matched + len(word.parts)] != word.parts:
            return 0
        matched += len(word.parts)
        if matched == len(form.parts):
            is_meant = not form.exact or text[written[position].start : word.end] == form.exact
            return number + 1 if is_meant else 0
    return 0


def _link(each: Explained, words: str) -> str:
    # The words come out of the markup: what had to be escaped in them is escaped.
    return format_html(
        '<a class="term" href="{}" aria-describedby="{}" data-term>{}</a>',
        each.url,
        each.anchor,
        mark_safe(words),  # noqa: S308  # nosec B308
    )
