"""An article of Wagtail's bakerydemo beside one of ours: the same server, the same machine, in turns."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.kb.report import Report, once, p50, p95
from benchmarks.search.place import ROOT, say
from kb.models import ArticlePage

AS_FAST = 2.0
"""Our uncached rate is to be at least so many times that of the demo."""

# What the demo shows only to its developers, or takes from the environment, is left out: it has no part in an article.
SETTINGS = """
import sys, types
for name in ("dj_database_url", "debug_toolbar", "debug_toolbar.urls"):
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["debug_toolbar"].urls = ([], "debug")
from importlib.util import find_spec
from bakerydemo.settings.base import *
MISSING = [app for app in ("wagtailfontawesomesvg", "django_extensions", "rest_framework") if find_spec(app) is None]
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in MISSING]
DEBUG = False
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": %(database)r, "CONN_MAX_AGE": 60}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
MEDIA_ROOT = %(media)r
LOGGING = {"version": 1}
SILENCED_SYSTEM_CHECKS = ["urls.W005"]
"""
FIND = """
import django; django.setup()
from bakerydemo.blog.models import BlogPage
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.db import connection
page = BlogPage.objects.live().order_by("pk")[0]
address = page.relative_url(page.get_site()) or page.url
client = Client(); client.get(address); client.get(address)
with CaptureQueriesContext(connection) as captured: answer = client.get(address)
print(address, answer.status_code, len(captured), len(answer.content))
"""


def compare(report: Report, demo: Path, scratch: Path, article: ArticlePage, requests: int) -> None:
    """Add the times of both, or say why the demo is not there."""
    try:
        environment = _demo_ready(demo, scratch)
        address, status, queries, _bytes = _run(environment, "-c", FIND).split()
        if status != "200":
            raise RuntimeError(f"{address} answers {status}")
    except (OSError, RuntimeError, ValueError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        say(f"bakerydemo does not run here: {said.strip()[-600:]}")
        report.add("bakerydemo runs", 0, "")
        return
    ours = {**os.environ, "PYTHONPATH": str(ROOT / "site")}
    with _served(ours) as own, _served(environment) as theirs:
        times: dict[int, list[float]] = {own.port: [], theirs.port: []}
        for _each in range(10):
            _get(own.port, article.link)
            _get(theirs.port, address)
        before = own.processor(), theirs.processor()
        for _each in range(requests):
            times[own.port].append(once(partial(_get, own.port, article.link)))
            times[theirs.port].append(once(partial(_get, theirs.port, address)))
        taken = own.processor() - before[0], theirs.processor() - before[1]
    report.add("article under a server, median", p50(times[own.port]), "ms")
    report.add("article under a server, p95", p95(times[own.port]), "ms")
    report.add(f"bakerydemo {address}, median", p50(times[theirs.port]), "ms")
    report.add(f"bakerydemo {address}, p95", p95(times[theirs.port]), "ms")
    report.add("bakerydemo, queries", int(queries), "")
    report.add("article under a server, processor time", 1000 * taken[0] / requests, "ms")
    report.add("bakerydemo, processor time", 1000 * taken[1] / requests, "ms")
    report.add("our rate by theirs, by processor time", taken[1] / taken[0], "times", at_least=AS_FAST)
    report.add("our uncached rate by theirs", p50(times[theirs.port]) / p50(times[own.port]), "times", at_least=AS_FAST)


def _demo_ready(demo: Path, scratch: Path) -> dict[str, str]:
    """Return the environment in which the demo runs, with its pages in a database."""
    folder = scratch / "bakerydemo"
    if (demo / "bakerydemo").is_dir():
        folder = demo
    elif not folder.is_dir():
        folder.mkdir()
        archive = subprocess.run(["git", f"--git-dir={demo}", "archive", "HEAD"], check=True, stdout=subprocess.PIPE)
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    database = scratch / "bakerydemo.sqlite3"
    values = {"database": str(database), "media": str(scratch / "bakery-media")}
    (scratch / "bakery_settings.py").write_text(SETTINGS % values, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SANAD", "DATABASE"))}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "bakery_settings", "PYTHONPATH": f"{folder}:{scratch}"}
    if not database.is_file():
        _run(environment, "-m", "django", "migrate", "--verbosity", "0")
        _run(environment, "-m", "django", "load_initial_data")
    return environment


def _run(environment: dict[str, str], *arguments: str) -> str:
    folder = environment["PYTHONPATH"].split(":")[0]
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=folder, check=True, capture_output=True, text=True, timeout=900
    )
    return done.stdout.splitlines()[-1] if done.stdout.strip() else ""


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    port: int
    process: int

    def processor(self) -> float:
        """Return the seconds of processor time that it has taken so far. Linux."""
        fields = Path(f"/proc/{self.process}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    script = str(Path(__file__).with_name("serve.py"))
    folder = environment["PYTHONPATH"].split(":")[0]
    server = subprocess.Popen([sys.executable, script, str(port)], env=environment, cwd=folder)
    try:
        for _each in range(300):
            try:
                _get(port, "/robots.txt")
                break
            except OSError:
                time.sleep(0.2)
        yield Served(port, server.pid)
    finally:
        server.terminate()
        server.wait(10)


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body
