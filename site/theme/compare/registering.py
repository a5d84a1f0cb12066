"""The address of the comparison. The way to it stands on Wagtail's own comparison, to which history and moderation lead."""

from __future__ import annotations

from django.urls import re_path
from django.urls.resolvers import URLPattern
from wagtail import hooks

from theme.compare.views import CompareView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    view, version = CompareView.as_view(), r"live|latest|earliest|\d{1,18}"
    return [
        re_path(rf"^compare/(?P<page_id>\d{{1,18}})/(?P<before>{version})/(?P<after>{version})/$", view, name="page_compare"),
    ]
