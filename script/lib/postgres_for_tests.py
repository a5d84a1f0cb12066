"""A PostgreSQL server for the length of a test run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from script.lib.postgres import start
from script.lib.postgres_process import Cluster

ADDRESS = "SANAD_TEST_POSTGRES_URL"


@contextmanager
def server_for_tests() -> Iterator[str]:
    """Yield the address of a server for tests, whose user may make databases.

    That is the one which script/test has started for all its processes; otherwise one of its own, on a free port and
    with a new folder of its own, both gone at the end. Raises console.Failure when the machine cannot run it.
    """
    if given := os.environ.get(ADDRESS):
        yield given
        return
    # Not one of pytest's folders: those are closed to the user that the server runs as. In memory where that is possible.
    memory = Path("/dev/shm")  # noqa: S108  # nosec B108 # mkdtemp makes a folder that nobody else can have made
    folder = Path(tempfile.mkdtemp(prefix="sanad-postgres-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        yield start(folder, durable=False)
    finally:
        Cluster(folder).stop()
        shutil.rmtree(folder, ignore_errors=True)
