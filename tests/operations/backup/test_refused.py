"""What does not fit is refused with a sentence that says what to do, and nothing is changed."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
import time

import pytest

pytestmark = pytest.mark.timeout(1500)


@pytest.fixture
def refused(place):
    """Runs `restore` and returns why it was refused; rows and files must be as before."""

    def run(path, *options: str, **more) -> str:
        before = place.rows(), place.files()
        output = place.run("restore", "--yes", str(path), *options, code=1, **more)
        assert (place.rows(), place.files()) == before
        assert place.leftovers() == []
        return output

    return run


def _changed(archive, path, **changes) -> None:
    """Copy a backup with another manifest."""
    with tarfile.open(archive) as source, tarfile.open(path, "w") as target:
        for member in source:
            content = source.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == "manifest.json":
                content = json.dumps(json.loads(content) | changes).encode()
                member.size = len(content)
            target.addfile(member, io.BytesIO(content))


def _head(archive) -> dict:
    with tarfile.open(archive) as tar:
        return json.loads(tar.extractfile("manifest.json").read())  # type: ignore[union-attr]


def test_a_backup_of_a_newer_format(refused, archive, tmp_path):
    _changed(archive, tmp_path / "b.tar", format=99, release="9.0")
    assert "made by a newer Sanad (9.0): update Sanad first" in refused(tmp_path / "b.tar")


def test_a_backup_with_migrations_that_nobody_knows_here(refused, archive, tmp_path):
    migrations = _head(archive)["migrations"]
    _changed(archive, tmp_path / "b.tar", migrations=migrations | {"kb": [*migrations["kb"], "9999_future"]})
    assert "kb (9999_future) is unknown" in refused(tmp_path / "b.tar")


def test_a_backup_of_other_tables_than_those_that_are_here(place, refused, archive):
    with sqlite3.connect(place.database) as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('kb', '9999_here', '2026-01-01')")
    database.close()
    assert "Restore it into an empty database (set DATABASE_URL to a new one)" in refused(archive)


def test_a_damaged_backup(refused, archive, tmp_path):
    content = bytearray(archive.read_bytes())
    place = content.index(b"rows/wagtailcore_page/") + 600
    content[place] ^= 1
    (tmp_path / "b.tar").write_bytes(content)
    assert "damaged" in refused(tmp_path / "b.tar")


def test_a_site_at_work(place, refused, archive):
    worker = place.start("scheduler", "--interval", "30")
    end = time.monotonic() + 120
    beats = "SELECT count(*) FROM operations_workerbeat"
    while sqlite3.connect(place.database, timeout=20).execute(beats).fetchone() != (1,):
        assert time.monotonic() < end
        time.sleep(0.2)
    try:
        output = place.run("restore", "--yes", str(archive), code=1)
    finally:
        worker.terminate()
        worker.communicate()
    assert "The site is at work (scheduler" in output


def test_a_site_is_not_replaced_without_a_word(place, archive):
    before = place.rows()
    assert "say --yes" in place.run("restore", str(archive), code=1)
    assert place.rows() == before


def test_a_full_disk_at_backup_leaves_nothing(place, tmp_path):
    (place.folder / "media" / "large.bin").write_bytes(bytes(40_000_000))
    output = place.run("backup", str(tmp_path / "b.tar"), code=1, preexec_fn=_full)
    assert "disk is full" in output
    assert list(tmp_path.glob("b.tar*")) == []


def test_a_full_disk_at_restoration_changes_nothing(place, refused, tmp_path):
    (place.folder / "media" / "large.bin").write_bytes(bytes(40_000_000))
    place.run("backup", str(tmp_path / "b.tar"))
    (place.folder / "media" / "large.bin").unlink()
    assert "disk is full" in refused(tmp_path / "b.tar", preexec_fn=_full)


def _full() -> None:
    """Let the kernel refuse to write beyond 30 MB into any file, as it would on a full disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000_000, 30_000_000))
