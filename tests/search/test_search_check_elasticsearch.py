"""Elasticsearch and the pages are compared: every kind of difference, missing and outdated indexes, and leftovers."""

import pytest

from content.audiences import Audience
from search import jobs
from search.checking import AUDIENCE, EXPOSED, GHOST, MISPLACED, MISSING, VERSION, engine_check
from search.documents import Document
from search.engines.base import EngineError
from search.models import Rebuild
from search.outbox import outbox_process
from search.sources import documents_of
from tests.search.checks import run
from tests.search.published import key

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.fixture
def page(bare_site, center):
    page = center.page("Refund times")
    center.settle()
    return page


class TestElasticsearch:
    @pytest.fixture(autouse=True)
    def two_languages(self, settings):
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fa", "فارسی")]

    @pytest.fixture
    def engine(self, with_new_elasticsearch, two_languages, page):
        return with_new_elasticsearch

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

    def test_what_a_killed_rebuild_has_left_is_told(self, engine):
        left = engine._indexes.create("public", "en", stamp=7)
        code, text = run("--engine", "elasticsearch")

        assert (code, f"left by a killed rebuild: {left}" in text) == (1, True)

    def test_what_a_killed_rebuild_has_left_is_removed_when_it_is_mended(self, engine):
        engine._indexes.create("public", "en", stamp=7)
        serving = [each.name for each in engine._indexes.all() if each.aliases]
        code, text = run("--engine", "elasticsearch", "--repair")

        assert code == 0, text
        assert [each.name for each in engine._indexes.all()] == serving

    def test_what_a_rebuild_is_making_is_not_left_over_and_stays(self, engine):
        made = engine._indexes.create("public", "en", stamp=7)
        Rebuild.objects.create(engine="elasticsearch")
        code, text = run("--engine", "elasticsearch", "--repair")

        assert code == 0, text
        assert made in [each.name for each in engine._indexes.all()]
