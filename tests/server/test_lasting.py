"""A server that runs for years: what breaks in one process is replaced."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading

import pytest

from config.server.supervisor import memory_of
from tests.server.conftest import SECONDS, wait_until


def is_running(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_dies_is_replaced(server):
    before = server.pids()
    assert len(before) == 2
    with contextlib.suppress(http.client.RemoteDisconnected, ConnectionResetError):
        server.get("/die/")
    wait_until(lambda: len(server.pids()) == 2 and server.pids() != before, "another one is there")
    assert len(before & server.pids()) == 1


def test_a_process_that_dies_while_its_code_is_broken_is_replaced_once_that_is_mended(server):
    before = server.pids()
    server.site.write_text("broken")
    with contextlib.suppress(http.client.RemoteDisconnected, ConnectionResetError):
        server.get("/die/")
    wait_until(lambda: server.log.read_text().count("did not become ready") >= 2, "it has tried twice")
    assert server.pids() < before
    server.site.write_text("two")
    wait_until(lambda: len(server.pids()) == 2, "there are two again")


def test_a_stuck_process_is_replaced_and_tells_where_it_is_stuck(start):
    server = start("--workers", "1", SANAD_WEB_REQUEST_SECONDS="1", SANAD_WEB_GRACE_SECONDS="2").ready()
    before = server.pids()
    stuck = threading.Thread(target=_ask, args=(server, "/slow/?300"))
    stuck.start()
    wait_until(lambda: server.pids().isdisjoint(before), "another one answers")
    wait_until(lambda: not any(map(is_running, before)), "the stuck one is gone")
    stuck.join()
    assert "small_site.py" in server.log.read_text()


def test_a_body_that_never_comes_does_not_hold_the_server(start):
    server = start("--workers", "1", SANAD_WEB_THREADS="1", SANAD_WEB_REQUEST_SECONDS="1", SANAD_WEB_GRACE_SECONDS="1").ready()
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"POST /length/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
        wait_until(lambda: server.says("is killed"), "the stuck process is gone")
        assert server.get("/version/") == (200, "one")


def test_idle_connections_keep_nobody_out(start):
    server = start("--workers", "1", SANAD_WEB_THREADS="1").ready()
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    try:
        assert server.get("/version/") == (200, "one")
    finally:
        for each in idle:
            each.close()


def test_processes_end_with_a_server_that_was_killed(server):
    processes = server.pids()
    server.process.kill()
    wait_until(lambda: not any(map(is_running, processes)), "they are gone")


def test_code_that_cannot_be_loaded_at_the_start_ends_the_server(tmp_path, start):
    server = start("--workers", "1")
    server.site.write_text("broken")
    assert server.process.wait(timeout=SECONDS) == 1
    assert server.says("this version cannot be loaded")


def test_the_memory_of_a_process_is_measured():
    code = "kept = bytearray(80_000_000); print('kept', flush=True); input()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    assert 80_000_000 < memory_of(process.pid) < 160_000_000
    process.communicate("\n")
    assert memory_of(process.pid) == 0


@pytest.mark.parametrize(("variable", "value"), [("SANAD_WEB_LIFETIME_HOURS", "1"), ("SANAD_WEB_MEMORY_MB", "1")])
def test_limits_of_age_and_memory_are_looked_at(variable, value, monkeypatch):
    """The hours are not waited for: the loop's question is asked with a process that is old, or large."""
    from config.environment import Environment
    from config.server.options import read_options
    from config.server.supervisor import Supervisor

    class Process:
        pid = os.getpid()

    class Worker:
        idx, birth, end, inner = 0, -7200.0, 0.0, Process()
        signs = type("Signs", (), {"stuck": threading.Event()})()

        def is_alive(self):
            return True

    for name in ("SANAD_WEB_LIFETIME_HOURS", "SANAD_WEB_MEMORY_MB"):
        monkeypatch.setenv(name, "0")
    assert not Supervisor(read_options(Environment()))._why_replace(Worker())
    monkeypatch.setenv(variable, value)
    assert Supervisor(read_options(Environment()))._why_replace(Worker())


def _ask(server, path):
    with contextlib.suppress(Exception):
        server.get(path)
