"""The check finds whatever an engine has wrong, and the outbox mends it."""

from __future__ import annotations

import io
import json
import tracemalloc

import pytest
from django.core.management import call_command

from content.audiences import Audience
from search import checking, jobs
from search.checking import AUDIENCE, EXPOSED, GHOST, MISPLACED, MISSING, VERSION, engine_check
from search.documents import Document
from search.engines.base import EngineError
from search.engines.database import DatabaseEngine
from search.engines.database.engine import _terms
from search.models import IndexedDocument, OutboxEntry, Rebuild
from search.outbox import outbox_add, outbox_process
from search.sources import documents_of

pytestmark = pytest.mark.django_db


def key(page):
    return f"page:{page.pk}"


def run(*arguments):
    out = io.StringIO()
    code: str | int | None = 0
    try:
        call_command("search_check", *arguments, stdout=out)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue()


@pytest.fixture
def page(center):
    page = center.page("Refund times")
    center.settle()
    return page


class TestDatabase:
    """What the command says and does; which differences there are is the same for both engines."""

    def test_nothing_differs_when_the_outbox_is_done(self, page):
        code, text = run()
        assert (code, text) == (0, "database: 5 documents compared\n  nothing differs\n")

    def test_a_difference_ends_with_one_and_names_an_example(self, page):
        IndexedDocument.objects.filter(key=key(page)).update(version="other")
        code, text = run()

        assert (code, f"other version: 1, such as {key(page)}@0-2" in text) == (1, True)

    def test_json_is_for_programs(self, page):
        IndexedDocument.objects.filter(key=key(page)).delete()
        code, text = run("--json", "--engine", "database")
        (engine,) = json.loads(text)["engines"]

        assert (code, engine["same"], engine["differences"]) == (
            1,
            False,
            {MISSING: {"count": 1, "examples": [f"{key(page)}@0-2"]}},
        )

    def test_what_waits_is_no_difference(self, page):
        IndexedDocument.objects.filter(key=key(page)).delete()
        outbox_add(page_ids=[page.pk])

        assert run()[0] == 0

    def test_it_is_mended(self, page):
        IndexedDocument.objects.filter(key=key(page)).update(title="Old", version="other")
        assert run("--repair")[0] == 1

        assert run()[0] == 0
        assert IndexedDocument.objects.get(key=key(page)).title == "Refund times"

    def test_a_document_that_cannot_be_found_for_lack_of_terms_differs(self, page):
        _terms().delete([IndexedDocument.objects.get(key=key(page)).pk])

        assert engine_check(DatabaseEngine()).counts == {VERSION: 1}

    def test_an_audience_that_is_too_wide_differs(self, page):
        IndexedDocument.objects.filter(key=key(page)).update(required_groups="")
        page.audience = Audience.AGENT
        page.save_revision().publish()
        OutboxEntry.objects.all().delete()

        assert engine_check(DatabaseEngine()).counts[AUDIENCE] == 1

    def test_a_document_of_no_page_differs(self, page):
        DatabaseEngine().index([Document(key="page:99999", language="en", kind="a", title="Ghost")])
        report = engine_check(DatabaseEngine(), repair=True)
        outbox_process()

        assert (report.counts, report.examples[GHOST]) == ({GHOST: 1}, ["page:99999@0-2"])
        assert run()[0] == 0

    def test_what_other_code_has_read_is_rebuilt_and_not_hidden(self, page):
        IndexedDocument.objects.update(version="00000000")
        report = engine_check(DatabaseEngine(), repair=True)

        assert (report.is_rebuilt, OutboxEntry.objects.exists(), run()[0]) == (True, False, 0)

    def test_very_many_differences_are_rebuilt_and_not_hidden(self, page, monkeypatch):
        monkeypatch.setattr(checking, "MOST_REPAIRS", 2)
        IndexedDocument.objects.all().exclude(key=key(page)).update(title="Old")
        for each in IndexedDocument.objects.exclude(key=key(page)):
            IndexedDocument.objects.filter(pk=each.pk).update(version=each.version[:8] + "other")
        report = engine_check(DatabaseEngine(), repair=True)

        assert (report.is_rebuilt, run()[0]) == (True, 0)

    def test_a_page_that_changes_while_it_is_looked_at_is_no_difference(self, page, monkeypatch):
        looks: list[object] = []

        def changed_meanwhile(keys):
            documents = list(documents_of(keys))
            if not looks:
                looks.append(True)
                page.title = "Refund days"
                page.save_revision().publish()
                outbox_process()
                return [each for each in documents if each.key != key(page)]
            return documents

        monkeypatch.setattr(checking, "documents_of", changed_meanwhile)

        assert engine_check(DatabaseEngine()).is_same

    def test_the_nightly_job_mends(self, page):
        IndexedDocument.objects.filter(key=key(page)).update(version="other")
        jobs.look_for_differences()
        outbox_process()

        assert run()[0] == 0

    def test_a_rebuild_under_way_is_told(self, page):
        IndexedDocument.objects.update(version="00000000")
        Rebuild.objects.create(engine="database")

        assert "under way since" in engine_check(DatabaseEngine(), repair=True).error

    def test_its_memory_does_not_grow_with_the_documents(self, monkeypatch):
        def peak(count):
            monkeypatch.setattr(
                checking, "key_batches", lambda: ([f"page:{at + n}" for n in range(500)] for at in range(0, count, 500))
            )
            monkeypatch.setattr(checking, "documents_of", _made)
            tracemalloc.start()
            checking._compare_all(DatabaseEngine(), checking.Report("database"), repair=False)
            _now, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return most

        peak(500)
        assert peak(10_000) < 1.5 * peak(1_000)


