"""Where the server listens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from tests.server.conftest import ROOT, SECONDS, wait_until

HAND_OVER = """
import os, socket, sys
listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
os.dup2(listening.fileno(), 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "config.server", *sys.argv[2:]])
"""


def over_unix(path):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        client.sendall(b"GET /version/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return client.makefile("rb").read()


def test_a_file_can_be_listened_at_and_is_not_for_strangers(start, tmp_path):
    path = tmp_path / "web.sock"
    start("--workers", "1", "--bind", f"unix:{path}").ready()
    assert over_unix(path).endswith(b"one")
    assert path.stat().st_mode & 0o777 == 0o660


def test_the_file_of_a_killed_server_is_taken_over_that_of_a_living_one_is_not(start, tmp_path):
    path = tmp_path / "web.sock"
    first = start("--workers", "1", "--bind", f"unix:{path}").ready()
    second = start("--workers", "1", "--bind", f"unix:{path}")
    assert second.process.wait(timeout=SECONDS) == 1
    assert second.says("another server answers there")
    first.process.kill()
    first.process.wait()
    start("--workers", "1", "--bind", f"unix:{path}").ready()
    assert over_unix(path).endswith(b"one")


def test_a_port_that_is_taken_is_told_in_one_line(start, server):
    second = start("--bind", f"127.0.0.1:{server.port}")
    assert second.process.wait(timeout=SECONDS) == 1
    last = second.log.read_text().splitlines()[-1]
    assert last.startswith(f"The server cannot listen at 127.0.0.1:{server.port}: Address already in use")


@pytest.mark.parametrize("bind", ["8000", "unix:web.sock", "localhost:http", "localhost:70000", ":8000"])
def test_a_place_that_is_none_names_its_variable(start, bind):
    server = start("--bind", bind)
    assert server.process.wait(timeout=SECONDS) == 1
    assert server.log.read_text().startswith(f"The settings are not usable: SANAD_WEB_BIND is {bind!r}")


def test_the_socket_of_systemd_is_taken_and_told_when_all_is_ready(server, tmp_path):
    """As with `sanad-web.socket`: what systemd hands over is descriptor 3."""
    (port := server.port), server.stop()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as messages:
        messages.bind(str(tmp_path / "notify"))
        messages.settimeout(SECONDS)
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                HAND_OVER,
                str(port),
                "--workers",
                "1",
                "--application",
                "tests.server.small_site:application",
            ],
            env={
                **os.environ,
                "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
                "SMALL_SITE": str(server.site),
                "NOTIFY_SOCKET": str(tmp_path / "notify"),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert messages.recv(100) == b"READY=1"
            assert server.get("/version/") == (200, "one")
            process.terminate()
            assert messages.recv(100) == b"STOPPING=1"
            wait_until(lambda: process.poll() is not None, "it has ended")
        finally:
            process.kill()
            process.wait()
