"""What the parts of this room register; called once when the room is ready."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from wagtail import hooks


def register() -> None:
    """Register everything."""
    from localization.exchange import registering as exchange

    exchange.register()
    hooks.register("register_admin_urls", admin_urls)


def admin_urls() -> list[URLResolver]:
    """Return the screens of this room, all below `translations/` of the admin."""
    from localization.exchange.registering import urlpatterns as exchange

    return [path("translations/", include(([*exchange()], "localization_admin")))]
