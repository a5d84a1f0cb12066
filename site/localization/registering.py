"""What the parts of this room register; called once when the room is ready."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from wagtail import hooks


def register() -> None:
    """Register everything."""
    from localization import direction, requests
    from localization.rendering import gate
    from localization.runs import registering as runs

    gate.register()
    requests.register()
    runs.register()
    direction.register()
    hooks.register("register_admin_urls", admin_urls)


def admin_urls() -> list[URLResolver]:
    """Return the screens of this room, all below `translations/` of the admin."""
    from localization.editor.urls import urlpatterns as editor
    from localization.runs.urls import urlpatterns as runs

    return [path("translations/", include(([*runs, *editor], "localization_admin")))]
