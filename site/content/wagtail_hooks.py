"""The content checks in the admin."""

from __future__ import annotations

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from content.pictures.views import picture
from content.reports import ContentChecksMenuItem, ContentChecksView
from content.reusable.admin import ReusableContentViewSet

register_snippet(ReusableContentViewSet)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("reports/content-checks/", ContentChecksView.as_view(), name="content_checks"),
        path("content/pictures/<int:image_id>/", picture, name="content_picture"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> ContentChecksMenuItem:
    return ContentChecksMenuItem(
        _("Content checks"), reverse("content_checks"), name="content-checks", icon_name="glasses", order=650
    )
