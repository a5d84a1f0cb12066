"""Finds the questions in a text. How they are marked is found out once for the whole of it; the surest sign wins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from faq_blocks.asking import MARKS, asks
from faq_blocks.pasting.lines import Line
from faq_blocks.texts import one_line

LONGEST_LINE = 300
"""Letters of a line that can be a question only by its mark."""

# "Q:" and "A:" as people write them in the languages of this site and some others.
_ASK = "question|pertanyaan|tanya|frage|pregunta|السؤال|سؤال|پرسش|سوال|问题|问|質問|문|q|t|f|س|پ"
_TELL = "answer|jawaban|jawab|antwort|respuesta|الإجابة|إجابة|الجواب|جواب|پاسخ|答案|答|回答|답|a|j|ج"
_ASKS = re.compile(rf"^(?:{_ASK})\s*[\d٠-٩۰-۹]{{0,3}}\s*[.)]?\s*[:：]\s*|^q\s*\d{{1,3}}\s*[.)\-–]\s*|^q\.\s+", re.IGNORECASE)
_TELLS = re.compile(rf"^(?:{_TELL})\s*[\d٠-٩۰-۹]{{0,3}}\s*[.)]?\s*[:：]\s*|^a\s*\d{{1,3}}\s*[.)\-–]\s*|^a\.\s+", re.IGNORECASE)
_TELLS_WITHIN = re.compile(rf"\s(?:{_TELL})\s*[:：]\s+", re.IGNORECASE)
_NUMBER = re.compile(r"^\(?[\d٠-٩۰-۹]{1,3}\s*[.):\-–—،]\s*(?=\D)")
_ENDS_WITHIN = re.compile(rf"[{re.escape(MARKS)}]+[\"'»”’)\]]*\s+(?=\S)")

Sign = Callable[[Line], bool]


@dataclass(slots=True)
class Found:
    """A question, and the lines of its answer. `inside`: lists around the question itself."""

    question: str
    answer: list[Line] = field(default_factory=list)
    topic: str = ""
    inside: int = 0


@dataclass(slots=True)
class Split:
    """The questions of a text, and what stood before the first one."""

    found: list[Found] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)


def split(lines: Sequence[Line]) -> Split:
    """Return the questions of a text in their order; none where nothing in it looks like one."""
    sign, heads = _sign_of(lines)
    if sign is None:
        lines = list(_parted(lines))
        sign = _first_of_pair(lines)
    made, topic = Split(), ""
    for line in lines:
        if sign is not None and sign(line):
            made.found.append(_begun(line, topic))
        elif heads and 0 < line.heading < heads:
            topic = one_line(line.text)[:120]
        elif made.found:
            made.found[-1].answer.append(_told(line) if not made.found[-1].answer else line)
        else:
            made.before.append(line)
    return made


def _begun(line: Line, topic: str) -> Found:
    """A question without its number and mark; what follows "A:" on the same line is the beginning of the answer."""
    marked = _ASKS.match(line.text)
    answer = _TELLS_WITHIN.search(line.text) if marked else None
    text = line.text[: answer.start()] if answer else line.text
    text = text[marked.end() :] if marked else _NUMBER.sub("", text, count=1)
    found = Found(one_line(text), topic=topic, inside=len(line.lists))
    if answer:
        found.answer.append(line.without(answer.end()))
    return found


def _told(line: Line) -> Line:
    """The first line of an answer without its "A:"."""
    marked = _TELLS.match(line.text)
    return line.without(marked.end()) if marked and len(line.text) > marked.end() else line


def _sign_of(lines: Sequence[Line]) -> tuple[Sign | None, int]:
    """What marks the questions, and the level of heading above which headings are topics (0: none are)."""
    highest = 7 if any(line.heading for line in lines) else 0
    if any(line.asks for line in lines):
        return (lambda line: line.asks), highest
    if any(_ASKS.match(line.text) and (asks(line.text, at_end=True) or _has_tell(lines)) for line in lines):
        return (lambda line: bool(_ASKS.match(line.text))), highest
    asked = [line for line in lines if _asks_alone(line)]
    if level := _level([line for line in asked if line.heading], lines):
        return (lambda line: line.heading == level), level
    if len(asked) > 1 or (asked and not asked[0].lists):
        return _sign_among(lines, asked), highest
    if not any(mark in line.text for line in lines for mark in MARKS):
        return _sign_without_marks(lines)
    return None, 0


def _has_tell(lines: Sequence[Line]) -> bool:
    return any(_TELLS.match(line.text) for line in lines)


def _level(asked: Sequence[Line], lines: Sequence[Line]) -> int:
    """The level of headings that are questions: the one on which most ask, if it is most of that level."""
    if not asked:
        return 0
    level, count = Counter(line.heading for line in asked).most_common(1)[0]
    return level if 2 * count >= sum(line.heading == level for line in lines) else 0


def _sign_among(lines: Sequence[Line], asked: Sequence[Line]) -> Sign:
    """Questions that are numbered, or bold, leave the rhetorical ones within answers alone."""
    for looks in (_numbered, _stands_out):
        marked = [line for line in asked if looks(line)]
        if len(marked) > 1 and 2 * len(marked) >= len(asked):
            if 3 * len(marked) >= 2 * sum(looks(line) for line in lines):
                return lambda line, looks=looks: looks(line)  # type: ignore[misc]
            return lambda line, looks=looks: looks(line) and _asks_alone(line)  # type: ignore[misc]
    return _asks_alone


def _sign_without_marks(lines: Sequence[Line]) -> tuple[Sign | None, int]:
    """No question mark anywhere: headings, bold or numbered lines, if something follows each."""
    levels = [level for level, count in Counter(line.heading for line in lines if line.heading).items() if count > 1]
    for sign, heads in (((lambda line: line.heading == max(levels)), max(levels, default=0)), (_stands_out, 7), (_numbered, 7)):
        if (heads != 7 and not levels) or sum(map(sign, lines)) < 2:
            continue
        if not any(sign(one) and sign(next_) for one, next_ in pairwise(lines)):
            return sign, heads
    return None, 0


def _asks_alone(line: Line) -> bool:
    return len(line.text) <= LONGEST_LINE and asks(line.text, at_end=True)


def _numbered(line: Line) -> bool:
    if line.lists:
        return line.opens and line.lists == ("ol",)
    return bool(_NUMBER.match(line.text))


def _stands_out(line: Line) -> bool:
    return line.is_bold and not line.heading and len(line.text) <= LONGEST_LINE


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that begin with a question and go on with its answer, cut in two."""
    for line in lines:
        ends = _ENDS_WITHIN.search(line.text)
        if ends and ends.end() <= LONGEST_LINE and not _asks_alone(line):
            rest = line.without(ends.end())
            yield from (_first_letters(line, ends.end()), rest)
        else:
            yield line


def _first_letters(line: Line, count: int) -> Line:
    kept = []
    for run in line.runs:
        if count > 0:
            kept.append(replace(run, text=run.text[:count]))
        count -= len(run.text)
    return replace(line, runs=tuple(kept))


def _first_of_pair(lines: Sequence[Line]) -> Sign | None:
    return _asks_alone if any(map(_asks_alone, lines)) else None
