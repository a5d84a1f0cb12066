"""Where Webhooks begins."""

from __future__ import annotations

from datetime import timedelta

from sanad import PluginConfig

# Declares the plugin's own hook before any ready() can register for it.
from . import hooks  # noqa: F401


class WebhooksConfig(PluginConfig):
    """Listens to what happens, and has two jobs: to send, and to forget."""

    def ready(self) -> None:
        """Join in. What needs models is imported here."""
        from sanad import add_action, register_job, register_settings

        from . import events, queue, sending, settings

        register_settings(settings.Settings)
        add_action("page_published", events.page_published)
        add_action("page_unpublished", events.page_unpublished)
        add_action("feedback_given", events.feedback_given)
        add_action("search_failed", events.search_failed)
        register_job("webhooks.send", every=timedelta(seconds=20), run=sending.due_send)
        register_job("webhooks.prune", every=timedelta(days=1), run=queue.old_delete)
