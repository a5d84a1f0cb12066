"""What decisions about the translations of a source register with the room."""

from __future__ import annotations


def register() -> None:
    """Called once when the room is ready."""
    from localization.deciding import services, telling

    services.register()
    telling.register()
