"""How Sanad's processes use PostgreSQL: how many connections they hold, and how long they wait for what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from config import process

if TYPE_CHECKING:
    from config.environment import Environment

# Seconds; 0 is no limit. A reader's page that takes longer than 30 s is read by nobody. A migration may rewrite a large table,
# but while it waits for a lock all readers wait behind it: better it gives up, and is run again.
STATEMENT_SECONDS: Mapping[process.Kind, int] = {"web": 30, "worker": 900, "migrations": 0, "command": 0}
LOCK_SECONDS: Mapping[process.Kind, int] = {"web": 10, "worker": 60, "migrations": 5, "command": 60}
# A transaction that nobody goes on with holds its locks, and keeps the server from tidying up.
IDLE_SECONDS: Mapping[process.Kind, int] = {"web": 60, "worker": 900, "migrations": 0, "command": 0}
# An address that swallows packets, as that of a machine without power, must not hold a process for minutes.
NETWORK = {"connect_timeout": 5, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
POOL_PATIENCE = 10  # seconds that a request waits for a connection which others hold


def postgresql(env: Environment, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Django's description of a PostgreSQL database needs besides; `options`: those of its address, which win."""
    kind = process.kind()
    largest = env.number("SANAD_DATABASE_POOL", default=8)
    through_bouncer = env.flag("SANAD_DATABASE_BOUNCER", default=False)
    seconds = {
        "statement_timeout": _seconds(env, "SANAD_STATEMENT_SECONDS", STATEMENT_SECONDS)[kind],
        "lock_timeout": _seconds(env, "SANAD_LOCK_SECONDS", LOCK_SECONDS)[kind],
        "idle_in_transaction_session_timeout": IDLE_SECONDS[kind],
    }
    ours: dict[str, Any] = {**NETWORK, "application_name": f"sanad {kind}"}
    if not through_bouncer:
        # As part of the connection's start: no statement more, and no connection that forgets them.
        ours["options"] = " ".join(f"-c {name}={limit * 1000}" for name, limit in seconds.items())
    pooled = kind == "web" and largest > 0 and not through_bouncer
    if pooled:
        ours["pool"] = {"min_size": 1, "max_size": largest, "timeout": POOL_PATIENCE}
    return {
        "OPTIONS": {**ours, **options},
        # Django's pool keeps connections itself. Behind PgBouncer they are cheap, and one that is kept would block another's.
        "CONN_MAX_AGE": 0 if pooled or through_bouncer else 60,
        "CONN_HEALTH_CHECKS": True,
        # A cursor on the server lives in a session; PgBouncer gives each transaction another one.
        "DISABLE_SERVER_SIDE_CURSORS": through_bouncer,
    }


def _seconds(env: Environment, name: str, defaults: Mapping[process.Kind, int]) -> dict[process.Kind, int]:
    """Return limits by kind of process: the defaults, changed by what stands in a variable such as `web:20,worker:300`."""
    found = dict(defaults)
    for word in env.words(name):
        kind, _colon, value = word.partition(":")
        fitting = next((known for known in process.KINDS if known == kind.strip()), None)
        if fitting is None or not (value.isascii() and value.isdecimal()):
            raise ImproperlyConfigured(
                f"{name} has {word!r}; it must be a list such as web:20,worker:300 with whole seconds (0: no limit) for "
                f"{', '.join(process.KINDS)}."
            )
        found[fitting] = int(value)
    return found
