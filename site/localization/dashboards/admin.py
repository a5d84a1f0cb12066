"""What Wagtail asks for when its addresses are made."""

from __future__ import annotations

from typing import Any

from django.urls import include, path


def urls() -> list[Any]:
    """The screens of this part below the addresses of the room."""
    from localization.dashboards.urls import urlpatterns

    return [path("translations/", include((urlpatterns, "localization_admin"), namespace="localization_admin"))]


def page_views() -> Any:
    """Our views of pages."""
    from localization.dashboards.page_views import HelpPageViewSet

    return HelpPageViewSet()
