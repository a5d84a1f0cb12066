"""What the index holds for a reader at this moment: asked before anything is corrected or offered."""

from __future__ import annotations

from collections.abc import Iterable

from search.engines.database.holding import texts_held


def in_use(texts: Iterable[str], language: str, level: int) -> frozenset[str]:
    """Return those texts whose words stand together in a document for readers of `level`; one query."""
    return texts_held(texts, language, level)
