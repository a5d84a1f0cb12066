"""A real server on a free port, with the small site."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from script.lib.console import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 240.0  # of a machine that is busy with other tests


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.05)


class Server:
    """A server as an operator starts it."""

    def __init__(self, folder: Path, *arguments: str, **variables: str) -> None:
        self.port = free_port()
        self.site = folder / "version"
        self.site.write_text("one")
        self.log = folder / "server.log"
        place = () if "--bind" in arguments else ("--bind", f"127.0.0.1:{self.port}")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "config.server",
                    "--application",
                    "tests.server.small_site:application",
                    *place,
                    *arguments,
                ],
                env={**os.environ, "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "SMALL_SITE": str(self.site), **variables},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def ready(self) -> Server:
        """Wait until it serves."""
        wait_until(lambda: self.says("Ready") or self.process.poll() is not None, "the server is ready")
        assert self.process.poll() is None, self.log.read_text()
        return self

    def says(self, text: str) -> bool:
        return text in self.log.read_text()

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """Return status and text, over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def pids(self) -> set[str]:
        """The processes that answer."""
        return {self.get("/pid/")[1] for _ in range(30)}

    def reload(self) -> None:
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> int:
        """Ask it to end; return the exit code."""
        self.process.terminate()
        return self.process.wait(timeout=SECONDS)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers; whatever runs at the end is killed, its children end with it."""
    started: list[Server] = []

    def run(*arguments: str, **variables: str) -> Server:
        folder = tmp_path / str(len(started))
        folder.mkdir()
        started.append(Server(folder, *arguments, **variables))
        return started[-1]

    yield run
    for server in started:
        if server.process.poll() is None:
            server.process.terminate()
            try:
                server.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.process.kill()


@pytest.fixture
def server(start: Callable[..., Server]) -> Server:
    return start("--workers", "2").ready()
