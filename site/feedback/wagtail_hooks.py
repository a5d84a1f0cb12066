"""This room in the admin."""

from feedback.admin import registrations  # noqa: F401
