"""The servers, each on a free port of loopback, up for as long as it is asked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.search.place import ROOT

NGINX = """
worker_processes {workers};
pid {scratch}/nginx.pid;
error_log {scratch}/nginx.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  types {{ text/html html; }}
  sendfile on;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    gzip_static on;
    etag on;
  }}
}}
"""


@contextmanager
def granian(
    scratch: Path, *, workers: int, cache: bool = False, redis: str = "", settings: str = "benchmarks.serve.settings.served"
) -> Iterator[str]:
    """Serve the site; yield its address."""
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
        "SANAD_BENCH_CACHE_MB": "64" if cache else "0",
        "REDIS_URL": redis,
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--workers", str(workers), "--blocking-threads", "2", "config.wsgi:application"]
    with _running(command, f"http://127.0.0.1:{port}", "/en/", environment, scratch / "granian.log") as address:
        yield address


@contextmanager
def nginx(scratch: Path, folder: Path, *, workers: int) -> Iterator[str]:
    """Serve a folder of files; yield its address."""
    port = _free_port()
    written = scratch / "nginx.conf"
    written.write_text(NGINX.format(workers=workers, scratch=scratch, port=port, folder=folder), "utf-8")
    command = ["nginx", "-c", str(written), "-p", str(scratch), "-g", "daemon off;"]
    with _running(command, f"http://127.0.0.1:{port}", "/page.html", dict(os.environ), scratch / "nginx.out") as address:
        yield address


@contextmanager
def redis_server(scratch: Path) -> Iterator[str]:
    """Run Redis; yield its address."""
    port = _free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(scratch)]
    with (scratch / "redis.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        _end(process)


@contextmanager
def _running(command: list[str], address: str, path: str, environment: dict[str, str], log: Path) -> Iterator[str]:
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=environment, stdout=written, stderr=written, cwd=ROOT)
    try:
        end = time.monotonic() + 120
        while not _answers(address + path):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{command[0]} does not answer: {log.read_text('utf-8', 'replace')[-2000:]}")
            time.sleep(0.2)
        yield address
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  # nosec B310 # of this machine
            return answer.status == 200
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
