"""What this part registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from localization.runs.running import runs_resume
from plugins.hooks import add_action

EVERY_MINUTE = timedelta(minutes=1)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Look for runs that have lost their worker."""
    register("localization.runs_resume", every=EVERY_MINUTE, run=runs_resume)


def menu_item() -> MenuItem:
    """The way to one's own runs."""
    return MenuItem(_("Work in the background"), reverse_lazy("localization_admin:runs"), icon_name="rotate", order=950)


def register() -> None:
    """Put everything in; called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)
    hooks.register("register_reports_menu_item", menu_item)
