"""Texts as they are shown: tags and placeholders as chips, signs that nobody sees made visible, terms underlined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from localization.editor.changes import Shown
from localization.editor.registry import TermHit
from localization.placeholders import Part, parts_of, places_of

# Signs without a shape of their own, by the short names that Unicode gives them.
SIGNS = {
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u061c": "ALM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u200b": "ZWSP",
    "\u2060": "WJ",
    "\ufeff": "BOM",
    "\u00ad": "SHY",
}
_SIGN = re.compile(f"[{''.join(SIGNS)}\u00a0\u202f]")


def marked(text: str, *, names: Iterable[str] = (), terms: Sequence[TermHit] = ()) -> SafeString:
    """Return inline HTML as it is shown to a translator. Nothing of it acts as markup."""
    pieces, at = [], 0
    spans = _term_spans(text, terms)
    for part in parts_of(text, names):
        if part.kind == "name":
            continue  # a name is words; it is marked as a term where the glossary has it
        pieces += [_words(text, at, part.start, spans), chip(part)]
        at = part.end
    return _joined([*pieces, _words(text, at, len(text), spans)])


def pieces_marked(pieces: Iterable[Shown]) -> SafeString:
    """Return the pieces of a changed source with what is old and what is new."""
    tags = {"old": "del", "new": "ins"}
    shown = [
        format_html("<{0}>{1}</{0}>", tags[piece.kind], marked(piece.text)) if piece.kind in tags else marked(piece.text)
        for piece in pieces
    ]
    return _joined(shown)


def chip(part: Part) -> SafeString:
    """Return a protected part as one thing."""
    return format_html(
        '<bdi class="l10n-chip l10n-chip--{}" dir="ltr" data-part="{}">{}</bdi>', part.kind, part.text, label(part)
    )


def label(part: Part) -> str:
    """Return what stands on a chip: `a1` and `/a` for a link, `↵` for a line break, placeholders as they are."""
    if part.kind != "tag":
        return part.text
    found = re.fullmatch(r'<(/?)(\w+)(?: id="([\w-]+)")?/?>', part.text)
    if found is None or found[2] == "br":
        return "↵"
    return f"{found[1]}{found[3] or found[2]}"


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _words(text: str, start: int, end: int, spans: Sequence[tuple[int, int, TermHit]]) -> SafeString:
    pieces, at = [], start
    for first, last, hit in spans:
        if at <= first and last <= end:
            pieces += [_signs(text[at:first]), _term(text[first:last], hit)]
            at = last
    return _joined([*pieces, _signs(text[at:end])])


def _term(words: str, hit: TermHit) -> SafeString:
    return format_html(
        '<span class="l10n-term{}" title="{}">{}</span>',
        "" if hit.target else " l10n-term--forbidden",
        " · ".join(filter(None, [hit.target.replace("|", " / "), hit.note, *(f"✗ {word}" for word in hit.forbidden)])),
        _signs(words),
    )


def _signs(html: str) -> SafeString:
    text, at, pieces = unescape(html), 0, []
    for found in _SIGN.finditer(text):
        sign = found[0]
        shown = (
            format_html('<span class="l10n-hard" title="{}">{}</span>', f"U+{ord(sign):04X}", sign)
            if sign not in SIGNS
            else format_html('<bdi class="l10n-sign" dir="ltr" title="U+{}">{}</bdi>', f"{ord(sign):04X}", SIGNS[sign])
        )
        pieces += [format_html("{}", text[at : found.start()]), shown]
        at = found.end()
    return _joined([*pieces, format_html("{}", text[at:])])


def _term_spans(text: str, terms: Sequence[TermHit]) -> list[tuple[int, int, TermHit]]:
    """Return where the terms stand in the stored text. Their own places count what a reader reads."""
    places = places_of(text) if terms else []
    spans: list[tuple[int, int, TermHit]] = []
    for hit in terms:
        if 0 <= hit.start < hit.end < len(places):
            spans.append((places[hit.start], places[hit.end - 1] + 1, hit))
        elif found := re.search(rf"(?<!\w){re.escape(hit.source)}(?!\w)", text, re.IGNORECASE):
            spans.append((found.start(), found.end(), hit))
    spans.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int, TermHit]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
