"""The content checks in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from content import markdown_paste
from content.editors import EditorsMenuItem
from content.page_links import feature as page_links
from content.page_links.views import suggestions
from content.pictures.views import picture
from content.reports import ContentChecksView
from content.reusable.admin import ReusableContentViewSet

register_snippet(ReusableContentViewSet)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("reports/content-checks/", ContentChecksView.as_view(), name="content_checks"),
        path("content/page-links/", suggestions, name="content_page_links"),
        path("content/pictures/<row:image_id>/", picture, name="content_picture"),
    ]


@hooks.register("register_rich_text_features")
def register_editor_parts(features: Any) -> None:
    page_links.register(features)
    markdown_paste.register(features)


@hooks.register("register_reports_menu_item")
def register_report() -> EditorsMenuItem:
    return EditorsMenuItem(_("Content checks"), reverse("content_checks"), name="content-checks", icon_name="glasses", order=650)
