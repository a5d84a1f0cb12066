"""What only the database engine does: rows that others have written meanwhile, limits of PostgreSQL, its own state."""

import json

import pytest

from search import ranking
from search.documents import Document
from search.engines.base import SearchEngine
from search.engines.database import DatabaseEngine
from search.engines.database.made_by import _code, made_by
from search.engines.database.rows import TermRow
from search.engines.database.vectors import LARGEST_VECTOR, stored_values
from search.models import IndexedDocument
from tests.search.found import find

REFUND = Document(key="page:1", language="en", kind="article", title="Refund")


def row(*, title=(), body=(), title_words=()):
    return TermRow(1, list(title), [], [], [], list(body), list(title_words))


@pytest.mark.django_db
@pytest.mark.usefixtures("bare_site")
class TestWriting:
    @pytest.fixture
    def blind(self, monkeypatch):
        """An engine to which another writer's rows appear only when it writes, as on PostgreSQL between two statements."""
        engine = DatabaseEngine()
        monkeypatch.setattr(engine, "remove", lambda _keys: None)
        return engine

    def test_a_page_that_was_written_meanwhile_is_written_over(self, blind):
        DatabaseEngine().index([Document(key="page:1", language="en", kind="article", title="Older words", max_level=1)])
        blind.index([REFUND])

        assert [(each.title, each.max_level) for each in IndexedDocument.objects.all()] == [("Refund", 2)]
        assert (find(blind, "refund"), find(blind, "older words")) == (["page:1"], [])

    def test_its_terms_stay_one_row(self, blind):
        blind.index([REFUND])
        blind.index([REFUND])

        assert (blind.health().ok, blind.health().documents) == (True, 1)


class TestVectors:
    def test_a_long_text_is_cut_to_what_postgresql_takes(self):
        terms = [f"{number:035d}" for number in range(40_000)]
        vector = stored_values(row(body=terms))[1]
        kept = [each.strip("'") for each in vector.split()]

        assert len("".join(terms)) > 2**20
        assert LARGEST_VECTOR - 35 <= sum(len(each.encode()) for each in kept) <= LARGEST_VECTOR
        assert kept == terms[: len(kept)]

    def test_bytes_are_counted_and_not_letters(self):
        vector = stored_values(row(body=["م" * 30 + f"{number:05d}" for number in range(20_000)]))[1]

        assert len(vector.replace("'", "").replace(" ", "").encode()) <= LARGEST_VECTOR

    def test_the_title_is_kept_before_the_text(self):
        vector = stored_values(row(title=["refund"], body=[f"{number:035d}" for number in range(40_000)]))[1]

        assert vector.startswith("'refund' ")

    def test_only_terms_that_are_kept_have_weights(self):
        _id, vector, _words, weights, _length = stored_values(row(body=["refund", "x" * 2047, "refund"]))

        assert (vector, json.loads(weights)) == ("'refund'", {"refund": 2 * ranking.FIELD_WEIGHTS["body"]})

    def test_a_title_is_cut_as_well(self):
        assert stored_values(row(title_words=["x" * 2047, "refund"]))[2] == "'refund'"

    def test_the_length_is_that_of_the_whole_text(self):
        assert stored_values(row(title=["a"], body=["b", "x" * 2047, "b"]))[4] == 4


class TestMadeBy:
    @pytest.fixture(autouse=True)
    def anew(self):
        _code.cache_clear()
        yield
        _code.cache_clear()

    def test_another_weight_of_a_field_is_noticed(self, monkeypatch):
        before = made_by()
        _code.cache_clear()
        monkeypatch.setitem(ranking.FIELD_WEIGHTS, "title", 5.0)

        assert made_by() != before

    def test_figures_that_only_rank_do_not_make_documents_outdated(self, monkeypatch, tmp_path):
        before = made_by()
        _code.cache_clear()
        changed = tmp_path / "ranking.py"
        changed.write_text("HELPFUL = 0.2")
        monkeypatch.setattr(ranking, "__file__", str(changed))

        assert made_by() == before


@pytest.mark.django_db
class TestState:
    def test_rows_of_other_code_are_outdated(self):
        engine: SearchEngine = DatabaseEngine()
        engine.index([REFUND])
        now = engine.outdated()
        IndexedDocument.objects.update(version="x" * 32)

        assert (now, engine.outdated()) == ([], ["made by another version"])

    def test_nothing_where_there_are_pages_is_outdated(self, homes):
        IndexedDocument.objects.all().delete()

        assert DatabaseEngine().outdated() == ["empty"]

    def test_its_inventory_has_what_was_written(self):
        engine = DatabaseEngine()
        engine.index([REFUND])

        assert engine.inventory().of(["page:1"]) == [engine.inventory().expected(REFUND)]


def test_a_rebuild_removes_terms_that_emptying_the_database_has_left(db):
    engine = DatabaseEngine()
    engine.rebuild([Document(key="page:1", language="en", kind="a", title="Refund")])
    IndexedDocument.objects.all()._raw_delete("default")
    engine.rebuild(())

    assert engine.health().ok
