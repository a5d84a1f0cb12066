"""The measuring command: the figures that it gives, and nothing left behind."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from elasticsearch import Elasticsearch

from search.documents import Document
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch.indexes import Indexes
from search.models import IndexedDocument
from search.queries import SearchQuery
from tests.search.evaluation_sets import CORPUS, measure, write_set

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


def test_a_broken_set_leaves_nothing_in_the_database(tmp_path, bare_site, site_document):
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
@pytest.mark.elasticsearch
def test_only_the_languages_of_the_sets_get_an_index(tmp_path, leftovers, monkeypatch):
    made = []
    create = Indexes.create

    def noted(self, side, language, **more):
        made.append(f"{language} {side}")
        return create(self, side, language, **more)

    monkeypatch.setattr(Indexes, "create", noted)
    for language in ("de", "en"):
        write_set(tmp_path / language)
    measure(tmp_path)

    assert made == ["de public", "de internal", "en public", "en internal"]
