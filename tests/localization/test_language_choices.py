"""Migrations are the same for every site, whatever its languages are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from search.models import FailedQuery, SynonymSet

ROOT = Path(__file__).resolve().parents[2]


def test_a_site_with_other_languages_has_no_migration_to_make():
    # Fields are made when a program starts, so it takes one with such settings.
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.search.settings_with_elasticsearch",
        "ELASTICSEARCH_URL": "http://127.0.0.1:1",
        "SANAD_SEARCH_INDEX_PREFIX": "unused",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    }
    command = [sys.executable, str(ROOT / "site" / "manage.py"), "makemigrations", "--check", "--dry-run"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240)

    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("model", [SynonymSet, FailedQuery])
def test_the_languages_of_the_site_are_offered(settings, model):
    settings.LANGUAGES = [("de", "Deutsch")]

    assert list(model._meta.get_field("language").choices) == [("de", "Deutsch")]
