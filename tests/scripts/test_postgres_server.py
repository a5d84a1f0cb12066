"""A real PostgreSQL: started on a free port in a folder of its own, asked, and ended by its own process id."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from script.lib import postgres_process
from script.lib.console import Failure
from script.lib.elastic_process import began
from script.lib.environment import ROOT
from script.lib.postgres import start, status
from script.lib.postgres_process import Cluster, find_programs

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that the user who runs the server can reach; pytest's own are closed to others."""
    made = Path(tempfile.mkdtemp(prefix="sanad-postgres-"))
    yield made
    Cluster(made).stop()
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def server(folder: Path) -> Cluster:
    start(folder, durable=False)
    return Cluster(folder)


def asked(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def test_it_answers_at_the_address_that_start_prints(server: Cluster) -> None:
    assert asked(server.url, "SELECT current_database()") == "sanad"


def test_a_second_start_finds_the_running_server(server: Cluster) -> None:
    assert start(server.folder) == server.url


def test_a_second_start_on_another_port_is_refused(server: Cluster) -> None:
    with pytest.raises(Failure, match=f"already runs on port {server.port}"):
        start(server.folder, port=1 + server.port)


def test_status_and_address_are_told(server: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(server.folder, only_address=True) == 0
    assert capsys.readouterr().out.strip() == server.url
    assert status(server.folder, only_address=False) == 0
    said = capsys.readouterr().out
    assert f"process {server.pid}" in said
    assert str(urlsplit(server.url).password) not in said


def test_nobody_gets_in_without_the_password(server: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url.replace(str(urlsplit(server.url).password), "wrong"))
    assert (server.folder / "password").stat().st_mode & 0o077 == 0


def test_it_listens_on_the_loopback_address_only(server: Cluster) -> None:
    assert asked(server.url, "SHOW listen_addresses") == "127.0.0.1"
    assert asked(server.url, "SHOW unix_socket_directories") == ""


def test_it_never_runs_as_root(server: Cluster) -> None:
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0


def test_titles_of_all_scripts_have_their_own_order(server: Cluster) -> None:
    """By bytes, Z comes before a, and the Persian peh after all Arabic letters."""
    question = "SELECT string_agg(w, ' ' ORDER BY w) FROM (VALUES ('Zebra'), ('apple'), ('پایان'), ('تاب')) t(w)"
    assert asked(server.url, question) == "apple Zebra پایان تاب"


def test_rows_are_there_after_a_stop_and_a_start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="sanad-postgres-"))
    try:
        url = start(folder)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        first = Cluster(folder)
        pid = first.pid
        assert first.stop() == pid
        assert not began(pid)
        assert first.stop() is None
        assert asked(start(folder), "SELECT number FROM kept") == 7
    finally:
        Cluster(folder).stop()
        shutil.rmtree(folder)


def test_the_note_of_a_process_that_is_another_program_now_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n0\n5432\n")
    assert Cluster(tmp_path).pid == 0
    assert Cluster(tmp_path).stop() is None


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(Failure, match=r"holds other things \(thesis.txt\)"):
        start(tmp_path)


def test_a_missing_server_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_process, "find_programs", lambda _version: None)
    with pytest.raises(Failure, match="apt-get install postgresql "):
        start(tmp_path)


def test_rows_of_a_version_that_is_gone_name_its_package(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("9\n")
    (tmp_path / "password").write_text("x")
    with pytest.raises(Failure, match="apt-get install postgresql-9 "):
        start(tmp_path)


def test_the_newest_version_is_taken() -> None:
    found = find_programs()
    assert found
    assert found.version >= 13


def test_a_wrong_word_is_one_line_of_help() -> None:
    ended = subprocess.run([ROOT / "script" / "postgres", "begin"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
