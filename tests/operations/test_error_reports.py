"""Reports of errors: sent by the real SDK to a real server on this machine, which then looks for people in them."""

from __future__ import annotations

import gzip
import http.server
import json
import logging
import threading
from typing import Any

import pytest
import sentry_sdk
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from operations.errors import sentry

pytestmark = pytest.mark.django_db

brotli = pytest.importorskip("brotli")
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
# Put together: a report shows the lines of the source around the error, and those are no secret.
MAIL, PASSWORD, ADDRESS, QUERY = "@".join(("reader", "example.org")), "hunter" + str(2), "203.0.113." + str(9), "my+" + "illness"
TELLING = {
    "X-Forwarded-For": ADDRESS,
    "Authorization": f"Bearer {PASSWORD}",
    "Cookie": f"sessionid={PASSWORD}",
    "Referer": f"/?q={QUERY}",
}
SECRETS = (MAIL, PASSWORD, ADDRESS, QUERY, "sessionid=")


@pytest.fixture
def received():
    """What a Sentry server on a free port gets, as text."""
    found: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.append(UNPACK[self.headers.get("Content-Encoding", "")](body).decode())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], found
    server.shutdown()
    server.server_close()


@pytest.fixture
def reports(received, settings):
    """Switches reports on; returns what was sent, and switches them off again."""
    port, found = received
    settings.SENTRY_DSN = f"http://key@127.0.0.1:{port}/1"
    settings.SENTRY_ENVIRONMENT = "tests"
    with sentry_sdk.isolation_scope():
        assert sentry.connect()

        def read() -> list[str]:
            sentry_sdk.flush(timeout=10)
            return found

        yield read
    sentry_sdk.get_client().close()
    sentry_sdk.init()


def event(sent: list[str]) -> dict:
    return json.loads(sent[0].splitlines()[2])


def test_without_a_server_nothing_is_set_up(settings):
    settings.SENTRY_DSN = ""
    assert not sentry.connect()


def test_an_error_arrives(reports):
    logging.getLogger("test").error("the disk is full")
    assert "the disk is full" in reports()[0]


def test_with_its_place_and_without_what_stood_in_variables(reports):
    def fail(secret: str) -> None:
        raise ValueError(f"no mail for {MAIL}")

    try:
        fail(PASSWORD)
    except ValueError:
        logging.getLogger("test").exception("it failed")
    sent = reports()
    frames = event(sent)["exception"]["values"][0]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "fail"
    assert not any(secret in sent[0] for secret in SECRETS)


@pytest.fixture
def served():
    """Answers a request as a WSGI server has it answered, within the transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)

    def ask(path: str, **headers: str) -> dict[str, str]:
        sent: list[tuple[str, str]] = []

        def start(_status: str, found: list[tuple[str, str]], *_given: Any) -> Any:
            sent.extend(found)

        WSGIHandler()(RequestFactory().get(path, headers=headers).environ, start)
        return dict(sent)

    yield ask
    for signal in signals:
        signal.connect(close_old_connections)


def test_of_a_request_without_who_asked_what(reports, served, monkeypatch):
    def broken(*_given, **_named):
        raise RuntimeError(f"password={PASSWORD} for {MAIL}")

    monkeypatch.setattr("operations.views.health_report", broken)
    headers = served(f"/healthz/?q={QUERY}", **TELLING)
    sent = reports()
    assert len(sent) == 1, "an error is reported once"
    assert event(sent)["request"]["url"].endswith("/healthz/")
    assert event(sent)["tags"]["request"] == headers["X-Request-ID"]
    assert not [secret for secret in SECRETS if secret in sent[0]]
