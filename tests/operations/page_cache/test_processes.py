"""Real servers, worker processes of their own, and one database: what one process writes the others know."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.redis_server import RedisServer

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 120.0
pytestmark = pytest.mark.timeout(900)

RENAME = """
from home.models import HomePage
page = HomePage.objects.get(locale__language_code="en")
page.title = page.draft_title = {title!r}
page.save_revision().publish()
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.operations.page_cache.settings_with_cache",
        "SANAD_TEST_DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "SANAD_VAR": str(folder),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
        **more,
    }


def shell(folder: Path, code: str, **more: str) -> str:
    command = [sys.executable, str(ROOT / "site" / "manage.py"), "shell", "--no-imports", "-c", code]
    return subprocess.run(
        command, env=environment(folder, **more), check=True, capture_output=True, text=True, timeout=600
    ).stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory, migrated) -> Path:
    made = tmp_path_factory.mktemp("page-cache")
    for part in migrated.parent.glob("site.sqlite3*"):
        (made / part.name).write_bytes(part.read_bytes())
    shell(made, "from home.services import homes_ensure; homes_ensure()")
    return made


class Server:
    """One process of Granian with one worker."""

    def __init__(self, folder: Path, **more: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--workers", "1", "--blocking-threads", "2", "--no-ws", "config.wsgi:application"]
        self.log = folder / f"server-{self.port}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=environment(folder, **more), stdout=log, stderr=log)
        self.until(lambda: self.get("/en/")[0] == 200, "it answers")

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        except OSError:
            return 0, {}, ""

    def until(self, condition, what: str) -> float:
        began = time.monotonic()
        while not condition():
            waited = time.monotonic() - began
            assert self.process.poll() is None, self.log.read_text("utf-8", "replace")[-3000:]
            assert waited < SECONDS, f"waited in vain until {what}: {self.log.read_text('utf-8', 'replace')[-3000:]}"
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module")
def redis_url():
    server = RedisServer()
    yield server.url
    server.close()


@pytest.fixture(scope="module", params=[False, pytest.param(True, marks=pytest.mark.redis)], ids=["alone", "redis"])
def servers(request, folder):
    """Two servers; with Redis between them or without."""
    more = {"REDIS_URL": request.getfixturevalue("redis_url")} if request.param else {}
    started = [Server(folder, **more), Server(folder, **more)]
    yield started
    for server in started:
        server.stop()


def is_hit(server: Server) -> bool:
    return server.get("/en/")[1].get("cache-status") == "sanad; hit"


def test_each_answers_from_what_is_kept(servers):
    for server in servers:
        server.until(lambda server=server: is_hit(server), "the page is kept")


def test_what_a_command_publishes_is_seen_by_all_within_a_second(servers, folder):
    for server in servers:
        server.until(lambda server=server: is_hit(server), "the page is kept")
    title = f"Renamed {time.time_ns()}"
    shell(folder, RENAME.format(title=title))
    # The command has ended: from now on nobody may get the old page for longer than a process believes what it knows.
    time.sleep(0.3)
    for server in servers:
        assert title in server.get("/en/")[2]


def test_the_second_server_uses_what_the_first_has_made(servers, folder, request):
    if "redis" not in request.node.callspec.id:
        pytest.skip("they have nothing in common but the database")
    shell(folder, RENAME.format(title=f"Shared {time.time_ns()}"))
    time.sleep(0.3)
    servers[0].get("/en/")
    assert servers[1].get("/en/")[1]["cache-status"] == "sanad; hit"


def test_hits_survive_a_file_of_the_database_that_is_gone(folder):
    """The last good copy, with real parts: the folder of the database is taken away under a running server."""
    copy = folder / "away"
    copy.mkdir(exist_ok=True)
    for part in folder.glob("site.sqlite3*"):
        (copy / part.name).write_bytes(part.read_bytes())
    server = Server(copy)
    try:
        server.until(lambda: is_hit(server), "the page is kept")
        for part in copy.glob("site.sqlite3*"):
            part.write_bytes(b"this is no database any more " * 4000)
        server.until(lambda: "x-sanad-notice" in server.get("/en/")[1], "it says that the database is away")
        status, headers, text = server.get("/en/")
        assert (status, headers["cache-status"]) == (200, "sanad; hit; detail=database-down")
        assert "<h1" in text
    finally:
        server.stop()
