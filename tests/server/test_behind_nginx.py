"""The files of deploy/nginx with a real nginx, and the whole site behind it."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import threading
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.server.behind_nginx import SiteBehindNginx, fill
from tests.server.conftest import wait_until

pytestmark = [pytest.mark.nginx, pytest.mark.timeout(2400)]


class OverUnix(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    """The database of the suite is copied: to make all tables anew would take a minute more."""
    folder = tmp_path_factory.mktemp("deployed")
    var = folder / "var"
    var.mkdir()
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(var / "sanad.sqlite3")])
    running = SiteBehindNginx(folder, var, fill(var))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def manifest(site):
    return json.loads((site.var / "static" / "staticfiles.json").read_text())["paths"]


def test_the_front_page_comes_over_tls(site):
    answer = site.ask("/en/")
    assert answer.status == 200
    assert b"<html" in answer.body
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_whoever_comes_without_tls_is_sent_to_it(site):
    answer = site.ask("/en/?q=1", tls=False, X_Forwarded_Proto="https")
    assert (answer.status, answer.headers["Location"]) == (301, "https://help.example.org/en/?q=1")


def test_a_foreign_host_gets_nothing(site):
    assert site.ask("/en/", host="evil.example").status == 400


def test_forged_headers_reach_nobody(site):
    answer = site.ask("/", X_Forwarded_Proto="http", X_Forwarded_Host="evil.example", Forwarded="host=evil.example;proto=http")
    assert (answer.status, answer.headers["Location"]) == (302, "/en/")


@pytest.mark.parametrize("ending", [".css", ".js"])
def test_a_static_file_with_its_checksum_is_compressed_and_never_asked_for_again(site, manifest, ending):
    name = next(hashed for plain, hashed in sorted(manifest.items()) if plain.endswith(ending) and plain != hashed)
    answer = site.ask(f"/static/{name}", Accept_Encoding="gzip")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (site.var / "static" / name).read_bytes()
    assert answer.headers["Server"] == "nginx"


def test_a_static_file_without_is_asked_for_again(site, manifest):
    plain = next(name for name in sorted(manifest) if name.endswith(".css"))
    assert site.ask(f"/static/{plain}").headers["Cache-Control"] == "public, max-age=3600"


def test_a_static_file_that_nginx_does_not_have_is_asked_of_our_server(site):
    answer = site.ask("/static/none.0123456789ab.css")
    assert answer.status == 404
    assert b"<html" in answer.body


def test_our_server_serves_static_files_alike_where_there_is_no_proxy(site, manifest):
    name = next(hashed for plain, hashed in sorted(manifest.items()) if plain.endswith(".css") and plain != hashed)
    ours = OverUnix(site.var / "web.sock")
    headers = {"Host": "help.example.org", "X-Forwarded-Proto": "https", "Accept-Encoding": "br"}
    ours.request("GET", f"/static/{name}", headers=headers)
    answer = ours.getresponse()
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    ours.close()


def test_an_open_picture_runs_no_scripts(site):
    answer = site.ask(site.filled["open picture"])
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_folder_of_documents_is_closed(site):
    name = site.filled["open document's file"]
    assert (site.var / "media" / name).is_file()
    for path in (f"/media/{name}", f"/media//{name}", f"/media/images/../{name}", f"/media/%64ocuments/{Path(name).name}"):
        assert site.ask(path).status == 404


def test_an_open_document_is_sent_by_nginx(site):
    answer = site.ask(site.filled["open document"], Range="bytes=0-2")
    assert (answer.status, answer.body) == (206, b"lim")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "table" in answer.headers["Content-Disposition"]
    assert "X-Accel-Redirect" not in answer.headers


@pytest.mark.parametrize("thing", ["private picture", "private document"])
def test_a_private_file_is_sent_by_nginx_to_those_it_is_for(site, thing):
    address = site.filled[thing]
    stranger = site.ask(address)
    assert (stranger.status, stranger.headers["Location"].split("?")[0]) == (302, "/en/account/login/")
    answer = site.ask_as_agent(address, Range="bytes=0-2")
    assert (answer.status, len(answer.body)) == (206, 3)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("place", ["/sanad-private/", "/sanad-media/"])
def test_nobody_gets_to_the_files_around_our_server(site, place):
    path = site.filled["private document"].removeprefix("/private/")
    assert site.ask(place + path).status == 404
    assert site.ask_as_agent(place + path).status == 404


@pytest.mark.parametrize(("path", "megabytes", "expected"), [("/en/", 4, 403), ("/en/", 6, 413), ("/admin/login/", 6, 403)])
def test_bodies_are_limited_by_their_address(site, path, megabytes, expected):
    """What is not too large reaches a view, which has its own reasons to refuse it."""
    assert site.ask(path, "POST", body=bytes(megabytes * 1024 * 1024)).status == expected


def test_uploads_are_limited_too(site):
    assert site.ask("/admin/login/", "POST", Content_Length=str(101 * 1024 * 1024)).status == 413


def test_a_reload_of_the_whole_site_loses_no_request(site):
    got: Counter[int | str] = Counter()
    end = threading.Event()

    def read():
        while not end.is_set():
            try:
                got[site.ask("/en/").status] += 1
            except OSError as error:
                got[repr(error)] += 1

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    site.reload()
    wait_until(lambda: "Reloaded" in site.log.read_text(), "it has reloaded")
    end.set()
    for reader in readers:
        reader.join()
    assert set(got) == {200}
    assert got[200] > 10
