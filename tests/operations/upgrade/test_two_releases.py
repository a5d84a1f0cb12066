"""Two web processes of different releases at one database: the older one goes on while the tables are already those of the newer.

The newer release is this one with what every harmless migration adds: a column that has a value by the database, in every table
of ours, and a table that nobody knew. The older one is this one as it is: it reads, searches, signs people in and writes.
"""

from __future__ import annotations

import http.cookiejar
import re
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest

from tests.operations.backup.conftest import Place

pytestmark = pytest.mark.timeout(1500)
WAIT = 120
COLUMN = "of_the_next_release"


class Browser:
    """Somebody at one of the processes."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self._opener.open(f"{self.address}{path}", timeout=WAIT) as response:
            return response.read().decode()

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token
        content = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        request = urllib.request.Request(f"{self.address}{path}", content, {"Referer": f"{self.address}{path}"})
        with self._opener.open(request, timeout=WAIT) as response:
            return response.read().decode()


@pytest.fixture
def serve(place: Place) -> Iterator:
    """Starts web processes; the tables are those of the moment."""
    started: list[subprocess.Popen[str]] = []

    def start() -> Browser:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        started.append(place.start("runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"))
        browser, end = Browser(port), time.monotonic() + WAIT
        while True:
            try:
                browser.get("/healthz/")
                return browser
            except (urllib.error.URLError, OSError):
                assert started[-1].poll() is None, started[-1].communicate()
                assert time.monotonic() < end
                time.sleep(0.3)

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _migrate_to_the_next_release(place: Place) -> int:
    """Do what the migrations of the next release do, while the older processes serve; return how many tables grew."""
    with sqlite3.connect(place.database, timeout=60) as database:
        tables = [
            name
            for name, made_by in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if "VIRTUAL" not in made_by and not name.startswith(("sqlite_", "search_terms", "wagtailsearch_indexentry_fts"))
        ]
        for name in tables:
            database.execute(f"ALTER TABLE \"{name}\" ADD COLUMN {COLUMN} varchar(10) NOT NULL DEFAULT 'x'")
        database.execute("CREATE TABLE kb_thing_of_the_next_release (id integer PRIMARY KEY)")
        database.execute(
            f"INSERT INTO django_migrations (app, name, applied, {COLUMN}) "  # noqa: S608
            "VALUES ('kb', '9999_next_release', '2027-01-01 00:00:00', 'x')"
        )
    database.close()
    return len(tables)


def _use(browser: Browser, place: Place, name: str) -> None:
    """Read, search, sign in, open the admin, change an own setting."""
    assert "Lumen" in browser.get("/en/")
    assert "<title" in browser.get("/ar/")
    assert browser.get("/en/search/?q=refund")
    signed_in = browser.post("/admin/login/", username=name, password="correct horse battery", next="/admin/")
    assert "Dashboard" in signed_in or "wagtail" in signed_in
    assert "wagtail" in browser.get("/admin/pages/")
    with sqlite3.connect(place.database, timeout=60) as database:
        assert database.execute("SELECT last_login IS NOT NULL FROM accounts_user WHERE username = ?", [name]).fetchone() == (1,)
    database.close()


def test_both_serve_while_the_tables_are_those_of_the_newer(serve, place):
    make = "User.objects.create_superuser(name, name + '@example.org', 'correct horse battery')"
    place.shell(f"from accounts.models import User\nfor name in ('anna', 'bert', 'carl'): {make}")
    older = serve()
    _use(older, place, "anna")
    assert _migrate_to_the_next_release(place) > 100
    _use(older, place, "bert")  # has known the old tables since its start
    restarted = serve()  # one of the older release that is restarted in between
    _use(restarted, place, "carl")
    for browser in (older, restarted):
        assert "System" in browser.get("/admin/")