def _made(keys):
    return (Document(key=each, language="en", kind="a", title="T", body="x" * 2000) for each in keys)


@pytest.mark.elasticsearch
class TestElasticsearch:
    @pytest.fixture(autouse=True)
    def two_languages(self, settings):
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fa", "فارسی")]

    @pytest.fixture
    def engine(self, with_elasticsearch, two_languages, page):
        return with_elasticsearch

    def put(self, engine, side, language, document):
        """Write a document where it does not belong."""
        from search.engines.elasticsearch.writing import source_of

        engine._writer.index(
            index=engine._indexes.alias(side, language, "write"), id=document.id, document=source_of(document), refresh=True
        )

    def counts(self, engine):
        return dict(engine_check(engine).counts)

    def mended(self, engine):
        engine_check(engine, repair=True)
        outbox_process(by_hand=True)
        return engine_check(engine).is_same

    def test_every_kind_of_difference_is_found_and_mended(self, engine, page, center):
        secret = center.page("Refund secrets", audience=Audience.AGENT)
        lost, old = center.page("Lost"), center.page("Old")
        center.settle()
        assert self.counts(engine) == {}

        for document in documents_of([key(secret)]):
            self.put(engine, "public", "en", document)
        for document in documents_of([key(page)]):
            self.put(engine, "public", "fa", document)
        self.put(engine, "public", "en", Document(key="page:99999", language="en", kind="a", title="Ghost"))
        client, alias = engine._writer, engine._indexes.alias("public", "en", "write")
        client.delete(index=alias, id=f"{key(lost)}@0-2", refresh=True)
        client.update(index=alias, id=f"{key(old)}@0-2", doc={"version": "other"}, refresh=True)
        client.update(index=alias, id=f"{key(page)}@0-2", doc={"required_groups": "7"}, refresh=True)

        assert self.counts(engine) == {EXPOSED: 1, MISPLACED: 1, GHOST: 1, MISSING: 1, VERSION: 1, AUDIENCE: 1}
        assert self.mended(engine)

    def test_a_document_without_a_key_is_found_and_removed(self, engine):
        alias = engine._indexes.alias("public", "en", "write")
        engine._writer.index(index=alias, id="strange", document={"title": "?"}, refresh=True)

        assert self.counts(engine) == {GHOST: 1}
        assert self.mended(engine)

    def test_missing_indexes_are_told_and_made(self, engine):
        engine.drop()
        code, text = run("--engine", "elasticsearch")
        assert (code, "en public: missing" in text) == (1, True)

        run("--engine", "elasticsearch", "--repair")
        assert run("--engine", "elasticsearch")[0] == 0

    def test_an_index_of_other_code_is_rebuilt_beside_the_old_one(self, engine, monkeypatch):
        before = {each.name for each in engine._indexes.all()}
        # A weight of a filter, a mapping: anything that an index is made from.
        monkeypatch.setitem(__import__("search.engines.elasticsearch.indexes", fromlist=["x"]).MAPPINGS, "date_detection", False)
        assert "en public: made by another version" in engine.outdated()
        assert "to be rebuilt" in engine.health().text

        jobs.look_for_outdated()
        assert engine.outdated() == []
        assert before.isdisjoint(each.name for each in engine._indexes.all())

    def test_a_new_language_gets_its_indexes(self, engine, settings):
        settings.LANGUAGES = [*settings.LANGUAGES, ("id", "Bahasa Indonesia")]
        assert engine.outdated() == ["id public: missing", "id internal: missing"]

        jobs.look_for_outdated()
        assert engine.outdated() == []

    def test_a_server_that_does_not_answer_is_an_error_and_no_difference(self, engine, monkeypatch):
        def broken():
            raise EngineError("ConnectionError")

        monkeypatch.setattr(engine, "outdated", broken)
        report = engine_check(engine)

        assert (report.is_same, report.error, dict(report.counts)) == (False, "ConnectionError", {})
