"""What failed in plugins: kept in memory at once, in the database soon, and too much of it pauses the plugin everywhere.

Nothing here may hurt whoever happened to be served meanwhile. So nothing is written while a request runs or a transaction
is open: a row would be rolled back with the request, and an error of ours would spoil it. It is written at the end of the
request or when the transaction is over; outside both, at once. At most one write a second, equal failures in one row.
"""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.db.models import Sum
from django.dispatch import Signal
from django.utils import timezone, translation
from django.utils.translation import gettext

from plugins.figures import Statistic, statistics
from plugins.savepoints import connection_here

__all__ = ["Statistic", "flush", "forget", "record", "statistics"]

logger = logging.getLogger("plugins")

WAIT = 1.0  # seconds between two writes
WAIT_AFTER_ERROR = 5.0
MOST_PENDING = 100  # different failures that wait to be written
MOST_ROWS = 200  # that are kept of a plugin
MOST_MESSAGE, MOST_TRACEBACK = 500, 8_000  # characters

plugin_failed = Signal()
"""Sent with the `slug` of a plugin and `where` it failed, as it happens. Receivers must not touch the database."""

Key = tuple[str, str, str]  # slug, where, message


@dataclass(slots=True)
class Pending:
    """Equal failures that are not written yet."""

    at: datetime
    traceback: str
    count: int = 0


_pending: dict[Key, Pending] = {}
_lock = threading.RLock()
_writing = threading.Lock()
_not_before = 0.0  # time.monotonic() of the next write
_in_request: ContextVar[bool] = ContextVar("plugin_failures_in_request", default=False)


def record(slug: str, where: str, error: BaseException) -> None:
    """Note that the plugin failed. Never raises, and touches neither the running request nor its transaction."""
    try:
        _remember(slug, where, error)
        plugin_failed.send_robust(sender=None, slug=slug, where=where)
        _flush_when_free()
    except Exception:
        logger.exception("A failure of the plugin %s could not be recorded.", slug)


def flush(*, force: bool = False) -> None:
    """Write what is pending, and pause plugins that fail too often. Never raises; without `force` not too often.

    Called where nothing can be spoilt any more: at the end of a request, after a transaction.
    """
    if not _pending or not (force or _is_due()) or not _writing.acquire(blocking=False):
        return
    try:
        _write_pending()
    finally:
        _writing.release()


def forget() -> None:
    """Drop what is pending, in tests."""
    global _not_before
    with _lock:
        _pending.clear()
    _not_before = 0.0


def _remember(slug: str, where: str, error: BaseException) -> None:
    message = _storable("".join(traceback.format_exception_only(error)).strip(), MOST_MESSAGE)
    key = (slug, where[:200], message)
    with _lock:
        if key not in _pending and len(_pending) >= MOST_PENDING:
            key = (slug, where[:200], "")
        entry = _pending.get(key)
        if entry is None:
            trace = "".join(traceback.format_exception(error, limit=-30))
            entry = _pending[key] = Pending(timezone.now(), _storable(trace, MOST_TRACEBACK))
        entry.count += 1


def _storable(text: str, most: int) -> str:
    """Text that every database takes: without NUL and half characters."""
    return text[-most:].replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _flush_when_free() -> None:
    if _in_request.get():
        return  # its end will see to it
    connection = connection_here()
    if not connection.in_atomic_block:
        flush()
    elif not connection.needs_rollback:
        transaction.on_commit(flush, robust=True)
    # After a rollback the failure waits for the next occasion.


def _is_due() -> bool:
    """May be written now? Yes when the last write is some time ago, or as soon as a plugin may have to be paused."""
    now = time.monotonic()
    if now >= _not_before:
        return True
    counts: Counter[str] = Counter()
    with _lock:
        for (slug, _where, _message), entry in _pending.items():
            counts[slug] += entry.count
    limit = _limit()
    return now >= _not_before - WAIT and bool(limit) and max(counts.values(), default=0) >= limit


def _write_pending() -> None:
    global _not_before
    with _lock:
        batch = dict(_pending)
        _pending.clear()
    if not batch:
        return
    _not_before = time.monotonic() + WAIT
    try:
        _store(batch)
    except Exception:
        _not_before = time.monotonic() + WAIT_AFTER_ERROR + WAIT
        logger.warning("The failures of plugins could not be written and wait.", exc_info=True)
        _take_back(batch)
        return
    for slug in {key[0] for key in batch}:
        try:
            _judge(slug)
        except Exception:
            logger.exception("The plugin %s fails often, but could not be paused.", slug)


def _take_back(batch: dict[Key, Pending]) -> None:
    with _lock:
        for key, entry in list(batch.items())[:MOST_PENDING]:
            entry.count += _pending[key].count if key in _pending else 0
            _pending[key] = entry


def _store(batch: dict[Key, Pending]) -> None:
    from plugins.models import PluginFailure

    with transaction.atomic():
        PluginFailure.objects.bulk_create(
            PluginFailure(slug=slug, where=where, message=message, traceback=entry.traceback, at=entry.at, count=entry.count)
            for (slug, where, message), entry in batch.items()
        )
        for slug in {key[0] for key in batch}:
            old = list(PluginFailure.objects.filter(slug=slug).order_by("-at", "-pk").values_list("pk", flat=True)[MOST_ROWS:])
            PluginFailure.objects.filter(pk__in=old).delete()


def _judge(slug: str) -> None:
    """Pause the plugin when it has failed too often, in all processes together, since it was last switched on."""
    from plugins import lifecycle
    from plugins.loaded import loaded
    from plugins.models import Plugin, PluginFailure, State

    limit, minutes = _limit(), settings.SANAD_PLUGIN_FAILURE_MINUTES
    since = timezone.now() - timedelta(minutes=minutes)
    row = Plugin.objects.filter(slug=slug).values_list("state", "changed_at").first()
    if not limit or (row and row[0] != State.ACTIVE and slug not in loaded().must_use):
        return
    recent = PluginFailure.objects.filter(slug=slug, at__gte=max(since, row[1]) if row else since)
    count = recent.aggregate(all=Sum("count"))["all"] or 0
    if count < limit:
        return
    last = recent.order_by("-at", "-pk").first()
    with translation.override(settings.LANGUAGE_CODE):
        words = gettext(
            "It failed too often (failures: %(count)d, minutes: %(minutes)d). The last one, in %(where)s: %(message)s"
        )
    why = words % {
        "count": count,
        "minutes": minutes,
        "where": last.where if last else "",
        "message": last.message if last else "",
    }
    try:
        lifecycle.pause(slug=slug, why=why)
    except lifecycle.LifecycleError as error:  # must-use: recorded, and only the setting can switch it off
        logger.warning("The plugin %s fails often and is not paused: %s", slug, error)


def _limit() -> int:
    """How many failures pause a plugin; 0 never does."""
    return int(settings.SANAD_PLUGIN_FAILURES)


def _request_begins(**_kwargs: Any) -> None:
    _in_request.set(True)


def _request_ends(**_kwargs: Any) -> None:
    _in_request.set(False)
    flush()


request_started.connect(_request_begins, dispatch_uid="plugins.failures")
request_finished.connect(_request_ends, dispatch_uid="plugins.failures")
