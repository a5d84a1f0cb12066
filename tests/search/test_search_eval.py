"""The measuring command: exact figures, sets of any shape, and nothing left behind."""

import gzip
import json
import math
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from elasticsearch import Elasticsearch

from search.documents import Document
from search.engines.database import DatabaseEngine
from search.evaluation import BadSet, find_sets, ndcg_at, recall_at, reciprocal_rank_at
from search.evaluation.measures import percentile
from search.evaluation.running import _documents
from search.models import IndexedDocument
from search.queries import SearchQuery

CORPUS = [
    {"_id": "d1", "title": "Refunds", "text": "A refund takes five days."},
    {"_id": "d2", "title": "Deliveries", "text": "We deliver on Monday."},
    {"_id": "d3", "title": "Invoices", "text": "An invoice for a refund."},
]
QUERIES = [{"_id": "q1", "text": "refunded"}, {"_id": "q2", "text": "delivered"}, {"_id": "q3", "text": "not judged"}]
JUDGEMENTS = [("q1", "d1", 2), ("q1", "d3", 1), ("q2", "d2", 1)]


def write_set(folder, *, corpus=CORPUS, queries=QUERIES, judgements=JUDGEMENTS, packed=False):
    """Write a set in the BEIR format."""
    (folder / "qrels").mkdir(parents=True)
    text = "".join(json.dumps(line) + "\n" for line in corpus)
    if packed:
        with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(text)
    else:
        (folder / "corpus.jsonl").write_text(text)
    (folder / "queries.jsonl").write_text("".join(json.dumps(line) + "\n" for line in queries))
    rows = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, each)) for each in judgements)]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n")
    return folder


def measure(*arguments):
    """Run the command and return what it prints as JSON."""
    output = StringIO()
    call_command("search_eval", *map(str, arguments), "--json", stdout=output, stderr=StringIO())
    return json.loads(output.getvalue())


# Measures, by hand: ranks 1, 2, 3 are discounted by log2 of 2, 3, 4.


def test_ndcg_is_one_for_the_best_ranking():
    assert ndcg_at(10, ["a", "b", "x"], {"a": 2, "b": 1}) == 1.0


def test_ndcg_of_grades_in_the_wrong_order():
    got = 1 / math.log2(2) + 2 / math.log2(4)
    best = 2 / math.log2(2) + 1 / math.log2(3)

    assert ndcg_at(10, ["b", "x", "a"], {"a": 2, "b": 1}) == pytest.approx(got / best)


def test_ndcg_of_one_right_document_at_rank_two():
    assert ndcg_at(10, ["x", "a"], {"a": 1}) == pytest.approx(0.63093, abs=1e-5)


def test_ndcg_ends_at_the_cut():
    assert ndcg_at(1, ["x", "a"], {"a": 1}) == 0.0


def test_the_best_ranking_ends_at_the_cut_too():
    assert ndcg_at(1, ["a"], {"a": 1, "b": 1}) == 1.0


def test_a_grade_below_zero_is_not_relevant():
    assert ndcg_at(10, ["a"], {"a": -1, "b": 1}) == 0.0
    assert recall_at(100, ["a"], {"a": -1, "b": 1}) == 0.0


def test_recall_counts_every_relevant_document():
    assert recall_at(2, ["a", "x", "b"], {"a": 1, "b": 3, "c": 0}) == 0.5


def test_reciprocal_rank_is_that_of_the_first_relevant_document():
    assert reciprocal_rank_at(10, ["x", "y", "b", "a"], {"a": 2, "b": 1}) == pytest.approx(1 / 3)


def test_reciprocal_rank_is_nothing_beyond_the_cut():
    assert reciprocal_rank_at(2, ["x", "y", "b"], {"b": 1}) == 0.0


def test_nothing_relevant_is_no_division_by_zero():
    assert (ndcg_at(10, ["a"], {}), recall_at(10, ["a"], {"a": 0}), reciprocal_rank_at(10, [], {})) == (0, 0, 0)


def test_percentiles_are_times_that_were_measured():
    assert (percentile(0.5, [4, 1, 3, 2]), percentile(0.95, list(range(1, 101))), percentile(0.95, [7])) == (2, 95, 7)


# Sets


def test_a_folder_of_sets_holds_one_for_each_language(tmp_path):
    for language in ("fa", "ar"):
        write_set(tmp_path / language)

    assert [each.language for each in find_sets(tmp_path)] == ["ar", "fa"]


