"""The check finds whatever an engine has wrong, and the outbox mends it."""

from __future__ import annotations

import json
import tracemalloc

import pytest

from content.audiences import Audience
from search import checking, jobs
from search.checking import AUDIENCE, GHOST, MISSING, VERSION, engine_check
from search.documents import Document
from search.engines.base import EngineError
from search.engines.database import DatabaseEngine
from search.engines.database.terms import site_terms
from search.models import IndexedDocument, OutboxEntry, Rebuild
from search.outbox import outbox_add, outbox_process
from search.sources import documents_of
from tests.search.checks import run
from tests.search.published import key

pytestmark = pytest.mark.django_db


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
        run("--repair")

        assert run()[0] == 0
        assert IndexedDocument.objects.get(key=key(page)).title == "Refund times"

    def test_it_ends_with_zero_when_all_is_mended(self, page):
        IndexedDocument.objects.filter(key=key(page)).update(version="other")
        code, text = run("--repair")

        assert (code, text.splitlines()[-2:]) == (0, ["  1 written anew, 0 waiting", "  nothing is wrong any more"])

    def test_it_ends_with_one_when_something_cannot_be_mended(self, page, monkeypatch):
        def broken(self, documents):
            raise EngineError("no space")

        IndexedDocument.objects.filter(key=key(page)).update(version="other")
        monkeypatch.setattr(DatabaseEngine, "index", broken)
        code, text = run("--repair")

        assert (code, "1 could not be written" in text, "any more" in text) == (1, True, False)

    def test_it_says_what_is_still_wrong(self, page, monkeypatch):
        IndexedDocument.objects.filter(key=key(page)).update(version="other")
        monkeypatch.setattr(checking, "outbox_add", lambda **_what: None)
        code, text = run("--repair")

        assert (code, f"  still wrong\n    other version: 1, such as {key(page)}@0-2" in text) == (1, True)

    def test_json_says_what_was_wrong_and_that_it_is_mended(self, page):
        IndexedDocument.objects.filter(key=key(page)).update(version="other")
        code, text = run("--repair", "--json")
        (engine,) = json.loads(text)["engines"]

        assert (code, engine["same"], list(engine["differences"]), engine["left"]["differences"]) == (0, True, [VERSION], {})

    def test_after_a_rebuild_it_tells_how_many_were_compared(self, page):
        IndexedDocument.objects.update(version="00000000")
        code, text = run("--repair")

        assert (code, "database: 5 documents compared" in text, "  rebuilt\n" in text) == (0, True, True)

    def test_the_named_engine_alone_is_mended(self, page, settings):
        outbox_add(keys=[key(page)], engine_name="elasticsearch")
        settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
        run("--engine", "database", "--repair")

        # Had the outbox tried, its server would have been found dead.
        assert OutboxEntry.objects.get(engine="elasticsearch").last_error == ""

    def test_a_document_that_cannot_be_found_for_lack_of_terms_differs(self, page):
        site_terms().delete([IndexedDocument.objects.get(key=key(page)).pk])

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
