"""Files are exchanged by renames; a process that is killed between any two of them is put right by the next one."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from django.utils import timezone

from operations.backup.restoring.placing import journal, only_one, place, settle
from operations.backup.restoring.staging import exchanged, new_folder
from operations.models import Restoration

TOKEN = "0123456789abcdef"
OLD = {"media": ["images/a.txt", "images/b.txt", "documents/c.txt"], "private": ["d.txt"], "locale": []}
NEW = {"media": ["images/a.txt", "other/e.txt"], "private": [], "locale": ["tr/f.po"]}
RENAMES = 8
"""The journal; two things of the media that go, two that come; one private that goes; one catalogue that comes; and none more."""


@pytest.fixture
def folders(settings, tmp_path):
    settings.VAR = tmp_path
    settings.MEDIA_ROOT, settings.SANAD_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    settings.SANAD_CATALOGUES = tmp_path / "locale"
    for folder in exchanged():
        for base, content, mark in ((folder.path, OLD, "old"), (new_folder(folder, TOKEN), NEW, "new")):
            base.mkdir(parents=True, exist_ok=True)
            for name in content[folder.name]:
                (base / name).parent.mkdir(parents=True, exist_ok=True)
                (base / name).write_text(f"{mark} {name}")
    return tmp_path


def _files(root: Path) -> dict[str, str]:
    return {
        f"{folder.name}/{path.relative_to(folder.path)}": path.read_text()
        for folder in exchanged()
        for path in folder.path.rglob("*")
        if path.is_file() and ".sanad-" not in str(path)
    }


def _expected(content: dict[str, list[str]], mark: str) -> dict[str, str]:
    return {f"{folder}/{name}": f"{mark} {name}" for folder, names in content.items() for name in names}


def _killed_before_rename(number: int) -> bool:
    """Place in a child that kills itself before its rename of that number; tell whether it came so far."""
    child = os.fork()
    if not child:
        rename, count = Path.rename, 0

        def counted(path: Path, target: Path) -> Path:
            nonlocal count
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1
            return rename(path, target)

        Path.rename = counted  # type: ignore[method-assign,assignment]
        try:
            place(TOKEN)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(RENAMES))
def test_before_the_commit_the_old_files_are_back(folders, number):
    was_killed = _killed_before_rename(number)
    assert was_killed == (number < RENAMES - 1), "the numbers reach from the first rename beyond the last one"
    with only_one():
        settle()
    assert _files(folders) == _expected(OLD, "old")
    assert not journal().exists()


@pytest.mark.django_db
def test_after_the_commit_the_new_files_stay(folders):
    place(TOKEN)
    now = timezone.now()
    Restoration.objects.create(token=TOKEN, restored=now, made=now, release="1")
    with only_one():
        assert "stay" in settle()
    assert _files(folders) == _expected(NEW, "new")
    assert list(folders.rglob(".sanad-*")) == []


@pytest.mark.django_db
def test_settling_twice_does_no_harm(folders):
    _killed_before_rename(4)
    with only_one():
        settle()
        assert settle() == ""
    assert _files(folders) == _expected(OLD, "old")
