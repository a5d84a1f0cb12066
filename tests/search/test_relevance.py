"""A smoke test of relevance: questions of the shared development sets, each with one right passage.

The bounds lie below what was measured (docs/search.md) by a little more than the noise of the sample; they catch a broken
analyzer or request, and are no aim. `manage.py search_eval` measures with all questions.
"""

from itertools import islice

import pytest

from script.lib.environment import ROOT
from search.documents import Document
from search.engines.database import DatabaseEngine
from search.evaluation import EvaluationSet, ndcg_at
from search.evaluation.measures import mean
from search.queries import SearchQuery

SETS = ROOT.parent / "shared" / "relevance" / "dev"
QUESTIONS = 100

pytestmark = [
    pytest.mark.skipif(not SETS.exists(), reason=f"{SETS} is not there"),
    pytest.mark.django_db,
]


def ndcg_at_10(engine, language):
    """Index a set and return the mean over an even sample of its questions."""
    chosen = EvaluationSet(SETS / language, language)
    keys: dict[str, str] = {}
    passages = chosen.passages()
    while batch := list(islice(passages, 500)):
        keys |= {each.id: f"passage:{len(keys) + at}" for at, each in enumerate(batch)}
        engine.index(
            [Document(key=keys[each.id], language=language, kind="article", title=each.title, body=each.text) for each in batch]
        )
    judged, questions = chosen.judgements(), list(chosen.queries())
    sample = questions[:: max(1, len(questions) // QUESTIONS)][:QUESTIONS]
    gains = []
    for name, text in sample:
        found = [hit.key for hit in engine.search(SearchQuery(text, language)).hits]
        gains.append(ndcg_at(10, found, {keys[each]: grade for each, grade in judged[name].items()}))
    return mean(gains)


BOUNDS = [("en", 0.95), ("ar", 0.91), ("fa", 0.95), ("id", 0.92)]


@pytest.mark.parametrize(("language", "bound"), BOUNDS)
def test_the_database_engine_finds_the_right_passage(language, bound):
    measured = ndcg_at_10(DatabaseEngine(), language)
    print(f"nDCG@10 database {language}: {measured:.4f}")

    assert measured >= bound


@pytest.mark.elasticsearch
@pytest.mark.parametrize(("language", "bound"), BOUNDS)
def test_elasticsearch_finds_the_right_passage(elasticsearch_engine, language, bound):
    measured = ndcg_at_10(elasticsearch_engine, language)
    print(f"nDCG@10 elasticsearch {language}: {measured:.4f}")

    assert measured >= bound
