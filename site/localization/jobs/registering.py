"""What requests register with the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from wagtail import hooks

from plugins.hooks import add_action

OFTEN = timedelta(minutes=15)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Jobs take up what the worker has made for them."""
    from localization.jobs.services import jobs_attach

    register("localization.jobs", every=OFTEN, run=jobs_attach)


def register() -> None:
    """Called once when the room is ready."""
    from localization.jobs import buttons

    add_action("scheduled_jobs", on_scheduled_jobs)
    hooks.register("register_bulk_action", buttons.RequestBulkAction)
    hooks.register("register_page_header_buttons", buttons.page_button)
    hooks.register("register_page_listing_more_buttons", buttons.page_button)
    hooks.register("register_snippet_listing_buttons", buttons.snippet_button)
