"""A real browser, and the real product beside it: a server of its own with the demo loaded, as a newcomer starts it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
START_SECONDS = 60
expect.set_options(timeout=PATIENCE * 1000)


class Demo:
    """Where the demo is, the passwords of its people by user name, and the environment of its commands."""

    def __init__(self, address: str, passwords: dict[str, str], environment: dict[str, str]) -> None:
        self.address = address
        self.passwords = passwords
        self.environment = environment

    def run(self, code: str) -> None:
        """Run a few lines inside the demo, for what no screen makes."""
        subprocess.run(_manage("shell", "-v0", "-c", code), env=self.environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for each module, and no longer: Playwright's event loop would stand in the way of other tests."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing: install Debian's package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo shop on a free port of this machine; everything it writes lies in a folder of the test run."""
    var = tmp_path_factory.mktemp("demo")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.development", "SANAD_VAR": str(var)}
    environment.pop("DATABASE_URL", None)
    passwords: dict[str, str] = {}
    for command in (["migrate", "--verbosity=0"], ["load_demo", "--accounts"]):
        done = subprocess.run(_manage(*command), env=environment, check=True, capture_output=True, text=True)
        passwords |= dict(line.split(": ", 1) for line in done.stdout.splitlines() if line.count(": ") == 1)
    log = (var / "server.log").open("w")
    server = subprocess.Popen(_manage("runserver", "--noreload", f"127.0.0.1:{port}"), env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/en/", server, var / "server.log")
        yield Demo(f"http://127.0.0.1:{port}", passwords, environment)
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "site" / "manage.py"), *arguments]


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"The demo did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture
def open_page(chromium: Browser, demo: Demo) -> Iterator[Callable[..., Page]]:
    """Open an address in a window of its own; scripts that fail or are refused by the policy fail the test.

    `refused`: the status with which the server may answer; the console tells of it as of an error.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_(
        path: str, *, width: int = 1280, scheme: Any = "light", scripts: bool = True, refused: str = "404", **options: Any
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts, **options
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
        page.on("console", lambda message: _note(complaints, path, message, refused))
        page.goto(demo.address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _note(complaints: list[str], path: str, message: object, refused: str) -> None:
    # A missing page says so in the console as well; that is no fault of a script.
    text = getattr(message, "text", "")
    if getattr(message, "type", "") == "error" and f"a status of {refused} " not in text:
        complaints.append(f"{path}: {text}")


@contextmanager
def signed_in(open_page: Callable[..., Page], demo: Demo, name: str, **options: Any) -> Iterator[Page]:
    """A window in which one of the demo's people is signed in."""
    page = open_page("/en/account/login/", **options)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", demo.passwords[name])
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    yield page
