"""What the parts of this room register; called once when the room is ready."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks


def register() -> None:
    """Register all parts. What marks a change as significant stands before what syncs: it reads what was there before."""
    from localization import checks, direction, requests, retention, upstream
    from localization.dashboards import registering as dashboards
    from localization.deciding import registering as deciding
    from localization.exchange import registering as exchange
    from localization.jobs import registering as jobs
    from localization.machine import registering as machine
    from localization.memory import registering as memory
    from localization.new_language import registering as new_language
    from localization.notices import registering as notices
    from localization.queue import registering as queue
    from localization.rendering import gate
    from localization.review import receivers as review
    from localization.runs import registering as runs
    from localization.significance import registering as significance
    from localization.syncing import registering as syncing
    from localization.terms import registering as terms

    for part in (gate, requests, runs, significance, dashboards, syncing):
        part.register()
    upstream.switch_off()
    review.connect()
    # The memory stands before machines: what people wrote is offered first.
    for part in (deciding, notices, jobs, queue, direction, checks, new_language, memory, terms, exchange, machine, retention):
        part.register()
    hooks.register("register_admin_urls", admin_urls)


def admin_urls() -> list[Any]:
    """Return the addresses of the room's screens below the admin's, in one namespace."""
    from localization.dashboards.urls import urlpatterns as dashboards
    from localization.deciding.urls import urlpatterns as deciding
    from localization.editor.urls import urlpatterns as editor
    from localization.exchange.urls import urlpatterns as exchange
    from localization.jobs.urls import urlpatterns as jobs
    from localization.machine.urls import urlpatterns as machine
    from localization.memory.urls import urlpatterns as memory
    from localization.notices.urls import urlpatterns as notices
    from localization.queue.urls import urlpatterns as queue
    from localization.review.urls import urlpatterns as review
    from localization.runs.urls import urlpatterns as runs
    from localization.terms.urls import urlpatterns as terms

    work = [*dashboards, *runs, *queue, *jobs, *notices, *review, *deciding]
    words = [*exchange, *memory, *terms, *machine]
    # The editor's `<id>/` comes last: it is the shortest.
    return [path("translations/", include(([*work, *words, *editor], "localization_admin")))]
