"""`manage.py upgrade_check` tells what an upgrade will meet, and stops what must not be begun."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from operations.models import Backup
from operations.upgrade import findings as module
from plugins.active import Known
from plugins.loaded import LeftOut, loaded

pytestmark = pytest.mark.django_db


def _check() -> str:
    out = io.StringIO()
    call_command("upgrade_check", stdout=out)
    return out.getvalue()


def _stopped() -> str:
    out = io.StringIO()
    with pytest.raises(CommandError, match="first"):
        call_command("upgrade_check", stdout=out)
    return "\n".join(line for line in out.getvalue().splitlines() if line.startswith("STOP"))


def test_a_site_without_changes_can_go_on():
    told = _check()
    assert "No migration is to be run" in told
    assert "The upgrade can begin" in told
    assert "There is no backup of the last day" in told


def test_a_fresh_backup_is_told():
    now = timezone.now()
    Backup.objects.create(started=now, finished=now, path="/backups/x.tar")
    assert "/backups/x.tar" in _check()


def test_migrations_that_wait_are_told():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations' AND name LIKE '0004%%'", [])
    assert "operations 0004_backups" in _check()


def test_a_step_back_is_stopped():
    MigrationRecorder(connection).record_applied("kb", "9999_future")
    assert "kb 9999_future" in _stopped()


@pytest.fixture
def in_use(monkeypatch):
    """A plugin that is switched on, at version 2.0."""

    def known(slug: str) -> None:
        found = Known(wanted=frozenset({slug}), installed=frozenset({slug}), versions={slug: "2.0"})
        monkeypatch.setattr(module, "known", lambda: found)

    return known


def test_a_plugin_whose_folder_is_gone_stops_it(in_use):
    in_use("gone")
    assert "The plugin gone is in use and its folder is not here" in _stopped()


def test_a_plugin_that_is_older_here_stops_it(in_use):
    in_use("shortcodes")
    assert "The plugin shortcodes was at 2.0" in _stopped()


def test_a_plugin_that_does_not_fit_stops_it(in_use, monkeypatch):
    in_use("shortcodes")
    monkeypatch.setitem(loaded().broken, "shortcodes", "It needs interface <1, this is 1.0.")
    monkeypatch.setitem(loaded().kinds, "shortcodes", LeftOut.INCOMPATIBLE)
    assert "It needs interface <1" in _stopped()
