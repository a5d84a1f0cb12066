"""The first process: it starts the others and replaces them, never before the next one is ready."""

from __future__ import annotations

import os
import random
import time
from functools import partial
from typing import Any

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels, logger
from granian.net import SocketHolder  # type: ignore[attr-defined]
from granian.server import mp

from config.server.loading import load
from config.server.notifying import notify
from config.server.options import Options
from config.server.sockets import BACKLOG, listening_socket
from config.server.watching import Signs

LOOK_SECONDS = 0.5
# So long connections that are kept open are closed with the next answer. One second is many requests of a busy client.
LEAVE_SECONDS = 1.0
# A process that dies again and again is started again after 1, 2, 4 ... seconds.
LONGEST_PAUSE = 60.0
# With a limit below what every process takes, they would be replaced without end; once a minute does no harm.
SETTLE_SECONDS = 60.0
# granian's own class, with what `_spawn_worker` adds: `signs` and `end`. It has no types.
Worker = Any
_LINE = {"()": "logging.Formatter", "fmt": "{asctime} {levelname} server: {message}", "style": "{"}
LOGGING = {"formatters": {"generic": _LINE, "access": _LINE}}
_PAGE = os.sysconf("SC_PAGE_SIZE")
# The stubs of granian do not know its inside.
_Server: Any = mp.MPServer


class Supervisor(_Server):
    """granian's server with a loop of our own. What is used of its inside is tried by tests/server: a new version will tell."""

    reload_signal: bool

    def __init__(self, options: Options) -> None:
        self.options = options
        super().__init__(
            target=options.application,
            interface=Interfaces.WSGI,
            workers=options.workers,
            blocking_threads=options.threads,
            # An idle thread keeps its connection to the database.
            blocking_threads_idle_timeout=600,
            backlog=BACKLOG,
            backpressure=options.connections,
            http1_settings=HTTP1Settings(header_read_timeout=15_000),
            workers_kill_timeout=options.grace_seconds,
            log_level=LogLevels.info,
            log_dictconfig=LOGGING,
        )
        self._failures = [0] * options.workers
        self._not_before = [0.0] * options.workers

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT."""
        self.serve(target_loader=partial(load, self.options), wrap_loader=False)

    def _init_shared_socket(self) -> None:
        self._sso = listening_socket(self.options.bind)
        self._sso.set_inheritable(True)
        self._shd = SocketHolder(self._sso.fileno(), self._sso.family.name == "AF_UNIX", BACKLOG)  # type: ignore[call-arg]
        self._ssp = None

    @property
    def _bind_addr_fmt(self) -> str:
        return self.options.bind

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Any) -> Worker:
        signs = Signs()
        worker: Worker = super()._spawn_worker(idx, target, partial(callback_loader, signs))
        worker.signs = signs
        # One hour sooner or later: they must not all be replaced at once.
        worker.end = worker.birth + self.options.lifetime_seconds * random.uniform(0.96, 1.04)  # noqa: S311
        worker.interrupt_by_parent = True  # granian's own watch over its death is not needed: the loop looks
        return worker

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        start = partial(self._spawn_worker, target=spawn_target, callback_loader=target_loader)
        if all(self._is_ready(worker) for worker in self.wrks):
            logger.info("Ready")
            notify("READY=1")
        elif not self.interrupt_signal:
            logger.error("The application could not be loaded; see above")
            self.interrupt_children = [0]  # for an exit code
            return
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(LOOK_SECONDS)
            self.main_loop_interrupt.clear()
            if self.reload_signal:
                self.reload_signal = False
                logger.info("Reloading")
                self._reload_all(start)
            for worker in list(self.wrks):
                if why := self._why_replace(worker):
                    logger.info(f"worker-{worker.idx + 1} is replaced: {why}")
                    self._replace(worker, start)
        notify("STOPPING=1")

    def _reload_all(self, start: Any) -> None:
        """One after the other; when the new code does not even load, the old goes on."""
        for worker in list(self.wrks):
            if not self._replace(worker, start):
                logger.error("The reload has been given up; the processes that are left go on with what they had loaded")
                break
        else:
            logger.info("Reloaded")

    def _why_replace(self, worker: Worker) -> str:
        if time.monotonic() < self._not_before[worker.idx]:
            return ""
        if not worker.is_alive():
            return f"it has ended with {worker.inner.exitcode}"
        if worker.signs.stuck.is_set():
            return "a request takes too long"
        if self.options.lifetime_seconds and time.monotonic() > worker.end:
            return "it is old"
        is_settled = time.monotonic() - worker.birth > SETTLE_SECONDS
        if self.options.memory and is_settled and (size := memory_of(worker.inner.pid)) > self.options.memory:
            return f"it takes {size // 1024 // 1024} MB"
        return ""

    def _replace(self, worker: Worker, start: Any) -> bool:
        """Start another process in the place of this one; tells whether that went well."""
        idx = worker.idx
        fresh = start(idx)
        fresh.start()
        if not self._is_ready(fresh):
            if not self.interrupt_signal:
                self._failures[idx] += 1
                pause = min(LONGEST_PAUSE, 2.0 ** (self._failures[idx] - 1))
                self._not_before[idx] = time.monotonic() + pause
                logger.error(f"The next worker-{idx + 1} did not become ready; tried again in {pause:.0f} s at the soonest")
            fresh.kill()
            fresh.join()
            return False
        self._failures[idx] = 0
        self._not_before[idx] = 0.0
        self.wrks[idx] = fresh
        self._end(worker)
        return True

    def _is_ready(self, worker: Worker) -> bool:
        """Wait until a process takes requests; False when it died, took too long, or all is to end."""
        deadline = time.monotonic() + self.options.start_seconds
        while time.monotonic() < deadline and worker.is_alive() and not self.interrupt_signal:
            if worker.signs.ready.wait(0.1):
                return True
        return False

    def _end(self, worker: Worker) -> None:
        """Let a process finish what it has begun."""
        self._send_clients_elsewhere([worker])
        worker.terminate()
        worker.join(self.options.grace_seconds)
        if worker.is_alive():
            logger.warning(f"worker-{worker.idx + 1} did not end within {self.options.grace_seconds} s and is killed")
            worker.kill()
            worker.join()

    def _stop_workers(self) -> None:
        self._send_clients_elsewhere(self.wrks)
        super()._stop_workers()

    def _send_clients_elsewhere(self, workers: list[Worker]) -> None:
        # One that is stuck is to take no more requests at all.
        leaving = [each for each in workers if each.is_alive() and each.signs.ready.is_set() and not each.signs.stuck.is_set()]
        for worker in leaving:
            worker.signs.leaving.set()
        time.sleep(LEAVE_SECONDS if leaving else 0)


def memory_of(pid: int | None) -> int:
    """Return how many bytes of memory a process holds for itself, 0 when that cannot be told."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:  # noqa: PTH123
            resident, shared = (int(pages) for pages in file.read().split()[1:3])
    except (OSError, ValueError):
        return 0
    return (resident - shared) * _PAGE
