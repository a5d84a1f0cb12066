"""What the parts of this room register; called once when the room is ready."""

from __future__ import annotations


def register() -> None:
    from localization import checks
    from localization.new_language import registering as new_language

    checks.register()
    new_language.register()
