"""What the parts of this room register; called once when the room is ready."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks


def register() -> None:
    """Register all parts. What marks a change as significant stands before what syncs: it reads what was there before."""
    from localization import checks, direction, requests, upstream, working
    from localization.dashboards import registering as dashboards
    from localization.exchange import registering as exchange
    from localization.new_language import registering as new_language
    from localization.rendering import gate
    from localization.runs import registering as runs
    from localization.significance import registering as significance
    from localization.syncing import receivers

    gate.register()
    requests.register()
    runs.register()
    significance.register()
    dashboards.register()
    receivers.connect()
    upstream.switch_off()
    working.register()
    direction.register()
    checks.register()
    new_language.register()
    exchange.register()
    hooks.register("register_admin_urls", admin_urls)


def admin_urls() -> list[Any]:
    """Return the addresses of the room's screens below the admin's, in one namespace."""
    from localization.dashboards.urls import urlpatterns as dashboards
    from localization.editor.urls import urlpatterns as editor
    from localization.exchange.registering import urlpatterns as exchange
    from localization.runs.urls import urlpatterns as runs
    from localization.working import urlpatterns as working

    screens = [*dashboards, *runs, *working(), *exchange(), *editor]
    return [path("translations/", include((screens, "localization_admin")))]
