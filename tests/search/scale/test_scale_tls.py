"""A connection is encrypted, and a certificate is trusted as the settings say."""

from __future__ import annotations

import datetime
import hashlib
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from search.engines.deadline import deadline
from search.engines.elasticsearch.client import Options, connect


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    command = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        ["openssl", *command.split(), "-keyout", "key.pem", "-out", "ca.pem"], cwd=folder, check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def address(certificate):
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


class TestTls:
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
