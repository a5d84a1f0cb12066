"""Where Open answers begins."""

from __future__ import annotations

from sanad import PluginConfig


class OpenFaqConfig(PluginConfig):
    """One style for lists of questions."""

    def ready(self) -> None:
        """Join in. What needs models is imported here."""
        from . import styles  # noqa: F401 - registers the style
