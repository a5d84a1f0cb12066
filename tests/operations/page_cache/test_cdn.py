"""A CDN is told for how long it may answer by itself, and what to forget: everything, once for all changes that wait."""

from __future__ import annotations

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from config.cdn import cdn_to_purge
from config.environment import Environment
from operations.page_cache.cdn import cdn_purge
from operations.page_cache.generation import generation_end

PATH = "/en/returns/send/"


@pytest.fixture
def purged():
    """A cache of somebody else's, which notes what it is told."""
    told: list[tuple[str, str, str, str]] = []

    class Cache(BaseHTTPRequestHandler):
        def do_PURGE(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            told.append((self.command, self.headers["Host"], self.path, body))
            answer = json.dumps({"success": "good" in self.headers.get("Authorization", "good")}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def do_POST(self):
            self.do_PURGE()

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Cache)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", told
    server.shutdown()
    server.server_close()


@pytest.fixture
def proxy(settings, purged):
    settings.SANAD_CDN_SECONDS = 3600
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {"proxy": {"BACKEND": backend, "LOCATION": purged[0]}}
    return purged[1]


def test_without_a_setting_it_must_ask_each_time(door, article):
    got = door.ask(PATH)
    assert "CDN-Cache-Control" not in got.headers
    assert {"public", "max-age=0", "must-revalidate"} <= set(got.headers["Cache-Control"].split(", "))


def test_it_may_answer_by_itself_where_it_is_allowed(door, article, settings):
    settings.SANAD_CDN_SECONDS = 3600
    for got in (door.ask(PATH), door.ask(PATH)):
        assert got.headers["CDN-Cache-Control"] == "public, max-age=3600"
        assert got.headers["Surrogate-Control"] == "max-age=3600"
        assert (got.headers["Surrogate-Key"], got.headers["Cache-Tag"]) == ("sanad-pages", "sanad-pages")
        assert "max-age=0" in got.headers["Cache-Control"]  # browsers ask


def test_never_beyond_the_next_dated_change(door, article, settings, publishing):
    settings.SANAD_CDN_SECONDS = 3600
    with publishing():
        article.expire_at = timezone.now() + timedelta(seconds=100)
        article.save_revision().publish()
    seconds = int(door.ask(PATH).headers["Surrogate-Control"].removeprefix("max-age="))
    assert 0 < seconds <= 100


def test_the_signed_in_get_no_such_mark(door, article, settings):
    settings.SANAD_CDN_SECONDS = 3600
    got = door.ask(PATH, HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=x")
    assert "Surrogate-Control" not in got.headers


def test_a_change_has_everything_forgotten(door, article, publishing, proxy):
    site = Site.objects.get()
    with publishing():
        article.unpublish()
    assert proxy == [("PURGE", site.hostname, "/*", "")]


def test_changes_that_wait_are_one_purge(door, proxy, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for _time in range(3):
        generation_end()
    assert DBTaskResult.objects.filter(task_path=cdn_purge.module_path).count() == 1
    assert proxy == []


def cloudflare(url, token):
    given = {"BACKEND": "operations.page_cache.cdn.Cloudflare", "ZONEID": "z1", "BEARER_TOKEN": token, "API": url}
    return {"cloudflare": given}


def test_cloudflare_is_told_by_tag(db, settings, purged):
    settings.WAGTAILFRONTENDCACHE = cloudflare(purged[0], "good")
    cdn_purge.call()
    assert [(method, path, json.loads(body)) for method, _host, path, body in purged[1]] == [
        ("POST", "/zones/z1/purge_cache", {"tags": ["sanad-pages"]})
    ]


def test_what_cloudflare_refuses_is_an_error_of_the_task(db, settings, purged):
    settings.WAGTAILFRONTENDCACHE = cloudflare(purged[0], "bad")
    with pytest.raises(ValueError, match="did not purge"):
        cdn_purge.call()


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SANAD_CDN": "proxy"}, "SANAD_CDN_URL"),
        ({"SANAD_CDN": "cloudflare", "SANAD_CDN_KEY": "k"}, "SANAD_CDN_ZONE"),
        ({"SANAD_CDN": "cloudflare", "SANAD_CDN_ZONE": "z"}, "SANAD_CDN_KEY"),
        ({"SANAD_CDN": "akamai"}, "must be one of"),
    ],
)
def test_half_a_setting_stops_the_start(given, missing, monkeypatch):
    for name in ("SANAD_CDN", "SANAD_CDN_URL", "SANAD_CDN_ZONE", "SANAD_CDN_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=missing):
        cdn_to_purge(Environment())
