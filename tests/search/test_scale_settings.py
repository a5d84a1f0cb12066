"""Several hosts, TLS, keys, shards and replicas by settings; secrets are never told."""

from __future__ import annotations

import base64
import datetime
import hashlib
import socket
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from search.documents import Document
from search.engines.base import DocumentsRefused, EngineError
from search.engines.deadline import deadline
from search.engines.elasticsearch import ElasticsearchEngine, bulk
from search.engines.elasticsearch.bulk import Operation, chunks, fill, send
from search.engines.elasticsearch.client import Options, connect
from search.queries import SearchQuery
from tests.search import fault_server as faults

NAME = "SANAD_EXAMPLE"


class TestEnvironment:
    @pytest.mark.parametrize(
        ("kind", "options", "value"),
        [
            ("servers", {}, "localhost:9200"),
            ("servers", {}, "http://a:9200,ftp://b"),
            ("servers", {}, "http://a:99999"),
            ("servers", {}, "http://a:b"),
            ("servers", {}, "https://a,http://b"),
            ("servers", {}, "http://"),
            ("secret", {}, "two words"),
            ("secret", {}, "schlüssel"),
            ("existing_file", {}, "/nowhere/ca.pem"),
            ("fingerprint", {}, "ab:cd"),
            ("index_prefix", {"default": "sanad"}, "Sanad"),
            ("index_prefix", {"default": "sanad"}, "-x"),
            ("index_prefix", {"default": "sanad"}, "a,b"),
            ("index_prefix", {"default": "sanad"}, "help-public"),
            ("replicas", {"default": "0-1"}, "all"),
            ("replicas", {"default": "0-1"}, "1-"),
            ("number", {"default": 1, "least": 1}, "0"),
        ],
    )
    def test_a_malformed_value_is_told_in_one_line(self, monkeypatch, kind, options, value):
        monkeypatch.setenv(NAME, value)
        with pytest.raises(ImproperlyConfigured, match=NAME) as told:
            getattr(Environment(), kind)(NAME, **options)
        assert "\n" not in str(told.value)

    @pytest.mark.parametrize("value", ["https://me:hush@a:x", "ftp://me:hush@b", "http://a,https://me:hush@b"])
    def test_a_password_is_not_repeated(self, monkeypatch, value):
        monkeypatch.setenv(NAME, value)
        with pytest.raises(ImproperlyConfigured) as told:
            Environment().servers(NAME)
        assert "hush" not in str(told.value)

    @pytest.mark.parametrize(
        ("kind", "value", "read"),
        [
            ("servers", " https://a:9200/ , https://me:p%2Cw@b:9201", "https://a:9200,https://me:p%2Cw@b:9201"),
            ("servers", "http://[::1]:9200", "http://[::1]:9200"),
            ("fingerprint", ":".join(["AB"] * 32), "ab" * 32),
        ],
    )
    def test_what_is_right_is_read(self, monkeypatch, kind, value, read):
        monkeypatch.setenv(NAME, value)
        assert getattr(Environment(), kind)(NAME) == read


def test_options_do_not_show_their_key():
    assert "hush" not in repr(Options(api_key="hush"))


@pytest.fixture
def keeper():
    """A server that notes the headers it gets."""
    with faults.fault_server("http://127.0.0.1:1") as server:
        server.fault = faults.answering(200, b"{}")
        yield server


def sent_authorization(keeper, urls, options=None):
    connect(urls, options or Options(), timeout=5).info()
    return keeper.requests[-1].headers.get("authorization")


def test_a_key_is_sent(keeper):
    assert sent_authorization(keeper, keeper.url, Options(api_key="a2V5OnNlY3JldA==")) == "ApiKey a2V5OnNlY3JldA=="


def test_name_and_password_of_the_address_are_sent(keeper):
    authorization = sent_authorization(keeper, keeper.url.replace("http://", "http://me:p%2Cw@"))
    assert base64.b64decode(authorization.removeprefix("Basic ")) == b"me:p,w"


def test_errors_and_logs_hold_no_secrets(caplog):
    engine = ElasticsearchEngine("http://me:hush@127.0.0.1:1,http://me:hush@127.0.0.1:2", "x")
    caplog.set_level("DEBUG")
    with pytest.raises(EngineError) as told:
        engine.search(SearchQuery("refund", "en"))

    assert "hush" not in f"{told.value} {engine.health().text} {caplog.text}"


