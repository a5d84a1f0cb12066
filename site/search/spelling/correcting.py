"""Corrections of a query: the one that is shown, and the near words that a tolerant search looks for as well."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice, product

from search.engines.database.holding import texts_held
from search.queries import LONGEST_TEXT, Segment
from search.spelling.layouts import retyped
from search.spelling.stretches import Option, Stretch, Typed, joins, options_for, typed_words
from search.spelling.vocabulary import Vocabulary, vocabulary_of

MOST_UNKNOWN = 6
"""Unknown words of a query that is corrected. With more of them it is a text in another language."""
MOST_ALTERNATIVES = 8
"""Texts of which any will do, in one segment of a tolerant search."""
NEAR_WORDS = 3
"""Near words of one unknown word that a tolerant search looks for."""


def corrected(text: str, language: str, level: int) -> str:
    """Return what the query probably was to be, for readers of audience `level`; "" when there is nothing to correct.

    Words that documents have, everyday words, numbers and codes stay as typed, and so does all between the words. Three
    queries at most, a load of the vocabulary aside.
    """
    vocabulary = vocabulary_of(language)
    if not vocabulary.places or not text.strip() or len(text) > LONGEST_TEXT:
        return ""
    typed = typed_words(text, language, level, vocabulary)
    found = _retyped(text, typed, language, level, vocabulary)
    if not found:
        stretches = _unknown_stretches(text, typed, language, level, vocabulary)
        first = [(stretch, stretch.options[0]) for stretch in stretches if stretch.options]
        found = _with_options(text, [(at, option) for at, option in first if option.is_likely(at.end - at.start)])
    return found if found != text else ""


def tolerant(segments: Sequence[Segment], language: str, level: int) -> tuple[Segment, ...]:
    """Return the segments of a query; the text of one with unknown words has near words in further alternatives."""
    vocabulary = vocabulary_of(language)
    if not vocabulary.places:
        return tuple(segments)
    return tuple(_widened(segment, language, level, vocabulary) for segment in segments)


def _widened(segment: Segment, language: str, level: int, vocabulary: Vocabulary) -> Segment:
    text = segment[0]
    if len(text) > LONGEST_TEXT or len(segment) >= MOST_ALTERNATIVES:
        return segment
    typed = typed_words(text, language, level, vocabulary)
    stretches = [each for each in _unknown_stretches(text, typed, language, level, vocabulary) if each.options]
    if not stretches:
        return segment
    choices = product(*([(stretch, option) for option in stretch.options[:NEAR_WORDS]] for stretch in stretches))
    likeliest = sorted(islice(choices, NEAR_WORDS**4), key=lambda chosen: sum(option.score for _at, option in chosen))
    more = (_with_options(text, chosen) for chosen in likeliest)
    return tuple(islice(dict.fromkeys((*segment, *more)), MOST_ALTERNATIVES))


def _unknown_stretches(text: str, typed: list[Typed], language: str, level: int, vocabulary: Vocabulary) -> list[Stretch]:
    """Return what is not found as it stands, with what may be meant, likeliest first: words that are there to be read."""
    unknown = [each for each in typed if not each.is_right]
    # Another form of a word in the documents is right, and the index knows all forms.
    right = texts_held([each.word for each in unknown[: 2 * MOST_UNKNOWN]], language, level) if unknown else frozenset()
    unknown = [each for each in unknown if each.word not in right]
    if len(unknown) > MOST_UNKNOWN:
        return []
    joined = list(joins(typed, text, language, level, vocabulary))
    covered = [(stretch.start, stretch.end) for stretch in joined]
    single = [
        Stretch(each.start, each.end, options_for(each, language, level, vocabulary))
        for each in unknown
        if not any(start <= each.start < end for start, end in covered)
    ]
    stretches = sorted([*_apart(joined), *single], key=lambda stretch: stretch.start)
    readable = texts_held((option.text for stretch in stretches for option in stretch.options), language, level)
    return [_only(stretch, readable) for stretch in stretches]


def _apart(stretches: list[Stretch]) -> list[Stretch]:
    """Leave out a stretch that shares a word with the one before it."""
    kept: list[Stretch] = []
    for stretch in stretches:
        if not kept or kept[-1].end <= stretch.start:
            kept.append(stretch)
    return kept


def _only(stretch: Stretch, texts: Collection[str]) -> Stretch:
    return replace(stretch, options=tuple(option for option in stretch.options if option.text in texts))


def _with_options(text: str, chosen: Sequence[tuple[Stretch, Option]]) -> str:
    pieces, at = [], 0
    for stretch, option in chosen:
        pieces += [text[at : stretch.start], _as_typed(option.text, text[stretch.start : stretch.end])]
        at = stretch.end
    return "".join([*pieces, text[at:]])


def _as_typed(word: str, typed: str) -> str:
    """Write a word in capitals where the typed one was."""
    if len(typed) > 1 and typed.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word


def _retyped(text: str, typed: list[Typed], language: str, level: int, vocabulary: Vocabulary) -> str:
    """Return the query as another keyboard would have given it, when documents have all its words then; else ""."""
    if all(each.is_right for each in typed):
        return ""
    chunks, changed = text.split(), False
    at = 0
    for place, chunk in enumerate(chunks):
        start = text.index(chunk, at)
        at = start + len(chunk)
        if all(each.is_right for each in typed if start <= each.start < at):
            continue
        meant = next((each for each in retyped(chunk, language) if _is_known(each, language, level, vocabulary)), "")
        if not meant:
            return ""
        chunks[place], changed = meant, True
    found = " ".join(chunks)
    return found if changed and texts_held([found], language, level) else ""


def _is_known(text: str, language: str, level: int, vocabulary: Vocabulary) -> bool:
    words = typed_words(text, language, level, vocabulary)
    return bool(words) and all(vocabulary.has(each.key, level) for each in words)
