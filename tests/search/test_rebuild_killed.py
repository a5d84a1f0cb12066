"""A rebuild is a program of its own here, killed at every step: what served goes on serving, and the next one cleans up."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import pytest
from django.db import connection

from search.checking import VERSION
from search.engines.deadline import deadline
from search.engines.elasticsearch import ElasticsearchEngine
from search.queries import SearchQuery
from tests.search.fault_server import delayed, fault_server, none

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
PAGES = 120
FILL = f"""
from django.db import transaction
from home.models import HomePage
from home.services import homes_ensure
from kb.models import ArticlePage
from wagtail.models import Page
home = homes_ensure()["en"]
for other in HomePage.objects.exclude(pk=home.pk):
    other.delete()  # a site of one language has two indexes to make
with transaction.atomic():
    for number in range({PAGES}):
        page = ArticlePage(title=f"Refund {{number}}", slug=f"p{{number}}", locale=home.locale, summary="How long it takes.")
        Page.objects.get(pk=home.pk).add_child(instance=page)
from content.visibility import visibility_refresh
visibility_refresh(page_id=home.pk, whole_subtree=True)
"""


class Site:
    """A database file and a prefix; `manage` runs the site's commands on them."""

    def __init__(self, folder: Path, proxy) -> None:
        self.file, self.proxy, self.prefix = folder / "site.sqlite3", proxy, f"test-{uuid.uuid4().hex[:12]}"

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.search.settings_with_elasticsearch",
            "SANAD_TEST_DATABASE_URL": f"sqlite:///{self.file}",
            "ELASTICSEARCH_URL": self.proxy.url,
            "SANAD_SEARCH_INDEX_PREFIX": self.prefix,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
        }
        return subprocess.Popen(
            [sys.executable, str(ROOT / "site" / "manage.py"), *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        process = self.start(*arguments)
        out, error = process.communicate(timeout=240)
        return process.returncode, out + error

    def killed(self, *arguments: str) -> None:
        """Run a command that is expected to be killed."""
        code, text = self.run(*arguments)
        assert code == -signal.SIGKILL, text


@pytest.fixture(scope="module")
def proxy(elasticsearch_url):
    with fault_server(elasticsearch_url) as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory, proxy, elasticsearch_url, django_db_setup, django_db_blocker):
    site = Site(tmp_path_factory.mktemp("killed"), proxy)
    with django_db_blocker.unblock():
        _copy_tables(site.file)
    for arguments in (["shell", "--no-imports", "-c", FILL], ["search_rebuild"]):
        code, text = site.run(*arguments)
        assert code == 0, text
    yield site
    ElasticsearchEngine(elasticsearch_url, site.prefix).drop()


def _copy_tables(file: Path) -> None:
    """Take over the tables that the tests have already: making them again takes half a minute."""
    if connection.vendor != "sqlite":
        pytest.skip("the tests' own database is no SQLite")
    connection.ensure_connection()
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)


@pytest.fixture
def engine(site, elasticsearch_url):
    return ElasticsearchEngine(elasticsearch_url, site.prefix)


@pytest.fixture(autouse=True)
def as_before(proxy):
    yield
    proxy.fault, proxy.before, proxy.after = none, lambda _request: None, lambda _request: None


def total(engine):
    """Return how many pages readers find now."""
    with deadline(60):
        engine._client = engine._writer
        return engine.search(SearchQuery("refund", "en")).total


def serving(engine):
    return {each.name for each in engine._indexes.all() if each.aliases}


def unfinished(engine):
    return [each.name for each in engine._indexes.all() if not each.aliases]


STEPS = {
    "before the first new index": ("before", "PUT", "-v", 1),
    "when half of the indexes are made": ("after", "PUT", "-v", 1),
    "before anything is written": ("before", "PUT", "_bulk", 1),
    "when the half is written": ("after", "PUT", "_bulk", 1),
    "before the new indexes can be read": ("before", "POST", "_refresh", 1),
    "just before the swap": ("before", "POST", "_aliases", 1),
}


def kill_at(site, step):
    """Have the next rebuild killed at that step.

    The request it is killed in goes no further: sent on, it would be carried out after the kill, be it a swap that was
    not to be, or an index whose making ends in the middle of the next test and strikes there.
    """
    moment, method, part, times = step
    started = threading.Event()
    pid: list[int] = []
    seen: list[str] = []

    def strike(request):
        path = request.path.partition("?")[0]
        if request.method == method and part in path and f"{site.prefix}" in path + request.body.decode("utf-8", "ignore"):
            seen.append(path)
            if len(seen) == times:
                started.wait(60)
                os.kill(pid[0], signal.SIGKILL)
                raise ConnectionAbortedError

    setattr(site.proxy, moment, strike)
    process = site.start("search_rebuild", "--engine", "elasticsearch", "--take-over")
    pid.append(process.pid)
    started.set()
    out, error = process.communicate(timeout=240)
    assert process.returncode == -signal.SIGKILL, f"{out}{error}{site.proxy.paths[-20:]}"
    site.proxy.before = site.proxy.after = lambda _request: None


@pytest.mark.parametrize("step", STEPS)
def test_the_old_index_serves_after_a_kill(site, engine, step):
    before = serving(engine)
    kill_at(site, STEPS[step])

    assert serving(engine) == before
    assert total(engine) == PAGES


def test_after_a_kill_in_the_very_swap_the_new_one_serves(site, engine):
    before = serving(engine)
    kill_at(site, ("after", "POST", "_aliases", 1))

    assert serving(engine).isdisjoint(before)
    assert total(engine) == PAGES


def test_the_next_one_cleans_up(site, engine):
    kill_at(site, STEPS["when the half is written"])
    assert unfinished(engine)
    code, text = site.run("search_rebuild", "--take-over")

    assert code == 0, text
    assert (unfinished(engine), len(serving(engine))) == ([], 2)
    assert total(engine) == PAGES


def test_two_at_once_do_not_fight(site, engine):
    site.proxy.fault = delayed(1.5)
    first = site.start("search_rebuild", "--engine", "elasticsearch", "--take-over")
    end = time.monotonic() + 60
    while not _rows(site, "SELECT * FROM search_rebuild") and time.monotonic() < end:
        time.sleep(0.1)
    code, text = site.run("search_rebuild", "--engine", "elasticsearch")
    out, error = first.communicate(timeout=240)

    assert (code, "under way since" in text) == (1, True), text
    assert first.returncode == 0, out + error
    assert total(engine) == PAGES


@pytest.mark.parametrize("seconds", [0.0, 0.3, 0.8])
def test_the_database_engine_keeps_every_document_when_its_rebuild_is_killed(site, seconds):
    process = site.start("search_rebuild", "--engine", "database", "--take-over")
    assert process.stderr is not None
    end = time.monotonic() + 60
    while not _rows(site, "SELECT * FROM search_rebuild WHERE engine = 'database'") and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(seconds)
    process.kill()
    process.communicate()
    _code, text = site.run("search_check", "--engine", "database", "--json")

    (report,) = json.loads(text[text.index("{") :])["engines"]
    # Who works on the analysis while the tests run makes documents of another version.
    assert (report["differences"].keys() <= {VERSION}, report["error"]) == (True, ""), text
    assert _rows(site, "SELECT count(*) FROM search_terms WHERE search_terms MATCH 'refund'") == [(PAGES,)]


def _rows(site, statement):
    with sqlite3.connect(site.file, timeout=20) as file:
        return file.execute(statement).fetchall()
