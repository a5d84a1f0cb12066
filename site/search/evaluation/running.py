"""Loading a set into an engine and asking it every judged question."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from django.db import transaction

from search.documents import Document
from search.engines.base import EngineError, Progress, SearchEngine
from search.evaluation.measures import Judgements, mean, ndcg_at, percentile, recall_at, reciprocal_rank_at
from search.evaluation.sets import BadSet, EvaluationSet
from search.queries import SearchQuery
from search.selectors import proposed_by
from search.spelling import vocabulary, vocabulary_refresh

DEEPEST = 100
"""Hits that are looked at for recall."""
WARM_UP = 10
"""Questions that are asked once before time is taken."""
ATTEMPTS = 3
"""Times that a question is asked when the engine fails: one that has just been filled may be slow at first."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one set. The times are those of a result page of ten hits, in milliseconds."""

    language: str
    engine: str
    queries: int
    documents: int
    ndcg_at_10: float
    recall_at_100: float
    mrr_at_10: float
    p50_ms: float
    p95_ms: float

    def rounded(self) -> dict[str, str | int | float]:
        """Return the figures by name, measures to four places and times to one."""
        places = {"ndcg_at_10": 4, "recall_at_100": 4, "mrr_at_10": 4, "p50_ms": 1, "p95_ms": 1}
        return {name: round(value, places[name]) if name in places else value for name, value in asdict(self).items()}


def evaluate(engines: Sequence[SearchEngine], chosen: EvaluationSet, progress: Progress | None = None) -> Figures:
    """Fill the empty engines of a site with a set, and measure the last of them as a result page asks it.

    Queries without a judgement are not asked. A judged document that the corpus lacks counts as not found. Raises BadSet
    and EngineError.
    """
    judged = chosen.judgements()
    questions = [(text, judged[name]) for name, text in chosen.queries() if name in judged]
    if not questions:
        raise BadSet(f"{chosen.folder}: none of the queries has a judgement.")
    keys = {each: "" for judgements in judged.values() for each in judgements}
    *others, engine = engines
    count = engine.rebuild(_documents(chosen, keys), progress)
    if not count:
        raise BadSet(f"{chosen.folder}: the corpus is empty.")
    for other in others:
        other.rebuild(_documents(chosen, dict.fromkeys(keys, "")))
    with _words_of(chosen.language):
        return _asked(engine, chosen, questions, keys, count)


@contextmanager
def _words_of(language: str) -> Iterator[None]:
    """Let spelling know the words of the set, and only these, within the block."""
    vocabulary.forget()
    try:
        vocabulary_refresh()
        with transaction.atomic():  # or else they would be read by another connection, which sees the site's own
            vocabulary.vocabulary_of(language)
        yield
    finally:
        vocabulary.forget()


def _asked(
    engine: SearchEngine,
    chosen: EvaluationSet,
    questions: Sequence[tuple[str, Judgements]],
    keys: Mapping[str, str],
    count: int,
) -> Figures:
    times: list[float] = []
    scores: list[tuple[float, float, float]] = []
    for text, _judgements in questions[:WARM_UP]:
        _ranking(engine, SearchQuery(text, chosen.language))
    for text, judgements in questions:
        begun = time.perf_counter()
        _ranking(engine, SearchQuery(text, chosen.language))
        times.append((time.perf_counter() - begun) * 1000)
        found = _ranking(engine, SearchQuery(text, chosen.language, size=DEEPEST))
        scores.append(_measured(found, {keys[each] or each: grade for each, grade in judgements.items()}))
    ndcg, recall, mrr = ([each[at] for each in scores] for at in range(3))
    return Figures(
        chosen.language,
        engine.name,
        len(questions),
        count,
        mean(ndcg),
        mean(recall),
        mean(mrr),
        percentile(0.5, times),
        percentile(0.95, times),
    )


def _documents(chosen: EvaluationSet, keys: dict[str, str]) -> Iterator[Document]:
    """Yield the corpus as documents, and note the keys of those that were judged: only these names are kept in memory."""
    for number, passage in enumerate(chosen.passages()):
        key = f"passage:{number}"
        if passage.id in keys:
            if keys[passage.id]:
                raise BadSet(f"{chosen.folder}: the corpus has two documents with the _id {passage.id}.")
            keys[passage.id] = key
        yield Document(key=key, language=chosen.language, kind="article", title=passage.title, body=passage.text)


def _ranking(engine: SearchEngine, query: SearchQuery) -> list[str]:
    for _each in range(ATTEMPTS - 1):
        try:
            return _proposed(engine, query)
        except EngineError:
            time.sleep(1)
    return _proposed(engine, query)


def _proposed(engine: SearchEngine, query: SearchQuery) -> list[str]:
    """Return what a result page begins with. The questions are plain text: a quote in one is no operator."""
    return [hit.key for hit in proposed_by(engine, query).result.hits]


def _measured(found: list[str], judgements: Judgements) -> tuple[float, float, float]:
    return ndcg_at(10, found, judgements), recall_at(DEEPEST, found, judgements), reciprocal_rank_at(10, found, judgements)
