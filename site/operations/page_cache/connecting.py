"""What the page cache listens to from the start of every process, be it a server, a worker or a command."""

from __future__ import annotations

from django.conf import settings

from operations.health import register_health_check
from operations.page_cache import cdn, dated, panel, shared, writes


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    dated.register_own()
    writes.connect()
    cdn.connect()
    panel.register()
    if settings.REDIS_URL:
        register_health_check("redis", shared.redis_health)
