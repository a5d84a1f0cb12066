"""What the memory registers with the room."""

from __future__ import annotations


def register() -> None:
    """Listen to publishing, and give the editor and new drafts what is known. Called once when the room is ready."""
    from localization.creating import register_filler
    from localization.editor.registry import register_concordance, register_suggester
    from localization.memory import filling, receivers

    receivers.connect()
    register_filler(filling.fills)
    register_suggester(filling.suggestions)
    register_concordance(filling.pairs_found)
