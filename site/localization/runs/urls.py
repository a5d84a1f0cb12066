"""Addresses of the screens of background runs, below `translations/` of the admin."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from localization.runs import views

urlpatterns: list[URLPattern] = [
    path("runs/", views.RunsView.as_view(), name="runs"),
    path("runs/<row:run_id>/", views.RunView.as_view(), name="run"),
    path("runs/<row:run_id>/progress/", views.run_progress, name="run_progress"),
    path("runs/<row:run_id>/cancel/", views.run_stop, name="run_cancel"),
]
