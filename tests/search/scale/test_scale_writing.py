"""Many writes at once: as large and as fast as the server takes them, and the newest wins."""

from __future__ import annotations

import socket

import pytest

from search.documents import Document
from search.engines.base import DocumentsRefused, EngineError
from search.engines.elasticsearch import bulk
from search.engines.elasticsearch.bulk import Operation, chunks, fill, send
from search.queries import SearchQuery
from tests.search import fault_server as faults
from tests.search.scale.documents import documents


class TestChunks:
    def operations(self, count, size=100):
        return [Operation(f"page:{number}", b"x" * size) for number in range(count)]

    def test_by_number(self):
        assert [len(each) for each in chunks(self.operations(1001))] == [500, 500, 1]

    def test_by_size(self):
        assert [len(each) for each in chunks(self.operations(5, 2 * 2**20))] == [2, 2, 1]

    def test_one_that_is_larger_stands_alone(self):
        assert [len(each) for each in chunks(self.operations(3, 9 * 2**20))] == [1, 1, 1]


@pytest.mark.elasticsearch
@pytest.mark.django_db
class TestRealServer:
    @pytest.fixture
    def hasty(self, monkeypatch):
        monkeypatch.setattr(bulk, "FIRST_PAUSE", 0.01)

    def total(self, engine):
        return engine._writer.count(index=engine._indexes.alias("public", "en", "read"))["count"]

    def test_a_server_with_too_much_to_do_is_asked_again_for_less(self, engine, proxy, hasty):
        sizes = []

        def busy(request, client, forward):
            if "_bulk" in request.path:
                sizes.append(request.body.count(b'"index"'))
            if len(sizes) == 1 and "_bulk" in request.path:
                faults.status(429, "es_rejected_execution_exception")(request, client, forward)
            else:
                client.sendall(forward())

        proxy.fault = busy
        engine.rebuild(documents(400))

        assert (sizes, self.total(engine)) == ([400, 200, 200], 400)

    def test_requests_that_are_too_large_become_smaller(self, engine, proxy, hasty):
        def narrow(request, client, forward):
            if "_bulk" in request.path and len(request.body) > 40_000:
                faults.answering(413, b"<html>Too large</html>", "text/html")(request, client, forward)
            else:
                client.sendall(forward())

        proxy.fault = narrow
        engine.rebuild(documents(400))

        assert self.total(engine) == 400

    def test_one_document_that_is_too_large_is_refused_alone(self, engine, proxy):
        def narrow(request, client, forward):
            if b"page:7@" in request.body:
                faults.status(413)(request, client, forward)
            else:
                client.sendall(forward())

        proxy.fault = narrow
        with pytest.raises(DocumentsRefused) as refused:
            engine.rebuild(documents(20))

        assert (set(refused.value.keys), self.total(engine)) == ({"page:7"}, 19)

    def test_a_document_that_is_refused_does_not_keep_the_others_out(self, engine):
        poison = Document(key="page:99", language="en", kind="k" * 40_000, title="Refund")
        with pytest.raises(DocumentsRefused) as refused:
            engine.update(["page:98", "page:99"], [poison, *documents(3)], 2**52)

        assert (set(refused.value.keys), self.total(engine)) == ({"page:99"}, 3)

    def test_a_rebuild_waits_for_a_server_that_restarts(self, engine, proxy, hasty):
        cut: list[object] = []

        def restarting(request, client, forward):
            if "_bulk" in request.path and len(cut) < 3:
                cut.append(request.path)
                client.shutdown(socket.SHUT_RDWR)
            else:
                client.sendall(forward())

        proxy.fault = restarting
        engine.rebuild(documents(50))

        assert (len(cut), self.total(engine)) == (3, 50)

    def test_a_slower_writer_does_not_bring_back_what_a_faster_one_has_changed(self, engine):
        old, new = (
            Document(key="page:5", language="en", kind="a", title="Old"),
            Document(key="page:5", language="en", kind="a", title="New"),
        )
        engine.update(["page:5"], [new], 2**52 + 2)
        with pytest.raises(DocumentsRefused, match="conflict"):
            engine.update(["page:5"], [old], 2**52 + 1)

        assert [hit.title for hit in engine.search(SearchQuery("new", "en")).hits] == ["<mark>New</mark>"]

    def test_a_slower_writer_does_not_bring_back_what_a_faster_one_has_removed(self, engine):
        engine.update(["page:1"], [], 2**52 + 2)
        with pytest.raises(DocumentsRefused, match="conflict"):
            engine.update(["page:1"], documents(1), 2**52 + 1)

        assert self.total(engine) == 0

    def test_a_rebuild_whose_index_somebody_has_removed_makes_none_by_writing(self, engine):
        def removed_meanwhile():
            yield from documents(1)
            engine._indexes.remove_unfinished()
            yield from documents(20)

        with pytest.raises(EngineError):
            engine.rebuild(removed_meanwhile())

        assert all(each.aliases for each in engine._indexes.all())

    def test_sending_and_filling_raise_when_the_server_fails(self, engine, proxy, monkeypatch):
        monkeypatch.setattr(bulk, "PATIENCE", 0.0)
        proxy.fault = faults.status(503)
        for put in (lambda each: send(engine._writer, each, refresh=True), lambda each: fill(engine._writer, each, None)):
            with pytest.raises(EngineError, match="503"):
                put([Operation("page:1", b'{"index":{}}\n{}')])
