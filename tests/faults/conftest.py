"""A real server on a database file of its own, and forms as a browser sends them."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from script.lib.console import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 240.0  # of a machine that is busy with other tests
ARTICLE = """
from home.services import homes_ensure
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
shelf = add_page(homes_ensure()["en"], CategoryPage, "Orders", slug="orders")
add_page(shelf, ArticlePage, "Returns", slug="returns", body=[{"type": "rich_text", "value": "<p>Thirty days.</p>"}])
"""


def environment(database: Path, **more: str) -> dict[str, str]:
    """Return the environment of a program that works on a database file."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "SANAD_TEST_DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        **more,
    }


def manage(database: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    """Start a command on a database file."""
    command = [sys.executable, str(ROOT / "site" / "manage.py"), *arguments]
    outputs: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=environment(database, **more), **outputs)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Path:
    """A database file with every table, home pages and an article: a copy of the suite's own, faster than to migrate."""
    if connection.vendor != "sqlite":
        pytest.skip("These experiments are made with a file of SQLite.")
    path = tmp_path_factory.mktemp("faults") / "site.sqlite3"
    with django_db_blocker.unblock(), sqlite3.connect(path) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    copy.close()
    made = manage(path, "shell", "--no-imports", "-c", ARTICLE)
    _out, error = made.communicate(timeout=SECONDS)
    assert made.returncode == 0, error
    return path


@pytest.fixture
def database(prepared: Path, tmp_path: Path) -> Path:
    """A database file for one test."""
    with sqlite3.connect(prepared) as source, sqlite3.connect(tmp_path / "site.sqlite3") as copy:
        source.backup(copy)
    source.close()
    copy.close()
    return tmp_path / "site.sqlite3"


Rows = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def rows(database: Path) -> Rows:
    """The rows of a query."""

    def read(query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(database, timeout=20) as opened:
            found = opened.execute(query).fetchall()
        opened.close()
        return found

    return read


def hidden_fields(page: str) -> dict[str, str]:
    """Return what a form sends besides what people type."""
    inputs = re.findall(r"<input\b[^>]*type=\"hidden\"[^>]*>", page)
    fields = [(re.search(r'name="([^"]*)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs]
    return {name[1]: value[1] if value else "" for name, value in fields if name}


class Site:
    """A server that runs, and what is asked of it from whichever address."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, path: str, *, data: dict[str, str] | None = None, address: str = "192.0.2.1", cookie: str = "", forged: str = ""
    ) -> tuple[int, str, dict[str, str]]:
        """Return status, text and headers. `address` is what our proxy has written last; `forged` stands before it."""
        headers = {"X-Forwarded-For": f"{forged}, {address}" if forged else address, "Cookie": cookie}
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        opened = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            opened.request("GET" if data is None else "POST", path, None if data is None else urlencode(data), headers)
            answer = opened.getresponse()
            told = {name.title(): value for name, value in answer.getheaders()}
            return answer.status, answer.read().decode(errors="replace"), told
        finally:
            opened.close()

    def form(self, path: str, *, address: str = "192.0.2.1") -> tuple[dict[str, str], str]:
        """Return the hidden fields of a form, and the cookie that belongs to it."""
        status, text, headers = self.ask(path, address=address)
        assert status == 200, text[-2000:]
        return hidden_fields(text), headers.get("Set-Cookie", "").partition(";")[0]


@pytest.fixture
def site(database: Path, tmp_path: Path) -> Iterator[Site]:
    """The product on a free port of this machine, with one process so that counts are in one place."""
    port, log = free_port(), tmp_path / "server.log"
    command = [sys.executable, "-m", "config.server", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environment(database), stdout=output, stderr=subprocess.STDOUT, cwd=ROOT)
    try:
        end = time.monotonic() + SECONDS
        while "Ready" not in log.read_text():
            assert process.poll() is None and time.monotonic() < end, log.read_text()[-3000:]
            time.sleep(0.1)
        yield Site(port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
        print(log.read_text()[-5000:])


@pytest.fixture
def article_id(rows: Rows) -> int:
    ((found,),) = rows("SELECT id FROM wagtailcore_page WHERE slug = 'returns'")
    return int(found)


@pytest.fixture
def small_disk(tmp_path: Path) -> Callable[[list[str], int], list[str]]:
    """Turns a command into one that finds a disk of some kilobytes at tmp_path/small: a file system in memory, for it alone."""

    def inside(command: list[str], kilobytes: int) -> list[str]:
        place = tmp_path / "small"
        place.mkdir(exist_ok=True)
        script = f'mount -t tmpfs -o size={kilobytes}k tmpfs "$0" && exec "$@"'
        return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, str(place), *command]

    probe = subprocess.run(inside(["true"], 64), capture_output=True, check=False) if shutil.which("unshare") else None
    if probe is None or probe.returncode:
        pytest.skip("This machine lets nobody mount a file system of their own.")
    return inside
