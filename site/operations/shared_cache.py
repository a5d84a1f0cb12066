"""Django's cache in Redis or Valkey, for a site that goes on when the server is away.

Django's own raises then, and with it every page that wanted to remember or to count something. Here each process remembers for
itself meanwhile: limits are counted by each process, and what is remembered is found out anew.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

PATIENCE = 0.25
"""Seconds that a request waits for the server at most."""
REST = 5.0
"""Seconds that a server is left alone after it did not answer: each question would cost its patience anew."""
MOST_OWED = 10_000


class SharedCache(RedisCache):
    """Redis while it answers, the memory of the process while it does not."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 1)}
        super().__init__(server, {**params, "OPTIONS": {**options, **params.get("OPTIONS", {})}})
        self._own = LocMemCache(f"beside {server}", {"OPTIONS": {"MAX_ENTRIES": MOST_OWED}})
        self._state = _state_of(str(server))

    def add(self, key: Any, value: Any, timeout: Any = ..., version: int | None = None) -> Any:
        return self._either("add", key, value, version=version, **_timeout(timeout))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._either("get", key, default, version=version)

    def set(self, key: Any, value: Any, timeout: Any = ..., version: int | None = None) -> Any:
        return self._either("set", key, value, version=version, owes=[key], **_timeout(timeout))

    def touch(self, key: Any, timeout: Any = ..., version: int | None = None) -> Any:
        return self._either("touch", key, version=version, **_timeout(timeout))

    def delete(self, key: Any, version: int | None = None) -> Any:
        return self._either("delete", key, version=version, owes=[key])

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        return self._either("get_many", list(keys), version=version)

    def set_many(self, data: Any, timeout: Any = ..., version: int | None = None) -> Any:
        return self._either("set_many", data, version=version, owes=list(data), **_timeout(timeout))

    def delete_many(self, keys: Any, version: int | None = None) -> Any:
        keys = list(keys)
        return self._either("delete_many", keys, version=version, owes=keys)

    def has_key(self, key: Any, version: int | None = None) -> Any:
        return self._either("has_key", key, version=version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> Any:
        return self._either("incr", key, delta, version=version)

    def clear(self) -> Any:
        return self._either("clear", owes=None)

    def _either(self, name: str, *arguments: Any, owes: list[Any] | None = (), **named: Any) -> Any:  # type: ignore[assignment]
        """Ask Redis, or else this process. What Redis is not told of it must not tell later as if it were still so."""
        theirs: Callable[..., Any] = getattr(super(), name)
        if time.monotonic() >= self._state.resting_until:
            try:
                self._pay()
                return theirs(*arguments, **named)
            except (redis.RedisError, OSError) as error:
                self._state.rest(error)
        version = named.get("version")
        self._state.owe(None if owes is None else [self.make_key(key, version) for key in owes])
        return getattr(self._own, name)(*arguments, **named)

    def _pay(self) -> None:
        """Have Redis forget what was set or deleted while it was away, before it is asked for anything."""
        if not self._state.is_owing:
            return
        with self._state.lock:
            if self._state.owed is None:
                self._cache.clear()
            elif self._state.owed:
                self._cache.delete_many(list(self._state.owed))
            self._state.paid()
        self._own.clear()


class _State:
    """What the threads of a process know of one server: Django makes a cache for each of them."""

    def __init__(self) -> None:
        self.resting_until = 0.0
        self.owed: set[str] | None = set()  # None: everything
        self.is_owing = False
        self.lock = threading.Lock()

    def rest(self, error: Exception) -> None:
        self.resting_until = time.monotonic() + REST
        logger.warning("Redis does not answer; each process remembers for itself: %s", type(error).__name__)

    def owe(self, keys: list[str] | None) -> None:
        with self.lock:
            self.is_owing = True
            if keys is None or self.owed is None or len(self.owed) + len(keys) > MOST_OWED:
                self.owed = None
            else:
                self.owed.update(keys)

    def paid(self) -> None:
        self.owed, self.is_owing = set(), False


_states: dict[str, _State] = {}


def is_away() -> bool:
    """Tell whether a server that this process uses did not answer just now, and others stand in."""
    return any(state.resting_until > time.monotonic() for state in _states.values())


def _state_of(server: str) -> _State:
    return _states.setdefault(server, _State())


def _timeout(timeout: Any) -> dict[str, Any]:
    return {} if timeout is ... else {"timeout": timeout}
