"""One clock for all who write to an engine outside the database."""

from __future__ import annotations

import time

from django.db import connection


def stamp_now() -> int:
    """Return the time in microseconds since 1970: what is read after it is newer than what was read before it.

    Several machines share the clock of their database; with SQLite there is only one machine.
    """
    if connection.vendor != "postgresql":
        return time.time_ns() // 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
        return int(cursor.fetchone()[0])
