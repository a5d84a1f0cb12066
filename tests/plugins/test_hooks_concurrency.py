"""Threads and asyncio tasks."""

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextvars import copy_context

import pytest

from plugins.hooks import (
    add_action,
    add_filter,
    apply_filters,
    catalogue,
    counting,
    current_hook,
    declare_action,
    declare_filter,
    did_action,
    do_action,
    doing_hook,
    has_action,
    remove_filter,
)
from plugins.hooks.context import Counts
from plugins.hooks.testing import isolated_hooks

THREADS = 8
TIMES = 5_000


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks():

        @declare_filter
        def trail(value: str) -> str:
            """Every callback appends something."""
            return value

        @declare_action
        def bell() -> None:
            """It rings."""

        @declare_action
        def gong() -> None:
            """It sounds."""

        yield


@pytest.fixture(autouse=True)
def quick_switches() -> Iterator[None]:
    """Threads change places as often as Python can, so that a race shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def in_threads(work: Callable[[int], None]) -> list[BaseException]:
    """Run `work(number)` in eight threads that start together and share the counts; what they raised."""
    start, errors = threading.Barrier(THREADS), []

    def run(number: int) -> None:
        start.wait()
        try:
            work(number)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=copy_context().run, args=(run, number)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_no_count_is_lost_among_threads() -> None:
    def work(number: int) -> None:
        for _ in range(TIMES):
            do_action("bell")

    in_threads(work)
    assert did_action("bell") == THREADS * TIMES


def test_no_first_count_is_lost_among_threads() -> None:
    counts = Counts()

    def work(number: int) -> None:
        for name in range(TIMES):
            next(counts[str(name)])

    in_threads(work)
    assert [counts.runs(str(name)) for name in range(TIMES)] == [THREADS] * TIMES


def test_no_count_is_lost_while_others_read_it() -> None:
    def work(number: int) -> None:
        for _ in range(TIMES):
            did_action("bell") if number % 2 else do_action("bell")

    in_threads(work)
    assert did_action("bell") == THREADS // 2 * TIMES


def test_no_registration_is_lost_among_threads() -> None:
    def work(number: int) -> None:
        for priority in range(50):
            add_action("bell", lambda: None, priority)

    in_threads(work)
    (bell,) = (hook for hook in catalogue() if hook.name == "bell")
    assert len(bell.listeners) == THREADS * 50


def test_half_of_the_threads_register_while_the_others_dispatch() -> None:
    add_filter("trail", lambda value: value + "a", 1)
    add_filter("trail", lambda value: value + "z", 99)
    seen: set[str] = set()

    def come_and_go(number: int) -> None:
        def callback(value: str) -> str:
            return value + str(number)

        for _ in range(500):
            add_filter("trail", callback, 10 + number)
            remove_filter("trail", callback, 10 + number)

    def work(number: int) -> None:
        if number % 2:
            come_and_go(number)
        else:
            seen.update(apply_filters("trail", "") for _ in range(500))

    errors = in_threads(work)
    in_order = all(value[0] == "a" and value[-1] == "z" and list(value[1:-1]) == sorted(set(value[1:-1])) for value in seen)
    assert (errors, in_order) == ([], True)


def test_threads_have_their_own_stacks() -> None:
    inside, done, seen = threading.Event(), threading.Event(), []

    def wait() -> None:
        inside.set()
        done.wait(5)

    add_action("bell", wait)
    ringing = threading.Thread(target=do_action, args=("bell",))
    ringing.start()
    inside.wait(5)
    seen.append(doing_hook("bell"))
    done.set()
    ringing.join()
    assert seen == [False]


def test_thread_without_a_scope_does_not_count_in_ours() -> None:
    thread = threading.Thread(target=do_action, args=("bell",))
    thread.start()
    thread.join()
    assert did_action("bell") == 0


def test_tasks_have_their_own_stacks() -> None:
    """A task started inside a callback inherits the stack of that moment; what it runs is unseen by its parent."""
    seen: list[str | None] = []

    async def child() -> None:
        add_action("gong", lambda: seen.append(current_hook()))
        do_action("gong")
        seen.append(current_hook())

    async def main() -> None:
        tasks: list[asyncio.Task[None]] = []
        add_action("bell", lambda: tasks.append(asyncio.ensure_future(child())))
        do_action("bell")
        await asyncio.gather(*tasks)
        seen.append(current_hook())

    asyncio.run(main())
    assert seen == ["gong", "bell", None]


def test_tasks_count_for_themselves() -> None:
    async def task(times: int) -> int:
        with counting():
            for _ in range(times):
                do_action("bell")
                await asyncio.sleep(0)
            return did_action("bell")

    async def main() -> list[int]:
        return list(await asyncio.gather(task(1), task(2), task(3)))

    assert asyncio.run(main()) == [1, 2, 3]


def test_registration_in_a_thread_is_seen_by_all() -> None:
    thread = threading.Thread(target=add_action, args=("bell", print))
    thread.start()
    thread.join()
    assert has_action("bell", print) == 10
