"""Debian packages that the tests need: found by what they bring, installed where we may."""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from script.lib.console import Failure, last_line, say
from script.lib.environment import venv_package
from script.lib.postgres_process import find_programs

# Without these a run is still worth something, outside CI: the tests that need them are left out, and named.
OPTIONAL = {
    "libpango-1.0-0": "pdf",
    "libpangoft2-1.0-0": "pdf",
    "chromium": "browser",
    "fonts-noto-core": "browser",
    "maven": "elasticsearch",
    "postgresql": "postgres",
    "nginx-light": "nginx",
}


def _probes() -> dict[str, Callable[[], object]]:
    """Return for each package the question whether the machine has what it brings."""
    return {
        venv_package(): lambda: importlib.util.find_spec("ensurepip"),
        "chromium": lambda: shutil.which("chromium"),
        "maven": lambda: shutil.which("mvn"),
        "gettext": lambda: shutil.which("msgfmt"),
        "postgresql": find_programs,
        "nginx-light": lambda: shutil.which("nginx") or Path("/usr/sbin/nginx").exists(),
        "redis-server": lambda: shutil.which("redis-server"),
        "libpango-1.0-0": lambda: ctypes.util.find_library("pango-1.0"),
        "libpangoft2-1.0-0": lambda: ctypes.util.find_library("pangoft2-1.0"),
        "fonts-noto-core": lambda: any(Path("/usr/share/fonts").rglob("NotoSansArabic*")),
    }


def missing() -> list[str]:
    """Return the packages that this machine lacks, in a fixed order."""
    return [package for package, is_there in _probes().items() if not is_there()]


def install(packages: list[str]) -> None:
    """Install packages through apt-get without a question. Raises Failure when that fails."""
    say(f"Installing {' '.join(packages)} ...")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-q", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failure(f"apt-get {command[0]} failed: {last_line(done.stdout, marker='E: ')}")
    # This very process may look for a module that has just come.
    importlib.invalidate_caches()


def ensure_packages(*, strict: bool) -> dict[str, str]:
    """Install what is missing as root; return what stays missing and may: kind of tests -> packages.

    `strict` (CI) forbids any gap. Raises Failure with the command that fills it.
    """
    lacking = missing()
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        install(lacking)
        lacking = missing()
    if lacking and (strict or not OPTIONAL.keys() >= set(lacking)):
        raise Failure(f"packages are missing, install them first: sudo apt-get install {' '.join(lacking)}")
    gaps: dict[str, str] = {}
    for package in lacking:
        kind = OPTIONAL[package]
        gaps[kind] = f"{gaps[kind]} {package}" if kind in gaps else package
    return gaps
