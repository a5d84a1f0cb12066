"""SIGHUP brings new code, and no reader notices."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from functools import partial

import pytest

from tests.server.conftest import wait_until


class Readers:
    """Eight clients that ask without a pause, and count what they get."""

    def __init__(self, port: int, *, keep_alive: bool) -> None:
        self.port, self.keep_alive = port, keep_alive
        self.got: Counter[str] = Counter()
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(8)]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        connection = None
        while not self._end.is_set():
            connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                connection.request("GET", "/slow/?0.02")
                answer = connection.getresponse()
                self.got[f"{answer.status} {answer.read().decode()}"] += 1
            except Exception as error:
                self.got[repr(error)] += 1
            if not self.keep_alive or "error" in self.got:
                connection.close()
                connection = None


def _reloaded(server, times):
    return server.log.read_text().count("Reloaded") == times


@pytest.mark.parametrize("keep_alive", [False, True])
def test_no_request_is_lost_while_code_is_replaced(server, keep_alive):
    before = server.pids()
    with Readers(server.port, keep_alive=keep_alive) as readers:
        for version, times in (("two", 1), ("three", 2)):
            server.site.write_text(version)
            server.reload()
            wait_until(partial(_reloaded, server, times), f"it has reloaded to {version}")
    assert set(readers.got) == {"200 slow"}
    assert readers.got["200 slow"] > 100
    assert server.get("/version/") == (200, "three")
    assert not before & server.pids()


def test_a_request_that_has_begun_is_answered_by_the_process_that_has_it(server):
    answers = []
    reader = threading.Thread(target=lambda: answers.append(server.get("/slow/?4")))
    reader.start()
    time.sleep(0.3)
    server.reload()
    wait_until(lambda: server.says("Reloaded"), "it has reloaded")
    reader.join()
    assert answers == [(200, "slow")]


def test_code_that_cannot_be_loaded_leaves_the_old_at_work(server):
    before = server.pids()
    server.site.write_text("broken")
    server.reload()
    wait_until(lambda: server.says("The reload has been given up"), "it gives up")
    assert server.get("/version/") == (200, "one")
    assert server.pids() == before

    server.site.write_text("mended")
    server.reload()
    wait_until(lambda: server.says("Reloaded"), "it has reloaded")
    assert server.get("/version/") == (200, "mended")


def test_an_end_waits_for_what_has_begun(server):
    answers = []
    reader = threading.Thread(target=lambda: answers.append(server.get("/slow/?3")))
    reader.start()
    time.sleep(0.3)
    code = server.stop()
    reader.join()
    assert (answers, code) == ([(200, "slow")], 0)
