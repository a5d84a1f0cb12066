"""What the inbox listens to."""

from wagtail.signals import page_published

from feedback.inbox.solving import on_published


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    page_published.connect(on_published, dispatch_uid="feedback.inbox.published")
