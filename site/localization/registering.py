"""What the parts of this room register; called once when the room is ready."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from wagtail import hooks


def register() -> None:
    """Register everything."""
    from localization import requests, upstream
    from localization.rendering import gate
    from localization.runs import registering as runs
    from localization.syncing import receivers as syncing

    gate.register()
    requests.register()
    runs.register()
    syncing.connect()
    upstream.switch_off()
    hooks.register("register_admin_urls", admin_urls)


def admin_urls() -> list[URLResolver]:
    """Return the screens of this room, all below `translations/` of the admin."""
    from localization.runs.urls import urlpatterns as runs

    return [path("translations/", include(([*runs], "localization_admin")))]
