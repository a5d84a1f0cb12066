"""A real server: started on a free port in a folder of its own, seen, and ended by its own process id."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from script.lib.console import Failure
from script.lib.elastic import start
from script.lib.elastic_java import check_memory, find_java
from script.lib.elastic_process import Instance, command_line, group_members

pytestmark = pytest.mark.elasticsearch


@pytest.fixture(scope="module")
def server() -> Iterator[Instance]:
    if not os.environ.get("CI"):
        try:
            find_java()
            check_memory()
        except Failure as failure:
            pytest.skip(str(failure))
    # The server may run as another user, to whom pytest's own folders are closed.
    folder = Path(tempfile.mkdtemp(prefix="sanad-elasticsearch-"))
    start(folder)
    yield Instance(folder)
    Instance(folder).stop()
    shutil.rmtree(folder)


def test_a_second_start_finds_the_running_server(server: Instance) -> None:
    assert start(server.folder) == server.url


def test_a_second_start_on_another_port_is_refused(server: Instance) -> None:
    with pytest.raises(Failure, match=f"already runs on port {server.port}"):
        start(server.folder, port=1 + server.port)


def test_it_listens_on_the_loopback_address_only(server: Instance) -> None:
    settings = (server.folder / "config" / "elasticsearch.yml").read_text()
    assert 'network.host: "127.0.0.1"' in settings
    listening = Path("/proc/net/tcp").read_text().splitlines()[1:]
    hosts = {line.split()[1].split(":")[0] for line in listening if line.split()[1].endswith(f":{server.port:04X}")}
    assert hosts <= {"0100007F"}


def test_it_never_runs_as_root(server: Instance) -> None:
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in group_members(server.pid)}
    assert owners
    assert 0 not in owners


def test_stop_ends_launcher_and_server() -> None:
    folder = Path(tempfile.mkdtemp(prefix="sanad-elasticsearch-"))
    try:
        start(folder)
        instance = Instance(folder)
        processes = group_members(instance.pid)
        assert len(processes) == 2, [command_line(pid) for pid in processes]
        assert instance.stop() == instance.pid
        assert group_members(instance.pid) == []
        assert not Instance(folder).is_alive()
    finally:
        Instance(folder).stop()
        shutil.rmtree(folder)
