"""The one address of Announcement."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("banner/", views.banner, name="banner")]
