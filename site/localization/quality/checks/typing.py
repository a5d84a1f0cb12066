"""How it is typed: spaces, quotes and brackets, marks of the language, ZWNJ, and signs that turn the direction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from localization.quality.findings import Finding, Severity
from localization.quality.languages import ARABIC
from localization.quality.registry import Given

_PAIRS = ("()", "[]", "{}", "«»", "“”", "‹›")
_ENDS = {".": ".。…۔", "?": "?؟", "!": "!", ":": ":", "…": "…."}
_OPENERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_CLOSERS = frozenset(_OPENERS.values())
_PERSIAN = "\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc"
# Written together with a ZWNJ: می‌شود, کتاب‌ها, بزرگ‌تر, خانه‌ای.
_ZWNJ = (
    re.compile(rf"(?<![{_PERSIAN}\u200c])ن?می (?=[{_PERSIAN}]{{2,}})"),
    re.compile(rf"(?<=[{_PERSIAN}]) (?:ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان)(?![{_PERSIAN}])"),
    re.compile(rf"(?<=[{_PERSIAN}]) (?:تر|ترین)(?![{_PERSIAN}])"),
    re.compile(rf"(?<=ه) (?:ای|ام|اند|اید|ایم)(?![{_PERSIAN}])"),
)


def spaces(given: Given) -> Iterator[Finding]:
    """Two spaces in a row where the source has none, and spaces before marks or at the edges."""
    double = re.search(r"(?<=\S)[ \u00a0]{2,}(?=\S)", given.plain)
    if double and not re.search(r"\S {2,}\S", given.source_plain):
        yield Finding("space_double", Severity.WARNING, double.start(), double.end())
    before = re.search(r"(?<=\w) (?=[،؛,;](?:\s|$))|(?<=\w) (?=[.:!?؟](?:\s|$))", given.plain)
    if before and not re.search(r"\w [.,:;!?](?:\s|$)", given.source_plain):
        yield Finding("space_before", Severity.HINT, before.start(), before.end())
    if _edges(given.text) != _edges(given.source):
        yield Finding("space_edge", Severity.HINT)


def pairs(given: Given) -> Iterator[Finding]:
    """Brackets and quotes that are opened and not closed, where those of the source are in order."""
    for pair in (*_PAIRS, '""'):
        if _is_open(given.plain, pair) and not _is_open(given.source_plain, pair):
            at = given.plain.find(pair[0]) if pair[0] in given.plain else given.plain.find(pair[1])
            yield Finding("pair_open", Severity.WARNING, at, at + 1, details={"pair": " ".join(pair)})


def marks(given: Given) -> Iterator[Finding]:
    """Latin marks after Arabic letters, and Arabic ones in Latin text."""
    for wrong, right in given.language.marks:
        found = re.search(rf"(?<=[{ARABIC}]){re.escape(wrong)}|(?<=[{ARABIC}][)»”]){re.escape(wrong)}", given.words)
        if found:
            at = max(given.plain.find(wrong), 0)
            yield Finding("mark_foreign", Severity.WARNING, at, at + 1, details={"wrong": wrong, "right": right})
    if given.language.is_latin:
        foreign = re.search("[؟،؛٪]", given.words)
        if foreign and foreign[0] not in given.source_plain:
            right = {"؟": "?", "،": ",", "؛": ";", "٪": "%"}[foreign[0]]
            at = max(given.plain.find(foreign[0]), 0)
            yield Finding("mark_foreign", Severity.WARNING, at, at + 1, details={"wrong": foreign[0], "right": right})


def ends(given: Given) -> Iterator[Finding]:
    """A sentence that ends otherwise than that of the source."""
    source, text = given.source_plain.rstrip(), given.plain.rstrip()
    if not source or not text or given.limit.is_slug:
        return
    like = _ENDS.get(source[-1])
    if like and text[-1] not in like and not text.endswith(tuple(f"{mark}{close}" for mark in like for close in ')»”"’')):
        yield Finding("end_differs", Severity.HINT, details={"mark": source[-1]})


def zwnj(given: Given) -> Iterator[Finding]:
    """Persian words with a space where a ZWNJ belongs."""
    if given.language.code != "fa":
        return
    for pattern in _ZWNJ:
        found = pattern.search(given.plain)
        if found:
            around = given.plain[: found.start()].split(" ")[-1] + found[0] + given.plain[found.end() :].split(" ")[0]
            right = re.sub(" ", "\u200c", around.strip())
            details = {"wrong": around.strip(), "right": right}
            yield Finding("zwnj_missing", Severity.HINT, found.start(), found.end(), details=details)


def controls(given: Given) -> Iterator[Finding]:
    """Signs that turn the direction and do not turn it back: the rest of the page would be turned with the text."""
    opened: list[str] = []
    is_open = False
    for sign in given.plain:
        if sign in _OPENERS:
            opened.append(_OPENERS[sign])
        elif sign in _CLOSERS:
            is_open |= not opened or opened.pop() != sign
    if is_open or opened:
        yield Finding("control_open", Severity.ERROR)
    forced = Counter(given.plain)["\u202d"] + Counter(given.plain)["\u202e"]
    if forced and not any(sign in given.source_plain for sign in "\u202d\u202e"):
        yield Finding("control_forced", Severity.WARNING)


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _is_open(text: str, pair: str) -> bool:
    if pair[0] == pair[1]:
        return text.count(pair[0]) % 2 == 1
    depth = 0
    # 1) and a) count lists, they open nothing.
    for sign in re.sub(r"(?:^|\s)(?:\w|\d{1,2})\)", " ", text):
        depth += (sign == pair[0]) - (sign == pair[1])
        if depth < 0:
            return True
    return depth != 0


CHECKS = [
    (
        spaces,
        {
            "space_double": _("Two spaces in a row."),
            "space_before": _("A space before a punctuation mark."),
            "space_edge": _("A space at the beginning or the end is not as in the source."),
        },
    ),
    (pairs, {"pair_open": _("Of %(pair)s one is missing.")}),
    (marks, {"mark_foreign": _("%(wrong)s belongs to another script. Write %(right)s.")}),
    (ends, {"end_differs": _("The source ends with %(mark)s, the translation does not.")}),
    (zwnj, {"zwnj_missing": _("“%(wrong)s” is written with a half-space: “%(right)s”.")}),
    (
        controls,
        {
            "control_open": _("A sign that turns the direction is not closed. Take it out, or close it."),
            "control_forced": _("A sign forces the direction of letters. Use an isolate in its place."),
        },
    ),
]
