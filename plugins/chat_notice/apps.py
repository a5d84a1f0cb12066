"""Where Chat notice begins."""

from __future__ import annotations

from datetime import timedelta

from sanad import PluginConfig


class ChatNoticeConfig(PluginConfig):
    """Notes what happens, and has two jobs that write it to the channel."""

    def ready(self) -> None:
        """Join in. What needs models is imported here."""
        from sanad import add_action, add_filter, register_job, register_settings

        from . import notes, posting, settings

        register_settings(settings.Settings)
        add_action("page_published", notes.page_published)
        add_action("page_unpublished", notes.page_unpublished)
        add_action("feedback_given", notes.feedback_given)
        add_action("search_failed", notes.search_failed)
        add_filter("webhooks_targets", posting.target)
        register_job("chat_notice.post", every=timedelta(minutes=1), run=posting.notes_post)
        register_job("chat_notice.digest", every=timedelta(hours=1), run=posting.digest_post)
