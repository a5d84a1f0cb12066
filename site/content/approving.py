"""What happens at the end of a workflow. Wagtail reads this while it loads its own models: nothing of it is imported here."""

from __future__ import annotations

from typing import Any


def approved_publish(workflow_state: Any, user: Any = None) -> None:
    """Publish what was approved: whoever the workflow lets approve needs no right to publish besides.

    What the gates of `content.publishing` say holds all the same.
    """
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
