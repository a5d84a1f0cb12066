"""Addresses below `translations/` in the admin."""

from django.urls import path

from localization.machine.views import MachineView, fill_page

urlpatterns = [
    path("machine/", MachineView.as_view(), name="machine"),
    path("machine/page/<row:pk>/", fill_page, name="machine_page"),
]
