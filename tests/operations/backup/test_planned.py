"""Backups that are planned: made, noted, thinned out, and told of."""

from __future__ import annotations

import fcntl
import os
from datetime import timedelta

import pytest
from django.utils import timezone

from operations.backup import planned
from operations.backup.errors import BackupError
from operations.backup.making import Made
from operations.backup.planned import backup_health, backup_now, superfluous
from operations.models import Backup
from operations.registrations import backup_enqueue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SANAD_BACKUP_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def quick(monkeypatch):
    """The file is written elsewhere in the tests: here it is some bytes."""

    def make(path, **_options):
        path.write_bytes(b"12345")
        return Made(path, size=5, missing=["files/media/x"])

    monkeypatch.setattr(planned, "backup_make", make)


@pytest.fixture
def broken(monkeypatch):
    def make(path, **_options):
        raise BackupError("The disk is full.")

    monkeypatch.setattr(planned, "backup_make", make)


def test_it_is_noted_with_size_and_missing_files(quick, folder):
    backup_now(is_planned=True)
    note = Backup.objects.get()
    assert (note.size, note.missing, note.error, note.is_planned) == (5, 1, "", True)
    assert note.path == str(next(folder.glob("sanad-*.tar")))


def test_a_failure_is_noted_and_passed_on(broken):
    with pytest.raises(BackupError):
        backup_now(is_planned=True)
    assert Backup.objects.get().error == "The disk is full."


def test_a_sealed_one_has_another_name(quick, folder, settings):
    settings.SANAD_BACKUP_PASSPHRASE = "x"
    backup_now()
    assert next(folder.glob("sanad-*")).name.endswith(".tar.sealed")
    assert Backup.objects.get().is_sealed


def test_old_ones_go_after_a_good_one_only(quick, folder, settings):
    settings.SANAD_BACKUP_KEEP = ["1d"]
    old, other = folder / "sanad-20200101T000000Z.tar", folder / "mine.tar"
    old.touch(), other.touch()
    backup_now(is_planned=True)
    assert (old.exists(), other.exists(), len(list(folder.glob("sanad-*")))) == (False, True, 1)


def test_a_failure_removes_none(broken, folder, settings):
    settings.SANAD_BACKUP_KEEP = ["1d"]
    for day in (1, 2):
        (folder / f"sanad-2020010{day}T000000Z.tar").touch()
    with pytest.raises(BackupError):
        backup_now(is_planned=True)
    assert len(list(folder.glob("sanad-*"))) == 2


def test_one_by_hand_removes_none(quick, folder, settings):
    settings.SANAD_BACKUP_KEEP = ["1d"]
    for day in (1, 2):
        (folder / f"sanad-2020010{day}T000000Z.tar").touch()
    backup_now()
    assert len(list(folder.glob("sanad-*"))) == 3


def test_what_a_killed_one_left_is_removed(quick, folder):
    (folder / "sanad-20200101T000000Z.tar.part").touch()
    backup_now()
    assert list(folder.glob("*.part")) == []


def test_two_at_once_are_refused(quick, folder):
    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with pytest.raises(BackupError, match="Another backup"):
        backup_now()
    os.close(lock)


def test_a_backup_does_not_lie_among_what_is_backed_up(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with pytest.raises(BackupError, match="folder of media"):
        backup_now(path=tmp_path / "media" / "x.tar")
    assert not (tmp_path / "media" / "x.tar").exists()


def test_names_that_are_not_ours_are_never_superfluous(folder):
    for name in ("sanad-yesterday.tar", "sanad-20209999T999999Z.tar", "sanad-20200101T000000Z.tar.bak"):
        (folder / name).touch()
    assert superfluous() == []


def _note(hours: float, error: str = "") -> None:
    moment = timezone.now() - timedelta(hours=hours)
    Backup.objects.create(started=moment, finished=moment, path="x", size=2_000_000, error=error)


def test_without_a_plan_all_is_well():
    assert backup_health() == (True, "not planned here, none was ever made")


@pytest.mark.parametrize(
    ("hours", "error", "well"),
    [(1, "", True), (47, "", True), (49, "", False), (1, "The disk is full.", False)],
)
def test_the_health_report_knows_the_last_one(settings, hours, error, well):
    settings.SANAD_BACKUP_HOURS = 24
    _note(hours, error)
    is_well, line = backup_health()
    assert is_well is well
    assert "The disk" not in line, "strangers read it"


def test_with_a_plan_and_none_made_it_is_not_well(settings):
    settings.SANAD_BACKUP_HOURS = 24
    assert backup_health() == (False, "none was ever made")


def test_a_task_makes_what_is_due(quick):
    backup_enqueue()
    assert Backup.objects.get().is_planned
