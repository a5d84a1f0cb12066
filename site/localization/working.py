"""Who translates what by when: teams, stages, reviews, queues, jobs, notices, decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.urls import URLPattern
from wagtail import hooks

from plugins.hooks import add_action

OFTEN = timedelta(minutes=15)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Jobs take up what the worker has made for them."""
    from localization.jobs.services import jobs_attach

    register("localization.jobs", every=OFTEN, run=jobs_attach)


def register() -> None:
    """Connect everything; called once when the room is ready."""
    from localization.deciding import services, telling
    from localization.jobs import buttons
    from localization.notices import personal, tasks
    from localization.queue import menu, panel
    from localization.review import receivers

    receivers.connect()
    services.register()
    telling.register()
    tasks.connect()
    personal.register()
    add_action("scheduled_jobs", on_scheduled_jobs)
    hooks.register("register_admin_menu_item", menu.menu_item)
    hooks.register("construct_homepage_panels", panel.add_panel)
    hooks.register("register_bulk_action", buttons.RequestBulkAction)
    hooks.register("register_page_header_buttons", buttons.page_button)
    hooks.register("register_page_listing_more_buttons", buttons.page_button)
    hooks.register("register_snippet_listing_buttons", buttons.snippet_button)


def urlpatterns() -> list[URLPattern]:
    """Return the addresses of these parts, below `translations/` of the admin."""
    from localization.deciding.urls import urlpatterns as deciding
    from localization.jobs.urls import urlpatterns as jobs
    from localization.notices.urls import urlpatterns as notices
    from localization.queue.urls import urlpatterns as queue
    from localization.review.urls import urlpatterns as review

    return [*queue, *jobs, *notices, *review, *deciding]
