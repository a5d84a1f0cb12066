"""Measures of a ranking, from judgements: names of documents to grades, where 0 and less is not relevant."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Judgements = Mapping[str, float]


def ndcg_at(cut: int, ranking: Sequence[str], judgements: Judgements) -> float:
    """Return the normalised discounted cumulative gain of the first `cut` documents, between 0 and 1.

    DCG is the sum of grade / log2(rank + 1), and nDCG its ratio to that of the best possible ranking (Järvelin and
    Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002, with the discount of Burges et al., 2005). The gain
    is the grade itself, as in trec_eval and BEIR. 0 when nothing is relevant.
    """
    ideal = _dcg(sorted((max(grade, 0.0) for grade in judgements.values()), reverse=True)[:cut])
    return _dcg([max(judgements.get(each, 0.0), 0.0) for each in ranking[:cut]]) / ideal if ideal else 0.0


def recall_at(cut: int, ranking: Sequence[str], judgements: Judgements) -> float:
    """Return the share of the relevant documents that is among the first `cut`; 0 when there are none."""
    relevant = {each for each, grade in judgements.items() if grade > 0}
    return len(relevant.intersection(ranking[:cut])) / len(relevant) if relevant else 0.0


def reciprocal_rank_at(cut: int, ranking: Sequence[str], judgements: Judgements) -> float:
    """Return 1 / rank of the first relevant document, 0 when none is among the first `cut` (Voorhees, TREC-8, 1999)."""
    ranks = (rank for rank, each in enumerate(ranking[:cut], start=1) if judgements.get(each, 0.0) > 0)
    return next((1.0 / rank for rank in ranks), 0.0)


def percentile(share: float, values: Sequence[float]) -> float:
    """Return the nearest-rank percentile: the least value that `share` (0 to 1) of all values do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1] if ordered else 0.0


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean; 0 of none."""
    return math.fsum(values) / len(values) if values else 0.0


def _dcg(gains: Sequence[float]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
