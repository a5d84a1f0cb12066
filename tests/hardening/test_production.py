"""The settings of a public server, as they come out of an environment that an operator writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from script.lib.checks import production

ROOT = Path(__file__).resolve().parents[2]
ASKED = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
https = Client(headers={"host": "help.example.org"})
answers = {
    "hsts": https.get("/healthz/", secure=True).headers.get("Strict-Transport-Security"),
    "plain": https.get("/healthz/").status_code,
    "other_host": Client(headers={"host": "evil.example"}).get("/healthz/", secure=True).status_code,
}
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({**answers, **{name: getattr(settings, name) for name in names}}, default=repr))
"""


def asked(folder: Path, **more: str) -> dict[str, Any]:
    environment = {**os.environ, **production(), "SANAD_VAR": str(folder), "PYTHONPATH": str(ROOT / "site"), **more}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return asked(tmp_path_factory.mktemp("public"))


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A proxy of one's own leads readers to TLS."""
    return asked(tmp_path_factory.mktemp("behind"), SECURE_SSL_REDIRECT="no", BEHIND_TLS_PROXY="yes")


def test_browsers_are_held_to_tls_for_a_year(public):
    assert public["hsts"] == "max-age=31536000; includeSubDomains; preload"


def test_without_tls_readers_are_led_to_it(public):
    assert public["plain"] == 301


def test_another_host_is_refused(public):
    assert public["other_host"] == 400


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF"])
def test_cookies_are_for_this_host_and_tls_alone(public, behind, cookie):
    for settings in (public, behind):
        assert settings[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert settings[f"{cookie}_COOKIE_SECURE"] is True
        # Browsers refuse the name otherwise.
        assert settings[f"{cookie}_COOKIE_PATH"] == "/"
        assert settings[f"{cookie}_COOKIE_DOMAIN"] is None
        assert settings[f"{cookie}_COOKIE_SAMESITE"] in ("Lax", "Strict")


def test_scripts_cannot_read_the_session(public):
    assert public["SESSION_COOKIE_HTTPONLY"] is True


def test_a_site_without_tls_can_still_be_signed_in_to(tmp_path):
    settings = asked(tmp_path, SECURE_SSL_REDIRECT="no", SITE_URL="http://intranet.example")
    assert settings["SESSION_COOKIE_NAME"] == "sessionid"
    assert settings["SESSION_COOKIE_SECURE"] is False


def test_the_inside_is_not_shown(public):
    assert public["DEBUG"] is False
