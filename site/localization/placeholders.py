"""What a translator must leave as it is: tags, placeholders and names. They are found, compared and made harmless here.

A text is inline HTML as wagtail-localize makes it: words with `&amp;`, `&lt;`, and the tags of INLINE, of which only `<a>` has
an attribute, its id in the segment (`<a id="a1">`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape

INLINE = ("a", "abbr", "acronym", "b", "br", "code", "em", "i", "strong")
"""The tags that wagtail-localize lets stand in a text."""

_TAG = re.compile(rf'<(?P<slash>/?)(?P<name>{"|".join(INLINE)})(?:\s+id="(?P<id>[\w-]+)")?\s*/?>')
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
# Each with a sentence that motivated it: "Hello {name}", "%(count)s pages", "%s of %1$s", "{{ user.name }}", ":name logged in",
# "${total}", "%name%". A percent sign after a number is none: "50 % discount", "100% sure".
_PLACEHOLDER = re.compile(
    r"""
    \{\{[^{}<>]{1,120}\}\}
    | \$\{[\w.]{1,60}\}
    | \{(?:[A-Za-z_][\w.\[\]]{0,60}|\d{1,3})?(?:![rsa])?(?::[^{}<>\s]{0,20})?\}
    | %\([A-Za-z_]\w{0,60}\)[#0\- +]?\d*(?:\.\d+)?[diouxXeEfFgGcrsa]
    | (?<![\d٠-٩۰-۹%])%(?:\d{1,2}\$)?(?:\.\d+)?[sdif](?![A-Za-z])
    | (?<![\w%])%[A-Za-z_]{2,60}%(?!\w)
    | (?<![\w:/]):[a-z][a-z_]{2,40}(?![\w:])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Part:
    """A protected stretch of a text; `start` and `end` count characters of the text as it is stored.

    `kind` is "tag", "placeholder" or "name". Two parts are the same thing when their kind and their `text` are.
    """

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Compared:
    """What a translation has too few of and what it has too many of, each as often as it is missing or added."""

    missing: tuple[str, ...]
    added: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.added)


def tags_of(text: str) -> list[Part]:
    """Return the tags of a text in their order, each in one notation."""
    return [Part("tag", _notation(found), found.start(), found.end()) for found in _TAG.finditer(text)]


def placeholders_of(text: str) -> list[Part]:
    """Return the placeholders of a text in their order. Spaces within braces are no difference: `{{ a }}` is `{{a}}`."""
    return [
        Part("placeholder", re.sub(r"^(\{\{)\s*|\s*(\}\})$", r"\1\2", found[0]), found.start(), found.end())
        for found in _PLACEHOLDER.finditer(text)
        if not _is_within_tag(text, found.start())
    ]


def names_of(text: str, names: Iterable[str]) -> list[Part]:
    """Return where the names stand in a text, longer ones first where they overlap. Letters of either case are the same."""
    wanted = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if not wanted:
        return []
    # A name ends where the letters of its script end: Arabic prefixes and Persian suffixes may cling to Latin names.
    # Which name it is, its group says: folding "WİKİ" would not lead to "Wiki", though the pattern does.
    either = "|".join(f"({re.escape(escape(name, quote=False))})" for name in wanted)
    pattern = re.compile(rf"(?<![A-Za-z0-9_])(?:{either})(?![A-Za-z0-9_])", re.IGNORECASE)
    return [Part("name", wanted[(each.lastindex or 1) - 1], each.start(), each.end()) for each in pattern.finditer(text)]


def parts_of(text: str, names: Iterable[str] = ()) -> list[Part]:
    """Return all protected parts of a text in their order, none within another."""
    parts = sorted(
        [*tags_of(text), *placeholders_of(text), *names_of(text, names)], key=lambda part: (part.start, part.start - part.end)
    )
    kept: list[Part] = []
    for part in parts:
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return kept


def compare(source: Sequence[Part], text: Sequence[Part]) -> Compared:
    """Compare the parts of a source with those of its translation: their order is free, their number is not."""
    wanted, given = Counter(part.text for part in source), Counter(part.text for part in text)
    return Compared(tuple((wanted - given).elements()), tuple((given - wanted).elements()))


def is_nested_well(text: str) -> bool:
    """Tell whether every tag that is opened is closed, in the right order, and no other is."""
    opened: list[str] = []
    for found in _TAG.finditer(text):
        if found["name"] == "br":
            continue
        if not found["slash"]:
            opened.append(found["name"])
        elif not opened or opened.pop() != found["name"]:
            return False
    return not opened


def plain(text: str) -> str:
    """Return the words that a reader reads: without tags and entities; a line break is a space."""
    return unescape(_TAG.sub(lambda found: " " if found["name"] == "br" else "", text))


def places_of(text: str) -> list[int]:
    """Return where each character that a reader reads begins in the stored text, and last where the text ends."""
    places, at = [], 0
    for found in _TAG.finditer(text):
        places += _places_of_words(text, at, found.start())
        places += [found.start()] if found["name"] == "br" else []
        at = found.end()
    return [*places, *_places_of_words(text, at, len(text)), len(text)]


def _places_of_words(text: str, start: int, end: int) -> list[int]:
    places, at = [], start
    for found in _ENTITY.finditer(text, start, end):
        places += [*range(at, found.start()), *[found.start()] * len(unescape(found[0]))]
        at = found.end()
    return [*places, *range(at, end)]


def without_parts(text: str, names: Iterable[str] = ()) -> str:
    """Return the words alone: each protected part, and what stands between `<code>` tags, is a line separator instead."""
    text = re.sub(r"<code>.*?</code>", "\u2028", text, flags=re.DOTALL)
    pieces, at = [], 0
    for part in parts_of(text, names):
        # Tags join what they stand between ("<b>W</b>ord"), everything else parts it.
        pieces += [text[at : part.start], "" if part.kind == "tag" and part.text != "<br/>" else "\u2028"]
        at = part.end
    return unescape("".join([*pieces, text[at:]]))


def cleaned(text: str) -> str:
    """Return a text as it may be stored: what is neither a known tag nor an entity stands for itself, `<u>` as `&lt;u&gt;`.

    Nothing that was typed is lost, nothing of it can become markup. Carriage returns go, they come from forms.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces, at = [], 0
    for found in _TAG.finditer(text):
        pieces += [_escaped(text[at : found.start()]), _notation(found)]
        at = found.end()
    return "".join([*pieces, _escaped(text[at:])])


def _escaped(words: str) -> str:
    pieces, at = [], 0
    for found in _ENTITY.finditer(words):
        pieces += [words[at : found.start()].replace("&", "&amp;"), found[0]]
        at = found.end()
    return "".join([*pieces, words[at:].replace("&", "&amp;")]).replace("<", "&lt;").replace(">", "&gt;")


def _notation(found: re.Match[str]) -> str:
    name, identity = found["name"], found["id"]
    if name == "br":
        return "<br/>"
    if found["slash"]:
        return f"</{name}>"
    return f'<{name} id="{identity}">' if identity else f"<{name}>"


def _is_within_tag(text: str, at: int) -> bool:
    return text.rfind("<", 0, at) > text.rfind(">", 0, at)
