"""Start one trial: a process of its own that loads some plugins, watched and limited."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from plugins.trial.order import Order

SITE = Path(__file__).resolve().parents[2]
STEP_SECONDS = 10.0  # for one step of one plugin, such as the import of its models
ALL_SECONDS = 120.0  # for everything, the start of Django included
MEMORY = 1 << 30
_LOOK_EVERY = 0.02


@dataclass(frozen=True)
class Outcome:
    """What a trial showed. `failures` are reasons by slug, "" stands for nobody in particular; none means success.

    `suspect` is the plugin in whose hands the process ended without an answer.
    """

    failures: dict[str, str] = field(default_factory=dict)
    suspect: str = ""


def run_trial(
    slugs: tuple[str, ...],
    *,
    folder: Path,
    step_seconds: float = STEP_SECONDS,
    all_seconds: float = ALL_SECONDS,
    memory: int = MEMORY,
) -> Outcome:
    """Load these plugins of `folder` in a process of its own, with the settings of this one, and tell what failed.

    `memory` is in bytes. The process and whatever it started in its group are gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="sanad-trial-", ignore_cleanup_errors=True) as place:
        order = Order(secrets.token_hex(16), folder, slugs, Path(place) / "result", Path(place) / "journal", memory)
        with (Path(place) / "errors").open("w+b") as errors:
            try:
                process = subprocess.Popen(
                    [sys.executable, "-m", "plugins.trial.child"],
                    cwd=SITE,
                    env={**os.environ, **order.environment(), "PYTHONPATH": os.pathsep.join(_paths())},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    start_new_session=True,
                )
            except OSError as error:
                return Outcome({"": f"The trial could not be started: {error.strerror}."})
            try:
                overdue = _watch(process, order.journal, step_seconds, all_seconds)
            finally:
                _end(process)
            if not overdue and process.returncode == 0 and (answer := _answer(order, process.pid)) is not None:
                return Outcome(answer)
            return _without_answer(process.returncode, overdue, order.journal, errors.fileno())


def _paths() -> list[str]:
    return list(dict.fromkeys([str(SITE), *(path for path in sys.path if path)]))


def _watch(process: subprocess.Popen[bytes], journal: Path, step_seconds: float, all_seconds: float) -> str:
    """Wait for the end of the process; when it takes too long, return a sentence instead."""
    began = since = time.monotonic()
    seen = b""
    # WNOWAIT: the process stays known by its number until its group has been ended.
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        time.sleep(_LOOK_EVERY)
        now = time.monotonic()
        if (step := _read(journal)) != seen:
            seen, since = step, now
        if seen and now - since > step_seconds:
            return f"It took longer than {step_seconds:g} seconds"
        if now - began > all_seconds:
            return f"The trial took longer than {all_seconds:g} seconds"
    return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


def _answer(order: Order, process: int) -> dict[str, str] | None:
    """What the process wrote at its end; None unless it was this very process that got there."""
    try:
        content = json.loads(_read(order.result))
        if content["nonce"] == order.nonce and content["process"] == process:
            return dict(content["failures"])
    except (ValueError, KeyError, TypeError):
        pass
    return None


def _without_answer(code: int, overdue: str, journal: Path, errors: int) -> Outcome:
    try:
        entry = json.loads(_read(journal))
        suspect, stage = str(entry["slug"]), str(entry["stage"])
    except (ValueError, KeyError, TypeError):
        suspect, stage = "", "the start"
    if overdue:
        reason = f"{overdue} in the middle of {stage}."
    elif code < 0:
        reason = f"The process was ended by {signal.Signals(-code).name} in the middle of {stage}."
    else:
        reason = f"The process ended itself with status {code} in the middle of {stage}."
    return Outcome({suspect: reason if suspect else f"{reason} {_last_line(errors)}".rstrip()}, suspect)


def _last_line(errors: int) -> str:
    end = os.fstat(errors).st_size
    lines = os.pread(errors, 2000, max(0, end - 2000)).decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else ""


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1 << 20)
    except OSError:
        return b""
