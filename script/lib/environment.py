"""The virtual environment `.venv`: made once, complete or made again, installed from a lock file with hashes.

A stamp inside names the lock files that are installed. It is written last and removed first, so an environment
without a stamp is the rest of a run that was cut off, and is thrown away.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from script.lib.console import Failure, last_line, say
from script.lib.guards import check_space, check_writable

ROOT = Path(__file__).resolve().parents[2]
RUNTIME_LOCK = "requirements.txt"
DEVELOPMENT_LOCK = "requirements-dev.txt"
# Measured on Debian 12 with Python 3.11: .venv itself, and what pip needs meanwhile for the unpacked wheels.
MEGABYTES = {RUNTIME_LOCK: 600, DEVELOPMENT_LOCK: 1200}


class Stamp(NamedTuple):
    """Where the environment was made, and the checksums of the lock files that are installed in it."""

    path: str
    locks: dict[str, str]


def python_of(root: Path) -> Path:
    """Return the interpreter of the environment under `root`, whether it exists or not."""
    return root / ".venv" / "bin" / "python"


def log_of(root: Path) -> Path:
    """Return the file that keeps the whole output of the last set-up."""
    return root / "var" / "log" / "setup.log"


def ensure(root: Path, lock: str) -> Path:
    """Make or update `.venv` until everything in `lock` is installed; return its interpreter.

    To be called under guards.only_one. Raises Failure with a line that names what is missing.
    """
    if is_current(root, lock):
        return python_of(root)
    check_writable(root)
    _check_modules()
    check_space(root, megabytes=MEGABYTES[lock], purpose="the environment .venv")
    if not _is_whole(root):
        _create(root)
    _install(root, lock)
    return python_of(root)


def is_current(root: Path, lock: str) -> bool:
    """Tell whether `.venv` is complete and holds exactly this version of the lock file."""
    return _is_whole(root) and _stamp(root).locks.get(lock) == _digest(root / lock)


def write_stamp(root: Path, lock: str) -> None:
    """Note that everything in `lock` is installed. The development lock contains the runtime lock."""
    locks = [RUNTIME_LOCK, DEVELOPMENT_LOCK] if lock == DEVELOPMENT_LOCK else [lock]
    content = {"path": str(root / ".venv"), "locks": {name: _digest(root / name) for name in locks}}
    stamp_file(root).write_text(json.dumps(content, indent=1) + "\n")


def stamp_file(root: Path) -> Path:
    """Return the file that marks the environment under `root` as complete."""
    return root / ".venv" / "sanad-stamp.json"


def _stamp(root: Path) -> Stamp:
    try:
        content = json.loads(stamp_file(root).read_text())
        return Stamp(str(content["path"]), dict(content["locks"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Stamp("", {})


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _is_whole(root: Path) -> bool:
    """Tell whether the environment was finished, in this very folder, and its Python still exists."""
    return python_of(root).exists() and _stamp(root).path == str(root / ".venv")


def _check_modules() -> None:
    """Raise Failure when this Python cannot make environments (Debian ships that part apart)."""
    for module in ("venv", "ensurepip"):
        try:
            importlib.import_module(module)
        except ImportError:
            package = venv_package()
            raise Failure(f"Python's module {module} is missing: apt-get install {package} (as root)") from None


def venv_package() -> str:
    """Return the Debian package that completes this Python's venv module."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _create(root: Path) -> None:
    folder = root / ".venv"
    if folder.is_symlink() or folder.is_file():
        raise Failure(f"{folder} is not a folder made by this command: move it away")
    if folder.exists():
        say("Removing an unfinished .venv of an earlier run ...")
        shutil.rmtree(folder)
    say("Making .venv ...")
    # The base interpreter: the running one may be that of an activated .venv which was removed just now.
    python = getattr(sys, "_base_executable", None) or sys.executable
    _run([python, "-m", "venv", str(folder)], root, problem="the environment .venv could not be made")


def _install(root: Path, lock: str) -> None:
    say(f"Installing {lock} (about a minute) ...")
    stamp_file(root).unlink(missing_ok=True)
    command = [str(python_of(root)), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    # The lock names every package: nothing is left for pip to resolve.
    command += ["--no-deps", "--require-hashes", "--requirement", str(root / lock)]
    _run(command, root, problem=f"{lock} could not be installed")
    write_stamp(root, lock)


def _run(command: list[str], root: Path, *, problem: str) -> None:
    """Run a command with its output kept in the set-up log; raise Failure with the line that matters."""
    log = log_of(root)
    log.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    with log.open("a") as file:
        file.write(f"$ {' '.join(command)}\n{done.stdout}\n")
    if done.returncode == 0:
        return
    if "No space left on device" in done.stdout:
        raise Failure(f"the disk is full: {problem}")
    reason = last_line(done.stdout, marker="ERROR:").removeprefix("ERROR: ") or f"exit code {done.returncode}"
    if any(sign in done.stdout for sign in ("NewConnectionError", "NameResolutionError", "from versions: none")):
        reason += "; is there a network?"
    raise Failure(f"{problem}: {reason} (whole output: {log})")
