"""Counts belong to a request or task."""

import asyncio
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse

from plugins.hooks import add_action, counting, declare_action, did_action, do_action
from plugins.hooks.testing import isolated_hooks
from plugins.middleware import hook_counts


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks():

        @declare_action
        def bell() -> None:
            """It rings."""

        yield


def test_scope_starts_at_zero() -> None:
    do_action("bell")
    with counting():
        assert did_action("bell") == 0


def test_outer_counts_return_after_the_scope() -> None:
    do_action("bell")
    with counting():
        do_action("bell")
        do_action("bell")
    assert did_action("bell") == 1


def test_outer_counts_return_after_an_error() -> None:
    with pytest.raises(ValueError, match="out"), counting():
        do_action("bell")
        raise ValueError("out")
    assert did_action("bell") == 0


class Request(HttpRequest):
    """A request without the parts that need settings."""

    def __init__(self) -> None:
        pass


def answer(request: HttpRequest) -> HttpResponse:
    do_action("bell")
    return HttpResponse(str(did_action("bell")).encode(), content_type="text/plain; charset=utf-8")


async def answer_async(request: HttpRequest) -> HttpResponse:
    return answer(request)


def test_each_request_counts_from_zero() -> None:
    middleware = hook_counts(answer)
    assert [middleware(Request()).content for _ in range(2)] == [b"1", b"1"]


def test_each_async_request_counts_from_zero() -> None:
    middleware = hook_counts(answer_async)

    async def main() -> list[bytes]:
        return [(await middleware(Request())).content for _ in range(2)]

    assert asyncio.run(main()) == [b"1", b"1"]


def test_concurrent_async_requests_do_not_share_counts() -> None:
    add_action("bell", lambda: None)

    async def slow(request: HttpRequest) -> HttpResponse:
        do_action("bell")
        await asyncio.sleep(0.01)
        return answer(request)

    middleware = hook_counts(slow)

    async def main() -> list[bytes]:
        return [response.content for response in await asyncio.gather(*(middleware(Request()) for _ in range(3)))]

    assert asyncio.run(main()) == [b"2", b"2", b"2"]
