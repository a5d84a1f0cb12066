"""Addresses of import and export in the admin."""

from __future__ import annotations

from django.urls import path, re_path

from faq_blocks.exchange import views

urlpatterns = [
    path("faq/exchange/", views.UploadView.as_view(), name="faq_exchange"),
    path("faq/exchange/<row:pk>/", views.ImportView.as_view(), name="faq_import"),
    path("faq/exchange/<row:pk>/status/", views.import_status, name="faq_import_status"),
    re_path(r"^faq/exchange/questions\.(?P<kind>csv|json)$", views.export, name="faq_export"),
]
