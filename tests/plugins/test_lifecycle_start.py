"""A process that starts: models are there for what is installed, and only for that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOW = (
    "from django.apps import apps; from django.db import connection; connection.ensure_connection(); "
    "print(sorted(model._meta.label for model in apps.get_models() if model._meta.app_label == 'notes'))"
)


@pytest.fixture
def manage(tmp_path: Path) -> Callable[..., str]:
    """Runs `manage.py` of a site that has the sample plugin and a database file of its own."""
    shutil.copytree(ROOT / "tests" / "plugins" / "sample", tmp_path / "plugins")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "SANAD_VAR": str(tmp_path / "var"),
        "SANAD_PLUGINS": str(tmp_path / "plugins"),
    }
    for name in ("SAFE_MODE", "DISABLE_PLUGINS", "SANAD_MUST_USE_PLUGINS"):
        environment.pop(name, None)

    def run(*arguments: str) -> str:
        command = [sys.executable, str(ROOT / "site" / "manage.py"), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def test_models_are_in_the_registry_of_a_new_process_once_installed(manage):
    manage("migrate", "plugins", "--verbosity", "0")
    activate = "; from django.core.management import call_command; call_command('plugin', 'activate', 'notes')"
    before = manage("shell", "--no-imports", "-c", SHOW + activate)
    assert (before.splitlines()[0], manage("shell", "--no-imports", "-c", SHOW)) == ("[]", "['notes.Note']")


def test_a_developer_can_make_migrations_of_a_plugin_that_is_not_installed(manage, tmp_path):
    shutil.rmtree(tmp_path / "plugins" / "notes" / "migrations")
    assert "Create model Note" in manage("makemigrations", "notes")
