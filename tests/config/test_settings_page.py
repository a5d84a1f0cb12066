"""The reference of settings is whole, fresh, and true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from script.lib.settings_page.page import PAGE, complaints, names_read, page
from script.lib.settings_page.reads import settings_read

ROOT = Path(__file__).resolve().parents[2]
# Not settings of a site: which settings module, which plugin is on trial, what Django's reloader says.
NO_SETTINGS = {"DJANGO_SETTINGS_MODULE"}


def test_every_setting_is_described_and_every_description_has_one():
    assert complaints(ROOT) == []


def test_the_page_is_as_the_code_has_it():
    """Otherwise: python -m script.lib.settings_page"""
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(ROOT)


def test_what_production_asks_for_is_what_was_found_in_the_code(tmp_path):
    """The syntax of the code is looked at; here it runs, and tells what it asked for."""
    code = """
import os
from config.environment import Environment
asked = set()
text = Environment.text
def told(self, name, *, default=None):
    asked.add(name)
    return text(self, name, default=default)
Environment.text = told
import config.settings.production
from config.server.options import read_options
read_options(Environment())
print(" ".join(sorted(asked)))
"""
    needed = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "help.example.org", "SITE_URL": "https://help.example.org"}
    environment = {**needed, "SANAD_VAR": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "site")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    asked = set(done.stdout.split())
    assert len(asked) > 60
    assert asked <= set(names_read(ROOT))


def test_nobody_reads_the_environment_past_the_settings():
    allowed = {
        "config/environment.py",  # the reader itself
        "config/server/notifying.py",  # systemd's own
        "config/server/sockets.py",
        "config/settings/test.py",  # takes away what the environment could change
        "config/wsgi.py",
        "manage.py",
        "operations/metrics/store.py",  # tells prometheus_client where its files are
        "plugins/reloading.py",
        "plugins/trial/order.py",
        "plugins/trial/running.py",
    }
    site = ROOT / "site"
    found = {
        str(path.relative_to(site))
        for path in site.rglob("*.py")
        if "os.environ" in (text := path.read_text(encoding="utf-8")) or "os.getenv" in text
    }
    assert found <= allowed


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('env.number("A", default=3, least=1)', ("A", "whole number", "3", "1")),
        ('env.flag("A", default=False)', ("A", "yes or no", "no", "")),
        ('Environment().text("A")', ("A", "text", None, "")),
        ('seconds(env, "A", {})', ("A", "list with commas", "", "")),
    ],
)
def test_reads_are_found_in_every_form(tmp_path, code, expected):
    (tmp_path / "room.py").write_text(f"env = Environment()\nx = {code}\n")
    read = settings_read(tmp_path)[0]
    assert (read.name, read.form, read.default, read.least) == expected
