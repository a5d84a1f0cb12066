"""Django for a benchmark: a database and folders of its own."""

from __future__ import annotations

import os
from pathlib import Path


def django_start(scratch: Path, *, url: str = "", migrate: bool = True) -> None:
    """Start Django, with everything it writes below `scratch`.

    `url`: the database; that of DATABASE_URL unless given, or else a file of SQLite. `migrate`: make its tables.
    """
    url = url or os.environ.get("DATABASE_URL") or f"sqlite:///{scratch / 'bench.sqlite3'}"
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.test", "SANAD_TEST_DATABASE_URL": url, "SANAD_VAR": str(scratch)}
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    import search.outbox

    settings.MEDIA_ROOT = scratch / "media"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    # As in production; without it every page would be looked at for changed templates and files.
    settings.DEBUG = False
    # The index is filled by a worker or the benchmark itself, not by whoever writes pages.
    search.outbox._enqueue = lambda: None
    if migrate:
        call_command("migrate", verbosity=0)
