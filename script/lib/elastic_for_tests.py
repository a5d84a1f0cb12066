"""An Elasticsearch server for the length of a test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from script.lib.checks import Outcome
from script.lib.console import see_off
from script.lib.elastic import start
from script.lib.elastic_process import Instance
from script.lib.environment import ROOT

ADDRESS = "SANAD_TEST_ELASTICSEARCH_URL"


@contextmanager
def server_for_tests() -> Iterator[str]:
    """Yield the address of a server for tests.

    That is the one which script/test has started for all its processes; otherwise one of its own, on a free port and
    with a new folder of its own, both gone at the end. Raises console.Failure when the machine cannot run it.
    """
    if given := os.environ.get(ADDRESS):
        yield given
        return
    with _new_folder() as folder:
        yield start(folder)


@contextmanager
def _new_folder() -> Iterator[Path]:
    """Yield an empty folder; at the end its server is stopped and the folder removed."""
    # Not one of pytest's: those are closed to the user that the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="sanad-elasticsearch-"))
    try:
        yield folder
    finally:
        Instance(folder).stop()
        shutil.rmtree(folder, ignore_errors=True)


class Starting:
    """A server that starts in the background."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._began = time.monotonic()
        self._address = ""

    def outcome(self) -> Outcome:
        """Wait until the server answers or has failed; return which, with the seconds since it was begun."""
        address, trouble = self._process.communicate()
        self._address = address.strip()
        passed = self._process.returncode == 0
        return Outcome("Elasticsearch (beside the checks)", time.monotonic() - self._began, passed, trouble)

    def variables(self) -> dict[str, str]:
        """Return what the environment of the tests needs, nothing when there is no server."""
        return {ADDRESS: self._address} if self._address else {}


@contextmanager
def server_beside() -> Iterator[Starting]:
    """Begin to start a server and yield at once; whenever the block is left, the server and its folder go."""
    with _new_folder() as folder:
        # A process rather than a thread: interrupted half-way, it ends what it has begun.
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "script" / "lib"), "elasticsearch", "start", "--data", str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield Starting(process)
        finally:
            see_off(process, patience=0)
