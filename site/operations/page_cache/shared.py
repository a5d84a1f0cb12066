"""What the processes share through Redis or Valkey, when REDIS_URL is set. Without it, or when it is away, each has its own.

Nothing here is the truth: that is the database. An answer lies under the name of its generation, and nobody asks for those of an
older one; the name of the generation lies here for a second at most, so that many processes are one question to the database.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.utils.crypto import salted_hmac
from redis.backoff import NoBackoff
from redis.retry import Retry

from operations.page_cache.answers import Answer, packed, unpacked
from operations.shared_cache import PATIENCE, REST

logger = logging.getLogger(__name__)

SPREAD = 1
"""Seconds that the name of the generation lies there."""

_resting_until = 0.0


def answer_read(key: tuple[str, ...], generation: str) -> Answer | None:
    """Return an answer that some process made for this generation."""
    data = _ask(lambda server: server.get(_name("page", generation, *key)))
    answer = unpacked(data) if data else None
    return answer if answer is not None and answer.generation == generation else None


def answer_write(key: tuple[str, ...], answer: Answer, seconds: int) -> None:
    """Hand an answer to the other processes, for so many seconds."""
    if is_used():
        _ask(lambda server: server.set(_name("page", answer.generation, *key), packed(answer), ex=max(1, seconds)))


def name_read() -> str:
    """Return the name of the generation, if somebody has told it in the last second."""
    data = _ask(lambda server: server.get(_name("generation")))
    return data.decode("ascii", "replace") if data else ""


def name_write(name: str) -> None:
    """Tell the others. Who was told something else meanwhile is not contradicted."""
    _ask(lambda server: server.set(_name("generation"), name, ex=SPREAD, nx=True))


def name_forget() -> None:
    """Have everybody ask the database again."""
    _ask(lambda server: server.delete(_name("generation")))


def is_used() -> bool:
    """Tell whether there is a server, and whether it answered lately."""
    return bool(settings.REDIS_URL) and time.monotonic() >= _resting_until


def redis_health() -> tuple[bool, str]:
    """Tell whether the server answers; for whoever watches over the site."""
    try:
        _server(settings.REDIS_URL).ping()
    except (redis.RedisError, OSError):
        return False, "Redis does not answer: each process remembers for itself"
    return True, "answers"


def _ask(question: Callable[[redis.Redis], Any]) -> Any:
    """Ask the server; None where there is none or it does not answer, and then it is left alone for a while."""
    global _resting_until
    if not is_used():
        return None
    try:
        return question(_server(settings.REDIS_URL))
    except (redis.RedisError, OSError) as error:
        _resting_until = time.monotonic() + REST
        logger.warning("Redis does not answer; pages are kept by each process for itself: %s", type(error).__name__)
        return None


@cache
def _server(address: str) -> redis.Redis:
    # Tried twice at once: a server that was restarted has closed the connections that are kept.
    retry = Retry(NoBackoff(), 1)
    return redis.Redis.from_url(address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=retry)


def _name(*parts: str) -> str:
    """Two sites may share a server, and old code may run beside new: neither sees what the other keeps."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]
    return f"sanad:{_site_mark()}:{parts[0]}:{digest if len(parts) > 1 else ''}"


@cache
def _site_mark() -> str:
    return salted_hmac("operations.page_cache", f"{settings.WAGTAILADMIN_BASE_URL}\0{_code_mark()}").hexdigest()[:16]


def _code_mark() -> str:
    """Return signs for code, templates, catalogues and settings: what makes a page beside the database."""
    digest = hashlib.sha256()
    folders = (settings.ROOT / "site", settings.ROOT / "locale", Path(settings.SANAD_PLUGINS), Path(settings.SANAD_CATALOGUES))
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.suffix in {".py", ".html", ".mo"}):
            digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    named = sorted((name, repr(getattr(settings, name))) for name in dir(settings) if name.isupper())
    digest.update(repr([each for each in named if " at 0x" not in each[1]]).encode())
    return digest.hexdigest()
