"""What stops script/elasticsearch is told clearly, and it never ends a process of somebody else."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from script.lib import elastic_cache, elastic_java
from script.lib.console import Failure
from script.lib.elastic_cache import ensure_server, unpack
from script.lib.elastic_java import check_memory, find_java, java_version
from script.lib.elastic_process import Instance, began, check_folder

from .conftest import Run


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with neither Java nor Maven, and a cache of its own."""
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("SANAD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(elastic_java, "VIRTUAL_MACHINES", tmp_path / "jvm")
    return tmp_path


def java_home(folder: Path, *, version: str, modules: str = "java.base jdk.incubator.vector") -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").touch(mode=0o755)
    (folder / "release").write_text(f'JAVA_VERSION="{version}"\nMODULES="{modules}"\n')
    return folder


@pytest.mark.parametrize(
    "arguments", [[], ["restart"], ["start", "--port", "70000"], ["start", "--port", "x"], ["start", "--heap"]]
)
def test_wrong_arguments_are_told_in_one_line(run: Run, arguments: list[str]) -> None:
    ended = run("script/elasticsearch", *arguments)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


def test_status_of_a_server_that_never_was(run: Run, tmp_path: Path) -> None:
    ended = run("script/elasticsearch", "status", "--data", str(tmp_path / "none"))
    assert (ended.returncode, ended.stdout.startswith("not running")) == (3, True)


def test_stopping_what_does_not_run_is_no_failure(run: Run, tmp_path: Path) -> None:
    assert run("script/elasticsearch", "stop", "--data", str(tmp_path / "none")).returncode == 0


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(Failure, match=r"thesis\.odt"):
        check_folder(tmp_path)


def test_stop_leaves_a_process_that_took_over_the_number(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        note = {"pid": other.pid, "port": 9200, "began": began(other.pid)}
        (tmp_path / "server.json").write_text(json.dumps(note))
        stopped = Instance(tmp_path).stop()
        still_there = other.poll() is None
        other.kill()
    assert stopped is None
    assert still_there


def test_no_java_names_what_to_install(bare_machine: Path) -> None:
    with pytest.raises(Failure, match=r"Java 21 or newer.*no Java was found.*ES_JAVA_HOME"):
        find_java()


def test_an_old_java_is_named_with_its_version(bare_machine: Path) -> None:
    java_home(bare_machine / "jvm" / "java-17", version="17.0.15")
    with pytest.raises(Failure, match="java-17 is 17"):
        find_java()


def test_a_java_cut_to_size_is_refused(bare_machine: Path) -> None:
    java_home(bare_machine / "jvm" / "small", version="25", modules="java.base")
    with pytest.raises(Failure, match=r"small lacks jdk\.incubator\.vector"):
        find_java()


def test_a_newer_java_beside_the_old_one_is_found(bare_machine: Path) -> None:
    java_home(bare_machine / "jvm" / "java-17", version="17.0.15")
    newer = java_home(bare_machine / "jvm" / "a-25", version="25.0.3")
    assert find_java() == newer


def test_the_java_that_is_asked_for_comes_first(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java_home(bare_machine / "jvm" / "java-25", version="25")
    asked = java_home(bare_machine / "mine", version="21.0.2")
    monkeypatch.setenv("ES_JAVA_HOME", str(asked))
    assert find_java() == asked


def test_the_old_way_of_numbering_java_is_understood(tmp_path: Path) -> None:
    assert java_version(java_home(tmp_path / "eight", version="1.8.0_412")) == 8


def test_too_little_memory_is_told_with_both_numbers(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 2000000 kB\nMemAvailable:     800000 kB\n")
    with pytest.raises(Failure, match="needs 1500 MB, 819 MB are free"):
        check_memory(tmp_path / "meminfo", tmp_path)


def test_the_limit_of_a_container_counts(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemAvailable:   16000000 kB\n")
    (tmp_path / "memory.max").write_text("1073741824\n")
    (tmp_path / "memory.current").write_text("73741824\n")
    (tmp_path / "memory.stat").write_text("anon 1\ninactive_file 0\n")
    with pytest.raises(Failure, match="1000 MB are free"):
        check_memory(tmp_path / "meminfo", tmp_path)


def test_no_maven_names_the_package(bare_machine: Path) -> None:
    with pytest.raises(Failure, match="apt-get install maven"):
        ensure_server()


def archive(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as content:
        for name in names:
            content.writestr(name, "text")
    return path


def test_only_the_servers_folder_is_unpacked(tmp_path: Path) -> None:
    names = ("box/elasticsearch/bin/elasticsearch-env", "box/elasticsearch/lib/a.jar", "box/web/page.js")
    unpack(archive(tmp_path / "a.zip", *names), tmp_path / "home")
    unpacked = {str(file.relative_to(tmp_path / "home")) for file in (tmp_path / "home").rglob("*") if file.is_file()}
    assert unpacked == {"bin/elasticsearch-env", "lib/a.jar", ".complete"}


@pytest.mark.parametrize("content", [b"no archive", b""])
def test_a_broken_download_leaves_no_server(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(Failure, match="broken"):
        unpack(tmp_path / "a.zip", tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_a_download_without_a_server_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="holds no Elasticsearch"):
        unpack(archive(tmp_path / "a.zip", "box/elasticsearch/lib/a.jar"), tmp_path / "home")


def test_a_half_unpacked_cache_is_made_again(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = bare_machine / "cache" / f"elasticsearch-{elastic_cache.VERSION}"
    (home / "lib").mkdir(parents=True)
    download = bare_machine / "cache" / "download"
    download.mkdir()
    file = archive(download / elastic_cache.ZIP_NAME, "box/elasticsearch/bin/elasticsearch-env")
    monkeypatch.setattr(elastic_cache, "ZIP_SHA256", hashlib.sha256(file.read_bytes()).hexdigest())
    assert (ensure_server() / "bin" / "elasticsearch-env").exists()
    assert not (home / "lib").exists()


def test_a_download_that_is_another_file_is_refused(bare_machine: Path) -> None:
    download = bare_machine / "cache" / "download"
    download.mkdir(parents=True)
    archive(download / elastic_cache.ZIP_NAME, "box/elasticsearch/bin/elasticsearch-env")
    with pytest.raises(Failure, match="checksum"):
        ensure_server()
    assert not download.exists()
