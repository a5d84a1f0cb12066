"""Addresses below `translations/` in the admin."""

from django.urls import path

from localization.memory.views import MemoryView, delete, export

urlpatterns = [
    path("memory/", MemoryView.as_view(), name="memory"),
    path("memory/export/", export, name="memory_export"),
    path("memory/<row:pk>/delete/", delete, name="memory_delete"),
]
