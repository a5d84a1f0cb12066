"""Reviews in the admin: the menu of a page, the bulk action, the list of what is due, the panel on the first page."""


def connect() -> None:
    """Register the screens; called once when the room is ready."""
    from content.review.admin import registering  # noqa: F401
