"""Terms as PostgreSQL keeps them: text vectors, and how often each term occurs. Pure functions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from search.engines.database.rows import FIELD_WEIGHTS, TermRow

LARGEST_VECTOR = 1_000_000
"""Bytes of different terms that are kept of a document. PostgreSQL refuses a text vector of 1 MiB (2^20 bytes) and more."""
LARGEST_TERM = 2046
"""Bytes of a term; PostgreSQL refuses longer ones."""


def stored_values(row: TermRow) -> tuple[Any, ...]:
    """Return the columns of the table of terms: id, vector, vector of the title's words, weights as JSON, length in terms.

    What is beyond the limits is not found; the fields that weigh most come first, so that it is the end of a long body.
    """
    weights: Counter[str] = Counter()
    for terms, weight in zip(row.searched(), FIELD_WEIGHTS, strict=True):
        for term, count in Counter(terms).items():
            weights[term] += weight * count  # type: ignore[assignment]
    kept = list(_within_limits(weights))
    length = sum(map(len, row.searched()))
    return row.document_id, _vector(kept), _vector(_within_limits(row.title_words)), _json(weights, kept), length


def _within_limits(terms: Iterable[str]) -> Iterator[str]:
    """Yield each term once, in order, as many as a vector holds."""
    left = LARGEST_VECTOR
    for term in dict.fromkeys(terms):
        size = len(term.encode())
        if size > LARGEST_TERM:
            continue
        left -= size
        if left < 0:
            return
        yield term


def _vector(terms: Iterable[str]) -> str:
    """Return the literal of a text vector without positions: it only finds."""
    return " ".join(f"'{term}'" for term in terms)


def _json(weights: Counter[str], kept: Iterable[str]) -> str:
    return json.dumps({term: weights[term] for term in kept})
