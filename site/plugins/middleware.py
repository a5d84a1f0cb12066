"""Middleware of the plugin engine, but for the guard of admin views: that is `plugins.wagtail_gate.views`."""

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any, TypeVar, cast

from asgiref.sync import async_to_sync, sync_to_async
from django.http import HttpRequest
from django.utils.decorators import sync_and_async_middleware

from plugins.active import sync
from plugins.chain import Chain, middlewares
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


@sync_and_async_middleware
def plugin_chain(get_response: Handler) -> Handler:
    """Run the middleware of the plugins that are active now; place it before what they may see of a request.

    Asynchronous requests leave the event loop for a thread while there is any, for the middleware of plugins is synchronous.
    """
    if iscoroutinefunction(get_response):
        threaded = Chain(async_to_sync(get_response))

        async def run_async(request: HttpRequest) -> Any:
            if not len(middlewares):
                return await get_response(request)
            return await sync_to_async(threaded)(request)

        return cast(Handler, run_async)

    return cast(Handler, Chain(get_response))


def _follow() -> None:
    sync()
    notice_in_time()
