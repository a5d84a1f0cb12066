"""A smoke test of relevance: questions of the shared development sets, each with one right passage.

The bounds lie below what was measured by a little more than the noise of the sample; they catch a broken analyzer, and are
no aim. nDCG@10 with one right document is 1/log2(rank + 1), and 0 beyond rank 10 (Järvelin and Kekäläinen, 2002).
"""

import json
import math

import pytest

from script.lib.environment import ROOT
from search.documents import Document
from search.engines.database import DatabaseEngine
from search.queries import SearchQuery

SETS = ROOT.parent / "shared" / "relevance" / "dev"
QUESTIONS = 100

pytestmark = [
    pytest.mark.skipif(not SETS.exists(), reason=f"{SETS} is not there"),
    pytest.mark.django_db,
]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ndcg_at_10(engine, language):
    """Index a set and return the mean over an even sample of its questions."""
    folder = SETS / language
    right = dict(row.split("\t")[:2] for row in (folder / "qrels" / "test.tsv").read_text().splitlines()[1:])
    keys = {each["_id"]: f"page:{number}" for number, each in enumerate(lines(folder / "corpus.jsonl"))}
    engine.index(
        [
            Document(key=keys[each["_id"]], language=language, kind="article", title=each["title"], body=each["text"])
            for each in lines(folder / "corpus.jsonl")
        ]
    )
    questions = lines(folder / "queries.jsonl")
    sample = questions[:: max(1, len(questions) // QUESTIONS)][:QUESTIONS]
    gains = []
    for each in sample:
        found = [hit.key for hit in engine.search(SearchQuery(each["text"], language)).hits]
        wanted = keys[right[each["_id"]]]
        gains.append(1 / math.log2(found.index(wanted) + 2) if wanted in found else 0.0)
    return sum(gains) / len(gains)


BOUNDS = [("en", 0.94), ("ar", 0.90), ("fa", 0.94), ("id", 0.91)]


@pytest.mark.parametrize(("language", "bound"), BOUNDS)
def test_the_database_engine_finds_the_right_passage(language, bound, record_property):
    measured = ndcg_at_10(DatabaseEngine(), language)
    record_property("nDCG@10", round(measured, 4))
    print(f"nDCG@10 database {language}: {measured:.4f}")

    assert measured >= bound


@pytest.mark.elasticsearch
@pytest.mark.parametrize(("language", "bound"), BOUNDS)
def test_elasticsearch_finds_the_right_passage(elasticsearch_engine, language, bound, record_property):
    measured = ndcg_at_10(elasticsearch_engine, language)
    record_property("nDCG@10", round(measured, 4))
    print(f"nDCG@10 elasticsearch {language}: {measured:.4f}")

    assert measured >= bound
