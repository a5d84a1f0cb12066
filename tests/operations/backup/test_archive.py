"""An archive is read to its end before anything is believed; any machine can list and check it."""

from __future__ import annotations

import io
import subprocess
import tarfile

import pytest

from operations.backup.archive import Writer, opened
from operations.backup.errors import BackupError
from operations.backup.sealing import Secret


def _written(path, *, finished: bool = True) -> None:
    with path.open("wb") as out:
        writer = Writer(out, Secret())
        writer.add_json("manifest.json", {"format": 1})
        writer.add("files/media/سند.txt", b"content" * 1000)
        writer.add_stream("files/media/short.bin", io.BytesIO(b"abc"), 10)
        if finished:
            writer.finish({"rows": {}})


def _read(path) -> dict[str, bytes]:
    with opened(path, Secret()) as reader:
        return {name: content.read() for name, content in reader}


def test_what_was_written_is_read(tmp_path):
    _written(tmp_path / "a.tar")
    found = _read(tmp_path / "a.tar")
    assert found["files/media/سند.txt"] == b"content" * 1000
    assert found["files/media/short.bin"] == b"abc" + bytes(7)


def test_common_tools_list_and_check_it(tmp_path):
    _written(tmp_path / "a.tar")
    subprocess.run(["tar", "xf", "a.tar"], cwd=tmp_path, check=True)
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)


def test_one_without_its_end_is_refused(tmp_path):
    _written(tmp_path / "a.tar", finished=False)
    with pytest.raises(BackupError, match="not whole"):
        _read(tmp_path / "a.tar")


def test_one_cut_off_anywhere_is_refused(tmp_path):
    _written(tmp_path / "a.tar")
    content = (tmp_path / "a.tar").read_bytes()
    whole = content.rstrip(b"\0")
    for size in range(0, len(whole), 512):
        (tmp_path / "b.tar").write_bytes(content[:size])
        with pytest.raises(BackupError):
            _read(tmp_path / "b.tar")


def test_one_with_a_changed_file_is_refused(tmp_path):
    _written(tmp_path / "a.tar")
    (tmp_path / "a.tar").write_bytes((tmp_path / "a.tar").read_bytes().replace(b"content", b"CONTENT", 1))
    with pytest.raises(BackupError, match="damaged"):
        _read(tmp_path / "a.tar")


@pytest.mark.parametrize("content", [b"", b"no archive", b"\0" * 2048])
def test_what_is_no_archive_is_refused(tmp_path, content):
    (tmp_path / "a.tar").write_bytes(content)
    with pytest.raises(BackupError):
        _read(tmp_path / "a.tar")


def test_a_link_in_an_archive_is_refused(tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        link = tarfile.TarInfo("files/media/x")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(BackupError, match="no file"):
        _read(tmp_path / "a.tar")