def test_one_of_several_sets_can_be_chosen(tmp_path):
    for language in ("fa", "ar"):
        write_set(tmp_path / language)

    assert [each.language for each in find_sets(tmp_path, "fa")] == ["fa"]


def test_a_single_set_has_the_name_of_its_language(tmp_path):
    assert [each.language for each in find_sets(write_set(tmp_path / "pt-br"))] == ["pt-br"]


def test_a_single_set_of_another_name_can_be_told_its_language(tmp_path):
    assert [each.language for each in find_sets(write_set(tmp_path / "my questions"), "de")] == ["de"]


def test_a_set_without_a_language_says_what_to_do(tmp_path):
    with pytest.raises(BadSet, match="--language"):
        find_sets(write_set(tmp_path / "my questions"))


def test_a_folder_without_sets_says_what_is_expected(tmp_path):
    with pytest.raises(BadSet, match=r"neither corpus\.jsonl nor folders"):
        find_sets(tmp_path)


def test_a_language_that_is_not_there_names_those_that_are(tmp_path):
    write_set(tmp_path / "fa")
    with pytest.raises(BadSet, match="only in: fa"):
        find_sets(tmp_path, "en")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("corpus.jsonl", '{"_id": "d1"}\n{"_id": ', "corpus.jsonl, line 2: no JSON"),
        ("corpus.jsonl", "[]", "corpus.jsonl, line 1: an object"),
        ("corpus.jsonl", '{"title": "x"}', 'corpus.jsonl, line 1: "_id" is missing'),
        ("queries.jsonl", '{"_id": "q1", "text": 5}', 'queries.jsonl, line 1: "text" is missing or no text'),
        ("qrels/test.tsv", "a\tb\tc\nq1 d1 1\n", "test.tsv, line 2"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "judges nothing"),
        ("qrels/test.tsv", "q9\td1\t1\n", "none of the queries has a judgement"),
    ],
)
@pytest.mark.django_db
def test_a_broken_file_is_named_with_its_line(tmp_path, name, text, message):
    (write_set(tmp_path / "en") / name).write_text(text)
    with pytest.raises(CommandError, match=message.replace("(", r"\(")):
        measure(tmp_path, "--engine", "database")


@pytest.mark.django_db
def test_a_missing_file_is_named(tmp_path):
    (write_set(tmp_path / "en") / "queries.jsonl").unlink()
    with pytest.raises(CommandError, match=r"queries\.jsonl cannot be read"):
        measure(tmp_path, "--engine", "database")


def test_a_corpus_is_read_line_by_line(tmp_path):
    corpus = [*CORPUS, {"_id": 4, "text": 5}]  # the last one is broken, and nobody has come to it yet
    source = _documents(find_sets(write_set(tmp_path / "en", corpus=corpus))[0], keys := {"d3": ""})

    assert [next(source).title for _each in CORPUS] == ["Refunds", "Deliveries", "Invoices"]
    assert keys == {"d3": "passage:2"}


# The command


KEYS = ["language", "engine", "queries", "documents", "ndcg_at_10", "recall_at_100", "mrr_at_10", "p50_ms", "p95_ms"]


@pytest.mark.django_db
def test_the_figures_have_the_documented_names(tmp_path):
    (found,) = measure(write_set(tmp_path / "en"), "--engine", "database")

    assert list(found) == KEYS


@pytest.mark.django_db
@pytest.mark.parametrize("packed", [False, True])
def test_a_set_is_measured(tmp_path, packed):
    (found,) = measure(write_set(tmp_path / "en", packed=packed), "--engine", "database")

    assert {name: found[name] for name in KEYS[:7]} == {
        "language": "en",
        "engine": "database",
        "queries": 2,
        "documents": 3,
        "ndcg_at_10": 1.0,
        "recall_at_100": 1.0,
        "mrr_at_10": 1.0,
    }


@pytest.mark.django_db
def test_a_judged_document_that_is_not_there_counts_as_not_found(tmp_path):
    judgements = [("q2", "d2", 1), ("q2", "gone", 1)]
    (found,) = measure(write_set(tmp_path / "en", judgements=judgements), "--engine", "database")

    assert found["recall_at_100"] == 0.5


