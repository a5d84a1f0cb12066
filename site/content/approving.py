"""What happens at the end of a workflow. Wagtail reads this while it loads its own models: nothing of it is imported here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Finisher = Callable[[Any, Any], bool]
"""From a workflow state and a user to whether it has published what was approved itself."""

_finishers: list[Finisher] = []


def register_finisher(finisher: Finisher) -> None:
    """Let a room publish what its own workflows approve (translations)."""
    _finishers.append(finisher)


def approved_publish(workflow_state: Any, user: Any = None) -> None:
    """Publish what was approved: whoever the workflow lets approve needs no right to publish besides.

    What the gates of `content.publishing` say holds all the same.
    """
    if any(finish(workflow_state, user) for finish in _finishers):
        return
    from django.core.exceptions import PermissionDenied

    from content.publishing import refusal_of

    revision = workflow_state.content_object.get_latest_revision()
    if refusal := refusal_of(workflow_state.content_object, user, revision):
        raise PermissionDenied(refusal)
    revision.publish(user=user, skip_permission_checks=True)
