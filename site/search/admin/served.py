"""What Elasticsearch says about the score of a hit, in words of this help center."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    pass

DEEPEST = 12
"""Levels of an account that are shown; the rest of it is about lengths and counts of single words."""
WIDEST = 40

FIELDS: dict[str, Promise] = {
    "title": _("the title"),
    "title.whole": _("the whole title"),
    "keywords": _("the hidden keywords"),
    "headings": _("the headings"),
    "summary": _("the summary"),
    "body": _("the text"),
}

_QUOTED = _("“{words}”: {where}")

_WEIGHT = re.compile(r"^weight\((?P<what>.+) in \d+\)", re.DOTALL)
_COMBINED = re.compile(r"^CombinedFieldQuery\(\((?P<fields>[^)]*)\)\((?P<terms>.*)\)\)$", re.DOTALL)
_FIELD = re.compile(r"^(?P<field>[\w.]+):(?P<text>.*)$", re.DOTALL)

# The beginnings of Elasticsearch's sentences, the longer ones first where one begins like another.
_SENTENCES: tuple[tuple[str, Any], ...] = (
    ("sum of", _("all of these together")),
    ("max plus", _("the best of these, and a share of the others")),
    ("max of", _("the best of these")),
    ("min of", _("the smaller of these")),
    ("product of", _("these multiplied")),
    ("function score, product of", _("a condition and its factor")),
    ("function score, score mode [sum]", _("the factors added")),
    ("function score, score mode [multiply]", _("the factors multiplied")),
    ("match filter", _("the condition holds")),
    ("No function matched", _("no factor applies")),
    ("constant score 1.0 - no function provided", _("one, before anything is added")),
    ("weight", _("factor")),
    ("score(", _("how much the word counts here: its rarity times its frequency")),
    ("boost", _("weight of the field or the words")),
    ("idf, sum of", _("how rare the words of the phrase are")),
    ("idf, computed as", _("how rare the word is in this language")),
    ("tf, computed as", _("how often the word stands there, measured by the length of the text")),
    ("n, number of documents", _("documents with this word")),
    ("N, total number of documents", _("documents in all")),
    ("freq", _("occurrences, weighted by field")),
    ("termFreq", _("occurrences")),
    ("phraseFreq", _("occurrences of the phrase")),
    ("k1", _("how soon further occurrences stop counting")),
    ("b, length", _("how much the length counts")),
    ("dl", _("length of this text, weighted by field")),
    ("avgdl", _("mean length of the texts")),
    ("ConstantScore", _("a fixed amount for a condition that holds")),
    ("primaryWeight", _("factor")),
)
_NOT_ABOUT_SCORES = ("match on required clause", "# clause", "*:*", "maxBoost")
_ALWAYS_SHOWN = (
    "weight(CombinedFieldQuery",
    "weight(title",
    "weight(keywords",
    "weight(headings",
    "weight(summary",
    "weight(body",
)


@dataclass(frozen=True)
class Node:
    """One line of an account: a number, what it stands for, and what it is made of."""

    value: float
    words: str | Promise
    parts: tuple[Node, ...] = ()


def account(explanation: Mapping[str, Any], depth: int = 0) -> Node:
    """Return the readable account of a score. Raises KeyError, TypeError or ValueError for an answer of another shape."""
    parts = explanation.get("details") or []
    shown = [part for part in parts if _is_about_scores(part)][:WIDEST] if depth < DEEPEST else []
    node = Node(
        float(explanation["value"]), readable(str(explanation["description"])), tuple(account(each, depth + 1) for each in shown)
    )
    # A line that only repeats the number of the one below it says nothing.
    repeats = len(node.parts) == 1 and node.parts[0].value == node.value
    return node.parts[0] if repeats and not str(explanation["description"]).startswith(_ALWAYS_SHOWN) else node


def readable(description: str) -> str | Promise:
    """Return one of Elasticsearch's sentences in plain words; as it is when it is none of the known."""
    if match := _WEIGHT.match(description):
        return _found(match["what"])
    if "doc['helpful']" in description:
        return _("share of readers whom the page helped")
    if "doc['views']" in description:
        return _("how much the page is read")
    for beginning, words in _SENTENCES:
        if description.startswith(beginning):
            return words
    return description[:200]


def _found(what: str) -> str | Promise:
    if match := _COMBINED.match(what):
        texts = [text.rpartition(":")[2] for text in match["terms"].split()]
        return format_lazy(_QUOTED, words=" / ".join(dict.fromkeys(texts)), where=_("in any field"))
    if match := _FIELD.match(what):
        return format_lazy(_QUOTED, words=match["text"].strip('"'), where=_field(match["field"]))
    return _("the score and its factors") if what.startswith("FunctionScoreQuery") else what[:200]


def _field(name: str) -> str | Promise:
    base, _dot, kind = name.partition(".")
    if kind == "exact" and base in FIELDS:
        return format_lazy(_("{field}, as it is written"), field=FIELDS[base])
    return FIELDS.get(name, name)


def _is_about_scores(part: Mapping[str, Any]) -> bool:
    """Whether a part changes the score: conditions count nothing, and factors of one change nothing."""
    value, description = float(part["value"]), str(part["description"])
    if description.startswith("min of") and value == 1:
        return False
    return value != 0 and not description.startswith(_NOT_ABOUT_SCORES)