class TestTls:
    @pytest.fixture(scope="class")
    def certificate(self, tmp_path_factory):
        folder = tmp_path_factory.mktemp("tls")
        command = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
        subprocess.run(
            ["openssl", *command.split(), "-keyout", "key.pem", "-out", "ca.pem"], cwd=folder, check=True, capture_output=True
        )
        return folder

    @pytest.fixture(scope="class")
    def address(self, certificate):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                for name, value in {
                    "X-Elastic-Product": "Elasticsearch",
                    "Content-Type": "application/json",
                    "Content-Length": "2",
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_arguments):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate / "ca.pem", certificate / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_address[1]}"
        server.shutdown()

    def works(self, address, **options):
        try:
            connect(address, Options(**options), timeout=5).info()
        except Exception as error:
            return type(error).__name__
        return True

    def fingerprint(self, certificate):
        text = (certificate / "ca.pem").read_text()
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(text)).hexdigest()

    def test_a_certificate_that_nobody_vouches_for_is_refused(self, address):
        assert self.works(address) == "TlsError"

    def test_one_of_the_own_authority_is_taken(self, address, certificate):
        assert self.works(address, ca_file=str(certificate / "ca.pem")) is True

    def test_one_with_the_fingerprint_is_taken(self, address, certificate):
        assert self.works(address, fingerprint=self.fingerprint(certificate)) is True

    def test_one_with_another_fingerprint_is_refused(self, address):
        assert self.works(address, fingerprint="ab" * 32) != True  # noqa: E712  the name of an error

    def test_without_a_check_any_is_taken(self, address):
        assert self.works(address, verify_certs=False) is True

    def test_the_deadline_holds_over_tls(self, address, certificate):
        client = connect(address, Options(ca_file=str(certificate / "ca.pem")), timeout=5)
        begun = datetime.datetime.now()
        with pytest.raises(Exception, match="time"), deadline(0.0):
            client.info()
        assert (datetime.datetime.now() - begun).total_seconds() < 1


class TestChunks:
    def operations(self, count, size=100):
        return [Operation(f"page:{number}", b"x" * size) for number in range(count)]

    def test_by_number(self):
        assert [len(each) for each in chunks(self.operations(1001))] == [500, 500, 1]

    def test_by_size(self):
        assert [len(each) for each in chunks(self.operations(5, 2 * 2**20))] == [2, 2, 1]

    def test_one_that_is_larger_stands_alone(self):
        assert [len(each) for each in chunks(self.operations(3, 9 * 2**20))] == [1, 1, 1]


def documents(count):
    return [Document(key=f"page:{number}", language="en", kind="a", title=f"Refund {number}") for number in range(1, count + 1)]


@pytest.mark.elasticsearch
@pytest.mark.django_db
class TestRealServer:
    @pytest.fixture
    def proxy(self, elasticsearch_url):
        with faults.fault_server(elasticsearch_url) as server:
            yield server

    @pytest.fixture
    def engine(self, proxy, elasticsearch_engine, settings):
        settings.LANGUAGES = [("en", "English")]
        engine = ElasticsearchEngine(proxy.url, elasticsearch_engine._indexes.prefix)
        engine.index(documents(1))
        proxy.requests.clear()
        return engine

    @pytest.fixture
    def hasty(self, monkeypatch):
        monkeypatch.setattr(bulk, "FIRST_PAUSE", 0.01)

    def total(self, engine):
        return engine._writer.count(index=engine._indexes.alias("public", "en", "read"))["count"]

    def test_shards_and_replicas_are_those_of_the_settings(self, elasticsearch_url, elasticsearch_engine):
        engine = ElasticsearchEngine(elasticsearch_url, elasticsearch_engine._indexes.prefix, Options(shards=2, replicas="0"))
        engine.index(documents(1))
        (name, *_more) = sorted(each.name for each in engine._indexes.all())
        found = engine._writer.indices.get_settings(index=name)[name]["settings"]["index"]

        assert (found["number_of_shards"], found["number_of_replicas"]) == ("2", "0")

    def test_another_number_of_shards_is_noticed(self, engine, elasticsearch_url):
        other = ElasticsearchEngine(elasticsearch_url, engine._indexes.prefix, Options(shards=2))

        assert other.outdated() == [f"en {side}: divided into another number of shards" for side in ("public", "internal")]

    def test_with_one_of_two_hosts_dead_readers_notice_nothing(self, engine, proxy):
        two = ElasticsearchEngine(f"http://127.0.0.1:1,{proxy.url}", engine._indexes.prefix)
        with deadline(10):
            found = [two.search(SearchQuery("refund", "en")).total for _each in range(4)]

        assert found == [1, 1, 1, 1]

    def test_with_one_of_two_hosts_silent_readers_get_the_other_in_time(self, engine, proxy, elasticsearch_url):
        two = ElasticsearchEngine(f"{proxy.url},{elasticsearch_url}", engine._indexes.prefix)
        proxy.fault = faults.silent
        with deadline(3):
            found = [two.search(SearchQuery("refund", "en")).total for _each in range(2)]

        assert found == [1, 1]

    def test_health_tells_how_many_hosts_are_silent_and_not_which(self, engine, elasticsearch_url):
        two = ElasticsearchEngine(f"http://127.0.0.1:1,{elasticsearch_url}", engine._indexes.prefix)
        health = two.health()

        assert (health.ok, "1 of 2 hosts do not answer" in health.text, "127.0.0.1" in health.text) == (False, True, False)

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
