"""Middleware of the plugin engine."""

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any, TypeVar, cast

from asgiref.sync import sync_to_async
from django.http import HttpRequest
from django.utils.decorators import sync_and_async_middleware

from plugins.active import sync
from plugins.hooks import counting
from plugins.lifecycle.noticing import notice_in_time

Handler = TypeVar("Handler", bound=Callable[[HttpRequest], Any])  # plain or async


@sync_and_async_middleware
def hook_counts(get_response: Handler) -> Handler:
    """Let `did_action()` and `did_filter()` count within one request; place it first.

    A streamed body is sent after the middleware has returned: hooks that run while it is sent are not counted here.
    """
    if iscoroutinefunction(get_response):

        async def count_async(request: HttpRequest) -> Any:
            with counting():
                return await get_response(request)

        return cast(Handler, count_async)

    def count(request: HttpRequest) -> Any:
        with counting():
            return get_response(request)

    return cast(Handler, count)


@sync_and_async_middleware
def active_plugins(get_response: Handler) -> Handler:
    """Let the request meet the plugins that are active now, whichever process switched them; place it before what they change."""
    if iscoroutinefunction(get_response):

        async def follow_async(request: HttpRequest) -> Any:
            await sync_to_async(_follow)()
            return await get_response(request)

        return cast(Handler, follow_async)

    def follow(request: HttpRequest) -> Any:
        _follow()
        return get_response(request)

    return cast(Handler, follow)


def _follow() -> None:
    sync()
    notice_in_time()