@pytest.mark.django_db
def test_a_language_that_the_site_does_not_have_can_be_measured(tmp_path):
    corpus = [{"_id": "d1", "title": "Rechnungen", "text": "Ihre Rechnungen"}]
    folder = write_set(tmp_path / "de", corpus=corpus, queries=[{"_id": "q1", "text": "Rechnung"}], judgements=[("q1", "d1", 1)])

    assert measure(folder, "--engine", "database")[0]["mrr_at_10"] == 1.0


@pytest.mark.django_db
def test_the_table_has_a_line_for_each_language(tmp_path):
    for language in ("en", "de"):
        write_set(tmp_path / language)
    output = StringIO()
    call_command("search_eval", str(tmp_path), "--engine", "database", stdout=output, stderr=StringIO())
    head, *rows = output.getvalue().splitlines()

    assert head.split() == [
        "language",
        "engine",
        "queries",
        "documents",
        "nDCG@10",
        "recall@100",
        "MRR@10",
        "p50",
        "ms",
        "p95",
        "ms",
    ]
    assert [row.split()[0] for row in rows] == ["de", "en"]


@pytest.fixture
def site_document(db):
    """A document of the site, as the database engine keeps it."""
    DatabaseEngine().index([Document(key="page:1", language="en", kind="article", title="Refund policy")])


def test_the_documents_of_the_site_stay(tmp_path, site_document):
    measure(write_set(tmp_path / "en"), "--engine", "database")

    assert [hit.key for hit in DatabaseEngine().search(SearchQuery("refund", "en")).hits] == ["page:1"]


def test_the_documents_of_the_site_are_not_measured(tmp_path, site_document):
    assert measure(write_set(tmp_path / "en"), "--engine", "database")[0]["documents"] == 3


def test_a_broken_set_leaves_nothing_in_the_database(tmp_path, site_document):
    folder = write_set(tmp_path / "en", corpus=[*CORPUS, {"title": "without a name"}])
    with pytest.raises(CommandError):
        measure(folder, "--engine", "database")

    assert list(IndexedDocument.objects.values_list("key", flat=True)) == ["page:1"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM temp.sqlite_master WHERE name LIKE 'search%'")
            assert cursor.fetchall() == []


def test_an_engine_that_is_not_set_up_is_told(tmp_path, db):
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL is empty"):
        measure(write_set(tmp_path / "en"), "--engine", "elasticsearch")


@pytest.fixture
def leftovers(elasticsearch_url, with_elasticsearch, settings):
    """What tells the indexes of evaluations that are there."""
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        yield lambda: list(client.options(ignore_status=404).indices.get(index=f"{settings.SANAD_SEARCH_INDEX_PREFIX}-eval-*"))


@pytest.mark.django_db
@pytest.mark.elasticsearch
def test_elasticsearch_is_measured_where_it_is_set_up(tmp_path, leftovers):
    (found,) = measure(write_set(tmp_path / "en"))

    assert (found["engine"], found["ndcg_at_10"], found["documents"]) == ("elasticsearch", 1.0, 3)


@pytest.mark.django_db
@pytest.mark.elasticsearch
def test_no_index_is_left(tmp_path, leftovers):
    measure(write_set(tmp_path / "de"))

    assert leftovers() == []


@pytest.mark.django_db
@pytest.mark.elasticsearch
def test_no_index_is_left_when_somebody_stops_it(tmp_path, leftovers, monkeypatch):
    def stop(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("search.evaluation.running._measured", stop)
    with pytest.raises(CommandError, match="Stopped"):
        measure(write_set(tmp_path / "en"))

    assert leftovers() == []


@pytest.mark.django_db
@pytest.mark.elasticsearch
def test_what_a_killed_evaluation_has_left_goes_with_the_next_one(tmp_path, leftovers, elasticsearch_url, settings):
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        client.indices.create(index=f"{settings.SANAD_SEARCH_INDEX_PREFIX}-eval-1700000000-0123abcd-public-en-v0")
    measure(write_set(tmp_path / "en"))

    assert leftovers() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("corpus", "judgements", "message"),
    [
        ([], JUDGEMENTS, "the corpus is empty"),
        (CORPUS + CORPUS, JUDGEMENTS, "two documents with the _id"),
        (CORPUS, [("q1", "d1", 2), ("q2", "d2", "nan")], "a grade with tabs between"),
    ],
    ids=["empty", "repeated", "no number"],
)
def test_a_set_that_cannot_be_measured_says_why(tmp_path, corpus, judgements, message):
    write_set(tmp_path / "en", corpus=corpus, judgements=judgements)
    with pytest.raises(CommandError, match=message):
        measure(tmp_path / "en")
